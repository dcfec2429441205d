import { describe, expect, it } from 'vitest'
import { type LeagueId, LEAGUES } from '../fixtures/league.ts'
import { irregularStatesOf } from './irregular-states.ts'
import {
  CONTRACT_VENUES,
  type GameState,
  IRREGULAR_STATES,
  REGULAR_STATES,
  type SettlementEffect,
  type SettlementRule,
} from './rule.ts'
import { type SettlementQuery, settlementRuleOf } from './rule-lookup.ts'
import { SETTLEMENT_RULES } from './rule-table.ts'
import {
  type LeagueOrSport,
  SETTLEMENT_MARKET_TYPES,
  type SettlementMarketType,
  SPORTS,
} from './scope.ts'

const LEAGUE_IDS = Object.keys(LEAGUES) as LeagueId[]
const SCOPES: readonly LeagueOrSport[] = [...LEAGUE_IDS, ...SPORTS]
const STATES: readonly GameState[] = [...REGULAR_STATES, ...IRREGULAR_STATES]
const NAMED = ['kalshi', 'polymarket', 'draftkings', 'fanduel', 'betmgm', 'williamhill_us'] as const
const VENUES = [...NAMED, 'fanatics', 'a-book-nobody-knows'] as const

const QUERIES: readonly SettlementQuery[] = VENUES.flatMap((venue) =>
  SCOPES.flatMap((scope) =>
    SETTLEMENT_MARKET_TYPES.flatMap((marketType) =>
      STATES.map((state) => ({ venue, scope, marketType, state })),
    ),
  ),
)

/** What a scope is part of, from itself to everything. */
function scopesAround(scope: SettlementRule['scope']): readonly SettlementRule['scope'][] {
  if (scope === 'any') return ['any']
  const league = LEAGUES[scope as LeagueId] as (typeof LEAGUES)[LeagueId] | undefined
  return league === undefined ? [scope, 'any'] : [scope, league.sport, 'any']
}

/** Rows that speak about a question, by what their columns mean. */
function rowsAbout({ venue, scope, marketType, state }: SettlementQuery): SettlementRule[] {
  const isBook = !CONTRACT_VENUES.includes(venue)
  return SETTLEMENT_RULES.filter(
    (rule) =>
      rule.state === state &&
      (rule.venue === venue || (rule.venue === 'sportsbook' && isBook)) &&
      scopesAround(scope).includes(rule.scope) &&
      ['any', marketType].includes(rule.marketType),
  )
}

/** True where `b` speaks about nothing that `a` does not, column by column. */
function isCoveredBy(b: SettlementRule, a: SettlementRule): boolean {
  return (
    (a.venue === b.venue || a.venue === 'sportsbook') &&
    scopesAround(b.scope).includes(a.scope) &&
    (a.marketType === b.marketType || a.marketType === 'any')
  )
}

const effectsOf = ({ effect, orElse }: SettlementRule): readonly SettlementEffect[] =>
  orElse === undefined ? [effect] : [effect, orElse]

