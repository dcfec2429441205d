/**
 * Which settlement rules apply to the two sides of a pair: the contract's at its venue, and a bet's at
 * one book, state by state. Where the two part ways, a hedge comes apart.
 * @module
 */
import { isWholeGame } from '../fixtures/period.ts'
import { LEAGUES } from '../fixtures/league.ts'
import { irregularStatesOf } from '../settlement/irregular-states.ts'
import { type GameState, REGULAR_STATES, type SettlementRule } from '../settlement/rule.ts'
import { settlementRuleOf } from '../settlement/rule-lookup.ts'
import type { MarketPair } from './pair-markets.ts'

/** Both venues' rules in one state of the game. */
export interface SettlementRow {
  readonly state: GameState
  readonly contract: SettlementRule
  readonly bet: SettlementRule
  /** True where both do the same: then the hedge holds in this state as it does in a regular one. */
  readonly agrees: boolean
}

/**
 * Returns the rules of a pair at a book, regular states first; none for a part of the game, about
 * which no rules are on record.
 * @param book the bookmaker's key.
 */
export function pairSettlementOf(
  { contract, fixture, yes }: Pick<MarketPair, 'contract' | 'fixture' | 'yes'>,
  book: string,
): readonly SettlementRow[] {
  if (!isWholeGame(yes.period)) return []
  const { id: scope, sport, canTie } = LEAGUES[fixture.league]
  const mayTie = canTie || yes.period === 'regulation'
  const regular = REGULAR_STATES.filter((state) => state !== 'tied' || mayTie)
  return [...regular, ...irregularStatesOf(sport, yes.tag)].map((state) => {
    const query = { scope, marketType: yes.tag, state }
    const own = settlementRuleOf({ ...query, venue: contract.venue })
    const bet = settlementRuleOf({ ...query, venue: book })
    return { state, contract: own, bet, agrees: isSameEffect(own, bet) }
  })
}

/** Unknown is the same as nothing, itself included. */
function isSameEffect(a: SettlementRule, b: SettlementRule): boolean {
  return a.effect === b.effect && a.effect !== 'unknown' && a.orElse === b.orElse
}
