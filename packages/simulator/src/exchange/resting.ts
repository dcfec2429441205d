/**
 * Orders that come to rest, and orders that end: book, reserve, lists and events always change
 * together.
 * @module
 */
import { type Centicontracts, complementTicks, type PriceTicks } from '@arbkit/core'
import { updateHolding } from './collateral-return.ts'
import { availableOf, expose, feeBudgetOf, restingCostOf } from './ledger.ts'
import { groupOf } from './order-group.ts'
import type { CancelledOrder } from './protocol.ts'
import type { Order, State } from './state.ts'
import { toOrderView } from './to-view.ts'
import type { OrderReason } from './views.ts'

/** Says that an order changed. */
export function tellOrder(state: State, order: Order, reason: OrderReason): void {
  order.reason = reason
  order.updatedMs = state.nowMs
  state.events.push({ kind: 'order-updated', order: toOrderView(order) })
}

/** Says that the size at an order's price changed by `delta`. */
export function tellDelta(state: State, order: Order, delta: number): void {
  const { side, marketId, accountId } = order.placed
  const price = order.price as PriceTicks
  state.events.push({
    kind: 'book-delta',
    marketId,
    side: side === 'bid' ? 'yes' : 'no',
    price: side === 'bid' ? price : complementTicks(price),
    delta: delta as Centicontracts,
    accountId,
    clientOrderId: order.clientOrderId,
    atMs: state.nowMs,
  })
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
  const { holding, placed, remaining } = order
  expose(holding, placed.side, sign * remaining, sign * restingCostOf(order))
  updateHolding(state, holding)
}

/** Puts what remains of an order into the book, behind those at its price, and holds cash for it. */
export function rest(state: State, order: Order, feeBudget: number): void {
  order.feeBudget = feeBudget
  order.status = 'resting'
  reserve(state, order)
  order.market.book.add(order)
  order.account.resting.add(order)
  groupOf(order)?.resting.add(order)
  tellDelta(state, order, order.remaining)
}

/** Takes what remains of an order out of the book. */
export function unrest(state: State, order: Order): void {
  release(state, order)
  order.market.book.remove(order)
  order.feeBudget = 0
  forgetResting(order)
  tellDelta(state, order, -order.remaining)
}

/** Takes an order that has nothing left, or left the book, off the lists of what rests. */
export function forgetResting(order: Order): void {
  order.account.resting.delete(order)
  groupOf(order)?.resting.delete(order)
}

/** Makes a resting order smaller where it stands, by less than what remains. */
export function shrinkResting(state: State, order: Order, by: number): void {
  release(state, order)
  order.market.book.shrink(order, by)
  order.feeBudget = feeBudgetOf(order, order.price, order.remaining)
  reserve(state, order)
  tellDelta(state, order, -by)
}

/** Cancels a resting order. */
export function cancelResting(state: State, order: Order, reason: OrderReason): CancelledOrder {
  const reducedBy = order.remaining
  unrest(state, order)
  order.remaining = 0
  endOrder(state, order, 'canceled')
  tellOrder(state, order, reason)
  return {
    orderId: order.placed.orderId,
    clientOrderId: order.clientOrderId,
    reducedBy: reducedBy as Centicontracts,
  }
}

/** Cancels several, in the order given. */
export function cancelEach(
  state: State,
  orders: Iterable<Order>,
  reason: OrderReason,
): CancelledOrder[] {
  return [...orders].map((order) => cancelResting(state, order, reason))
}

/** Cancels orders whose account no longer covers them, the newest first. */
export function cancelUncovered(state: State, orders: readonly Order[]): void {
  for (const order of orders.toSorted((a, b) => b.createdMs - a.createdMs)) {
    if (availableOf(order.holding.purse) < 0) cancelResting(state, order, 'balance-too-low')
  }
}

/** Marks an order as ended and remembers it; the oldest remembered one is forgotten. */
export function endOrder(state: State, order: Order, status: 'executed' | 'canceled'): void {
  order.status = status
  const forgotten = order.account.ended.push(order)
  if (forgotten === undefined) return
  state.orders.delete(forgotten.placed.orderId)
  if (forgotten.clientOrderId !== undefined) order.account.clientIds.delete(forgotten.clientOrderId)
}
