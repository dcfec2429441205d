/**
 * Order books over REST: `{ticker, orderbook_fp: {yes_dollars, no_dollars}}`, resting bids only,
 * ascending, best last (OpenAPI 3.28.0 of 2026-08-22, GET /markets/orderbooks). The keys are
 * required: guessed wrong they would read as an empty book.
 * @module
 */
import * as z from 'zod'

/** `[price in dollars, contracts]`. */
export const levelSchema = z.tuple([z.string(), z.string()], z.unknown())

/** One side's bids; null where nobody bids. */
const sideSchema = z.array(levelSchema).nullable()

/** One market's book. */
export const orderBookSchema = z.looseObject({
  ticker: z.string().min(1),
  orderbook_fp: z.looseObject({ yes_dollars: sideSchema, no_dollars: sideSchema }),
})

/** A price level as it came over the wire. */
export type WireLevel = z.output<typeof levelSchema>
