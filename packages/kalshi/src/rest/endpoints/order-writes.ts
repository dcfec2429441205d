/**
 * Calls that place, change and take back one order (V2; the older ones answer 410 since 2026-06). A
 * call that had no answer may have been done: ask for the order before sending anything.
 * @module
 */
import {
  assertInput,
  type Centicontracts,
  formatCenticontracts,
  WireFormatError,
  type WireLocation,
} from '@arbkit/core'
import { checkOrderCount } from '../../orders/yes-book.ts'
import {
  type AmendedOrder,
  type CancelledOrder,
  type DecreasedOrder,
  parseAmendedOrder,
  parseCancelledOrder,
  parseDecreasedOrder,
  parsePlacedOrder,
  type PlacedOrder,
} from '../../to-core/order-result.ts'
import type { KalshiRequest, Send, SendOptions } from '../request.ts'
import { answerOf, CHEAP_TOKENS, checkSame, writeRequest } from './call.ts'
import {
  exchangeIndexOf,
  type ExchangeRoute,
  type OrderPlace,
  orderPlaceOf,
} from './exchange-route.ts'
import { type NewOrder, newOrderBody, type OrderTerms, termsOf } from './new-order.ts'
import {
  bodyOf,
  checkId,
  checkSubaccount,
  optional,
  queryOf,
  secondsBefore,
  segmentOf,
} from './parameters.ts'

const ORDERS = '/portfolio/events/orders'

/** Returns the call `POST /portfolio/events/orders`. @throws {InvalidInputError} naming the parameter. */
export function createOrderRequest(order: NewOrder): KalshiRequest {
  const body = newOrderBody(order)
  return writeRequest('POST', ORDERS, { body, exchangeIndex: exchangeIndexOf(order.exchangeIndex) })
}

/**
 * Places an order. @throws {VenueNoAnswerError} with `reconcile-first` where it may have been placed;
 *   otherwise as {@link answerOf}.
 */
export async function createOrder(
  send: Send,
  order: NewOrder,
  options?: SendOptions,
): Promise<PlacedOrder> {
  return answerOf(
    send,
    createOrderRequest(order),
    (payload, at) => {
      const placed = parsePlacedOrder(payload, at)
      checkPlaced(placed, order, at)
      return placed
    },
    options,
  )
}

/**
 * Says that an answer can be about the order: its own id, and no more contracts than were asked for.
 * @throws {WireFormatError}
 */
export function checkPlaced(placed: PlacedOrder, order: NewOrder, at: WireLocation): void {
  if (placed.clientOrderId !== undefined) {
    checkSame(at, 'client_order_id', placed.clientOrderId, order.clientOrderId)
  }
  const count = placed.filledCount + placed.remainingCount
  if (count <= order.count) return
  const expected = `at most ${order.count} centicontracts filled and remaining`
  throw new WireFormatError(at, { expected, got: count })
}

/** Which order is taken back. */
export interface CancelParams extends OrderPlace {
  readonly orderId: string
  readonly subaccount?: number | undefined
}

/** Returns the call `DELETE /portfolio/events/orders/{order_id}`; 2 tokens. @throws {InvalidInputError} */
export function cancelOrderRequest(params: CancelParams): KalshiRequest {
  const place = orderPlaceOf(params)
  return writeRequest('DELETE', `${ORDERS}/${segmentOf('orderId', params.orderId)}`, {
    query: queryOf({ subaccount: checkSubaccount(params.subaccount), ...place }),
    tokens: CHEAP_TOKENS,
    exchangeIndex: place.exchange_index,
  })
}

/** Takes an order back; one that is gone is refused with 404. @throws as {@link answerOf}. */
export async function cancelOrder(
  send: Send,
  params: CancelParams,
  options?: SendOptions,
): Promise<CancelledOrder> {
  const read = ofOrder(parseCancelledOrder, params.orderId)
  return answerOf(send, cancelOrderRequest(params), read, options)
}

