/**
 * Meetings: all games of the same two teams, which no other listing can be meant by. Each is matched
 * by itself, and again only when one of its own listings changes.
 * @module
 */
import type { LeagueId } from '../fixtures/league.ts'
import type { Team } from '../fixtures/team.ts'
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

/** The odds events of a league that are some game's for certain. */
interface PairedOdds {
  /** Meetings that changed since `ids` were gathered. */
  readonly changed: Set<Meeting>
  readonly ofMeeting: Map<Meeting, readonly string[]>
  readonly ids: Set<string>
}

/** All meetings, by the two teams. */
export class Meetings {
  private readonly byKey = new Map<string, Meeting>()
  private readonly ofContract = new Map<string, Meeting>()
  private readonly ofOdds = new Map<string, Meeting>()
  /** What was asked last: the contracts of one game come one after another. */
  private last: { readonly away: Team; readonly home: Team; readonly meeting: Meeting } | undefined
  private readonly changed = new Set<Meeting>()
  private readonly pairedIn = new Map<LeagueId, PairedOdds>()

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
    const { changed, ofMeeting, ids } = this.pairedOf(league)
    for (const meeting of changed) {
      for (const id of ofMeeting.get(meeting) ?? []) ids.delete(id)
    }
    // An odds event may have gone from one changed meeting to another: first all go, then all come.
    for (const meeting of changed) {
      const own = pairedOddsIn(meeting)
      ofMeeting.set(meeting, own)
      for (const id of own) ids.add(id)
    }
    changed.clear()
    return ids
  }

  private pairedOf(league: LeagueId): PairedOdds {
    const known = this.pairedIn.get(league)
    if (known !== undefined) return known
    const made: PairedOdds = { changed: new Set(), ofMeeting: new Map(), ids: new Set() }
    this.pairedIn.set(league, made)
    return made
  }

  /** What was not asked for since it changed is known to have changed. */
  private touch(meeting: Meeting): void {
    if (meeting.found === undefined) return
    meeting.found = undefined
    this.noteChange(meeting)
  }

  private noteChange(meeting: Meeting): void {
    this.changed.add(meeting)
    this.pairedOf(meeting.league).changed.add(meeting)
  }

  private meetingOf({ league, away, home }: ResolvedContract | ResolvedOdds): Meeting {
    const { last } = this
    if (last?.away === away && last.home === home) return last.meeting
    const meeting = this.meetingByKey(league, away, home)
    this.last = { away, home, meeting }
    return meeting
  }

  private meetingByKey(league: LeagueId, away: Team, home: Team): Meeting {
    const key = meetingKey(league, away, home)
    const known = this.byKey.get(key)
    if (known !== undefined) return known
    const made: Meeting = { league, contracts: new Map(), odds: new Map(), found: undefined }
    this.byKey.set(key, made)
    this.noteChange(made)
    return made
  }
}

function foundIn(meeting: Meeting): Found {
  const { league, contracts, odds } = meeting
  meeting.found ??= pairFixtures(
    matchFixtures(league, venueGamesOf([...contracts.values()]), [...odds.values()]),
  )
  return meeting.found
}

function pairedOddsIn(meeting: Meeting): readonly string[] {
  const sure = foundIn(meeting).candidates.filter(
    ({ confidence }) => confidence >= MATCH_CONFIDENCE_MIN,
  )
  return sure.map(({ odds }) => odds.eventId)
}
