/**
 * What matching comes to once people have had their say: the nouns that {@link applyDecisions} in
 * `apply-decisions.ts` answers with.
 * @module
 */
import type { MatchResult } from '../match-result.ts'
import type { MarketPair } from '../pair-markets.ts'
import type { PairDecision } from './pair-decision.ts'

/** A pair; its evidence and its confidence are the matcher's, whatever was decided. */
export interface DecidedPair extends MarketPair {
  /** Why it stands where it does, where a person said so. */
  readonly decision?: PairDecision | undefined
  /** Why it is not traded, of a paused pair. */
  readonly pause?: PairDecision | undefined
}

/** A pair or suggestion that is dropped because a pin leaves no room for it. */
export interface DroppedPair {
  readonly pair: MarketPair
  readonly reason: 'pinned-elsewhere'
  /** The pin. */
  readonly decision: PairDecision
}

/** Why a pair is refused although a person, or the score, speaks for it. */
export type ConflictReason =
  /** Another game has been given the same odds event by a person. */
  | 'odds-event-shared'
  /** A person has given this game another odds event. */
  | 'game-split'
  /** A pin says that contract or odds event belongs elsewhere. */
  | 'pinned-elsewhere'
  /** Home and away are not what they were when the person said so. */
  | 'orientation-differs'

/**
 * A pair that is refused by name. What is pinned elsewhere is dropped; what has another orientation
 * is what its score makes it; the rest is among the suggestions.
 */
export interface DecisionConflict {
  readonly reason: ConflictReason
  readonly pair: MarketPair
  /** What speaks for the pair; undefined where only its score does. */
  readonly decision: PairDecision | undefined
  /** What speaks against it; undefined where the pair itself has changed. */
  readonly against: PairDecision | undefined
  /** One line for a person. */
  readonly detail: string
}

/** Matching with decisions applied. Lists of pairs are sorted by market and odds event. */
export interface DecidedMatch extends MatchResult {
  /** May be traded, by score or because a person said so. One odds event serves one game. */
  readonly pairs: readonly DecidedPair[]
  /** Pairs that a person has paused: not to be traded. They keep their odds event. */
  readonly paused: readonly DecidedPair[]
  /** For a person to decide; also what was refused in a conflict. */
  readonly suggestions: readonly DecidedPair[]
  /** Neither pair nor suggestion, because a person said so. */
  readonly rejectedByPerson: readonly DecidedPair[]
  readonly dropped: readonly DroppedPair[]
  readonly conflicts: readonly DecisionConflict[]
  /** Decisions that stand and name nothing that was matched here. */
  readonly unused: readonly PairDecision[]
}
