/**
 * Statistics that one wrong figure can not move: median, and the median absolute deviation from it.
 * @module
 */
import { assertInput } from '../assert.ts'
import type { Decimal } from '../units/decimal.ts'

/** Returns the middle value, or the mean of the two middle ones. @throws {InvalidInputError} no values. */
export function medianOf(values: readonly Decimal[]): Decimal {
  const sorted = values.toSorted((a, b) => a.cmp(b))
  const upper = sorted[Math.floor(sorted.length / 2)]
  const lower = sorted[Math.ceil(sorted.length / 2) - 1]
  assertInput(upper !== undefined && lower !== undefined, 'a median needs a value')
  return lower.plus(upper).div(2)
}

/** Returns the median of the distances from the median. @throws {InvalidInputError} no values. */
export function medianDeviationOf(values: readonly Decimal[]): Decimal {
  const median = medianOf(values)
  return medianOf(values.map((value) => value.minus(median).abs()))
}
