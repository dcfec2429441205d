/**
 * What keeps a position from being larger.
 * @module
 */
import type { TwoLegPosition } from '../sizing/two-leg-position.ts'
import type { TwoLegProblem } from '../sizing/two-leg-problem.ts'
import { MICRODOLLARS_PER_CENT } from '../units/money.ts'
import { ceilDivide } from '../units/rational.ts'
import { allInCost } from '../sizing/ladder-cost.ts'

/** `price`: the next contract would no longer pay. */
export type LimitedBy = 'depth' | 'stake-limit' | 'bankroll' | 'price'

/** Returns the first thing in the way of one more step of contracts. */
export function limitOf(problem: TwoLegProblem, position: TwoLegPosition): LimitedBy {
  const next = position.size + problem.contractStep
  if (next > problem.contracts.depth) return 'depth'
  const steps = Math.ceil(ceilDivide(next, problem.betReturn) / problem.stakeStep)
  const stake = steps * problem.stakeStep
  if (stake > problem.stakeMax) return 'stake-limit'
  const cost = allInCost(problem.contracts, next) + stake * MICRODOLLARS_PER_CENT
  return cost > problem.bankroll ? 'bankroll' : 'price'
}
