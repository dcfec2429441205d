/**
 * Meetings: all games of the same two teams, which no other listing can be meant by. Each is matched
 * by itself, and again only when one of its own listings changes.
 * @module
 */
import type { LeagueId } from '../fixtures/league.ts'
import { MATCH_CONFIDENCE_MIN } from './confidence.ts'
import type { Found } from './match-result.ts'
import { matchFixtures } from './match-fixtures.ts'
import { pairFixtures } from './pair-fixtures.ts'
import type { MarketPair } from './pair-markets.ts'
import type { ResolvedContract } from './resolve-contract.ts'
import type { ResolvedOdds } from './resolve-odds.ts'
import { meetingKey, venueGamesOf } from './venue-games.ts'

interface Meeting {
  readonly league: LeagueId
  readonly contracts: Map<string, ResolvedContract>
  readonly odds: Map<string, ResolvedOdds>
  /** Undefined until it is asked for. */
  found: Found | undefined
}

/** All meetings, by the two teams. */
export class Meetings {
  private readonly byKey = new Map<string, Meeting>()
  private readonly ofContract = new Map<string, Meeting>()
  private readonly ofOdds = new Map<string, Meeting>()
  private readonly changed = new Set<Meeting>()

  addContract(resolved: ResolvedContract): void {
    const meeting = this.meetingOf(resolved)
    const { marketId } = resolved.contract
    meeting.contracts.set(marketId, resolved)
    this.touch(meeting)
    this.ofContract.set(marketId, meeting)
  }

  addOdds(resolved: ResolvedOdds): void {
    const meeting = this.meetingOf(resolved)
    const { eventId } = resolved.odds
    meeting.odds.set(eventId, resolved)
    this.touch(meeting)
    this.ofOdds.set(eventId, meeting)
  }

  /** Forgets a contract; returns its league where it was known. */
  dropContract(marketId: string): LeagueId | undefined {
    const meeting = this.ofContract.get(marketId)
    if (meeting === undefined) return undefined
    meeting.contracts.delete(marketId)
    this.touch(meeting)
    this.ofContract.delete(marketId)
    return meeting.league
  }

  /** Forgets an odds event. */
  dropOdds(eventId: string): void {
    const meeting = this.ofOdds.get(eventId)
    if (meeting === undefined) return
    meeting.odds.delete(eventId)
    this.touch(meeting)
    this.ofOdds.delete(eventId)
  }

  /** Returns the meetings that changed since it was last asked, with what they come to. */
  changes(): readonly (readonly [meeting: object, found: Found])[] {
    const changes = [...this.changed].map((meeting) => [meeting, foundIn(meeting)] as const)
    this.changed.clear()
    return changes
  }

  /** Candidates of one contract. */
  candidatesOf(marketId: string): readonly MarketPair[] {
    const meeting = this.ofContract.get(marketId)
    if (meeting === undefined) return []
    return foundIn(meeting).candidates.filter(({ contract }) => contract.marketId === marketId)
  }

  /** Ids of the odds events of a league that are some game's for certain. */
  pairedOdds(league: LeagueId): ReadonlySet<string> {
    const own = [...this.byKey.values()].filter((meeting) => meeting.league === league)
    const pairs = own.flatMap((meeting) => foundIn(meeting).candidates)
    return new Set(
      pairs
        .filter(({ confidence }) => confidence >= MATCH_CONFIDENCE_MIN)
        .map(({ odds }) => odds.eventId),
    )
  }

  private touch(meeting: Meeting): void {
    meeting.found = undefined
    this.changed.add(meeting)
  }

  private meetingOf({ league, away, home }: ResolvedContract | ResolvedOdds): Meeting {
    const key = meetingKey(league, away, home)
    const known = this.byKey.get(key)
    if (known !== undefined) return known
    const made: Meeting = { league, contracts: new Map(), odds: new Map(), found: undefined }
    this.byKey.set(key, made)
    return made
  }
}

function foundIn(meeting: Meeting): Found {
  const { contracts, odds } = meeting
  meeting.found ??= pairFixtures(
    matchFixtures(venueGamesOf([...contracts.values()]), [...odds.values()].toSorted(byId)),
  )
  return meeting.found
}

function byId(a: ResolvedOdds, b: ResolvedOdds): number {
  return a.odds.eventId < b.odds.eventId ? -1 : 1
}
