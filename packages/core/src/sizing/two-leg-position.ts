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
  type Microdollars,
  microdollars,
  MICRODOLLARS_PER_CENT,
} from '../units/money.ts'
import { floorTimes } from '../units/rational.ts'
import { allInCost } from './ladder-cost.ts'
import type { TwoLegOutcome, TwoLegProblem } from './two-leg-problem.ts'

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
  let contractCost = 0
  for (const { price, from, to } of problem.contracts.segments) {
    if (from >= size) break
    contractCost += price * (Math.min(to, size) - from)
  }
  const legs = {
    size,
    contractCost: microdollars(contractCost),
    contractFees: microdollars(allIn - contractCost),
    stake,
    betWinPayout: floorTimes(stake, problem.betReturn) as Cents,
    totalCost: microdollars(allIn + centsToMicrodollars(stake)),
  }
  const outcomes = outcomeProfitsOf(legs, problem.outcomes)
  let guaranteed = Infinity
  for (const { profit } of outcomes) guaranteed = Math.min(guaranteed, profit)
  return { ...legs, outcomes, guaranteed: microdollars(guaranteed) }
}

/** Returns what a position pays and earns in each outcome, in their order. */
export function outcomeProfitsOf(
  legs: PositionLegs,
  outcomes: readonly TwoLegOutcome[],
): readonly OutcomeProfit[] {
  return outcomes.map(({ id, contract, bet }) => ({ id, ...profitUnder(legs, { contract, bet }) }))
}

/** What a position consists of, before any outcome. */
export type PositionLegs = Omit<TwoLegPosition, 'outcomes' | 'guaranteed'>

/** Returns what a position pays and earns under one pair of payoffs. */
export function profitUnder(
  legs: PositionLegs,
  { contract, bet }: JointPayoff,
): Omit<OutcomeProfit, 'id'> {
  const contractPayout = contractPayoutOf(legs, contract)
  const betPayout = betPayoutOf(legs, bet)
  return {
    contractPayout,
    betPayout,
    profit: microdollars(contractPayout + betPayout - legs.totalCost),
  }
}

/** Returns what the contracts of a position are paid under a payoff. */
export function contractPayoutOf(legs: PositionLegs, payoff: Payoff): Microdollars {
  return payoutOf(payoff, {
    winPayout: microdollars(legs.size * MICRODOLLARS_PER_CENT),
    cost: legs.contractCost,
    payoutStepMicrodollars: CONTRACT_PAYOUT_STEP_MICRODOLLARS,
  })
}

/** Returns what the bet of a position is paid under a payoff. */
export function betPayoutOf(legs: PositionLegs, payoff: Payoff): Microdollars {
  return payoutOf(payoff, {
    winPayout: centsToMicrodollars(legs.betWinPayout),
    cost: centsToMicrodollars(legs.stake),
    payoutStepMicrodollars: MICRODOLLARS_PER_CENT,
  })
}

/** A settlement is credited in steps of a direct member's balance, $0.0001, the rest is kept. */
export const CONTRACT_PAYOUT_STEP_MICRODOLLARS = 100
