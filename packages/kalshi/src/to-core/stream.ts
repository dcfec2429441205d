/**
 * Messages of the WebSocket stream as a union to switch on. `seq` counts per subscription (`sid`),
 * contiguous from 1 over snapshots, deltas and `ok` (a capture of 2026-08-07); checking that is the client's part.
 * @module
 */
import {
  TICKS_PER_DOLLAR,
  type BookDelta,
  type BookSnapshot,
  complementTicks,
  type WireLocation,
  checkWire,
  insideWire,
} from '@arbkit/core'
import { type GridChange, gridChangeOf } from '../grid/grid-events.ts'
import {
  deltaSchema,
  errorSchema,
  feeUpdateSchema,
  lifecycleSchema,
  messageSchema,
  okSchema,
  snapshotSchema,
  subscribedSchema,
  unsubscribedSchema,
} from '../wire/stream-message.ts'
import { bidsOf } from './order-book.ts'
import { readCountChange, readMultiplier, readPrice } from './read.ts'
import {
  type AccountMessage,
  fillOf,
  type MarketDataMessage,
  positionOf,
  tickerOf,
  tradeOf,
  userOrderOf,
} from './stream-channels.ts'

/**
 * One message. `sid` is the subscription, `seq` its running number, `commandId` the number of the
 * command that it answers.
 */
export type StreamMessage =
  | MarketDataMessage
  | AccountMessage
  | {
      readonly tag: 'subscribed'
      readonly commandId?: number | undefined
      readonly sid: number
      readonly channel: string
    }
  | {
      readonly tag: 'ok'
      readonly commandId?: number | undefined
      readonly sid: number | undefined
      readonly seq: number | undefined
      /** All markets of the subscription now; undefined where the answer lists none. */
      readonly marketIds: readonly string[] | undefined
    }
  | {
      readonly tag: 'unsubscribed'
      readonly commandId?: number | undefined
      readonly sid: number
      readonly seq: number
    }
  | {
      readonly tag: 'snapshot'
      readonly sid: number
      readonly seq: number
      readonly marketId: string
      readonly book: BookSnapshot
    }
  | {
      readonly tag: 'delta'
      readonly sid: number
      readonly seq: number
      readonly marketId: string
      readonly delta: BookDelta
      /** When the venue recorded the change, Unix ms, where it says. */
      readonly changedMs: number | undefined
    }
  | {
      readonly tag: 'error'
      readonly commandId?: number | undefined
      readonly sid: number | undefined
      readonly seq: number | undefined
      /** The venue's code: 10 and 25 ask for a new subscription (AsyncAPI, 2026-08-22). */
      readonly code: number
      readonly message: string
    }
  /**
   * A market was created, changed, began or ceased to trade; `eventType` is the venue's word, open.
   */
  | {
      readonly tag: 'lifecycle'
      readonly sid: number | undefined
      readonly seq: number | undefined
      readonly marketId: string
      readonly eventType: string
      /** What it says about the market's price grid; undefined where it says nothing. */
      readonly gridChange?: GridChange | undefined
      /** What YES is to be settled at, dollars as decimal text, once it is determined. */
      readonly settlementValue?: string | undefined
    }
  /** An event's fee override was set, or cleared: then both are undefined. */
  | {
      readonly tag: 'fee-update'
      readonly sid: number | undefined
      readonly seq: number | undefined
      readonly eventId: string
      readonly feeType: string | undefined
      /** Decimal text, `0.5`. */
      readonly feeMultiplier: string | undefined
    }
  /** A type we do not read: RFQs, index values, and whatever comes next. */
  | {
      readonly tag: 'other'
      readonly type: string
      readonly sid: number | undefined
      readonly seq: number | undefined
    }

/** How the subscription was asked to state NO bids. */
export interface StreamOptions {
  /**
   * What `use_yes_price` was on the subscription: true means that bids on NO come at YES prices.
   * Default false, the venue's default of 2026-08; set it on every subscription, it will change.
   */
  readonly usesYesPrices?: boolean
}

/**
 * Parses one message.
 * @throws {WireFormatError} a known type with a field missing or of another type, a price outside 0
 *   to 1, a size that is no count.
 */
