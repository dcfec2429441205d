/**
 * Messages of the WebSocket stream (AsyncAPI of 2026-08-22; 269 recorded frames of 2026-08-07). One
 * schema a message type; a type without one is passed on as `other`.
 * @module
 */
import * as z from 'zod'
import { levelSchema } from './order-book.ts'

const sid = z.int()
const seq = z.int()

/** What every message has. */
export const messageSchema = z.looseObject({
  type: z.string(),
  id: z.int().nullish(),
  sid: sid.nullish(),
  seq: seq.nullish(),
})

/** Answer to `subscribe`, one a channel. It carries no `seq`. */
export const subscribedSchema = z.looseObject({
  msg: z.looseObject({ channel: z.string(), sid }),
})

/** Answer to `update_subscription` (tickers) and `list_subscriptions` (a list, no sid). */
export const okSchema = z.looseObject({
  msg: z
    .union([z.looseObject({ market_tickers: z.array(z.string()).nullish() }), z.array(z.unknown())])
    .nullish(),
})

/** Answer to `unsubscribe`. */
export const unsubscribedSchema = z.looseObject({ sid, seq })

/** Refusal of a command; `sid` and `seq` only where it concerns one subscription. */
export const errorSchema = z.looseObject({
  msg: z.looseObject({ code: z.int(), msg: z.string() }),
})

/** The whole book of one market. A side's key is missing where nobody bids. */
export const snapshotSchema = z.looseObject({
  sid,
  seq,
  msg: z.looseObject({
    market_ticker: z.string().min(1),
    yes_dollars_fp: z.array(levelSchema).nullish(),
    no_dollars_fp: z.array(levelSchema).nullish(),
  }),
})

/** A market's life: `activated`, `deactivated`, `determined`, `settled`, ...; open. */
export const lifecycleSchema = z.looseObject({
  msg: z.looseObject({ market_ticker: z.string().min(1), event_type: z.string() }),
})

/** A new override of an event's fee; null clears it. */
export const feeUpdateSchema = z.looseObject({
  msg: z.looseObject({
    event_ticker: z.string().min(1),
    fee_type_override: z.string().nullish(),
    fee_multiplier_override: z.number().nullish(),
  }),
})

/** A signed change of the size resting at one price. */
export const deltaSchema = z.looseObject({
  sid,
  seq,
  msg: z.looseObject({
    market_ticker: z.string().min(1),
    price_dollars: z.string(),
    delta_fp: z.string(),
    side: z.enum(['yes', 'no']),
    ts_ms: z.int().nullish(),
  }),
})
