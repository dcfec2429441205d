import { centicontracts, microdollars, type PriceGrid, priceTicks } from '@arbkit/core'
import fc from 'fast-check'
import {
  AccountApi,
  type Configuration,
  EventsApi,
  ExchangeApi,
  LiveDataApi,
  MarketApi,
  MilestoneApi,
  OrderGroupsApi,
  OrdersApi,
  PortfolioApi,
  StructuredTargetsApi,
} from 'kalshi-typescript'
import { describe, expect, it } from 'vitest'
import type { KalshiRequest } from '../request.ts'
import * as account from './account.ts'
import * as events from './events.ts'
import * as exchange from './exchange.ts'
import * as liveData from './live-data.ts'
import * as markets from './markets.ts'
import * as milestones from './milestones.ts'
import type { NewOrder } from './new-order.ts'
import * as batches from './order-batches.ts'
import * as books from './order-books.ts'
import * as groups from './order-groups.ts'
import * as writes from './order-writes.ts'
import * as orders from './orders.ts'
import { MOMENT_MS_MAX, MOMENT_MS_MIN, partsOf } from './parameters.ts'
import * as portfolio from './portfolio.ts'
import * as series from './series.ts'
import * as trades from './trades.ts'
import * as transfers from './transfers.ts'

/** The venue's own client, one part for each of its tags. */
export function officialSdk(configuration: Configuration) {
  return {
    account: new AccountApi(configuration),
    events: new EventsApi(configuration),
    exchange: new ExchangeApi(configuration),
    liveData: new LiveDataApi(configuration),
    market: new MarketApi(configuration),
    milestone: new MilestoneApi(configuration),
    groups: new OrderGroupsApi(configuration),
    orders: new OrdersApi(configuration),
    portfolio: new PortfolioApi(configuration),
    targets: new StructuredTargetsApi(configuration),
  }
}

/** The venue's own client. */
export type OfficialSdk = ReturnType<typeof officialSdk>

/** One set of parameters: what we send for it, and the same asked of the venue's client. */
export interface CallCase {
  readonly requests: readonly KalshiRequest[]
  readonly bySdk: (sdk: OfficialSdk) => Promise<unknown>
}

/** A builder of ours, the operation of the specification that it stands for, and its parameters. */
export interface EveryCall {
  readonly builder: string
  readonly operation: string
  readonly cases: fc.Arbitrary<CallCase>
}

function row<P>(
  operation: string,
  build: ((params: P) => KalshiRequest) | ((params: P) => readonly KalshiRequest[]),
  params: fc.Arbitrary<P>,
  bySdk: (sdk: OfficialSdk, params: P) => Promise<unknown>,
): EveryCall {
  return {
    builder: build.name,
    operation,
    cases: params.map((values) => ({
      requests: [build(values)].flat(),
      bySdk: async (sdk) => bySdk(sdk, values),
    })),
  }
}

const opt = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
  fc.option(arbitrary, { nil: undefined })
