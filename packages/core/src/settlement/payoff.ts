/**
 * What a claim pays in one state of the world: `a·quantity + b·cost`, where `quantity` is the full
 * payout if it wins ($1 a contract; stake × odds at a book) and `cost` what was paid for it, fees
 * apart. Payouts are floored to what the venue pays in.
 * @module
 */
import { type Microdollars, microdollars } from '../units/money.ts'
import { floorTimes, type Rational, rational } from '../units/rational.ts'

/** Coefficients of a payoff. */
export interface Payoff {
  readonly quantity: Rational
  readonly cost: Rational
}

/** Pays in full. */
export const WIN: Payoff = { quantity: rational(1), cost: rational(0) }
/** Pays nothing. */
export const LOSE: Payoff = { quantity: rational(0), cost: rational(0) }
/** Gives the cost back: a push or a void bet. Also a contract settled at the price paid for it. */
export const REFUND: Payoff = { quantity: rational(0), cost: rational(1) }
/** Pays half: Kalshi's "$0.50 for each team". */
export const HALF: Payoff = { quantity: rational(1, 2), cost: rational(0) }

/** What one position would pay if it won, and what it cost without fees. */
export interface Stakes {
  readonly winPayout: Microdollars
  readonly cost: Microdollars
  /** Payouts are floored to a multiple of this, microdollars. */
  readonly payoutStepMicrodollars: number
}

/** Returns what a position pays under a payoff, floored to the venue's step. */
export function payoutOf(
  payoff: Payoff,
  { winPayout, cost, payoutStepMicrodollars }: Stakes,
): Microdollars {
  const raw = floorTimes(winPayout, payoff.quantity) + floorTimes(cost, payoff.cost)
  return microdollars(Math.floor(raw / payoutStepMicrodollars) * payoutStepMicrodollars)
}
