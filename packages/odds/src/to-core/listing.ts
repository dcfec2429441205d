/**
 * Events of the feed as listings: one game with every book's markets.
 * @module
 */
import {
  type League,
  leagueOfOddsApiSport,
  type OddsListing,
  WireFormatError,
  type WireLocation,
  checkWire,
  insideWire,
  isRecord,
} from '@arbkit/core'
import { detectOddsFormat, type FeedOddsFormat } from '../odds-format.ts'
import { eventSchema, type WireEvent } from '../wire/event.ts'
import { historicalSchema } from '../wire/historical.ts'
import { marketsOf } from './market.ts'
import { readInstant } from './read.ts'

/** What the payload does not say about itself. */
export interface ParseOddsOptions {
  /** Format of all prices; left out, it is told from the prices. */
  readonly format?: FeedOddsFormat | undefined
}

/**
 * Parses odds: a list of events, one event (with or without props), or a historical envelope of
 * either. A tournament (outrights: no teams at all) is no game and gives no listing. Whatever stands
 * as a name stays as printed, empty, twice the same or a pair of players: matching judges it.
 * @throws {WireFormatError} a field missing or of another type, a price that is none, a bookmaker or
 *   a bookmaker's market twice, prices of which the format can not be told.
 */
export function parseOdds(
  payload: unknown,
  at: WireLocation,
  { format }: ParseOddsOptions = {},
): readonly OddsListing[] {
  const known = format ?? detectOddsFormat(payload)
  return eventsOf(payload, at).flatMap(({ event, at: place }) => {
    const { home_team: homeName, away_team: awayName } = event
    if (isAbsent(homeName) && isAbsent(awayName)) return []
    const league = leagueOfOddsApiSport(event.sport_key)
    return {
      feed: 'the-odds-api' as const,
      eventId: event.id,
      sportKey: event.sport_key,
      league: league?.id,
      homeName: teamName(homeName, place, 'home_team'),
      awayName: teamName(awayName, place, 'away_team'),
      startMs: readInstant(place, 'commence_time', event.commence_time),
      markets: bookMarketsOf(event, place, league, known),
    }
  })
}

interface PlacedEvent {
  readonly event: WireEvent
  readonly at: WireLocation
}

function eventsOf(payload: unknown, at: WireLocation): readonly PlacedEvent[] {
  if (!isRecord(payload) || !('data' in payload)) return listOrOne(payload, at)
  return listOrOne(checkWire(historicalSchema, payload, at).data, insideWire(at, 'data'))
}

function listOrOne(value: unknown, at: WireLocation): readonly PlacedEvent[] {
  if (!Array.isArray(value)) return [placedEvent(value, at)]
  return value.map((item, index) => placedEvent(item, insideWire(at, index)))
}

function placedEvent(value: unknown, at: WireLocation): PlacedEvent {
  return { event: checkWire(eventSchema, value, at), at }
}

function bookMarketsOf(
  event: WireEvent,
  at: WireLocation,
  league: League | undefined,
  format: FeedOddsFormat | undefined,
): OddsListing['markets'] {
  const seen = new Set<string>()
  return event.bookmakers.flatMap((bookmaker, index) => {
    const place = insideWire(at, 'bookmakers', index)
    if (seen.has(bookmaker.key)) {
      const problem = { expected: 'each bookmaker once', got: bookmaker.key }
      throw new WireFormatError(insideWire(place, 'key'), problem)
    }
    seen.add(bookmaker.key)
    return marketsOf(bookmaker, place, {
      sport: league?.sport,
      format: format ?? ambiguousFormat(bookmaker.markets, place),
    })
  })
}

/** Without a price there is nothing to misread; with one the format has to be known. */
function ambiguousFormat(
  markets: WireEvent['bookmakers'][number]['markets'],
  at: WireLocation,
): FeedOddsFormat {
  for (const [index, { outcomes }] of markets.entries()) {
    const [first] = outcomes
    if (first !== undefined) {
      throw new WireFormatError(insideWire(at, 'markets', index, 'outcomes', 0, 'price'), {
        expected: 'prices that tell American from decimal odds, or to be told which',
        got: first.price,
      })
    }
  }
  return 'decimal'
}

function isAbsent(name: string | null | undefined): name is null | undefined {
  return name === null || name === undefined
}

function teamName(name: string | null | undefined, at: WireLocation, key: string): string {
  if (isAbsent(name)) {
    throw new WireFormatError(insideWire(at, key), { expected: "a team's name", got: name })
  }
  return name
}
