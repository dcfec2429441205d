/**
 * The days of a schedule and the starts on each: at the league's usual hours, or spread over a session of
 * minutes.
 * @module
 */
import { assertInput, easternCivilTime, easternToMs, type Rng } from '@arbkit/core'
import { nearStartsOf } from './near-starts.ts'
import { toldStartMs } from './pace.ts'
import type { ScheduleOptions } from './schedule-options.ts'
import { wholeChoice } from './seeded-choice.ts'
import { SPORT_MODELS, type SimulatedLeague } from './sport-model.ts'

const DAY_MS = 86_400_000
/** Longest session that games can be spread over: 31 days. */
export const STARTS_WITHIN_MS_MAX = 31 * DAY_MS

/** One day of games. */
export interface Day {
  readonly index: number
  /** By team, the index of the first day on which it may play again. */
  readonly rested: Map<string, number>
  /** Starts for so many games, by both times; fewer where the day is over. */
  starts(
    count: number,
  ): Generator<{ readonly worldMs: number; readonly startMs: number } | undefined>
}

/** What days are made from. */
export interface Making {
  readonly options: ScheduleOptions
  readonly speed: number
  readonly rng: Rng
}

/**
 * Returns the days, in order.
 * @throws {InvalidInputError} games spread over less than nothing, or too long.
 */
export function daysOf(league: SimulatedLeague, making: Making): readonly Day[] {
  const rested = new Map<string, number>()
  const { startsWithinMs, days = 1 } = making.options
  if (startsWithinMs !== undefined) return nearDaysOf(league, startsWithinMs, { ...making, rested })
  return Array.from({ length: days }, (_, index) => ({
    index,
    rested,
    *starts(count) {
      const pace = { speed: making.speed, startMs: making.options.startMs }
      const choice = {
        dayMs: pace.startMs + index * DAY_MS,
        rng: making.rng,
        afterMs: pace.startMs,
      }
      for (let game = 0; game < count; game += 1) {
        const worldMs = startOf(league, choice)
        yield worldMs === undefined ? undefined : { worldMs, startMs: toldStartMs(pace, worldMs) }
      }
    },
  }))
}

/** The Eastern days that a session of minutes touches, as a rule one. */
function nearDaysOf(
  league: SimulatedLeague,
  startsWithinMs: number,
  { options, speed, rng, rested }: Making & Pick<Day, 'rested'>,
): readonly Day[] {
  const endMs = options.startMs + startsWithinMs
  assertInput(
    startsWithinMs >= 0 && startsWithinMs <= STARTS_WITHIN_MS_MAX,
    `games must start within 0 to ${STARTS_WITHIN_MS_MAX} ms, got ${startsWithinMs}`,
  )
  const days: Day[] = []
  let fromMs = options.startMs
  do {
    const [partMs, index] = [fromMs, days.length]
    const toMs = Math.min(endMs, midnightAfter(partMs) - 1)
    days.push({
      index,
      rested,
      *starts(count) {
        const model = SPORT_MODELS[league]
        const part = { model, speed, rng, count, fromMs: partMs, toMs, isFirst: index === 0 }
        for (const startMs of nearStartsOf(part)) yield { worldMs: startMs, startMs }
      },
    })
    fromMs = toMs + 1
  } while (fromMs <= endMs)
  return days
}

function midnightAfter(ms: number): number {
  const { year, month, day } = easternCivilTime(ms)
  const noonMs = easternToMs({ year, month, day, hour: 12, minute: 0 })
  const next = easternCivilTime(noonMs + DAY_MS)
  return easternToMs({ ...next, hour: 0, minute: 0 })
}

interface StartChoice {
  readonly dayMs: number
  readonly afterMs: number
  readonly rng: Rng
}

/** One of the league's hours that is still to come; undefined where the day has none left. */
function startOf(
  league: SimulatedLeague,
  { dayMs, afterMs, rng }: StartChoice,
): number | undefined {
  const { year, month, day } = easternCivilTime(dayMs)
  const starts = SPORT_MODELS[league].startMinutes
    .map((minute) => ({ hour: Math.floor(minute / 60), minute: minute % 60 }))
    .map((clock) => easternToMs({ year, month, day, ...clock }))
    .filter((startMs) => startMs > afterMs)
  return starts[wholeChoice(rng, 0, starts.length - 1)]
}
