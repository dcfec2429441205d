import { fc, test as prop } from '@fast-check/vitest'
import { describe, expect, it } from 'vitest'
import { type ContractCosts, FREE_OF_FEES, kalshiTakerCosts } from '../fees/contract-costs.ts'
import type { KalshiFeeTerms } from '../fees/kalshi.ts'
import { kalshiRoundingAt, type Membership } from '../fees/kalshi-schedule.ts'
import { americanOdds } from '../odds/american.ts'
import { exactDecimalOdds } from '../odds/decimal.ts'
import { LOSE, WIN } from '../settlement/payoff.ts'
import { ladderCostOf } from '../sizing/ladder-cost.ts'
import { twoLegAt } from '../sizing/two-leg.ts'
import type { TwoLegProblem } from '../sizing/two-leg-problem.ts'
import { Decimal } from '../units/decimal.ts'
import {
  centicontracts,
  CENTICONTRACTS_MAX,
  cents,
  microdollars,
  MICRODOLLARS_MAX,
  priceTicks,
} from '../units/money.ts'
import type { Rational } from '../units/rational.ts'
import { isUnitMarginAboveZero, unitMarginOf } from './margin.ts'

const TERMS: KalshiFeeTerms = {
  rate: {
    feeType: 'quadratic',
    multiplier: new Decimal(1),
    origin: 'series',
    assumedBecause: undefined,
  },
  rounding: kalshiRoundingAt(Date.UTC(2026, 10, 21)),
  membership: 'direct',
}

function takerCosts(membership: Membership = 'direct'): ContractCosts {
  return kalshiTakerCosts({ ...TERMS, membership })
}

/** One price with all the contracts there can be, and a book that takes any stake. */
function unlimited(ticks: number, betReturn: Rational, costs = takerCosts()): TwoLegProblem {
  const ladder = [{ price: priceTicks(ticks), size: centicontracts(CENTICONTRACTS_MAX) }]
  return {
    contracts: ladderCostOf(ladder, costs),
    contractStep: centicontracts(100),
    betReturn,
    stakeStep: cents(1),
    stakeMax: cents(50_000_000_000),
    bankroll: microdollars(MICRODOLLARS_MAX),
    outcomes: [
      { id: 'yes', contract: WIN, bet: LOSE },
      { id: 'no', contract: LOSE, bet: WIN },
    ],
  }
}

describe('the margin of one contract', () => {
  const odds = exactDecimalOdds('2.70').returnRatio

  it('is what price, fee and stake leave of a dollar', () => {
    // 0.60 + 0.07 × 0.6 × 0.4 = 0.6168; 1 / 2.70 = 0.370370…
    const margin = unitMarginOf(unlimited(6000, odds))
    expect(margin.contractCost.toFixed()).toBe('0.6168')
    expect(margin.stake.toFixed(12)).toBe('0.370370370370')
    expect(margin.unit.toFixed(12)).toBe('0.012829629630')
    // 0.0128296… / 0.9871703…
    expect(margin.returnOnCost.toFixed(12)).toBe('0.012996368220')
  })

  it('is larger by the fee where nothing is charged', () => {
    const free = unitMarginOf(unlimited(6000, odds, FREE_OF_FEES))
    const charged = unitMarginOf(unlimited(6000, odds))
    expect(free.unit.minus(charged.unit).toFixed()).toBe('0.0168')
  })

  it('looks at the best price alone', () => {
    const one = unlimited(6000, odds)
    const ladder = [
      { price: priceTicks(6000), size: centicontracts(1) },
      { price: priceTicks(9000), size: centicontracts(100) },
    ]
    const two = { ...one, contracts: ladderCostOf(ladder, takerCosts()) }
    expect(unitMarginOf(two)).toEqual(unitMarginOf(one))
  })

  it('looks past a price off the grid of the balance that costs more than the next one', () => {
    // .8699 may keep 99 microdollars a hundredth: .8798, all but fees. On the grid .87 is .87.
    const free = kalshiTakerCosts({ ...TERMS, rate: { ...TERMS.rate, multiplier: new Decimal(0) } })
    const ladder = [
      { price: priceTicks(8699), size: centicontracts(1) },
      { price: priceTicks(8700), size: centicontracts(1000) },
    ]
    const problem = { ...unlimited(8700, odds), contracts: ladderCostOf(ladder, free) }
    expect(unitMarginOf(problem).contractCost.toFixed()).toBe('0.87')
  })

  it('needs a price', () => {
    const none = { ...unlimited(6000, odds), contracts: ladderCostOf([], takerCosts()) }
    expect(() => unitMarginOf(none)).toThrow(/needs an ask/)
  })
})

