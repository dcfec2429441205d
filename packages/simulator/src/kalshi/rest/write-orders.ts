/**
 * Orders that are placed and changed: the V2 calls as commands of the exchange, and its answers as the
 * venue writes them (OpenAPI 3.28.0, 2026-08-22; amendments as of 3.34.0).
 * @module
 */
import { type Microdollars, microdollars } from '@arbkit/core'
import type {
  CancelledOrder,
  CommandOk,
  OrderOutcome,
  RefusalCode,
} from '../../exchange/protocol.ts'
import { AUTO_ROUTED } from '../limits/token-buckets.ts'
import type { AccountState, TimelessCommand, VenueContext } from '../venue-state.ts'
import { countText, dollarsText } from '../wire-text.ts'
import { type Answer, done, invalid, Refusal, type WireRow } from './answer.ts'
import { Fields, wholeOf } from './fields.ts'
import { accountInBody, accountInQuery } from './own-accounts.ts'

const TIMES_IN_FORCE = ['fill_or_kill', 'good_till_canceled', 'immediate_or_cancel'] as const
const PREVENTIONS = ['taker_at_cross', 'maker'] as const
const SECONDS_MAX = 10_000_000_000

/**
 * Statuses of refusals; 400 of all others. 409 as logs of bots show it: a killed fill-or-kill and an id
 * used before (May and July 2026), and both pauses (July 2026).
 */
const STATUS_OF: Partial<Record<RefusalCode, number>> = {
  market_not_found: 404,
  not_found: 404,
  order_already_exists: 409,
  already_exists: 409,
  fill_or_kill_insufficient_resting_volume: 409,
  trading_is_paused: 409,
  exchange_is_paused: 409,
}

/** Codes whose message stands in `details`, as in "post only cross"; `message` is the code's words. */
const WITH_DETAILS: ReadonlySet<RefusalCode> = new Set([
  'invalid_order',
  'invalid_order_size',
  'fill_or_kill_insufficient_resting_volume',
  'insufficient_balance',
])

/** Carries a command out. @throws {Refusal} the exchange refused it. */
export function carryOut({ apply }: VenueContext, command: TimelessCommand): CommandOk {
  const { result } = apply(command)
  if ('ok' in result) return result.ok
  const { code, message } = result.refused
  const status = STATUS_OF[code] ?? 400
  if (WITH_DETAILS.has(code)) throw new Refusal(status, code, code.replaceAll('_', ' '), message)
  throw new Refusal(status, code, message)
}

/** Returns the shard of a body, undefined for one that is found by ticker. @throws {Refusal} */
export function routeOf(fields: Fields): number | undefined {
  const index = fields.optionalWhole('exchange_index', AUTO_ROUTED, 100)
  return index === AUTO_ROUTED ? undefined : index
}

/** `POST /portfolio/events/orders` */
export function createOrder(context: VenueContext, account: AccountState, body: unknown): Answer {
  return done(placed(context, account, new Fields(body)), 201)
}

/** `POST /portfolio/events/orders/batched`: each on its own, one that is refused hinders no other. */
export function createOrders(context: VenueContext, account: AccountState, body: unknown): Answer {
  const orders = new Fields(body).list('orders').map((fields) =>
    itemOf(() => placed(context, account, fields), {
      client_order_id: fields.optionalText('client_order_id') ?? null,
    }),
  )
  return done({ orders }, 201)
}

function placed(context: VenueContext, account: AccountState, fields: Fields): WireRow {
  const accountId = accountInBody(context, account, fields)
  const seconds = fields.optionalWhole('expiration_time', 1, SECONDS_MAX)
  const ok = carryOut(context, {
    kind: 'place',
    accountId,
    orderId: context.ids.next(),
    clientOrderId: fields.optionalText('client_order_id'),
    marketId: fields.text('ticker'),
    exchangeIndex: routeOf(fields),
    side: fields.word('side', ['bid', 'ask']),
    price: fields.price('price'),
    count: fields.count('count'),
    timeInForce: fields.word('time_in_force', TIMES_IN_FORCE),
    selfTradePrevention: fields.word('self_trade_prevention_type', PREVENTIONS),
    isPostOnly: fields.flag('post_only'),
    isReduceOnly: fields.flag('reduce_only'),
    isCancelledOnPause: fields.flag('cancel_order_on_pause'),
    expiresMs: seconds === undefined ? undefined : seconds * 1000,
    groupId: fields.optionalText('order_group_id'),
  })
  if (ok.kind !== 'order') throw new TypeError('a placed order has an outcome')
  return outcomeRow(ok.order, context.toldMs())
}

function outcomeRow(order: OrderOutcome, atMs: number): WireRow {
  const { fillCount, yesValue, fees } = order
  return {
    order_id: order.orderId,
    ...clientId(order.clientOrderId),
    fill_count: countText(fillCount),
    remaining_count: countText(order.remainingCount),
    ...(fillCount > 0 && {
      average_fill_price: dollarsText(perContract(yesValue, fillCount)),
      average_fee_paid: dollarsText(perContract(fees, fillCount)),
    }),
    ts_ms: atMs,
  }
}

/** A sum by whole contracts, rounded down to the microdollar. */
function perContract(sum: Microdollars, centicontracts: number): Microdollars {
  return microdollars(Number((BigInt(sum) * 100n) / BigInt(centicontracts)))
}

