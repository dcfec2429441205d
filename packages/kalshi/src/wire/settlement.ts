/**
 * Settlements of the account's own positions (OpenAPI 3.28.0 of 2026-08-22, GET
 * /portfolio/settlements). `revenue` and `value` are integer cents, everything else is text.
 * @module
 */
import * as z from 'zod'

/** One settled market. `market_result` is open: yes, no, scalar, and what may come. */
export const settlementSchema = z.looseObject({
  ticker: z.string().min(1),
  event_ticker: z.string().min(1),
  market_result: z.string(),
  yes_count_fp: z.string(),
  no_count_fp: z.string(),
  yes_total_cost_dollars: z.string(),
  no_total_cost_dollars: z.string(),
  revenue: z.int(),
  value: z.int().nullish(),
  fee_cost: z.string(),
  settled_time: z.string(),
  exchange_index: z.int().nullish(),
})
