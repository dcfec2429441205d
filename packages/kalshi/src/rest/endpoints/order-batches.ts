/**
 * Calls that place or take back several orders at once. Each order of a batch is done or refused by
 * itself, and paid for by itself; the whole batch must fit into the write bucket.
 * @module
 */
import { assertInput, insideWire, type WireLocation } from '@arbkit/core'
import {
  type BatchResult,
  parseCancelledBatch,
  parsePlacedBatch,
} from '../../to-core/order-batch.ts'
import type { CancelledOrder, PlacedOrder } from '../../to-core/order-result.ts'
import type { KalshiRequest, Send, SendOptions } from '../request.ts'
import { DEFAULT_TOKENS } from '../../limits/endpoint-costs.ts'
import { answerOf, CHEAP_TOKENS, nothingOf, writeRequest } from './call.ts'
import { orderPlaceOf } from './exchange-route.ts'
import { type NewOrder, newOrderBody } from './new-order.ts'
import { type CancelParams, checkPlaced } from './order-writes.ts'
import { bodyOf, checkId, checkIds, checkSubaccount, queryOf } from './parameters.ts'

/** Most orders of one batch: more than the write budget of a second at the highest tier buys (960). */
export const BATCH_ORDERS_MAX = 1_000

const ORDERS = '/portfolio/events/orders'
const BATCH = `${ORDERS}/batched`

/** Which orders. */
export interface CreateOrdersParams {
  /** 1 to {@link BATCH_ORDERS_MAX}, each with an id of its own. */
  readonly orders: readonly NewOrder[]
}

/** Returns the call `POST /portfolio/events/orders/batched`; 10 tokens an order. @throws {InvalidInputError} */
export function createOrdersRequest({ orders }: CreateOrdersParams): KalshiRequest {
  checkBatch(orders)
  checkIds(
    'clientOrderId',
    orders.map(({ clientOrderId }) => clientOrderId),
    BATCH_ORDERS_MAX,
  )
  return writeRequest('POST', BATCH, {
    body: { orders: orders.map(newOrderBody) },
    tokens: DEFAULT_TOKENS * orders.length,
  })
}

/** Places orders; returns one result an order, in the order given. @throws as {@link answerOf}. */
export async function createOrders(
  send: Send,
  params: CreateOrdersParams,
  options?: SendOptions,
): Promise<readonly BatchResult<PlacedOrder>[]> {
  const { orders } = params
  const read = (payload: unknown, at: WireLocation): readonly BatchResult<PlacedOrder>[] => {
    const ids = orders.map(({ clientOrderId }) => clientOrderId)
    const results = parsePlacedBatch(payload, at, ids)
    for (const [index, order] of orders.entries()) {
      const result = results[index]
      if (result?.tag === 'done') checkPlaced(result.order, order, insideWire(at, 'orders'))
    }
    return results
  }
  return answerOf(send, createOrdersRequest(params), read, options)
}

/** Which orders are taken back. */
export interface CancelOrdersParams {
  /** 1 to {@link BATCH_ORDERS_MAX}, each once. */
  readonly orders: readonly CancelParams[]
}

/** Returns the call `DELETE /portfolio/events/orders/batched`; 2 tokens an order. @throws {InvalidInputError} */
export function cancelOrdersRequest({ orders }: CancelOrdersParams): KalshiRequest {
  checkBatch(orders)
  checkIds(
    'orderId',
    orders.map(({ orderId }) => orderId),
    BATCH_ORDERS_MAX,
  )
  const items = orders.map((order) =>
    bodyOf({
      order_id: checkId('orderId', order.orderId),
      subaccount: checkSubaccount(order.subaccount),
      ...orderPlaceOf(order),
    }),
  )
  return writeRequest('DELETE', BATCH, {
    body: { orders: items },
    tokens: CHEAP_TOKENS * orders.length,
  })
}

/** Takes orders back; returns one result an order, in the order given. @throws as {@link answerOf}. */
export async function cancelOrders(
  send: Send,
  params: CancelOrdersParams,
  options?: SendOptions,
): Promise<readonly BatchResult<CancelledOrder>[]> {
  const ids = params.orders.map(({ orderId }) => orderId)
  const read = (payload: unknown, at: WireLocation): readonly BatchResult<CancelledOrder>[] =>
    parseCancelledBatch(payload, at, ids)
  return answerOf(send, cancelOrdersRequest(params), read, options)
}

/** Whose orders are all taken back. */
export interface CancelAllParams {
  /** 0 (the primary one) to 63; of all by default. */
  readonly subaccount?: number | undefined
}

/** Returns the call `DELETE /portfolio/events/orders` (since 2026-08-27); 2 tokens. @throws {InvalidInputError} */
export function cancelAllOrdersRequest({ subaccount }: CancelAllParams): KalshiRequest {
  return writeRequest('DELETE', ORDERS, {
    query: queryOf({ subaccount: checkSubaccount(subaccount) }),
    tokens: CHEAP_TOKENS,
  })
}

/**
 * Takes all orders back, on every shard; orders placed within the next minute perhaps as well (SDK 3.30.0,
 * 2026-09-21).
 * @throws as {@link answerOf}.
 */
export async function cancelAllOrders(
  send: Send,
  params: CancelAllParams,
  options?: SendOptions,
): Promise<void> {
  return answerOf(send, cancelAllOrdersRequest(params), nothingOf, options)
}

function checkBatch(orders: readonly unknown[]): void {
  assertInput(
    orders.length >= 1 && orders.length <= BATCH_ORDERS_MAX,
    `orders must be 1 to ${BATCH_ORDERS_MAX}, got ${orders.length}`,
    { parameter: 'orders' },
  )
}
