import { fc, test as prop } from '@fast-check/vitest'
import { describe, expect, it } from 'vitest'
import { allInTableOf, kalshiTakerTable } from '../../fees/all-in-table.ts'
import { FREE_OF_FEES } from '../../fees/contract-costs.ts'
import { KALSHI_ROUNDINGS } from '../../fees/kalshi-schedule.ts'
import type { Proposition } from '../../fixtures/proposition.ts'
import { americanOdds } from '../../odds/american.ts'
import { exactDecimalOdds } from '../../odds/decimal.ts'
import { TWO_WAY_LEAGUES } from '../../testing/leagues.ts'
import { Decimal } from '../../units/decimal.ts'
import { centicontracts, cents, microdollars, priceTicks } from '../../units/money.ts'
import type { Rational } from '../../units/rational.ts'
import { findTwoLeg } from '../two-leg.ts'
import { questionPayoffsOf } from './required-payoffs.ts'
import { createStatePriceBound } from './state-price-bound.ts'
import { betUnitCost, canPayTogether, contractUnitCost } from './unit-cost.ts'

const RUNS = 500

const QUESTIONS: readonly Proposition[] = [
  { tag: 'moneyline', period: 'full-game', team: 'home' },
  { tag: 'spread', period: 'full-game', team: 'away', line: 2.5 },
  { tag: 'total', period: 'full-game', direction: 'over', line: 44.5 },
]

const costs = fc.oneof(
  fc.constant(allInTableOf(FREE_OF_FEES)),
  fc
    .record({
      multiplier: fc.constantFrom('0', '0.5', '1', '1', '2', '10'),
      membership: fc.constantFrom('direct' as const, 'direct' as const, 'non-direct' as const),
      rounding: fc.constantFrom(...KALSHI_ROUNDINGS),
    })
    .map(({ multiplier, membership, rounding }) =>
      kalshiTakerTable({
        rate: {
          feeType: 'quadratic',
          multiplier: new Decimal(multiplier),
          origin: 'series',
          assumedBecause: undefined,
        },
        rounding,
        membership,
      }),
    ),
)

/** Prices on and off the grid of whole cents, some of them dearer all in than the next one. */
const ladder = fc
  .tuple(
    fc.oneof(
      fc.integer({ min: 1, max: 98 }).map((n) => n * 100),
      fc.integer({ min: 1, max: 9900 }),
    ),
    fc.array(fc.tuple(fc.constantFrom(1, 1, 50, 99, 100), fc.integer({ min: 1, max: 500_000 })), {
      minLength: 1,
      maxLength: 5,
    }),
  )
  .map(([first, steps]) => {
    let price = first - (steps[0] as readonly number[])[0]!
    return steps
      .map(([gap, size]) => ({ price: (price += gap), size }))
      .filter((level) => level.price > 0 && level.price < 10_000)
      .map((level) => ({ price: priceTicks(level.price), size: centicontracts(level.size) }))
  })
  .filter((levels) => levels.length > 0)

interface Offer {
  readonly side: 'yes' | 'no'
  readonly costs: ReturnType<typeof kalshiTakerTable>
  readonly ladder: ReturnType<typeof ladder.generate>['value']
}

/** Odds within a few thousandths of where the two sides come to a dollar, and anywhere. */
function ratioNear({ costs: table, ladder: levels }: Offer, off: number): Rational {
  const cost = Math.min(...levels.map(({ price }) => table.perCenticontract(price))) / 10_000
  const fair = 1 / Math.max(0.001, 1 - cost)
  const decimal = Math.max(1.001, fair * (1 + off / 10_000))
  return off % 2 === 0
    ? exactDecimalOdds(decimal.toFixed(4)).returnRatio
    : americanOdds(
        decimal >= 2
          ? Math.round((decimal - 1) * 100)
          : -Math.max(100, Math.round(100 / (decimal - 1))),
      ).returnRatio
}

const scene = fc.record({
  league: fc.constantFrom(...TWO_WAY_LEAGUES, 'nfl' as const),
  question: fc.constantFrom(...QUESTIONS),
  offers: fc.array(
    fc.record({ side: fc.constantFrom('yes' as const, 'no' as const), costs, ladder }),
    {
      minLength: 1,
      maxLength: 2,
    },
  ),
  offs: fc.array(
    fc.oneof(fc.integer({ min: -40, max: 40 }), fc.integer({ min: -2000, max: 4000 })),
    {
      minLength: 1,
      maxLength: 3,
    },
  ),
  contractStep: fc.constantFrom(1, 100),
  stakeMax: fc.constantFrom(500, 50_000, 10_000_000),
})

interface Seen {
  rejected: number
  found: number
}

/** Every pair of a contract and a bet on the other side of it, and what full evaluation says of it. */
function check(s: ReturnType<typeof scene.generate>['value'], seen: Seen): void {
  const bets = s.offers.flatMap((offer) =>
    s.offs.map((off) => ({
      wins: offer.side === 'yes' ? ('no' as const) : ('yes' as const),
      ratio: ratioNear(offer, off),
    })),
  )
  const claims = [
    ...s.offers.map(({ side }) => ({
      venue: 'kalshi',
      instrument: 'contract' as const,
      wins: side,
    })),
    ...bets.map(({ wins }) => ({ venue: 'draftkings', instrument: 'bet' as const, wins })),
  ]
  const unitCosts = [
    ...s.offers.map((offer) => contractUnitCost(offer.costs, offer.ladder[0]?.price)),
    ...bets.map(({ ratio }) => betUnitCost(ratio)),
  ]
  const bound = createStatePriceBound(questionPayoffsOf(s.league, s.question, claims))
  for (const [claim, cost] of unitCosts.entries()) bound.update(claim, cost)
  const isRejected = bound.refresh()
  for (const [o, offer] of s.offers.entries()) {
    for (const [b, bet] of bets.entries()) {
      if (bet.wins === offer.side) continue
      const finding = findTwoLeg({
        league: s.league,
        question: s.question,
        contract: {
          venue: 'kalshi',
          side: offer.side,
          ladder: offer.ladder,
          costs: offer.costs,
          step: centicontracts(s.contractStep),
        },
        bet: {
          book: 'draftkings',
          returnRatio: bet.ratio,
          stakeMax: cents(s.stakeMax),
          stakeStep: cents(1),
        },
        bankroll: microdollars(1e12),
      })
      const costOfBet = unitCosts[s.offers.length + b] as number
      const mayPay = !isRejected && canPayTogether(unitCosts[o] as number, costOfBet)
      if (!mayPay) expect(finding.tag).toBe('miss')
      seen.rejected += mayPay ? 0 : 1
      seen.found += finding.tag === 'miss' ? 0 : 1
    }
  }
}

describe('the quick bound and two legs', () => {
  const seen: Seen = { rejected: 0, found: 0 }

  prop.prop([scene], { numRuns: RUNS })('what it rejects is never locked or conditional', (s) =>
    check(s, seen),
  )

  it('both came up often enough to mean something', () => {
    expect(seen.rejected).toBeGreaterThan(RUNS / 5)
    expect(seen.found).toBeGreaterThan(RUNS / 5)
  })
})
