/**
 * Every call by method and path: who may ask, which bucket pays and how much, and what answers. Fixed
 * segments go before named ones, so that `/markets/trades` is no market.
 * @module
 */
import { isRecord } from '@arbkit/core'
import { costTokensOf } from '../limits/endpoint-costs.ts'
import { AUTO_ROUTED } from '../limits/token-buckets.ts'
import type { AccountState, VenueContext } from '../venue-state.ts'
import { type Answer, Refusal } from './answer.ts'
import * as account from './read-account.ts'
import { readCandles } from './read-candles.ts'
import * as catalog from './read-catalog.ts'
import { readSchedule, readStatus } from './read-exchange.ts'
import * as markets from './read-markets.ts'
import * as funds from './write-funds.ts'
import * as orders from './write-orders.ts'
import * as subaccounts from './subaccounts.ts'

/** One request, read. */
export interface Call {
  /** Of the path, in its order. */
  readonly names: readonly string[]
  readonly query: URLSearchParams
  /** Parsed JSON, undefined where nothing was sent. */
  readonly body: unknown
}

type Public = (context: VenueContext, call: Call) => Answer
type Signed = (context: VenueContext, account: AccountState, call: Call) => Answer

/** A call of the venue's. */
export type Route = {
  readonly method: string
  /** Behind `/trade-api/v2`; `:name` stands for one segment. */
  readonly path: string
  readonly segments: readonly string[]
} & (
  | { readonly access: 'public'; readonly answer: Public }
  | { readonly access: 'signed'; readonly answer: Signed }
)

const open = (path: string, answer: Public): Route => ({
  method: 'GET',
  path,
  segments: path.split('/'),
  access: 'public',
  answer,
})
const own = (line: string, answer: Signed): Route => {
  const [method = '', path = ''] = line.split(' ')
  return { method, path, segments: path.split('/'), access: 'signed', answer }
}
const first = ({ names }: Call): string => names[0] ?? ''

const GROUP = '/portfolio/order_groups/:order_group_id'
const ORDER = '/portfolio/events/orders/:order_id'
const TRANSFERS = '/portfolio/intra_exchange_instance_transfers'
const CANDLES = '/series/:series_ticker/markets/:ticker/candlesticks'

const groupChange =
  (kind: 'delete-group' | 'reset-group' | 'trigger-group'): Signed =>
  (context, state, call) =>
    funds.changeGroup(context, state, kind, { groupId: first(call), query: call.query })

/** V1 orders, gone since June 2026. */
const deprecated: Signed = () => {
  throw new Refusal(
    410,
    'deprecated_v1_order_endpoint',
    'this endpoint is deprecated, use /portfolio/events/orders',
  )
}

