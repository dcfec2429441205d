/**
 * A clock and a sleep that move only when told to, for tests of what waits: no test has to wait itself.
 * @module
 */
import type { Clock } from '@arbkit/core'
import type { Sleep } from '../sleep.ts'

/** Time under the test's control. */
export interface VirtualTime {
  readonly clock: Clock
  readonly sleep: Sleep
  /** Moves the time forward, waking sleepers on the way at their own moments, in order. */
  advance(ms: number): Promise<void>
  /** Lets everything run that waits for nothing but its turn. */
  settle(): Promise<void>
  /** How many sleep. */
  sleepers(): number
}

interface Sleeper {
  readonly atMs: number
  readonly wake: () => void
}

/** Returns a time that stands at `startMs`. */
export function createVirtualTime(startMs: number): VirtualTime {
  let nowMs = startMs
  let sleeping: readonly Sleeper[] = []
  const sleep: Sleep = async (ms, signal) =>
    new Promise((resolve, reject) => {
      const sleeper: Sleeper = { atMs: nowMs + ms, wake: resolve }
      sleeping = [...sleeping, sleeper].toSorted((a, b) => a.atMs - b.atMs)
      const leave = (): void => {
        sleeping = sleeping.filter((other) => other !== sleeper)
        reject(new DOMException('aborted', 'AbortError'))
      }
      if (signal?.aborted === true) leave()
      else signal?.addEventListener('abort', leave, { once: true })
    })
  const advance = async (ms: number): Promise<void> => {
    const untilMs = nowMs + ms
    await settle()
    for (;;) {
      const [first] = sleeping
      if (first === undefined || first.atMs > untilMs) break
      sleeping = sleeping.slice(1)
      nowMs = Math.max(nowMs, first.atMs)
      first.wake()
      await settle()
    }
    nowMs = untilMs
    await settle()
  }
  return { clock: { now: () => nowMs }, sleep, advance, settle, sleepers: () => sleeping.length }
}

/** Ends after everything that only waits for its turn. */
async function settle(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve)
  })
}