export function parseStreamMessage(
  payload: unknown,
  at: WireLocation,
  { usesYesPrices = false }: StreamOptions = {},
): StreamMessage {
  const message = checkWire(messageSchema, payload, at)
  const sid = message.sid ?? undefined
  const seq = message.seq ?? undefined
  const commandId = message.id ?? undefined
  const number = { sid, seq }
  switch (message.type) {
    case 'subscribed':
      return { ...subscribedOf(payload, at), commandId }
    case 'ok':
      return { tag: 'ok', commandId, sid, seq, marketIds: marketIdsOf(payload, at) }
    case 'unsubscribed':
      return { ...unsubscribedOf(payload, at), commandId }
    case 'orderbook_snapshot':
      return snapshotOf(payload, at, usesYesPrices)
    case 'orderbook_delta':
      return deltaOf(payload, at, usesYesPrices)
    case 'error': {
      const { code, msg } = checkWire(errorSchema, payload, at).msg
      return { tag: 'error', commandId, sid, seq, code, message: msg }
    }
    case 'trade':
      return tradeOf(payload, at, number)
    case 'ticker':
      return tickerOf(payload, at, number)
    case 'fill':
      return fillOf(payload, at, number)
    case 'user_order':
      return userOrderOf(payload, at, number)
    case 'market_position':
      return positionOf(payload, at, number)
    case 'market_lifecycle_v2': {
      const { msg } = checkWire(lifecycleSchema, payload, at)
      const { market_ticker: marketId, event_type: eventType } = msg
      const { settlement_value: value } = msg
      const gridChange = gridChangeOf(payload, at)
      const change = gridChange === undefined ? {} : { gridChange }
      const settlement = typeof value === 'string' ? { settlementValue: value } : {}
      return { tag: 'lifecycle', sid, seq, marketId, eventType, ...change, ...settlement }
    }
    case 'event_fee_update':
      return { ...feeUpdateOf(payload, at), sid, seq }
    default:
      return { tag: 'other', type: message.type, sid, seq }
  }
}

function feeUpdateOf(
  payload: unknown,
  at: WireLocation,
): Omit<Extract<StreamMessage, { tag: 'fee-update' }>, 'sid' | 'seq'> {
  const { msg } = checkWire(feeUpdateSchema, payload, at)
  const { fee_multiplier_override: multiplier } = msg
  return {
    tag: 'fee-update',
    eventId: msg.event_ticker,
    feeType: msg.fee_type_override ?? undefined,
    feeMultiplier:
      multiplier === null || multiplier === undefined
        ? undefined
        : readMultiplier(insideWire(at, 'msg'), 'fee_multiplier_override', multiplier),
  }
}

function subscribedOf(
  payload: unknown,
  at: WireLocation,
): Extract<StreamMessage, { tag: 'subscribed' }> {
  const { msg } = checkWire(subscribedSchema, payload, at)
  return { tag: 'subscribed', sid: msg.sid, channel: msg.channel }
}

function marketIdsOf(payload: unknown, at: WireLocation): readonly string[] | undefined {
  const { msg } = checkWire(okSchema, payload, at)
  if (msg === null || msg === undefined || Array.isArray(msg)) return undefined
  return msg.market_tickers ?? undefined
}

function unsubscribedOf(
  payload: unknown,
  at: WireLocation,
): Extract<StreamMessage, { tag: 'unsubscribed' }> {
  const { sid, seq } = checkWire(unsubscribedSchema, payload, at)
  return { tag: 'unsubscribed', sid, seq }
}

function snapshotOf(payload: unknown, at: WireLocation, usesYesPrices: boolean): StreamMessage {
  const { sid, seq, msg } = checkWire(snapshotSchema, payload, at)
  const place = insideWire(at, 'msg')
  const book = {
    yesBids: bidsOf(msg.yes_dollars_fp, place, 'yes_dollars_fp'),
    noBids: bidsOf(msg.no_dollars_fp, place, 'no_dollars_fp', usesYesPrices),
  }
  return { tag: 'snapshot', sid, seq, marketId: msg.market_ticker, book }
}

function deltaOf(payload: unknown, at: WireLocation, usesYesPrices: boolean): StreamMessage {
  const { sid, seq, msg } = checkWire(deltaSchema, payload, at)
  const place = insideWire(at, 'msg')
  const stated = readPrice(place, 'price_dollars', msg.price_dollars)
  if (stated <= 0 || stated >= TICKS_PER_DOLLAR) {
    // Nothing can trade there, as in a snapshot; its number still counts.
    return { tag: 'other', type: 'orderbook_delta', sid, seq }
  }
  const delta = {
    side: msg.side,
    price: usesYesPrices && msg.side === 'no' ? complementTicks(stated) : stated,
    change: readCountChange(place, 'delta_fp', msg.delta_fp),
  }
  return {
    tag: 'delta',
    sid,
    seq,
    marketId: msg.market_ticker,
    delta,
    changedMs: msg.ts_ms ?? undefined,
  }
}
