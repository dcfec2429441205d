/**
 * The Polymarket taker fee (polymarket.com): `shares × rate × price × (1 − price)`, paid on top of
 * the price, rounded to 5 decimals at each match; makers pay nothing. The rate belongs to the market
 * and has moved: it comes from the market's `feeSchedule`, and the one here is what sports markets
 * carried at a date.
 * Source: Polymarket/clob-client-v2 1.1.0, 2026-07-17 (formula and rounding).
 * @module
 */
import { assertInput } from '../assert.ts'
import { Decimal } from '../units/decimal.ts'
import {
  type Centicontracts,
  CENTICONTRACTS_PER_CONTRACT,
  MICRODOLLARS_PER_DOLLAR,
  type PriceTicks,
  TICKS_PER_DOLLAR,
} from '../units/money.ts'
import type { ContractCosts } from './contract-costs.ts'

/** Taker rate of sports markets, `sports_fees_v3`, as seen from July to 2026-10-09; 0.03 in spring 2026. */
export const POLYMARKET_SPORTS_RATE = new Decimal('0.05')
/** Largest rate believed: no market is known with more than 0.07. */
export const POLYMARKET_RATE_MAX = 1
/** A match's fee is rounded to a multiple of this, microdollars: 5 decimals of a dollar. */
export const POLYMARKET_FEE_STEP_MICRODOLLARS = 10

/** What a taker buys at one price. */
export interface PolymarketFill {
  /** Strictly between 0 and 1. */
  readonly price: PriceTicks
  /** Shares in hundredths, above 0. */
  readonly count: Centicontracts
}

/**
 * Returns the unrounded fee of the formula in dollars: 1.242 for 100 shares at 0.54 and rate 0.05.
 * @throws {InvalidInputError} a rate outside 0 to {@link POLYMARKET_RATE_MAX} (both included), a price
 *   of 0 or 1, or a count of 0 or less.
 */
export function polymarketFeeDollars(rate: Decimal, { price, count }: PolymarketFill): Decimal {
  checkRate(rate)
  assertInput(
    price > 0 && price < TICKS_PER_DOLLAR,
    `a fill's price must lie between 0 and 1, got ${price} ticks`,
  )
  assertInput(count > 0, `a fill's count must be above 0, got ${count}`)
  const dollars = new Decimal(price).div(TICKS_PER_DOLLAR)
  const shares = new Decimal(count).div(CENTICONTRACTS_PER_CONTRACT)
  return rate.times(shares).times(dollars).times(new Decimal(1).minus(dollars))
}

/**
 * Returns the costs of a taker order at most. It is not known beforehand in how many matches an order
 * is filled, so every 0.01 share is charged as a match of its own, rounded up: at most 0.00001 dollar
 * a centishare above the formula.
 * @throws {InvalidInputError} a rate outside 0 to {@link POLYMARKET_RATE_MAX} (both included).
 */
export function polymarketTakerCosts(rate: Decimal): ContractCosts {
  checkRate(rate)
  return {
    perCenticontract: (price) => price + smallestFee(rate, price),
    totalStepMicrodollars: 1,
  }
}

/** The fee of 0.01 share, rounded up, microdollars. */
function smallestFee(rate: Decimal, price: PriceTicks): number {
  const step = POLYMARKET_FEE_STEP_MICRODOLLARS
  const fee = polymarketFeeDollars(rate, { price, count: 1 as Centicontracts })
  return Number(fee.times(MICRODOLLARS_PER_DOLLAR).div(step).ceil().toFixed(0)) * step
}

function checkRate(rate: Decimal): void {
  assertInput(
    rate.gte(0) && rate.lte(POLYMARKET_RATE_MAX),
    `a Polymarket fee rate must be from 0 to ${POLYMARKET_RATE_MAX}, got ${rate.toString()}`,
  )
}
