/**
 * Where an axis is marked: at round numbers, at round times, at durations that people name.
 * @module
 */
import { assertInput } from '@arbkit/core'

/**
 * Returns the multiples of one round step (1, 2 or 5 times a power of ten, at least 1) within whole
 * bounds, ascending, as many as there is room for; the one multiple nearest to the middle where not even
 * two fit. Every tick is exact: bounds are whole numbers, millionths for instance.
 * @param countMax most ticks, 1 or more.
 * @throws {InvalidInputError} bounds that are not whole or not in order.
 */
export function ticksOf(low: number, high: number, countMax: number): readonly number[] {
  assertInput(
    Number.isSafeInteger(low) && Number.isSafeInteger(high) && low <= high,
    `an axis goes from one whole number to a later one, got ${low} and ${high}`,
  )
  assertInput(countMax >= 1, `an axis has room for a tick, got ${countMax}`)
  for (let power = 1; Number.isSafeInteger(power * 10); power *= 10) {
    for (const factor of [1, 2, 5]) {
      const ticks = multiplesWithin(low, high, { step: power * factor, countMax })
      if (ticks !== undefined) return ticks
    }
  }
  return [low]
}

const SECOND_MS = 1_000
const MINUTE_MS = 60 * SECOND_MS
const HOUR_MS = 60 * MINUTE_MS
const DAY_MS = 24 * HOUR_MS

const TIME_STEPS_MS: readonly number[] = [
  ...[1, 2, 5, 10, 15, 30].map((count) => count * SECOND_MS),
  ...[1, 2, 5, 10, 15, 30].map((count) => count * MINUTE_MS),
  ...[1, 2, 3, 6, 12].map((count) => count * HOUR_MS),
  ...[1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 5_000, 10_000].map((count) => count * DAY_MS),
]

/** A moment on an axis. */
export interface TimeTick {
  readonly atMs: number
  /** `14:30`, or `Aug 7` where a day begins. */
  readonly label: string
}

/** Returns round moments of UTC within bounds, ascending, at most `countMax`; none where none fit. */
export function timeTicksOf(lowMs: number, highMs: number, countMax: number): readonly TimeTick[] {
  for (const step of TIME_STEPS_MS) {
    const ticks = multiplesWithin(lowMs, highMs, { step, countMax })
    if (ticks !== undefined) return ticks.map((atMs) => ({ atMs, label: timeLabel(atMs, step) }))
  }
  return []
}

const MONTHS = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ')

function timeLabel(atMs: number, step: number): string {
  const time = new Date(atMs)
  if (atMs % DAY_MS === 0) return `${MONTHS[time.getUTCMonth()] ?? ''} ${time.getUTCDate()}`
  const iso = time.toISOString()
  return step < MINUTE_MS ? iso.slice(11, 19) : iso.slice(11, 16)
}

/** Durations that have a name, milliseconds, ascending. */
const NAMED_DURATIONS: readonly (readonly [number, string])[] = [
  [1, '1 ms'],
  [10, '10 ms'],
  [100, '100 ms'],
  [SECOND_MS, '1 s'],
  [10 * SECOND_MS, '10 s'],
  [MINUTE_MS, '1 min'],
  [10 * MINUTE_MS, '10 min'],
  [HOUR_MS, '1 h'],
  [6 * HOUR_MS, '6 h'],
  [DAY_MS, '1 d'],
  [10 * DAY_MS, '10 d'],
  [100 * DAY_MS, '100 d'],
]

/** A duration on an axis. */
export interface DurationTick {
  readonly durationMs: number
  readonly label: string
}

/** Returns the durations within bounds that have a name. */
export function durationTicksOf(lowMs: number, highMs: number): readonly DurationTick[] {
  return NAMED_DURATIONS.filter(([ms]) => ms >= lowMs && ms <= highMs).map(
    ([durationMs, label]) => ({ durationMs, label }),
  )
}

function multiplesWithin(
  low: number,
  high: number,
  { step, countMax }: { readonly step: number; readonly countMax: number },
): readonly number[] | undefined {
  const first = Math.ceil(low / step)
  const count = Math.floor(high / step) - first + 1
  if (count > countMax) return undefined
  // 0 + 0 keeps a minus off zero.
  return Array.from({ length: Math.max(count, 0) }, (_, index) => (first + index) * step + 0)
}
