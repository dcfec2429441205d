/**
 * The best position of two legs, exactly: contracts bought from an ask ladder and one bet at fixed
 * odds, so that the worst regular outcome pays most. Whole contract steps, whole stake steps, fees
 * at their maximum, payouts floored.
 *
 * For a given number of contracts the best stake has a closed form: the least whose payout, if the
 * bet wins, covers what the contracts would have paid. Over the number of contracts the unrounded
 * worst case is concave within a price level, and never below the rounded one: search goes outward
 * from its peak and stops where even the unrounded figure can not beat the best found. The result is
 * the true optimum, not a rounding of one.
 * @module
 */
import type { Centicontracts } from '../units/money.ts'
import { floorTimes } from '../units/rational.ts'
import { allInCost, linearCostIn, roundedCost } from './ladder-cost.ts'
import { betterAtSize, guaranteedBy, isBetter, type TwoLegCandidate } from './two-leg-candidate.ts'
import { createTwoLegPosition, type TwoLegPosition } from './two-leg-position.ts'
import { type PreparedProblem, prepareProblem, type TwoLegProblem } from './two-leg-problem.ts'
import {
  affordableSteps,
  type StepRange,
  unroundedWorst,
  unroundedWorstWithin,
} from './two-leg-stake.ts'

/** The best position, and whether the search proved it. */
export interface TwoLegSolution {
  readonly position: TwoLegPosition
  /** False only where the search hit {@link SIZING_CANDIDATES_MAX}; the position stands, a better one may exist. */
  readonly isProvenBest: boolean
}

/** Most sizes priced for one problem. */
export const SIZING_CANDIDATES_MAX = 1_000_000

/**
 * Returns the position with the highest guaranteed profit; of equal ones the one whose next worst
 * outcome pays more, then the cheaper. Undefined where not even one step of contracts with one of
 * stake is within depth and bankroll. The guaranteed profit may be negative: then there is no arbitrage.
 * @throws {InvalidInputError} no outcome, steps of zero, or a payoff the closed form does not know.
 */
export function bestTwoLeg(
  unprepared: TwoLegProblem,
  candidatesMax: number = SIZING_CANDIDATES_MAX,
): TwoLegSolution | undefined {
  const problem = prepareProblem(unprepared)
  const ranges = rangesOf(problem)
  const search: Search = { problem, floor: -Infinity, left: candidatesMax }
  // The most promising level first: it tells what every other one has to reach. Then all in their
  // order, so that of equal positions the first one stays.
  const promising = mostPromising(problem, ranges)
  const ahead = promising && bestInRange(search, promising, undefined)
  if (ahead !== undefined) search.floor = guaranteedBy(ahead)
  let best: TwoLegCandidate | undefined
  for (const range of ranges) {
    if (range === promising) {
      if (best === undefined || (ahead !== undefined && isBetter(ahead, best))) best = ahead
    } else if (unroundedWorstWithin(problem, range) >= search.floor) {
      best = bestInRange(search, range, best)
    }
  }
  if (best === undefined) return undefined
  const position = createTwoLegPosition(problem, best.size, best.stake)
  return { position, isProvenBest: search.left > 0 }
}

/**
 * Returns the best-priced position of a given number of contracts, whatever it earns; undefined
 * where it can not be afforded.
 */
export function twoLegAt(problem: TwoLegProblem, size: Centicontracts): TwoLegPosition | undefined {
  return positionAt(prepareProblem(problem), size)
}

/**
 * Returns the best-priced position of the most contract steps that can be afforded and that the bet
 * covers but for one step of stake; undefined where not even one step is.
 */
