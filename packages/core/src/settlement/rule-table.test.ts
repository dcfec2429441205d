import { describe, expect, it } from 'vitest'
import { type LeagueId, LEAGUES } from '../fixtures/league.ts'
import type { MarketType } from '../fixtures/proposition.ts'
import type { GameState, SettlementEffect, SettlementRule } from './rule.ts'
import { settlementRuleOf } from './rule-lookup.ts'
import { SETTLEMENT_RULES } from './rule-table.ts'

const LEAGUE_IDS = Object.keys(LEAGUES) as LeagueId[]
const MARKET_TYPES: readonly MarketType[] = ['moneyline', 'spread', 'total']
const STATES: readonly GameState[] = [
  'completed',
  'tied',
  'postponed-and-played',
  'cancelled',
  'shortened',
]
const VENUES = ['kalshi', 'draftkings', 'fanduel', 'a-book-nobody-knows'] as const

const QUERIES = VENUES.flatMap((venue) =>
  LEAGUE_IDS.flatMap((league) =>
    MARKET_TYPES.flatMap((marketType) =>
      STATES.map((state) => ({ venue, league, marketType, state })),
    ),
  ),
)
type Query = (typeof QUERIES)[number]

/** Rows that speak about a question, by what their columns mean. */
function rowsAbout({ venue, league, marketType, state }: Query): SettlementRule[] {
  return SETTLEMENT_RULES.filter(
    (rule) =>
      rule.state === state &&
      (rule.venue === venue || (rule.venue === 'sportsbook' && venue !== 'kalshi')) &&
      ['any', league].includes(rule.league) &&
      ['any', marketType].includes(rule.marketType),
  )
}

/** True where `b` speaks about nothing that `a` does not, column by column. */
function isCoveredBy(b: SettlementRule, a: SettlementRule): boolean {
  const general = { venue: 'sportsbook', league: 'any', marketType: 'any' }
  return (['venue', 'league', 'marketType'] as const).every(
    (column) => a[column] === b[column] || a[column] === general[column],
  )
}

describe('the table', () => {
  it('was asked about everything', () => {
    expect(QUERIES).toHaveLength(4 * 5 * 3 * 5)
  })

  it('has exactly one most specific rule for every league, type, state and venue', () => {
    const wrong = QUERIES.filter((query) => {
      const rows = rowsAbout(query)
      const narrowest = rows.filter((row) => rows.every((other) => isCoveredBy(row, other)))
      return narrowest.length !== 1 || narrowest[0] !== settlementRuleOf(query)
    })
    expect(wrong).toEqual([])
  })

  it('has no row that no question can find', () => {
    const found = new Set(QUERIES.map((query) => settlementRuleOf(query)))
    const unused = SETTLEMENT_RULES.filter((rule) => !found.has(rule))
    expect(unused.map(({ summary }) => summary)).toEqual([])
  })

  it('says of every row where and when it was read', () => {
    for (const { summary, source, asOf } of SETTLEMENT_RULES) {
      expect(summary.trim().length).toBeGreaterThan(10)
      expect(source.trim().length).toBeGreaterThan(10)
      expect(new Date(`${asOf}T00:00:00Z`).toISOString().slice(0, 10)).toBe(asOf)
    }
  })
})

describe('what the venues do', () => {
  it.each<[string, Partial<Query>, SettlementEffect, SettlementEffect]>([
    [
      'a finished game',
      { league: 'nba', marketType: 'moneyline', state: 'completed' },
      'graded',
      'graded',
    ],
    [
      'an NFL tie, moneyline',
      { league: 'nfl', marketType: 'moneyline', state: 'tied' },
      'half',
      'void',
    ],
    [
      'an NFL tie, spread',
      { league: 'nfl', marketType: 'spread', state: 'tied' },
      'graded',
      'graded',
    ],
    [
      'an NFL tie, total',
      { league: 'nfl', marketType: 'total', state: 'tied' },
      'graded',
      'graded',
    ],
    [
      'an NHL tie, moneyline',
      { league: 'nhl', marketType: 'moneyline', state: 'tied' },
      'half',
      'void',
    ],
    [
      'MLB postponed: void at the book, stands at Kalshi',
      { league: 'mlb', marketType: 'moneyline', state: 'postponed-and-played' },
      'graded',
      'void',
    ],
    [
      'MLB postponed, total',
      { league: 'mlb', marketType: 'total', state: 'postponed-and-played' },
      'graded',
      'void',
    ],
    [
      'NFL postponed: books differ',
      { league: 'nfl', marketType: 'moneyline', state: 'postponed-and-played' },
      'graded',
      'unknown',
    ],
    [
      'cancelled: Kalshi never refunds',
      { league: 'wnba', marketType: 'total', state: 'cancelled' },
      'fair-price',
      'void',
    ],
    [
      'MLB shortened, moneyline',
      { league: 'mlb', marketType: 'moneyline', state: 'shortened' },
      'unknown',
      'graded',
    ],
    [
      'MLB shortened, run line',
      { league: 'mlb', marketType: 'spread', state: 'shortened' },
      'unknown',
      'void',
    ],
    [
      'MLB shortened, total',
      { league: 'mlb', marketType: 'total', state: 'shortened' },
      'unknown',
      'void',
    ],
    [
      'NHL shortened',
      { league: 'nhl', marketType: 'total', state: 'shortened' },
      'unknown',
      'unknown',
    ],
  ])('%s: Kalshi and the books', (_what, query, kalshi, book) => {
    const at = (venue: string) => settlementRuleOf({ ...(query as Query), venue }).effect
    expect(at('kalshi')).toBe(kalshi)
    for (const venue of VENUES.slice(1)) expect(at(venue)).toBe(book)
  })

  it('no venue is unsure about a regular state', () => {
    const regular = QUERIES.filter(({ state }) => state === 'completed' || state === 'tied')
    expect(regular).toHaveLength(4 * 5 * 3 * 2)
    const unsure = regular.filter((query) =>
      ['unknown', 'fair-price'].includes(settlementRuleOf(query).effect),
    )
    expect(unsure).toEqual([])
  })
})
