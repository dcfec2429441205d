/**
 * The Kalshi trading fee, exactly as the exchange computes it: the quadratic model, rounded up per
 * fill, aligned to the balance, and given back from a per-order accumulator. Also what an order may
 * cost at most before it is known how many fills it takes.
 *
 * Invariants: a fill's net fee is never negative; what an order was charged is never below the
 * model's sum and never above {@link maximumFee}, however it is split.
 * Source: docs.kalshi.com/getting_started/fee_rounding, 2026-08-26 (and its older version).
 * @module
 */
import { assertInput } from '../assert.ts'
import { Decimal } from '../units/decimal.ts'
import {
  type Centicontracts,
  costMicrodollars,
  type Microdollars,
  microdollars,
  MICRODOLLARS_PER_DOLLAR,
  type PriceTicks,
  TICKS_PER_DOLLAR,
} from '../units/money.ts'
import type { KalshiFeeRate } from './kalshi-rates.ts'
import {
  BALANCE_PRECISION_MICRODOLLARS,
  KALSHI_BASE_RATES,
  type KalshiRounding,
  type Liquidity,
  type Membership,
} from './kalshi-schedule.ts'

/** Everything but the fill that decides a fee. */
export interface KalshiFeeTerms {
  readonly rate: KalshiFeeRate
  readonly rounding: KalshiRounding
  readonly membership: Membership
}

/** One fill of one order. */
export interface KalshiFill {
  readonly action: 'buy' | 'sell'
  readonly liquidity: Liquidity
  /** Price of the side traded, strictly between 0 and 1. */
  readonly price: PriceTicks
  /** Above 0. */
  readonly count: Centicontracts
}

/** Rounding overpaid so far by one order and not given back; taker and maker fills together. */
export interface KalshiFeeAccumulator {
  readonly roundingMicrodollars: Microdollars
}

/** The accumulator of an order that has no fill yet. */
export const NEW_ORDER: KalshiFeeAccumulator = { roundingMicrodollars: microdollars(0) }

/** The parts of one fill's fee, and the accumulator to pass to the order's next fill. */
export interface KalshiFillFee {
  /** The model fee, rounded up. */
  readonly tradeFee: Microdollars
  /** What brings the balance back to its precision. */
  readonly roundingFee: Microdollars
  /** Given back from the accumulator. */
  readonly rebate: Microdollars
  /** Trade fee + rounding fee − rebate: 0 or more. */
  readonly netFee: Microdollars
  readonly accumulator: KalshiFeeAccumulator
}

/**
 * Returns the unrounded fee of the model in dollars: `multiplier × rate × contracts × P × (1 − P)`.
 * Symmetric in P and 1 − P.
 * @throws {InvalidInputError} price of 0 or 1, or a count of 0 or less.
 */
export function modelFeeDollars(
  rate: KalshiFeeRate,
  fill: Pick<KalshiFill, 'liquidity' | 'price' | 'count'>,
): Decimal {
  assertInput(
    fill.price > 0 && fill.price < TICKS_PER_DOLLAR,
    `a fill's price must lie between 0 and 1, got ${fill.price} ticks`,
  )
  assertInput(fill.count > 0, `a fill's count must be above 0, got ${fill.count}`)
  const contracts = new Decimal(fill.count).div(100)
  const price = new Decimal(fill.price).div(TICKS_PER_DOLLAR)
  return KALSHI_BASE_RATES[rate.feeType][fill.liquidity]
    .times(rate.multiplier)
    .times(contracts)
    .times(price)
    .times(new Decimal(1).minus(price))
}

