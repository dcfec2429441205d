/**
 * Finding the settlement rule that applies: the most specific row wins.
 * @module
 */
import { assertInvariant } from '../assert.ts'
import type { LeagueId } from '../fixtures/league.ts'
import type { MarketType } from '../fixtures/proposition.ts'
import { ANY_SPORTSBOOK, type GameState, type SettlementRule } from './rule.ts'
import { SETTLEMENT_RULES } from './rule-table.ts'

/** What decides which rule applies. */
export interface SettlementQuery {
  readonly venue: string
  readonly league: LeagueId
  readonly marketType: MarketType
  readonly state: GameState
}

/**
 * Returns the most specific rule: the venue's own row before the general one of sportsbooks, the
 * league's before any league's, the market type's before any type's.
 */
export function settlementRuleOf(
  query: SettlementQuery,
  table: readonly SettlementRule[] = SETTLEMENT_RULES,
): SettlementRule {
  let best: SettlementRule | undefined
  let bestScore = -1
  for (const rule of table) {
    const score = scoreOf(rule, query)
    if (score > bestScore) [best, bestScore] = [rule, score]
  }
  assertInvariant(best !== undefined, 'the settlement table has a row for every query', { query })
  return best
}

function scoreOf(rule: SettlementRule, query: SettlementQuery): number {
  if (rule.state !== query.state) return -1
  const venue = specificity(rule.venue, query.venue, ANY_SPORTSBOOK)
  const league = specificity(rule.league, query.league, 'any')
  const marketType = specificity(rule.marketType, query.marketType, 'any')
  if (venue < 0 || league < 0 || marketType < 0) return -1
  if (rule.venue === ANY_SPORTSBOOK && query.venue === 'kalshi') return -1
  return venue * 4 + league * 2 + marketType
}

function specificity(of: string, wanted: string, general: string): number {
  if (of === wanted) return 1
  return of === general ? 0 : -1
}
