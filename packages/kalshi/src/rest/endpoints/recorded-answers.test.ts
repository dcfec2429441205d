import { existsSync, readFileSync } from 'node:fs'
import { floorToCents } from '@arbkit/core'
import { describe, expect, it } from 'vitest'
import { outcomeSideOf } from '../../orders/yes-book.ts'
import type { Send } from '../request.ts'
import { getAccountLimits, getEndpointCosts } from './account.ts'
import { getEvent, getEvents } from './events.ts'
import { getMarket, getMarkets } from './markets.ts'
import { cancelOrderRequest } from './order-writes.ts'
import { getOrderBook, getOrderBooks } from './order-books.ts'
import { getOrderRequest } from './orders.ts'
import { getBalance, getFills, getPositions, getSettlements } from './portfolio.ts'
import { getSeries } from './series.ts'
import { getCandlesticks } from './trades.ts'

/** Other people's recordings beside the repository; nothing of them is copied into it. */
const RECORDED = new URL('../../../../../../shared/data/kalshi/', import.meta.url)
const isHere = existsSync(RECORDED)
if (!isHere) {
  console.warn('\nSKIPPED: no recordings in ../shared/data/kalshi, no endpoint read them\n')
}

type Json = Record<string, unknown>
const textOf = (name: string): string => readFileSync(new URL(name, RECORDED), 'utf8')
const jsonOf = (name: string): Json => JSON.parse(textOf(name)) as Json
const linesOf = (name: string): readonly { readonly step: string; readonly data: Json }[] =>
  textOf(name)
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as { step: string; data: Json })
const answering =
  (answer: unknown): Send =>
  async () =>
    answer

