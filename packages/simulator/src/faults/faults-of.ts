/**
 * The faults of both venues that a schedule comes to, once there is a start to count from.
 * @module
 */
import { assertInput } from '@arbkit/core'
import type { OddsFault } from '@arbkit/odds/testing'
import type { Fault } from '../kalshi/faults/fault.ts'
import { FAULT_KINDS } from './fault-kinds.ts'
import { DURATION_MS_MAX } from './duration-text.ts'
import type { FaultItem, FaultSchedule } from './fault-schedule.ts'
import { outagesOf } from './outages.ts'

/** What a schedule is laid upon. Unix ms. */
export interface FaultStretch {
  /** Chance of the random outages. */
  readonly seed: number
  /** What times of the schedule are counted from. */
  readonly startMs: number
  /** Only what begins now or later; the start unless given. For a run that has no end. */
  readonly fromMs?: number
  /** Only what begins before. */
  readonly untilMs: number
}

/** Faults to inject, by venue. */
export interface VenueFaults {
  readonly kalshi: readonly Fault[]
  readonly odds: readonly OddsFault[]
}

/**
 * Returns what begins within a stretch, the random outages among it: of each stretch once, so that one
 * after the other can be injected. The same seed gives the same list, however it is cut.
 * @throws {InvalidInputError} the stretch ends before it begins, begins before the start, or is longer
 *   than a month.
 */
export function faultsOf(schedule: FaultSchedule, stretch: FaultStretch): VenueFaults {
  const { seed, startMs, fromMs = startMs, untilMs } = stretch
  assertInput(
    startMs <= fromMs && fromMs <= untilMs,
    'faults: expected start, from, until in order',
    {
      startMs,
      fromMs,
      untilMs,
    },
  )
  assertInput(untilMs - fromMs <= DURATION_MS_MAX, 'faults: expected a stretch of a month at most')
  const outages = outagesOf(
    { seed, startMs, perHour: schedule.outagesPerHour },
    { fromMs, untilMs },
  )
  const kalshi: Fault[] = []
  const odds: OddsFault[] = []
  for (const item of schedule.items) {
    const beginMs = startMs + (item.fromMs ?? 0)
    if (beginMs < fromMs || beginMs >= untilMs) continue
    const kind = FAULT_KINDS.get(item.name)
    if (kind?.venue === 'kalshi') kalshi.push(kind.make(timed(item, startMs)))
    if (kind?.venue === 'odds') odds.push(kind.make(timed(item, startMs)))
  }
  return { kalshi: [...kalshi, ...outages.kalshi], odds: [...odds, ...outages.odds] }
}

/** Returns an item with times that are Unix ms. */
function timed(item: FaultItem, startMs: number): FaultItem {
  const { fromMs, untilMs } = item
  return {
    ...item,
    ...(fromMs === undefined ? {} : { fromMs: startMs + fromMs }),
    ...(untilMs === undefined ? {} : { untilMs: startMs + untilMs }),
  }
}
