/**
 * Lengths of time as people write them: `200ms`, `1.5s`, `10m`, `2h`.
 * @module
 */

const UNITS_MS = { h: 3_600_000, m: 60_000, s: 1000, ms: 1 } as const

const DURATION = /^(?<count>\d{1,10}(?:\.\d{1,3})?)(?<unit>ms|s|m|h)$/

/** Longest length that is read: a month, ms. */
export const DURATION_MS_MAX = 31 * 24 * 3_600_000

/** Returns a length in whole ms; undefined for what is none, has less than a ms or is too long. */
export function durationOf(text: string): number | undefined {
  const { count, unit } = DURATION.exec(text)?.groups ?? {}
  if (count === undefined || unit === undefined) return undefined
  const [whole = '', decimals = ''] = count.split('.')
  // In thousandths of the unit, so that nothing is rounded.
  const thousandths = Number(whole) * 1000 + Number(decimals.padEnd(3, '0'))
  const ms = (thousandths * UNITS_MS[unit as keyof typeof UNITS_MS]) / 1000
  return Number.isInteger(ms) && ms <= DURATION_MS_MAX ? ms : undefined
}

/** Returns a length in the largest unit of which it has a whole number: `90s`. */
export function durationTextOf(ms: number): string {
  for (const [unit, length] of Object.entries(UNITS_MS)) {
    if (ms >= length && ms % length === 0) return `${ms / length}${unit}`
  }
  return `${ms}ms`
}
