/**
 * Messages of the channels beside the order book: trades and best quotes of everybody, fills, orders
 * and positions of the account (AsyncAPI of 2026-08-22). Prices are those of YES whatever the side.
 * @module
 */
import {
  type Centicontracts,
  checkWire,
  type ContractSide,
  insideWire,
  type Microdollars,
  type PriceTicks,
  TICKS_PER_DOLLAR,
  type WireLocation,
} from '@arbkit/core'
import {
  fillSchema,
  marketPositionSchema,
  tickerSchema,
  tradeSchema,
  userOrderSchema,
} from '../wire/stream-message.ts'
import { readCount, readCountChange, readDollars, readPrice } from './read.ts'

/** Which subscription sent a message, and its running number there where the channel counts. */
interface Numbered {
  readonly sid: number | undefined
  readonly seq: number | undefined
}

/** Somebody traded. */
export interface TradeMessage extends Numbered {
  readonly tag: 'trade'
  readonly tradeId: string
  readonly marketId: string
  readonly yesPrice: PriceTicks
  readonly count: Centicontracts
  /** What the taker bought; undefined where the venue does not say. */
  readonly takerSide: ContractSide | undefined
  /** Matched off the book. */
  readonly isBlock: boolean
  /** Unix ms. */
  readonly atMs: number | undefined
}

/** The best quotes of one market changed. */
export interface TickerMessage extends Numbered {
  readonly tag: 'ticker'
  readonly marketId: string
  /** Last price traded; undefined where nothing was. */
  readonly lastPrice: PriceTicks | undefined
  /** Undefined where nobody bids. */
  readonly yesBid: PriceTicks | undefined
  /** Undefined where nobody sells. */
  readonly yesAsk: PriceTicks | undefined
  readonly yesBidSize: Centicontracts | undefined
  readonly yesAskSize: Centicontracts | undefined
  /** Unix ms. */
  readonly atMs: number | undefined
}

/** What everybody is told. */
export type MarketDataMessage = TradeMessage | TickerMessage

/** An order of the account was filled. The same fill may come twice: `tradeId` tells. */
export interface FillMessage extends Numbered {
  readonly tag: 'fill'
  readonly tradeId: string
  readonly orderId: string
  readonly clientOrderId: string | undefined
  readonly marketId: string
  readonly exchangeIndex: number | undefined
  readonly isTaker: boolean
  /** What the fill is for: buying YES and selling NO are `yes`. */
  readonly outcomeSide: ContractSide
  readonly yesPrice: PriceTicks
  readonly count: Centicontracts
  readonly fee: Microdollars
  /** Position afterwards, negative for NO. */
  readonly position: Centicontracts
  readonly subaccount: number | undefined
  /** Unix ms. */
  readonly atMs: number | undefined
}

/** An order of the account as it stands now. */
export interface UserOrderMessage extends Numbered {
  readonly tag: 'user-order'
  readonly orderId: string
  readonly clientOrderId: string | undefined
  readonly marketId: string
  /** The venue's word: `resting`, `canceled`, `executed`; open. */
  readonly status: string
  readonly outcomeSide: ContractSide
  readonly yesPrice: PriceTicks
  readonly initial: Centicontracts
  readonly filled: Centicontracts
  readonly remaining: Centicontracts
  readonly takerFees: Microdollars | undefined
  readonly makerFees: Microdollars | undefined
  readonly exchangeIndex: number | undefined
  /** The venue's word for what changed it; undefined where it gives none. */
  readonly reason: string | undefined
  /** Unix ms. */
  readonly atMs: number | undefined
}

/** The account's position in one market as it stands now. */
export interface PositionMessage extends Numbered {
  readonly tag: 'position'
  readonly marketId: string
  /** Negative for NO. */
  readonly position: Centicontracts
  readonly cost: Microdollars
  readonly realizedProfit: Microdollars
  readonly feesPaid: Microdollars
  readonly subaccount: number | undefined
}

/** What the account alone is told. */
export type AccountMessage = FillMessage | UserOrderMessage | PositionMessage

/** @throws {WireFormatError} */
export function tradeOf(payload: unknown, at: WireLocation, number: Numbered): TradeMessage {
  const { msg } = checkWire(tradeSchema, payload, at)
  const place = insideWire(at, 'msg')
  return {
    tag: 'trade',
    ...number,
    tradeId: msg.trade_id,
    marketId: msg.market_ticker,
    yesPrice: readPrice(place, 'yes_price_dollars', msg.yes_price_dollars),
    count: readCount(place, 'count_fp', msg.count_fp),
    takerSide: sideOf(msg.taker_outcome_side),
    isBlock: msg.is_block_trade ?? false,
    atMs: msg.ts_ms ?? undefined,
  }
}