/** How an order is changed. */
export interface AmendParams extends OrderTerms {
  readonly orderId: string
  /** What is filled already and what is to rest from now on, together. */
  readonly count: Centicontracts
  readonly exchangeIndex: ExchangeRoute
  /** Our id of the order as it is. */
  readonly clientOrderId?: string | undefined
  /** Our id of the order from now on. */
  readonly newClientOrderId?: string | undefined
  /** When it ends, Unix ms; `never` to take its end away; left alone by default (since 2026-10-01). */
  readonly expiresMs?: number | 'never' | undefined
  readonly subaccount?: number | undefined
}

/** How the absence of an end is written (OpenAPI 3.34.0, amend order V2). */
const NEVER_EXPIRES = 0

/**
 * Returns the call `POST /portfolio/events/orders/{order_id}/amend`. A new price or a larger count
 * loses the order's place in the queue. @throws {InvalidInputError}
 */
export function amendOrderRequest(params: AmendParams): KalshiRequest {
  const exchangeIndex = exchangeIndexOf(params.exchangeIndex)
  const { expiresMs } = params
  const body = bodyOf({
    ...termsOf(params),
    client_order_id: optional(params.clientOrderId, (id) => checkId('clientOrderId', id)),
    updated_client_order_id: optional(params.newClientOrderId, (id) =>
      checkId('newClientOrderId', id),
    ),
    expiration_time: expiresMs === 'never' ? NEVER_EXPIRES : secondsBefore('expiresMs', expiresMs),
    exchange_index: exchangeIndex,
  })
  return writeRequest('POST', `${ORDERS}/${segmentOf('orderId', params.orderId)}/amend`, {
    query: queryOf({ subaccount: checkSubaccount(params.subaccount) }),
    body,
    exchangeIndex,
  })
}

/** Changes an order. @throws as {@link answerOf}. */
export async function amendOrder(
  send: Send,
  params: AmendParams,
  options?: SendOptions,
): Promise<AmendedOrder> {
  const read = ofOrder(parseAmendedOrder, params.orderId)
  return answerOf(send, amendOrderRequest(params), read, options)
}

/** By how much an order is made smaller: exactly one of the two. */
export interface DecreaseParams extends OrderPlace {
  readonly orderId: string
  /** What is taken off, 0.01 or more. */
  readonly reduceBy?: Centicontracts | undefined
  /** What is to rest, 0.01 or more; for nothing, cancel. */
  readonly reduceTo?: Centicontracts | undefined
  readonly subaccount?: number | undefined
}

/** Returns the call `POST /portfolio/events/orders/{order_id}/decrease`. @throws {InvalidInputError} */
export function decreaseOrderRequest(params: DecreaseParams): KalshiRequest {
  const { orderId, reduceBy, reduceTo } = params
  assertInput(
    (reduceBy === undefined) !== (reduceTo === undefined),
    'exactly one of reduceBy and reduceTo must be given',
    { parameter: 'reduceBy' },
  )
  const place = orderPlaceOf(params)
  return writeRequest('POST', `${ORDERS}/${segmentOf('orderId', orderId)}/decrease`, {
    query: queryOf({ subaccount: checkSubaccount(params.subaccount) }),
    body: bodyOf({
      reduce_by: reductionOf('reduceBy', reduceBy),
      reduce_to: reductionOf('reduceTo', reduceTo),
      ...place,
    }),
    exchangeIndex: place.exchange_index,
  })
}

function reductionOf(name: string, count: Centicontracts | undefined): string | undefined {
  return optional(count, (value) => formatCenticontracts(checkOrderCount(value, name)))
}

/** Makes an order smaller; it keeps its place in the queue. @throws as {@link answerOf}. */
export async function decreaseOrder(
  send: Send,
  params: DecreaseParams,
  options?: SendOptions,
): Promise<DecreasedOrder> {
  const read = ofOrder(parseDecreasedOrder, params.orderId)
  return answerOf(send, decreaseOrderRequest(params), read, options)
}

/** Returns a reader that refuses an answer about another order. */
function ofOrder<T extends { readonly orderId: string }>(
  parse: (payload: unknown, at: WireLocation) => T,
  orderId: string,
): (payload: unknown, at: WireLocation) => T {
  return (payload, at) => {
    const answer = parse(payload, at)
    checkSame(at, 'order_id', answer.orderId, orderId)
    return answer
  }
}
