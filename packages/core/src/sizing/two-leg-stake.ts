/**
 * The stake that goes with a number of contracts, in closed form, and the unrounded bounds of the
 * worst case that steer the search.
 * @module
 */
import { assertInput } from '../assert.ts'
import { MICRODOLLARS_PER_CENT } from '../units/money.ts'
import { floorTimes } from '../units/rational.ts'
import { allInCost, type CostSegment, linearCostIn } from './ladder-cost.ts'
import type { PreparedProblem } from './two-leg-problem.ts'

/** Contract steps that end within one price level, both included. */
export interface StepRange {
  readonly segment: CostSegment
  readonly low: number
  readonly high: number
}

/** Returns the least stake, in whole steps, whose payout covers what the contracts pay where the bet loses. */
export function coveringStake(problem: PreparedProblem, size: number): number {
  const { whenLost, whenWon } = problem.shares
  assertInput(problem.betReturn.numerator > 0, 'ratio must be above zero')
  // A centicontract that wins pays one cent.
  const owedCents = Math.max(Math.ceil((whenLost - whenWon) * size), 0)
  const exact = -floorTimes(-owedCents, problem.stakePerReturn)
  return Math.ceil(exact / problem.stakeStep) * problem.stakeStep
}

/**
 * Returns the largest stake, in whole steps, that limit and bankroll leave beside contracts of this
 * all-in cost; may be negative.
 */
export function affordableStake(problem: PreparedProblem, allIn: number): number {
  const left = Math.floor((problem.bankroll - allIn) / MICRODOLLARS_PER_CENT)
  return Math.floor(Math.min(left, problem.stakeMax) / problem.stakeStep) * problem.stakeStep
}

/**
 * Returns the largest number of contract steps that is within the depth and leaves one step of stake
 * within the bankroll.
 */
export function affordableSteps(problem: PreparedProblem): number {
  let low = 0
  let high = Math.floor(problem.contracts.depth / problem.contractStep)
  while (low < high) {
    const middle = Math.ceil((low + high) / 2)
    const allIn = allInCost(problem.contracts, middle * problem.contractStep)
    if (affordableStake(problem, allIn) > 0) low = middle
    else high = middle - 1
  }
  return low
}

/**
 * Returns an upper bound of the worst case with `size` contracts, which end in this level of the
 * ladder, over any stake that limit and bankroll allow: nothing rounded, the stake that balances
 * exactly. Concave in `size` within the level. Microdollars, a float with a margin above its own
 * error.
 */
export function unroundedWorst(
  problem: PreparedProblem,
  segment: CostSegment,
  size: number,
): number {
  const { stakeMax, bankroll, betReturn, shares } = problem
  const cost = linearCostIn(segment, size)
  const dollars = size * MICRODOLLARS_PER_CENT
  const perStake = betReturn.numerator / betReturn.denominator
  const balancing = ((shares.whenLost - shares.whenWon) * dollars) / perStake
  const affordable = Math.min(stakeMax * MICRODOLLARS_PER_CENT, bankroll - cost)
  let worst = Math.min(
    shares.whenLost * dollars - cost - balancing,
    shares.whenWon * dollars - cost + affordable * (perStake - 1),
  )
  for (const share of shares.whenRefunded) worst = Math.min(worst, share * dollars - cost)
  return worst + FLOAT_MARGIN_MICRODOLLARS
}

/**
 * Returns an upper bound of {@link unroundedWorst} over every size of a range. Where the contracts
 * alone decide it is linear, so the better end bounds it; where limit or bankroll cut the stake, the
 * largest stake of the range is taken for all of it.
 */
export function unroundedWorstWithin(
  problem: PreparedProblem,
  { segment, low, high }: StepRange,
): number {
  const { stakeMax, bankroll, betReturn, shares, contractStep } = problem
  const [from, to] = [low * contractStep, high * contractStep]
  const [costFrom, costTo] = [linearCostIn(segment, from), linearCostIn(segment, to)]
  const betterEnd = (share: number) =>
    Math.max(
      share * from * MICRODOLLARS_PER_CENT - costFrom,
      share * to * MICRODOLLARS_PER_CENT - costTo,
    )
  const perStake = betReturn.numerator / betReturn.denominator
  let worst = betterEnd(shares.whenLost - (shares.whenLost - shares.whenWon) / perStake)
  if (perStake >= 1) {
    const affordable = Math.min(stakeMax * MICRODOLLARS_PER_CENT, bankroll - costFrom)
    worst = Math.min(worst, betterEnd(shares.whenWon) + affordable * (perStake - 1))
  }
  for (const share of shares.whenRefunded) worst = Math.min(worst, betterEnd(share))
  return worst + 2 * FLOAT_MARGIN_MICRODOLLARS
}

/** Far above what a few float operations on sums below a billion dollars can be off by. */
const FLOAT_MARGIN_MICRODOLLARS = 1
