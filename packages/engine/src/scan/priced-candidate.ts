/**
 * What a candidate is: one side of a contract against one price of one book, and everything that was
 * computed about it.
 * @module
 */
import type {
  BookMarket,
  BookOutcome,
  Cents,
  ContractSide,
  Finding,
  KalshiFeeRate,
  DecidedPair,
  Rational,
} from '@arbkit/core'
import type { Arrival } from '../session/frame-request.ts'
import type { ContractState } from '../session/market-state.ts'
import type { Reason } from './reasons.ts'

/** One price of one book against one side of a contract. */
export interface CandidateInput {
  /** With the decision that carries it, where a person made one. */
  readonly pair: DecidedPair
  /** False for a suggestion: whatever its score, nobody said that it may be traded. */
  readonly isPaired: boolean
  readonly side: ContractSide
  readonly market: BookMarket
  /** What is bet on: the opposite of the contract's side. */
  readonly outcome: BookOutcome
  /** Every outcome of the book's market; none where it does not price all. */
  readonly outcomes: readonly BookOutcome[]
  /** The same outcome at the other books. */
  readonly others: readonly BookOutcome[]
  /** Commission on net winnings; undefined where it is not known. */
  readonly commission: Rational | undefined
}

/** A candidate that was priced, with everything that went into it. */
export interface PricedCandidate extends CandidateInput {
  readonly id: string
  readonly contract: ContractState
  readonly finding: Finding
  readonly feeRate: KalshiFeeRate
  readonly returnRatio: Rational
  readonly stakeMax: Cents
  /** True from the earlier of the two scheduled starts on. */
  readonly isInPlay: boolean
  /** Negative where a quote is stamped later than the scan. */
  readonly contractAgeMs: number
  /** Negative where a quote is stamped later than the scan. */
  readonly betAgeMs: number
  /** Where the odds event was last listed. */
  readonly oddsArrival: Arrival | undefined
}

/** A candidate with the verdict. */
export interface Candidate extends PricedCandidate {
  /** Most fundamental first; empty for an opportunity. */
  readonly reasons: readonly Reason[]
}
