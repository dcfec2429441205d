/**
 * Whose money is where. A bid may cost its price, an ask 1 − its price, fees on top; YES and NO of one
 * market that meet in one account are a dollar at once.
 *
 * Invariants: what a purse has available is never below 0; deposits = cash + a dollar for each pair of
 * contracts outstanding + fees. Why no balance falls below 0: the reserve of an account's orders in a
 * market is what they cost if all of them fill, less what closes the position it has, each side by
 * itself. One fill lowers it by at least the cash it takes, because a fill that closes never takes any
 * (price and fee, aligned, are at most a dollar a contract), and fees never pass their budget.
 * @module
 */
import {
  type Centicontracts,
  feeOfFill,
  type KalshiFeeTerms,
  type KalshiFillFee,
  type Liquidity,
  maximumFee,
  type PriceTicks,
  TICKS_PER_DOLLAR,
} from '@arbkit/core'
import type { BookSide } from './protocol.ts'
import type { Account, Holding, Market, Order, Purse, State } from './state.ts'

/** Price of the side that an order buys: of YES for a bid, of NO for an ask. */
export function sidePriceOf(side: BookSide, price: number): number {
  return side === 'bid' ? price : TICKS_PER_DOLLAR - price
}

/** How much of `count` closes a position instead of opening one. */
export function closingCount(position: number, side: BookSide, count: number): number {
  return Math.min(count, Math.max(0, side === 'bid' ? -position : position))
}

/** Returns what decides the fee of an account's fill in a market now. */
export function feeTermsOf(market: Market, account: Account): KalshiFeeTerms {
  return { rate: market.rate, rounding: market.rounding, membership: account.membership }
}

/** Returns the fee of one fill and what the order's next one needs. The venue's own algorithm. */
export function fillFeeOf(
  order: Order,
  { liquidity, price, count }: { liquidity: Liquidity; price: number; count: number },
): KalshiFillFee {
  // A closing fill is charged the same: the dollar it gives back is a multiple of every precision.
  return feeOfFill(feeTermsOf(order.market, order.account), order.accumulator, {
    action: 'buy',
    liquidity,
    price: sidePriceOf(order.placed.side, price) as PriceTicks,
    count: count as Centicontracts,
  })
}

/** Returns the most that resting contracts may be charged, however they are filled, microdollars. */
export function feeBudgetOf(order: Order, price: number, count: number): number {
  const sidePrice = sidePriceOf(order.placed.side, price)
  const level = { price: sidePrice as PriceTicks, count: count as Centicontracts }
  const most = maximumFee(feeTermsOf(order.market, order.account), 'maker', [level])
  return Math.min(most, (TICKS_PER_DOLLAR - sidePrice) * count)
}

/** What a reserve depends on. */
export type Exposure = Pick<Holding, 'position' | 'bidCount' | 'bidCost' | 'askCount' | 'askCost'>

/** Returns what the resting orders of an exposure may come to cost, microdollars. */
export function reserveFor(exposure: Exposure): number {
  const { position, bidCount, bidCost, askCount, askCost } = exposure
  const bids = bidCost - TICKS_PER_DOLLAR * closingCount(position, 'bid', bidCount)
  const asks = askCost - TICKS_PER_DOLLAR * closingCount(position, 'ask', askCount)
  return Math.max(0, bids) + Math.max(0, asks)
}

/** Adds orders to an exposure (`sign` 1) or takes them out (−1). */
export function expose(
  exposure: Exposure,
  side: BookSide,
  { count, cost }: { count: number; cost: number },
): Exposure {
  return side === 'bid'
    ? { ...exposure, bidCount: exposure.bidCount + count, bidCost: exposure.bidCost + cost }
    : { ...exposure, askCount: exposure.askCount + count, askCost: exposure.askCost + cost }
}

/** Returns what a resting order may still cost: its contracts and its fee budget, microdollars. */
export function restingCostOf(order: Order): number {
  return sidePriceOf(order.placed.side, order.price) * order.remaining + order.feeBudget
}

/** Returns free cash, microdollars. */
export function availableOf(purse: Purse): number {
  return purse.cash - purse.reserved
}

/** Notes that a purse is about to change. */
export function touch(state: State, purse: Purse): void {
  if (!state.touched.has(purse)) {
    state.touched.set(purse, { cash: purse.cash, reserved: purse.reserved })
  }
}

/** Begins to hold cash for a resting order. */
export function reserve(state: State, order: Order): void {
  changeExposure(state, order, 1)
}

/** Stops holding cash for a resting order; its remaining count and budget must be unchanged since. */
export function release(state: State, order: Order): void {
  changeExposure(state, order, -1)
}

function changeExposure(state: State, order: Order, sign: 1 | -1): void {
  const { holding, placed } = order
  const size = { count: sign * order.remaining, cost: sign * restingCostOf(order) }
  Object.assign(holding, expose(holding, placed.side, size))
  updateReserve(state, holding)
}

/** Brings a purse's reserve up to date with a holding's orders and position. */
export function updateReserve(state: State, holding: Holding): void {
  const reserved = reserveFor(holding)
  if (reserved === holding.reserved) return
  touch(state, holding.purse)
  holding.purse.reserved += reserved - holding.reserved
  holding.reserved = reserved
}

/** One fill, as the ledger books it. */
export interface BookedFill {
  readonly side: BookSide
  /** Of YES. */
  readonly price: number
  readonly count: number
  readonly fee: number
}

/** Pays for a fill, nets YES against NO, and moves the position. */
export function bookFill(state: State, holding: Holding, fill: BookedFill): void {
  const { purse, position } = holding
  const { side, count, fee } = fill
  const sidePrice = sidePriceOf(side, fill.price)
  const closing = closingCount(position, side, count)
  const closedCost = closing === 0 ? 0 : shareOf(holding.cost, closing, Math.abs(position))
  touch(state, purse)
  purse.cash += TICKS_PER_DOLLAR * closing - sidePrice * count - fee
  state.fees += fee
  holding.cost += sidePrice * (count - closing) - closedCost
  holding.realizedPnl += (TICKS_PER_DOLLAR - sidePrice) * closing - closedCost
  holding.totalTraded += sidePrice * count
  holding.feesPaid += fee
  holding.updatedMs = state.nowMs
  movePosition(holding, position + (side === 'bid' ? count : -count))
  updateReserve(state, holding)
}

/** Pays what a position is worth and ends it; returns the payment, microdollars. */
export function bookSettlement(state: State, holding: Holding, value: number): number {
  const { position, purse } = holding
  const payout = position > 0 ? value * position : (TICKS_PER_DOLLAR - value) * -position
  touch(state, purse)
  purse.cash += payout
  holding.realizedPnl += payout - holding.cost
  holding.cost = 0
  holding.isSettled = true
  holding.updatedMs = state.nowMs
  movePosition(holding, 0)
  return payout
}

function movePosition(holding: Holding, position: number): void {
  holding.market.openInterest += Math.max(0, position) - Math.max(0, holding.position)
  holding.position = position
}

/** `amount` × part ÷ whole, rounded down; exact, because a product may pass the safe integers. */
function shareOf(amount: number, part: number, whole: number): number {
  return Number((BigInt(amount) * BigInt(part)) / BigInt(whole))
}
