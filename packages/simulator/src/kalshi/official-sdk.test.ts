import { isRecord, priceTicks } from '@arbkit/core'
import {
  AccountApi,
  Configuration,
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
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import {
  LATER,
  liveDay,
  OVER,
  problemsOf,
  RESULTS,
  startWorld,
  type World,
} from './call-world.test.ts'
import type { Tier } from './limits/tiers.ts'
import {
  BUF,
  EVENT,
  KC,
  market,
  MILESTONE,
  NBA,
  newOrder,
  order,
  RSA_PEM,
  START_MS,
  TARGET,
} from './started-venue.test.ts'

/**
 * The official client, kalshi-typescript 3.30.0, as it is; it signs by the time of the venue. Once: each
 * part of it hooks itself into the one HTTP client of the process for good.
 */
const configuration = new Configuration({ apiKey: 'key-of-alice', privateKeyPem: RSA_PEM })
const sdk = {
  account: new AccountApi(configuration),
  events: new EventsApi(configuration),
  exchange: new ExchangeApi(configuration),
  liveData: new LiveDataApi(configuration),
  market: new MarketApi(configuration),
  milestones: new MilestoneApi(configuration),
  groups: new OrderGroupsApi(configuration),
  orders: new OrdersApi(configuration),
  portfolio: new PortfolioApi(configuration),
  targets: new StructuredTargetsApi(configuration),
}

interface SdkAnswer {
  readonly status: number
  readonly data: unknown
  readonly config: { readonly method?: string; readonly url?: string }
}

function hold({ status, data, config }: SdkAnswer): void {
  const path = new URL(config.url ?? '').pathname.replace('/trade-api/v2', '')
  const body = data === '' ? undefined : data
  expect(problemsOf((config.method ?? '').toUpperCase(), path, { status, body })).toEqual([])
}

/** Holds an answer to the specification and returns what it says. */
async function said<Data>(call: Promise<SdkAnswer & { readonly data: Data }>): Promise<Data> {
  const answer = await call
  hold(answer)
  return answer.data
}

/** Holds a refusal to what is documented and returns its status and code. */
async function refusalOf(call: Promise<unknown>): Promise<readonly [number, unknown]> {
  const error: unknown = await call.then(
    () => undefined,
    (thrown: unknown) => thrown,
  )
  if (!(error instanceof Error) || !('response' in error)) throw new Error('it was not refused')
  const answer = error.response as SdkAnswer
  hold(answer)
  const { error: reason } = answer.data as { readonly error?: unknown }
  return [answer.status, isRecord(reason) ? reason['code'] : reason]
}

const sent = (change: object = {}): never => newOrder(change) as never

/** Starts a venue that the client asks from now on. */
async function begin(tier?: Tier): Promise<{
  readonly world: World
  readonly pass: (ms: number) => void
}> {
  const world = await startWorld(tier)
  configuration.basePath = world.server.restUrl
  const pass = (ms: number): void => {
    world.clock.advance(ms)
    vi.setSystemTime(world.clock.now())
  }
  return { world, pass }
}

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: START_MS })
})
afterEach(() => {
  vi.useRealTimers()
})

