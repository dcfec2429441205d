import { fc, test as prop } from '@fast-check/vitest'
import { describe, expect, it } from 'vitest'
import { InvalidInputError } from '../errors.ts'
import type { PriceGrid } from '../book/price-grid.ts'
import { HALF, LOSE, REFUND, WIN } from '../settlement/payoff.ts'
import { levelsOf, paperFees, PLAN, WIN_OR_LOSE } from '../testing/made-up-trades.ts'
import {
  type Centicontracts,
  centicontracts,
  cents,
  type Microdollars,
  microdollars,
  type PriceTicks,
  priceTicks,
} from '../units/money.ts'
import { compareRational, floorTimes, rational, type Rational } from '../units/rational.ts'
import { paperReserveOf } from './paper-plan.ts'
import { costMost, takeFromBook } from './taking.ts'
import { type TradeLimits, type TradeLimitsQuery, tradeLimitsOf } from './trade-limits.ts'

/** The plan of the made-up trade: 100 contracts at 0.60 with fees of 1.68, against 2.70. */
const QUERY: TradeLimitsQuery = {
  contract: {
    count: centicontracts(10_000),
    step: centicontracts(100),
    allIn: microdollars(61_680_000),
    lastPrice: priceTicks(6_000),
    fees: paperFees('1'),
  },
  bet: {
    returnRatio: rational(27, 10),
    stakeMaxCents: cents(50_000),
    stakeStepCents: cents(1),
  },
  outcomes: WIN_OR_LOSE,
  profitMin: microdollars(280_000),
}

/** What a stake leaves in the worse of two outcomes, by hand: every stake is tried. */
function bestByHand(allIn: number, odds: Rational, count: number, stakeMax: number): number {
  let best = -Infinity
  for (let stake = 1; stake <= stakeMax; stake += 1) {
    const paid = allIn + stake * 10_000
    best = Math.max(best, Math.min(count * 10_000, floorTimes(stake, odds) * 10_000) - paid)
  }
  return best
}

