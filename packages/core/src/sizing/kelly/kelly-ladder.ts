/**
 * The number of contracts from an ask ladder that lets a bankroll grow fastest, exactly: fees at
 * their maximum, the order's total rounded up, whole contract steps.
 *
 * With the rounding left out, growth is concave within a price level and never below the rounded
 * figure. The search starts at the peak of the first level that ends past it and goes outward until
 * even the unrounded figure can not beat the best found. Left of that level growth only rises;
 * right of it, fees rounded per price may make a dearer level a little cheaper all in, so levels are
 * gone through until the cheapest of all that follow could not raise growth. The result is the true
 * optimum, not a rounding of a fraction.
 * @module
 */
import { Decimal } from '../../units/decimal.ts'
import { type Centicontracts, type Microdollars, MICRODOLLARS_PER_CENT } from '../../units/money.ts'
import { allInCost, type CostSegment } from '../ladder-cost.ts'
import {
  affordableSteps,
  growthOfSize,
  isRising,
  type KellyLadder,
  type PreparedLadder,
  prepareLadder,
  unroundedGrowth,
} from './ladder-growth.ts'
import type { KellyContractPlan } from './kelly-plan.ts'

/** How many contracts of a ladder. */
export interface KellyLadderSize {
  /** Contracts to buy, a multiple of the step; 0 where nothing grows. */
  readonly size: Centicontracts
  /** What they cost at most, price and fees; within bankroll and limit. */
  readonly spend: Microdollars
  /** `spend` over the bankroll, in [0, 1). */
  readonly fraction: Decimal
  /** Expected profit per 1 spent on `size`; on the first step where none is bought, undefined where there is none. */
  readonly edge: Decimal | undefined
  /** Expected log growth of the whole bankroll, nats, 0 or more. */
  readonly growth: Decimal
  /** False only where the search hit {@link KELLY_CANDIDATES_MAX}; the size stands, a better one may exist. */
  readonly isProvenBest: boolean
}

/** Most sizes whose growth is computed for one ladder. */
export const KELLY_CANDIDATES_MAX = 20_000

/** Far above the error of two 40-digit logarithms, far below any difference between two sizes. */
const GROWTH_MARGIN = new Decimal('1e-34')

/**
 * Returns the size with the highest expected log growth, of equal ones the smallest. Fractional
 * Kelly is full Kelly of `lambda` times the bankroll, the rest kept out of play: at one price that is
 * the full fraction times lambda. The spending limit cuts the size, never the reasoning.
 * @throws {KellyInputError} `probability-out-of-range`, `lambda-out-of-range`.
 * @throws {InvalidInputError} a bankroll or contract step of 0 or less, a limit below 0, or a ladder
 *   on which contracts cost nothing.
 */
export function kellyLadder(
  ladder: KellyLadder,
  plan: KellyContractPlan,
  candidatesMax: number = KELLY_CANDIDATES_MAX,
): KellyLadderSize {
  const prepared = prepareLadder(ladder, plan)
  const search: Search = {
    prepared,
    best: { steps: 0, growth: new Decimal(0) },
    left: candidatesMax,
  }
  const stepsMax = affordableSteps(prepared)
  if (stepsMax > 0) searchLevels(search, stepsMax)
  const size = (search.best.steps * plan.contractStep) as Centicontracts
  const spend = allInCost(ladder.contracts, size)
  return {
    size,
    spend,
    fraction: new Decimal(spend).div(plan.bankroll),
    edge: edgeOf(prepared, Math.max(size, plan.contractStep)),
    growth: growthOfSize(prepared, size, plan.bankroll),
    isProvenBest: search.left > 0,
  }
}

interface Search {
  readonly prepared: PreparedLadder
  best: { readonly steps: number; readonly growth: Decimal }
  left: number
}

/** The whole steps within one level, both ends included; none where `low` is above `high`. */
interface LevelSteps {
  readonly low: number
  readonly high: number
  readonly unitCost: number
}

function searchLevels(search: Search, stepsMax: number): void {
  const { prepared } = search
  const { segments } = prepared.contracts
  const stepsOf = ({ from, to, unitCost }: CostSegment): LevelSteps => ({
    low: Math.floor(from / prepared.contractStep) + 1,
    high: Math.min(Math.floor(to / prepared.contractStep), stepsMax),
    unitCost,
  })
  const levels = segments.map(stepsOf)
  const peak = segments.findIndex(({ to, unitCost }) => !isRising(prepared, to, unitCost))
  const start = peak === -1 ? segments.length : peak
  for (const [offset, { from }] of segments.slice(start).entries()) {
    const cheapest = prepared.cheapestFrom[start + offset] as number
    if (!isRising(prepared, from, cheapest) && isBeaten(search, from)) break
    searchLevel(search, levels[start + offset] as LevelSteps)
  }
  for (const { low, high } of levels.slice(0, start).toReversed()) {
    if (low <= high && !scan(search, { from: high, to: low, by: -1 })) return
  }
}

/** Goes outward from the peak of one level. */
function searchLevel(search: Search, level: LevelSteps): void {
  if (level.low > level.high) return
  const peak = peakOf(search.prepared, level)
  scan(search, { from: peak, to: level.low, by: -1 })
  scan(search, { from: peak + 1, to: level.high, by: 1 })
}

/** Computes sizes in one direction; false once the unrounded bound has fallen below the best found. */
function scan(
  search: Search,
  { from, to, by }: { readonly from: number; readonly to: number; readonly by: 1 | -1 },
): boolean {
  const { prepared } = search
  for (let steps = from; by * steps <= by * to && search.left > 0; steps += by) {
    const size = steps * prepared.contractStep
    if (isBeaten(search, size)) return false
    search.left -= 1
    const growth = growthOfSize(prepared, size)
    const gain = growth.minus(search.best.growth)
    const isEqual = gain.abs().lte(GROWTH_MARGIN)
    if (isEqual ? steps < search.best.steps : gain.gt(0)) search.best = { steps, growth }
  }
  return true
}

/** True where not even the unrounded growth reaches the best found. */
function isBeaten({ prepared, best }: Search, size: number): boolean {
  return unroundedGrowth(prepared, size).plus(GROWTH_MARGIN).lt(best.growth)
}

/** The last step of a level at which growth still rises, or its first step; binary search. */
function peakOf(prepared: PreparedLadder, { low, high, unitCost }: LevelSteps): number {
  let [known, beyond] = [low, high + 1]
  while (beyond - known > 1) {
    const middle = Math.floor((known + beyond) / 2)
    if (isRising(prepared, middle * prepared.contractStep, unitCost)) known = middle
    else beyond = middle
  }
  return known
}

function edgeOf(prepared: PreparedLadder, size: number): Decimal | undefined {
  const { contracts, probability } = prepared
  if (size > contracts.depth) return undefined
  const paid = probability.times(size).times(MICRODOLLARS_PER_CENT)
  return paid.div(allInCost(contracts, size)).minus(1)
}