describe('the table', () => {
  it('was asked about everything', () => {
    expect(QUERIES).toHaveLength(8 * (LEAGUE_IDS.length + SPORTS.length) * 8 * 10)
  })

  it('has exactly one most specific rule for every venue, scope, type and state', () => {
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
    expect(unused.map(({ venue, scope, summary }) => `${venue} ${scope} ${summary}`)).toEqual([])
  })

  it('says of every row where and when it was read', () => {
    for (const { summary, source, asOf } of SETTLEMENT_RULES) {
      expect(summary.trim().length).toBeGreaterThan(10)
      expect(source.trim().length).toBeGreaterThan(10)
      expect(new Date(`${asOf}T00:00:00Z`).toISOString().slice(0, 10)).toBe(asOf)
    }
  })

  it('no venue that was read is unsure about a game played to a result or a tie', () => {
    const types: readonly SettlementMarketType[] = ['moneyline', 'spread', 'total', 'three-way']
    const regular = QUERIES.filter(
      ({ venue, marketType, state }) =>
        (NAMED as readonly string[]).includes(venue) &&
        types.includes(marketType) &&
        (REGULAR_STATES as readonly string[]).includes(state),
    )
    expect(regular).toHaveLength(6 * (LEAGUE_IDS.length + SPORTS.length) * 4 * 2)
    const isUnsure = (query: SettlementQuery) => {
      const effects = effectsOf(settlementRuleOf(query))
      return effects.length > 1 || ['unknown', 'fair-price', 'split'].includes(effects[0] as string)
    }
    const unsure = regular.filter(isUnsure)
    expect(unsure.map(({ venue, scope, state }) => `${venue} ${scope} ${state}`)).toEqual([
      'kalshi cfl tied',
      'kalshi ufc tied',
      'kalshi mma tied',
    ])
  })

  it('a state that leaves no score is never graded by one', () => {
    const scored = ['completed', 'tied', 'postponed-and-played', 'shortened', 'retired']
    const wrong = SETTLEMENT_RULES.filter(
      (rule) =>
        !scored.includes(rule.state) &&
        effectsOf(rule).some((effect) => ['graded', 'decided-only'].includes(effect)),
    )
    expect(wrong).toEqual([])
  })

  it('exchanges give no stake back, and books set no price', () => {
    for (const rule of SETTLEMENT_RULES) {
      const isExchange = CONTRACT_VENUES.includes(rule.venue)
      const never = isExchange ? ['void', 'decided-only', 'split'] : ['half', 'fair-price', 'loses']
      expect(effectsOf(rule).filter((effect) => never.includes(effect))).toEqual([])
    }
    const pushing = SETTLEMENT_RULES.filter(({ contractPush }) => contractPush !== undefined)
    expect(new Set(pushing.map(({ venue }) => venue))).toEqual(new Set(['polymarket']))
  })

  it('every effect is some row’s', () => {
    const used = new Set(SETTLEMENT_RULES.flatMap(effectsOf))
    expect([...used].toSorted()).toEqual([
      'decided-only',
      'fair-price',
      'graded',
      'half',
      'loses',
      'split',
      'unknown',
      'void',
    ] satisfies SettlementEffect[])
  })
})

const BOOKS = VENUES.filter((venue) => !CONTRACT_VENUES.includes(venue))

function effectAt(venue: string, question: string): string {
  const [scope, marketType, state] = question.split(' ')
  const rule = settlementRuleOf({ venue, scope, marketType, state } as SettlementQuery)
  return effectsOf(rule).join(' or ')
}

describe('what Kalshi and the books do with a game of our leagues', () => {
  it.each([
    ['nba moneyline completed', 'graded', 'graded'],
    ['nfl moneyline tied', 'half', 'void'],
    ['nfl spread tied', 'graded', 'graded'],
    ['nfl total tied', 'graded', 'graded'],
    ['nhl moneyline tied', 'half', 'void'],
    ['mlb moneyline tied', 'loses', 'void'],
    ['nfl three-way tied', 'graded', 'graded'],
    ['nfl draw-no-bet tied', 'graded', 'void'],
    ['mlb moneyline postponed-and-played', 'graded', 'void'],
    ['mlb total postponed-and-played', 'graded', 'void'],
    ['nfl moneyline postponed-and-played', 'graded', 'unknown'],
    ['wnba total cancelled', 'fair-price', 'void'],
    ['nba outright cancelled', 'unknown', 'void'],
    ['mlb moneyline shortened', 'unknown', 'graded or void'],
    ['mlb spread shortened', 'unknown', 'void'],
    ['mlb total shortened', 'unknown', 'void or decided-only'],
    ['soccer three-way tied', 'graded', 'graded'],
    ['soccer three-way cancelled', 'fair-price', 'void'],
    ['tennis moneyline walkover', 'fair-price', 'void'],
    ['tennis moneyline retired', 'graded', 'unknown'],
    ['tennis total retired', 'fair-price', 'unknown'],
    ['mma moneyline no-contest', 'half or loses', 'unknown'],
    ['golf outright walkover', 'fair-price', 'unknown'],
    ['mlb player-prop did-not-play', 'fair-price', 'void'],
    ['soccer player-prop did-not-play', 'fair-price', 'void'],
    ['wnba player-prop did-not-play', 'fair-price', 'void'],
    ['nba player-prop did-not-play', 'unknown', 'void'],
    ['nfl player-prop did-not-play', 'unknown', 'void'],
  ])('%s: %s, %s', (question, kalshi, book) => {
    expect(effectAt('kalshi', question)).toBe(kalshi)
    for (const venue of BOOKS)
      expect(`${venue} ${effectAt(venue, question)}`).toBe(`${venue} ${book}`)
  })
})

