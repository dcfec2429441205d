/**
 * Fills of the account's orders (OpenAPI 3.28.0 of 2026-08-22, GET /portfolio/fills; live captures of
 * 2026-07-06). Both sides' prices are stated and add up to a dollar.
 * @module
 */
import * as z from 'zod'
import { bookSideSchema, outcomeSideSchema } from './direction.ts'

/** One fill. `created_time` or `ts` (Unix seconds) says when. */
export const fillSchema = z.looseObject({
  fill_id: z.string().min(1),
  trade_id: z.string().min(1),
  order_id: z.string().min(1),
  ticker: z.string().min(1),
  exchange_index: z.int().nullish(),
  outcome_side: outcomeSideSchema,
  book_side: bookSideSchema,
  count_fp: z.string(),
  yes_price_dollars: z.string(),
  no_price_dollars: z.string(),
  is_taker: z.boolean(),
  fee_cost: z.string(),
  created_time: z.string().nullish(),
  ts: z.int().nullish(),
  subaccount_number: z.int().nullish(),
})
