/**
 * Reads of one account: cash, positions, fills, settlements, orders, limits. Newest first.
 * @module
 */
import { microdollars, TICKS_PER_DOLLAR } from '@arbkit/core'
import type { OrderView, PositionView } from '../../exchange/views.ts'
import { COST_DEFAULT_TOKENS, LISTED_COSTS } from '../limits/endpoint-costs.ts'
import { type BucketLimit, TIERS } from '../limits/tiers.ts'
import type { AccountState, VenueContext } from '../venue-state.ts'
import { countText, dollarsText, secondsOf } from '../wire-text.ts'
import {
  centsOf,
  eventPositionRow,
  fillRow,
  orderRow,
  positionRow,
  settlementRow,
} from './account-row.ts'
import { type Answer, done, notFound } from './answer.ts'
import { commaListOf, momentMsOf, wholeOf, wordOf } from './fields.ts'
import { accountInQuery, accountsInQuery, allAccounts, latestFirst } from './own-accounts.ts'
import { pageOf } from './page.ts'

const PAGE = { most: 1000, usual: 100 }
const PREFIX = '/trade-api/v2'

/** Markets that one call for fills may name (2026-10-08), events one for orders (OpenAPI 3.28.0). */
export const FILL_TICKERS_MAX = 100
export const ORDER_EVENTS_MAX = 10

function shardFilter(query: URLSearchParams): (row: { readonly exchangeIndex: number }) => boolean {
  const shard = wholeOf(query, 'exchange_index', 100, -1) ?? -1
  return ({ exchangeIndex }) => shard < 0 || exchangeIndex === shard
}

function timeFilter(query: URLSearchParams): (atMs: number) => boolean {
  const from = momentMsOf(query, 'min_ts') ?? -Infinity
  const to = momentMsOf(query, 'max_ts') ?? Infinity
  return (atMs) => atMs >= from && atMs <= to
}

/** `GET /portfolio/balance`: what orders do not hold back. */
export function readBalance(
  context: VenueContext,
  account: AccountState,
  query: URLSearchParams,
): Answer {
  const { exchange, toldMs } = context
  const accountId = accountInQuery(context, account, query)
  const balances = exchange.balancesOf(accountId).filter(shardFilter(query))
  const available = microdollars(balances.reduce((sum, each) => sum + each.available, 0))
  const value = exchange
    .positionsOf(accountId)
    .filter(({ isSettled }) => !isSettled)
    .reduce((sum, each) => sum + valueOf(each, exchange.marketOf(each.marketId)?.lastPrice), 0)
  return done({
    balance: centsOf(available),
    balance_dollars: dollarsText(available),
    portfolio_value: centsOf(microdollars(value)),
    updated_ts: secondsOf(toldMs()),
    balance_breakdown: balances.map((each) => ({
      exchange_index: each.exchangeIndex,
      balance: dollarsText(each.available),
    })),
  })
}

/** At the last price; at its cost where nothing was traded. */
function valueOf({ position, cost }: PositionView, lastPrice: number | undefined): number {
  if (lastPrice === undefined) return cost
  return position > 0 ? position * lastPrice : -position * (TICKS_PER_DOLLAR - lastPrice)
}

/** `GET /portfolio/positions` */
export function readPositions(
  context: VenueContext,
  account: AccountState,
  query: URLSearchParams,
): Answer {
  const { exchange } = context
  const accountId = accountInQuery(context, account, query)
  const which = wordOf(query, 'settlement_status', ['unsettled', 'settled', 'all']) ?? 'unsettled'
  const counts = commaListOf(query, 'count_filter') ?? new Set<string>()
  const ticker = query.get('ticker')
  const events = commaListOf(query, 'event_ticker')
  const eventOf = (id: string): string => exchange.marketOf(id)?.config.eventId ?? ''
  const isOfShard = shardFilter(query)
  const positions = exchange
    .positionsOf(accountId)
    .filter(
      (each) =>
        (which === 'all' || each.isSettled === (which === 'settled')) &&
        (!counts.has('position') || each.position !== 0) &&
        (!counts.has('total_traded') || each.totalTraded !== 0) &&
        (ticker === null || each.marketId === ticker) &&
        (events === undefined || events.has(eventOf(each.marketId))) &&
        isOfShard(each),
    )
  const { rows, cursor } = pageOf(query, PAGE, positions)
  const byEvent = new Map<string, PositionView[]>()
  for (const each of rows) {
    const event = eventOf(each.marketId)
    byEvent.set(event, [...(byEvent.get(event) ?? []), each])
  }
  return done({
    market_positions: rows.map(positionRow),
    event_positions: [...byEvent].map(([event, own]) => eventPositionRow(event, own)),
    cursor,
  })
}

