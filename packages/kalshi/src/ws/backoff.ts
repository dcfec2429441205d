/**
 * How long to wait before a connection is tried again: twice as long each time, with chance in it, so
 * that clients which fell together do not come back together.
 * @module
 */
import { assertInput } from '@arbkit/core'

/** Least wait, ms. */
export const RECONNECT_MIN_MS = 1_000
/** Longest wait, ms. */
export const RECONNECT_MAX_MS = 60_000

/**
 * Returns the wait before attempt `attempt` (0 for the first after a connection that was stable):
 * between half of and all of 2, 4, 8, ... s, cut at {@link RECONNECT_MAX_MS}; so 1 to 2 s at first
 * and 30 to 60 s in the end. Whole ms.
 * @param chance from 0 (included) to 1 (not included).
 * @throws {InvalidInputError} an attempt that is not whole or below 0, a chance out of its range.
 */
export function reconnectDelayMs(attempt: number, chance: number): number {
  assertInput(Number.isInteger(attempt) && attempt >= 0, `attempt must be whole, got ${attempt}`)
  assertInput(chance >= 0 && chance < 1, `chance must be from 0 to below 1, got ${chance}`)
  const longest = Math.min(RECONNECT_MAX_MS, RECONNECT_MIN_MS * 2 ** (attempt + 1))
  return Math.floor(longest / 2 + (chance * longest) / 2)
}
