/**
 * Which day and month a credit belongs to: those of UTC. The plan starts anew on the first of the month;
 * in which time zone the guide of 2025-09-10 does not say, and UTC is what its headers are dated in.
 * @module
 */

/** A day of UTC: `2026-11-21`. */
export type CreditDay = string

/** A month of UTC: `2026-11`. */
export type CreditMonth = string

/**
 * Longest time between setting credits aside and the last answer they pay for, ms. A budget ends calls by
 * then, so a call made earlier before midnight is never charged after it.
 */
export const CALL_MS_MAX = 600_000

/** Returns the day of a moment (Unix ms). */
export const creditDayOf = (atMs: number): CreditDay => new Date(atMs).toISOString().slice(0, 10)

/** Returns the month of a moment (Unix ms). */
export const creditMonthOf = (atMs: number): CreditMonth => new Date(atMs).toISOString().slice(0, 7)

/** Returns the days in which a call that is made at a moment (Unix ms) may be charged: one, or two. */
export function creditDaysOf(atMs: number): readonly CreditDay[] {
  return [...new Set([creditDayOf(atMs), creditDayOf(atMs + CALL_MS_MAX)])]
}

/** Returns the months in which a call that is made at a moment (Unix ms) may be charged: one, or two. */
export function creditMonthsOf(atMs: number): readonly CreditMonth[] {
  return [...new Set([creditMonthOf(atMs), creditMonthOf(atMs + CALL_MS_MAX)])]
}

/** Returns the moment (Unix ms) at which a day is over. */
export const endOfDayMs = (day: CreditDay): number => Date.parse(`${day}T00:00:00Z`) + 86_400_000

/** Returns the moment (Unix ms) at which a month is over. */
export function endOfMonthMs(month: CreditMonth): number {
  const first = new Date(`${month}-01T00:00:00Z`)
  return Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1)
}
