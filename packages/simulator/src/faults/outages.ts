/**
 * Spans of trouble drawn from a seed: each hour of the simulation by itself, so that any stretch of time
 * can be asked for and is the same.
 * @module
 */
import type { Rng } from '@arbkit/core'
import type { OddsFault, OddsTrouble } from '@arbkit/odds/testing'
import { rngOf, wholeChoice } from '../games/seeded-choice.ts'
import type { Fault, RestTrouble, StreamTrouble } from '../kalshi/faults/fault.ts'

/** Shortest and longest outage, ms. */
export const OUTAGE_MS_MIN = 5000
/** See {@link OUTAGE_MS_MIN}. */
export const OUTAGE_MS_MAX = 60_000

const HOUR_MS = 3_600_000

/** How each of them fails. */
const REST_TROUBLES: readonly RestTrouble[] = [
  { tag: 'status', status: 503 },
  { tag: 'drop' },
  { tag: 'silent' },
]
const STREAM_TROUBLES: readonly StreamTrouble[] = [{ tag: 'disconnect' }, { tag: 'drop' }]
const FEED_TROUBLES: readonly OddsTrouble[] = [
  { tag: 'status', status: 503 },
  { tag: 'drop' },
  { tag: 'silent' },
  { tag: 'status', status: 429 },
]

/** What is drawn. */
export interface OutageInput {
  readonly seed: number
  readonly startMs: number
  /** Number in each hour, of each; 0 or more. */
  readonly perHour: number
}

interface Span {
  readonly fromMs: number
  readonly untilMs: number
}

/** Returns the outages that begin within a span of time, Unix ms, by venue. */
export function outagesOf(
  input: OutageInput,
  within: Span,
): { readonly kalshi: readonly Fault[]; readonly odds: readonly OddsFault[] } {
  const stream = drawn(input, within, 'kalshi.stream', (rng, span): Fault => {
    return { on: 'stream', ...span, trouble: oneOf(rng, STREAM_TROUBLES) }
  })
  const rest = drawn(input, within, 'kalshi.rest', (rng, span): Fault => {
    return { on: 'rest', ...span, trouble: oneOf(rng, REST_TROUBLES) }
  })
  const odds = drawn(input, within, 'odds', (rng, span): OddsFault => {
    return { on: 'request', ...span, trouble: oneOf(rng, FEED_TROUBLES) }
  })
  return { kalshi: [...stream, ...rest], odds }
}

function drawn<T>(
  { seed, startMs, perHour }: OutageInput,
  { fromMs, untilMs }: Span,
  target: string,
  make: (rng: Rng, span: Span) => T,
): readonly T[] {
  if (perHour === 0) return []
  const outages: T[] = []
  const firstHour = Math.max(0, Math.floor((fromMs - startMs) / HOUR_MS))
  for (let hour = firstHour; startMs + hour * HOUR_MS < untilMs; hour += 1) {
    const rng = rngOf(seed, `outages ${target} ${hour}`)
    const begins = Array.from({ length: perHour }, () => wholeChoice(rng, 0, HOUR_MS - 1))
    for (const afterMs of begins.toSorted((a, b) => a - b)) {
      const beginMs = startMs + hour * HOUR_MS + afterMs
      const endMs = beginMs + wholeChoice(rng, OUTAGE_MS_MIN, OUTAGE_MS_MAX)
      const outage = make(rng, { fromMs: beginMs, untilMs: endMs })
      if (beginMs >= fromMs && beginMs < untilMs) outages.push(outage)
    }
  }
  return outages
}

function oneOf<T>(rng: Rng, items: readonly T[]): T {
  return items[wholeChoice(rng, 0, items.length - 1)] as T
}
