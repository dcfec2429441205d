import { describe, expect, it } from 'vitest'
import { InvariantError } from '../errors.ts'
import { type LeagueId, LEAGUES } from '../fixtures/league.ts'
import type { MarketType, Proposition } from '../fixtures/proposition.ts'
import { HALF, LOSE, type Payoff, REFUND, WIN } from '../settlement/payoff.ts'
import { type Claim, payoffsOf } from './claim.ts'
import { type Outcome, twoSidedSpace } from './space.ts'

const NAMES = new Map<Payoff, string>([
  [WIN, 'win'],
  [LOSE, 'lose'],
  [REFUND, 'refund'],
  [HALF, 'half'],
])

function names(payoffs: readonly Payoff[]): string {
  return payoffs.map((payoff) => NAMES.get(payoff) ?? 'something else').join(' ')
}

function questionOf(marketType: MarketType): Proposition {
  if (marketType === 'moneyline') return { tag: 'moneyline', period: 'full-game', team: 'home' }
  if (marketType === 'spread') {
    return { tag: 'spread', period: 'full-game', team: 'home', line: -1.5 }
  }
  return { tag: 'total', period: 'full-game', direction: 'over', line: 8.5 }
}

function claimOf(
  venue: string,
  league: LeagueId,
  marketType: MarketType,
  wins: 'yes' | 'no',
): Claim {
  const instrument = venue === 'kalshi' ? 'contract' : 'bet'
  return { venue, instrument, league, marketType, wins }
}

function payoffsIn(claim: Claim, outcomeId: string): string[] {
  const space = twoSidedSpace(LEAGUES[claim.league], questionOf(claim.marketType))
  const outcome = space.find(({ id }) => id === outcomeId) as Outcome
  const { possible, atFairPrice } = payoffsOf(claim, outcome)
  return [names(possible), names(atFairPrice)]
}

describe('what a claim may pay, and what at a fair price', () => {
  const OPEN = 'lose refund win'
  it.each([
    ['mlb', 'moneyline', 'yes', ['win', 'win'], ['lose', 'lose']],
    ['mlb', 'moneyline', 'no', ['lose', 'lose'], ['win', 'win']],
    ['nfl', 'moneyline', 'tie', ['half', 'half'], ['refund', 'refund']],
    ['mlb', 'moneyline', 'postponed-and-played/yes', ['win', 'win'], ['refund', 'refund']],
    ['mlb', 'moneyline', 'postponed-and-played/no', ['lose', 'lose'], ['refund', 'refund']],
    ['nba', 'total', 'postponed-and-played/no', ['lose', 'lose'], [OPEN, OPEN]],
    ['mlb', 'moneyline', 'shortened/yes', ['lose win', 'refund'], ['lose', 'lose']],
    ['mlb', 'moneyline', 'shortened/no', ['lose win', 'refund'], ['win', 'win']],
    ['mlb', 'total', 'shortened/no', ['lose win', 'refund'], ['refund', 'refund']],
    ['nfl', 'spread', 'shortened/no', ['lose win', 'refund'], [OPEN, OPEN]],
    ['wnba', 'spread', 'cancelled', ['lose win', 'refund'], ['refund', 'refund']],
  ] as const)(
    '%s %s, %s: YES at Kalshi and the other side at a book',
    (league, type, id, kalshi, book) => {
      expect(payoffsIn(claimOf('kalshi', league, type, 'yes'), id)).toEqual(kalshi)
      expect(payoffsIn(claimOf('draftkings', league, type, 'no'), id)).toEqual(book)
    },
  )

  it('names the rule that decides', () => {
    const tie = twoSidedSpace(LEAGUES.nfl, questionOf('moneyline'))[2] as Outcome
    const { rule } = payoffsOf(claimOf('kalshi', 'nfl', 'moneyline', 'yes'), tie)
    expect([rule.venue, rule.state, rule.effect]).toEqual(['kalshi', 'tied', 'half'])
  })

  it('a state that is graded without a result is our mistake', () => {
    const outcome: Outcome = {
      id: 'x',
      kind: 'irregular',
      state: 'completed',
      result: undefined,
    }
    expect(() => payoffsOf(claimOf('kalshi', 'mlb', 'total', 'yes'), outcome)).toThrow(
      InvariantError,
    )
  })
})

const LEAGUE_IDS = Object.keys(LEAGUES) as LeagueId[]
const CASES = LEAGUE_IDS.flatMap((league) =>
  (['moneyline', 'spread', 'total'] as const).flatMap((type) =>
    ['draftkings', 'fanduel', 'a-book-nobody-knows'].map((book) => [league, type, book] as const),
  ),
)

describe('a guarantee is well defined', () => {
  it.each(CASES)(
    '%s %s at Kalshi and %s: one payoff each in every regular outcome',
    (league, type, book) => {
      const regular = twoSidedSpace(LEAGUES[league], questionOf(type)).filter(
        ({ kind }) => kind === 'regular',
      )
      for (const outcome of regular) {
        for (const side of ['yes', 'no'] as const) {
          const contract = payoffsOf(claimOf('kalshi', league, type, side), outcome)
          const bet = payoffsOf(claimOf(book, league, type, side === 'yes' ? 'no' : 'yes'), outcome)
          expect([contract.possible.length, bet.possible.length]).toEqual([1, 1])
          expect([contract.atFairPrice, bet.atFairPrice]).toEqual([contract.possible, bet.possible])
          const both = [names(contract.possible), names(bet.possible)]
          const graded = outcome.id === side ? ['win', 'lose'] : ['lose', 'win']
          expect(both).toEqual(outcome.id === 'tie' ? ['half', 'refund'] : graded)
        }
      }
    },
  )
})