describe('the limits of a trade', () => {
  it('share out what is planned above the least profit: half by the price, half by the odds', () => {
    const limits = tradeLimitsOf(QUERY)
    // Planned $1.28; $0.50 may go either way, so $0.78 have to be left by each.
    expect(limits).toMatchObject({ guaranteed: 1_280_000, stakeCents: 3_704 })
    const allInAt = (ticks: number): number =>
      costMost(QUERY.contract.fees, { limitPrice: priceTicks(ticks), count: QUERY.contract.count })
    const limit = limits?.limitPrice as number
    const left = (allIn: number, odds: Rational) => bestByHand(allIn, odds, 10_000, 5_000)
    // At 61 cents 100 contracts cost 62.67 at most: 37.04 and they leave 0.29.
    expect(limit).toBe(6_000)
    expect(left(allInAt(6_100), rational(27, 10))).toBe(290_000)
    const { numerator, denominator } = (limits as TradeLimits).minimumOdds
    const steps = (numerator * 10_000) / denominator
    expect(left(61_680_000, rational(steps, 10_000))).toBeGreaterThanOrEqual(780_000)
    expect(left(61_680_000, rational(steps - 1, 10_000))).toBeLessThan(780_000)
    // Both at their worst leave about the least profit.
    expect(left(allInAt(limit), limits?.minimumOdds as Rational)).toBeGreaterThan(260_000)
  })

  it('leave nothing to spare where no more than the least profit is planned', () => {
    for (const profitMin of [1_280_000, 9_000_000]) {
      const limits = tradeLimitsOf({ ...QUERY, profitMin: microdollars(profitMin) })
      const { limitPrice, minimumOdds } = limits as NonNullable<typeof limits>
      // Whatever costs nothing may go: the odds at which the same stake pays the same cents.
      const allIn = costMost(QUERY.contract.fees, { limitPrice, count: QUERY.contract.count })
      expect(bestByHand(allIn, rational(27, 10), 10_000, 5_000)).toBe(1_280_000)
      expect(bestByHand(61_680_000, minimumOdds, 10_000, 5_000)).toBe(1_280_000)
    }
  })

  it('may lie between cents only where that costs no more than it leaves, and on the grid', () => {
    const free = { ...QUERY.contract, fees: { tag: 'none' as const } }
    const contract = { ...free, allIn: microdollars(60_000_000) }
    // $2.96 are planned, $0.50 the least: 100 contracts may cost $1.23 more.
    const profitMin = microdollars(500_000)
    const limitOn = (grid: PriceGrid | undefined) =>
      tradeLimitsOf({ ...QUERY, contract: { ...contract, grid }, profitMin })?.limitPrice
    expect(limitOn(undefined)).toBe(6_123)
    const gridOf = (step: number) => [
      { start: priceTicks(0), end: priceTicks(10_000), step: priceTicks(step) },
    ]
    expect(limitOn(gridOf(100))).toBe(6_100)
    expect(limitOn(gridOf(10))).toBe(6_120)
    // A last price that is off the grid stays where nothing above it leaves enough: it was there.
    const off = { ...contract, grid: gridOf(100), lastPrice: priceTicks(6_001) }
    const all = microdollars(9_000_000)
    expect(tradeLimitsOf({ ...QUERY, contract: off, profitMin: all })?.limitPrice).toBe(6_001)
    const last = { ...contract, lastPrice: priceTicks(9_999) }
    expect(tradeLimitsOf({ ...QUERY, contract: last, profitMin })?.limitPrice).toBe(9_999)
  })

  it('never lie above the odds that were seen, nor below the worst price that was', () => {
    // 2.7000001 has no four decimals: what is seen is the least.
    const returnRatio = rational(27_000_001, 10_000_000)
    const bet = { ...QUERY.bet, returnRatio }
    const tight = { ...QUERY, bet, profitMin: microdollars(9_000_000) }
    const limits = tradeLimitsOf(tight)
    expect(compareRational(limits?.minimumOdds as Rational, returnRatio)).toBeLessThanOrEqual(0)
    expect(limits?.limitPrice).toBeGreaterThanOrEqual(6_000)
  })

  it('are none where no stake is allowed', () => {
    expect(tradeLimitsOf({ ...QUERY, bet: { ...QUERY.bet, stakeMaxCents: cents(0) } })).toBe(
      undefined,
    )
  })

  it('keep odds above 1 where almost everything may go', () => {
    const limits = tradeLimitsOf({ ...QUERY, profitMin: microdollars(-900_000_000) })
    expect(compareRational(limits?.minimumOdds as Rational, rational(1))).toBe(1)
    expect(limits?.limitPrice).toBeLessThan(10_000)
  })

  it('cover every outcome, ties included', () => {
    const tie = { id: 'tie', contract: HALF, bet: REFUND }
    // With a tie the worst is 50 + stake − 61.68 − stake.
    expect(tradeLimitsOf({ ...QUERY, outcomes: [...WIN_OR_LOSE, tie] })?.guaranteed).toBe(
      -11_680_000,
    )
  })

  it('refuse no contract', () => {
    const contract = { ...QUERY.contract, count: centicontracts(0) }
    expect(() => tradeLimitsOf({ ...QUERY, contract })).toThrow(InvalidInputError)
    expect(() => tradeLimitsOf({ ...QUERY, outcomes: [] })).toThrow(InvalidInputError)
    const bad = [{ id: 'x', contract: REFUND, bet: WIN }]
    expect(() => tradeLimitsOf({ ...QUERY, outcomes: bad })).toThrow(InvalidInputError)
    expect(LOSE.quantity.numerator).toBe(0)
  })
})

const anyLevels = fc
  .uniqueArray(fc.tuple(fc.integer({ min: 1, max: 9_999 }), fc.integer({ min: 1, max: 30_000 })), {
    selector: ([ticks]) => ticks,
    minLength: 1,
    maxLength: 12,
  })
  .map((levels) => levels.toSorted(([a], [b]) => a - b))

prop.prop(
  [
    anyLevels,
    fc.integer({ min: 1, max: 9_999 }),
    fc.integer({ min: 1, max: 60_000 }),
    fc.constantFrom('0', '0.37', '1', '10'),
    fc.constantFrom<'direct' | 'non-direct'>('direct', 'non-direct'),
  ],
  { numRuns: 1_000 },
)(
  'what is set aside pays for whatever an order takes up to its limit',
  (levels, limit, count, m, k) => {
    const fees = paperFees(m, k)
    const contract = {
      ...PLAN.contract,
      fees,
      step: centicontracts(1),
      limitPrice: limit as PriceTicks,
      count: count as Centicontracts,
    }
    const reserve = paperReserveOf({ ...PLAN, contract }).contract
    const asks = levels.map(([ticks, size]) => ({
      price: ticks as PriceTicks,
      size: size as Centicontracts,
    }))
    const order = { action: 'buy', ...contract } as const
    const { value, fee } = takeFromBook(order, asks, fees)
    expect(value + fee).toBeLessThanOrEqual(reserve)
    const one = takeFromBook(order, levelsOf([limit, 1_000]), fees)
    expect((one.value + one.fee) as Microdollars).toBeLessThanOrEqual(reserve)
  },
)
