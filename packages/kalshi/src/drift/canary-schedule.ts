/**
 * When the canary runs: at once, then hourly, sooner after a failure. A reducer: time and chance come
 * with the events, and what it returns is whether to start a run.
 * @module
 */
import { assertInput } from '@arbkit/core'

/** Time from the end of a good run to the next, ms. */
export const CANARY_INTERVAL_MS = 60 * 60_000

/** Part of a wait that chance may take off, so that many programs do not ask at once. */
export const CANARY_JITTER_SHARE = 0.1

/** Wait after the first failure, ms; it doubles with each further one. */
export const CANARY_RETRY_MS_MIN = 30_000

/** Longest wait after a failure, ms. */
export const CANARY_RETRY_MS_MAX = 10 * 60_000

/** How long a run may take before it is taken for lost, ms. */
export const CANARY_RUN_MS_MAX = 2 * 60_000

/** What the schedule remembers. Times are Unix ms. */
export interface CanarySchedule {
  readonly nextMs: number
  /** Start of the run under way; undefined between runs. */
  readonly runningSinceMs: number | undefined
  /** Failures in a row. */
  readonly failures: number
}

/** What may happen. `chance` lies in [0, 1) and is drawn by the shell. */
export type CanaryScheduleEvent =
  /** Some time went by. */
  | { readonly tag: 'tick'; readonly nowMs: number; readonly chance: number }
  /** A run came to an end, with or without a report; one that was given up is no longer heeded. */
  | {
      readonly tag: 'ended'
      /** When that run was started. */
      readonly startedMs: number
      readonly nowMs: number
      readonly chance: number
      readonly isHealthy: boolean
    }

/** The new state, and whether to start a run now. */
export interface CanaryScheduleStep {
  readonly schedule: CanarySchedule
  readonly startsRun: boolean
}

/** Returns a schedule whose first run is due at `nowMs`. */
export function newCanarySchedule(nowMs: number): CanarySchedule {
  return { nextMs: nowMs, runningSinceMs: undefined, failures: 0 }
}

/** Takes one event. @throws {InvalidInputError} a chance outside [0, 1). */
export function stepCanarySchedule(
  schedule: CanarySchedule,
  event: CanaryScheduleEvent,
): CanaryScheduleStep {
  const { nowMs, chance } = event
  assertInput(chance >= 0 && chance < 1, `chance must lie in [0, 1), got ${chance}`)
  switch (event.tag) {
    case 'tick':
      return tick(schedule, nowMs, chance)
    case 'ended':
      if (event.startedMs !== schedule.runningSinceMs) return { schedule, startsRun: false }
      return {
        schedule: afterRun(schedule, { nowMs, chance, isHealthy: event.isHealthy }),
        startsRun: false,
      }
  }
}

function tick(schedule: CanarySchedule, nowMs: number, chance: number): CanaryScheduleStep {
  const { runningSinceMs, nextMs } = schedule
  if (runningSinceMs !== undefined) {
    // A lost run is a failed one; the next one waits its turn.
    const isLost = nowMs - runningSinceMs > CANARY_RUN_MS_MAX
    const lost = isLost ? afterRun(schedule, { nowMs, chance, isHealthy: false }) : schedule
    return { schedule: lost, startsRun: false }
  }
  if (nowMs < nextMs) return { schedule, startsRun: false }
  return { schedule: { ...schedule, runningSinceMs: nowMs }, startsRun: true }
}

function afterRun(
  { failures: before }: CanarySchedule,
  run: { readonly nowMs: number; readonly chance: number; readonly isHealthy: boolean },
): CanarySchedule {
  const { nowMs, chance, isHealthy } = run
  const failures = isHealthy ? 0 : before + 1
  const waitMs = isHealthy ? CANARY_INTERVAL_MS : retryMs(failures)
  const shortenedMs = Math.round(waitMs * (1 - CANARY_JITTER_SHARE * chance))
  return { nextMs: nowMs + shortenedMs, runningSinceMs: undefined, failures }
}

function retryMs(failures: number): number {
  return Math.min(CANARY_RETRY_MS_MIN * 2 ** (failures - 1), CANARY_RETRY_MS_MAX)
}
