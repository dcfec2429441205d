import { fc, test as prop } from '@fast-check/vitest'
import { describe, expect, it } from 'vitest'
import { kalshiTakerCosts } from '../fees/contract-costs.ts'
import { kalshiRoundingAt } from '../fees/kalshi-schedule.ts'
import { type LeagueId, LEAGUES } from '../fixtures/league.ts'
import type { Proposition } from '../fixtures/proposition.ts'
import { exactDecimalOdds } from '../odds/decimal.ts'
import { type OutcomeSpace, twoSidedSpace } from '../outcomes/space.ts'
import { LOSE, WIN } from '../settlement/payoff.ts'
import { ladderCostOf } from '../sizing/ladder-cost.ts'
import { createTwoLegPosition, type TwoLegPosition } from '../sizing/two-leg-position.ts'
import { TWO_WAY_LEAGUES } from '../testing/leagues.ts'
import { Decimal } from '../units/decimal.ts'
import { formatMicrodollars } from '../units/fixed-point.ts'
import { centicontracts, cents, microdollars, priceTicks } from '../units/money.ts'
import { type TailExposure, tailExposureOf } from './tail.ts'

const COSTS = kalshiTakerCosts({
  rate: {
    feeType: 'quadratic',
    multiplier: new Decimal(1),
    origin: 'series',
    assumedBecause: undefined,
  },
  rounding: kalshiRoundingAt(Date.UTC(2026, 10, 21)),
  membership: 'direct',
})

/** YES at .60 and a bet on the other side at 2.70. */
function positionOf(contracts: number, stake: number): TwoLegPosition {
  const ladder = [{ price: priceTicks(6000), size: centicontracts(1_000_000) }]
  const problem = {
    contracts: ladderCostOf(ladder, COSTS),
    contractStep: centicontracts(100),
    betReturn: exactDecimalOdds('2.70').returnRatio,
    stakeStep: cents(1),
    stakeMax: cents(1_000_000),
    bankroll: microdollars(1e12),
    outcomes: [
      { id: 'yes', contract: WIN, bet: LOSE },
      { id: 'no', contract: LOSE, bet: WIN },
    ],
  }
  return createTwoLegPosition(problem, centicontracts(contracts * 100), cents(stake))
}

const MONEYLINE: Proposition = { tag: 'moneyline', period: 'full-game', team: 'home' }
const TOTAL: Proposition = { tag: 'total', period: 'full-game', direction: 'over', line: 8.5 }

function tailOf(league: LeagueId, question: Proposition, position: TwoLegPosition): TailExposure {
  const common = { league, marketType: question.tag }
  const claims = {
    contract: { ...common, venue: 'kalshi', instrument: 'contract', wins: 'yes' },
    bet: { ...common, venue: 'draftkings', instrument: 'bet', wins: 'no' },
  } as const
  return tailExposureOf(position, claims, twoSidedSpace(LEAGUES[league], question)) as TailExposure
}

/** Each state with its two figures in dollars. */
function figures({ states }: TailExposure): [string, string, string][] {
  return states.map(({ state, worst, atFairPrice }) => [
    state,
    formatMicrodollars(worst).slice(0, -4),
    formatMicrodollars(atFairPrice).slice(0, -4),
  ])
}

function summary({ worst, worstState, atFairPrice, atFairPriceState }: TailExposure): unknown[] {
  return [worst, worstState, atFairPrice, atFairPriceState]
}