describe('the official client reads', () => {
  it('markets, events, series, books, trades and candles', async () => {
    const { world, pass } = await begin()
    liveDay(world)
    pass(0)
    const { exchange } = world
    const { markets } = await said(sdk.market.getMarkets())
    expect(markets.map(({ ticker }) => ticker)).toEqual(
      exchange.markets().map(({ config }) => config.marketId),
    )
    const { market: buffalo } = await said(sdk.market.getMarket(BUF))
    expect(buffalo).toMatchObject({ yes_bid_dollars: '0.4300', yes_ask_dollars: '0.4600' })
    expect((await said(sdk.events.getEvents(200, undefined, true, true))).events).toHaveLength(4)
    const { event } = await said(sdk.events.getEvent(EVENT, true))
    expect(event.markets).toMatchObject([{ ticker: BUF }, { ticker: KC }])
    expect((await said(sdk.market.getSeriesList('Sports'))).series).toHaveLength(2)
    const { series } = await said(sdk.market.getSeries('KXNFLGAME'))
    expect(series).toMatchObject({ fee_type: 'quadratic_with_maker_fees', fee_multiplier: 1 })
    const changes = await said(sdk.exchange.getSeriesFeeChanges('KXNFLGAME'))
    expect(changes.series_fee_change_arr).toHaveLength(1)
    expect((await said(sdk.events.getEventFeeChanges(EVENT))).event_fee_changes).toHaveLength(1)
    const { orderbook_fp: book } = await said(sdk.market.getMarketOrderbook(BUF, 2))
    expect(book).toEqual({
      yes_dollars: [
        ['0.4200', '5.00'],
        ['0.4300', '10.00'],
      ],
      no_dollars: [
        ['0.5300', '10.00'],
        ['0.5400', '13.50'],
      ],
    })
    const { orderbooks } = await said(sdk.market.getMarketOrderbooks([BUF, KC]))
    expect(orderbooks.map(({ ticker }) => ticker)).toEqual([BUF, KC])
    const { trades } = await said(sdk.market.getTrades(100, undefined, BUF))
    expect(trades.map(({ count_fp: count }) => count)).toEqual(['1.00', '2.00', '3.50'])
    const [from, to] = [START_MS / 1000, START_MS / 1000 + 3600]
    const { candlesticks } = await said(
      sdk.market.getMarketCandlesticks('KXNFLGAME', BUF, from, to, 1, true),
    )
    expect(candlesticks.map(({ volume_fp: volume }) => volume)).toEqual(['3.50', '2.00', '1.00'])
  })

  it('games, live data, the exchange and its own limits', async () => {
    await begin()
    const { milestones } = await said(sdk.milestones.getMilestones(10))
    expect(milestones).toMatchObject([{ id: MILESTONE }])
    await said(sdk.milestones.getMilestone(MILESTONE))
    const { structured_targets: targets = [] } = await said(
      sdk.targets.getStructuredTargets([TARGET]),
    )
    expect(targets).toHaveLength(1)
    await said(sdk.targets.getStructuredTarget(TARGET))
    const { live_data: live } = await said(sdk.liveData.getLiveDataByMilestone(MILESTONE))
    expect(live.details).toMatchObject({ home_points: 3 })
    expect((await said(sdk.liveData.getLiveDatas([MILESTONE]))).live_datas).toHaveLength(1)
    await said(sdk.liveData.getEventLiveData(EVENT))
    const status = await said(sdk.exchange.getExchangeStatus())
    expect(status).toMatchObject({ exchange_active: true, trading_active: true })
    await said(sdk.exchange.getExchangeSchedule())
    expect(await said(sdk.account.getAccountApiLimits())).toMatchObject({ usage_tier: 'prestige' })
    expect(await said(sdk.account.getAccountEndpointCosts())).toMatchObject({ default_cost: 10 })
    await said(sdk.account.getAccountApiUsageLevelVolumeProgress())
  })
})

