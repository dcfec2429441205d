/**
 * Events of The Odds API v4 with the bookmakers' markets (official guide of 2025-09-10, recordings of
 * 2020 to 2026). GET /odds returns a list with `last_update` on bookmaker and market; GET
 * /events/{id}/odds one object with `last_update` on the market only and `description` (a player) on
 * outcomes. Times are ISO text, or Unix seconds where `dateFormat=unix` was asked for.
 * @module
 */
import * as z from 'zod'

const time = z.union([z.string(), z.int()])
const optionalText = z.string().nullish()

const outcomeSchema = z.looseObject({
  name: z.string().min(1),
  price: z.number(),
  point: z.number().nullish(),
  description: optionalText,
  link: optionalText,
  sid: optionalText,
  bet_limit: z.number().nullish(),
  multiplier: z.number().nullish(),
})

const marketSchema = z.looseObject({
  key: z.string().min(1),
  last_update: time.nullish(),
  outcomes: z.array(outcomeSchema),
  link: optionalText,
  sid: optionalText,
})

const bookmakerSchema = z.looseObject({
  key: z.string().min(1),
  title: z.string(),
  last_update: time.nullish(),
  markets: z.array(marketSchema),
  link: optionalText,
  sid: optionalText,
})

/** One event. Tournaments (outrights) have neither a home nor an away team. */
export const eventSchema = z.looseObject({
  id: z.string().min(1),
  sport_key: z.string().min(1),
  sport_title: optionalText,
  commence_time: time,
  home_team: optionalText,
  away_team: optionalText,
  bookmakers: z.array(bookmakerSchema),
})

/** An outcome as it came over the wire. */
export type WireOutcome = z.output<typeof outcomeSchema>
/** A market as it came over the wire. */
export type WireMarket = z.output<typeof marketSchema>
/** A bookmaker as it came over the wire. */
export type WireBookmaker = z.output<typeof bookmakerSchema>
/** An event as it came over the wire. */
export type WireEvent = z.output<typeof eventSchema>
