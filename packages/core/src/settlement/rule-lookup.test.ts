import { fc, test as prop } from '@fast-check/vitest'
import { describe, expect, it } from 'vitest'
import { InvariantError } from '../errors.ts'
import type { SettlementRule } from './rule.ts'
import { type SettlementQuery, settlementRuleOf } from './rule-lookup.ts'

function row(
  venue: string,
  league: SettlementRule['league'],
  marketType: SettlementRule['marketType'],
  state: SettlementRule['state'] = 'tied',
): SettlementRule {
  return {
    venue,
    league,
    marketType,
    state,
    effect: 'graded',
    summary: `${venue}/${league}/${marketType}/${state}`,
    source: 'made up',
    asOf: '2026-11-21',
  }
}

// From the least specific to the most: the venue outweighs the league, and that the market type.
const ASCENDING = [
  row('sportsbook', 'any', 'any'),
  row('sportsbook', 'any', 'moneyline'),
  row('sportsbook', 'nfl', 'any'),
  row('sportsbook', 'nfl', 'moneyline'),
  row('draftkings', 'any', 'any'),
  row('draftkings', 'any', 'moneyline'),
  row('draftkings', 'nfl', 'any'),
  row('draftkings', 'nfl', 'moneyline'),
]
const NOT_MEANT = [
  row('kalshi', 'nfl', 'moneyline'),
  row('fanduel', 'nfl', 'moneyline'),
  row('draftkings', 'mlb', 'moneyline'),
  row('draftkings', 'nfl', 'spread'),
  row('draftkings', 'nfl', 'moneyline', 'cancelled'),
]
const QUERY: SettlementQuery = {
  venue: 'draftkings',
  league: 'nfl',
  marketType: 'moneyline',
  state: 'tied',
}

const shuffled = fc.shuffledSubarray([...ASCENDING, ...NOT_MEANT], {
  minLength: ASCENDING.length + NOT_MEANT.length,
})

describe('settlementRuleOf', () => {
  it.each(ASCENDING.map((rule, index) => [rule.summary, index] as const))(
    'finds %s where nothing more specific stands',
    (summary, index) => {
      const table = [...NOT_MEANT, ...ASCENDING.slice(0, index + 1)]
      expect(settlementRuleOf(QUERY, table).summary).toBe(summary)
    },
  )

  prop.prop([shuffled])('whatever the order of the table', (table) => {
    expect(settlementRuleOf(QUERY, table)).toBe(ASCENDING.at(-1))
  })

  it('a book without rows of its own takes the general ones', () => {
    const found = settlementRuleOf({ ...QUERY, venue: 'betmgm' }, ASCENDING)
    expect(found.summary).toBe('sportsbook/nfl/moneyline/tied')
  })

  it('an exchange never takes the rows of sportsbooks', () => {
    expect(() => settlementRuleOf({ ...QUERY, venue: 'kalshi' }, ASCENDING)).toThrow(InvariantError)
    const table = [...ASCENDING, row('kalshi', 'any', 'any')]
    expect(settlementRuleOf({ ...QUERY, venue: 'kalshi' }, table).venue).toBe('kalshi')
  })

  it('a table without a row for the question is our mistake', () => {
    expect(() => settlementRuleOf(QUERY, NOT_MEANT)).toThrow(InvariantError)
    expect(() => settlementRuleOf(QUERY, [])).toThrow(/has a row for every query/)
  })
})
