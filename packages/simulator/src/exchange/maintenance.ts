/**
 * The weekly pause of trading: every Thursday from 03:00 to 05:00 US Eastern (facts, 2026-11-21).
 * Orders may be cancelled then, not placed or amended. Pure.
 * @module
 */
import { easternOffsetMs } from '@arbkit/core'

const HOUR_MS = 3_600_000
const WEEK_MS = 7 * 24 * HOUR_MS
const STANDARD_OFFSET_MS = 5 * HOUR_MS

/** From midnight of a Thursday, Eastern: 1970-01-01 was one, so Eastern weeks begin on Thursdays. */
const STARTS_MS = 3 * HOUR_MS

/** How long the pause takes, in ms. */
export const MAINTENANCE_MS = 2 * HOUR_MS

/** True from Thursday 03:00 (included) to 05:00 (not included), US Eastern. */
export function isMaintenance(nowMs: number): boolean {
  const local = nowMs - easternOffsetMs(nowMs)
  const inWeek = local - Math.floor(local / WEEK_MS) * WEEK_MS
  return inWeek >= STARTS_MS && inWeek < STARTS_MS + MAINTENANCE_MS
}

/** Returns the first start of a pause later than `nowMs`, Unix ms. */
export function nextMaintenanceMs(nowMs: number): number {
  const local = nowMs - easternOffsetMs(nowMs)
  const next = (Math.floor((local - STARTS_MS) / WEEK_MS) + 1) * WEEK_MS + STARTS_MS
  // Clocks change on Sundays, so any moment near the start has its offset.
  return next + easternOffsetMs(next + STANDARD_OFFSET_MS)
}
