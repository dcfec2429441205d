import { describe, expect, it } from 'vitest'
import { Decimal } from '../../units/decimal.ts'
import { centicontracts, microdollars, priceTicks } from '../../units/money.ts'
import { ladderCostOf } from '../ladder-cost.ts'
import {
  affordableSteps,
  growthOfSize,
  isRising,
  prepareLadder,
  unroundedGrowth,
} from './ladder-growth.ts'

/** 10 contracts at 0.40 all in, 10 at 0.45, totals in whole cents; $6 of which $5 may be spent. */
const contracts = ladderCostOf(
  [
    { price: priceTicks(4000), size: centicontracts(1000) },
    { price: priceTicks(4500), size: centicontracts(1000) },
  ],
  { perCenticontract: (price) => price, totalStepMicrodollars: 10_000 },
)
const plan = {
  bankroll: microdollars(6_000_000),
  contractStep: centicontracts(100),
  spendMax: microdollars(5_000_000),
}
const ladder = prepareLadder({ contracts, probability: new Decimal('0.5') }, plan)

describe('what can be bought', () => {
  it('is cut by the limit, and leaves something of the bankroll in play', () => {
    // Ten for $4, two more for $0.90.
    expect(affordableSteps(ladder)).toBe(12)
    const exactly = { ...ladder, spendMax: 4_900_000 }
    expect(affordableSteps(exactly)).toBe(12)
    expect(affordableSteps({ ...exactly, playedBankroll: 4_900_000 })).toBe(11)
    expect(affordableSteps({ ...ladder, spendMax: 0 })).toBe(0)
    const all = { ...ladder, spendMax: 1e9, playedBankroll: 1e9 }
    expect(affordableSteps(all)).toBe(20)
  })

  it('plays with lambda times the bankroll, whole microdollars', () => {
    const odd = { ...plan, bankroll: microdollars(1001), lambda: new Decimal('0.5') }
    expect(prepareLadder(ladder, odd).playedBankroll).toBe(500)
  })
})

describe('growth of a size', () => {
  it('rounds the total up; unrounded it is no less', () => {
    // 0.01 contract costs 0.4 cents: a whole cent.
    const expected = new Decimal(5_990_000 + 10_000)
      .div(6_000_000)
      .ln()
      .plus(new Decimal(5_990_000).div(6_000_000).ln())
      .times('0.5')
    expect(growthOfSize(ladder, 1).minus(expected).abs().lt('1e-35')).toBe(true)
    expect(unroundedGrowth(ladder, 1).gt(growthOfSize(ladder, 1))).toBe(true)
    expect(unroundedGrowth(ladder, 100).eq(growthOfSize(ladder, 100))).toBe(true)
    expect([growthOfSize(ladder, 0).isZero(), unroundedGrowth(ladder, 0).isZero()]).toEqual([
      true,
      true,
    ])
  })

  it('is minus infinity where nothing or less would be left', () => {
    expect(unroundedGrowth(ladder, 2000).toString()).toBe('-Infinity')
    const smaller = { ...ladder, playedBankroll: 4_000_000 }
    expect(unroundedGrowth(smaller, 1000).toString()).toBe('-Infinity')
  })
})

describe('whether growth rises', () => {
  it('turns where the gain no longer outweighs the loss', () => {
    // At 0.40 full Kelly is 1/6 of $6: 2.5 contracts.
    expect(isRising(ladder, 249, 4000)).toBe(true)
    expect(isRising(ladder, 250, 4000)).toBe(false)
    expect(isRising(ladder, 0, 5000)).toBe(false)
    expect(isRising(ladder, 0, 4999)).toBe(true)
  })

  it('is over where nothing is left', () => {
    expect(isRising({ ...ladder, playedBankroll: 4_000_000 }, 1000, 1)).toBe(false)
    expect(isRising(ladder, 2000, 1)).toBe(false)
  })
})
