/**
 * Trades of everybody (OpenAPI 3.28.0 of 2026-08-22, GET /markets/trades).
 * @module
 */
import * as z from 'zod'
import { bookSideSchema, outcomeSideSchema } from './direction.ts'

/** One trade; the taker's direction is stated, the older `taker_side` is not read. */
export const tradeSchema = z.looseObject({
  trade_id: z.string().min(1),
  ticker: z.string().min(1),
  count_fp: z.string(),
  yes_price_dollars: z.string(),
  no_price_dollars: z.string(),
  taker_outcome_side: outcomeSideSchema,
  taker_book_side: bookSideSchema,
  created_time: z.string(),
  is_block_trade: z.boolean(),
})
