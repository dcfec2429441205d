/**
 * A matcher that remembers: listings come, change and go, and only the meetings that they touch are
 * matched again. Its result is what matching everything from the beginning gives.
 * @module
 */
import { LEAGUES } from '../fixtures/league.ts'
import type { ContractListing, OddsListing } from '../fixtures/listing.ts'
import { MATCH_CONFIDENCE_MIN } from './confidence.ts'
import { KeptSorted } from './kept-sorted.ts'
import {
  type Found,
  type MatchResult,
  type UnpairedContract,
  unpairedByRejection,
} from './match-result.ts'
import { Meetings } from './meetings.ts'
import { NameRooms } from './name-rooms.ts'
import type { MarketPair } from './pair-markets.ts'
import type { RejectedContract, RejectedMarket, RejectedOdds } from './rejection.ts'
import { resolveContract } from './resolve-contract.ts'
import { oddsProblemOf, resolveOdds } from './resolve-odds.ts'
import { uniqueContracts, uniqueOdds } from './unique-listings.ts'

/** What there is to match. */
export interface MatchInput {
  readonly contracts: readonly ContractListing[]
  readonly odds: readonly OddsListing[]
}

/** What changed: new listings, newer ones in place of those with their ids, and ids that are gone. */
export interface ListingChanges extends Partial<MatchInput> {
  /** Market ids. */
  readonly goneContracts?: readonly string[]
  /** Odds event ids. */
  readonly goneOdds?: readonly string[]
}

/** Remembers listings and what they pair to. */
export interface Matcher {
  /** Takes changes. Of two listings with one id in the same call the one that says most is kept. */
  readonly update: (changes: ListingChanges) => void
  /** Everything as of the last update; all lists sorted by id. */
  readonly result: () => MatchResult
  /** The pairs and suggestions of one contract, best first. */
  readonly candidatesOf: (marketId: string) => readonly MarketPair[]
}

/** Returns an empty matcher. */
export function createMatcher(): Matcher {
  return new RememberingMatcher()
}

class RememberingMatcher implements Matcher {
  /** Ids of all contracts: most that come are new, and nothing has to be forgotten. */
  private readonly contracts = new Set<string>()
  private readonly meetings = new Meetings()
  private readonly names = new NameRooms()
  private readonly rejectedContracts = new Map<string, RejectedContract>()
  private readonly rejectedOdds = new KeptSorted<string, RejectedOdds>(byEvent)
  private readonly pairs = new KeptSorted<object | string, MarketPair>(byPair)
  private readonly suggestions = new KeptSorted<object | string, MarketPair>(byPair)
  private readonly unpaired = new KeptSorted<object | string, UnpairedContract>(byContract)
  private readonly rejectedMarkets = new KeptSorted<object | string, RejectedMarket>(byMarket)
  /** By league, what the lists hold of its names. */
  private readonly keptNames = new Map<string, Found>()
  private known: MatchResult | undefined

  update({ contracts = [], odds = [], goneContracts = [], goneOdds = [] }: ListingChanges): void {
    this.known = undefined
    for (const id of goneContracts) this.dropContract(id)
    for (const id of goneOdds) this.dropOdds(id)
    for (const contract of uniqueContracts(contracts)) this.takeContract(contract)
    for (const listing of uniqueOdds(odds)) this.takeOdds(listing)
  }

  result(): MatchResult {
    this.known ??= this.assemble()
    return this.known
  }

  candidatesOf(marketId: string): readonly MarketPair[] {
    return [...this.meetings.candidatesOf(marketId), ...this.namedCandidatesOf(marketId)].toSorted(
      (a, b) => b.confidence - a.confidence || compareText(a.odds.eventId, b.odds.eventId),
    )
  }

