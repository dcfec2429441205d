/**
 * What buying contracts costs at most, all in, in the one form that sizing needs: a cost per
 * hundredth of a contract at each price, and a step to which an order's total is rounded up.
 * @module
 */
import type { PriceTicks } from '../units/money.ts'
import { allInPerCenticontract, type KalshiFeeTerms } from './kalshi.ts'
import { BALANCE_PRECISION_MICRODOLLARS } from './kalshi-schedule.ts'

/** A venue's worst-case cost of taking liquidity. */
export interface ContractCosts {
  /** Price and fee of 0.01 contract, whole microdollars, at most. */
  perCenticontract(price: PriceTicks): number
  /** An order's total is rounded up to a multiple of this, microdollars. */
  readonly totalStepMicrodollars: number
}

/** Returns the costs of a Kalshi taker order. */
export function kalshiTakerCosts(terms: KalshiFeeTerms): ContractCosts {
  return {
    perCenticontract: (price) => allInPerCenticontract(terms, 'taker', price),
    totalStepMicrodollars: BALANCE_PRECISION_MICRODOLLARS[terms.membership],
  }
}

/** Costs without any fee: what the same order would cost if the venue charged nothing. */
export const FREE_OF_FEES: ContractCosts = {
  perCenticontract: (price) => price,
  totalStepMicrodollars: 1,
}
