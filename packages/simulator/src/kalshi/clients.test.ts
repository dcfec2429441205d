import { centicontracts, priceTicks, type PriceGrid } from '@arbkit/core'
import { createSeededRng } from '@arbkit/core/testing'
import { createUndiciFetch, sleep } from '@arbkit/http'
import {
  type CanaryReport,
  cancelOrder,
  createKalshiClient,
  createOrder,
  customHost,
  getBalance,
  getFills,
  getMarkets,
  getOrderBook,
  getPositions,
  TIER_LIMITS,
} from '@arbkit/kalshi'
import {
  Configuration,
  EventsApi,
  ExchangeApi,
  MarketApi,
  OrdersApi,
  PortfolioApi,
} from 'kalshi-typescript'
import { describe, expect, it } from 'vitest'
import {
  ALICE,
  BUF,
  EVENT,
  NBA,
  newOrder,
  order,
  RSA_PEM,
  type Started,
  startVenue,
} from './started-venue.test.ts'

/** The clients sign by the time of this machine. */
const REAL_TIME = { now: () => Date.now() }
const grid: PriceGrid = [{ start: priceTicks(0), end: priceTicks(10_000), step: priceTicks(100) }]

/** All four books of a game, so that something can be traded. */
async function quoted(): Promise<Started> {
  const venue = await startVenue({ clock: REAL_TIME })
  for (const [side, price] of [
    ['bid', 4300],
    ['ask', 4600],
  ] as const) {
    venue.server.apply(order('bob', side, price, 1000))
  }
  return venue
}

describe('the official client, kalshi-typescript 3.30.0, as it is', () => {
  it('reads markets, trades, and is paid', async () => {
    const { server } = await quoted()
    const configuration = new Configuration({
      apiKey: 'key-of-alice',
      privateKeyPem: RSA_PEM,
      basePath: server.restUrl,
    })
    const market = new MarketApi(configuration)
    const orders = new OrdersApi(configuration)
    const portfolio = new PortfolioApi(configuration)
    expect((await new ExchangeApi(configuration).getExchangeStatus()).data.exchange_active).toBe(
      true,
    )
    expect((await market.getMarkets()).data.markets).toHaveLength(3)
    expect((await new EventsApi(configuration).getEvent(EVENT, true)).data.event).toMatchObject({
      event_ticker: EVENT,
    })
    expect((await market.getMarketOrderbook(BUF)).data.orderbook_fp).toEqual({
      yes_dollars: [['0.4300', '10.00']],
      no_dollars: [['0.5400', '10.00']],
    })
    const place = async (change: object) =>
      (await orders.createOrderV2(newOrder(change) as never)).data
    const resting = await place({ price: '0.4000', count: '5.00' })
    expect(resting).toMatchObject({ fill_count: '0.00', remaining_count: '5.00' })
    const terms = { ticker: BUF, side: 'bid', price: '0.4100', count: '4.00' } as never
    const amended = await orders.amendOrderV2(resting.order_id, terms)
    expect(amended.data).toMatchObject({ remaining_count: '4.00' })
    expect((await orders.getOrder(resting.order_id)).data.order).toMatchObject({
      status: 'resting',
      yes_price_dollars: '0.4100',
    })
    const cancelled = await orders.cancelOrderV2(resting.order_id, undefined, 0, BUF)
    expect(cancelled.data).toMatchObject({ reduced_by: '4.00' })
    const taken = await place({ price: '0.4600', count: '3.00' })
    expect(taken).toMatchObject({ fill_count: '3.00', average_fill_price: '0.4600' })
    expect((await portfolio.getFills()).data.fills).toMatchObject([
      { order_id: taken.order_id, count_fp: '3.00', is_taker: true },
    ])
    expect((await portfolio.getPositions()).data.market_positions).toMatchObject([
      { ticker: BUF, position_fp: '3.00' },
    ])
    const before = (await portfolio.getBalance()).data.balance
    server.apply({ kind: 'determine-market', marketId: BUF, result: { kind: 'yes' } })
    server.apply({ kind: 'settle-market', marketId: BUF })
    expect((await portfolio.getSettlements()).data.settlements).toMatchObject([
      { ticker: BUF, market_result: 'yes', revenue: 300 },
    ])
    expect((await portfolio.getBalance()).data.balance).toBe(before + 300)
    await expect(orders.getOrder('none')).rejects.toMatchObject({ response: { status: 404 } })
  })
})

describe('our own client', () => {
  it('trades', async () => {
    const venue = await quoted()
    const { promise: report, resolve: onCanary } = Promise.withResolvers<CanaryReport>()
    const client = createKalshiClient({
      onCanary,
      canary: { seriesIds: ['KXNFLGAME', 'KXNBAGAME'] },
      host: customHost({ restUrl: venue.server.restUrl, streamUrl: venue.server.streamUrl }),
      fetch: createUndiciFetch(),
      clock: REAL_TIME,
      rng: createSeededRng(1),
      sleep,
      credentials: ALICE,
      limits: TIER_LIMITS.prestige,
    })
    const { send } = client
    client.startCanary()
    const { results } = await report
    client.stop()
    const failed = results.filter(({ judgement }) => judgement.tag === 'fail')
    expect(failed).toEqual([])
    expect(client.gate().tag).toBe('open')
    const markets = await getMarkets(send, { status: 'open' })
    expect(markets.items).toHaveLength(3)
    const book = await getOrderBook(send, { marketId: BUF })
    expect(JSON.stringify(book)).toContain('4300')
    const terms = {
      marketId: BUF,
      action: 'buy',
      side: 'no',
      count: centicontracts(200),
      priceGrid: grid,
      exchangeIndex: 0,
      timeInForce: 'good_till_canceled',
      selfTradePrevention: 'taker_at_cross',
    } as const
    // Buying NO at 0.57 takes the YES bid at 0.43.
    const taken = await createOrder(send, {
      ...terms,
      price: priceTicks(5700),
      clientOrderId: '0d9b6c86-4b0c-4e7e-8d4b-3f1d4f8f1c01',
    })
    expect(taken).toMatchObject({ filledCount: 200, remainingCount: 0, averagePrice: 430_000 })
    const resting = await createOrder(send, {
      ...terms,
      price: priceTicks(5000),
      clientOrderId: '0d9b6c86-4b0c-4e7e-8d4b-3f1d4f8f1c02',
    })
    const place = { orderId: resting.orderId, exchangeIndex: 0 }
    expect(await cancelOrder(send, place)).toMatchObject({ reducedBy: 200 })
    expect((await getFills(send, {})).items).toMatchObject([{ count: 200 }])
    expect((await getPositions(send, {})).items).toMatchObject([{ marketId: BUF, count: -200 }])
    expect(await getBalance(send, {})).toMatchObject({
      available: venue.exchange.balancesOf('alice').reduce((sum, each) => sum + each.available, 0),
    })
    await expect(
      createOrder(send, {
        ...terms,
        marketId: NBA,
        price: priceTicks(5000),
        clientOrderId: '0d9b6c86-4b0c-4e7e-8d4b-3f1d4f8f1c02',
        exchangeIndex: 3,
      }),
    ).rejects.toThrow('409')
  })
})
