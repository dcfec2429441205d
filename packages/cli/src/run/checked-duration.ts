/**
 * How long a command runs, where it is told.
 * @module
 */
import { UsageError } from '../commands/session-flags.ts'

/** Longest time that a timer of this platform waits, in whole days, ms. */
export const DURATION_MS_MAX = 24 * 86_400_000
const DURATION_MS_MIN = 1000

/** Returns it. @throws {UsageError} below a second, or above 24 days. */
export function checkedDuration(durationMs: number | undefined): number | undefined {
  if (durationMs === undefined) return undefined
  if (durationMs >= DURATION_MS_MIN && durationMs <= DURATION_MS_MAX) return durationMs
  throw new UsageError('--duration: expected 1s to 24d; leave it out to run without end')
}
