/**
 * The sports that the feed lists now, or ever.
 * @module
 */
import {
  checkWire,
  insideWire,
  type League,
  leagueOfOddsApiSport,
  type WireLocation,
} from '@arbkit/core'
import { sportSchema } from '../wire/sport.ts'
import { checkOnce, readList } from './list.ts'

/** One sport, or one tournament. */
export interface FeedSport {
  /** `baseball_mlb`. */
  readonly sportKey: string
  /** `Baseball`. */
  readonly group: string
  /** `MLB`. */
  readonly title: string
  readonly description: string | undefined
  /** True in season. */
  readonly isActive: boolean
  readonly hasOutrights: boolean
  /** Undefined where we have no registry for the sport. */
  readonly league: League['id'] | undefined
}

/** Parses the list of sports. @throws {WireFormatError} a field missing or of another type, a key twice. */
export function parseSports(payload: unknown, at: WireLocation): readonly FeedSport[] {
  const seen = new Set<string>()
  return readList(payload, at, (item, place) => {
    const wire = checkWire(sportSchema, item, place)
    checkOnce(seen, wire.key, insideWire(place, 'key'), 'sport')
    return {
      sportKey: wire.key,
      group: wire.group,
      title: wire.title,
      description: wire.description ?? undefined,
      isActive: wire.active,
      hasOutrights: wire.has_outrights,
      league: leagueOfOddsApiSport(wire.key)?.id,
    }
  })
}