describe.skipIf(!isHere)('endpoints read what was recorded', () => {
  it.each(['events_sports_nested.json', 'events_nfl_preseason.json'])(
    'events: %s',
    async (name) => {
      const file: unknown = JSON.parse(textOf(name))
      const payload = Array.isArray(file) ? { events: file, cursor: '' } : file
      const page = await getEvents(answering(payload), { withMarkets: true })
      expect(page.items).toHaveLength(32)
      expect(page.milestones).toEqual([])
      const [event] = (payload as { events: Json[] }).events
      const eventId = String(event?.['event_ticker'])
      const one = await getEvent(answering({ event, markets: [] }), { eventId })
      expect(one).toEqual(page.items[0])
      await expect(getEvent(answering({ event }), { eventId: 'KX-OTHER' })).rejects.toThrow('event')
      const markets = page.items.flatMap((item) => item.markets)
      const wire = (payload as { events: Json[] }).events.flatMap((item) => item['markets'] ?? [])
      const listed = await getMarkets(answering({ markets: wire, cursor: 'c' }), {})
      expect(listed.cursor).toBe('c')
      expect(listed.items.map(({ topOfBook }) => topOfBook)).toEqual(
        markets.map(({ topOfBook }) => topOfBook),
      )
    },
  )

  it('one market and its book', async () => {
    const { single, orderbook, ticker } = jsonOf('market_single.json')
    const marketId = String(ticker)
    const market = await getMarket(answering(single), { marketId })
    expect(market.listing.marketId).toBe('KXNCAAFGAME-26SEP19MSUND-ND')
    await expect(getMarket(answering(single), { marketId: 'KX-OTHER' })).rejects.toThrow('market')
    const { book } = await getOrderBook(answering(orderbook), { marketId })
    expect(book.yesBids.at(-1)).toEqual(market.topOfBook.yesBids[0])
  })

  it('books of combos', async () => {
    const list = JSON.parse(textOf('combo_orderbooks.json')) as { readonly ticker: string }[]
    const marketIds = list.map(({ ticker }) => ticker)
    const books = await getOrderBooks(answering({ orderbooks: list }), { marketIds })
    expect(books).toHaveLength(20)
  })

  it('candlesticks', async () => {
    const { markets } = jsonOf('candlesticks_mlb.json')
    let count = 0
    for (const [marketId, recorded] of Object.entries(markets as Record<string, Json>)) {
      const answer = await getCandlesticks(
        answering({ ticker: marketId, candlesticks: recorded['candlesticks'] }),
        {
          seriesId: String(recorded['series_ticker']),
          marketId,
          fromMs: Number(recorded['start_ts']) * 1000,
          toMs: Number(recorded['end_ts']) * 1000,
          periodMinutes: 1,
        },
      )
      count += answer.candlesticks.length
    }
    expect(count).toBe(48)
  })

  it('settlements', async () => {
    const page = await getSettlements(
      answering(jsonOf('portfolio_settlements_redacted.json')['payload']),
      {},
    )
    expect(page.items).toHaveLength(22)
    expect(page.items.reduce((sum, { revenue }) => sum + revenue, 0)).toBe(5000)
  })

  it('series', async () => {
    const payloads = jsonOf('series_fee_fields.json')['payloads'] as Record<string, unknown>
    const fees = await Promise.all(
      Object.entries(payloads).map(async ([seriesId, payload]) =>
        getSeries(answering(payload), { seriesId }),
      ),
    )
    expect(fees.map(({ feeMultiplier }) => feeMultiplier)).toEqual(['0.5', '0.5', '1', '1'])
  })

  it('limits and costs of the account; our costs are those', async () => {
    const lines = linesOf('combo_scenario_account_facts.jsonl')
    const dataOf = (step: string): unknown => lines.find((line) => line.step === step)?.data
    expect(await getAccountLimits(answering(dataOf('api_limits')))).toEqual({
      tier: 'basic',
      read: { refillPerSecond: 200, capacity: 400 },
      write: { refillPerSecond: 100, capacity: 100 },
      grants: [],
    })
    const costs = await getEndpointCosts(answering(dataOf('endpoint_costs')))
    expect(costs.listed).toHaveLength(12)
    const tokensOf = (method: string, path: string): number | undefined =>
      costs.listed.find((one) => one.method === method && one.path === `/trade-api/v2${path}`)
        ?.tokens
    const cancel = cancelOrderRequest({ orderId: 'o', exchangeIndex: 0 })
    expect(cancel.cost.tokens).toBe(tokensOf('DELETE', '/portfolio/events/orders/:order_id'))
    const read = getOrderRequest({ orderId: 'o' })
    expect(read.cost.tokens).toBe(tokensOf('GET', '/portfolio/orders/:order_id'))
  })

  describe('an account before and after two trades', () => {
    const states = isHere
      ? linesOf('combo_scenario_accept_no.jsonl').filter(({ step }) =>
          /^(?:before|after)_/.test(step),
        )
      : []

    it.each(states)('$step', async ({ data }) => {
      const balance = await getBalance(answering(data['balance']), {})
      const cents = (data['balance'] as { readonly balance: number }).balance
      expect(floorToCents(balance.available)).toBe(cents)
      expect(balance.shards.map(({ available }) => available)).toEqual([balance.available])
      const positions = await getPositions(answering(data['positions']), {})
      const fills = await getFills(answering(data['fills']), {})
      // What is held is what was filled, by side; what was charged is what the fills say.
      for (const { marketId, count, fees } of positions.items) {
        const own = fills.items.filter((fill) => fill.marketId === marketId)
        const signed = own.map(
          (fill) => (outcomeSideOf(fill.bookSide) === 'yes' ? 1 : -1) * fill.count,
        )
        expect(signed.reduce((sum, size) => sum + size, 0)).toBe(count)
        expect(own.reduce((sum, { fee }) => sum + fee, 0)).toBe(fees)
      }
      expect(positions.items).toHaveLength(1)
      expect(positions.events.map(({ fees }) => fees)).toEqual(positions.items.map((p) => p.fees))
    })

    it('are four states', () => {
      expect(states).toHaveLength(4)
    })
  })
})
