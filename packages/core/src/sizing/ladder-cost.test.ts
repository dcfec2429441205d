import { fc, test as prop } from '@fast-check/vitest'
import { describe, expect, it } from 'vitest'
import type { AskLadder } from '../book/ladder.ts'
import type { ContractCosts } from '../fees/contract-costs.ts'
import { InvalidInputError } from '../errors.ts'
import { centicontracts, CENTICONTRACTS_MAX, type PriceTicks, priceTicks } from '../units/money.ts'
import {
  allInCost,
  LADDER_LEVELS_MAX,
  ladderCostOf,
  linearCost,
  takenLevels,
} from './ladder-cost.ts'

/** Levels as ticks and centicontracts. */
function ladderOf(...levels: readonly (readonly [ticks: number, size: number])[]): AskLadder {
  return levels.map(([ticks, size]) => ({ price: ticks as PriceTicks, size: centicontracts(size) }))
}

/** A made-up venue: a fee of 2 % of the price, an order's total in steps of 100 microdollars. */
const COSTS: ContractCosts = {
  perCenticontract: (price) => price + Math.ceil(price / 50),
  totalStepMicrodollars: 100,
}
const LADDER = ladderOf([4000, 1000], [4200, 250], [4500, 5])

describe('what the first hundredths of a contract cost', () => {
  const cost = ladderCostOf(LADDER, COSTS)

  it('runs through the levels, each at its own price and fee', () => {
    // 0.01 contract costs 4080, 4284 and 4590 microdollars.
    expect(linearCost(cost, 0)).toBe(0)
    expect(linearCost(cost, 1)).toBe(4080)
    expect(linearCost(cost, 1000)).toBe(4_080_000)
    expect(linearCost(cost, 1001)).toBe(4_084_284)
    expect(linearCost(cost, 1255)).toBe(4_080_000 + 250 * 4284 + 5 * 4590)
    expect(cost.depth).toBe(1255)
  })

  it('rounds the total of the order up, once', () => {
    expect(allInCost(cost, 1000)).toBe(4_080_000)
    expect(allInCost(cost, 1001)).toBe(4_084_300)
    expect(allInCost(cost, 1)).toBe(4100)
    expect(allInCost(cost, 0)).toBe(0)
  })

  it('says what is taken from each level', () => {
    expect(takenLevels(cost, 0)).toEqual([])
    expect(takenLevels(cost, 1000)).toEqual([{ price: 4000, count: 1000 }])
    expect(takenLevels(cost, 1252)).toEqual([
      { price: 4000, count: 1000 },
      { price: 4200, count: 250 },
      { price: 4500, count: 2 },
    ])
  })

  it('of an empty ladder is nothing', () => {
    const empty = ladderCostOf([], COSTS)
    expect([empty.depth, linearCost(empty, 0), takenLevels(empty, 0)]).toEqual([0, 0, []])
  })
})

describe('ladders that are refused', () => {
  it.each([
    ['prices that fall', ladderOf([5000, 1], [4000, 1]), /ascend, got 4000 after 5000/],
    ['a price twice', ladderOf([5000, 1], [5000, 1]), /ascend/],
    ['a price of 0', ladderOf([0, 1]), /ascend/],
    ['a price below 0', ladderOf([-100, 1]), /ascend/],
    ['a price that is none', ladderOf([Number.NaN, 1]), /ascend/],
    ['a level of nothing', ladderOf([4000, 0]), /size must be above 0, got 0/],
    ['a level below nothing', ladderOf([4000, -5]), /size must be above 0/],
  ])('%s', (_what, ladder, message) => {
    expect(() => ladderCostOf(ladder, COSTS)).toThrow(InvalidInputError)
    expect(() => ladderCostOf(ladder, COSTS)).toThrow(message)
  })

  it('more levels than there are prices', () => {
    const levels = Array.from({ length: LADDER_LEVELS_MAX + 1 }, (_, n) => [n + 1, 1] as const)
    expect(ladderCostOf(ladderOf(...levels.slice(1)), COSTS).depth).toBe(LADDER_LEVELS_MAX)
    expect(() => ladderCostOf(ladderOf(...levels), COSTS)).toThrow(/more than 10001 levels/)
  })

  it('a ladder worth more than a billion dollars: its cost would not be exact', () => {
    const levels = Array.from({ length: 12 }, (_, n) => [9900 + n, CENTICONTRACTS_MAX] as const)
    expect(() => ladderCostOf(ladderOf(...levels), COSTS)).toThrow(/within ±1000000000000000/)
  })
})

const ladder = fc
  .uniqueArray(fc.tuple(fc.integer({ min: 1, max: 9999 }), fc.integer({ min: 1, max: 400 })), {
    minLength: 1,
    maxLength: 8,
    selector: ([ticks]) => ticks,
  })
  .map((levels) => ladderOf(...levels.toSorted(([a], [b]) => a - b)))

describe('properties', () => {
  prop.prop([ladder, fc.double({ min: 0, max: 1, noNaN: true })])(
    'agrees with buying one hundredth after the other',
    (levels, share) => {
      const cost = ladderCostOf(levels, COSTS)
      const size = Math.floor(share * cost.depth)
      const each = levels.flatMap(({ price, size: count }) =>
        Array.from({ length: count }, () => priceTicks(price)),
      )
      const taken = each.slice(0, size)
      const sum = taken.reduce((total, price) => total + COSTS.perCenticontract(price), 0)
      expect(linearCost(cost, size)).toBe(sum)
      expect(allInCost(cost, size) % 100).toBe(0)
      expect(allInCost(cost, size) - sum).toBeGreaterThanOrEqual(0)
      expect(allInCost(cost, size) - sum).toBeLessThan(100)
      expect(takenLevels(cost, size).flatMap((l) => Array(l.count).fill(l.price))).toEqual(taken)
    },
  )
})
