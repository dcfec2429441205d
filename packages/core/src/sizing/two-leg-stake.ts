/**
 * The stake that goes with a number of contracts, in closed form, and the unrounded bound of the
 * worst case that steers the search.
 * @module
 */
import { type Cents, MICRODOLLARS_PER_CENT } from '../units/money.ts'
import { ceilDivide } from '../units/rational.ts'
import { allInCost, linearCost } from './ladder-cost.ts'
import type { PreparedProblem } from './two-leg-problem.ts'

/**
 * Returns the stakes worth pricing with `size` contracts: the least that covers the contracts'
 * payout, and the one a step below (better only by rounding), both cut to limit and bankroll.
 * Ascending, at most two, each above 0; empty where nothing is left to stake.
 */
export function stakeChoices(problem: PreparedProblem, size: number): readonly Cents[] {
  const { stakeStep } = problem
  const covering = coveringStake(problem, size)
  const most = affordableStake(problem, size)
  const choices = [covering - stakeStep, covering].map((stake) => Math.min(stake, most))
  return [...new Set(choices)].filter((stake) => stake > 0) as Cents[]
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
    const isAffordable = affordableStake(problem, middle * problem.contractStep) > 0
    if (isAffordable) low = middle
    else high = middle - 1
  }
  return low
}

/**
 * Returns an upper bound of the worst case with `size` contracts over any stake that limit and
 * bankroll allow: nothing rounded, the stake that balances exactly. Concave in `size` within a price
 * level. Microdollars, a float with a margin above its own error.
 */
export function unroundedWorst(problem: PreparedProblem, size: number): number {
  const { stakeMax, bankroll, betReturn, shares } = problem
  const cost = linearCost(problem.contracts, size)
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

/** Far above what a few float operations on sums below a billion dollars can be off by. */
const FLOAT_MARGIN_MICRODOLLARS = 1

/** Least stake, in whole steps, whose payout covers what the contracts pay where the bet loses. */
function coveringStake(problem: PreparedProblem, size: number): number {
  const { whenLost, whenWon } = problem.shares
  // A centicontract that wins pays one cent.
  const owedCents = Math.ceil((whenLost - whenWon) * size)
  const exact = ceilDivide(Math.max(owedCents, 0), problem.betReturn)
  return Math.ceil(exact / problem.stakeStep) * problem.stakeStep
}

/** Largest stake, in whole steps, that limit and bankroll leave beside the contracts; may be negative. */
function affordableStake(problem: PreparedProblem, size: number): number {
  const left = Math.floor(
    (problem.bankroll - allInCost(problem.contracts, size)) / MICRODOLLARS_PER_CENT,
  )
  return Math.floor(Math.min(left, problem.stakeMax) / problem.stakeStep) * problem.stakeStep
}
