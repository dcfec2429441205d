/**
 * A clock that moves only when told to.
 * @module
 */
import type { Clock } from '../ports.ts'

/** A clock under the test's control. */
export interface VirtualClock extends Clock {
  /** Moves the time forward. */
  advance(ms: number): void
}

/** Returns a clock standing at `startMs`. */
export function createVirtualClock(startMs: number): VirtualClock {
  let now = startMs
  return {
    now: () => now,
    advance(ms) {
      now += ms
    },
  }
}
