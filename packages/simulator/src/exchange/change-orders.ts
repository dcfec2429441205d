/**
 * Orders that rest already: cancelled, made smaller, amended.
 * @module
 */
import { CENTICONTRACTS_MAX, type Centicontracts } from '@arbkit/core'
import { accountOf, restingOrderOf, whyInactive, whyNotTrading } from './lookup.ts'
import { executeOrder, prepareOrder } from './matching.ts'
import { setExpiry, whyInvalid } from './place-order.ts'
import type {
  AmendOrder,
  CancelAll,
  CancelOrder,
  CommandResult,
  DecreaseOrder,
  OrderOutcome,
  Refusal,
} from './protocol.ts'
import { accept, isRefusal, refusal, refuse } from './refusal.ts'
import { cancelEach, cancelResting, shrinkResting, tellOrder, unrest } from './resting.ts'
import type { Order, State } from './state.ts'

/** Carries out `cancel`. */
export function cancelOrder(state: State, command: CancelOrder): CommandResult {
  const order = changeableOrder(state, command)
  if (isRefusal(order)) return { refused: order }
  return accept({ kind: 'cancelled', orders: [cancelResting(state, order, 'cancelled')] })
}

/** Carries out `cancel-all`; orders on a shard that is not active stay. */
export function cancelAll(state: State, command: CancelAll): CommandResult {
  const account = accountOf(state, command.accountId)
  if (isRefusal(account)) return { refused: account }
  const { marketId } = command
  if (marketId !== undefined && !state.markets.has(marketId)) {
    return refuse('market_not_found', 'market not found')
  }
  const orders = [...account.resting].filter(
    ({ placed, market }) =>
      (marketId === undefined || placed.marketId === marketId) &&
      whyInactive(state, market.config.exchangeIndex) === undefined,
  )
  return accept({ kind: 'cancelled', orders: cancelEach(state, orders, 'cancelled') })
}

/** Carries out `decrease`. */
export function decreaseOrder(state: State, command: DecreaseOrder): CommandResult {
  const order = changeableOrder(state, command)
  if (isRefusal(order)) return { refused: order }
  const { by } = command
  const reduceBy = 'reduceBy' in by ? by.reduceBy : order.remaining - by.reduceTo
  const isPossible = Number.isInteger(reduceBy) && reduceBy > 0 && reduceBy <= order.remaining
  if (!isPossible) return refuse('invalid_order_size', 'an order can only become smaller')
  if (reduceBy === order.remaining) {
    cancelResting(state, order, 'cancelled')
  } else {
    shrinkResting(state, order, reduceBy)
    tellOrder(state, order, 'decreased')
  }
  return accept({
    kind: 'decreased',
    orderId: command.orderId,
    clientOrderId: order.clientOrderId,
    remainingCount: order.remaining as Centicontracts,
  })
}

/** Carries out `amend`. */
export function amendOrder(state: State, command: AmendOrder): CommandResult {
  const order = changeableOrder(state, command)
  if (isRefusal(order)) return { refused: order }
  const refused =
    whyNotTrading(state, order.market) ??
    whyMismatched(order, command) ??
    whyInvalid(command, order.market) ??
    whyNotAmendable(state, order, command)
  if (refused !== undefined) return { refused }
  const remaining = command.count - order.fillCount
  const isKept = command.price === order.price && remaining <= order.remaining
  const outcome = isKept ? amendInPlace(state, order, command) : amendAnew(state, order, command)
  return isRefusal(outcome) ? { refused: outcome } : accept({ kind: 'order', order: outcome })
}

/** Less size, or another expiry alone: the order keeps its place in the queue. */
function amendInPlace(state: State, order: Order, command: AmendOrder): OrderOutcome {
  applyTerms(order, command)
  const by = order.remaining - (command.count - order.fillCount)
  if (by > 0) shrinkResting(state, order, by)
  order.initialCount = command.count
  tellOrder(state, order, 'amended')
  setExpiry(state, order)
  return {
    orderId: order.placed.orderId,
    clientOrderId: order.clientOrderId,
    fillCount: 0 as Centicontracts,
    remainingCount: order.remaining as Centicontracts,
    yesValue: 0 as OrderOutcome['yesValue'],
    fees: 0 as OrderOutcome['fees'],
  }
}

/** Another price, or more size: as if it were placed now. */
function amendAnew(state: State, order: Order, command: AmendOrder): OrderOutcome | Refusal {
  const { price } = command
  const count = command.count - order.fillCount
  const prepared = prepareOrder(order, { price, count, nowMs: state.nowMs, replaced: order })
  if (isRefusal(prepared)) return prepared
  unrest(state, order)
  applyTerms(order, command)
  order.price = price
  order.remaining = count
  order.initialCount = command.count
  const outcome = executeOrder(state, order, prepared, 'amended')
  if (order.status === 'resting') setExpiry(state, order)
  return outcome
}

function applyTerms(order: Order, { updatedClientOrderId, expiresMs }: AmendOrder): void {
  const { clientIds } = order.account
  if (updatedClientOrderId !== undefined && updatedClientOrderId !== '') {
    if (order.clientOrderId !== undefined) clientIds.delete(order.clientOrderId)
    order.clientOrderId = updatedClientOrderId
    clientIds.add(updatedClientOrderId)
  }
  if (expiresMs !== undefined) order.expiresMs = expiresMs ?? undefined
}

function changeableOrder(
  state: State,
  command: CancelOrder | DecreaseOrder | AmendOrder,
): Order | Refusal {
  const order = restingOrderOf(state, command)
  if (isRefusal(order)) return order
  return whyInactive(state, order.market.config.exchangeIndex) ?? order
}

function whyMismatched(order: Order, command: AmendOrder): Refusal | undefined {
  if (command.marketId !== order.placed.marketId) {
    return refusal('order_ticker_mismatch', 'the order is in another market')
  }
  if (command.side !== order.placed.side) {
    return refusal('order_side_mismatch', 'the order is on the other side')
  }
  const { clientOrderId } = command
  if (clientOrderId === undefined || clientOrderId === order.clientOrderId) return undefined
  const message = 'order id and client order id are of different orders'
  return refusal('order_id_and_client_order_id_mismatch', message)
}

function whyNotAmendable(state: State, order: Order, command: AmendOrder): Refusal | undefined {
  if (command.count <= order.fillCount || command.count > CENTICONTRACTS_MAX) {
    return refusal('invalid_order_size', 'count must be more than what is filled')
  }
  const { updatedClientOrderId, expiresMs } = command
  if (
    updatedClientOrderId !== undefined &&
    updatedClientOrderId !== order.clientOrderId &&
    order.account.clientIds.has(updatedClientOrderId)
  ) {
    return refusal('order_already_exists', 'order already exists')
  }
  if (typeof expiresMs === 'number' && !(expiresMs > state.nowMs)) {
    return refusal('invalid_order', 'expiration time must be in the future')
  }
  return undefined
}
