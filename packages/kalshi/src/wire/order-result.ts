/**
 * What the venue answers to orders of V2: placed, amended, decreased, cancelled, one or many (OpenAPI
 * 3.28.0 of 2026-08-22, /portfolio/events/orders*; amend's `remaining_count` is the one after
 * matching since 2026-09-03).
 * @module
 */
import * as z from 'zod'

const optionalText = z.string().nullish()
const orderId = z.string().min(1)

/** What was filled at once; averages only where something was. */
const averages = { average_fill_price: optionalText, average_fee_paid: optionalText }

/** Answer to a new order. */
export const placedOrderSchema = z.looseObject({
  order_id: orderId,
  client_order_id: optionalText,
  fill_count: z.string(),
  remaining_count: z.string(),
  ...averages,
  ts_ms: z.int(),
})

/** Answer to an amendment. */
export const amendedOrderSchema = z.looseObject({
  order_id: orderId,
  client_order_id: optionalText,
  fill_count: optionalText,
  remaining_count: optionalText,
  ...averages,
  ts_ms: z.int(),
})

/** Answer to a decrease. */
export const decreasedOrderSchema = z.looseObject({
  order_id: orderId,
  client_order_id: optionalText,
  remaining_count: z.string(),
  ts_ms: z.int(),
})

/** Answer to a cancellation. */
export const cancelledOrderSchema = z.looseObject({
  order_id: orderId,
  client_order_id: optionalText,
  reduced_by: z.string(),
  ts_ms: z.int(),
})

/** Why one item of a batch was refused; null or missing where it was not. */
const itemErrorSchema = z
  .looseObject({ code: optionalText, message: optionalText, details: optionalText })
  .nullish()

/** Any item of a batch, looked at for its refusal first. */
export const batchItemSchema = z.looseObject({
  order_id: optionalText,
  client_order_id: optionalText,
  error: itemErrorSchema,
})

/** Answer to a batch of either kind. */
export const batchSchema = z.looseObject({ orders: z.array(z.unknown()) })

/** A refusal as it came over the wire. */
export type WireItemError = NonNullable<z.output<typeof itemErrorSchema>>
/** A placed order as it came over the wire. */
export type WirePlacedOrder = z.output<typeof placedOrderSchema>
