import { fc, test as prop } from '@fast-check/vitest'
import { describe, expect, it } from 'vitest'
import type { AskLadder } from '../book/ladder.ts'
import { type ContractCosts, FREE_OF_FEES, kalshiTakerCosts } from '../fees/contract-costs.ts'
import { maximumFee } from '../fees/kalshi.ts'
import { kalshiRoundingAt } from '../fees/kalshi-schedule.ts'
import { americanOdds } from '../odds/american.ts'
import { exactDecimalOdds } from '../odds/decimal.ts'
import { HALF, LOSE, REFUND, WIN } from '../settlement/payoff.ts'
import { Decimal } from '../units/decimal.ts'
import { centicontracts, cents, microdollars, priceTicks } from '../units/money.ts'
import { floorTimes, type Rational } from '../units/rational.ts'
import { ladderCostOf } from './ladder-cost.ts'
import { bestTwoLeg, twoLegAt } from './two-leg.ts'
import type { TwoLegOutcome, TwoLegProblem } from './two-leg-problem.ts'

const terms = (multiplier: string) => ({
  rate: {
    feeType: 'quadratic' as const,
    multiplier: new Decimal(multiplier),
    origin: 'series' as const,
    assumedBecause: undefined,
  },
  rounding: kalshiRoundingAt(Date.UTC(2026, 10, 21)),
  membership: 'direct' as const,
})

const TWO_SIDED: readonly TwoLegOutcome[] = [
  { id: 'yes', contract: WIN, bet: LOSE },
  { id: 'no', contract: LOSE, bet: WIN },
]
const WITH_TIE: readonly TwoLegOutcome[] = [
  ...TWO_SIDED,
  { id: 'tie', contract: HALF, bet: REFUND },
]

function ladderOf(levels: readonly (readonly [ticks: number, contracts: number])[]): AskLadder {
  return levels.map(([ticks, contracts]) => ({
    price: priceTicks(ticks),
    size: centicontracts(Math.round(contracts * 100)),
  }))
}

interface Terms {
  readonly ladder: AskLadder
  readonly betReturn: Rational
  readonly costs?: ContractCosts
  readonly outcomes?: readonly TwoLegOutcome[]
  readonly stakeMax?: number
  readonly bankroll?: number
  readonly stakeStep?: number
}

function problemOf(t: Terms): TwoLegProblem {
  return {
    contracts: ladderCostOf(t.ladder, t.costs ?? kalshiTakerCosts(terms('1'))),
    contractStep: centicontracts(100),
    betReturn: t.betReturn,
    stakeStep: cents(t.stakeStep ?? 1),
    stakeMax: cents(t.stakeMax ?? 50_000),
    bankroll: microdollars(t.bankroll ?? 1_000_000_000_000),
    outcomes: t.outcomes ?? TWO_SIDED,
  }
}

describe('the worked example of the design', () => {
  const problem = problemOf({
    ladder: ladderOf([[6000, 100]]),
    betReturn: exactDecimalOdds('2.70').returnRatio,
    outcomes: WITH_TIE,
  })

  it('100 YES at .60 against $37.04 at 2.70 makes $1.28 either way and loses $11.68 on a tie', () => {
    const position = twoLegAt(problem, centicontracts(10_000))
    expect(position?.contractCost).toBe(60_000_000)
    expect(position?.contractFees).toBe(1_680_000)
    expect(position?.outcomes.map((outcome) => [outcome.id, outcome.profit])).toEqual([
      ['yes', 1_280_000],
      ['no', 1_280_000],
      ['tie', -11_680_000],
    ])
    expect(position?.stake).toBe(3704)
  })

  it('is no guarantee while the tie counts', () => {
    expect(bestTwoLeg(problem)?.position.guaranteed).toBeLessThanOrEqual(0)
    expect(bestTwoLeg({ ...problem, outcomes: TWO_SIDED })?.position.guaranteed).toBe(1_280_000)
  })
})

describe('limits', () => {
  const rich = { ladder: ladderOf([[4000, 1000]]), betReturn: americanOdds(150).returnRatio }

  it('never stakes more than the book takes, nor more than the bankroll holds', () => {
    const capped = bestTwoLeg(problemOf({ ...rich, stakeMax: 1234 }))?.position
    expect(capped?.stake).toBeLessThanOrEqual(1234)
    expect(capped?.guaranteed).toBeGreaterThan(0)
    const poor = bestTwoLeg(problemOf({ ...rich, bankroll: 10_000_000 }))?.position
    expect(poor?.totalCost).toBeLessThanOrEqual(10_000_000)
  })

  it('finds nothing where not one contract fits', () => {
    expect(bestTwoLeg(problemOf({ ...rich, bankroll: 100_000 }))).toBeUndefined()
    expect(bestTwoLeg(problemOf({ ...rich, ladder: ladderOf([[4000, 0.5]]) }))).toBeUndefined()
  })

  it('says so when the search is cut short', () => {
    expect(bestTwoLeg(problemOf(rich), 1)?.isProvenBest).toBe(false)
    expect(bestTwoLeg(problemOf(rich))?.isProvenBest).toBe(true)
  })

  it('refuses steps of zero and ladders out of order', () => {
    expect(() => bestTwoLeg({ ...problemOf(rich), contractStep: centicontracts(0) })).toThrow(
      /step/,
    )
    expect(
      () =>
        ladderOf([
          [5000, 1],
          [4000, 1],
        ]) &&
        problemOf({
          ...rich,
          ladder: ladderOf([
            [5000, 1],
            [4000, 1],
          ]),
        }),
    ).toThrow(/ascend/)
  })
})

