import { isRecord, priceTicks } from '@arbkit/core'
import * as kalshi from '@arbkit/kalshi'
import { describe, expect, it } from 'vitest'
import { startWorld, type World } from './call-world.test.ts'
import { BOB, BUF, KC, market, NBA, order, START_MS } from './started-venue.test.ts'
import { type Frame, Listener } from './stream-listener.test.ts'

/** Every channel that tells of single markets and of the account. */
const CHANNELS = [
  'orderbook_delta',
  'ticker',
  'trade',
  'fill',
  'user_orders',
  'market_positions',
  'market_lifecycle_v2',
  'order_group_updates',
]

const msgOf = (frame: Frame | undefined): Frame => {
  const msg = frame?.['msg']
  return isRecord(msg) ? msg : {}
}
const ofType = (frames: readonly Frame[], type: string): Frame[] =>
  frames.filter((frame) => frame['type'] === type).map(msgOf)

/** Levels by side and price, as the frames add up; counts in hundredths. */
class HeardBook {
  readonly levels = new Map<string, bigint>()

  hear(frames: readonly Frame[], ticker: string): void {
    for (const frame of frames) {
      const msg = msgOf(frame)
      if (msg['market_ticker'] !== ticker) continue
      if (frame['type'] === 'orderbook_snapshot') {
        this.levels.clear()
        for (const side of ['yes', 'no']) {
          for (const [price, count] of (msg[`${side}_dollars_fp`] ?? []) as [string, string][]) {
            this.levels.set(`${side} ${price}`, hundredths(count))
          }
        }
      }
      if (frame['type'] !== 'orderbook_delta') continue
      const key = `${String(msg['side'])} ${String(msg['price_dollars'])}`
      const left = (this.levels.get(key) ?? 0n) + hundredths(String(msg['delta_fp']))
      if (left === 0n) this.levels.delete(key)
      else this.levels.set(key, left)
    }
  }
}
const hundredths = (count: string): bigint => BigInt(count.replace('.', ''))

async function bookOverRest({ ask }: World, ticker: string): Promise<Map<string, bigint>> {
  const { body } = await ask(`GET /markets/${ticker}/orderbook`)
  const { orderbook_fp: book } = body as { orderbook_fp: Record<string, [string, string][]> }
  return new Map(
    ['yes', 'no'].flatMap((side) =>
      (book[`${side}_dollars`] ?? []).map(
        ([price, count]) => [`${side} ${price}`, hundredths(count)] as const,
      ),
    ),
  )
}

/** Trades of two accounts in two markets, as clients send them. */
async function trade(world: World): Promise<void> {
  const { send, sendAs, newOrder, clock } = world
  const bob = sendAs(BOB)
  const place = async (by: kalshi.Send, change: object): Promise<string> =>
    (await kalshi.createOrder(by, newOrder(change))).orderId
  for (const price of [4600, 4700]) {
    await place(bob, { side: 'no', price: priceTicks(10_000 - price) })
  }
  clock.advance(100)
  await place(bob, { price: priceTicks(4300), marketId: KC })
  const mine = newOrder({ price: priceTicks(4600), count: 800 as never })
  const { orderId } = await kalshi.createOrder(send, mine)
  clock.advance(100)
  await kalshi.amendOrder(send, { ...mine, orderId, price: priceTicks(4700), count: 1100 as never })
  await place(send, { side: 'no', price: priceTicks(5700), marketId: KC, count: 200 as never })
  const left = await place(send, { price: priceTicks(2000) })
  await kalshi.decreaseOrder(send, { orderId: left, exchangeIndex: 0, reduceTo: 100 as never })
  await kalshi.cancelOrder(send, { orderId: left, exchangeIndex: 0 })
  clock.advance(1000)
  const group = { contractsLimit: 700 as never, exchangeIndex: 0 }
  const { orderGroupId } = await kalshi.createOrderGroup(send, group)
  await place(send, { price: priceTicks(1000), orderGroupId })
  await kalshi.triggerOrderGroup(send, { orderGroupId, exchangeIndex: 0 })
}

