import { describe, expect, it } from 'vitest'
import { InvalidInputError } from '../../errors.ts'
import { HALF_WIN } from '../../settlement/grade.ts'
import { HALF, LOSE, type Payoff, REFUND, WIN } from '../../settlement/payoff.ts'
import { rational } from '../../units/rational.ts'
import { BOUND_DENOMINATOR_MAX, BOUND_PAYOFFS_MAX, boundMatrixOf } from './bound-matrix.ts'

const share = (numerator: number, denominator: number): Payoff => ({
  quantity: rational(numerator, denominator),
  cost: rational(0),
})

describe('the payoffs of a bound', () => {
  it('in whole parts of what divides them all', () => {
    const matrix = boundMatrixOf([[[WIN]], [[share(1, 3)]], [[HALF_WIN]], [[REFUND]]])
    expect([...matrix.denominators]).toEqual([6])
    expect([...matrix.quantities]).toEqual([6, 2, 3, 0])
    expect([...matrix.costs]).toEqual([0, 0, 3, 6])
  })

  it('of claims that pay alike are one group, of outcomes that pay alike one row', () => {
    const matrix = boundMatrixOf([
      [[WIN], [LOSE], [WIN]],
      [[LOSE], [WIN], [LOSE]],
      [[WIN], [LOSE], [WIN]],
    ])
    expect([matrix.groupCount, matrix.rowCount]).toEqual([2, 2])
    expect([...matrix.groupOf]).toEqual([0, 1, 0])
    expect([...matrix.quantities]).toEqual([1, 0, 0, 1])
  })

  it('take the least of several: the worst joint choice is never above it', () => {
    const { quantities, costs } = boundMatrixOf([[[WIN, REFUND, LOSE]], [[HALF, REFUND]]])
    expect([...quantities]).toEqual([0, 0])
    expect([...costs]).toEqual([0, 1])
    const halves = boundMatrixOf([[[HALF_WIN, HALF]], [[WIN]]])
    expect([...halves.quantities]).toEqual([1, 2])
    expect([...halves.costs]).toEqual([0, 0])
  })

  it('are rounded up where their parts are finer than what is kept', () => {
    const matrix = boundMatrixOf([[[share(1, 3_000_000)]], [[share(2_999_999, 3_000_000)]]])
    expect([...matrix.denominators]).toEqual([BOUND_DENOMINATOR_MAX])
    expect([...matrix.quantities]).toEqual([1, BOUND_DENOMINATOR_MAX])
  })

  it('of no claim at all are none', () => {
    const matrix = boundMatrixOf([[], []])
    expect([matrix.groupCount, matrix.rowCount]).toEqual([0, 1])
  })
})

describe('payoffs that are refused', () => {
  it.each<[string, readonly (readonly (readonly Payoff[])[])[], RegExp]>([
    ['no outcome', [], /at least one outcome/],
    ['a claim without a payoff', [[[WIN]], [[]]], /at least one payoff/],
    ['outcomes of different claims', [[[WIN]], [[WIN], [LOSE]]], /same claims/],
    ['a share above 1', [[[share(3, 2)]]], /from 0 to 1, got 3\/2/],
    ['a share below 0', [[[share(-1, 2)]]], /from 0 to 1, got -1\/2/],
  ])('%s', (_what, payoffs, message) => {
    expect(() => boundMatrixOf(payoffs)).toThrow(InvalidInputError)
    expect(() => boundMatrixOf(payoffs)).toThrow(message)
  })

  it('more than a bound holds', () => {
    const row = Array.from({ length: 100_000 }, () => [WIN])
    const payoffs = Array.from({ length: BOUND_PAYOFFS_MAX / 100_000 + 1 }, () => row)
    expect(() => boundMatrixOf(payoffs)).toThrow(/at most 10000000 payoffs/)
  })
})
