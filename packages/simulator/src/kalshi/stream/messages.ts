/**
 * Messages of the channels beside the order book, as the stream writes them (AsyncAPI of 2026-08-22).
 * @module
 */
import type {
  FillView,
  MarketView,
  OrderView,
  PositionView,
  TradeView,
} from '../../exchange/views.ts'
import type { WireRow } from '../rest/answer.ts'
import { quotesOf } from '../rest/market-row.ts'
import type { VenueContext } from '../venue-state.ts'
import {
  bookSideOf,
  countText,
  dollarsText,
  otherPrice,
  outcomeOf,
  priceText,
  secondsOf,
  timeText,
  uuidOf,
} from '../wire-text.ts'

const momentOf = (atMs: number): WireRow => ({ ts: secondsOf(atMs), ts_ms: atMs })

/** Returns the message `trade`; `skewMs` is how far the venue's clock is off. */
export function tradeMessage(trade: TradeView, skewMs: number): WireRow {
  const outcome = outcomeOf(trade.takerSide)
  return {
    trade_id: trade.tradeId,
    market_ticker: trade.marketId,
    yes_price_dollars: priceText(trade.yesPrice),
    no_price_dollars: priceText(otherPrice(trade.yesPrice)),
    count_fp: countText(trade.count),
    taker_side: outcome,
    taker_outcome_side: outcome,
    taker_book_side: trade.takerSide,
    is_block_trade: false,
    ...momentOf(trade.atMs + skewMs),
  }
}

/** Returns the message `fill`. */
export function fillMessage(fill: FillView, skewMs: number): WireRow {
  const outcome = outcomeOf(fill.side)
  return {
    trade_id: fill.tradeId,
    order_id: fill.orderId,
    ...(fill.clientOrderId !== undefined && { client_order_id: fill.clientOrderId }),
    market_ticker: fill.marketId,
    exchange_index: fill.exchangeIndex,
    is_taker: fill.isTaker,
    side: outcome,
    purchased_side: outcome,
    outcome_side: outcome,
    book_side: bookSideOf(outcome),
    action: 'buy',
    yes_price_dollars: priceText(fill.yesPrice),
    count_fp: countText(fill.count),
    fee_cost: dollarsText(fill.fee),
    post_position_fp: countText(fill.postPosition),
    subaccount: 0,
    ...momentOf(fill.atMs + skewMs),
  }
}

/** Returns the message `user_order`. */
export function orderMessage(order: OrderView): WireRow {
  const outcome = outcomeOf(order.side)
  return {
    order_id: order.orderId,
    user_id: uuidOf(order.accountId),
    client_order_id: order.clientOrderId ?? '',
    ticker: order.marketId,
    status: order.status,
    side: outcome,
    is_yes: outcome === 'yes',
    outcome_side: outcome,
    book_side: order.side,
    yes_price_dollars: priceText(order.price),
    initial_count_fp: countText(order.initialCount),
    fill_count_fp: countText(order.fillCount),
    remaining_count_fp: countText(order.remainingCount),
    taker_fill_cost_dollars: dollarsText(order.takerFillCost),
    maker_fill_cost_dollars: dollarsText(order.makerFillCost),
    taker_fees_dollars: dollarsText(order.takerFees),
    maker_fees_dollars: dollarsText(order.makerFees),
    self_trade_prevention_type: order.selfTradePrevention,
    ...(order.groupId !== undefined && { order_group_id: order.groupId }),
    created_time: timeText(order.createdMs),
    created_ts_ms: order.createdMs,
    last_update_time: timeText(order.updatedMs),
    last_updated_ts_ms: order.updatedMs,
    last_update_reason: order.reason,
    ...(order.expiresMs !== undefined && {
      expiration_time: timeText(order.expiresMs),
      expiration_ts_ms: order.expiresMs,
    }),
    subaccount_number: 0,
    exchange_index: order.exchangeIndex,
  }
}

/** Returns the message `market_position`. */
export function positionMessage(position: PositionView): WireRow {
  return {
    user_id: uuidOf(position.accountId),
    market_ticker: position.marketId,
    position_fp: countText(position.position),
    position_cost_dollars: dollarsText(position.cost),
    realized_pnl_dollars: dollarsText(position.realizedPnl),
    fees_paid_dollars: dollarsText(position.feesPaid),
    position_fee_cost_dollars: dollarsText(position.feesPaid),
    volume_fp: countText(position.position < 0 ? negated(position.position) : position.position),
    subaccount: 0,
  }
}

const negated = (count: PositionView['position']): PositionView['position'] =>
  -count as PositionView['position']

/** Returns the message `ticker` of a market, undefined where it is not known. */
export function tickerMessage(context: VenueContext, ticker: string): WireRow | undefined {
  const { exchange } = context
  const [market, book] = [exchange.marketOf(ticker), exchange.bookOf(ticker)]
  if (market === undefined || book === undefined) return undefined
  const quotes = quotesOf(book)
  const atMs = context.toldMs()
  const { lastPrice, lastCount } = market
  return {
    market_ticker: ticker,
    market_id: uuidOf(ticker),
    price_dollars: lastPrice === undefined ? '0.0000' : priceText(lastPrice),
    yes_bid_dollars: quotes.yesBid,
    yes_ask_dollars: quotes.yesAsk,
    yes_bid_size_fp: quotes.yesBidSize,
    yes_ask_size_fp: quotes.yesAskSize,
    last_trade_size_fp: lastCount === undefined ? '0.00' : countText(lastCount),
    volume_fp: countText(market.volume),
    open_interest_fp: countText(market.openInterest),
    dollar_volume: wholeContracts(market.volume),
    dollar_open_interest: wholeContracts(market.openInterest),
    ...momentOf(atMs),
    time: timeText(atMs),
  }
}

const wholeContracts = (count: MarketView['volume']): number => Math.floor(count / 100)
