/**
 * Order groups: orders that are cancelled together when too many contracts match within 15 seconds
 * (OpenAPI 3.28.0 of 2026-08-22, /portfolio/order_groups*).
 * @module
 */
import * as z from 'zod'

/** Answer to a new group. */
export const createdOrderGroupSchema = z.looseObject({
  order_group_id: z.string().min(1),
  subaccount: z.int(),
  exchange_index: z.int().nullish(),
})

/** One group asked for by its id, which the answer does not repeat. */
export const orderGroupSchema = z.looseObject({
  is_auto_cancel_enabled: z.boolean(),
  contracts_limit_fp: z.string().nullish(),
  orders: z.array(z.string()).nullable(),
  exchange_index: z.int().nullish(),
})

/** One group of the list. */
export const listedOrderGroupSchema = z.looseObject({
  id: z.string().min(1),
  is_auto_cancel_enabled: z.boolean(),
  contracts_limit_fp: z.string().nullish(),
  exchange_index: z.int().nullish(),
})
