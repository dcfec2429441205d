/**
 * What became of the orders of a batch: each was done or refused by itself, and each result is given
 * to the order that was sent. A result that can be any of several orders' is no answer.
 * @module
 */
import { checkWire, insideWire, WireFormatError, type WireLocation } from '@arbkit/core'
import { batchItemSchema, batchSchema, type WireItemError } from '../wire/order-result.ts'
import {
  type CancelledOrder,
  parseCancelledOrder,
  parsePlacedOrder,
  type PlacedOrder,
} from './order-result.ts'
import { presentText } from './read-account.ts'

/** Why the venue refused one order of a batch. */
export interface OrderRefusal {
  /** The venue's code, `insufficient_balance`; undefined where it gave none. */
  readonly code: string | undefined
  readonly message: string | undefined
  readonly details: string | undefined
}

/** What became of one order of a batch. */
export type BatchResult<Done> =
  | { readonly tag: 'done'; readonly order: Done }
  | { readonly tag: 'refused'; readonly refusal: OrderRefusal }

/**
 * Parses the answer to a batch of new orders.
 * @param clientOrderIds of the orders as they were sent, each once.
 * @returns one result an order, in the order sent. Refusals that name no order are given to the orders
 *   left over, in turn: all of those were refused, only which reason is whose is not certain.
 * @throws {WireFormatError} another number of results, one of an order that was not sent, one twice, or
 *   a placed one that does not say which it is.
 */
export function parsePlacedBatch(
  payload: unknown,
  at: WireLocation,
  clientOrderIds: readonly string[],
): readonly BatchResult<PlacedOrder>[] {
  return resultsOf(payload, at, {
    ids: clientOrderIds,
    key: 'client_order_id',
    parse: parsePlacedOrder,
  })
}

/**
 * Parses the answer to a batch of cancellations.
 * @param orderIds as they were sent, each once.
 * @returns one result an order, in the order sent. @throws {WireFormatError} as {@link parsePlacedBatch}.
 */
export function parseCancelledBatch(
  payload: unknown,
  at: WireLocation,
  orderIds: readonly string[],
): readonly BatchResult<CancelledOrder>[] {
  return resultsOf(payload, at, { ids: orderIds, key: 'order_id', parse: parseCancelledOrder })
}

/** What was sent, and how a result says which of it it is about. */
interface Sent<Done> {
  readonly ids: readonly string[]
  readonly key: 'client_order_id' | 'order_id'
  readonly parse: (payload: unknown, at: WireLocation) => Done
}

function resultsOf<Done>(
  payload: unknown,
  at: WireLocation,
  { ids, key, parse }: Sent<Done>,
): readonly BatchResult<Done>[] {
  const { orders } = checkWire(batchSchema, payload, at)
  const place = insideWire(at, 'orders')
  if (orders.length !== ids.length) {
    throw new WireFormatError(place, { expected: `${ids.length} results`, got: orders.length })
  }
  const byId = new Map<string, BatchResult<Done>>()
  const nameless: BatchResult<Done>[] = []
  for (const [index, value] of orders.entries()) {
    const here = insideWire(place, index)
    const item = checkWire(batchItemSchema, value, here)
    const result: BatchResult<Done> = item.error
      ? { tag: 'refused', refusal: refusalOf(item.error) }
      : { tag: 'done', order: parse(value, here) }
    const id = presentText(item[key])
    if (id === undefined && result.tag === 'refused') {
      nameless.push(result)
    } else if (id === undefined || !ids.includes(id) || byId.has(id)) {
      const expected = 'the id of an order that was sent, once'
      throw new WireFormatError(insideWire(here, key), { expected, got: id })
    } else {
      byId.set(id, result)
    }
  }
  return inTheOrderSent(ids, byId, nameless)
}

/** Every id has a result: there are as many results as ids, and each named one took its own. */
function inTheOrderSent<Result>(
  ids: readonly string[],
  byId: ReadonlyMap<string, Result>,
  nameless: readonly Result[],
): readonly Result[] {
  const left = nameless.values()
  return ids.flatMap((id) => byId.get(id) ?? left.next().value ?? [])
}

function refusalOf({ code, message, details }: WireItemError): OrderRefusal {
  return {
    code: presentText(code),
    message: presentText(message),
    details: presentText(details),
  }
}
