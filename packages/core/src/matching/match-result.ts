/**
 * What matching finds, and what it says about everything that went nowhere.
 * @module
 */
import type { ContractListing, OddsListing } from '../fixtures/listing.ts'
import type { FixtureLink, FixtureMiss, FixtureMissReason } from './fixture-link.ts'
import type { MarketPair, UnquotedContract } from './pair-markets.ts'
import type {
  ContractRejectionReason,
  RejectedContract,
  RejectedMarket,
  RejectedOdds,
} from './rejection.ts'

/** Why a contract is in no pair and no suggestion. */
export type UnpairedReason =
  | ContractRejectionReason
  | FixtureMissReason
  | UnquotedContract['reason']

/** A contract that went nowhere. */
export interface UnpairedContract {
  readonly contract: ContractListing
  readonly reason: UnpairedReason
  /** One line for a person. */
  readonly detail: string
  /** The same teams' nearest meeting in the feed, where the start is the reason. */
  readonly nearest: { readonly odds: OddsListing; readonly differenceMs: number } | undefined
  /** Lines that are quoted instead, where the line is the reason. */
  readonly quotedLines: readonly number[]
}

/** Everything that matching found. */
export interface MatchResult {
  /** Confidence at or above {@link MATCH_CONFIDENCE_MIN}: may be traded. One odds event serves one game. */
  readonly pairs: readonly MarketPair[]
  /** Below it: for a person to approve or reject. A contract may have several. */
  readonly suggestions: readonly MarketPair[]
  readonly unpaired: readonly UnpairedContract[]
  readonly rejectedOdds: readonly RejectedOdds[]
  /** Markets of linked odds events that could not be read. */
  readonly rejectedMarkets: readonly RejectedMarket[]
}

/** What the games of one room came to: candidates of any confidence, and the rest. */
export interface Found {
  readonly candidates: readonly MarketPair[]
  readonly unpaired: readonly UnpairedContract[]
  readonly rejectedMarkets: readonly RejectedMarket[]
}

const ofRejection = new WeakMap<RejectedContract, UnpairedContract>()

/** Returns why a contract that was not understood is unpaired: of one rejection the same object each time. */
export function unpairedByRejection(rejection: RejectedContract): UnpairedContract {
  const known = ofRejection.get(rejection)
  if (known !== undefined) return known
  const { contract, reason, detail } = rejection
  const made: UnpairedContract = { contract, reason, detail, nearest: undefined, quotedLines: [] }
  ofRejection.set(rejection, made)
  return made
}

/** Returns why a contract of a game without an odds event is unpaired. */
export function unpairedByMiss(
  contract: ContractListing,
  { reason, nearest }: Pick<FixtureMiss, 'reason' | 'nearest'>,
): UnpairedContract {
  const detail =
    nearest === undefined
      ? 'the feed lists no game of these teams'
      : `nearest: odds event ${nearest.odds.odds.eventId}, ${hours(nearest.differenceMs)} away`
  return {
    contract,
    reason,
    detail,
    nearest: nearest && { odds: nearest.odds.odds, differenceMs: nearest.differenceMs },
    quotedLines: [],
  }
}

/** Returns why a contract that no book quotes is unpaired. */
export function unpairedByQuotes(
  { contract, reason, quotedLines }: UnquotedContract,
  { odds }: FixtureLink,
): UnpairedContract {
  const instead = quotedLines.length === 0 ? '' : `; quoted: ${quotedLines.join(', ')}`
  const detail = `odds event ${odds.odds.eventId}${instead}`
  return { contract, reason, detail, nearest: undefined, quotedLines }
}

function hours(ms: number): string {
  return `${ms < 0 ? '−' : '+'}${(Math.abs(ms) / 3_600_000).toFixed(1)} h`
}
