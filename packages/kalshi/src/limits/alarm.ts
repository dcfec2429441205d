/**
 * One alarm at a time: setting it anew forgets the one before.
 * @module
 */
import type { Sleep } from '@arbkit/http'

/** An alarm that is set or not. */
export interface Alarm {
  /** Rings once, `inMs` from now; undefined: not at all. */
  set(inMs: number | undefined): void
}

/** Returns an alarm that calls `ring`. A sleep that fails is not caught: it would hold everybody up. */
export function createAlarm(sleep: Sleep, ring: () => void): Alarm {
  let current: AbortController | undefined
  return {
    set(inMs) {
      current?.abort()
      current = undefined
      if (inMs === undefined) return
      const mine = new AbortController()
      current = mine
      void sleep(inMs, mine.signal).then(
        () => {
          if (!mine.signal.aborted) ring()
        },
        (error: unknown) => {
          if (!mine.signal.aborted) throw error
        },
      )
    },
  }
}
