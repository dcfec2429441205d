/**
 * Matching as a whole: contracts and odds events in, pairs out, with a reason for everything that
 * did not pair. Deterministic, independent of the order of its inputs, and close to linear in their
 * number: both sides are indexed by the two teams that meet.
 * @module
 */
import type { ContractListing, OddsListing } from '../fixtures/listing.ts'
import { type BookQuotes, bookQuotesOf } from './book-quotes.ts'
import { MATCH_CONFIDENCE_MIN } from './confidence.ts'
import type { FixtureLink, FixtureMiss, FixtureMissReason } from './fixture-link.ts'
import { matchFixtures } from './match-fixtures.ts'
import { type MarketPair, pairContract, type UnquotedContract } from './pair-markets.ts'
import type {
  ContractRejectionReason,
  RejectedContract,
  RejectedMarket,
  RejectedOdds,
} from './rejection.ts'
import { resolveContract, type ResolvedContract } from './resolve-contract.ts'
import { type ResolvedOdds, resolveOdds } from './resolve-odds.ts'
import { uniqueContracts, uniqueOdds } from './unique-listings.ts'
import { venueGamesOf } from './venue-games.ts'

/** What there is to match. */
export interface MatchInput {
  readonly contracts: readonly ContractListing[]
  readonly odds: readonly OddsListing[]
}

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

/** Returns what pairs, what may, and what does not and why. All lists are sorted by id. */
export function matchMarkets({ contracts, odds }: MatchInput): MatchResult {
  const resolved: ResolvedContract[] = []
  const unpaired: UnpairedContract[] = []
  for (const contract of uniqueContracts(contracts)) {
    const outcome = resolveContract(contract)
    if (outcome.tag === 'resolved') resolved.push(outcome)
    else unpaired.push(unpairedByRejection(outcome))
  }
  const events: ResolvedOdds[] = []
  const rejectedOdds: RejectedOdds[] = []
  for (const listing of uniqueOdds(odds)) {
    const outcome = resolveOdds(listing)
    if (outcome.tag === 'resolved') events.push(outcome)
    else rejectedOdds.push(outcome)
  }
  const found = pairAll(matchFixtures(venueGamesOf(resolved), events))
  return {
    pairs: found.candidates.filter(({ confidence }) => confidence >= MATCH_CONFIDENCE_MIN),
    suggestions: found.candidates.filter(({ confidence }) => confidence < MATCH_CONFIDENCE_MIN),
    unpaired: [...unpaired, ...found.unpaired].toSorted(byContract),
    rejectedOdds,
    rejectedMarkets: found.rejectedMarkets,
  }
}

interface Found {
  readonly candidates: readonly MarketPair[]
  readonly unpaired: readonly UnpairedContract[]
  readonly rejectedMarkets: readonly RejectedMarket[]
}

function pairAll(outcomes: readonly (FixtureLink | FixtureMiss)[]): Found {
  const candidates: MarketPair[] = []
  const unquoted = new Map<string, UnpairedContract>()
  const unpaired: UnpairedContract[] = []
  const quotesOf = new Map<ResolvedOdds, BookQuotes>()
  for (const outcome of outcomes) {
    if (outcome.tag === 'miss') {
      unpaired.push(...outcome.game.contracts.map((own) => unpairedByMiss(own.contract, outcome)))
      continue
    }
    const book = quotesOf.get(outcome.odds) ?? bookQuotesOf(outcome.odds)
    quotesOf.set(outcome.odds, book)
    for (const own of outcome.game.contracts) {
      const pair = pairContract(outcome, own, book)
      if ('tag' in pair) unquoted.set(own.contract.marketId, unpairedByQuotes(pair, outcome))
      else candidates.push(pair)
    }
  }
  // A contract that may belong to several odds events is unpaired only if none of them quotes it.
  for (const { contract } of candidates) unquoted.delete(contract.marketId)
  return {
    candidates: candidates.toSorted(byPair),
    unpaired: [...unpaired, ...unquoted.values()],
    rejectedMarkets: [...quotesOf.values()].flatMap(({ rejected }) => rejected).toSorted(byMarket),
  }
}

function unpairedByRejection({ contract, reason, detail }: RejectedContract): UnpairedContract {
  return { contract, reason, detail, nearest: undefined, quotedLines: [] }
}

function unpairedByMiss(
  contract: ContractListing,
  { reason, nearest }: FixtureMiss,
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

function unpairedByQuotes(
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

function byPair(a: MarketPair, b: MarketPair): number {
  return (
    compareText(a.contract.marketId, b.contract.marketId) ||
    compareText(a.odds.eventId, b.odds.eventId)
  )
}

function byContract(a: UnpairedContract, b: UnpairedContract): number {
  return compareText(a.contract.marketId, b.contract.marketId)
}

function byMarket(a: RejectedMarket, b: RejectedMarket): number {
  return (
    compareText(a.oddsEventId, b.oddsEventId) ||
    compareText(a.market.book, b.market.book) ||
    compareText(a.market.marketKey, b.market.marketKey)
  )
}

function compareText(a: string, b: string): number {
  if (a === b) return 0
  return a < b ? -1 : 1
}
