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
import { type Liquidity, TICKS_PER_DOLLAR } from '@arbkit/core'
import type { FillFee } from './fill-fees.ts'
import type { BookSide } from './protocol.ts'
import type { Holding, Order, Purse, State } from './state.ts'

/** Price of the side that an order buys: of YES for a bid, of NO for an ask. */
export function sidePriceOf(side: BookSide, price: number): number {
  return side === 'bid' ? price : TICKS_PER_DOLLAR - price
}

/** How much of `count` closes a position instead of opening one. */
export function closingCount(position: number, side: BookSide, count: number): number {
  return Math.min(count, Math.max(0, side === 'bid' ? -position : position))
}

/** Returns the fee of one fill at a price of YES, after those that left `overpaid`. */
export function fillFeeOf(
  { placed, market, account }: Order,
  { liquidity, price, count }: { liquidity: Liquidity; price: number; count: number },
  overpaid: number,
): FillFee {
  // A closing fill is charged the same: the dollar it gives back is a multiple of every precision.
  const fill = { liquidity, price: sidePriceOf(placed.side, price), count }
  return market.fillFees[account.membership].feeOf(fill, overpaid)
}

/** Returns the most that resting contracts may be charged, however they are filled, microdollars. */
export function feeBudgetOf(order: Order, price: number, count: number): number {
  const sidePrice = sidePriceOf(order.placed.side, price)
  const most = order.market.fillFees[order.account.membership].budgetOf(sidePrice, count)
  return Math.min(most, (TICKS_PER_DOLLAR - sidePrice) * count)
}

/** What a reserve depends on. */
export type Exposure = Pick<Holding, 'position' | 'bidCount' | 'bidCost' | 'askCount' | 'askCost'>

/** Returns a copy. */
export function exposureOf({ position, bidCount, bidCost, askCount, askCost }: Exposure): Exposure {
  return { position, bidCount, bidCost, askCount, askCost }
}

/**
 * Returns what the resting orders of an exposure may come to cost, microdollars.
 * @param closable NO contracts of which each gives a dollar when it is closed; all, by default.
 */
export function reserveFor(exposure: Exposure, closable = Infinity): number {
  const { position, bidCount, bidCost, askCount, askCost } = exposure
  const closing = Math.min(closable, closingCount(position, 'bid', bidCount))
  const bids = bidCost - TICKS_PER_DOLLAR * closing
  const asks = askCost - TICKS_PER_DOLLAR * closingCount(position, 'ask', askCount)
  return Math.max(0, bids) + Math.max(0, asks)
}

/** Adds orders to an exposure, or takes them out: count and cost are below 0 then. */
export function expose(exposure: Exposure, side: BookSide, count: number, cost: number): void {
  if (side === 'bid') {
    exposure.bidCount += count
    exposure.bidCost += cost
  } else {
    exposure.askCount += count
    exposure.askCost += cost
  }
}

/** Returns what a resting order may still cost: its contracts and its fee budget, microdollars. */
export function restingCostOf(order: Order): number {
  return sidePriceOf(order.placed.side, order.price) * order.remaining + order.feeBudget
}

/** Returns free cash, microdollars. */
export function availableOf(purse: Purse): number {
  return purse.cash - purse.reserved
}

/** Notes that a purse changes. */
export function touch(state: State, purse: Purse): void {
  if (purse.isTouched) return
  purse.isTouched = true
  state.touched.push(purse)
}

/** Brings a purse's reserve up to date with a holding's orders and position. */
export function updateReserve(state: State, holding: Holding, closable?: number): void {
  const reserved = reserveFor(holding, closable)
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

/** Pays for a fill, nets YES against NO, and moves the position; the reserve is for the caller. */
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
