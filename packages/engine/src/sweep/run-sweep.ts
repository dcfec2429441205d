/**
 * A sweep: every combination of options over the same sessions, in threads, each of which reads the
 * sessions by itself. What comes out is in the order of the grid, whatever was done first.
 * @module
 */
import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'
import { InvariantError, SessionError } from '@arbkit/core'
import type { ReplaySettings, SettingsChanges } from '../replay/replay-settings.ts'
import { sweepReportOf } from '../report/sweep-report.ts'
import type { SweepReport } from '../report/sweep-report-schema.ts'
import type { SweepAnswer } from './answer-tasks.ts'
import { type SweepAxis, type SweepCombination, sweepCombinations } from './sweep-axes.ts'
import type { SweepFigures, SweepSession, SweepTask } from './sweep-task.ts'

/** Most threads of a sweep. */
export const SWEEP_JOBS_MAX = 64

/** What is swept. */
export interface SweepRequest {
  /** One at least. */
  readonly sessions: readonly SweepSession[]
  /** Of sessions that do not say with what their engine began. */
  readonly others: ReplaySettings
  /** Instead of what sessions say, in every combination. */
  readonly changes?: SettingsChanges | undefined
  readonly axes: readonly SweepAxis[]
  /** Threads, 1 or more; as many as there are cores where left out. */
  readonly jobs?: number | undefined
  /** Of the resampling behind intervals. */
  readonly seed: number
  /** Version of the program. */
  readonly version: string
  readonly onProgress?: ((progress: SweepProgress) => void) | undefined
}

/** How far a sweep is. */
export interface SweepProgress {
  /** Combinations that are done, and all. */
  readonly done: number
  readonly total: number
  /** Of all the work, parts of one. */
  readonly share: number
}

/**
 * Runs the sweep.
 * @throws {SessionError} a session that can not be read; it names the combination that came upon it first.
 * @throws {InvariantError} a thread that ended by itself; it names its combination.
 */
export async function runSweep(request: SweepRequest): Promise<SweepReport> {
  const combinations = sweepCombinations(request.axes, request.changes)
  const board = new TaskBoard(combinations, request)
  const wanted = request.jobs ?? availableParallelism()
  const jobs = Math.max(1, Math.min(wanted, combinations.length, SWEEP_JOBS_MAX))
  const threads = Array.from({ length: jobs }, () => startThread())
  try {
    await Promise.all(threads.map((thread) => board.work(thread)))
  } finally {
    await Promise.all(threads.map((thread) => thread.terminate()))
  }
  return sweepReportOf({ ...request, combinations, figures: board.figures() })
}

const IS_SOURCE = import.meta.url.endsWith('.ts')

/** Beside the bundle, or in the sources, which the runtime reads as they are. */
function startThread(): Worker {
  return IS_SOURCE
    ? new Worker(new URL('../sweep-worker.ts', import.meta.url), {
        execArgv: ['--conditions=@arbkit/source'],
      })
    : new Worker(new URL('./sweep-worker.js', import.meta.url))
}

/** Hands combinations to threads, first come, first served, and keeps what they come to. */
class TaskBoard {
  private readonly combinations: readonly SweepCombination[]
  private readonly request: SweepRequest
  private readonly results: (SweepFigures | undefined)[]
  /** Parts of one of those that are under way, by combination. */
  private readonly shares = new Map<number, number>()
  private next = 0
  private done = 0

  constructor(combinations: readonly SweepCombination[], request: SweepRequest) {
    this.combinations = combinations
    this.request = request
    this.results = combinations.map(() => undefined)
  }

  /** Gives a thread one combination after the other until there are no more. */
  async work(thread: Worker): Promise<void> {
    for (;;) {
      const combination = this.combinations[this.next]
      if (combination === undefined) return
      this.next += 1
      const { index } = combination
      this.results[index] = await this.run(thread, combination)
      this.shares.delete(index)
      this.done += 1
      this.tell()
    }
  }

  /** What each combination came to, in the order of the grid. */
  figures(): readonly SweepFigures[] {
    return this.results.map((figures, index) => {
      if (figures !== undefined) return figures
      throw new InvariantError(`combination ${index} of a sweep has no figures`)
    })
  }

  private async run(thread: Worker, combination: SweepCombination): Promise<SweepFigures> {
    const { sessions, others, seed } = this.request
    const { changes, index, name } = combination
    const task: SweepTask = {
      sessions,
      others,
      changes,
      seed,
      combinations: this.combinations.length,
    }
    return new Promise((resolve, reject) => {
      const settle = (then: () => void): void => {
        // One by one: the thread has listeners of its own.
        thread.off('message', onMessage).off('error', onError).off('exit', onExit)
        then()
      }
      const onMessage = (answer: SweepAnswer): void => {
        if (answer.tag === 'progress') {
          this.shares.set(index, answer.share)
          this.tell()
        } else if (answer.tag === 'done') settle(() => resolve(answer.figures))
        else settle(() => reject(failureOf(name, answer)))
      }
      const onError = (error: unknown): void => settle(() => reject(brokenOff(name, error)))
      const onExit = (code: number): void =>
        settle(() => reject(brokenOff(name, `it ended with ${code}`)))
      thread.on('message', onMessage).on('error', onError).on('exit', onExit)
      thread.postMessage(task, [])
    })
  }

  private tell(): void {
    const { done, combinations } = this
    const total = combinations.length
    const underWay = [...this.shares.values()].reduce((sum, share) => sum + share, 0)
    this.request.onProgress?.({ done, total, share: (done + underWay) / total })
  }
}

function failureOf(
  name: string,
  { message, isExpected }: Extract<SweepAnswer, { tag: 'failed' }>,
): Error {
  const text = `${name}: ${message}`
  return isExpected ? new SessionError(text) : new InvariantError(text)
}

function brokenOff(name: string, why: unknown): InvariantError {
  const text = why instanceof Error ? why.message : String(why)
  return new InvariantError(`${name}: the thread broke off: ${text}`)
}
