/**
 * Calls for orders as they stand.
 * @module
 */
import { type AccountOrder, parseOrders } from '../../to-core/order.ts'
import type { KalshiRequest, Send, SendOptions } from '../request.ts'
import {
  answerOf,
  CHEAP_TOKENS,
  checkSame,
  type CursorParams,
  type Page,
  pageReader,
  readRequest,
  theOnly,
} from './call.ts'
import {
  checkCursor,
  checkExchangeIndex,
  checkId,
  checkLimit,
  checkSubaccount,
  checkWord,
  commaSeparated,
  optional,
  queryOf,
  secondsRange,
  segmentOf,
} from './parameters.ts'

/** Most orders of a page (OpenAPI 3.28.0). */
export const ORDERS_PAGE_MAX = 1_000
/** Most events of one call (OpenAPI 3.28.0). */
export const ORDERS_EVENTS_MAX = 10
/** Words by which orders are filtered; also an order's own status. */
export const ORDER_FILTERS = ['resting', 'canceled', 'executed'] as const

/** Which orders. There is no filter by the id we gave them. */
export interface OrdersParams extends CursorParams {
  readonly marketId?: string | undefined
  /** At most {@link ORDERS_EVENTS_MAX}. */
  readonly eventIds?: readonly string[] | undefined
  readonly status?: (typeof ORDER_FILTERS)[number] | undefined
  /** Unix ms. */
  readonly minMs?: number | undefined
  readonly maxMs?: number | undefined
  /** 1 to {@link ORDERS_PAGE_MAX}; 100 by default. */
  readonly limit?: number | undefined
  /** Of all by default. */
  readonly subaccount?: number | undefined
  /** On this shard only; on all by default. */
  readonly exchangeIndex?: number | undefined
}

/** Returns the call `GET /portfolio/orders`. @throws {InvalidInputError} */
export function getOrdersRequest(params: OrdersParams): KalshiRequest {
  const [minTs, maxTs] = secondsRange(['minMs', params.minMs], ['maxMs', params.maxMs])
  const query = queryOf({
    ticker: optional(params.marketId, (id) => checkId('marketId', id)),
    event_ticker: commaSeparated('eventIds', params.eventIds, ORDERS_EVENTS_MAX),
    min_ts: minTs,
    max_ts: maxTs,
    status: optional(params.status, (word) => checkWord('status', word, ORDER_FILTERS)),
    limit: checkLimit(params.limit, ORDERS_PAGE_MAX),
    cursor: checkCursor(params.cursor),
    subaccount: checkSubaccount(params.subaccount),
    exchange_index: optional(params.exchangeIndex, checkExchangeIndex),
  })
  return readRequest('/portfolio/orders', { query, isSigned: true })
}

const readOrders = pageReader(parseOrders, 'orders')

/** Returns a page of orders; finished ones for about two weeks. @throws as {@link answerOf}. */
export async function getOrders(
  send: Send,
  params: OrdersParams,
  options?: SendOptions,
): Promise<Page<AccountOrder>> {
  return answerOf(send, getOrdersRequest(params), readOrders, options)
}

/** Which order. */
export interface OrderParams {
  readonly orderId: string
}

/** Returns the call `GET /portfolio/orders/{order_id}`; 2 tokens. @throws {InvalidInputError} */
export function getOrderRequest({ orderId }: OrderParams): KalshiRequest {
  const path = `/portfolio/orders/${segmentOf('orderId', orderId)}`
  return readRequest(path, { isSigned: true, tokens: CHEAP_TOKENS })
}

/** Returns one order. @throws as {@link answerOf}. */
export async function getOrder(
  send: Send,
  params: OrderParams,
  options?: SendOptions,
): Promise<AccountOrder> {
  return answerOf(
    send,
    getOrderRequest(params),
    (payload, at) => {
      const order = theOnly(parseOrders(payload, at), at)
      checkSame(at, 'order', order.orderId, params.orderId)
      return order
    },
    options,
  )
}