/** `DELETE /portfolio/events/orders/{id}` */
export function cancelOrder(
  context: VenueContext,
  account: AccountState,
  orderId: string,
  query: URLSearchParams,
): Answer {
  const accountId = accountInQuery(context, account, query)
  const index = wholeOf(query, 'exchange_index', 100, AUTO_ROUTED)
  const exchangeIndex = placeOf(context, index, query.get('market_ticker') ?? undefined)
  return done(cancelled(context, { accountId, orderId, exchangeIndex }))
}

/** `DELETE /portfolio/events/orders/batched` */
export function cancelOrders(context: VenueContext, account: AccountState, body: unknown): Answer {
  const orders = new Fields(body).list('orders').map((fields) => {
    const orderId = fields.text('order_id')
    return itemOf(
      () => {
        const accountId = accountInBody(context, account, fields)
        const index = fields.optionalWhole('exchange_index', AUTO_ROUTED, 100)
        const place = placeOf(context, index, fields.optionalText('market_ticker'))
        return cancelled(context, { accountId, orderId, exchangeIndex: place })
      },
      { order_id: orderId, reduced_by: '0.00' },
    )
  })
  return done({ orders })
}

/** `DELETE /portfolio/events/orders` */
export function cancelAll(
  context: VenueContext,
  account: AccountState,
  query: URLSearchParams,
): Answer {
  const accountId = accountInQuery(context, account, query)
  carryOut(context, { kind: 'cancel-all', accountId })
  return { status: 204, body: undefined }
}

function cancelled(
  context: VenueContext,
  order: { readonly accountId: string; readonly orderId: string; readonly exchangeIndex: number },
): WireRow {
  const ok = carryOut(context, { kind: 'cancel', ...order })
  const [one] = ok.kind === 'cancelled' ? ok.orders : []
  if (one === undefined) throw new TypeError('a cancelled order is named')
  return cancelledRow(one, context.toldMs())
}

function cancelledRow(order: CancelledOrder, atMs: number): WireRow {
  return {
    order_id: order.orderId,
    ...clientId(order.clientOrderId),
    reduced_by: countText(order.reducedBy),
    ts_ms: atMs,
  }
}

/**
 * Where an order is looked for: the market's shard, the one that is named, else 0 (docs.kalshi.com,
 * exchange sharding, 2026-10-02).
 */
function placeOf(
  { exchange }: VenueContext,
  index: number | undefined,
  ticker: string | undefined,
): number {
  if (index !== undefined && index !== AUTO_ROUTED) return index
  return ticker === undefined ? 0 : (exchange.marketOf(ticker)?.config.exchangeIndex ?? 0)
}

/** `POST /portfolio/events/orders/{id}/amend` */
export function amendOrder(
  context: VenueContext,
  account: AccountState,
  orderId: string,
  { body, query }: { readonly body: unknown; readonly query: URLSearchParams },
): Answer {
  const accountId = accountInQuery(context, account, query)
  const fields = new Fields(body)
  const marketId = fields.text('ticker')
  const seconds = fields.optionalWhole('expiration_time', 0, SECONDS_MAX)
  const index = fields.optionalWhole('exchange_index', AUTO_ROUTED, 100)
  const ok = carryOut(context, {
    kind: 'amend',
    accountId,
    orderId,
    exchangeIndex: placeOf(context, index, marketId),
    marketId,
    side: fields.word('side', ['bid', 'ask']),
    price: fields.price('price'),
    count: fields.count('count'),
    clientOrderId: fields.optionalText('client_order_id'),
    updatedClientOrderId: fields.optionalText('updated_client_order_id'),
    ...(seconds !== undefined && { expiresMs: seconds === 0 ? null : seconds * 1000 }),
  })
  if (ok.kind !== 'order') throw new TypeError('an amended order has an outcome')
  return done(outcomeRow(ok.order, context.toldMs()))
}

/** `POST /portfolio/events/orders/{id}/decrease` */
export function decreaseOrder(
  context: VenueContext,
  account: AccountState,
  orderId: string,
  { body, query }: { readonly body: unknown; readonly query: URLSearchParams },
): Answer {
  const accountId = accountInQuery(context, account, query)
  const fields = new Fields(body)
  const reduceBy = fields.optionalCount('reduce_by')
  const reduceTo = fields.optionalCount('reduce_to')
  if ((reduceBy === undefined) === (reduceTo === undefined)) {
    throw invalid('exactly one of reduce_by and reduce_to is required')
  }
  const index = fields.optionalWhole('exchange_index', AUTO_ROUTED, 100)
  const ok = carryOut(context, {
    kind: 'decrease',
    accountId,
    orderId,
    exchangeIndex: placeOf(context, index, fields.optionalText('market_ticker')),
    by: reduceBy === undefined ? { reduceTo: reduceTo ?? fields.count('reduce_to') } : { reduceBy },
  })
  if (ok.kind !== 'decreased') throw new TypeError('a decreased order says what is left')
  return done({
    order_id: ok.orderId,
    ...clientId(ok.clientOrderId),
    remaining_count: countText(ok.remainingCount),
    ts_ms: context.toldMs(),
  })
}

/** Returns an item of a batch: what came of it, or `otherwise` with the error beside. */
function itemOf(act: () => WireRow, otherwise: WireRow): WireRow {
  try {
    return act()
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return { ...otherwise, ...(error.answer.body as WireRow) }
  }
}

const clientId = (id: string | undefined): WireRow =>
  id === undefined ? {} : { client_order_id: id }
