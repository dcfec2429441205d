import { HALF, LOSE, type Payoff, rational, REFUND, WIN } from '@arbkit/core'
import { describe, expect, it } from 'vitest'
import { betPayoffOf, contractPayoffOf } from './results.ts'

const pays = (numerator: number, denominator = 1): Payoff => ({
  quantity: rational(numerator, denominator),
  cost: rational(0),
})
const yes = { id: 'yes', contract: WIN, bet: LOSE }
const no = { id: 'no', contract: LOSE, bet: WIN }
const tie = { id: 'tie', contract: HALF, bet: REFUND }

describe('what contracts are paid', () => {
  it.each([
    ['yes', rational(1), pays(1)],
    ['no', rational(1), pays(0)],
    ['yes', rational(37, 100), pays(37, 100)],
    ['no', rational(37, 100), pays(63, 100)],
  ] as const)('is for %s what the venue says (%#)', (side, yesPays, expected) => {
    const contract = { marketId: 'M', side, shard: 0 }
    expect(contractPayoffOf({ contract }, { yesPays, isFinal: true })).toEqual(expected)
  })
})

describe('what a bet is paid', () => {
  it('is what all regular outcomes say in which the contract pays just that', () => {
    const outcomes = [yes, no, tie]
    expect(betPayoffOf({ outcomes }, pays(1))).toBe(LOSE)
    expect(betPayoffOf({ outcomes }, pays(0))).toBe(WIN)
    expect(betPayoffOf({ outcomes }, pays(1, 2))).toBe(REFUND)
  })

  it('is not known where none does, or where they differ', () => {
    expect(betPayoffOf({ outcomes: [yes, no] }, pays(1, 2))).toBeUndefined()
    expect(betPayoffOf({ outcomes: [yes, no, tie] }, pays(37, 100))).toBeUndefined()
    const other = { id: 'tie', contract: LOSE, bet: REFUND }
    expect(betPayoffOf({ outcomes: [yes, no, other] }, pays(0))).toBeUndefined()
    expect(betPayoffOf({ outcomes: [yes, no, other] }, pays(1))).toBe(LOSE)
    expect(betPayoffOf({ outcomes: [yes, no] }, REFUND)).toBeUndefined()
  })
})