describe('where books differ', () => {
  it.each<[question: string, ...effects: string[]]>([
    // DraftKings, FanDuel, BetMGM, Caesars, a book nobody knows.
    ['nfl moneyline shortened', 'graded or void', 'unknown', 'graded or void', 'graded or void'],
    ['nfl spread shortened', 'graded or void', 'unknown', 'graded or void', 'graded or void'],
    [
      'nfl total shortened',
      'graded or void',
      'decided-only or graded',
      'unknown',
      'graded or decided-only',
    ],
    [
      'nfl player-prop shortened',
      'graded or void',
      'decided-only or graded',
      'unknown',
      'graded or decided-only',
    ],
    ['nba moneyline shortened', 'unknown', 'unknown', 'graded or void', 'unknown'],
    [
      'nba total shortened',
      'decided-only or graded',
      'decided-only or graded',
      'graded or void',
      'unknown',
    ],
    [
      'wnba total shortened',
      'decided-only or graded',
      'decided-only or graded',
      'unknown',
      'unknown',
    ],
    ['nhl spread shortened', 'unknown', 'unknown', 'graded or void', 'unknown'],
    [
      'mlb player-prop shortened',
      'decided-only or graded',
      'decided-only or graded',
      'unknown',
      'unknown',
    ],
    ['golf outright dead-heat', 'split', 'unknown', 'unknown', 'unknown'],
  ])('%s', (question, ...effects) => {
    const books = ['draftkings', 'fanduel', 'betmgm', 'williamhill_us', 'a-book-nobody-knows']
    expect(books.map((book) => effectAt(book, question))).toEqual([...effects, 'unknown'])
  })

  it('names its own reason where the books’ texts conflict', () => {
    const retired = { scope: 'tennis', marketType: 'moneyline', state: 'retired' } as const
    const summaryAt = (venue: string) => settlementRuleOf({ ...retired, venue }).summary
    expect(summaryAt('draftkings')).toMatch(/WTA/)
    expect(summaryAt('fanduel')).toMatch(/conflict/)
    const halted = { scope: 'nfl', marketType: 'total', state: 'shortened' } as const
    expect(settlementRuleOf({ ...halted, venue: 'betmgm' }).summary).toMatch(/conflict/)
  })
})

describe('what Polymarket does', () => {
  it.each([
    ['nfl moneyline completed', 'graded'],
    ['nfl moneyline tied', 'half'],
    ['nfl spread tied', 'graded'],
    ['soccer three-way tied', 'graded'],
    ['nfl moneyline cancelled', 'unknown'],
    ['mlb total postponed-and-played', 'unknown'],
    ['esports moneyline cancelled', 'half'],
    ['esports moneyline walkover', 'half'],
    ['esports moneyline retired', 'graded'],
    ['esports spread retired', 'half'],
    ['esports total cancelled', 'unknown'],
    ['tennis moneyline retired', 'unknown'],
  ])('%s: %s', (question, effect) => {
    expect(effectAt('polymarket', question)).toBe(effect)
  })
})

describe('states and rules', () => {
  it('where an irregular state can occur, a rule names the case or says that none was read', () => {
    for (const scope of SCOPES) {
      const sport = LEAGUES[scope as LeagueId]?.sport ?? scope
      for (const marketType of SETTLEMENT_MARKET_TYPES) {
        for (const state of irregularStatesOf(sport, marketType)) {
          for (const venue of VENUES) {
            expect(settlementRuleOf({ venue, scope, marketType, state }).state).toBe(state)
          }
        }
      }
    }
  })
})