describe('the stream, while two accounts trade', () => {
  it('says what REST says, on every channel', async () => {
    const world = await startWorld()
    world.tell(order('bob', 'bid', 4000, 300))
    const listener = await Listener.open(world)
    const params = { channels: CHANNELS, market_tickers: [BUF, KC, NBA] }
    const book = new HeardBook()
    const first = await listener.command('subscribe', params)
    expect(ofType(first, 'subscribed').map(({ channel }) => channel)).toEqual(CHANNELS)
    expect(ofType(first, 'orderbook_snapshot')).toHaveLength(3)
    book.hear(first, BUF)
    await trade(world)
    const heard = await listener.heard()
    book.hear(heard, BUF)
    expect(book.levels).toEqual(await bookOverRest(world, BUF))

    const { exchange, send } = world
    const trades = ofType(heard, 'trade').filter((each) => each['market_ticker'] === BUF)
    const { items: known } = await kalshi.getTrades(send, { marketId: BUF })
    expect(trades.map((each) => each['trade_id'])).toEqual(
      known.map(({ tradeId }) => tradeId).toReversed(),
    )
    expect(known.length).toBeGreaterThanOrEqual(2)
    const fills = ofType(heard, 'fill')
    const { items: own } = await kalshi.getFills(send, {})
    expect(fills.map(({ order_id: id, trade_id: of }) => `${String(of)}:${String(id)}`)).toEqual(
      own.map(({ fillId }) => fillId).toReversed(),
    )
    const paid = fills.reduce((sum, each) => sum + Number(each['fee_cost']) * 1e6, 0)
    expect(Math.round(paid)).toBe(own.reduce((sum, { fee }) => sum + fee, 0))
    for (const view of exchange.ordersOf('alice')) {
      const last = ofType(heard, 'user_order').findLast(({ order_id: id }) => id === view.orderId)
      expect(last).toMatchObject({
        status: view.status,
        fill_count_fp: `${Math.floor(view.fillCount / 100)}.${String(view.fillCount % 100).padStart(2, '0')}`,
      })
    }
    const orderIds = new Set(ofType(heard, 'user_order').map(({ order_id: id }) => id))
    expect(orderIds.size).toBe(exchange.ordersOf('alice').length)
    const { items: positions } = await kalshi.getPositions(send, {})
    for (const { marketId, count } of positions) {
      const last = ofType(heard, 'market_position').findLast((m) => m['market_ticker'] === marketId)
      expect(hundredths(String(last?.['position_fp']))).toBe(BigInt(count))
    }
    const ticker = ofType(heard, 'ticker').findLast((each) => each['market_ticker'] === BUF)
    const row = (await world.ask(`GET /markets/${BUF}`)).body as { market: Frame }
    for (const key of [
      'yes_bid_dollars',
      'yes_ask_dollars',
      'yes_bid_size_fp',
      'yes_ask_size_fp',
      'volume_fp',
      'open_interest_fp',
    ]) {
      expect([key, ticker?.[key]]).toEqual([key, row.market[key]])
    }
    expect(ticker?.['price_dollars']).toBe(row.market['last_price_dollars'])
    const updates = ofType(heard, 'order_group_updates').map((each) => each['event_type'])
    expect(updates).toEqual(['created', 'triggered'])
    expect(world.problems).toEqual([])
  })

  it('numbers each subscription by itself, without a gap', async () => {
    const world = await startWorld()
    const listener = await Listener.open(world)
    await listener.command('subscribe', { channels: CHANNELS, market_tickers: [BUF, KC] })
    await trade(world)
    const more = { sids: [1], action: 'add_markets', market_tickers: [NBA] }
    const frames = [
      ...(await listener.heard()),
      ...(await listener.command('update_subscription', more)),
    ]
    const numbered = frames.filter(({ seq }) => seq !== undefined)
    const bySid = new Map<unknown, unknown[]>()
    for (const { sid, seq } of numbered) bySid.set(sid, [...(bySid.get(sid) ?? []), seq])
    expect([...bySid.keys()].length).toBeGreaterThanOrEqual(3)
    for (const seqs of bySid.values()) {
      const from = Number(seqs[0])
      expect(seqs).toEqual(seqs.map((_, index) => from + index))
    }
    // Snapshots of the two markets took 1 and 2.
    expect(bySid.get(1)?.[0]).toBe(3)
  })

  it('tells the life of a market and its fees, and every command is answered', async () => {
    const world = await startWorld()
    const { tell, clock, server } = world
    const listener = await Listener.open(world)
    const heard: Frame[] = []
    const command = async (cmd: string, params?: object): Promise<readonly Frame[]> => {
      const frames = await listener.command(cmd, params)
      heard.push(...frames)
      return frames
    }
    await command('subscribe', { channels: ['market_lifecycle_v2', 'ticker'] })
    const eventId = 'KXNFLGAME-26NOV29NYGDAL'
    const marketId = `${eventId}-NYG`
    tell({ kind: 'list-market', market: market(marketId, 0, START_MS + 1000) })
    // Nobody is told of an opening that was scheduled.
    clock.advance(1000)
    server.tick()
    const override = { feeType: 'quadratic', feeMultiplier: '0.5', knownFromMs: 0 }
    for (const change of [override, undefined]) {
      tell({ kind: 'change-event-fees', eventId, override: change })
    }
    tell({ kind: 'pause-market', marketId })
    tell({ kind: 'open-market', marketId })
    tell({
      kind: 'determine-market',
      marketId,
      result: { kind: 'scalar', value: priceTicks(5000) },
    })
    tell({ kind: 'settle-market', marketId })
    heard.push(...(await listener.heard()))
    expect(ofType(heard, 'market_lifecycle_v2').map((each) => each['event_type'])).toEqual([
      'created',
      'deactivated',
      'activated',
      'close_date_updated',
      'determined',
      'settled',
    ])
    expect(ofType(heard, 'event_fee_update')).toMatchObject([
      { event_ticker: eventId, fee_type_override: 'quadratic', fee_multiplier_override: 0.5 },
      { event_ticker: eventId, fee_type_override: null, fee_multiplier_override: null },
    ])
    expect(ofType(heard, 'market_lifecycle_v2').at(-2)).toMatchObject({
      result: 'scalar',
      settlement_value: '0.5000',
    })
    const quotes = { channels: ['ticker'], market_tickers: [BUF], send_initial_snapshot: true }
    await command('subscribe', quotes)
    await command('subscribe', { channels: ['orderbook_delta'], market_ticker: BUF })
    const listed = await command('list_subscriptions')
    expect(listed[0]?.['msg']).toHaveLength(3)
    const sid = 3
    for (const action of ['add_markets', 'get_snapshot', 'delete_markets']) {
      const frames = await command('update_subscription', { sid, action, market_tickers: [KC] })
      expect([action, frames.length]).not.toEqual([action, 0])
    }
    const ended = await command('unsubscribe', { sids: [1, 2, 3] })
    expect(ended.map(({ type }) => type)).toEqual(['unsubscribed', 'unsubscribed', 'unsubscribed'])
    const errors = await command('unsubscribe', { sids: [1] })
    expect(errors).toMatchObject([{ type: 'error', msg: { code: 7 } }])
  })
})
