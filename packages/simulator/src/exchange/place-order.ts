/**
 * A new order: everything that is checked before it may trade.
 * @module
 */
import { CENTICONTRACTS_MAX, isOnGrid } from '@arbkit/core'
import { adoptChoice } from './collateral-return.ts'
import { closingCount } from './ledger.ts'
import { accountOf, holdingOf, marketOf, whyNotTrading } from './lookup.ts'
import { executeOrder, prepareOrder } from './matching.ts'
import type { CommandResult, PlaceOrder, Refusal } from './protocol.ts'
import { accept, isRefusal, refusal } from './refusal.ts'
import { cancelResting } from './resting.ts'
import type { Account, Market, Order, State } from './state.ts'

/** Carries out `place`. */
export function placeOrder(state: State, command: PlaceOrder): CommandResult {
  const account = accountOf(state, command.accountId)
  if (isRefusal(account)) return { refused: account }
  const market = marketOf(state, command)
  if (isRefusal(market)) return { refused: market }
  const refused =
    whyNotTrading(state, market) ??
    whyIdTaken(state, account, command) ??
    whyInvalid(command, market) ??
    whyFlagsInvalid(state, command) ??
    whyNoGroup(account, market, command)
  if (refused !== undefined) return { refused }
  const order = newOrder(state, { command, account, market })
  if (order.remaining === 0) {
    return { refused: refusal('invalid_order', 'reduce only: there is no position to reduce') }
  }
  const { price } = command
  const prepared = prepareOrder(order, { price, count: order.remaining, nowMs: state.nowMs })
  if (isRefusal(prepared)) return { refused: prepared }
  if (prepared.restCount > 0 && account.resting.size >= state.limits.restingOrdersMax) {
    return { refused: refusal('too_many_orders', 'too many resting orders') }
  }
  state.orders.set(command.orderId, order)
  if (order.clientOrderId !== undefined) account.clientIds.add(order.clientOrderId)
  const outcome = executeOrder(state, order, prepared, 'placed')
  if (order.status === 'resting') setExpiry(state, order)
  return accept({ kind: 'order', order: outcome })
}

/** Sets when a resting order goes by itself. Another expiry leaves the timer before without effect. */
export function setExpiry(state: State, order: Order): void {
  const { expiresMs } = order
  if (order.expiry?.atMs === expiresMs) return
  const expiry = expiresMs === undefined ? undefined : { atMs: expiresMs }
  order.expiry = expiry
  if (expiry === undefined) return
  const isNeeded = (): boolean => order.status === 'resting' && order.expiry === expiry
  const expire = (): void => {
    if (isNeeded()) cancelResting(state, order, 'expired')
  }
  state.timers.set(expiry.atMs, expire, isNeeded)
}

/** Returns why a price or count can not stand in a market; undefined: they can. */
export function whyInvalid(
  { price, count }: Pick<PlaceOrder, 'price' | 'count'>,
  market: Market,
): Refusal | undefined {
  if (!Number.isInteger(count) || count < 1 || count > CENTICONTRACTS_MAX) {
    return refusal('invalid_order_size', 'count must be 0.01 contracts or more')
  }
  if (!Number.isInteger(price) || !isOnGrid(market.config.grid, price)) {
    return refusal('invalid_order', 'price is not on the price grid of the market')
  }
  return undefined
}

function whyIdTaken(
  state: State,
  account: Account,
  { orderId, clientOrderId }: PlaceOrder,
): Refusal | undefined {
  const isTaken =
    state.orders.has(orderId) ||
    (clientOrderId !== undefined && account.clientIds.has(clientOrderId))
  return isTaken ? refusal('order_already_exists', 'order already exists') : undefined
}

function whyFlagsInvalid(state: State, command: PlaceOrder): Refusal | undefined {
  const { timeInForce, expiresMs } = command
  if (timeInForce !== 'good_till_canceled') {
    if (command.isPostOnly === true) {
      return refusal('invalid_order', 'post only orders must be good till canceled')
    }
    if (expiresMs !== undefined) {
      return refusal('invalid_order', 'only good till canceled orders may expire')
    }
  }
  if (command.isReduceOnly === true && timeInForce !== 'immediate_or_cancel') {
    return refusal('invalid_order', 'reduce only orders must be immediate or cancel')
  }
  if (expiresMs !== undefined && !(expiresMs > state.nowMs)) {
    return refusal('invalid_order', 'expiration time must be in the future')
  }
  return undefined
}

function whyNoGroup(
  account: Account,
  market: Market,
  { groupId }: PlaceOrder,
): Refusal | undefined {
  if (groupId === undefined) return undefined
  const group = account.groups.get(groupId)
  // Groups do not span shards (facts, 2026-11-21).
  if (group === undefined || group.exchangeIndex !== market.config.exchangeIndex) {
    return refusal('not_found', 'order group not found')
  }
  return group.isTriggered
    ? refusal('order_group_triggered', 'order group was triggered; reset it first')
    : undefined
}

interface NewOrder {
  readonly command: PlaceOrder
  readonly account: Account
  readonly market: Market
}

function newOrder(state: State, { command, account, market }: NewOrder): Order {
  const holding = holdingOf(account, market)
  adoptChoice(holding)
  const count =
    command.isReduceOnly === true
      ? closingCount(holding.position, command.side, command.count)
      : command.count
  const clientOrderId = command.clientOrderId === '' ? undefined : command.clientOrderId
  state.orderCount += 1
  return {
    serial: state.orderCount,
    account,
    market,
    holding,
    placed: command,
    clientOrderId,
    price: command.price,
    initialCount: count,
    fillCount: 0,
    remaining: count,
    expiresMs: command.expiresMs,
    expiry: undefined,
    status: 'canceled',
    reason: 'placed',
    overpaid: 0,
    feeBudget: 0,
    takerFillCost: 0,
    makerFillCost: 0,
    takerFees: 0,
    makerFees: 0,
    createdMs: state.nowMs,
    updatedMs: state.nowMs,
  }
}
