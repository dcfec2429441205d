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
import { describe, expect, it } from 'vitest'
import { ALICE, BUF, NBA, order, START_MS, type Started, startVenue } from './started-venue.test.ts'

/** Runs as this machine's does, from a moment that is not in the maintenance. */
const begunMs = Date.now()
const RUNNING = { now: () => START_MS + Date.now() - begunMs }
const grid: PriceGrid = [{ start: priceTicks(0), end: priceTicks(10_000), step: priceTicks(100) }]

/** All four books of a game, so that something can be traded. */
async function quoted(): Promise<Started> {
  const venue = await startVenue({ clock: RUNNING })
  for (const [side, price] of [
    ['bid', 4300],
    ['ask', 4600],
  ] as const) {
    venue.server.apply(order('bob', side, price, 1000))
  }
  return venue
}

describe('our own client', () => {
  it('trades', async () => {
    const venue = await quoted()
    const { promise: report, resolve: onCanary } = Promise.withResolvers<CanaryReport>()
    const client = createKalshiClient({
      onCanary,
      canary: { seriesIds: ['KXNFLGAME', 'KXNBAGAME'] },
      host: customHost({ restUrl: venue.server.restUrl, streamUrl: venue.server.streamUrl }),
      fetch: createUndiciFetch(),
      clock: RUNNING,
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
