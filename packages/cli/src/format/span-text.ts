/**
 * How long something lasted.
 * @module
 */
import { ageText } from './values.ts'

/** Returns `0.4 s`, `41 s`, `2 m 5 s` below an hour, then `7h01m`; rounded down. */
export function spanText(ms: number): string {
  const whole = Math.max(0, Math.floor(ms))
  if (whole < 10_000) return `${Math.floor(whole / 100) / 10} s`
  if (whole < 60_000) return `${Math.floor(whole / 1000)} s`
  if (whole >= 3_600_000) return ageText(whole)
  return `${Math.floor(whole / 60_000)} m ${Math.floor((whole % 60_000) / 1000)} s`
}
