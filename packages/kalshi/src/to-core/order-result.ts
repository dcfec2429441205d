/**
 * What became of an order that was placed, amended, decreased or cancelled by itself.
 * @module
 */
import { type Centicontracts, checkWire, type Microdollars, type WireLocation } from '@arbkit/core'
import {
  amendedOrderSchema,
  cancelledOrderSchema,
  decreasedOrderSchema,
  placedOrderSchema,
  type WirePlacedOrder,
} from '../wire/order-result.ts'
import { readCount } from './read.ts'
import { presentText, readOptionalCount, readOptionalDollars, readUnixMs } from './read-account.ts'

/** What every answer to an order says. */
interface OrderAnswer {
  readonly orderId: string
  /** The id we gave it; undefined where the venue does not repeat it. */
  readonly clientOrderId: string | undefined
  /** When the matching engine did it, Unix ms. */
  readonly processedMs: number
}

/** Averages over the fills of one answer, as the venue rounded them; fills alone are exact. */
interface FillAverages {
  /** Dollars a contract on the YES book; undefined where nothing was filled. */
  readonly averagePrice: Microdollars | undefined
  /** Dollars a contract; undefined where nothing was filled. */
  readonly averageFee: Microdollars | undefined
}

/** A new order. */
export interface PlacedOrder extends OrderAnswer, FillAverages {
  /** What was filled at once. */
  readonly filledCount: Centicontracts
  /** What rests; 0 for an order that may not. */
  readonly remainingCount: Centicontracts
}

/** An amended order. */
export interface AmendedOrder extends OrderAnswer, FillAverages {
  /** Undefined where the venue does not say. */
  readonly filledCount: Centicontracts | undefined
  /** What rests after matching; undefined where the venue does not say. */
  readonly remainingCount: Centicontracts | undefined
}

/** An order made smaller. */
export interface DecreasedOrder extends OrderAnswer {
  readonly remainingCount: Centicontracts
}

/** An order taken back. */
export interface CancelledOrder extends OrderAnswer {
  /** What rested until then. */
  readonly reducedBy: Centicontracts
}

/** Parses the answer to a new order. @throws {WireFormatError} */
export function parsePlacedOrder(payload: unknown, at: WireLocation): PlacedOrder {
  const wire = checkWire(placedOrderSchema, payload, at)
  return {
    ...orderAnswerOf(wire, at),
    ...averagesOf(wire, at),
    filledCount: readCount(at, 'fill_count', wire.fill_count),
    remainingCount: readCount(at, 'remaining_count', wire.remaining_count),
  }
}

/** Parses the answer to an amendment. @throws {WireFormatError} */
export function parseAmendedOrder(payload: unknown, at: WireLocation): AmendedOrder {
  const wire = checkWire(amendedOrderSchema, payload, at)
  return {
    ...orderAnswerOf(wire, at),
    ...averagesOf(wire, at),
    filledCount: readOptionalCount(at, 'fill_count', wire.fill_count),
    remainingCount: readOptionalCount(at, 'remaining_count', wire.remaining_count),
  }
}

/** Parses the answer to a decrease. @throws {WireFormatError} */
export function parseDecreasedOrder(payload: unknown, at: WireLocation): DecreasedOrder {
  const wire = checkWire(decreasedOrderSchema, payload, at)
  const remainingCount = readCount(at, 'remaining_count', wire.remaining_count)
  return { ...orderAnswerOf(wire, at), remainingCount }
}

/** Parses the answer to a cancellation. @throws {WireFormatError} */
export function parseCancelledOrder(payload: unknown, at: WireLocation): CancelledOrder {
  const wire = checkWire(cancelledOrderSchema, payload, at)
  return {
    ...orderAnswerOf(wire, at),
    reducedBy: readCount(at, 'reduced_by', wire.reduced_by),
  }
}

type WireAnswer = Pick<WirePlacedOrder, 'order_id' | 'client_order_id' | 'ts_ms'>
type WireAverages = Pick<WirePlacedOrder, 'average_fill_price' | 'average_fee_paid'>

function orderAnswerOf(wire: WireAnswer, at: WireLocation): OrderAnswer {
  return {
    orderId: wire.order_id,
    clientOrderId: presentText(wire.client_order_id),
    processedMs: readUnixMs(at, 'ts_ms', wire.ts_ms),
  }
}

function averagesOf(wire: WireAverages, at: WireLocation): FillAverages {
  return {
    averagePrice: readOptionalDollars(at, 'average_fill_price', wire.average_fill_price),
    averageFee: readOptionalDollars(at, 'average_fee_paid', wire.average_fee_paid),
  }
}
