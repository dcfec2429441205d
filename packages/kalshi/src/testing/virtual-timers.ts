/**
 * Timers and a clock that move only when told to, for tests of what waits.
 * @module
 */
import type { Clock } from '@arbkit/core'
import type { Timers } from '../ws/socket-shell.ts'

/** Time under a test's control. */
export interface VirtualTimers extends Clock, Timers {
  /** Moves time forward; what comes due runs at its moment, in order. */
  advance(ms: number): void
}

/** Returns time that stands at `startMs`. */
export function createVirtualTimers(startMs: number): VirtualTimers {
  let nowMs = startMs
  let order = 0
  const due = new Map<number, { readonly atMs: number; readonly run: () => void }>()
  return {
    now: () => nowMs,
    after(ms, run) {
      order += 1
      const id = order
      due.set(id, { atMs: nowMs + ms, run })
      return () => due.delete(id)
    },
    advance(ms) {
      const untilMs = nowMs + ms
      for (;;) {
        const [next] = [...due]
          .filter(([, { atMs }]) => atMs <= untilMs)
          .toSorted(([a, one], [b, other]) => one.atMs - other.atMs || a - b)
        if (next === undefined) break
        const [id, { atMs, run }] = next
        due.delete(id)
        nowMs = Math.max(nowMs, atMs)
        run()
      }
      nowMs = untilMs
    },
  }
}
