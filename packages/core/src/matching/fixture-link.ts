/**
 * What matching fixtures results in: links between games and odds events with the evidence for
 * them, and misses with the reason. Shared by the ways of matching (by clock, by day).
 * @module
 */
import { type LeagueId, LEAGUES } from '../fixtures/league.ts'
import { evidenceOf, type MatchEvidence } from './confidence.ts'
import type { ResolvedOdds } from './resolve-odds.ts'
import type { VenueGame } from './venue-games.ts'

/** A game and an odds event that belong together, or may: the evidence says how surely. */
export interface FixtureLink {
  readonly tag: 'link'
  readonly game: VenueGame
  readonly odds: ResolvedOdds
  /** True where the two venues disagree on who is at home. */
  readonly isSwapped: boolean
  readonly evidence: readonly MatchEvidence[]
}

/** Why a game has no odds event. */
export type FixtureMissReason =
  /** The feed lists no game of these teams. */
  | 'no-odds-event'
  /** It does, at another time. */
  | 'start-differs'
  /** The only one at this time is another game's. */
  | 'odds-event-taken'

/** A game without an odds event. */
export interface FixtureMiss {
  readonly tag: 'miss'
  readonly game: VenueGame
  readonly reason: FixtureMissReason
  /** The meeting of the same teams nearest in time. */
  readonly nearest: NearestOdds | undefined
}

/** A meeting of the same teams at another time. */
export interface NearestOdds {
  readonly odds: ResolvedOdds
  /** Its start minus the game's; whole days where the game has no clock. */
  readonly differenceMs: number
}

/** All meetings of two teams, and who got whom by the clock. */
export interface Assignment {
  readonly league: LeagueId
  readonly games: readonly VenueGame[]
  /** By start. */
  readonly odds: readonly ResolvedOdds[]
  readonly toleranceMs: number
  readonly oddsOf: ReadonlyMap<VenueGame, ResolvedOdds>
  readonly taken: ReadonlySet<ResolvedOdds>
}

/** A game whose start is known to the minute. */
export type ClockedGame = VenueGame & { readonly startMs: number }

/** At most this many odds events are suggested for one game. */
export const SUGGESTED_EVENTS_MAX = 8

const DAY_MS = 86_400_000

/** True where the game's start is known to the minute. */
export function hasClock(game: VenueGame): game is ClockedGame {
  return game.startMs !== undefined
}

/** Returns the games of the same two teams on a game's day, itself included. */
export function gamesOnDayOf({ games }: Assignment, game: VenueGame): readonly VenueGame[] {
  return games.filter(({ easternDate }) => easternDate === game.easternDate)
}

/** Returns a link; that home and away are swapped is found out here. */
export function linkOf(
  game: VenueGame,
  odds: ResolvedOdds,
  evidence: readonly MatchEvidence[],
): FixtureLink {
  const isSwapped = game.home !== odds.home
  const { namedFirst, mayBeNeutral } = LEAGUES[game.league]
  const isSameDay = game.easternDate === odds.easternDate
  const kind =
    namedFirst === 'any'
      ? 'neutralSwapped'
      : mayBeNeutral === true && isSameDay
        ? 'swappedOnNeutral'
        : 'swapped'
  const sides = evidenceOf(
    'home-away',
    isSwapped ? kind : 'certain',
    `${game.away.id} at ${game.home.id}, odds ${odds.away.id} at ${odds.home.id}`,
  )
  return { tag: 'link', game, odds, isSwapped, evidence: [...odds.evidence, sides, ...evidence] }
}

/** Returns a suggestion for each of several odds events that may be the game, up to a limit. */
export function severalLinks(
  game: VenueGame,
  events: readonly ResolvedOdds[],
): readonly FixtureLink[] {
  return events.slice(0, SUGGESTED_EVENTS_MAX).map((odds) => {
    const detail = `${game.easternDate}, no telling which game: odds ${isoOf(odds.startMs)}`
    return linkOf(game, odds, [evidenceOf('only-candidate', 'severalCandidates', detail)])
  })
}

/** Returns the evidence on whether another game or odds event could be meant. */
export function aloneEvidence(
  otherOdds: readonly ResolvedOdds[] = [],
  otherGames: readonly ClockedGame[] = [],
): MatchEvidence {
  if (otherOdds.length + otherGames.length === 0) {
    return evidenceOf('only-candidate', 'certain', 'no other game or odds event could be meant')
  }
  const detail = [
    ...otherOdds.map(({ odds, startMs }) => `odds event ${odds.eventId} at ${isoOf(startMs)}`),
    ...otherGames.map(({ startMs }) => `the game at ${isoOf(startMs)}`),
  ].join(', ')
  return evidenceOf('only-candidate', 'severalCandidates', `could also be ${detail}`)
}

/** Returns a miss with the nearest meeting of the same teams. */
export function missOf(
  { odds }: Assignment,
  game: VenueGame,
  reason: FixtureMissReason = odds.length === 0 ? 'no-odds-event' : 'start-differs',
): FixtureMiss {
  let nearest: NearestOdds | undefined
  for (const event of odds) {
    const differenceMs = differenceOf(game, event)
    if (nearest === undefined || Math.abs(differenceMs) < Math.abs(nearest.differenceMs)) {
      nearest = { odds: event, differenceMs }
    }
  }
  return { tag: 'miss', game, reason, nearest }
}

/** Returns a moment to the minute, UTC. */
export function isoOf(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 16)}Z`
}

function differenceOf(game: VenueGame, { startMs, easternDate }: ResolvedOdds): number {
  if (hasClock(game)) return startMs - game.startMs
  return Math.round((Date.parse(easternDate) - Date.parse(game.easternDate)) / DAY_MS) * DAY_MS
}