  private takeContract(contract: ContractListing): void {
    const { marketId, subject } = contract
    this.dropContract(marketId)
    this.contracts.add(marketId)
    if (subject.tag === 'game' && LEAGUES[subject.league].competitors === 'persons') {
      this.names.addContract(subject.league, { contract, why: undefined })
      return
    }
    const outcome = resolveContract(contract)
    if (outcome.tag === 'resolved') {
      this.names.touch(outcome.league)
      this.meetings.addContract(outcome)
    } else if (subject.tag === 'game' && mayBeNamed(outcome)) {
      this.names.addContract(subject.league, { contract, why: outcome })
    } else {
      this.rejectedContracts.set(marketId, outcome)
      this.unpaired.replace(outcome, [unpairedByRejection(outcome)])
    }
  }

  private takeOdds(listing: OddsListing): void {
    const { eventId, league } = listing
    this.dropOdds(eventId)
    const problem = league && oddsProblemOf(listing, league)
    if (problem !== undefined) {
      this.rejectedOdds.replace(eventId, [problem])
      return
    }
    if (league !== undefined) this.names.addOdds(league, listing)
    if (league !== undefined && LEAGUES[league].competitors === 'persons') return
    const outcome = resolveOdds(listing)
    if (outcome.tag === 'resolved') this.meetings.addOdds(outcome)
    else this.rejectedOdds.replace(eventId, [outcome])
  }

  private dropContract(marketId: string): void {
    if (!this.contracts.delete(marketId)) return
    const league = this.meetings.dropContract(marketId)
    if (league !== undefined) this.names.touch(league)
    this.names.dropContract(marketId)
    const rejected = this.rejectedContracts.get(marketId)
    if (rejected === undefined) return
    this.rejectedContracts.delete(marketId)
    this.unpaired.replace(rejected, [])
  }

  private dropOdds(eventId: string): void {
    this.meetings.dropOdds(eventId)
    this.names.dropOdds(eventId)
    this.rejectedOdds.replace(eventId, [])
  }

  private namedCandidatesOf(marketId: string): readonly MarketPair[] {
    const league = this.names.leagueOf(marketId)
    if (league === undefined) return []
    const { candidates } = this.names.found(league, () => this.meetings.pairedOdds(league))
    return candidates.filter(({ contract }) => contract.marketId === marketId)
  }

  private assemble(): MatchResult {
    for (const [meeting, found] of this.meetings.changes()) this.keep(meeting, found)
    for (const league of this.names.leagues()) {
      const found = this.names.found(league, () => this.meetings.pairedOdds(league))
      if (this.keptNames.get(league) === found) continue
      this.keptNames.set(league, found)
      this.keep(league, found)
    }
    return {
      pairs: this.pairs.items(),
      suggestions: this.suggestions.items(),
      unpaired: this.unpaired.items(),
      rejectedOdds: this.rejectedOdds.items(),
      rejectedMarkets: this.rejectedMarkets.items(),
    }
  }

  private keep(room: object | string, { candidates, unpaired, rejectedMarkets }: Found): void {
    this.pairs.replace(room, candidates.filter(isSure))
    this.suggestions.replace(
      room,
      candidates.filter((pair) => !isSure(pair)),
    )
    this.unpaired.replace(room, unpaired)
    this.rejectedMarkets.replace(room, rejectedMarkets)
  }
}

function isSure({ confidence }: MarketPair): boolean {
  return confidence >= MATCH_CONFIDENCE_MIN
}

/** True where only the registry's silence keeps a contract from being read. */
function mayBeNamed({ reason, contract }: RejectedContract): boolean {
  return reason === 'unknown-team' && contract.teamNames !== undefined
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

function byEvent(a: RejectedOdds, b: RejectedOdds): number {
  return compareText(a.odds.eventId, b.odds.eventId)
}

function byMarket(a: RejectedMarket, b: RejectedMarket): number {
  return (
    compareText(a.oddsEventId, b.oddsEventId) ||
    compareText(a.market.book, b.market.book) ||
    compareText(a.market.marketKey, b.market.marketKey)
  )
}

function compareText(a: string, b: string): number {
  if (a < b) return -1
  return a > b ? 1 : 0
}