export function largestCovered(unprepared: TwoLegProblem): TwoLegPosition | undefined {
  const problem = prepareProblem(unprepared)
  const { contractStep, stakeStep, betReturn } = problem
  let low = 0
  let high = Math.floor(problem.contracts.depth / contractStep)
  while (low < high) {
    const middle = Math.ceil((low + high) / 2)
    const size = (middle * contractStep) as Centicontracts
    const candidate = candidateAt(problem, size)
    const isCovered =
      candidate !== undefined && floorTimes(candidate.stake, betReturn) >= size - stakeStep
    if (isCovered) low = middle
    else high = middle - 1
  }
  return low === 0 ? undefined : positionAt(problem, (low * contractStep) as Centicontracts)
}

function positionAt(problem: PreparedProblem, size: Centicontracts): TwoLegPosition | undefined {
  const candidate = candidateAt(problem, size)
  return candidate && createTwoLegPosition(problem, size, candidate.stake)
}

function candidateAt(problem: PreparedProblem, size: Centicontracts): TwoLegCandidate | undefined {
  return betterAtSize(problem, { size, allIn: allInCost(problem.contracts, size) }, undefined)
}

interface Search {
  readonly problem: PreparedProblem
  /** What is sure to be found: nothing below it is looked at. */
  floor: number
  left: number
}

/** The affordable steps of each price level; levels within which none ends are left out. */
function rangesOf(problem: PreparedProblem): readonly StepRange[] {
  const { contractStep } = problem
  const stepsMax = affordableSteps(problem)
  const ranges: StepRange[] = []
  for (const segment of problem.contracts.segments) {
    const low = Math.floor(segment.from / contractStep) + 1
    if (low > stepsMax) break
    const high = Math.min(Math.floor(segment.to / contractStep), stepsMax)
    if (low <= high) ranges.push({ segment, low, high })
  }
  return ranges
}

/** The level with the better end: only where to begin, so it need not be the right one. */
function mostPromising(
  problem: PreparedProblem,
  ranges: readonly StepRange[],
): StepRange | undefined {
  let found: StepRange | undefined
  let most = -Infinity
  for (const range of ranges) {
    const { segment, low, high } = range
    const worst = Math.max(
      unroundedWorst(problem, segment, low * problem.contractStep),
      unroundedWorst(problem, segment, high * problem.contractStep),
    )
    if (worst > most) [found, most] = [range, worst]
  }
  return found
}

/** Prices the sizes of a level outward from its peak. */
function bestInRange(
  search: Search,
  range: StepRange,
  best: TwoLegCandidate | undefined,
): TwoLegCandidate | undefined {
  const peak = peakOf(search.problem, range)
  const above = scan(search, { ...range, from: peak, to: range.high, by: 1 }, best)
  return scan(search, { ...range, from: peak - 1, to: range.low, by: -1 }, above)
}

/** Prices sizes in one direction until the unrounded bound falls to the best found. */
function scan(
  search: Search,
  { segment, from, to, by }: StepRange & { from: number; to: number; by: 1 | -1 },
  known: TwoLegCandidate | undefined,
): TwoLegCandidate | undefined {
  const { problem } = search
  let best = known
  for (let steps = from; by * steps <= by * to && search.left > 0; steps += by) {
    const size = (steps * problem.contractStep) as Centicontracts
    if (unroundedWorst(problem, segment, size) < search.floor) break
    search.left -= 1
    const allIn = roundedCost(problem.contracts, linearCostIn(segment, size))
    best = betterAtSize(problem, { size, allIn }, best)
    if (best !== undefined && guaranteedBy(best) > search.floor) search.floor = guaranteedBy(best)
  }
  return best
}

/** The step where the concave unrounded worst case of a level is highest; binary search on its slope. */
function peakOf(problem: PreparedProblem, { segment, low: from, high: to }: StepRange): number {
  let [low, high] = [from, to]
  const at = (steps: number) => unroundedWorst(problem, segment, steps * problem.contractStep)
  while (low < high) {
    const middle = (low + high) >> 1
    if (at(middle + 1) >= at(middle)) low = middle + 1
    else high = middle
  }
  return low
}
