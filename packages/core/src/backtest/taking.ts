/**
 * An order that takes what stands in a book: fills level by level, with exact cost and fee.
 *
 * Assumed: the order meets the book as it stands when it arrives, nobody is faster, nobody adds or
 * withdraws because of it, and one level is one fill. What was shown is all there was. The same resting
 * size must not be taken twice by two paper orders: {@link levelsLeft} sees to that.
 * @module
 */
import { assertInput } from '../assert.ts'
import type { PriceLevel } from '../book/ladder.ts'
import {
  allInPerCenticontract,
  feeOfOrder,
  type KalshiFeeTerms,
  maximumFee,
  type OrderLevel,
} from '../fees/kalshi.ts'
import { BALANCE_PRECISION_MICRODOLLARS } from '../fees/kalshi-schedule.ts'
import {
  type Centicontracts,
  centicontracts,
  costMicrodollars,
  type Microdollars,
  microdollars,
  type PriceTicks,
  TICKS_PER_DOLLAR,
} from '../units/money.ts'

/** Whether an order buys or sells the side of the contract in question. */
export type OrderAction = 'buy' | 'sell'

/** `ioc` fills what it can and forgets the rest; `fok` fills all of it or nothing. */
export type TimeInForce = 'ioc' | 'fok'

/** An order that takes. */
export interface TakingOrder {
  readonly action: OrderAction
  readonly timeInForce: TimeInForce
  /** Above 0. */
  readonly count: Centicontracts
  /** The most that is paid, or the least that is taken, for a contract; strictly between 0 and 1. */
  readonly limitPrice: PriceTicks
}

/** How a venue charges for paper fills. */
export type PaperFees =
  | { readonly tag: 'kalshi'; readonly terms: KalshiFeeTerms }
  | { readonly tag: 'none' }

/** What an order took. `filled` + `unfilled` is the order's count. */
export interface Taking {
  /** Best price first; one entry a level. */
  readonly fills: readonly OrderLevel[]
  readonly filled: Centicontracts
  readonly unfilled: Centicontracts
  /** Prices times counts: what was paid, or what was received, without fees. */
  readonly value: Microdollars
  /** What the venue charges if each level is one fill, rounding and rebates included. */
  readonly fee: Microdollars
  /** The most it can charge however the levels are split into fills: the figure known beforehand. */
  readonly feeMost: Microdollars
}

/**
 * Returns what an order takes from the levels that stand when it arrives.
 * @param levels best first: asks ascending for a purchase, bids descending for a sale.
 * @throws {InvalidInputError} a count of 0 or less, a limit of 0 or 1, or levels out of order.
 */
export function takeFromBook(
  order: TakingOrder,
  levels: readonly PriceLevel[],
  fees: PaperFees,
): Taking {
  const { count, limitPrice, action } = order
  assertInput(count > 0, `an order's count must be above 0, got ${count}`)
  assertInput(
    limitPrice > 0 && limitPrice < TICKS_PER_DOLLAR,
    `a limit must lie between 0 and 1, got ${limitPrice} ticks`,
  )
  const reachable = reachableFills(order, levels)
  const available = reachable.reduce((sum, fill) => sum + fill.count, 0)
  const fills = order.timeInForce === 'fok' && available < count ? [] : reachable
  const filled = fills === reachable ? available : 0
  const value = fills.reduce((sum, fill) => sum + costMicrodollars(fill.price, fill.count), 0)
  return {
    fills,
    filled: centicontracts(filled),
    unfilled: centicontracts(count - filled),
    value: microdollars(value),
    fee: chargedFee(fees, action, fills),
    feeMost: mostFee(fees, action, fills),
  }
}

/** Returns the most that a purchase of `count` at its limit can cost, fees at most included. */
export function costMost(
  fees: PaperFees,
  { limitPrice, count }: Pick<TakingOrder, 'limitPrice' | 'count'>,
): Microdollars {
  const fee = mostFee(fees, 'buy', [{ price: limitPrice, count }])
  return microdollars(costMicrodollars(limitPrice, count) + fee)
}

/**
 * Returns the levels less what our own paper orders took of them; a level that was taken whole is
 * left out. In the order they came.
 */
export function levelsLeft(
  levels: readonly PriceLevel[],
  taken: readonly OrderLevel[],
): readonly PriceLevel[] {
  const takenAt = new Map<PriceTicks, number>()
  for (const { price, count } of taken) takenAt.set(price, (takenAt.get(price) ?? 0) + count)
  return levels.flatMap(({ price, size }) => {
    const left = size - (takenAt.get(price) ?? 0)
    return left > 0 ? [{ price, size: centicontracts(left) }] : []
  })
}

/** Cut to the count, never past the limit. */
function reachableFills(
  { action, count, limitPrice }: TakingOrder,
  levels: readonly PriceLevel[],
): readonly OrderLevel[] {
  const fills: OrderLevel[] = []
  let left: number = count
  let before: number = action === 'buy' ? -1 : TICKS_PER_DOLLAR + 1
  for (const { price, size } of levels) {
    assertInput(
      (action === 'buy' ? price > before : price < before) && size > 0,
      `levels must come best first and not be empty, got ${price} after ${before}`,
    )
    before = price
    const isPast = action === 'buy' ? price > limitPrice : price < limitPrice
    if (isPast || left === 0) break
    const taken = Math.min(left, size)
    fills.push({ price, count: centicontracts(taken) })
    left -= taken
  }
  return fills
}

function chargedFee(
  fees: PaperFees,
  action: OrderAction,
  fills: readonly OrderLevel[],
): Microdollars {
  if (fees.tag === 'none') return microdollars(0)
  const charged = fills.map(({ price, count }) => ({
    action,
    liquidity: 'taker' as const,
    price,
    count,
  }))
  return feeOfOrder(fees.terms, charged).total
}

function mostFee(fees: PaperFees, action: OrderAction, fills: readonly OrderLevel[]): Microdollars {
  if (fees.tag === 'none') return microdollars(0)
  return action === 'buy' ? maximumFee(fees.terms, 'taker', fills) : mostSaleFee(fees.terms, fills)
}

/** As `maximumFee` does for a purchase; what a sale brings is rounded down to the balance precision. */
function mostSaleFee(terms: KalshiFeeTerms, fills: readonly OrderLevel[]): Microdollars {
  const precision = BALANCE_PRECISION_MICRODOLLARS[terms.membership]
  let [value, fee] = [0, 0]
  for (const { price, count } of fills) {
    value += costMicrodollars(price, count)
    fee += (allInPerCenticontract(terms, 'taker', price) - price) * count
  }
  return microdollars(value - Math.floor((value - fee) / precision) * precision)
}