const TABLE: readonly Route[] = [
  open('/exchange/status', (context) => readStatus(context)),
  open('/exchange/schedule', () => readSchedule()),
  open('/series', (context, { query }) => markets.readSeriesList(context, query)),
  open('/series/fee_changes', (context, { query }) =>
    catalog.readSeriesFeeChanges(context.catalog, query, context.exchange.nowMs()),
  ),
  open('/series/:series_ticker', (context, call) => markets.readSeries(context, first(call))),
  open(CANDLES, (context, { names, query }) => readCandles(context, names, query)),
  open('/events', (context, { query }) => markets.readEvents(context, query)),
  open('/events/fee_changes', (context, { query }) =>
    catalog.readEventFeeChanges(context.catalog, query),
  ),
  open('/events/:event_ticker', (context, call) =>
    markets.readEvent(context, first(call), call.query),
  ),
  open('/markets', (context, { query }) => markets.readMarkets(context, query)),
  open('/markets/trades', (context, { query }) => markets.readTrades(context, query)),
  open('/markets/:ticker', (context, call) => markets.readMarket(context, first(call))),
  open('/markets/:ticker/orderbook', (context, call) =>
    markets.readBook(context, first(call), call.query),
  ),
  own('GET /markets/orderbooks', (context, _, { query }) => markets.readBooks(context, query)),
  open('/milestones', (context, { query }) => catalog.readMilestones(context.catalog, query)),
  open('/milestones/:id', (context, call) => catalog.readMilestone(context.catalog, first(call))),
  open('/structured_targets', ({ catalog: words }, { query }) => catalog.readTargets(words, query)),
  open('/structured_targets/:id', (context, call) =>
    catalog.readTarget(context.catalog, first(call)),
  ),
  open('/live_data/milestone/:id', (context, call) =>
    catalog.readLiveData(context.catalog, first(call)),
  ),
  open('/live_data/batch', (context, { query }) => catalog.readLiveDatas(context.catalog, query)),
  open('/live_data/events/:event_ticker', (context, call) =>
    catalog.readEventLiveData(context.catalog, first(call)),
  ),
  open('/account/endpoint_costs', () => account.readCosts()),
  own('GET /account/limits', (_, state) => account.readLimits(state)),
  own('GET /account/api_usage_level/volume_progress', (context, state) =>
    account.readVolumeProgress(context, state),
  ),
  own('GET /portfolio/balance', (context, state, { query }) =>
    account.readBalance(context, state, query),
  ),
  own('GET /portfolio/positions', (context, state, { query }) =>
    account.readPositions(context, state, query),
  ),
  own('GET /portfolio/fills', (context, state, { query }) =>
    account.readFills(context, state, query),
  ),
  own('GET /portfolio/settlements', (context, state, { query }) =>
    account.readSettlements(context, state, query),
  ),
  own('GET /portfolio/orders', (context, state, { query }) =>
    account.readOrders(context, state, query),
  ),
  own('GET /portfolio/orders/:order_id', (context, state, call) =>
    account.readOrder(context, state, first(call)),
  ),
  own('GET /portfolio/orders/:order_id/queue_position', (context, state, call) =>
    account.readQueuePosition(context, state, first(call)),
  ),
  own('POST /portfolio/events/orders', (context, state, { body }) =>
    orders.createOrder(context, state, body),
  ),
  own('DELETE /portfolio/events/orders', (context, state, { query }) =>
    orders.cancelAll(context, state, query),
  ),
  own('POST /portfolio/events/orders/batched', (context, state, { body }) =>
    orders.createOrders(context, state, body),
  ),
  own('DELETE /portfolio/events/orders/batched', (context, state, { body }) =>
    orders.cancelOrders(context, state, body),
  ),
  own(`DELETE ${ORDER}`, (context, state, call) =>
    orders.cancelOrder(context, state, first(call), call.query),
  ),
  own(`POST ${ORDER}/amend`, (context, state, call) =>
    orders.amendOrder(context, state, first(call), call),
  ),
  own(`POST ${ORDER}/decrease`, (context, state, call) =>
    orders.decreaseOrder(context, state, first(call), call),
  ),
  own('GET /portfolio/order_groups', (context, state, { query }) =>
    funds.readGroups(context, state, query),
  ),
  own('POST /portfolio/order_groups/create', (context, state, { body }) =>
    funds.createGroup(context, state, body),
  ),
  own(`GET ${GROUP}`, (context, state, call) =>
    funds.readGroup(context, state, { groupId: first(call), query: call.query }),
  ),
  own(`DELETE ${GROUP}`, groupChange('delete-group')),
  own(`PUT ${GROUP}/reset`, groupChange('reset-group')),
  own(`PUT ${GROUP}/trigger`, groupChange('trigger-group')),
  own(`PUT ${GROUP}/limit`, (context, state, call) =>
    funds.limitGroup(context, state, first(call), call),
  ),
  own('POST /portfolio/intra_exchange_instance_transfer', (context, state, { body }) =>
    funds.createTransfer(context, state, body),
  ),
  own(`GET ${TRANSFERS}`, (_, state, { query }) => funds.readTransfers(state, query)),
  own(`GET ${TRANSFERS}/:transfer_id`, (_, state, call) => funds.readTransfer(state, first(call))),
  own('POST /portfolio/subaccounts', (context, state, { body }) =>
    subaccounts.createSubaccount(context, state, body),
  ),
  own('GET /portfolio/subaccounts/balances', subaccounts.readSubaccountBalances),
  own('GET /portfolio/subaccounts/netting', subaccounts.readNetting),
  own('PUT /portfolio/subaccounts/netting', (context, state, { body }) =>
    subaccounts.setNetting(context, state, body),
  ),
  own('POST /portfolio/subaccounts/transfer', (context, state, { body }) =>
    subaccounts.createSubaccountTransfer(context, state, body),
  ),
  own('GET /portfolio/subaccounts/transfers', (_, state, { query }) =>
    subaccounts.readSubaccountTransfers(state, query),
  ),
  own('GET /portfolio/target_balance_allocation', (_, state) => funds.readAllocation(state)),
  own('POST /portfolio/target_balance_allocation', (_, state, { body }) =>
    funds.setAllocation(state, body),
  ),
  own('POST /portfolio/orders', deprecated),
  own('POST /portfolio/orders/batched', deprecated),
  own('DELETE /portfolio/orders/batched', deprecated),
  own('DELETE /portfolio/orders/:order_id', deprecated),
  own('POST /portfolio/orders/:order_id/amend', deprecated),
  own('POST /portfolio/orders/:order_id/decrease', deprecated),
]

