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
import { createTwoLegPosition, type TwoLegPosition } from './two-leg-position.ts'
import { type PreparedProblem, prepareProblem, type TwoLegProblem } from './two-leg-problem.ts'
import { affordableSteps, stakeChoices, unroundedWorst } from './two-leg-stake.ts'

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
  const { contractStep } = problem
  const stepsMax = affordableSteps(problem)
  const search: Search = { problem, best: undefined, left: candidatesMax }
  for (const segment of problem.contracts.segments) {
    const low = Math.floor(segment.from / contractStep) + 1
    const high = Math.min(Math.floor(segment.to / contractStep), stepsMax)
    if (low > high) continue
    const peak = peakOf(problem, { low, high })
    scan(search, { from: peak, to: high, by: 1 })
    scan(search, { from: peak - 1, to: low, by: -1 })
  }
  return search.best && { position: search.best, isProvenBest: search.left > 0 }
}

/**
 * Returns the best-priced position of a given number of contracts, whatever it earns; undefined
 * where it can not be afforded.
 */
export function twoLegAt(problem: TwoLegProblem, size: Centicontracts): TwoLegPosition | undefined {
  return bestStake(prepareProblem(problem), size)
}

function bestStake(problem: PreparedProblem, size: Centicontracts): TwoLegPosition | undefined {
  let best: TwoLegPosition | undefined
  for (const stake of stakeChoices(problem, size)) {
    const position = createTwoLegPosition(problem, size, stake)
    if (best === undefined || isBetter(position, best)) best = position
  }
  return best
}

interface Search {
  readonly problem: PreparedProblem
  best: TwoLegPosition | undefined
  left: number
}

/** Prices sizes in one direction until the unrounded bound falls to the best found. */
function scan(search: Search, { from, to, by }: { from: number; to: number; by: 1 | -1 }): void {
  for (let steps = from; by * steps <= by * to && search.left > 0; steps += by) {
    const size = (steps * search.problem.contractStep) as Centicontracts
    const { best } = search
    if (best !== undefined && unroundedWorst(search.problem, size) < best.guaranteed) return
    search.left -= 1
    const position = bestStake(search.problem, size)
    if (position !== undefined && (best === undefined || isBetter(position, best))) {
      search.best = position
    }
  }
}

/** The worst outcome decides, then the second worst, and so on; then the lower cost. */
function isBetter(a: TwoLegPosition, b: TwoLegPosition): boolean {
  const [left, right] = [sortedProfits(a), sortedProfits(b)]
  for (const [index, profit] of left.entries()) {
    const other = right[index] as number
    if (profit !== other) return profit > other
  }
  return a.totalCost < b.totalCost
}

function sortedProfits(position: TwoLegPosition): readonly number[] {
  return position.outcomes.map((outcome) => outcome.profit).toSorted((x, y) => x - y)
}

/** The step where the concave unrounded worst case of a level is highest; binary search on its slope. */
function peakOf(
  problem: PreparedProblem,
  range: { readonly low: number; readonly high: number },
): number {
  let { low, high } = range
  const at = (steps: number) => unroundedWorst(problem, steps * problem.contractStep)
  while (low < high) {
    const middle = (low + high) >> 1
    if (at(middle + 1) >= at(middle)) low = middle + 1
    else high = middle
  }
  return low
}
