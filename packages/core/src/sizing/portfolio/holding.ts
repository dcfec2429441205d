/**
 * One part of a portfolio as held: what it costs, and what it pays under a payoff, to the microdollar.
 * @module
 */
import { type Payoff, payoutOf } from '../../settlement/payoff.ts'
import {
  type Centicontracts,
  type Cents,
  centsToMicrodollars,
  costMicrodollars,
  type Microdollars,
  microdollars,
  MICRODOLLARS_PER_CENT,
} from '../../units/money.ts'
import { floorTimes } from '../../units/rational.ts'
import { allInCost, takenLevels } from '../ladder-cost.ts'
import type { PortfolioHolding, PortfolioPart } from './portfolio.ts'

const NOTHING = microdollars(0)

/**
 * Returns what a quantity of a part costs at most and pays if it wins; all 0 for a quantity of 0.
 * The quantity has to be within depth and limits ({@link checkQuantity}).
 * @throws {InvalidInputError} a sum past a billion dollars.
 */
export function holdingOf(part: PortfolioPart, quantity: number): PortfolioHolding {
  if (quantity === 0) return { quantity, cost: NOTHING, fees: NOTHING, winPayout: NOTHING }
  if (part.tag === 'bet') {
    const payoutCents = floorTimes(quantity, part.returnRatio) as Cents
    return {
      quantity,
      cost: part.isFreeBet ? NOTHING : centsToMicrodollars(quantity as Cents),
      fees: NOTHING,
      winPayout: centsToMicrodollars(payoutCents),
    }
  }
  const size = quantity as Centicontracts
  const cost = takenLevels(part.cost, size).reduce(
    (sum, { price, count }) => sum + costMicrodollars(price, count),
    0,
  )
  return {
    quantity,
    cost: microdollars(cost),
    fees: microdollars(allInCost(part.cost, size) - cost),
    winPayout: microdollars(size * MICRODOLLARS_PER_CENT),
  }
}

/** Returns the least that a holding pays over these payoffs, each floored to what its venue pays in. */
export function leastPayout(
  part: PortfolioPart,
  { winPayout, cost }: PortfolioHolding,
  payoffs: readonly Payoff[],
): Microdollars {
  const payoutStepMicrodollars = payoutStepOf(part)
  const payouts = payoffs.map((payoff) =>
    payoutOf(payoff, { winPayout, cost, payoutStepMicrodollars }),
  )
  return payouts.reduce((least, payout) => (payout < least ? payout : least))
}

/** Returns what a part's payouts are floored to a multiple of, microdollars; a book pays whole cents. */
export function payoutStepOf(part: PortfolioPart): number {
  return part.tag === 'contract' ? part.payoutStepMicrodollars : MICRODOLLARS_PER_CENT
}

/** Returns the step in which a part is bought: centicontracts, or cents of stake. */
export function stepOf(part: PortfolioPart): number {
  return part.tag === 'contract' ? part.step : part.stakeStep
}

/** Returns what a quantity pays if it wins, cents, unrounded; a float, to compare steps with. */
export function winCentsOf(part: PortfolioPart, quantity: number): number {
  // A centicontract that wins pays one cent.
  if (part.tag === 'contract') return quantity
  return (quantity * part.returnRatio.numerator) / part.returnRatio.denominator
}