const ticks = fc.integer({ min: 100, max: 9900 })
const american = fc
  .integer({ min: 100, max: 3000 })
  .chain((n) => fc.constantFrom(n, -n))
  .map((n) => americanOdds(n).returnRatio)
// Odds near those at which the price breaks even, so that both signs and small margins come up.
const nearEven = ticks.chain((price) =>
  fc.tuple(
    fc.constant(price),
    fc.oneof(
      american,
      fc.integer({ min: -300, max: 300 }).map((off) => {
        const fair = 1 / (1 - price / 10_000 - 0.07 * (price / 10_000) * (1 - price / 10_000))
        return exactDecimalOdds(Math.max(fair + off / 10_000, 1.0001).toFixed(6)).returnRatio
      }),
    ),
  ),
)
const membership = fc.constantFrom<Membership>('direct', 'non-direct')

describe('the sign of the margin', () => {
  prop.prop([nearEven, membership], { numRuns: 2000 })(
    'above 0, some position pays; at 0 or below, none does',
    ([price, betReturn], member) => {
      const problem = unlimited(price, betReturn, takerCosts(member))
      const { unit } = unitMarginOf(problem)
      const guaranteedAt = (contracts: number) =>
        twoLegAt(problem, centicontracts(contracts * 100))?.guaranteed ?? 0
      // Rounding takes three cents at most: the stake, the payout and the order's total.
      const enough = unit.gt(0) ? Number(new Decimal('0.03').div(unit).ceil()) : undefined
      fc.pre(enough === undefined || enough < CENTICONTRACTS_MAX / 100)
      const sizes = enough === undefined ? [1, 2, 7, 100, 12_345, 20_000_000] : [enough]
      const profits = sizes.map(guaranteedAt)
      expect([unit.gt(0), profits.some((profit) => profit > 0)]).toEqual([
        enough !== undefined,
        enough !== undefined,
      ])
    },
  )
})

describe('whether a dollar is left over anything', () => {
  prop.prop([nearEven, membership], { numRuns: 500 })(
    'is the sign of the margin',
    ([price, betReturn], member) => {
      const problem = unlimited(price, betReturn, takerCosts(member))
      const unitCost = problem.contracts.segments[0]?.unitCost ?? 0
      expect(isUnitMarginAboveZero(unitCost, betReturn)).toBe(unitMarginOf(problem).unit.gt(0))
    },
  )

  it('to the last digit, also where the products are too large for a float', () => {
    const n = 9_007_199_254_740_991
    // .6 and exactly .4, then a hair less and more.
    expect(isUnitMarginAboveZero(6000, { numerator: 5, denominator: 2 })).toBe(false)
    expect(
      isUnitMarginAboveZero(6000, {
        numerator: 9_007_199_254_740_990,
        denominator: 3_602_879_701_896_396,
      }),
    ).toBe(false)
    expect(isUnitMarginAboveZero(6000, { numerator: n, denominator: 3_602_879_701_896_396 })).toBe(
      true,
    )
    expect(isUnitMarginAboveZero(6000, { numerator: n, denominator: 3_602_879_701_896_397 })).toBe(
      false,
    )
  })
})
