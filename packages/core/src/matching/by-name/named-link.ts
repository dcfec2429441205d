/**
 * What matching by names links: odds events with their day, candidates, and the links that are left of
 * them.
 * @module
 */
import type { EasternDate } from '../../fixtures/fixture.ts'
import type { OddsListing } from '../../fixtures/listing.ts'
import type { MatchEvidence } from '../confidence.ts'
import type { NamedGame } from './named-game.ts'

/** An odds event with its day. */
export interface NamedOdds {
  readonly odds: OddsListing
  readonly easternDate: EasternDate
}

/** A game and an odds event that belong together, or may. */
export interface NamedLink {
  readonly game: NamedGame
  readonly odds: OddsListing
  /** True where the game's first competitor is the feed's home. */
  readonly isFirstHome: boolean
  /** Evidence on names, start and rivals. */
  readonly evidence: readonly MatchEvidence[]
}

/** A game and an odds event that fit each other; rivals are not looked at yet. */
export interface Candidate extends NamedLink {
  readonly event: NamedOdds
  /** Confidence by itself, in (0, 1]. */
  readonly score: number
}