describe('the official client trades', () => {
  it('places, amends, decreases, cancels, and pays as it should', async () => {
    const { world } = await begin()
    world.tell(order('bob', 'ask', 4600, 1000))
    const { orders, portfolio } = sdk
    const cash = async (): Promise<string> => (await said(portfolio.getBalance())).balance_dollars
    expect(await cash()).toBe('2000.0000')
    const mine = { client_order_id: 'first', price: '0.4000', count: '5.00' }
    const { order_id: id } = await said(orders.createOrderV2(sent(mine)))
    const terms = { ticker: BUF, side: 'bid', price: '0.4100', count: '4.00' } as never
    expect(await said(orders.amendOrderV2(id, terms))).toMatchObject({ remaining_count: '4.00' })
    const less = await said(orders.decreaseOrderV2(id, { reduce_by: '1.50' }))
    expect(less).toMatchObject({ remaining_count: '2.50' })
    const queue = await said(orders.getOrderQueuePosition(id))
    expect(queue).toMatchObject({ queue_position_fp: '0.00' })
    expect(await said(orders.getOrder(id))).toMatchObject({
      order: { status: 'resting', yes_price_dollars: '0.4100', remaining_count_fp: '2.50' },
    })
    const gone = await said(orders.cancelOrderV2(id, undefined, undefined, BUF))
    expect(gone).toMatchObject({ reduced_by: '2.50', client_order_id: 'first' })
    expect(await refusalOf(orders.cancelOrderV2(id))).toEqual([404, 'not_found'])
    expect(await refusalOf(orders.createOrderV2(sent(mine)))).toEqual([409, 'order_already_exists'])
    expect(await cash()).toBe('2000.0000')
    // 0.07 × 10 × 0.46 × 0.54 is 0.17388; with the 4.60 the cash is cut to 0.0001.
    const taken = await said(orders.createOrderV2(sent({ price: '0.4600', count: '10.00' })))
    expect(taken).toMatchObject({ fill_count: '10.00', average_fill_price: '0.4600' })
    expect((await said(portfolio.getFills())).fills).toMatchObject([
      { order_id: taken.order_id, count_fp: '10.00', fee_cost: '0.1739', is_taker: true },
    ])
    expect(await cash()).toBe('1995.2261')
    expect(await said(portfolio.getPositions())).toMatchObject({
      market_positions: [{ ticker: BUF, position_fp: '10.00', fees_paid_dollars: '0.1739' }],
      event_positions: [{ event_ticker: EVENT, event_exposure_dollars: '4.6000' }],
    })
    // As a maker: 0.0175 × 4 × 0.55 × 0.45 is 0.017325. Selling closes, so nothing is put up.
    const resting = await said(
      orders.createOrderV2(sent({ side: 'ask', price: '0.5500', count: '4.00' })),
    )
    expect(await cash()).toBe('1995.2261')
    world.tell(order('bob', 'bid', 5500, 400))
    expect(await cash()).toBe('1997.4087')
    expect((await said(portfolio.getFills(undefined, resting.order_id))).fills).toMatchObject([
      { is_taker: false, fee_cost: '0.0174', outcome_side: 'no', book_side: 'ask' },
    ])
    expect(await said(portfolio.getPositions())).toMatchObject({
      market_positions: [{ position_fp: '6.00', realized_pnl_dollars: '0.3600' }],
    })
  })

  it('sends batches, takes all back, and limits by groups', async () => {
    const { world } = await begin()
    const { orders, groups } = sdk
    const onThird = { ticker: NBA, exchange_index: 3, price: '0.4550' }
    const batch = { orders: [sent(), sent(onThird), sent({ price: '0.5650' })] }
    const { orders: placed } = await said(orders.batchCreateOrdersV2(batch))
    expect(placed).toMatchObject([
      { remaining_count: '10.00' },
      { remaining_count: '10.00' },
      { error: { code: 'invalid_order' } },
    ])
    const [first, second] = placed.map(({ order_id: id }) => String(id))
    const both = { orders: [{ order_id: first }, { order_id: second, exchange_index: 3 }] }
    const { orders: ended } = await said(orders.batchCancelOrdersV2(both as never))
    expect(ended).toMatchObject([{ reduced_by: '10.00' }, { reduced_by: '10.00' }])
    for (const change of [{}, onThird]) await said(orders.createOrderV2(sent(change)))
    await said(orders.cancelAllOrders())
    const resting = 'resting' as const
    expect(
      (await said(orders.getOrders(BUF, undefined, undefined, undefined, resting))).orders,
    ).toEqual([])
    const canceled = await said(
      orders.getOrders(undefined, EVENT, undefined, undefined, 'canceled'),
    )
    expect(canceled.orders).toHaveLength(2)

    const limits = { contracts_limit_fp: '5.00', exchange_index: 0 } as never
    const { order_group_id: group } = await said(groups.createOrderGroup(limits))
    const grouped = { order_group_id: group, price: '0.4600', count: '8.00' }
    world.tell(order('bob', 'ask', 4600, 600))
    const { order_id: hit } = await said(orders.createOrderV2(sent(grouped)))
    // 6 contracts against a limit of 5: what rested is gone, and nothing more is taken.
    expect((await said(orders.getOrder(hit))).order).toMatchObject({ status: 'canceled' })
    expect(await refusalOf(orders.createOrderV2(sent(grouped)))).toEqual([
      400,
      'order_group_triggered',
    ])
    await said(groups.resetOrderGroup(group))
    await said(groups.updateOrderGroupLimit(group, { contracts_limit_fp: '9.00' }))
    await said(orders.createOrderV2(sent(grouped)))
    expect(await said(groups.getOrderGroup(group))).toMatchObject({
      contracts_limit_fp: '9.00',
      orders: [expect.any(String)],
    })
    expect((await said(groups.getOrderGroups())).order_groups).toHaveLength(1)
    await said(groups.triggerOrderGroup(group))
    expect(await said(groups.getOrderGroup(group))).toMatchObject({ orders: [] })
    await said(groups.deleteOrderGroup(group))
    expect(await refusalOf(groups.getOrderGroup(group))).toEqual([404, 'not_found'])
  })

  it('moves cash between shards', async () => {
    await begin()
    const { portfolio } = sdk
    const event = 'event_contract'
    const { transfer_id: id } = await said(
      portfolio.intraExchangeInstanceTransfer({
        source: event,
        destination: event,
        amount: 10_000,
        source_exchange_shard: 0,
        destination_exchange_shard: 3,
      }),
    )
    const { transfer } = await said(portfolio.getIntraExchangeInstanceTransfer(id))
    expect(transfer).toMatchObject({ amount: '1.0000', status: 'complete' })
    expect((await said(portfolio.getIntraExchangeInstanceTransfers())).transfers).toHaveLength(1)
    const third = await said(portfolio.getBalance(undefined, 3))
    expect(third).toMatchObject({ balance: 100_100, balance_dollars: '1001.0000' })
    const shares = { allocations: [{ exchange_index: 3, percent: 100 }] }
    await said(portfolio.setTargetBalanceAllocation(shares))
    expect(await said(portfolio.getTargetBalanceAllocation())).toEqual(shares)
  })
})

