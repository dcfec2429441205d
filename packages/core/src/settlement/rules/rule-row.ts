/**
 * The form in which rules are written down: one row for every league, market type and state that one
 * sentence of a venue's text covers.
 * @module
 */
import type { GameState, SettlementRule } from '../rule.ts'
import type { SettlementMarketType, SettlementScope } from '../scope.ts'

/** One sentence of a venue's text. */
export interface RuleRow
  extends Pick<
    SettlementRule,
    'effect' | 'orElse' | 'contractPush' | 'summary' | 'source' | 'asOf'
  > {
  /** Any league where left out. */
  readonly scopes?: readonly SettlementScope[]
  /** Any market type where left out. */
  readonly marketTypes?: readonly (SettlementMarketType | 'any')[]
  readonly states: readonly GameState[]
}

/** Returns one rule for each league, market type and state of each row. */
export function rulesOf(venue: string, rows: readonly RuleRow[]): readonly SettlementRule[] {
  return rows.flatMap(({ scopes = ['any'], marketTypes = ['any'], states, ...rest }) =>
    scopes.flatMap((scope) =>
      marketTypes.flatMap((marketType) =>
        states.map((state) => ({ venue, scope, marketType, state, ...rest })),
      ),
    ),
  )
}