const fixedCount = ({ segments }: Route): number =>
  segments.filter((segment) => !segment.startsWith(':')).length

/** All calls, those with more fixed segments first. */
export const ROUTES: readonly Route[] = TABLE.toSorted((a, b) => fixedCount(b) - fixedCount(a))

/** Returns the route of a path and what its named segments are, undefined for none. */
export function routeOf(
  method: string,
  path: string,
): { readonly route: Route; readonly names: readonly string[] } | undefined {
  const parts = path.split('/')
  for (const route of ROUTES) {
    if (route.method !== method || route.segments.length !== parts.length) continue
    const fits = route.segments.every((segment, index) =>
      segment.startsWith(':') ? parts[index] !== '' : segment === parts[index],
    )
    if (!fits) continue
    const names = parts.filter((_, index) => route.segments[index]?.startsWith(':') ?? false)
    return { route, names: names.map((name) => decodeURIComponent(name)) }
  }
  return undefined
}

/** What a call costs: tokens, and the shard that a write names (undefined: routed by its ticker). */
export interface CallCost {
  readonly bucket: 'read' | 'write'
  readonly tokens: number
  readonly exchangeIndex: number | undefined
}

/**
 * Returns what a call costs. Batches pay for each item from the bucket of no shard. New orders and
 * amendments that name no shard are routed by their ticker, all other writes go to shard 0.
 */
export function costOf({ method, path }: Route, { body, query }: Call): CallCost {
  const tokens = costTokensOf(method, path)
  if (method === 'GET') return { bucket: 'read', tokens, exchangeIndex: 0 }
  const fields = isRecord(body) ? body : {}
  if (path.endsWith('/batched')) {
    const { orders: items } = fields
    const count = Array.isArray(items) ? Math.max(1, items.length) : 1
    return { bucket: 'write', tokens: tokens * count, exchangeIndex: 0 }
  }
  const named = fields['exchange_index'] ?? query.get('exchange_index') ?? undefined
  const isRouted = method === 'POST' && path.startsWith('/portfolio/events/orders')
  if (named === undefined) {
    return { bucket: 'write', tokens, exchangeIndex: isRouted ? undefined : 0 }
  }
  const index = Number(named)
  const isShard = Number.isInteger(index) && index >= AUTO_ROUTED && index <= 100
  return { bucket: 'write', tokens, exchangeIndex: isShard ? index : 0 }
}