describe('the official client is paid', () => {
  it('once, by what a contract is worth: yes, no, a tie and a fair price', async () => {
    const { world } = await begin()
    const { portfolio, orders, market: data } = sdk
    for (const marketId of Object.keys(RESULTS)) {
      world.tell({ kind: 'list-market', market: market(marketId, 0, START_MS) })
      world.tell(order('bob', 'ask', 4600, 300, marketId))
      await said(orders.createOrderV2(sent({ ticker: marketId, price: '0.4600', count: '3.00' })))
    }
    const cents = async (): Promise<bigint> =>
      BigInt((await said(portfolio.getBalance())).balance_dollars.replace('.', ''))
    let before = await cents()
    const { balances } = { balances: world.exchange.balancesOf('bob') }
    for (const [marketId, result] of Object.entries(RESULTS)) {
      world.tell({ kind: 'determine-market', marketId, result })
      expect((await said(data.getMarket(marketId))).market.status).toBe('determined')
      expect(await cents()).toBe(before)
      world.tell({ kind: 'settle-market', marketId })
      const again = world.server.apply({ kind: 'settle-market', marketId })
      expect(again.result).toHaveProperty('refused')
      const perYes = { yes: 10_000n, no: 0n, scalar: 5000n }[result.kind]
      const worth = marketId.endsWith('OT') ? 3700n : perYes
      expect(await cents()).toBe(before + 3n * worth)
      before += 3n * worth
      expect((await said(data.getMarket(marketId))).market).toMatchObject({
        status: 'finalized',
        result: result.kind,
        settlement_value_dollars: `${worth / 10_000n}.${String(worth % 10_000n).padStart(4, '0')}`,
      })
      expect(await refusalOf(orders.createOrderV2(sent({ ticker: marketId })))).toEqual([
        400,
        'MARKET_INACTIVE',
      ])
    }
    const { settlements } = await said(portfolio.getSettlements())
    expect(settlements.toReversed()).toMatchObject(
      [
        ['yes', 100, 300],
        ['no', 0, 0],
        ['scalar', 50, 150],
        ['scalar', 37, 111],
      ].map(([result, value, revenue]) => ({
        event_ticker: OVER,
        market_result: result,
        value,
        revenue,
        yes_count_fp: '3.00',
        yes_total_cost_dollars: '1.3800',
        no_count_fp: '0.00',
      })),
    )
    // The other side of each dollar.
    const [bobBefore] = balances
    const [bobAfter] = world.exchange.balancesOf('bob')
    expect((bobAfter?.cash ?? 0) - (bobBefore?.cash ?? 0)).toBe(3 * (0 + 1 + 0.5 + 0.63) * 1e6)
    expect((await said(portfolio.getPositions())).market_positions).toEqual([])
    const ended = await said(data.getMarkets(100, undefined, OVER, undefined))
    expect(ended.markets).toHaveLength(4)
  })
})

