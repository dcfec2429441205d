/**
 * Finding the settlement rule that applies: the most specific row wins.
 * @module
 */
import { assertInvariant } from '../assert.ts'
import { ANY_SPORTSBOOK, CONTRACT_VENUES, type GameState, type SettlementRule } from './rule.ts'
import { SETTLEMENT_RULES } from './rule-table.ts'
import { type LeagueOrSport, type SettlementMarketType, sportOf } from './scope.ts'

/** What decides which rule applies. */
export interface SettlementQuery {
  /** `kalshi`, `polymarket` or a bookmaker's key. */
  readonly venue: string
  /** The league, or the sport alone. */
  readonly scope: LeagueOrSport
  readonly marketType: SettlementMarketType
  readonly state: GameState
}

/**
 * Returns the most specific rule: the venue's own row before the general one of sportsbooks, the
 * league's before its sport's and that before any's, the market type's before any type's. The venue
 * outweighs the scope, and that the market type.
 */
export function settlementRuleOf(
  query: SettlementQuery,
  table: readonly SettlementRule[] = SETTLEMENT_RULES,
): SettlementRule {
  const index = table === SETTLEMENT_RULES ? INDEX : indexOf(table)
  const byVenue = index.get(query.state)
  const own = mostSpecific(byVenue?.get(query.venue), query)
  const isBook = !CONTRACT_VENUES.includes(query.venue)
  const best = own ?? (isBook ? mostSpecific(byVenue?.get(ANY_SPORTSBOOK), query) : undefined)
  assertInvariant(best !== undefined, 'the settlement table has a row for every query', { query })
  return best
}

/** Rows by state, then by venue: few are left to be looked through. */
type RuleIndex = ReadonlyMap<GameState, ReadonlyMap<string, readonly SettlementRule[]>>

const INDEX = indexOf(SETTLEMENT_RULES)

function indexOf(table: readonly SettlementRule[]): RuleIndex {
  const index = new Map<GameState, Map<string, SettlementRule[]>>()
  for (const rule of table) {
    const byVenue = index.get(rule.state) ?? new Map<string, SettlementRule[]>()
    const rows = byVenue.get(rule.venue) ?? []
    rows.push(rule)
    index.set(rule.state, byVenue.set(rule.venue, rows))
  }
  return index
}

function mostSpecific(
  rows: readonly SettlementRule[] = [],
  { scope, marketType }: SettlementQuery,
): SettlementRule | undefined {
  const sport = sportOf(scope)
  let best: SettlementRule | undefined
  let bestScore = -1
  for (const rule of rows) {
    if (rule.marketType !== marketType && rule.marketType !== 'any') continue
    const isMeant = rule.scope === scope || rule.scope === sport || rule.scope === 'any'
    if (!isMeant) continue
    const ofScope = rule.scope === scope ? 2 : rule.scope === sport ? 1 : 0
    const score = ofScope * 2 + (rule.marketType === marketType ? 1 : 0)
    if (score > bestScore) [best, bestScore] = [rule, score]
  }
  return best
}
