/**
 * How long an answer of The Odds API may be handed out again: less while one of its games is being played.
 * The API itself sees books every 60 s before a game and every 40 s in it (update intervals of 2026-07-06),
 * exchanges every 20 and 10 s; what is asked more often than that is mostly the same again.
 * @module
 */
import { assertInput, InvalidInputError, isRecord } from '@arbkit/core'
import type { OddsAnswer, OddsEndpoint } from '../rest/request.ts'
import { instantMs } from '../to-core/read.ts'

/** Longest age at which an answer is handed out, ms from `receivedMs`, not included. 0: never again. */
export interface OddsTtl {
  /** Odds and scores with a game that has begun, or where that can not be told. */
  readonly inPlayMs: number
  /** Odds and scores of games to come. */
  readonly preGameMs: number
  /** Lists of games and of an event's markets. */
  readonly eventsMs: number
  /** Lists of sports and of participants. */
  readonly sportsMs: number
  /** Snapshots of the past; one is added every five minutes. */
  readonly historicalMs: number
}

/** 5 s in play, 30 s before; a minute for events, an hour for sports, five minutes for the past. */
export const DEFAULT_ODDS_TTL: OddsTtl = {
  inPlayMs: 5000,
  preGameMs: 30_000,
  eventsMs: 60_000,
  sportsMs: 3_600_000,
  historicalMs: 300_000,
}

/** Longest of all, ms: a day. */
export const ODDS_TTL_MS_MAX = 86_400_000

/** @throws {InvalidInputError} one that is not whole ms from 0 to a day, or longer in play than before. */
export function checkOddsTtl(ttl: OddsTtl): void {
  for (const [name, value] of Object.entries(ttl)) {
    assertInput(
      Number.isInteger(value) && value >= 0 && value <= ODDS_TTL_MS_MAX,
      `odds cache: ${name}: expected whole ms from 0 to ${ODDS_TTL_MS_MAX}, got ${value}`,
    )
  }
  assertInput(ttl.inPlayMs <= ttl.preGameMs, 'odds cache: expected inPlayMs of at most preGameMs')
}

/** When an answer's games begin: the first of them, Unix ms; undefined where it names none, or not readably. */
export type FirstStart = number | undefined

/** Returns how old an answer may be at a moment (Unix ms). */
export function ttlMsOf(
  ttl: OddsTtl,
  endpoint: OddsEndpoint,
  phase: { readonly firstStartMs: FirstStart; readonly nowMs: number },
): number {
  switch (endpoint) {
    case 'sports':
    case 'participants':
      return ttl.sportsMs
    case 'events':
    case 'event-markets':
      return ttl.eventsMs
    case 'historical-odds':
    case 'historical-events':
    case 'historical-event-odds':
      return ttl.historicalMs
    case 'odds':
    case 'event-odds':
    case 'scores': {
      const { firstStartMs, nowMs } = phase
      return firstStartMs === undefined || firstStartMs <= nowMs ? ttl.inPlayMs : ttl.preGameMs
    }
  }
}

/** Returns when the first game of an answer begins. */
export function firstStartOf({ body }: Pick<OddsAnswer, 'body'>): FirstStart {
  const events: readonly unknown[] = Array.isArray(body) ? body : [body]
  const starts = events.map(startOf)
  const known = starts.filter((start) => start !== undefined)
  if (known.length < starts.length || known.length === 0) return undefined
  return known.reduce((first, start) => Math.min(first, start))
}

function startOf(event: unknown): FirstStart {
  const time = isRecord(event) ? event['commence_time'] : undefined
  if (typeof time !== 'string' && typeof time !== 'number') return undefined
  try {
    return instantMs(time)
  } catch (error) {
    if (error instanceof InvalidInputError) return undefined
    throw error
  }
}