/** @throws {WireFormatError} */
export function tickerOf(payload: unknown, at: WireLocation, number: Numbered): TickerMessage {
  const { msg } = checkWire(tickerSchema, payload, at)
  const place = insideWire(at, 'msg')
  const size = (key: 'yes_bid_size_fp' | 'yes_ask_size_fp'): Centicontracts | undefined => {
    const text = msg[key] ?? undefined
    return text === undefined ? undefined : readCount(place, key, text)
  }
  return {
    tag: 'ticker',
    ...number,
    marketId: msg.market_ticker,
    lastPrice: quoteOf(readPrice(place, 'price_dollars', msg.price_dollars)),
    yesBid: quoteOf(readPrice(place, 'yes_bid_dollars', msg.yes_bid_dollars)),
    yesAsk: quoteOf(readPrice(place, 'yes_ask_dollars', msg.yes_ask_dollars)),
    yesBidSize: size('yes_bid_size_fp'),
    yesAskSize: size('yes_ask_size_fp'),
    atMs: msg.ts_ms ?? undefined,
  }
}

/** @throws {WireFormatError} */
export function fillOf(payload: unknown, at: WireLocation, number: Numbered): FillMessage {
  const { msg } = checkWire(fillSchema, payload, at)
  const place = insideWire(at, 'msg')
  return {
    tag: 'fill',
    ...number,
    tradeId: msg.trade_id,
    orderId: msg.order_id,
    clientOrderId: msg.client_order_id ?? undefined,
    marketId: msg.market_ticker,
    exchangeIndex: msg.exchange_index ?? undefined,
    isTaker: msg.is_taker,
    outcomeSide: msg.outcome_side,
    yesPrice: readPrice(place, 'yes_price_dollars', msg.yes_price_dollars),
    count: readCount(place, 'count_fp', msg.count_fp),
    fee: readDollars(place, 'fee_cost', msg.fee_cost),
    position: readCountChange(place, 'post_position_fp', msg.post_position_fp),
    subaccount: msg.subaccount ?? undefined,
    atMs: msg.ts_ms ?? undefined,
  }
}

/** @throws {WireFormatError} */
export function userOrderOf(
  payload: unknown,
  at: WireLocation,
  number: Numbered,
): UserOrderMessage {
  const { msg } = checkWire(userOrderSchema, payload, at)
  const place = insideWire(at, 'msg')
  const fees = (key: 'taker_fees_dollars' | 'maker_fees_dollars'): Microdollars | undefined => {
    const text = msg[key] ?? undefined
    return text === undefined ? undefined : readDollars(place, key, text)
  }
  return {
    tag: 'user-order',
    ...number,
    orderId: msg.order_id,
    clientOrderId: msg.client_order_id ?? undefined,
    marketId: msg.ticker,
    status: msg.status,
    outcomeSide: msg.outcome_side,
    yesPrice: readPrice(place, 'yes_price_dollars', msg.yes_price_dollars),
    initial: readCount(place, 'initial_count_fp', msg.initial_count_fp),
    filled: readCount(place, 'fill_count_fp', msg.fill_count_fp),
    remaining: readCount(place, 'remaining_count_fp', msg.remaining_count_fp),
    takerFees: fees('taker_fees_dollars'),
    makerFees: fees('maker_fees_dollars'),
    exchangeIndex: msg.exchange_index ?? undefined,
    reason: msg.last_update_reason ?? undefined,
    atMs: msg.last_updated_ts_ms ?? undefined,
  }
}

/** @throws {WireFormatError} */
export function positionOf(payload: unknown, at: WireLocation, number: Numbered): PositionMessage {
  const { msg } = checkWire(marketPositionSchema, payload, at)
  const place = insideWire(at, 'msg')
  return {
    tag: 'position',
    ...number,
    marketId: msg.market_ticker,
    position: readCountChange(place, 'position_fp', msg.position_fp),
    cost: readDollars(place, 'position_cost_dollars', msg.position_cost_dollars),
    realizedProfit: readDollars(place, 'realized_pnl_dollars', msg.realized_pnl_dollars),
    feesPaid: readDollars(place, 'fees_paid_dollars', msg.fees_paid_dollars),
    subaccount: msg.subaccount ?? undefined,
  }
}

function sideOf(text: string | null | undefined): ContractSide | undefined {
  return text === 'yes' || text === 'no' ? text : undefined
}

/** Prices at which nothing can trade stand for no quote. */
function quoteOf(price: PriceTicks): PriceTicks | undefined {
  return price > 0 && price < TICKS_PER_DOLLAR ? price : undefined
}
