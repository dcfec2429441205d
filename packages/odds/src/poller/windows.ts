/**
 * Days and months of credits: when they end, and what is left of them.
 * @module
 */
import { assertInput } from '@arbkit/core'
import type { CreditWindow, PlannedCall, PollCredits } from './world.ts'

/** A day, ms. */
export const DAY_MS = 24 * 60 * 60_000

/** When a window ends, Unix ms. */
export interface WindowEnds {
  /** The next midnight, UTC. */
  readonly dayMs: number
  /** The next first of a month, UTC: when the plan resets (guide of 2025-09-10). */
  readonly monthMs: number
}

/** Returns when the day and month of a moment end. */
export function windowEndsOf(nowMs: number): WindowEnds {
  const date = new Date(nowMs)
  return {
    dayMs: Math.floor(nowMs / DAY_MS) * DAY_MS + DAY_MS,
    monthMs: Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 1),
  }
}

/** Returns what is left of a window with calls in flight set aside; Infinity where it has no limit. */
export function leftOf(
  counted: CreditWindow | undefined,
  inFlight: readonly PlannedCall[],
): number {
  if (counted === undefined) return Infinity
  const { limit, reserve, spent } = counted
  for (const [name, credits] of Object.entries({ limit, reserve, spent })) {
    assertInput(Number.isInteger(credits) && credits >= 0, `credits: expected a whole ${name}`, {
      [name]: credits,
    })
  }
  const held = inFlight.reduce((sum, { cost }) => sum + cost.max, 0)
  return Math.max(0, limit - reserve - spent - held)
}

/** Returns what may be spent now, over all windows; Infinity where there is no limit. */
export function spendableOf({ day, month }: PollCredits, inFlight: readonly PlannedCall[]): number {
  return Math.min(leftOf(day, inFlight), leftOf(month, inFlight))
}