/** An evaluation that shares nothing with the code under test but the fee bound. */
function bruteForce(t: Terms, maxContracts: number): number | undefined {
  const outcomes = t.outcomes ?? TWO_SIDED
  const step = t.stakeStep ?? 1
  let best: number | undefined
  for (let n = 1; n <= maxContracts; n += 1) {
    const cost = costOf(t, n)
    if (cost === undefined) break
    for (let s = step; s <= (t.stakeMax ?? 50_000); s += step) {
      const total = cost + s * 10_000
      if (total > (t.bankroll ?? 1e12)) break
      const wins = floorTimes(s, t.betReturn) * 10_000
      const profits = outcomes.map(({ contract, bet }) => {
        const paid = contract === WIN ? n * 1e6 : contract === HALF ? n * 5e5 : 0
        return paid + (bet === WIN ? wins : bet === REFUND ? s * 10_000 : 0) - total
      })
      const worst = Math.min(...profits)
      if (best === undefined || worst > best) best = worst
    }
  }
  return best
}

function costOf({ ladder, costs }: Terms, contracts: number): number | undefined {
  let left = contracts * 100
  const taken: {
    price: (typeof ladder)[number]['price']
    count: (typeof ladder)[number]['size']
  }[] = []
  for (const { price, size } of ladder) {
    const count = Math.min(left, size)
    if (count > 0) taken.push({ price, count: centicontracts(count) })
    left -= count
  }
  if (left > 0) return undefined
  const cost = taken.reduce((sum, { price, count }) => sum + price * count, 0)
  return cost + (costs === FREE_OF_FEES ? 0 : maximumFee(terms('1'), 'taker', taken))
}

const smallLadder = fc
  .uniqueArray(
    fc.record({
      cents: fc.integer({ min: 1, max: 99 }),
      contracts: fc.integer({ min: 1, max: 500 }),
    }),
    {
      minLength: 1,
      maxLength: 3,
      selector: (level) => level.cents,
    },
  )
  .map((levels) =>
    ladderOf(
      levels
        .toSorted((a, b) => a.cents - b.cents)
        .map(({ cents: c, contracts }) => [c * 100, contracts / 100 + 1] as const),
    ),
  )
const american = fc
  .integer({ min: 100, max: 900 })
  .chain((n) => fc.constantFrom(n, -n))
  .map((n) => americanOdds(n).returnRatio)

describe('properties of the best two legs', () => {
  prop.prop(
    [
      smallLadder,
      american,
      fc.constantFrom(TWO_SIDED, WITH_TIE),
      fc.integer({ min: 1, max: 900 }),
      fc.integer({ min: 1, max: 15 }),
      fc.constantFrom(1, 1, 25, 100),
    ],
    { numRuns: 300 },
  )(
    'no whole-contract, whole-stake position within depth and limits is better',
    (ladder, betReturn, outcomes, stakeMax, bankrollDollars, stakeStep) => {
      const t = {
        ladder,
        betReturn,
        outcomes,
        stakeMax,
        stakeStep,
        bankroll: bankrollDollars * 1e6,
      }
      const found = bestTwoLeg(problemOf(t))
      expect(found?.position.guaranteed).toBe(bruteForce(t, 20))
    },
  )

  const deepLadder = fc
    .uniqueArray(
      fc.record({
        ticks: fc.integer({ min: 1, max: 9999 }),
        size: fc.integer({ min: 1, max: 5_000_000 }),
      }),
      {
        minLength: 1,
        maxLength: 12,
        selector: (level) => level.ticks,
      },
    )
    .map((levels) =>
      ladderOf(
        levels
          .toSorted((a, b) => a.ticks - b.ticks)
          .map(({ ticks, size }) => [ticks, size / 100] as const),
      ),
    )
  prop.prop([deepLadder, american, fc.constantFrom(TWO_SIDED, WITH_TIE)])(
    'what is reported is what an independent evaluation of every outcome gives',
    (ladder, betReturn, outcomes) => {
      const position = bestTwoLeg(problemOf({ ladder, betReturn, outcomes }))?.position
      if (position === undefined) return
      const n = position.size / 100
      const cost = costOf({ ladder, betReturn }, n)
      expect(position.contractCost + position.contractFees).toBe(cost)
      const total = (cost as number) + position.stake * 10_000
      expect(position.totalCost).toBe(total)
      const wins = floorTimes(position.stake, betReturn) * 10_000
      const expected = [
        n * 1e6 - total,
        wins - total,
        ...(outcomes === WITH_TIE ? [n * 5e5 + position.stake * 10_000 - total] : []),
      ]
      expect(position.outcomes.map((outcome) => outcome.profit)).toEqual(expected)
      expect(position.guaranteed).toBe(Math.min(...expected))
    },
  )

  prop.prop([deepLadder, american])('a fee never raises the guarantee', (ladder, betReturn) => {
    const free = bestTwoLeg(problemOf({ ladder, betReturn, costs: FREE_OF_FEES }))
    const charged = bestTwoLeg(problemOf({ ladder, betReturn }))
    if (charged === undefined || free === undefined) return
    expect(charged.position.guaranteed).toBeLessThanOrEqual(free.position.guaranteed)
  })

  prop.prop([deepLadder, american])(
    'an outcome more never raises the guarantee',
    (ladder, betReturn) => {
      const two = bestTwoLeg(problemOf({ ladder, betReturn }))
      const three = bestTwoLeg(problemOf({ ladder, betReturn, outcomes: WITH_TIE }))
      if (two === undefined || three === undefined) return
      expect(three.position.guaranteed).toBeLessThanOrEqual(two.position.guaranteed)
    },
  )
})
