/**
 * Orders, fills, positions and settlements as the venue writes them (OpenAPI 3.28.0 of 2026-08-22).
 * The fields `side` and `action` are deprecated and still sent.
 * @module
 */
import { MICRODOLLARS_PER_CENT, type Microdollars, microdollars } from '@arbkit/core'
import type {
  FillView,
  GroupView,
  OrderView,
  PositionView,
  SettlementView,
} from '../../exchange/views.ts'
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
import type { WireRow } from './answer.ts'
import { primaryOf, subaccountOf } from './own-accounts.ts'

/** Returns an order. */
export function orderRow(order: OrderView): WireRow {
  const outcome = outcomeOf(order.side)
  return {
    order_id: order.orderId,
    user_id: uuidOf(primaryOf(order.accountId)),
    client_order_id: order.clientOrderId ?? '',
    ticker: order.marketId,
    side: outcome,
    action: 'buy',
    outcome_side: outcome,
    book_side: order.side,
    type: 'limit',
    status: order.status,
    yes_price_dollars: priceText(order.price),
    no_price_dollars: priceText(otherPrice(order.price)),
    initial_count_fp: countText(order.initialCount),
    fill_count_fp: countText(order.fillCount),
    remaining_count_fp: countText(order.remainingCount),
    taker_fill_cost_dollars: dollarsText(order.takerFillCost),
    maker_fill_cost_dollars: dollarsText(order.makerFillCost),
    taker_fees_dollars: dollarsText(order.takerFees),
    maker_fees_dollars: dollarsText(order.makerFees),
    expiration_time: order.expiresMs === undefined ? null : timeText(order.expiresMs),
    created_time: timeText(order.createdMs),
    last_update_time: timeText(order.updatedMs),
    self_trade_prevention_type: order.selfTradePrevention,
    order_group_id: order.groupId ?? null,
    cancel_order_on_pause: order.isCancelledOnPause,
    subaccount_number: subaccountOf(order.accountId),
    exchange_index: order.exchangeIndex,
  }
}

/** Returns a fill. One trade gives each account one fill an order, so ids are of both. */
export function fillRow(fill: FillView): WireRow {
  const outcome = outcomeOf(fill.side)
  return {
    fill_id: `${fill.tradeId}:${fill.orderId}`,
    exchange_index: fill.exchangeIndex,
    trade_id: fill.tradeId,
    order_id: fill.orderId,
    ticker: fill.marketId,
    market_ticker: fill.marketId,
    side: outcome,
    action: 'buy',
    outcome_side: outcome,
    book_side: bookSideOf(outcome),
    count_fp: countText(fill.count),
    yes_price_dollars: priceText(fill.yesPrice),
    no_price_dollars: priceText(otherPrice(fill.yesPrice)),
    is_taker: fill.isTaker,
    fee_cost: dollarsText(fill.fee),
    created_time: timeText(fill.atMs),
    ts: secondsOf(fill.atMs),
    subaccount_number: subaccountOf(fill.accountId),
  }
}

/** Returns the position in one market. */
export function positionRow(position: PositionView): WireRow {
  return {
    ticker: position.marketId,
    exchange_index: position.exchangeIndex,
    total_traded_dollars: dollarsText(position.totalTraded),
    position_fp: countText(position.position),
    market_exposure_dollars: dollarsText(position.cost),
    realized_pnl_dollars: dollarsText(position.realizedPnl),
    fees_paid_dollars: dollarsText(position.feesPaid),
    last_updated_ts: timeText(position.updatedMs),
  }
}

/** Returns the positions of one event together. */
export function eventPositionRow(ticker: string, positions: readonly PositionView[]): WireRow {
  const sum = (of: (position: PositionView) => Microdollars): string =>
    dollarsText(microdollars(positions.reduce((total, position) => total + of(position), 0)))
  const shares = positions.reduce((total, { position }) => total + Math.abs(position), 0)
  return {
    event_ticker: ticker,
    total_cost_dollars: sum(({ totalTraded }) => totalTraded),
    total_cost_shares_fp: countText(shares as PositionView['position']),
    event_exposure_dollars: sum(({ cost }) => cost),
    realized_pnl_dollars: sum(({ realizedPnl }) => realizedPnl),
    fees_paid_dollars: sum(({ feesPaid }) => feesPaid),
  }
}

/** Returns a settlement. Revenue and value are whole cents, what is finer is cut off. */
export function settlementRow(settlement: SettlementView): WireRow {
  return {
    ticker: settlement.marketId,
    exchange_index: settlement.exchangeIndex,
    event_ticker: settlement.eventId,
    market_result: settlement.result.kind,
    yes_count_fp: countText(settlement.yesCount),
    yes_total_cost_dollars: dollarsText(settlement.yesCost),
    no_count_fp: countText(settlement.noCount),
    no_total_cost_dollars: dollarsText(settlement.noCost),
    revenue: centsOf(settlement.revenue),
    value: Math.floor(settlement.value / 100),
    fee_cost: dollarsText(settlement.feeCost),
    settled_time: timeText(settlement.settledMs),
  }
}

/** Returns an order group as it stands in the list. */
export function groupRow(group: GroupView): WireRow {
  return {
    id: group.groupId,
    contracts_limit_fp: countText(group.limit),
    is_auto_cancel_enabled: true,
    exchange_index: group.exchangeIndex,
  }
}

/** Whole cents, rounded down. */
export const centsOf = (amount: Microdollars): number => Math.floor(amount / MICRODOLLARS_PER_CENT)
