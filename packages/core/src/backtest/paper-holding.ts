/**
 * What a paper trade holds, evaluated exactly: what was really paid, what is left of it, and what that
 * earns in each outcome of its plan.
 * @module
 */
import { type Payoff, payoutOf } from '../settlement/payoff.ts'
import {
  CONTRACT_PAYOUT_STEP_MICRODOLLARS,
  type OutcomeProfit,
  outcomeProfitsOf,
} from '../sizing/two-leg-position.ts'
import {
  type Centicontracts,
  centicontracts,
  type Cents,
  cents,
  centsToMicrodollars,
  type Microdollars,
  microdollars,
  MICRODOLLARS_PER_CENT,
} from '../units/money.ts'
import { floorTimes, rational } from '../units/rational.ts'
import type { PaperLeg, PaperTrade } from './paper-state.ts'

/** The money of a trade so far, and what it holds. */
export interface PaperHolding {
  /** Contracts bought, sold back, and held. */
  readonly bought: Centicontracts
  readonly sold: Centicontracts
  readonly held: Centicontracts
  /** Paid for the contracts, without fees. */
  readonly contractCost: Microdollars
  /** Fees of buying. */
  readonly contractFees: Microdollars
  /** Received for what was sold back, without fees. */
  readonly unwindValue: Microdollars
  /** Fees of selling. */
  readonly unwindFees: Microdollars
  /** Stake that stands; 0 without a bet. */
  readonly stakeCents: Cents
  /** What the bet pays if it wins, stake included. */
  readonly betWinPayoutCents: Cents
  /** Everything paid, less what the sales brought. */
  readonly totalCost: Microdollars
}

/** Returns what a trade holds; all zero before anything was bought. */
export function paperHoldingOf({ taking, unwinds, receipt }: PaperTrade): PaperHolding {
  const bought = taking?.filled ?? 0
  let [sold, unwindValue, unwindFees] = [0, 0, 0]
  for (const { filled, value, fee } of unwinds) {
    sold += filled
    unwindValue += value
    unwindFees += fee
  }
  const contractCost = taking?.value ?? microdollars(0)
  const contractFees = taking?.fee ?? microdollars(0)
  const isBet = receipt?.tag === 'accepted'
  const stakeCents = isBet ? receipt.stakeCents : cents(0)
  const paid = contractCost + contractFees + centsToMicrodollars(stakeCents)
  return {
    bought: centicontracts(bought),
    sold: centicontracts(sold),
    held: centicontracts(bought - sold),
    contractCost,
    contractFees,
    unwindValue: microdollars(unwindValue),
    unwindFees: microdollars(unwindFees),
    stakeCents,
    betWinPayoutCents: isBet ? receipt.payoutCents : cents(0),
    totalCost: microdollars(paid - unwindValue + unwindFees),
  }
}

/** Returns what a trade earns in each outcome of its plan, by core's exact evaluation. */
export function paperProfitsOf(trade: PaperTrade): readonly OutcomeProfit[] {
  const holding = paperHoldingOf(trade)
  return outcomeProfitsOf(
    {
      size: holding.held,
      contractCost: costOfHeld(holding),
      contractFees: holding.contractFees,
      stake: holding.stakeCents,
      betWinPayout: holding.betWinPayoutCents,
      totalCost: holding.totalCost,
    },
    trade.plan.outcomes,
  )
}

/** Returns the least profit over the outcomes of the plan: what is sure, if it is above 0. */
export function paperGuaranteedOf(trade: PaperTrade): Microdollars {
  return microdollars(Math.min(...paperProfitsOf(trade).map(({ profit }) => profit)))
}

/** Returns the legs that wait for a result. */
export function openPaperLegs(trade: PaperTrade): readonly PaperLeg[] {
  const { held } = paperHoldingOf(trade)
  const legs: PaperLeg[] = []
  if (held > 0 && trade.settled.contract === undefined) legs.push('contract')
  if (trade.receipt?.tag === 'accepted' && trade.settled.bet === undefined) legs.push('bet')
  return legs
}

/** Returns whether nothing more can happen to a trade. */
export function isPaperTradeOver(trade: PaperTrade): boolean {
  return trade.dueMs === undefined && openPaperLegs(trade).length === 0
}

/** Returns what a leg is paid under a payoff, floored to what its venue pays in. */
export function paperPayoutOf(trade: PaperTrade, leg: PaperLeg, payoff: Payoff): Microdollars {
  const holding = paperHoldingOf(trade)
  return leg === 'contract'
    ? payoutOf(payoff, {
        winPayout: microdollars(holding.held * MICRODOLLARS_PER_CENT),
        cost: costOfHeld(holding),
        payoutStepMicrodollars: CONTRACT_PAYOUT_STEP_MICRODOLLARS,
      })
    : payoutOf(payoff, {
        winPayout: centsToMicrodollars(holding.betWinPayoutCents),
        cost: centsToMicrodollars(holding.stakeCents),
        payoutStepMicrodollars: MICRODOLLARS_PER_CENT,
      })
}

/** Returns what was paid for the contracts still held, without fees, at their mean price. */
function costOfHeld({ contractCost, held, bought }: PaperHolding): Microdollars {
  return shareOf(contractCost, held, bought)
}

/** Returns `amount × part ÷ whole`, floored to the microdollar; 0 of nothing. */
export function shareOf(amount: number, part: number, whole: number): Microdollars {
  return microdollars(whole === 0 ? 0 : floorTimes(amount, rational(part, whole)))
}
