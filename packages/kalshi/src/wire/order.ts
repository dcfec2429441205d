/**
 * Orders as they stand (OpenAPI 3.28.0 of 2026-08-22, GET /portfolio/orders and
 * /portfolio/orders/{order_id}). `status` is open: resting, canceled, executed, and what may come.
 * @module
 */
import * as z from 'zod'
import { bookSideSchema, outcomeSideSchema } from './direction.ts'

const optionalText = z.string().nullish()

/** One order. */
export const orderSchema = z.looseObject({
  order_id: z.string().min(1),
  client_order_id: z.string(),
  ticker: z.string().min(1),
  exchange_index: z.int().nullish(),
  outcome_side: outcomeSideSchema,
  book_side: bookSideSchema,
  status: z.string(),
  yes_price_dollars: z.string(),
  no_price_dollars: z.string(),
  initial_count_fp: z.string(),
  fill_count_fp: z.string(),
  remaining_count_fp: z.string(),
  taker_fill_cost_dollars: z.string(),
  maker_fill_cost_dollars: z.string(),
  taker_fees_dollars: z.string(),
  maker_fees_dollars: z.string(),
  expiration_time: optionalText,
  created_time: optionalText,
  last_update_time: optionalText,
  order_group_id: optionalText,
  subaccount_number: z.int().nullish(),
})
