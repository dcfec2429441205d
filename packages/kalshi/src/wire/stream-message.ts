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

/** A market's life: `activated`, `deactivated`, `determined` (with its value), `settled`, ...; open. */
export const lifecycleSchema = z.looseObject({
  msg: z.looseObject({
    market_ticker: z.string().min(1),
    event_type: z.string(),
    settlement_value: z.string().nullish(),
  }),
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

const side = z.enum(['yes', 'no'])

/** A trade of anybody; times and the taker's side are absent at times. */
export const tradeSchema = z.looseObject({
  msg: z.looseObject({
    trade_id: z.string().min(1),
    market_ticker: z.string().min(1),
    yes_price_dollars: z.string(),
    count_fp: z.string(),
    taker_outcome_side: z.string().nullish(),
    is_block_trade: z.boolean().nullish(),
    ts_ms: z.int().nullish(),
  }),
})

/** The best quotes of one market; `0.0000` and `1.0000` stand for none. */
export const tickerSchema = z.looseObject({
  msg: z.looseObject({
    market_ticker: z.string().min(1),
    price_dollars: z.string(),
    yes_bid_dollars: z.string(),
    yes_ask_dollars: z.string(),
    yes_bid_size_fp: z.string().nullish(),
    yes_ask_size_fp: z.string().nullish(),
    ts_ms: z.int().nullish(),
  }),
})

/** One fill of an order of the account. */
export const fillSchema = z.looseObject({
  msg: z.looseObject({
    trade_id: z.string().min(1),
    order_id: z.string().min(1),
    client_order_id: z.string().nullish(),
    market_ticker: z.string().min(1),
    exchange_index: z.int().nullish(),
    is_taker: z.boolean(),
    outcome_side: side,
    yes_price_dollars: z.string(),
    count_fp: z.string(),
    fee_cost: z.string(),
    post_position_fp: z.string(),
    subaccount: z.int().nullish(),
    ts_ms: z.int().nullish(),
  }),
})

/** An order of the account after something happened to it; here the market's key is `ticker`. */
export const userOrderSchema = z.looseObject({
  msg: z.looseObject({
    order_id: z.string().min(1),
    client_order_id: z.string().nullish(),
    ticker: z.string().min(1),
    status: z.string(),
    outcome_side: side,
    yes_price_dollars: z.string(),
    initial_count_fp: z.string(),
    fill_count_fp: z.string(),
    remaining_count_fp: z.string(),
    taker_fees_dollars: z.string().nullish(),
    maker_fees_dollars: z.string().nullish(),
    exchange_index: z.int().nullish(),
    last_update_reason: z.string().nullish(),
    last_updated_ts_ms: z.int().nullish(),
  }),
})

/** The account's position in one market. */
export const marketPositionSchema = z.looseObject({
  msg: z.looseObject({
    market_ticker: z.string().min(1),
    position_fp: z.string(),
    position_cost_dollars: z.string(),
    realized_pnl_dollars: z.string(),
    fees_paid_dollars: z.string(),
    subaccount: z.int().nullish(),
  }),
})