const ticker = fc.stringMatching(/^KX[A-Z0-9]{1,12}(?:-[A-Z0-9.]{1,16}){0,3}$/)
const id = fc.oneof(fc.uuid(), fc.stringMatching(/^[A-Za-z0-9:@+!*'()|~^"<>;=-]{1,40}$/))
const ids = (max: number): fc.Arbitrary<string[]> =>
  fc.uniqueArray(ticker, { minLength: 1, maxLength: max })
const uuids = (max: number): fc.Arbitrary<string[]> =>
  fc.uniqueArray(fc.uuid(), { minLength: 1, maxLength: max })
const text = fc.oneof(
  fc.constantFrom('Pro Basketball (M)', 'Sports', 'a&b=c', 'España', '100 %', 'x,y'),
  fc.stringMatching(/^[ -~]{1,30}$/),
)
const cursor = fc.stringMatching(/^[A-Za-z0-9+/=_-]{1,60}$/)
const moment = fc.integer({ min: MOMENT_MS_MIN, max: MOMENT_MS_MAX })
const period = fc.tuple(moment, moment).map(([a, b]) => [Math.min(a, b), Math.max(a, b)] as const)
const limit = (max: number): fc.Arbitrary<number> => fc.integer({ min: 1, max })
const subaccount = opt(fc.integer({ min: 0, max: 63 }))
const shard = fc.integer({ min: 0, max: 100 })
const count = fc.integer({ min: 1, max: 10_000_000 }).map(centicontracts)
const flag = opt(fc.boolean())

/** Seconds as the venue wants them, reckoned apart from the code that is tested. */
const down = (ms: number): number => (ms - (((ms % 1000) + 1000) % 1000)) / 1000
const up = (ms: number): number => -down(-ms)
const downOpt = (ms: number | undefined): number | undefined =>
  ms === undefined ? undefined : down(ms)
const upOpt = (ms: number | undefined): number | undefined =>
  ms === undefined ? undefined : up(ms)
const commas = (list: readonly string[] | undefined): string | undefined => list?.join(',')
const dollars = (ticks: number): string => (ticks / 10_000).toFixed(4)
const contracts = (hundredths: number): string => (hundredths / 100).toFixed(2)

/** A range of time of which either end may be missing, under two names. */
const between = <A extends string, B extends string>(
  from: A,
  to: B,
): fc.Arbitrary<Partial<Record<A | B, number>>> =>
  fc.tuple(period, fc.boolean(), fc.boolean()).map(([[start, end], hasStart, hasEnd]) => ({
    ...(hasStart ? { [from]: start } : {}),
    ...(hasEnd ? { [to]: end } : {}),
  })) as fc.Arbitrary<Partial<Record<A | B, number>>>

const EVERY_TICK: PriceGrid = [
  { start: priceTicks(0), end: priceTicks(10_000), step: priceTicks(1) },
]
const terms = fc.record({
  marketId: ticker,
  action: fc.constantFrom('buy' as const, 'sell' as const),
  side: fc.constantFrom('yes' as const, 'no' as const),
  price: fc.integer({ min: 1, max: 9_999 }).map(priceTicks),
  count,
  priceGrid: fc.constant(EVERY_TICK),
})
const route = fc.oneof(shard, fc.constant('auto' as const))
const lifetime = fc.oneof(
  fc.record({
    timeInForce: fc.constant('good_till_canceled' as const),
    expiresMs: opt(moment),
    postOnly: flag,
  }),
  fc.record({ timeInForce: fc.constant('immediate_or_cancel' as const), reduceOnly: flag }),
  fc.record({ timeInForce: fc.constant('fill_or_kill' as const) }),
)
const newOrders: fc.Arbitrary<NewOrder> = fc
  .tuple(
    terms,
    lifetime,
    fc.record({
      clientOrderId: fc.uuid(),
      selfTradePrevention: fc.constantFrom('taker_at_cross' as const, 'maker' as const),
      exchangeIndex: route,
      cancelOnPause: flag,
      subaccount,
      orderGroupId: opt(fc.uuid()),
    }),
  )
  .map(([what, howLong, rest]) => ({ ...what, ...howLong, ...rest }))

/** The YES book, said apart from the code that is tested. */
const sdkTerms = (p: Pick<NewOrder, 'marketId' | 'action' | 'side' | 'price' | 'count'>) => ({
  ticker: p.marketId,
  side:
    `${p.action} ${p.side}` === 'buy yes' || `${p.action} ${p.side}` === 'sell no'
      ? ('bid' as const)
      : ('ask' as const),
  price: p.side === 'yes' ? dollars(p.price) : dollars(10_000 - p.price),
  count: contracts(p.count),
})
const sdkShard = (place: number | 'auto') => (place === 'auto' ? -1 : place)
const sdkOrder = (p: NewOrder) => ({
  ...sdkTerms(p),
  client_order_id: p.clientOrderId,
  expiration_time: downOpt(p.expiresMs) as number,
  time_in_force: p.timeInForce,
  post_only: p.postOnly as boolean,
  self_trade_prevention_type: p.selfTradePrevention,
  cancel_order_on_pause: p.cancelOnPause as boolean,
  reduce_only: p.reduceOnly as boolean,
  subaccount: p.subaccount as number,
  order_group_id: p.orderGroupId as string,
  exchange_index: sdkShard(p.exchangeIndex),
})
const orderPlace = fc.oneof(
  fc.record({ exchangeIndex: shard, marketId: opt(ticker) }),
  fc.record({ exchangeIndex: fc.constant('auto' as const), marketId: ticker }),
)
const cancel = fc
  .tuple(fc.record({ orderId: fc.uuid(), subaccount }), orderPlace)
  .map(([what, place]) => ({ ...what, ...place }))
const group = fc.record({ orderGroupId: id, subaccount, exchangeIndex: shard })
const none = fc.constant({})

const timed = <A extends string, B extends string, S extends string>(from: A, to: B, words: S[]) =>
  fc
    .tuple(between(from, to), opt(fc.constantFrom(...words)))
    .map(([range, status]) => ({ ...range, status }))
const timeFilters = fc.oneof(
  timed('minCreatedMs', 'maxCreatedMs', ['unopened' as const, 'open' as const]),
  timed('minCloseMs', 'maxCloseMs', ['closed' as const]),
  timed('minSettledMs', 'maxSettledMs', ['settled' as const]),
  fc.record({ status: opt(fc.constantFrom(...markets.MARKET_FILTERS)) }),
)
const marketsParams: fc.Arbitrary<markets.MarketsParams> = fc.oneof(
  fc
    .tuple(
      timeFilters,
      fc.record({
        limit: opt(limit(1000)),
        cursor: opt(cursor),
        eventId: opt(ticker),
        seriesId: opt(ticker),
        marketIds: opt(ids(100)),
        combos: opt(fc.constantFrom(...markets.COMBO_FILTERS)),
      }),
    )
    .map(([range, rest]) => ({ ...range, ...rest })),
  fc.record({ minUpdatedMs: moment, seriesId: opt(ticker), limit: opt(limit(1000)) }),
)

const MARKET_DATA: readonly EveryCall[] = [
  row(
    'GetEvents',
    events.getEventsRequest,
    fc.record({
      limit: opt(limit(200)),
      cursor: opt(cursor),
      status: opt(fc.constantFrom(...events.EVENT_FILTERS)),
      seriesId: opt(ticker),
      eventIds: opt(ids(100)),
      minCloseMs: opt(moment),
      minUpdatedMs: opt(moment),
      withMarkets: flag,
      withMilestones: flag,
    }),
    async ({ events: api }, p) =>
      api.getEvents(
        p.limit,
        p.cursor,
        p.withMarkets,
        p.withMilestones,
        p.status,
        p.seriesId,
        commas(p.eventIds),
        downOpt(p.minCloseMs),
        downOpt(p.minUpdatedMs),
      ),
  ),
  row('GetEvent', events.getEventRequest, fc.record({ eventId: id }), async ({ events: api }, p) =>
    api.getEvent(p.eventId, true),
  ),
  row('GetMarkets', markets.getMarketsRequest, marketsParams, async ({ market: api }, p) => {
    const combos = p.combos ?? 'exclude'
    return api.getMarkets(
      p.limit,
      p.cursor,
      p.eventId,
      p.seriesId,
      downOpt(p.minCreatedMs),
      upOpt(p.maxCreatedMs),
      downOpt(p.minUpdatedMs),
      upOpt(p.maxCloseMs),
      downOpt(p.minCloseMs),
      downOpt(p.minSettledMs),
      upOpt(p.maxSettledMs),
      p.status,
      commas(p.marketIds),
      combos === 'include' ? undefined : combos,
    )
  }),
  row(
    'GetMarket',
    markets.getMarketRequest,
    fc.record({ marketId: id }),
    async ({ market: api }, p) => api.getMarket(p.marketId),
  ),
  row(
    'GetSeriesList',
    series.getSeriesListRequest,
    fc.record({ category: opt(text), tags: opt(text), minUpdatedMs: opt(moment) }),
    async ({ market: api }, p) =>
      api.getSeriesList(p.category, p.tags, undefined, undefined, downOpt(p.minUpdatedMs)),
  ),
  row(
    'GetSeries',
    series.getSeriesRequest,
    fc.record({ seriesId: id }),
    async ({ market: api }, p) => api.getSeries(p.seriesId),
  ),
  row(
    'GetSeriesFeeChanges',
    series.getSeriesFeeChangesRequest,
    fc.record({ seriesId: opt(ticker), withPast: flag }),
    async ({ exchange: api }, p) => api.getSeriesFeeChanges(p.seriesId, p.withPast),
  ),
  row(
    'GetEventFeeChanges',
    series.getEventFeeChangesRequest,
    fc.record({ eventId: opt(ticker), limit: opt(limit(1000)), cursor: opt(cursor) }),
    async ({ events: api }, p) => api.getEventFeeChanges(p.eventId, p.limit, p.cursor),
  ),
  row(
    'GetMarketOrderbook',
    books.getOrderBookRequest,
    fc.record({ marketId: id, depth: opt(fc.integer({ min: 0, max: 100 })) }),
    async ({ market: api }, p) => api.getMarketOrderbook(p.marketId, p.depth),
  ),
  row(
    'GetMarketOrderbooks',
    books.getOrderBooksRequests,
    fc.record({ marketIds: fc.oneof(ids(3), ids(260)) }),
    async ({ market: api }, p) => {
      for (const part of partsOf(p.marketIds, 100)) await api.getMarketOrderbooks([...part])
    },
  ),
  row(
    'GetTrades',
    trades.getTradesRequest,
    fc
      .tuple(
        between('minTradedMs', 'maxTradedMs'),
        fc.record({
          marketId: opt(ticker),
          isBlockTrade: flag,
          limit: opt(limit(1000)),
          cursor: opt(cursor),
        }),
      )
      .map(([range, rest]): trades.TradesParams => ({ ...range, ...rest })),
    async ({ market: api }, p) =>
      api.getTrades(
        p.limit,
        p.cursor,
        p.marketId,
        downOpt(p.minTradedMs),
        upOpt(p.maxTradedMs),
        p.isBlockTrade,
      ),
  ),
  row(
    'GetMarketCandlesticks',
    trades.getCandlesticksRequest,
    fc
      .tuple(
        period,
        fc.record({
          seriesId: id,
          marketId: id,
          periodMinutes: fc.constantFrom(...trades.CANDLESTICK_MINUTES),
          withStateBefore: flag,
        }),
      )
      .map(([[fromMs, toMs], rest]) => ({ fromMs, toMs, ...rest })),
    async ({ market: api }, p) =>
      api.getMarketCandlesticks(
        p.seriesId,
        p.marketId,
        down(p.fromMs),
        up(p.toMs),
        p.periodMinutes,
        p.withStateBefore,
      ),
  ),
  row(
    'GetMilestones',
    milestones.getMilestonesRequest,
    fc.record({
      limit: limit(500),
      minStartMs: opt(moment),
      category: opt(text),
      competition: opt(text),
      sourceId: opt(text),
      type: opt(text),
      relatedEventId: opt(ticker),
      cursor: opt(cursor),
      minUpdatedMs: opt(moment),
    }),
    async ({ milestone: api }, p) =>
      api.getMilestones(
        p.limit,
        p.minStartMs === undefined ? undefined : new Date(p.minStartMs).toISOString(),
        p.category,
        p.competition,
        p.sourceId,
        p.type,
        p.relatedEventId,
        p.cursor,
        downOpt(p.minUpdatedMs),
      ),
  ),
  row(
    'GetMilestone',
    milestones.getMilestoneRequest,
    fc.record({ milestoneId: id }),
    async ({ milestone: api }, p) => api.getMilestone(p.milestoneId),
  ),
  row(
    'GetStructuredTargets',
    milestones.getStructuredTargetsRequest,
    fc.record({
      targetIds: opt(uuids(40)),
      type: opt(text),
      competition: opt(text),
      limit: opt(limit(2000)),
      cursor: opt(cursor),
    }),
    async ({ targets: api }, p) =>
      api.getStructuredTargets(p.targetIds, p.type, p.competition, p.limit, p.cursor),
  ),
  row(
    'GetStructuredTarget',
    milestones.getStructuredTargetRequest,
    fc.record({ targetId: id }),
    async ({ targets: api }, p) => api.getStructuredTarget(p.targetId),
  ),
  row(
    'GetLiveDataByMilestone',
    liveData.getLiveDataRequest,
    fc.record({ milestoneId: id, withPlayers: flag }),
    async ({ liveData: api }, p) => api.getLiveDataByMilestone(p.milestoneId, p.withPlayers),
  ),
  row(
    'GetLiveDatas',
    liveData.getLiveDataBatchRequests,
    fc.record({ milestoneIds: fc.oneof(uuids(3), uuids(220)), withPlayers: flag }),
    async ({ liveData: api }, p) => {
      for (const part of partsOf(p.milestoneIds, 100)) {
        await api.getLiveDatas([...part], p.withPlayers)
      }
    },
  ),
  row(
    'GetEventLiveData',
    liveData.getEventLiveDataRequest,
    fc.record({ eventId: id, range: opt(text) }),
    async ({ liveData: api }, p) => api.getEventLiveData(p.eventId, p.range),
  ),
  row('GetExchangeStatus', exchange.getExchangeStatusRequest, none, async ({ exchange: api }) =>
    api.getExchangeStatus(),
  ),
  row('GetExchangeSchedule', exchange.getExchangeScheduleRequest, none, async ({ exchange: api }) =>
    api.getExchangeSchedule(),
  ),
]

const PORTFOLIO: readonly EveryCall[] = [
  row(
    'GetBalance',
    portfolio.getBalanceRequest,
    fc.record({ subaccount, exchangeIndex: opt(shard) }),
    async ({ portfolio: api }, p) => api.getBalance(p.subaccount, p.exchangeIndex),
  ),
  row(
    'GetPositions',
    portfolio.getPositionsRequest,
    fc.record({
      marketId: opt(ticker),
      eventId: opt(ticker),
      settlementStatus: opt(fc.constantFrom(...portfolio.POSITION_FILTERS)),
      notZero: opt(fc.uniqueArray(fc.constantFrom(...portfolio.POSITION_COUNTS), { minLength: 1 })),
      limit: opt(limit(1000)),
      cursor: opt(cursor),
      subaccount,
      exchangeIndex: opt(shard),
    }),
    async ({ portfolio: api }, p) =>
      api.getPositions(
        p.cursor,
        p.limit,
        commas(p.notZero),
        p.marketId,
        p.eventId,
        p.subaccount,
        p.exchangeIndex,
      ),
  ),
  row(
    'GetFills',
    portfolio.getFillsRequest,
    fc
      .tuple(
        between('minFilledMs', 'maxFilledMs'),
        fc.record({
          marketIds: opt(ids(100)),
          orderId: opt(fc.uuid()),
          limit: opt(limit(1000)),
          cursor: opt(cursor),
          subaccount,
          exchangeIndex: opt(shard),
        }),
      )
      .map(([range, rest]): portfolio.FillsParams => ({ ...range, ...rest })),
    async ({ portfolio: api }, p) =>
      api.getFills(
        commas(p.marketIds),
        p.orderId,
        downOpt(p.minFilledMs),
        upOpt(p.maxFilledMs),
        p.limit,
        p.cursor,
        p.subaccount,
        p.exchangeIndex,
      ),
  ),
  row(
    'GetSettlements',
    portfolio.getSettlementsRequest,
    fc
      .tuple(
        between('minSettledMs', 'maxSettledMs'),
        fc.record({
          marketId: opt(ticker),
          eventId: opt(ticker),
          limit: opt(limit(1000)),
          cursor: opt(cursor),
          subaccount,
        }),
      )
      .map(([range, rest]): portfolio.SettlementsParams => ({ ...range, ...rest })),
    async ({ portfolio: api }, p) =>
      api.getSettlements(
        p.limit,
        p.cursor,
        p.marketId,
        p.eventId,
        downOpt(p.minSettledMs),
        upOpt(p.maxSettledMs),
        p.subaccount,
      ),
  ),
  row(
    'IntraExchangeInstanceTransfer',
    transfers.transferRequest,
    fc
      .record({
        clientTransferId: fc.uuid(),
        shards: fc.uniqueArray(shard, { minLength: 2, maxLength: 2 }),
        ticks: fc.integer({ min: 1, max: 1_000_000_000 }),
      })
      .map(({ clientTransferId, shards: [from = 0, to = 1], ticks }) => ({
        clientTransferId,
        fromExchangeIndex: from,
        toExchangeIndex: to,
        amount: microdollars(ticks * 100),
      })),
    async ({ portfolio: api }, p) => {
      const body = {
        source: 'event_contract' as const,
        destination: 'event_contract' as const,
        amount: p.amount / 100,
        source_exchange_shard: p.fromExchangeIndex,
        destination_exchange_shard: p.toExchangeIndex,
        client_transfer_id: p.clientTransferId,
      }
      return api.intraExchangeInstanceTransfer(body)
    },
  ),
  row(
    'GetIntraExchangeInstanceTransfer',
    transfers.getTransferRequest,
    fc.record({ transferId: id }),
    async ({ portfolio: api }, p) => api.getIntraExchangeInstanceTransfer(p.transferId),
  ),
  row(
    'GetIntraExchangeInstanceTransfers',
    transfers.getTransfersRequest,
    fc.record({ limit: opt(limit(500)), cursor: opt(cursor) }),
    async ({ portfolio: api }, p) => api.getIntraExchangeInstanceTransfers(p.limit, p.cursor),
  ),
  row('GetTargetBalanceAllocation', transfers.getAllocationRequest, none, async (sdk) =>
    sdk.portfolio.getTargetBalanceAllocation(),
  ),
  row(
    'SetTargetBalanceAllocation',
    transfers.setAllocationRequest,
    fc.oneof(
      fc.constant({ allocations: [] }),
      fc
        .tuple(
          fc.uniqueArray(shard, { minLength: 2, maxLength: 2 }),
          fc.integer({ min: 0, max: 100 }),
        )
        .map(([shards, percent]) => ({
          allocations: shards.map((exchangeIndex, index) => ({
            exchangeIndex,
            percent: index === 0 ? percent : 100 - percent,
          })),
        })),
    ),
    async ({ portfolio: api }, p) =>
      api.setTargetBalanceAllocation({
        allocations: p.allocations.map(({ exchangeIndex, percent }) => ({
          exchange_index: exchangeIndex,
          percent,
        })),
      }),
  ),
  row('GetAccountApiLimits', account.getAccountLimitsRequest, none, async ({ account: api }) =>
    api.getAccountApiLimits(),
  ),
  row('GetAccountEndpointCosts', account.getEndpointCostsRequest, none, async ({ account: api }) =>
    api.getAccountEndpointCosts(),
  ),
  row(
    'GetAccountApiUsageLevelVolumeProgress',
    account.getVolumeProgressRequest,
    none,
    async (sdk) => sdk.account.getAccountApiUsageLevelVolumeProgress(),
  ),
]

const ORDERS: readonly EveryCall[] = [
  row(
    'GetOrders',
    orders.getOrdersRequest,
    fc
      .tuple(
        between('minMs', 'maxMs'),
        fc.record({
          marketId: opt(ticker),
          eventIds: opt(ids(10)),
          status: opt(fc.constantFrom(...orders.ORDER_FILTERS)),
          limit: opt(limit(1000)),
          cursor: opt(cursor),
          subaccount,
          exchangeIndex: opt(shard),
        }),
      )
      .map(([range, rest]): orders.OrdersParams => ({ ...range, ...rest })),
    async ({ orders: api }, p) =>
      api.getOrders(
        p.marketId,
        commas(p.eventIds),
        downOpt(p.minMs),
        upOpt(p.maxMs),
        p.status,
        p.limit,
        p.cursor,
        p.subaccount,
        p.exchangeIndex,
      ),
  ),
  row('GetOrder', orders.getOrderRequest, fc.record({ orderId: id }), async ({ orders: api }, p) =>
    api.getOrder(p.orderId),
  ),
  row('CreateOrderV2', writes.createOrderRequest, newOrders, async ({ orders: api }, p) =>
    api.createOrderV2(sdkOrder(p)),
  ),
  row('CancelOrderV2', writes.cancelOrderRequest, cancel, async ({ orders: api }, p) =>
    api.cancelOrderV2(p.orderId, p.subaccount, sdkShard(p.exchangeIndex), p.marketId),
  ),
  row(
    'AmendOrderV2',
    writes.amendOrderRequest,
    fc
      .tuple(
        terms,
        fc.record({
          orderId: id,
          exchangeIndex: route,
          clientOrderId: opt(fc.uuid()),
          newClientOrderId: opt(fc.uuid()),
          expiresMs: opt(fc.oneof(moment, fc.constant('never' as const))),
          subaccount,
        }),
      )
      .map(([what, rest]) => ({ ...what, ...rest })),
    async ({ orders: api }, p) => {
      const body = {
        ...sdkTerms(p),
        client_order_id: p.clientOrderId as string,
        updated_client_order_id: p.newClientOrderId as string,
        expiration_time: p.expiresMs === 'never' ? 0 : downOpt(p.expiresMs),
        exchange_index: sdkShard(p.exchangeIndex),
      }
      return api.amendOrderV2(p.orderId, body, p.subaccount)
    },
  ),
  row(
    'DecreaseOrderV2',
    writes.decreaseOrderRequest,
    fc
      .tuple(
        fc.record({ orderId: id, subaccount }),
        orderPlace,
        fc.oneof(fc.record({ reduceBy: count }), fc.record({ reduceTo: count })),
      )
      .map(([what, place, by]): writes.DecreaseParams => ({ ...what, ...place, ...by })),
    async ({ orders: api }, p) => {
      const body = {
        ...(p.reduceBy === undefined ? {} : { reduce_by: contracts(p.reduceBy) }),
        ...(p.reduceTo === undefined ? {} : { reduce_to: contracts(p.reduceTo) }),
        exchange_index: sdkShard(p.exchangeIndex),
        market_ticker: p.marketId as string,
      }
      return api.decreaseOrderV2(p.orderId, body, p.subaccount)
    },
  ),
  row(
    'BatchCreateOrdersV2',
    batches.createOrdersRequest,
    fc.record({
      orders: fc.uniqueArray(newOrders, {
        minLength: 1,
        maxLength: 8,
        selector: ({ clientOrderId }) => clientOrderId,
      }),
    }),
    async ({ orders: api }, p) => api.batchCreateOrdersV2({ orders: p.orders.map(sdkOrder) }),
  ),
  row(
    'BatchCancelOrdersV2',
    batches.cancelOrdersRequest,
    fc.record({
      orders: fc.uniqueArray(cancel, {
        minLength: 1,
        maxLength: 8,
        selector: ({ orderId }) => orderId,
      }),
    }),
    async ({ orders: api }, p) =>
      api.batchCancelOrdersV2({
        orders: p.orders.map((order) => ({
          order_id: order.orderId,
          subaccount: order.subaccount as number,
          exchange_index: sdkShard(order.exchangeIndex),
          market_ticker: order.marketId as string,
        })),
      }),
  ),
  row(
    'CancelAllOrders',
    batches.cancelAllOrdersRequest,
    fc.record({ subaccount }),
    async ({ orders: api }, p) => api.cancelAllOrders(p.subaccount),
  ),
  row(
    'CreateOrderGroup',
    groups.createOrderGroupRequest,
    fc.record({ contractsLimit: count, exchangeIndex: shard, subaccount }),
    async ({ groups: api }, p) =>
      api.createOrderGroup({
        subaccount: p.subaccount as number,
        contracts_limit_fp: contracts(p.contractsLimit),
        exchange_index: p.exchangeIndex,
      }),
  ),
  row(
    'GetOrderGroups',
    groups.getOrderGroupsRequest,
    fc.record({ subaccount }),
    async ({ groups: api }, p) => api.getOrderGroups(p.subaccount),
  ),
  row(
    'GetOrderGroup',
    groups.getOrderGroupRequest,
    fc.record({ orderGroupId: id, subaccount }),
    async ({ groups: api }, p) => api.getOrderGroup(p.orderGroupId, p.subaccount),
  ),
  row('DeleteOrderGroup', groups.deleteOrderGroupRequest, group, async ({ groups: api }, p) =>
    api.deleteOrderGroup(p.orderGroupId, p.subaccount, p.exchangeIndex),
  ),
  row('ResetOrderGroup', groups.resetOrderGroupRequest, group, async ({ groups: api }, p) =>
    api.resetOrderGroup(p.orderGroupId, p.subaccount, p.exchangeIndex),
  ),
  row('TriggerOrderGroup', groups.triggerOrderGroupRequest, group, async ({ groups: api }, p) =>
    api.triggerOrderGroup(p.orderGroupId, p.subaccount, p.exchangeIndex),
  ),
  row(
    'UpdateOrderGroupLimit',
    groups.setOrderGroupLimitRequest,
    fc.tuple(group, count).map(([which, contractsLimit]) => ({ ...which, contractsLimit })),
    async ({ groups: api }, p) =>
      api.updateOrderGroupLimit(
        p.orderGroupId,
        { contracts_limit_fp: contracts(p.contractsLimit) },
        p.subaccount,
        p.exchangeIndex,
      ),
  ),
]

/** Every builder of calls with the operation that it stands for. */
export const EVERY_CALL: readonly EveryCall[] = [...MARKET_DATA, ...PORTFOLIO, ...ORDERS]

describe('the table of calls', () => {
  it('holds every builder once', () => {
    const reads = [account, events, exchange, liveData, markets, milestones, books, series, trades]
    const builders = [...reads, batches, groups, writes, orders, portfolio, transfers]
      .flatMap((module) => Object.keys(module))
      .filter((name) => /Requests?$/.test(name))
    expect(EVERY_CALL.map(({ builder }) => builder).toSorted()).toEqual(builders.toSorted())
    expect(new Set(EVERY_CALL.map(({ operation }) => operation)).size).toBe(EVERY_CALL.length)
    expect(EVERY_CALL).toHaveLength(49)
  })
})
