/**
 * Candlesticks (OpenAPI 3.28.0 of 2026-08-22, GET /series/{s}/markets/{t}/candlesticks). Prices are
 * dollar strings under `*_dollars`; a period without a trade has no prices of its own.
 * @module
 */
import * as z from 'zod'

/** Four prices, all there. */
export const quotesSchema = z.looseObject({
  open_dollars: z.string(),
  high_dollars: z.string(),
  low_dollars: z.string(),
  close_dollars: z.string(),
})

const tradesSchema = z.looseObject({
  open_dollars: z.string().nullish(),
  high_dollars: z.string().nullish(),
  low_dollars: z.string().nullish(),
  close_dollars: z.string().nullish(),
  previous_dollars: z.string().nullish(),
})

/** One period. */
const candlestickSchema = z.looseObject({
  end_period_ts: z.int(),
  yes_bid: quotesSchema,
  yes_ask: quotesSchema,
  price: tradesSchema,
  volume_fp: z.string(),
  open_interest_fp: z.string(),
})

/** The candlesticks of one market. */
export const candlesticksSchema = z.looseObject({
  ticker: z.string().min(1),
  candlesticks: z.array(candlestickSchema),
})

/** Four prices as they came over the wire. */
export type WireQuotes = z.output<typeof quotesSchema>
/** Prices of a period's trades as they came over the wire. */
export type WireTrades = z.output<typeof tradesSchema>
/** A period as it came over the wire. */
export type WireCandlestick = z.output<typeof candlestickSchema>
