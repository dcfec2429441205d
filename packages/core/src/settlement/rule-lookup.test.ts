import { fc, test as prop } from '@fast-check/vitest'
import { describe, expect, it } from 'vitest'
import { InvariantError } from '../errors.ts'
import type { SettlementRule } from './rule.ts'
import { type SettlementQuery, settlementRuleOf } from './rule-lookup.ts'
import { SETTLEMENT_RULES } from './rule-table.ts'

function row(
  venue: string,
  scope: SettlementRule['scope'],
  marketType: SettlementRule['marketType'],
  state: SettlementRule['state'] = 'tied',
): SettlementRule {
  return {
    venue,
    scope,
    marketType,
    state,
    effect: 'graded',
    summary: `${venue}/${scope}/${marketType}/${state}`,
    source: 'made up',
    asOf: '2026-11-21',
  }
}

// From the least specific to the most: the venue outweighs the scope, and that the market type.
const ASCENDING = ['sportsbook', 'draftkings'].flatMap((venue) =>
  (['any', 'american-football', 'nfl'] as const).flatMap((scope) =>
    (['any', 'moneyline'] as const).map((marketType) => row(venue, scope, marketType)),
  ),
)
const NOT_MEANT = [
  row('kalshi', 'nfl', 'moneyline'),
  row('fanduel', 'nfl', 'moneyline'),
  row('draftkings', 'mlb', 'moneyline'),
  row('draftkings', 'baseball', 'moneyline'),
  row('draftkings', 'nfl', 'spread'),
  row('draftkings', 'nfl', 'moneyline', 'cancelled'),
]
const QUERY: SettlementQuery = {
  venue: 'draftkings',
  scope: 'nfl',
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

  it('a sport without a league takes its own rows and never those of a league', () => {
    const found = settlementRuleOf({ ...QUERY, scope: 'american-football' }, ASCENDING)
    expect(found.summary).toBe('draftkings/american-football/moneyline/tied')
    const tennis = settlementRuleOf({ ...QUERY, scope: 'tennis' }, ASCENDING)
    expect(tennis.summary).toBe('draftkings/any/moneyline/tied')
  })

  it.each(['kalshi', 'polymarket'])('%s never takes the rows of sportsbooks', (venue) => {
    const onlyBooks = ASCENDING.filter((rule) => rule.venue !== venue)
    expect(() => settlementRuleOf({ ...QUERY, venue }, onlyBooks)).toThrow(InvariantError)
    const table = [...onlyBooks, row(venue, 'any', 'any')]
    expect(settlementRuleOf({ ...QUERY, venue }, table).venue).toBe(venue)
  })

  it('a table without a row for the question is our mistake', () => {
    expect(() => settlementRuleOf(QUERY, NOT_MEANT)).toThrow(InvariantError)
    expect(() => settlementRuleOf(QUERY, [])).toThrow(/has a row for every query/)
  })

  it('the table of this package answers as a copy of it does', () => {
    const copy = [...SETTLEMENT_RULES]
    for (const state of ['completed', 'shortened', 'retired', 'did-not-play'] as const) {
      const query = { ...QUERY, state }
      expect(settlementRuleOf(query)).toBe(settlementRuleOf(query, copy))
    }
  })
})
