/**
 * What a paper trade came to, in exact money: what was paid, what is sure, what it lost against its
 * plan and why, and what it earned once every leg has its result.
 * @module
 */
import type { AskLadder } from '../book/ladder.ts'
import type { OutcomeProfit } from '../sizing/two-leg-position.ts'
import { type Microdollars, microdollars, MICRODOLLARS_PER_CENT } from '../units/money.ts'
import { floorTimes } from '../units/rational.ts'
import {
  isPaperTradeOver,
  type PaperHolding,
  paperGuaranteedOf,
  paperHoldingOf,
  paperProfitsOf,
  shareOf,
} from './paper-holding.ts'
import type { PaperTrade } from './paper-state.ts'

/** The figures of one trade. Everything is 0 where nothing was bought. */
export interface PaperOutcome {
  readonly holding: PaperHolding
  /** Profit in each outcome of the plan. */
  readonly outcomes: readonly OutcomeProfit[]
  /** The least of them. With a naked leg it is a loss: what is lost if that leg loses. */
  readonly guaranteed: Microdollars
  /** Planned guarantee less this one; what was planned for contracts that did not fill is in it. */
  readonly shortfall: Microdollars
  /** Paid for the contracts above what as many cost in the book as it was seen, without fees. Below 0: saved. */
  readonly priceSlippage: Microdollars
  /** What the bet would have paid at the odds as seen, less what it pays. Below 0: gained. */
  readonly oddsSlippage: Microdollars
  /** What selling back what was naked lost, fees of both ways included. Below 0: gained. */
  readonly nakedCost: Microdollars
  /** Payouts and sales less everything paid; undefined while something is open. */
  readonly realised: Microdollars | undefined
}

/** Returns what a trade came to so far. */
export function paperOutcomeOf(trade: PaperTrade): PaperOutcome {
  const holding = paperHoldingOf(trade)
  const guaranteed = paperGuaranteedOf(trade)
  return {
    holding,
    outcomes: paperProfitsOf(trade),
    guaranteed,
    shortfall: microdollars(trade.plan.guaranteed - guaranteed),
    priceSlippage: priceSlippageOf(trade, holding),
    oddsSlippage: oddsSlippageOf(trade, holding),
    nakedCost: nakedCostOf(holding),
    realised: realisedOf(trade, holding),
  }
}

function priceSlippageOf({ plan }: PaperTrade, { bought, contractCost }: PaperHolding) {
  const { ladder, limitPrice } = plan.contract
  return microdollars(contractCost - seenCost(ladder, bought, limitPrice))
}

/** What is deeper than the book was seen counts at the limit: no gain is made out of it. */
function seenCost(ladder: AskLadder, count: number, limitPrice: number): number {
  let [cost, left] = [0, count]
  for (const { price, size } of ladder) {
    const taken = Math.min(left, size)
    cost += price * taken
    left -= taken
  }
  return cost + limitPrice * left
}

function oddsSlippageOf({ plan }: PaperTrade, holding: PaperHolding): Microdollars {
  const seenPayout = floorTimes(holding.stakeCents, plan.bet.returnRatio)
  return microdollars((seenPayout - holding.betWinPayoutCents) * MICRODOLLARS_PER_CENT)
}

function nakedCostOf(holding: PaperHolding): Microdollars {
  const { contractCost, contractFees, sold, bought, unwindValue, unwindFees } = holding
  const paid = shareOf(contractCost + contractFees, sold, bought)
  return microdollars(paid - unwindValue + unwindFees)
}

function realisedOf(trade: PaperTrade, { totalCost }: PaperHolding): Microdollars | undefined {
  if (!isPaperTradeOver(trade)) return undefined
  const { contract, bet } = trade.settled
  return microdollars((contract?.payout ?? 0) + (bet?.payout ?? 0) - totalCost)
}
