/**
 * Why a contract, an odds event or a book's market takes no part in matching: words to switch on.
 * @module
 */
import type { BookMarket, ContractListing, OddsListing } from '../fixtures/listing.ts'
import type { MarketType } from '../fixtures/proposition.ts'

/** Why a contract could not be resolved to a proposition about a game. */
export type ContractRejectionReason =
  /** A future, a part of a game, a prop, a parlay: known, and not traded here. */
  | 'not-a-game'
  /** A series that is not in the venue's table. */
  | 'unknown-series'
  /** The tie leg of a market that is said to have two sides. */
  | 'tie-market'
  | 'unknown-team'
  /** A prop about nobody in particular. */
  | 'unknown-player'
  | 'ambiguous-team'
  /** Two statements about the contract can not both be true. */
  | 'conflicting-evidence'
  /** A spread or total without a line, or with one that is none. */
  | 'no-strike'
  /** A line that can be hit exactly: a book pushes there, the contract does not. */
  | 'whole-line'
  | 'no-start'

/** Why an odds event could not be resolved to a game. */
export type OddsRejectionReason =
  /** Every market that it quotes is of another kind than ours. */
  | 'other-market'
  | 'unknown-sport'
  | 'unknown-team'
  | 'ambiguous-team'
  | 'conflicting-evidence'
  | 'no-start'

/** Why a book's market quotes nothing here. */
export type MarketRejectionReason =
  /** A draw is offered beside the two teams: other outcomes than a two-way market. */
  | 'three-way-market'
  /** Outcomes that do not mirror each other: one is missing, or the points do not sum to 0. */
  | 'malformed-market'

/** A contract that is not a proposition about a game of ours. */
export interface RejectedContract {
  readonly tag: 'rejected'
  readonly contract: ContractListing
  readonly reason: ContractRejectionReason
  /** One line for a person. */
  readonly detail: string
}

/** An odds event that is not a game of ours. */
export interface RejectedOdds {
  readonly tag: 'rejected'
  readonly odds: OddsListing
  readonly reason: OddsRejectionReason
  readonly detail: string
}

/** A market of a book that quotes no two-sided proposition. */
export interface RejectedMarket {
  readonly oddsEventId: string
  readonly market: BookMarket
  /** What the market would be. */
  readonly marketType: MarketType
  readonly reason: MarketRejectionReason
  readonly detail: string
}
