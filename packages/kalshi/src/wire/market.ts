/**
 * A market as Kalshi's REST API returns it (OpenAPI 3.28.0 of 2026-08-22 and 3.34.0 of 2026-10-09;
 * live captures of 2026-08). Dollars and counts stay strings here. Statuses, results and strike
 * types are open: a new word passes as text.
 * @module
 */
import * as z from 'zod'

const optionalText = z.string().nullish()

/** Valid prices from `start` to `end`, `step` apart; dollar strings. */
const priceRangeSchema = z.looseObject({ start: z.string(), end: z.string(), step: z.string() })

/** One market. Required here is what we read; the rest is checked only where it is there. */
export const marketSchema = z.looseObject({
  ticker: z.string().min(1),
  event_ticker: z.string().min(1),
  status: z.string(),
  yes_sub_title: z.string(),
  yes_bid_dollars: z.string(),
  yes_ask_dollars: z.string(),
  yes_bid_size_fp: z.string(),
  yes_ask_size_fp: z.string(),
  rules_primary: z.string(),
  rules_secondary: z.string(),
  price_ranges: z.array(priceRangeSchema),
  title: optionalText,
  strike_type: optionalText,
  floor_strike: z.number().nullish(),
  cap_strike: z.number().nullish(),
  fee_waiver_expiration_time: optionalText,
  exchange_index: z.int().nullish(),
  market_type: optionalText,
  notional_value_dollars: optionalText,
  settlement_bounds_type: optionalText,
  no_sub_title: optionalText,
  no_bid_dollars: optionalText,
  no_ask_dollars: optionalText,
  last_price_dollars: optionalText,
  volume_fp: optionalText,
  volume_24h_fp: optionalText,
  open_interest_fp: optionalText,
  result: optionalText,
  settlement_value_dollars: optionalText,
  settlement_ts: optionalText,
  open_time: optionalText,
  close_time: optionalText,
  created_time: optionalText,
  updated_time: optionalText,
  can_close_early: z.boolean().nullish(),
  settlement_timer_seconds: z.int().nullish(),
})

/** A market as it came over the wire. */
export type WireMarket = z.output<typeof marketSchema>
