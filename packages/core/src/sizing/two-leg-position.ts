/**
 * One position of two legs, evaluated exactly: what it costs at most and what it pays in each
 * outcome, to the microdollar.
 * @module
 */
import { type Payoff, payoutOf } from '../settlement/payoff.ts'
import {
  type Centicontracts,
  type Cents,
  centsToMicrodollars,
  costMicrodollars,
  type Microdollars,
  microdollars,
  MICRODOLLARS_PER_CENT,
} from '../units/money.ts'
import { floorTimes } from '../units/rational.ts'
import { allInCost, takenLevels } from './ladder-cost.ts'
import type { TwoLegProblem } from './two-leg-problem.ts'

/** What a position earns in one outcome. */
export interface OutcomeProfit {
  readonly id: string
  readonly contractPayout: Microdollars
  readonly betPayout: Microdollars
  /** Payouts less the total cost. */
  readonly profit: Microdollars
}

/** A position of two legs. */
export interface TwoLegPosition {
  /** Contracts bought. */
  readonly size: Centicontracts
  /** Price of the contracts without fees. */
  readonly contractCost: Microdollars
  /** Fees at most. */
  readonly contractFees: Microdollars
  readonly stake: Cents
  /** What the bet pays if it wins, stake included, floored to the cent. */
  readonly betWinPayout: Cents
  /** Contracts, fees and stake. */
  readonly totalCost: Microdollars
  /** One entry for each outcome of the problem. */
  readonly outcomes: readonly OutcomeProfit[]
  /** The least profit over the outcomes. */
  readonly guaranteed: Microdollars
}

/** Both legs' payoffs in one outcome. */
export interface JointPayoff {
  readonly contract: Payoff
  readonly bet: Payoff
}

/** Returns the position of `size` contracts from the ladder and one bet, evaluated in every outcome. */
export function createTwoLegPosition(
  problem: TwoLegProblem,
  size: Centicontracts,
  stake: Cents,
): TwoLegPosition {
  const allIn = allInCost(problem.contracts, size)
  const contractCost = takenLevels(problem.contracts, size).reduce(
    (sum, { price, count }) => sum + costMicrodollars(price, count),
    0,
  )
  const legs = {
    size,
    contractCost: microdollars(contractCost),
    contractFees: microdollars(allIn - contractCost),
    stake,
    betWinPayout: floorTimes(stake, problem.betReturn) as Cents,
    totalCost: microdollars(allIn + centsToMicrodollars(stake)),
  }
  const outcomes = problem.outcomes.map(({ id, ...payoffs }) => ({
    id,
    ...profitUnder(legs, payoffs),
  }))
  const guaranteed = microdollars(Math.min(...outcomes.map((outcome) => outcome.profit)))
  return { ...legs, outcomes, guaranteed }
}

/** What a position consists of, before any outcome. */
export type PositionLegs = Omit<TwoLegPosition, 'outcomes' | 'guaranteed'>

/** Returns what a position pays and earns under one pair of payoffs. */
export function profitUnder(
  legs: PositionLegs,
  { contract, bet }: JointPayoff,
): Omit<OutcomeProfit, 'id'> {
  const contractPayout = payoutOf(contract, {
    winPayout: microdollars(legs.size * MICRODOLLARS_PER_CENT),
    cost: legs.contractCost,
    payoutStepMicrodollars: CONTRACT_PAYOUT_STEP_MICRODOLLARS,
  })
  const betPayout = payoutOf(bet, {
    winPayout: centsToMicrodollars(legs.betWinPayout),
    cost: centsToMicrodollars(legs.stake),
    payoutStepMicrodollars: MICRODOLLARS_PER_CENT,
  })
  return {
    contractPayout,
    betPayout,
    profit: microdollars(contractPayout + betPayout - legs.totalCost),
  }
}

/** A settlement is credited in steps of a direct member's balance, $0.0001, the rest is kept. */
export const CONTRACT_PAYOUT_STEP_MICRODOLLARS = 100
