/**
 * The stake that a paper trade asks of the book, by what its contracts really cost.
 * @module
 */
import { assertInvariant } from '../assert.ts'
import type { LadderCost } from '../sizing/ladder-cost.ts'
import { betterAtSize } from '../sizing/two-leg-candidate.ts'
import { prepareProblem } from '../sizing/two-leg-problem.ts'
import {
  centicontracts,
  type Cents,
  cents,
  microdollars,
  MICRODOLLARS_MAX,
} from '../units/money.ts'
import type { PaperQuote } from './bet-acceptance.ts'
import { paperReserveOf } from './paper-plan.ts'
import type { PaperTrade } from './paper-state.ts'

/** Returns the most that may be staked: what was set aside for it, and what the slip says. */
export function stakeLimitOf({ plan }: PaperTrade, quote: PaperQuote): Cents {
  return cents(Math.min(paperReserveOf(plan).stakeCents, quote.stakeMaxCents))
}

/**
 * Returns the stake whose worst outcome is best, at the odds of the slip, within its limit; undefined
 * where not even one step is allowed.
 */
export function stakeToAsk(trade: PaperTrade): Cents | undefined {
  const { plan, prepared, taking } = trade
  assertInvariant(prepared !== undefined && taking !== undefined, 'a stake needs slip and fill')
  const problem = prepareProblem({
    contracts: NOTHING_TO_BUY,
    contractStep: plan.contract.step,
    betReturn: prepared.returnRatio,
    stakeStep: plan.bet.stakeStepCents,
    stakeMax: stakeLimitOf(trade, prepared),
    bankroll: microdollars(MICRODOLLARS_MAX),
    outcomes: plan.outcomes,
  })
  const priced = { size: taking.filled, allIn: taking.value + taking.fee }
  return betterAtSize(problem, priced, undefined)?.stake
}

/** The contracts are already there: only the stake is looked for. */
export const NOTHING_TO_BUY: LadderCost = {
  segments: [],
  depth: centicontracts(0),
  totalStepMicrodollars: 1,
}
