/**
 * Events of the feed without their odds: which game, and when.
 * @module
 */
import {
  checkWire,
  insideWire,
  type League,
  leagueOfOddsApiSport,
  WireFormatError,
  type WireLocation,
} from '@arbkit/core'
import { feedEventSchema } from '../wire/feed-event.ts'
import { checkOnce, readList } from './list.ts'
import { readInstant } from './read.ts'

/** One game as the feed lists it. */
export interface FeedEvent {
  readonly eventId: string
  /** `baseball_mlb`. */
  readonly sportKey: string
  /** Undefined where we have no registry for the sport. */
  readonly league: League['id'] | undefined
  /** `commence_time`, Unix ms. */
  readonly startMs: number
  /** As printed. */
  readonly homeName: string
  readonly awayName: string
  /** The numbers under which books list the teams; undefined where the feed does not say. */
  readonly homeRotation: number | undefined
  readonly awayRotation: number | undefined
}

/**
 * Parses a list of events. A tournament (outrights: no teams at all) is no game and is left out.
 * @throws {WireFormatError} a field missing or of another type, an id twice.
 */
export function parseEvents(payload: unknown, at: WireLocation): readonly FeedEvent[] {
  const seen = new Set<string>()
  return readList(payload, at, (item, place) => {
    const event = parseEvent(item, place)
    if (event !== undefined) checkOnce(seen, event.eventId, insideWire(place, 'id'), 'event')
    return event
  }).filter((event) => event !== undefined)
}

/** Parses one event; undefined for a tournament. @throws {WireFormatError} as {@link parseEvents}. */
export function parseEvent(payload: unknown, at: WireLocation): FeedEvent | undefined {
  const wire = checkWire(feedEventSchema, payload, at)
  const { home_team: home = null, away_team: away = null } = wire
  if (home === null && away === null) return undefined
  return {
    eventId: wire.id,
    sportKey: wire.sport_key,
    league: leagueOfOddsApiSport(wire.sport_key)?.id,
    startMs: readInstant(at, 'commence_time', wire.commence_time),
    homeName: nameOf(home, insideWire(at, 'home_team')),
    awayName: nameOf(away, insideWire(at, 'away_team')),
    homeRotation: wire.home_rotation ?? undefined,
    awayRotation: wire.away_rotation ?? undefined,
  }
}

function nameOf(name: string | null, at: WireLocation): string {
  if (name === null) throw new WireFormatError(at, { expected: "a team's name", got: name })
  return name
}
