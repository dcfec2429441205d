/**
 * Positions (OpenAPI 3.28.0 of 2026-08-22, GET /portfolio/positions; live captures of 2026-07-06).
 * Counts are signed: above 0 YES, below 0 NO.
 * @module
 */
import * as z from 'zod'

/** One market's. `exchange_index` was not sent before 2026-08. */
export const marketPositionSchema = z.looseObject({
  ticker: z.string().min(1),
  exchange_index: z.int().nullish(),
  position_fp: z.string(),
  market_exposure_dollars: z.string(),
  total_traded_dollars: z.string(),
  realized_pnl_dollars: z.string(),
  fees_paid_dollars: z.string(),
  last_updated_ts: z.string(),
})

/** One event's. */
export const eventPositionSchema = z.looseObject({
  event_ticker: z.string().min(1),
  total_cost_dollars: z.string(),
  total_cost_shares_fp: z.string(),
  event_exposure_dollars: z.string(),
  realized_pnl_dollars: z.string(),
  fees_paid_dollars: z.string(),
})
