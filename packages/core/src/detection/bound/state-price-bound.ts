/**
 * The quick bound: no portfolio of these claims pays in every outcome, shown by state prices.
 *
 * Why it is sure. Give each outcome a whole weight of 0 or more, not all 0. If every claim, weighted
 * by them, pays no more than it costs at least, then so does any portfolio of any number of claims:
 * its profits, weighted, come to 0 or less, so the least of them does. One multiplication a claim,
 * known beforehand, turns that into a threshold for its unit cost. While no cost is below its
 * threshold, nothing can pay: to know that takes one comparison an update.
 *
 * Invariants: {@link StatePriceBound.update} and a rejected {@link StatePriceBound.refresh} allocate
 * nothing; what rejects was checked in whole numbers, whatever floats proposed it.
 * @module
 */
import { assertInput } from '../../assert.ts'
import {
  type BoundLedger,
  createBoundLedger,
  type LedgerSpace,
  PLACE,
  PLACE_STRIDE,
  SPACE,
  SPACE_STRIDE,
  takeSpace,
  updatePlace,
} from './bound-ledger.ts'
import { type BoundMatrix, type BoundPayoffs, boundMatrixOf } from './bound-matrix.ts'
import { createStatePriceSearch, type StatePriceSearch } from './state-price-search.ts'
import { setThresholds, STATE_PRICE_WEIGHT_SUM } from './state-price-thresholds.ts'
import { NOT_OFFERED } from './unit-cost.ts'

/** The bound of one set of claims over one set of outcomes. Nothing is offered at first. */
export interface StatePriceBound {
  readonly claimCount: number
  /**
   * Takes the least that a dollar of a claim costs, and returns true where nothing pays for sure.
   * False says only that {@link StatePriceBound.refresh} should look.
   * @param unitCost microdollars, 0 or more, rounded down if at all; Infinity where nothing is offered.
   * @throws {InvalidInputError} a claim that there is not, or a cost below 0 or no number; nothing is
   *   changed then.
   */
  update(claim: number, unitCost: number): boolean
  /**
   * Returns true where nothing pays for sure, after looking for other weights if those in use do
   * not show it; false where full evaluation has to decide.
   */
  refresh(): boolean
  /** Returns the unit cost that {@link StatePriceBound.update} was told last; Infinity before. */
  unitCostOf(claim: number): number
  /** Returns the cost from which on the weights in use show that a claim does not pay. */
  thresholdOf(claim: number): number
}

/**
 * Most payoffs, rows times groups of claims, for which weights are looked for. Past it the bound
 * rejects only while its first weights do: full evaluation decides more often, never wrongly.
 */
export const BOUND_SEARCH_PAYOFFS_MAX = 250_000

/** Microdollars of a unit cost that whole weights are off by at most, but for odd shares. */
const ROUNDING_MARGIN = 1

/**
 * Returns the bound of claims with these payoffs.
 * @param payoffs by outcome, then by claim. The outcomes must be among those that full evaluation
 *   requires to pay: for a conditional finding without its exceptions.
 * @throws {InvalidInputError} no outcome, rows of different lengths, a claim without a payoff, a share
 *   outside 0 to 1, or more payoffs than `BOUND_PAYOFFS_MAX`.
 */
export function createStatePriceBound(payoffs: BoundPayoffs): StatePriceBound {
  const ledger = createBoundLedger()
  const bound = placeBound(ledger, boundMatrixOf(payoffs))
  const { space, firstPlace, placeCount: claimCount } = bound.placed
  const numberAt = (claim: number, offset: number): number => {
    const at = (firstPlace + claim) * PLACE_STRIDE + offset
    return claim >= 0 && claim < claimCount ? (ledger.places[at] ?? NOT_OFFERED) : NOT_OFFERED
  }
  return {
    claimCount,
    update: (claim, unitCost) => {
      const isClaim = Number.isInteger(claim) && claim >= 0 && claim < claimCount
      if (!isClaim || !(unitCost >= 0)) refuse(claim, unitCost, claimCount)
      return updatePlace(ledger, { place: firstPlace + claim, space }, unitCost)
    },
    refresh: () => bound.refresh(),
    unitCostOf: (claim) => numberAt(claim, PLACE.cost),
    thresholdOf: (claim) => numberAt(claim, PLACE.threshold),
  }
}

/** A bound in a ledger that others are in too. */
export interface PlacedBound {
  readonly placed: LedgerSpace
  /** As {@link StatePriceBound.refresh}. */
  refresh(): boolean
}

/**
 * Places a bound in a ledger, where its costs are told by `updatePlace`. Nothing is offered at first.
 * @throws {InvalidInputError} a ledger without room.
 */
export function placeBound(ledger: BoundLedger, matrix: BoundMatrix): PlacedBound {
  const { groupOf, groupCount, rowCount } = matrix
  const placed = takeSpace(ledger, groupOf.length)
  const violationsAt = placed.space * SPACE_STRIDE + SPACE.violations
  const hopelessAt = placed.space * SPACE_STRIDE + SPACE.isHopeless
  const firstAt = placed.firstPlace * PLACE_STRIDE
  const leastCosts = new Float64Array(groupCount)
  const thresholds = new Float64Array(groupCount)
  const weights = new Int32Array(rowCount)
  let search: StatePriceSearch | undefined

  const useWeights = (): boolean => {
    setThresholds(matrix, weights, thresholds)
    const { places, spaces } = ledger
    let violations = 0
    for (let claim = 0; claim < groupOf.length; claim += 1) {
      const at = firstAt + claim * PLACE_STRIDE
      const threshold = thresholds[groupOf[claim] as number] as number
      places[at + PLACE.threshold] = threshold
      if ((places[at + PLACE.cost] as number) < threshold) violations += 1
    }
    spaces[violationsAt] = violations
    return violations === 0
  }

  /** Proposes weights at which claims that cost less by some margin would not pay either. */
  const findWeights = (margin: number): boolean => {
    leastCosts.fill(NOT_OFFERED)
    for (let claim = 0; claim < groupOf.length; claim += 1) {
      const group = groupOf[claim] as number
      const cost = ledger.places[firstAt + claim * PLACE_STRIDE + PLACE.cost] as number
      leastCosts[group] = Math.min(leastCosts[group] as number, Math.max(0, cost - margin))
    }
    search ??= createStatePriceSearch(matrix)
    return search(leastCosts, weights)
  }

  const findThresholds = (): boolean => {
    if (rowCount * groupCount > BOUND_SEARCH_PAYOFFS_MAX || !findWeights(0)) return false
    // Weights that are just right may not survive being made whole: then such as leave a little.
    return useWeights() || (findWeights(ROUNDING_MARGIN) && useWeights())
  }

  weights.fill(Math.floor(STATE_PRICE_WEIGHT_SUM / rowCount))
  weights[0] = (weights[0] as number) + (STATE_PRICE_WEIGHT_SUM % rowCount)
  useWeights()

  return {
    placed,
    refresh: () => {
      if (ledger.spaces[violationsAt] === 0) return true
      if (ledger.spaces[hopelessAt] === 1) return false
      const isRejected = findThresholds()
      ledger.spaces[hopelessAt] = isRejected ? 0 : 1
      return isRejected
    },
  }
}

/** @throws {InvalidInputError} always: what is wrong. */
function refuse(claim: number, unitCost: number, claimCount: number): void {
  assertInput(
    Number.isInteger(claim) && claim >= 0 && claim < claimCount,
    `a claim of this bound is below ${claimCount}, got ${claim}`,
  )
  assertInput(unitCost >= 0, `a unit cost is 0 or more, got ${unitCost}`)
}
