/**
 * Looking for state prices at which no claim pays for itself. With two rows they are a point on a
 * line; with more, the largest packing: the most that can be paid for a dollar in each outcome while
 * no claim's payoffs come to more than it costs. From a sum of 1 on, made smaller to add up to 1, those
 * are state prices; and where the sum is below 1, portfolios of any fractions do pay.
 *
 * What it returns is a proposal of floats. The bound sets thresholds by it in whole numbers, and they
 * decide.
 * @module
 */
import { MICRODOLLARS_PER_DOLLAR } from '../../units/money.ts'
import type { BoundMatrix } from './bound-matrix.ts'
import { createPackingSimplex, largestPacking } from './packing-simplex.ts'
import { STATE_PRICE_WEIGHT_SUM } from './state-price-thresholds.ts'
import { twoStatePrice } from './two-state-prices.ts'
import { NOT_OFFERED } from './unit-cost.ts'

/**
 * Writes whole weights by row, 0 or more and {@link STATE_PRICE_WEIGHT_SUM} in all, and returns true;
 * or returns false where there are none, `weights` then being of no use. Allocates nothing.
 * @param leastCosts by group, the least unit cost that is offered; Infinity where none is.
 */
export type StatePriceSearch = (leastCosts: Float64Array, weights: Int32Array) => boolean

/** Returns the search for one matrix, with room of its own to work in. */
export function createStatePriceSearch(matrix: BoundMatrix): StatePriceSearch {
  // One row has one weight, and it is in use already.
  if (matrix.rowCount === 1) return () => false
  return matrix.rowCount === 2 ? pointSearch(matrix) : packingSearch(matrix)
}

function pointSearch(matrix: BoundMatrix): StatePriceSearch {
  return (leastCosts, weights) => {
    const first = twoStatePrice(matrix, leastCosts, STATE_PRICE_WEIGHT_SUM)
    if (first < 0) return false
    weights[0] = first
    weights[1] = STATE_PRICE_WEIGHT_SUM - first
    return true
  }
}

function packingSearch(matrix: BoundMatrix): StatePriceSearch {
  const { groupCount, rowCount, denominators, quantities, costs } = matrix
  const simplex = createPackingSimplex(groupCount, rowCount)
  return (leastCosts, weights) => {
    let constraints = 0
    for (let group = 0; group < groupCount; group += 1) {
      const unitCost = leastCosts[group] as number
      if (unitCost === NOT_OFFERED) continue
      // Payoffs measured in what the claim costs: none may come to more than 1 of it.
      const perCost = MICRODOLLARS_PER_DOLLAR / Math.max(unitCost, LEAST_UNIT_COST)
      const parts = denominators[group] as number
      for (let row = 0; row < rowCount; row += 1) {
        const at = group * rowCount + row
        const share = (quantities[at] as number) * perCost + (costs[at] as number)
        simplex.tableau[constraints * (rowCount + 1) + row] = share / parts
      }
      constraints += 1
    }
    const sum = largestPacking(simplex, constraints)
    if (!(sum >= 1 - SUM_MARGIN)) return false
    return roundWeights(simplex.weights, sum === Infinity ? 1 : sum, weights)
  }
}

/** In place of a cost of nothing, which can not be divided by: a millionth of a microdollar. */
const LEAST_UNIT_COST = 0.000_001
/** What a sum of floats may fall short of 1 by and still be looked at in whole numbers. */
const SUM_MARGIN = 1e-7

/** To the nearest whole weight; the largest one takes what rounding left, if it can. */
function roundWeights(proposed: Float64Array, sum: number, weights: Int32Array): boolean {
  let left = STATE_PRICE_WEIGHT_SUM
  let largest = 0
  for (let row = 0; row < weights.length; row += 1) {
    const weight = Math.round(((proposed[row] as number) / sum) * STATE_PRICE_WEIGHT_SUM)
    weights[row] = weight
    left -= weight
    if (weight > (weights[largest] as number)) largest = row
  }
  const taken = (weights[largest] as number) + left
  weights[largest] = taken
  return taken >= 0
}