/** Returns what one fill is charged, given what its order overpaid before. */
export function feeOfFill(
  terms: KalshiFeeTerms,
  accumulator: KalshiFeeAccumulator,
  fill: KalshiFill,
): KalshiFillFee {
  const { rounding, membership } = terms
  const precision = BALANCE_PRECISION_MICRODOLLARS[membership]
  const tradeFee = tradeFeeOf(terms, fill)
  const cost = costMicrodollars(fill.price, fill.count)
  const change = (fill.action === 'buy' ? -cost : cost) - tradeFee
  const roundingFee = change - Math.floor(change / precision) * precision
  const gathered = accumulator.roundingMicrodollars + roundingFee
  const rebate = rebateOf(rounding, precision, { gathered, fee: tradeFee + roundingFee })
  return {
    tradeFee,
    roundingFee: microdollars(roundingFee),
    rebate: microdollars(rebate),
    netFee: microdollars(tradeFee + roundingFee - rebate),
    accumulator: { roundingMicrodollars: microdollars(gathered - rebate) },
  }
}

/** Returns the net fees of an order's fills, in order, and their sum. */
export function feeOfOrder(
  terms: KalshiFeeTerms,
  fills: readonly KalshiFill[],
): { readonly total: Microdollars; readonly fills: readonly KalshiFillFee[] } {
  let accumulator = NEW_ORDER
  let total = 0
  const charged = fills.map((fill) => {
    const fee = feeOfFill(terms, accumulator, fill)
    accumulator = fee.accumulator
    total += fee.netFee
    return fee
  })
  return { total: microdollars(total), fills: charged }
}

/** Part of an order: what it buys at one price. */
export interface OrderLevel {
  readonly price: PriceTicks
  readonly count: Centicontracts
}

/**
 * Returns the most a buy order can be charged, however each level is split into fills (down to the
 * venue's smallest, 0.01 contract): the figure to show before the order is sent.
 */
export function maximumFee(
  terms: KalshiFeeTerms,
  liquidity: Liquidity,
  levels: readonly OrderLevel[],
): Microdollars {
  let cost = 0
  let allIn = 0
  for (const { price, count } of levels) {
    cost += costMicrodollars(price, count)
    allIn += allInPerCenticontract(terms, liquidity, price) * count
  }
  return microdollars(roundUp(allIn, BALANCE_PRECISION_MICRODOLLARS[terms.membership]) - cost)
}

/**
 * Returns what 0.01 contract costs at most, price and fee, in microdollars: the slope of
 * {@link maximumFee}. An order's all-in cost is the sum of these, rounded up to the balance precision.
 *
 * Why it is the most: rounding up is subadditive, so the finest split pays the largest trade fees.
 * Where the cost of every fraction lies on the balance's grid, rounding fees all come back but less
 * than one step; elsewhere each fill may keep up to one step less a microdollar.
 */
export function allInPerCenticontract(
  terms: KalshiFeeTerms,
  liquidity: Liquidity,
  price: PriceTicks,
): number {
  const precision = BALANCE_PRECISION_MICRODOLLARS[terms.membership]
  const smallest = { liquidity, price, count: 1 as Centicontracts }
  const roundingMost = price % precision === 0 ? 0 : precision - 1
  return price + tradeFeeOf(terms, smallest) + roundingMost
}

function tradeFeeOf(
  { rate, rounding }: KalshiFeeTerms,
  fill: Pick<KalshiFill, 'liquidity' | 'price' | 'count'>,
): Microdollars {
  const step = rounding.tradeFeeStepMicrodollars
  const steps = modelFeeDollars(rate, fill).times(MICRODOLLARS_PER_DOLLAR).div(step).ceil()
  return microdollars(Number(steps.toFixed(0)) * step)
}

function rebateOf(
  rounding: KalshiRounding,
  precision: number,
  { gathered, fee }: { gathered: number; fee: number },
): number {
  const step = rounding.rebateStepMicrodollars ?? precision
  const ripe = rounding.rebateNeedsMore && gathered <= step ? 0 : Math.floor(gathered / step)
  return Math.min(ripe, Math.floor(fee / step), rounding.rebateStepsMax) * step
}

function roundUp(value: number, step: number): number {
  return Math.ceil(value / step) * step
}
