/**
 * Related markets: an outcome space and one market for each of its statements. Builders make it from
 * strikes, from a mutually exclusive event, or from declared relations; what is found in it is found
 * by the one search for portfolios.
 * @module
 */
import type { AskLadder } from '../../book/ladder.ts'
import type { ContractCosts } from '../../fees/contract-costs.ts'
import type { GradedSpace } from '../../outcomes/graded-space.ts'
import type { TableClaim } from '../../outcomes/payoff-table.ts'
import type { Centicontracts } from '../../units/money.ts'

/** What a market is settled by: its rows of the settlement table. */
export type SettledAs = Pick<TableClaim, 'scope' | 'marketType' | 'direction'>

/** One market of yes-or-no contracts, as it can be bought. */
export interface RelationMarket {
  /** Ticker; unique among the markets. */
  readonly id: string
  readonly settledAs: SettledAs
  /** Whose cash pays for it: a venue, and its shard where cash is kept apart: `kalshi/3`. */
  readonly account: string
  /** Asks of YES; empty where none is offered. */
  readonly yesLadder: AskLadder
  /** Asks of NO. */
  readonly noLadder: AskLadder
  readonly costs: ContractCosts
  /** Contracts are bought in multiples of this. */
  readonly step: Centicontracts
}

/** Markets whose outcomes depend on one another. */
export interface RelationEvent {
  readonly space: GradedSpace
  /** One for each statement of the space, in its order. */
  readonly markets: readonly RelationMarket[]
  /**
   * Groups of mutually exclusive markets, by index, for whose NO the venue gives collateral back
   * early: an event whose `collateral_return_type` is set. Each market is in one group at most.
   */
  readonly collateralGroups: readonly (readonly number[])[]
}
