/**
 * How far all intervals are stretched so that the credits last: one factor for everything, found from
 * what the known schedule would cost until the day and the month are over.
 * @module
 */
import { endMsOf } from './rhythm.ts'
import { grouped } from './grouped.ts'
import type { Piece, PollStream } from './streams.ts'
import { DAY_MS, leftOf, windowEndsOf } from './windows.ts'
import type { PollerWorld, PollFixture } from './world.ts'

/** A stretch that leaves nothing worth polling: where nothing can be spent. */
export const STRETCH_MAX = 1e6

/** The known schedule of a sport repeats until the month is over: at least a day of it, at most a week. */
const KNOWN_MS_MIN = DAY_MS
const KNOWN_MS_MAX = 7 * DAY_MS

/** The search ends where the stretch is known to one part in this many. */
const PRECISION = 1e7

/** Which limit holds the plan back. */
export type BindingLimit = 'day' | 'month' | 'none'

/** Until when a stream is counted, and how often. */
export interface CountedStream {
  readonly stream: PollStream
  /** Unix ms, inside the horizon. */
  readonly toMs: number
  /** How often what is ahead repeats; 1 or more. */
  readonly times: number
}

/** Returns until when schedules matter, Unix ms: a week, or the day that ends later. */
export function horizonMsOf(nowMs: number): number {
  return Math.max(windowEndsOf(nowMs).dayMs, nowMs + KNOWN_MS_MAX)
}

/** Returns the polls a millisecond of a piece under a stretch. */
export function ratePerMs(
  { steady, perishable, capPerMs }: Omit<Piece, 'fromMs' | 'toMs'>,
  stretch: number,
): number {
  return Math.min(capPerMs, Math.sqrt(steady + perishable / stretch ** 2) / stretch)
}

/** Returns how many polls are due between two moments under a stretch, with fractions. */
export function pollsBetween(
  pieces: readonly Piece[],
  span: { readonly fromMs: number; readonly toMs: number },
  stretch: number,
): number {
  let polls = 0
  for (const piece of pieces) {
    const ms = Math.min(piece.toMs, span.toMs) - Math.max(piece.fromMs, span.fromMs)
    if (ms > 0) polls += ms * ratePerMs(piece, stretch)
  }
  return polls
}

/** Returns the part of a poll that has become due by waiting, 0 to 1. */
export function waitedPolls(stream: PollStream, nowMs: number, stretch: number): number {
  return Math.min(1, pollsBetween(stream.pieces, { fromMs: stream.sinceMs, toMs: nowMs }, stretch))
}

/** Returns streams counted once, until a moment. */
export function countedUntil(streams: readonly PollStream[], toMs: number): CountedStream[] {
  return streams.map((stream) => ({ stream, toMs, times: 1 }))
}

/**
 * Returns streams counted until the month is over. Of a sport, the time until its last known fixture is
 * over is taken to repeat: what is not listed yet will be like what is, so that the credits last.
 */
export function countedUntilMonthEnd(
  streams: readonly PollStream[],
  { nowMs, fixtures }: Pick<PollerWorld, 'nowMs' | 'fixtures'>,
): CountedStream[] {
  const restMs = windowEndsOf(nowMs).monthMs - nowMs
  const bySport = grouped(fixtures, ({ sportKey }) => sportKey)
  const known = new Map([...bySport].map(([key, own]) => [key, knownMsOf(own, nowMs)]))
  return streams.map((stream) => {
    const knownMs = known.get(stream.sportKey) ?? KNOWN_MS_MIN
    return {
      stream,
      toMs: nowMs + Math.min(restMs, knownMs),
      times: Math.max(1, restMs / knownMs),
    }
  })
}

function knownMsOf(fixtures: readonly PollFixture[], nowMs: number): number {
  const lastMs = fixtures.reduce((last, fixture) => Math.max(last, endMsOf(fixture)), nowMs)
  return Math.min(KNOWN_MS_MAX, Math.max(KNOWN_MS_MIN, lastMs - nowMs))
}

/** Returns what streams cost from a moment on under a stretch, credits with fractions. */
export function creditsOf(
  counted: readonly CountedStream[],
  nowMs: number,
  stretch: number,
): number {
  return counted.reduce((sum, { stream, toMs, times }) => {
    const ahead = pollsBetween(stream.pieces, { fromMs: nowMs, toMs }, stretch)
    return sum + stream.costCredits * (waitedPolls(stream, nowMs, stretch) + times * ahead)
  }, 0)
}

/** How far intervals are stretched, and by which limit. */
export interface Stretch {
  /** At least what leaves every interval as short as it is useful: 1 where a call pays one region. */
  readonly stretch: number
  readonly binding: BindingLimit
}

/**
 * Returns the least stretch under which the credits of the day and of the month last;
 * {@link STRETCH_MAX} where none would do.
 * @throws {InvalidInputError} credits that are not whole numbers of 0 or more.
 */
export function stretchOf(world: PollerWorld, streams: readonly PollStream[]): Stretch {
  const { nowMs, credits, inFlight } = world
  // A rate goes by the root of the regions paid: under this the dearest stream is as fast as is useful.
  const least = streams.reduce(
    (ratio, { markets, costCredits }) => Math.min(ratio, Math.sqrt(markets.length / costCredits)),
    1,
  )
  const today = countedUntil(streams, windowEndsOf(nowMs).dayMs)
  const day = leastWithin({ counted: today, nowMs, least }, leftOf(credits.day, inFlight))
  const month = leastWithin(
    { counted: countedUntilMonthEnd(streams, world), nowMs, least },
    leftOf(credits.month, inFlight),
  )
  if (Math.max(day, month) === least) return { stretch: least, binding: 'none' }
  return day >= month ? { stretch: day, binding: 'day' } : { stretch: month, binding: 'month' }
}

interface Spending {
  readonly counted: readonly CountedStream[]
  readonly nowMs: number
  readonly least: number
}

/** Returns the least stretch that spends no more than `credits`, by halving. */
function leastWithin({ counted, nowMs, least }: Spending, credits: number): number {
  if (credits === Infinity) return least
  const isWithin = (stretch: number) => creditsOf(counted, nowMs, stretch) <= credits
  if (isWithin(least)) return least
  let low = least
  let high = 2 * least
  while (high < STRETCH_MAX && !isWithin(high)) {
    low = high
    high *= 2
  }
  if (high >= STRETCH_MAX) return STRETCH_MAX
  while ((high - low) * PRECISION > high) {
    const middle = (low + high) / 2
    if (isWithin(middle)) high = middle
    else low = middle
  }
  return high
}
