/**
 * From state prices to thresholds, in whole numbers. This is the part of the bound that has to be
 * right: whoever proposed the weights, a cost at or above its threshold does not pay under them.
 * @module
 */
import { MICRODOLLARS_PER_DOLLAR } from '../../units/money.ts'
import type { BoundMatrix } from './bound-matrix.ts'

/** What the weights of all rows add up to: a dollar's microdollars to three more digits. */
export const STATE_PRICE_WEIGHT_SUM = 1_000_000_000

/**
 * Writes by group the least whole unit cost at which it does not pay under these weights; Infinity
 * where it pays at any cost.
 * @param weights by row, whole, 0 or more, {@link STATE_PRICE_WEIGHT_SUM} in all.
 */
export function setThresholds(
  { groupCount, rowCount, denominators, quantities, costs }: BoundMatrix,
  weights: Int32Array,
  thresholds: Float64Array,
): void {
  for (let group = 0; group < groupCount; group += 1) {
    // Both sums are whole and at most the sum of the weights times the largest denominator: 10^15.
    let paid = 0
    let kept = 0
    for (let row = 0; row < rowCount; row += 1) {
      const weight = weights[row] as number
      const at = group * rowCount + row
      paid += weight * (quantities[at] as number)
      kept += weight * ((denominators[group] as number) - (costs[at] as number))
    }
    thresholds[group] = dividedUp(paid, kept)
  }
}

/** Sums at most this large are turned into microdollars within the safe integers. */
const EXACT_SUM_MAX = 9_000_000_000
/** Dearer than anything that is sold: past it a float is no longer sure to a microdollar. */
const THRESHOLD_MAX = 1_000_000_000_000

/** `paid / kept` in microdollars, rounded up, and one more where floats had to do it. */
function dividedUp(paid: number, kept: number): number {
  if (paid === 0) return 0
  if (kept === 0) return Infinity
  if (paid <= EXACT_SUM_MAX) {
    const product = paid * MICRODOLLARS_PER_DOLLAR
    const remainder = product % kept
    return (product - remainder) / kept + (remainder > 0 ? 1 : 0)
  }
  const threshold = Math.ceil((paid / kept) * MICRODOLLARS_PER_DOLLAR) + 1
  return threshold <= THRESHOLD_MAX ? threshold : Infinity
}