describe('100 YES at .60 and $37.04 at 2.70: $60.00 + $1.68 fee + $37.04 = $98.72', () => {
  const position = positionOf(100, 3704)

  it('is the position meant', () => {
    expect([position.totalCost, position.contractFees, position.betWinPayout]).toEqual([
      98_720_000, 1_680_000, 10_000,
    ])
  })

  it('MLB moneyline', () => {
    const tail = tailOf('mlb', MONEYLINE, position)
    expect(figures(tail)).toEqual([
      // Kalshi grades, the book voids. NO wins: 0 + 37.04 − 98.72 = −61.68.
      ['postponed-and-played', '-61.68', '-61.68'],
      // No text at Kalshi: 0 to 1. The book grades after five innings. YES won there and Kalshi
      // pays nothing: 0 + 0 − 98.72. At the price paid: 60.00 + 0 − 98.72 = −38.72.
      ['shortened', '-98.72', '-38.72'],
      // The book voids. Kalshi pays nothing: 0 + 37.04 − 98.72 = −61.68; the price paid:
      // 60.00 + 37.04 − 98.72 = −1.68, the fee.
      ['cancelled', '-61.68', '-1.68'],
    ])
    expect(summary(tail)).toEqual([-98_720_000, 'shortened', -61_680_000, 'postponed-and-played'])
  })

  it('MLB total: the book voids a shortened game, or lets an Over stand that has passed', () => {
    const tail = tailOf('mlb', TOTAL, position)
    expect(figures(tail)).toEqual([
      ['postponed-and-played', '-61.68', '-61.68'],
      // The Over stands and the bet on the Under is lost: 0 + 0 − 98.72, and 60.00 + 0 − 98.72.
      ['shortened', '-98.72', '-38.72'],
      ['cancelled', '-61.68', '-1.68'],
    ])
    expect(summary(tail)).toEqual([-98_720_000, 'shortened', -61_680_000, 'postponed-and-played'])
  })

  it('NFL moneyline: what the books do with a game played later is not known', () => {
    const tail = tailOf('nfl', MONEYLINE, position)
    expect(figures(tail)).toEqual([
      // Kalshi grades. NO wins, and the book might still not pay: 0 + 0 − 98.72.
      ['postponed-and-played', '-98.72', '-98.72'],
      // Neither is known: 0 + 0 − 98.72; at the price paid: 60.00 + 0 − 98.72 = −38.72.
      ['shortened', '-98.72', '-38.72'],
      ['cancelled', '-61.68', '-1.68'],
    ])
    expect(summary(tail)).toEqual([
      -98_720_000,
      'postponed-and-played',
      -98_720_000,
      'postponed-and-played',
    ])
  })

  it('names the rules that cause each figure', () => {
    const { states } = tailOf('mlb', MONEYLINE, position)
    const rules = states.map(({ contractRule, betRule }) => [
      `${contractRule.venue} ${contractRule.state} ${contractRule.effect}`,
      `${betRule.venue} ${betRule.state} ${betRule.effect}`,
    ])
    expect(rules).toEqual([
      ['kalshi postponed-and-played graded', 'sportsbook postponed-and-played void'],
      ['kalshi shortened unknown', 'sportsbook shortened graded'],
      ['kalshi cancelled fair-price', 'sportsbook cancelled void'],
    ])
  })

  it('there is no tail where nothing irregular can happen', () => {
    const claims = {
      contract: {
        venue: 'kalshi',
        instrument: 'contract',
        league: 'mlb',
        marketType: 'moneyline',
        wins: 'yes',
      },
      bet: {
        venue: 'fanduel',
        instrument: 'bet',
        league: 'mlb',
        marketType: 'moneyline',
        wins: 'no',
      },
    } as const
    const space: OutcomeSpace = [{ id: 'yes', kind: 'regular', state: 'completed', result: 'yes' }]
    expect(tailExposureOf(position, claims, space)).toBeUndefined()
  })
})

const anyPosition = fc
  .tuple(fc.integer({ min: 1, max: 9999 }), fc.integer({ min: 1, max: 500_000 }))
  .map(([contracts, stake]) => positionOf(contracts, stake))

describe('for any position', () => {
  prop.prop([anyPosition])('the figures are those that the rules give', (position) => {
    const { totalCost: total, contractCost, contractFees, size, betWinPayout } = position
    const [stake, full, won] = [position.stake * 10_000, size * 10_000, betWinPayout * 10_000]
    const states = (tail: TailExposure) =>
      Object.fromEntries(tail.states.map((s) => [s.state, [s.worst, s.atFairPrice]]))
    // A graded contract at a void bet: pays or pays not, with the stake back.
    const voided = Math.min(full, 0) + stake - total
    const cancelled = [stake - total, -contractFees]
    expect(states(tailOf('mlb', MONEYLINE, position))).toEqual({
      'postponed-and-played': [voided, voided],
      // Each result with the bet graded; the contract pays nothing, or what it cost.
      shortened: [Math.min(0, won) - total, Math.min(0, won) + contractCost - total],
      cancelled,
    })
    expect(states(tailOf('nhl', TOTAL, position))).toEqual({
      'postponed-and-played': [-total, -total],
      shortened: [-total, contractCost - total],
      cancelled,
    })
  })

  prop.prop([anyPosition, fc.constantFrom(...TWO_WAY_LEAGUES)])(
    'the worst is the worst of its states, and a fair price is never worse',
    (position, league) => {
      const tail = tailOf(league, MONEYLINE, position)
      expect(tail.worst).toBe(Math.min(...tail.states.map((s) => s.worst)))
      expect(tail.atFairPrice).toBe(Math.min(...tail.states.map((s) => s.atFairPrice)))
      expect(tail.states.find((s) => s.state === tail.worstState)?.worst).toBe(tail.worst)
      expect(tail.states.every((s) => s.worst <= s.atFairPrice)).toBe(true)
      expect(tail.worst).toBeGreaterThanOrEqual(-position.totalCost)
    },
  )
})
