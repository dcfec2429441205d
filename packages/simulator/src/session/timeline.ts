/**
 * Virtual time: a clock, timers and sleepers that move only when told to, and what happens at the present
 * moment, one thing after the other. The same calls run everything in the same order. Whoever waits for
 * anything but promises and this time, a file or a real timer, is not waited for.
 * @module
 */
import type { Clock } from '@arbkit/core'
import type { Sleep } from '@arbkit/http'
import { createEventQueue } from '../games/event-queue.ts'

/** Times and what is due. */
export interface Timeline extends Clock {
  readonly sleep: Sleep
  /** Runs once, `ms` from now, rounded up to whole ms; the returned function calls it off. */
  after(ms: number, run: () => void): () => void
  /** Runs at this moment, behind what was begun before. */
  soon(run: () => void): void
  /** Moves to the next timer at or before a time and runs it; false where there is none. */
  runNext(toMs: number): boolean
  /** Moves on, never back; runs nothing. */
  moveTo(atMs: number): void
  /**
   * Runs what was begun at this moment, and what comes of it, until everything waits for time.
   * Promises are given their turn only where something ran that may have been waited for.
   */
  settle(): Promise<void>
  /** Has promises that were kept elsewhere given their turn by the next {@link settle}. */
  stir(): void
}

/** Rounds of one moment; more is a client that asks again and again while time stands still. */
export const ROUNDS_MAX = 100_000

/** Returns time that stands at `startMs`, Unix ms. */
export function createTimeline(startMs: number): Timeline {
  return new VirtualTimeline(startMs)
}

class VirtualTimeline implements Timeline {
  private nowMs: number
  private readonly timers = createEventQueue<{ run: (() => void) | undefined }>()
  private begun: (() => void)[] = []
  private isStirred = false

  constructor(startMs: number) {
    this.nowMs = startMs
  }

  now(): number {
    return this.nowMs
  }

  readonly sleep: Sleep = async (ms, signal) =>
    new Promise((resolve, reject) => {
      const aborted = (): void => reject(new DOMException('aborted', 'AbortError'))
      if (signal?.aborted === true) {
        aborted()
        return
      }
      const leave = (): void => {
        cancel()
        aborted()
      }
      const cancel = this.after(ms, () => {
        signal?.removeEventListener('abort', leave)
        resolve()
      })
      signal?.addEventListener('abort', leave, { once: true })
    })

  after(ms: number, run: () => void): () => void {
    const timer: { run: (() => void) | undefined } = { run }
    this.timers.add(this.nowMs + Math.max(0, Math.ceil(ms)), timer)
    return () => {
      timer.run = undefined
    }
  }

  soon(run: () => void): void {
    this.begun.push(run)
  }

  runNext(toMs: number): boolean {
    for (;;) {
      const next = this.timers.takeUntil(toMs)
      if (next === undefined) return false
      const { run } = next.event
      if (run === undefined) continue
      this.moveTo(next.atMs)
      this.isStirred = true
      run()
      return true
    }
  }

  moveTo(atMs: number): void {
    this.nowMs = Math.max(this.nowMs, atMs)
  }

  stir(): void {
    this.isStirred = true
  }

  async settle(): Promise<void> {
    for (let round = 0; this.isStirred || this.begun.length > 0; round += 1) {
      if (round > ROUNDS_MAX) throw new Error('time stands still: something asks without end')
      while (this.begun.length > 0) {
        const running = this.begun
        this.begun = []
        for (const run of running) run()
        this.isStirred = true
      }
      this.isStirred = false
      await turn()
    }
  }
}

/** Ends after everything that only waits for its turn. */
async function turn(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve)
  })
}
