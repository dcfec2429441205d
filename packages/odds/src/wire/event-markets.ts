/**
 * Market keys lately seen of one event, GET /v4/sports/{sport}/events/{id}/markets (official guide of
 * 2025-09-10; the clients for Rust 0.2.0 and R 1.0.0 agree).
 * @module
 */
import * as z from 'zod'

const marketSchema = z.looseObject({
  key: z.string().min(1),
  last_update: z.union([z.string(), z.int()]).nullish(),
})

/** The bookmakers of an event, beside what stands in every event. */
export const eventMarketsSchema = z.looseObject({
  bookmakers: z.array(z.looseObject({ key: z.string().min(1), markets: z.array(marketSchema) })),
})