/** `GET /portfolio/fills` */
export function readFills(
  context: VenueContext,
  account: AccountState,
  query: URLSearchParams,
): Answer {
  const lists = accountsInQuery(context, account, query).map((accountId) =>
    context.exchange.fillsOf(accountId),
  )
  const tickers = commaListOf(query, 'ticker', FILL_TICKERS_MAX)
  const orderId = query.get('order_id')
  const isIn = timeFilter(query)
  const isOfShard = shardFilter(query)
  const fills = latestFirst(lists, ({ atMs }) => atMs).filter(
    (fill) =>
      (tickers === undefined || tickers.has(fill.marketId)) &&
      (orderId === null || fill.orderId === orderId) &&
      isIn(fill.atMs) &&
      isOfShard(fill),
  )
  const { rows, cursor } = pageOf(query, PAGE, fills)
  return done({ fills: rows.map(fillRow), cursor })
}

/** `GET /portfolio/settlements` */
export function readSettlements(
  context: VenueContext,
  account: AccountState,
  query: URLSearchParams,
): Answer {
  const lists = accountsInQuery(context, account, query).map((accountId) =>
    context.exchange.settlementsOf(accountId),
  )
  const ticker = query.get('ticker')
  const event = query.get('event_ticker')
  const isIn = timeFilter(query)
  const isOfShard = shardFilter(query)
  const settlements = latestFirst(lists, ({ settledMs }) => settledMs).filter(
    (each) =>
      (ticker === null || each.marketId === ticker) &&
      (event === null || each.eventId === event) &&
      isIn(each.settledMs) &&
      isOfShard(each),
  )
  const { rows, cursor } = pageOf(query, PAGE, settlements)
  return done({ settlements: rows.map(settlementRow), cursor })
}

/** `GET /portfolio/orders` */
export function readOrders(
  context: VenueContext,
  account: AccountState,
  query: URLSearchParams,
): Answer {
  const { exchange } = context
  const lists = accountsInQuery(context, account, query).map((accountId) =>
    exchange.ordersOf(accountId),
  )
  const ticker = query.get('ticker')
  const events = commaListOf(query, 'event_ticker', ORDER_EVENTS_MAX)
  const status = wordOf(query, 'status', ['resting', 'canceled', 'executed'])
  const isIn = timeFilter(query)
  const isOfShard = shardFilter(query)
  const orders = latestFirst(lists, ({ createdMs }) => createdMs).filter(
    (order) =>
      (ticker === null || order.marketId === ticker) &&
      (events === undefined ||
        events.has(exchange.marketOf(order.marketId)?.config.eventId ?? '')) &&
      (status === undefined || order.status === status) &&
      isIn(order.createdMs) &&
      isOfShard(order),
  )
  const { rows, cursor } = pageOf(query, PAGE, orders)
  return done({ orders: rows.map(orderRow), cursor })
}

/** `GET /portfolio/orders/{id}`: of this account alone. */
export function readOrder(context: VenueContext, account: AccountState, orderId: string): Answer {
  return done({ order: orderRow(ownOrder(context, account, orderId)) })
}

/** `GET /portfolio/orders/{id}/queue_position` */
export function readQueuePosition(
  context: VenueContext,
  account: AccountState,
  orderId: string,
): Answer {
  ownOrder(context, account, orderId)
  const ahead = context.exchange.queuePositionOf(orderId)
  if (ahead === undefined) throw notFound('order does not rest')
  return done({ queue_position_fp: countText(ahead) })
}

/** Returns an order of the account. @throws {Refusal} there is none. */
export function ownOrder(context: VenueContext, account: AccountState, orderId: string): OrderView {
  const order = context.exchange.orderOf(orderId)
  if (order === undefined || !allAccounts(context, account).includes(order.accountId)) {
    throw notFound('order not found')
  }
  return order
}

/** `GET /account/limits` */
export function readLimits({ tier }: AccountState): Answer {
  const { read, write } = TIERS[tier]
  return done({ usage_tier: tier, read: bucketRow(read), write: bucketRow(write), grants: [] })
}

function bucketRow({ refillPerSecond, capacity }: BucketLimit): object {
  return { refill_rate: refillPerSecond, bucket_capacity: capacity }
}

/** `GET /account/endpoint_costs` */
export function readCosts(): Answer {
  const listed = LISTED_COSTS.map(({ method, path, tokens }) => ({
    method,
    path: `${PREFIX}${path}`,
    cost: tokens,
  }))
  return done({ default_cost: COST_DEFAULT_TOKENS, endpoint_costs: listed })
}

/** `GET /account/api_usage_level/volume_progress`: nothing is counted towards another tier. */
export function readVolumeProgress(context: VenueContext, account: AccountState): Answer {
  const { exchange, toldMs } = context
  const fills = allAccounts(context, account).flatMap((accountId) => exchange.fillsOf(accountId))
  const volume = fills.reduce((sum, { count }) => sum + count, 0)
  const row = {
    computed_ts: secondsOf(toldMs()),
    trailing_30d_volume_fp: countText(volume as (typeof fills)[number]['count']),
    goals: [],
  }
  return done({ volume_progress: [row] })
}
