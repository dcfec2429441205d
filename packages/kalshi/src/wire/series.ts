/**
 * Series and scheduled fee changes (OpenAPI 3.28.0 of 2026-08-22: GET /series, /series/{ticker},
 * /series/fee_changes, /events/fee_changes). A multiplier is a JSON number on the wire.
 * @module
 */
import * as z from 'zod'

/** One series; `fee_type` is open. */
export const seriesSchema = z.looseObject({
  ticker: z.string().min(1),
  fee_type: z.string(),
  fee_multiplier: z.number(),
  title: z.string().nullish(),
  category: z.string().nullish(),
  exchange_index: z.int().nullish(),
  last_updated_ts: z.string().nullish(),
})

/** A series' scheduled change. */
export const seriesFeeChangeSchema = z.looseObject({
  id: z.string(),
  series_ticker: z.string().min(1),
  fee_type: z.string(),
  fee_multiplier: z.number(),
  scheduled_ts: z.string(),
})

/** An event's scheduled override; null clears the one in force. */
export const eventFeeChangeSchema = z.looseObject({
  id: z.string(),
  event_ticker: z.string().min(1),
  series_ticker: z.string().min(1),
  fee_type_override: z.string().nullable(),
  fee_multiplier_override: z.number().nullable(),
  scheduled_ts: z.string(),
})
