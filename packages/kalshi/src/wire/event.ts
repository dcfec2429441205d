/**
 * An event as Kalshi's REST API returns it (OpenAPI 3.28.0 of 2026-08-22): a group of markets, which
 * come along only when they were asked for (`with_nested_markets`).
 * @module
 */
import * as z from 'zod'
import { marketSchema } from './market.ts'

/** One event. */
export const eventSchema = z.looseObject({
  event_ticker: z.string().min(1),
  series_ticker: z.string().min(1),
  title: z.string(),
  sub_title: z.string().nullish(),
  mutually_exclusive: z.boolean().nullish(),
  collateral_return_type: z.string().nullish(),
  fee_type_override: z.string().nullish(),
  fee_multiplier_override: z.number().nullish(),
  exchange_index: z.int().nullish(),
  last_updated_ts: z.string().nullish(),
  markets: z.array(marketSchema).nullish(),
})

/** An event as it came over the wire. */
export type WireEvent = z.output<typeof eventSchema>

/** GET /events/{ticker}: markets inside the event, or beside it in the older place. */
export const singleEventSchema = z.looseObject({
  event: eventSchema,
  markets: z.array(marketSchema).nullish(),
})