describe('the official client is refused', () => {
  it('by empty buckets, and served when they have filled', async () => {
    const { pass } = await begin('basic')
    const { orders, portfolio } = sdk
    const small = { count: '0.01', price: '0.1000' }
    for (let each = 0; each < 10; each += 1) await said(orders.createOrderV2(sent(small)))
    const tooMany = [429, 'too many requests']
    expect(await refusalOf(orders.createOrderV2(sent(small)))).toEqual(tooMany)
    // Cancelling costs 2, and there are none left either.
    expect(await refusalOf(orders.cancelAllOrders())).toEqual(tooMany)
    pass(20)
    await said(orders.cancelAllOrders())
    pass(100)
    await said(orders.createOrderV2(sent(small)))
    // Reads have a bucket of their own: 600 tokens.
    for (let each = 0; each < 60; each += 1) await said(portfolio.getBalance())
    expect(await refusalOf(portfolio.getBalance())).toEqual(tooMany)
    pass(50)
    await said(portfolio.getBalance())
    expect(await refusalOf(portfolio.getBalance())).toEqual(tooMany)
  })

  it('while the exchange pauses, and not a moment longer', async () => {
    const { world, pass } = await begin()
    const { orders, exchange } = sdk
    const { server } = world
    const kept = await said(orders.createOrderV2(sent()))
    const dropped = await said(orders.createOrderV2(sent({ cancel_order_on_pause: true })))
    const later = START_MS + 60_000
    server.inject({ on: 'exchange', fromMs: later, untilMs: later + 60_000 })
    pass(60_000)
    expect(await refusalOf(orders.createOrderV2(sent()))).toEqual([409, 'trading_is_paused'])
    expect(await said(exchange.getExchangeStatus())).toMatchObject({
      exchange_active: true,
      trading_active: false,
    })
    expect((await said(orders.getOrder(dropped.order_id))).order.status).toBe('canceled')
    expect(await said(orders.cancelOrderV2(kept.order_id))).toMatchObject({ reduced_by: '10.00' })
    pass(60_000)
    await said(orders.createOrderV2(sent()))
    const closed = { kind: 'set-exchange-status', isTrading: false } as const
    world.tell({ ...closed, exchangeIndex: 3, isActive: false })
    const third = { ticker: NBA, exchange_index: 3, price: '0.4550' }
    expect(await refusalOf(orders.createOrderV2(sent(third)))).toEqual([409, 'exchange_is_paused'])
    await said(orders.createOrderV2(sent()))
    // The default shard stands for the whole; each shard for itself.
    expect(await said(exchange.getExchangeStatus())).toMatchObject({
      exchange_active: true,
      exchange_index_statuses: [{}, {}, {}, { exchange_active: false }],
    })
  })

  it('in the maintenance on Thursday from 3 to 5 in New York', async () => {
    const { world, pass } = await begin()
    const { orders, exchange } = sdk
    const threeMs = Date.UTC(2026, 10, 26, 8)
    pass(threeMs - 1 - START_MS)
    world.tell({ kind: 'list-market', market: market(LATER, 0, START_MS + 4 * 86_400_000) })
    const { order_id: id } = await said(orders.createOrderV2(sent({ ticker: LATER })))
    pass(1)
    expect(await refusalOf(orders.createOrderV2(sent({ ticker: LATER })))).toEqual([
      409,
      'trading_is_paused',
    ])
    expect(await said(exchange.getExchangeStatus())).toMatchObject({ trading_active: false })
    expect(await said(orders.cancelOrderV2(id))).toMatchObject({ reduced_by: '10.00' })
    pass(7_200_000 - 1)
    expect(await said(exchange.getExchangeStatus())).toMatchObject({ trading_active: false })
    pass(1)
    await said(orders.createOrderV2(sent({ ticker: LATER })))
    expect(await said(exchange.getExchangeStatus())).toMatchObject({ trading_active: true })
  })

  it('where a market opens later, is closed, or its fee has changed', async () => {
    const { world, pass } = await begin()
    const { orders, portfolio } = sdk
    world.tell({ kind: 'list-market', market: market(LATER, 0, START_MS + 1000) })
    const there = { ticker: LATER, price: '0.4600', count: '10.00' }
    expect(await refusalOf(orders.createOrderV2(sent(there)))).toEqual([400, 'MARKET_INACTIVE'])
    pass(1000)
    world.tell(order('bob', 'ask', 4600, 5000, LATER))
    const override = { feeType: 'quadratic', feeMultiplier: '0.5', knownFromMs: 0 }
    const eventId = LATER.slice(0, LATER.lastIndexOf('-'))
    for (const change of [undefined, override, undefined]) {
      world.tell({ kind: 'change-event-fees', eventId, override: change })
      await said(orders.createOrderV2(sent(there)))
    }
    const { fills } = await said(portfolio.getFills(LATER))
    expect(fills.map(({ fee_cost: fee }) => fee)).toEqual(['0.1739', '0.0870', '0.1739'])
    world.tell({ kind: 'close-market', marketId: LATER })
    expect(await refusalOf(orders.createOrderV2(sent(there)))).toEqual([400, 'MARKET_INACTIVE'])
    expect(priceTicks(4600)).toBe(4600)
  })
})
