/**
 * Runs the canary when its schedule says so, and keeps its last report: the shell around
 * `stepCanarySchedule`. Waiting, time and chance are arguments.
 * @module
 */
import type { Clock, Rng } from '@arbkit/core'
import type { Sleep } from '@arbkit/http'
import type { CanaryReport } from '../drift/canary.ts'
import {
  CANARY_RUN_MS_MAX,
  type CanarySchedule,
  type CanaryScheduleEvent,
  newCanarySchedule,
  stepCanarySchedule,
} from '../drift/canary-schedule.ts'
import { isCanaryHealthy } from '../drift/trading-gate.ts'
import { createAlarm } from '../limits/alarm.ts'

/** How the canary stands. Times are Unix ms. */
export interface CanaryState {
  readonly isStarted: boolean
  /** When the run under way began. */
  readonly runningSinceMs: number | undefined
  /** When the next run is due; undefined while one is under way or none is to come. */
  readonly nextMs: number | undefined
  /** Runs in a row that failed, were lost, or came to no report. */
  readonly failures: number
  readonly lastReport: CanaryReport | undefined
  /** Why the last run came to no report; undefined where it did. */
  readonly lastProblem: string | undefined
}

/** What running needs. */
export interface CanaryRunnerOptions {
  readonly clock: Clock
  readonly rng: Rng
  readonly sleep: Sleep
  /** One run; given up when the signal is aborted. */
  readonly run: (signal: AbortSignal) => Promise<CanaryReport>
  /** Told of every report; may call the runner. What it throws is the process's to deal with. */
  readonly onReport?: ((report: CanaryReport) => void) | undefined
}

/** Runs the canary. */
export class CanaryRunner {
  private readonly options: CanaryRunnerOptions
  private readonly alarm: ReturnType<typeof createAlarm>
  private schedule: CanarySchedule | undefined
  private running: AbortController | undefined
  private lastReport: CanaryReport | undefined
  private lastProblem: string | undefined

  constructor(options: CanaryRunnerOptions) {
    this.options = options
    this.alarm = createAlarm(options.sleep, () => this.tick())
  }

  /** Runs at once, and from then on by the schedule; nothing where it was started already. */
  start(): void {
    if (this.schedule !== undefined) return
    this.schedule = newCanarySchedule(this.options.clock.now())
    this.tick()
  }

  /** Ends it; a run under way is given up. The last report stays, and grows old. */
  stop(): void {
    this.schedule = undefined
    this.alarm.set(undefined)
    this.giveUp()
  }

  state(): CanaryState {
    const { schedule, lastReport, lastProblem } = this
    const runningSinceMs = schedule?.runningSinceMs
    return {
      isStarted: schedule !== undefined,
      runningSinceMs,
      nextMs: runningSinceMs === undefined ? schedule?.nextMs : undefined,
      failures: schedule?.failures ?? 0,
      lastReport,
      lastProblem,
    }
  }

  private tick(): void {
    const { clock, rng } = this.options
    this.take({ tag: 'tick', nowMs: clock.now(), chance: rng.next() })
  }

  private take(event: CanaryScheduleEvent): void {
    if (this.schedule === undefined) return
    const before = this.schedule.runningSinceMs
    const { schedule, startsRun } = stepCanarySchedule(this.schedule, event)
    this.schedule = schedule
    if (before !== undefined && schedule.runningSinceMs === undefined && event.tag === 'tick') {
      this.lastProblem = `the run took more than ${CANARY_RUN_MS_MAX / 1000} s and was given up`
      this.giveUp()
    }
    const { runningSinceMs, nextMs } = schedule
    // A run counts as lost once it took longer than that, so look a millisecond later.
    const wakeMs = runningSinceMs === undefined ? nextMs : runningSinceMs + CANARY_RUN_MS_MAX + 1
    this.alarm.set(Math.max(1, wakeMs - this.options.clock.now()))
    if (startsRun && runningSinceMs !== undefined) void this.run(runningSinceMs)
  }

  private async run(startedMs: number): Promise<void> {
    const mine = new AbortController()
    this.running = mine
    const outcome = await this.options.run(mine.signal).then(
      (report) => ({ report, problem: undefined }),
      (error: unknown) => ({ report: undefined, problem: lineOf(error) }),
    )
    if (mine.signal.aborted) return
    const { report, problem } = outcome
    this.running = undefined
    this.lastProblem = problem
    if (report !== undefined) this.lastReport = report
    const { clock, rng } = this.options
    const isHealthy = report !== undefined && isCanaryHealthy(report)
    this.take({ tag: 'ended', startedMs, nowMs: clock.now(), chance: rng.next(), isHealthy })
    if (report !== undefined) this.options.onReport?.(report)
  }

  private giveUp(): void {
    this.running?.abort()
    this.running = undefined
  }
}

function lineOf(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error)
}
