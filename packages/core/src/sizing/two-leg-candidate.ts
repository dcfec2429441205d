/**
 * Comparing positions of two legs by the few whole numbers that decide it, without making them. What
 * is compared here is what `createTwoLegPosition` says, to the microdollar.
 * @module
 */
import {
  type Centicontracts,
  type Cents,
  MICRODOLLARS_MAX,
  MICRODOLLARS_PER_CENT,
} from '../units/money.ts'
import { floorTimes } from '../units/rational.ts'
import { createTwoLegPosition } from './two-leg-position.ts'
import type { OutcomePay, PreparedProblem } from './two-leg-problem.ts'
import { affordableStake, coveringStake } from './two-leg-stake.ts'

/** A size, the stake that goes with it, and what decides between two of them. Microdollars. */
export interface TwoLegCandidate {
  readonly size: Centicontracts
  readonly stake: Cents
  readonly totalCost: number
  /** By outcome, ascending: the first is what is guaranteed. */
  readonly profits: readonly number[]
}

/** Returns the least profit over the outcomes, microdollars. */
export function guaranteedBy({ profits }: TwoLegCandidate): number {
  return profits[0] as number
}

/** Returns whether `a` is better: more in the worst outcome, then in the second worst, and so on; then cheaper. */
export function isBetter(a: TwoLegCandidate, b: TwoLegCandidate): boolean {
  for (let index = 0; index < a.profits.length; index += 1) {
    const [left, right] = [a.profits[index] as number, b.profits[index] as number]
    if (left !== right) return left > right
  }
  return a.totalCost < b.totalCost
}

/** Contracts to be priced. */
export interface PricedSize {
  readonly size: Centicontracts
  /** What they cost all in, microdollars. */
  readonly allIn: number
}

/**
 * Returns the better of `best` and the best stake for this many contracts: the least stake that
 * covers what the contracts would have paid, or the one a step below (better only by rounding), both
 * cut to limit and bankroll. `best` itself where nothing is left to stake, or nothing is better.
 */
export function betterAtSize(
  problem: PreparedProblem,
  priced: PricedSize,
  best: TwoLegCandidate | undefined,
): TwoLegCandidate | undefined {
  const covering = coveringStake(problem, priced.size)
  const most = affordableStake(problem, priced.allIn)
  const lower = Math.min(covering - problem.stakeStep, most)
  const upper = Math.min(covering, most)
  let better = best
  if (lower > 0) better = betterOf(problem, { ...priced, stake: lower as Cents }, better)
  if (upper > 0 && upper !== lower) {
    better = betterOf(problem, { ...priced, stake: upper as Cents }, better)
  }
  return better
}

function betterOf(
  problem: PreparedProblem,
  { size, allIn, stake }: PricedSize & { readonly stake: Cents },
  best: TwoLegCandidate | undefined,
): TwoLegCandidate | undefined {
  const paid = {
    totalCost: allIn + stake * MICRODOLLARS_PER_CENT,
    betWin: floorTimes(stake, problem.betReturn) * MICRODOLLARS_PER_CENT,
    stake: stake * MICRODOLLARS_PER_CENT,
  }
  const most = Math.max(size * MICRODOLLARS_PER_CENT + paid.betWin, paid.totalCost)
  // Sums near the end of their range are left to the checks that name them.
  if (!(most <= MICRODOLLARS_MAX)) createTwoLegPosition(problem, size, stake)
  const { pays } = problem
  const profits: number[] = []
  for (const pay of pays) {
    const profit = pay.perCenticontract * size + betPay(pay, paid) - paid.totalCost
    if (best !== undefined && profit < guaranteedBy(best)) return best
    insert(profits, profit)
  }
  const candidate = { size, stake, totalCost: paid.totalCost, profits }
  return best === undefined || isBetter(candidate, best) ? candidate : best
}

function betPay(
  { betEnd }: OutcomePay,
  { betWin, stake }: { readonly betWin: number; readonly stake: number },
): number {
  if (betEnd === 'loses') return 0
  return betEnd === 'wins' ? betWin : stake
}

function insert(ascending: number[], value: number): void {
  let index = ascending.length
  for (; index > 0 && (ascending[index - 1] as number) > value; index -= 1) {
    ascending[index] = ascending[index - 1] as number
  }
  ascending[index] = value
}
