/**
 * State prices where only two rows are left: a point on a line, in closed form. By far the most
 * common case, so it makes nothing on the way.
 * @module
 */
import { MICRODOLLARS_PER_DOLLAR } from '../../units/money.ts'
import type { BoundMatrix } from './bound-matrix.ts'

/**
 * Returns the weight of the first of two rows at which no group pays for itself, in the middle of
 * all such weights, so that prices may move furthest before it has to be found anew; −1 where there
 * is none. A proposal: floats decide it, so the bound checks it.
 * @param leastCosts by group, the least unit cost offered; Infinity where nothing is.
 * @param weightSum what both weights add up to.
 */
export function twoStatePrice(
  { groupCount, denominators, quantities, costs }: BoundMatrix,
  leastCosts: Float64Array,
  weightSum: number,
): number {
  let low = 0
  let high = weightSum
  for (let group = 0; group < groupCount; group += 1) {
    const unitCost = leastCosts[group] as number
    if (unitCost === Infinity) continue
    const [first, second] = [group * 2, group * 2 + 1]
    // What a dollar of this group loses is `weight × slope + weightSum × level`; it has to be 0 or more.
    const slope =
      unitCost * ((costs[second] as number) - (costs[first] as number)) +
      MICRODOLLARS_PER_DOLLAR * ((quantities[second] as number) - (quantities[first] as number))
    const level =
      unitCost * ((denominators[group] as number) - (costs[second] as number)) -
      MICRODOLLARS_PER_DOLLAR * (quantities[second] as number)
    if (slope === 0 && level < 0) return -1
    if (slope > 0) low = Math.max(low, Math.ceil((-weightSum * level) / slope))
    if (slope < 0) high = Math.min(high, Math.floor((weightSum * level) / -slope))
  }
  return low <= high ? low + Math.floor((high - low) / 2) : -1
}
