import { describe, expect, it } from 'vitest'
import { addRational, rational } from '../units/rational.ts'
import { type Grade, otherGrade, payoffOfGrade } from './grade.ts'

describe('grades', () => {
  it.each<[Grade, Grade, quantity: readonly [number, number], cost: readonly [number, number]]>([
    ['win', 'lose', [1, 1], [0, 1]],
    ['lose', 'win', [0, 1], [0, 1]],
    ['push', 'push', [0, 1], [1, 1]],
    ['half-win', 'half-lose', [1, 2], [1, 2]],
    ['half-lose', 'half-win', [0, 1], [1, 2]],
  ])('%s: the other side ends in %s', (grade, other, quantity, cost) => {
    expect(otherGrade(grade)).toBe(other)
    expect(otherGrade(other)).toBe(grade)
    const payoff = payoffOfGrade(grade)
    expect(payoff).toEqual({ quantity: rational(...quantity), cost: rational(...cost) })
    // Of two stakes on the two sides the part that has action is won by just one of them.
    const opposite = payoffOfGrade(other)
    const action = addRational(payoff.quantity, opposite.quantity)
    const back = addRational(payoff.cost, opposite.cost)
    expect(addRational(addRational(action, action), back)).toEqual(rational(2))
  })
})
