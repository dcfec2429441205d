import { once } from 'node:events'
import { connect } from 'node:net'
import { isRecord } from '@arbkit/core'
import { createVirtualClock } from '@arbkit/core/testing'
import { describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { type Frame, Listener, subscribe } from './stream-listener.test.ts'
import { uuidOf } from './wire-text.ts'
import {
  ALICE,
  BOB,
  BUF,
  EVENT,
  KC,
  market,
  order,
  START_MS,
  startVenue,
} from './started-venue.test.ts'

describe('the handshake', () => {
  it('needs a signature and the right path', async () => {
    const { server } = await startVenue()
    for (const [url, status] of [
      [server.streamUrl, 401],
      [server.streamUrl.replace('/ws/', '/no/'), 404],
    ] as const) {
      const socket = new WebSocket(url)
      const [error] = (await once(socket, 'error')) as [Error]
      expect(error.message).toContain(String(status))
    }
  })

  it.each([
    ['//', '404'],
    ['http://[', '404'],
    ['//other/trade-api/ws/v2', '404'],
    ['/trade-api/ws/v2?a=b', '401'],
  ])('of %s is refused with %s, and its reset harms nobody', async (target, status) => {
    const { server, ask } = await startVenue()
    const client = connect(Number(new URL(server.restUrl).port), '127.0.0.1')
    client.write(
      `GET ${target} HTTP/1.1\r\nhost: venue\r\nconnection: upgrade\r\nupgrade: websocket\r\n\r\n`,
    )
    const [answer] = (await once(client, 'data')) as [Buffer]
    expect(answer.toString().split('\r\n', 1)).toEqual([expect.stringContaining(` ${status} `)])
    client.resetAndDestroy()
    await once(client, 'close')
    expect((await ask('GET /exchange/status')).status).toBe(200)
  })
})

describe('books', () => {
  it('come as snapshots and changes under one numbering', async () => {
    const venue = await startVenue()
    venue.server.apply(order('bob', 'bid', 4300, 1000))
    venue.server.apply(order('bob', 'ask', 4600, 500))
    const listener = await Listener.open(venue)
    expect(await subscribe(listener, 'orderbook_delta', { market_tickers: [BUF] })).toMatchObject([
      { id: 7, type: 'subscribed', msg: { channel: 'orderbook_delta', sid: 1 } },
      {
        type: 'orderbook_snapshot',
        sid: 1,
        seq: 1,
        msg: { yes_dollars_fp: [['0.4300', '10.00']], no_dollars_fp: [['0.5400', '5.00']] },
      },
    ])
    venue.server.apply(order('bob', 'ask', 4600, 250))
    expect(await listener.heard()).toMatchObject([
      { seq: 2, msg: { side: 'no', price_dollars: '0.5400', delta_fp: '2.50', ts_ms: START_MS } },
    ])
    expect(
      await listener.command('update_subscription', {
        sids: [1],
        action: 'add_markets',
        market_tickers: [KC, 'NONE'],
      }),
    ).toMatchObject([
      { type: 'orderbook_snapshot', seq: 3, msg: { market_ticker: KC } },
      { type: 'ok', id: 7, sid: 1, seq: 4, msg: { market_tickers: [BUF, KC] } },
    ])
    const again = { sid: 1, action: 'get_snapshot', market_tickers: [BUF] }
    expect(await listener.command('update_subscription', again)).toMatchObject([
      { type: 'orderbook_snapshot', seq: 5, msg: { no_dollars_fp: [['0.5400', '7.50']] } },
    ])
    const less = { sid: 1, action: 'delete_markets', market_tickers: [BUF] }
    expect(await listener.command('update_subscription', less)).toMatchObject([
      { type: 'ok', seq: 6, msg: { market_tickers: [KC] } },
    ])
    venue.server.apply(order('bob', 'ask', 4600, 100))
    expect(await listener.heard()).toEqual([])
    expect(await listener.command('list_subscriptions')).toEqual([
      { id: 7, type: 'ok', msg: [{ channel: 'orderbook_delta', sid: 1 }] },
    ])
    expect(await listener.command('unsubscribe', { sids: [1] })).toEqual([
      { id: 7, sid: 1, seq: 7, type: 'unsubscribed' },
    ])
    venue.server.apply(order('bob', 'bid', 4200, 100, KC))
    expect(await listener.heard()).toEqual([])
  })

  it('state NO bids at YES prices where that is asked', async () => {
    const venue = await startVenue()
    for (const price of [4600, 4700]) venue.server.apply(order('bob', 'ask', price, 500))
    const listener = await Listener.open(venue)
    const wanted = { market_tickers: [BUF], use_yes_price: true }
    expect(await subscribe(listener, 'orderbook_delta', wanted)).toMatchObject([
      {},
      {
        msg: {
          no_dollars_fp: [
            ['0.4600', '5.00'],
            ['0.4700', '5.00'],
          ],
        },
      },
    ])
    venue.server.apply(order('alice', 'bid', 4600, 200))
    expect(await listener.heard()).toMatchObject([
      { msg: { side: 'no', price_dollars: '0.4600', delta_fp: '-2.00' } },
    ])
  })

  it('tell the id of an order to its owner alone', async () => {
    const venue = await startVenue()
    const [alice, bob] = [await Listener.open(venue, ALICE), await Listener.open(venue, BOB)]
    for (const each of [alice, bob]) {
      await subscribe(each, 'orderbook_delta', { market_tickers: [BUF] })
    }
    venue.server.apply({ ...order('bob', 'bid', 4300, 100), clientOrderId: 'of-bob' } as never)
    const seen = async (listener: Listener): Promise<unknown> => {
      const [frame] = await listener.heard()
      return isRecord(frame?.['msg']) ? frame['msg']['client_order_id'] : 'no frame'
    }
    expect(await seen(bob)).toBe('of-bob')
    expect(await seen(alice)).toBeUndefined()
  })
})

describe('other channels', () => {
  it('tell of trades, quotes, fills, orders and positions', async () => {
    const venue = await startVenue()
    venue.server.apply(order('bob', 'ask', 4600, 500))
    const alice = await Listener.open(venue, ALICE)
    const channels = ['trade', 'ticker', 'fill', 'user_orders', 'market_positions']
    expect(await alice.command('subscribe', { channels })).toHaveLength(5)
    venue.server.apply(order('alice', 'bid', 4600, 300))
    const heard = await alice.heard()
    const ofType = (type: string): Frame[] => heard.filter((frame) => frame['type'] === type)
    expect(ofType('trade')).toMatchObject([
      { sid: 1, seq: 1, msg: { yes_price_dollars: '0.4600', count_fp: '3.00', taker_side: 'yes' } },
    ])
    expect(ofType('ticker')).toMatchObject([
      {
        sid: 2,
        msg: {
          price_dollars: '0.4600',
          yes_bid_dollars: '0.0000',
          yes_ask_dollars: '0.4600',
          yes_ask_size_fp: '2.00',
          volume_fp: '3.00',
        },
      },
    ])
    expect(ofType('fill')).toMatchObject([
      { msg: { is_taker: true, count_fp: '3.00', post_position_fp: '3.00', outcome_side: 'yes' } },
    ])
    expect(ofType('user_order').at(-1)).toMatchObject({
      msg: { status: 'executed', fill_count_fp: '3.00', remaining_count_fp: '0.00' },
    })
    expect(ofType('market_position')).toMatchObject([
      { msg: { position_fp: '3.00', position_cost_dollars: '1.3800' } },
    ])
    expect(heard.every((frame) => !JSON.stringify(frame).includes(uuidOf('bob')))).toBe(true)
  })

  it('tell the life of markets, fees of events and groups', async () => {
    const venue = await startVenue()
    const { server } = venue
    const alice = await Listener.open(venue, ALICE)
    await alice.command('subscribe', { channels: ['market_lifecycle_v2', 'order_group_updates'] })
    server.apply({ kind: 'pause-market', marketId: BUF })
    server.apply({ kind: 'open-market', marketId: BUF })
    const override = { feeType: 'quadratic', feeMultiplier: '0.5', knownFromMs: 0 }
    server.apply({ kind: 'change-event-fees', eventId: EVENT, override })
    server.apply({ kind: 'change-event-fees', eventId: EVENT, override: undefined })
    server.apply({ kind: 'determine-market', marketId: BUF, result: { kind: 'no' } })
    server.apply({ kind: 'settle-market', marketId: BUF })
    const accountId = 'alice'
    const limit = 500 as never
    server.apply({ kind: 'create-group', accountId, groupId: 'g', exchangeIndex: 0, limit })
    const told = (await alice.heard()).map(({ type, msg }) => {
      const { event_type: event, fee_type_override: fee } = msg as Frame
      return [type, event ?? fee]
    })
    expect(told).toEqual([
      ['market_lifecycle_v2', 'deactivated'],
      ['market_lifecycle_v2', 'activated'],
      ['event_fee_update', 'quadratic'],
      ['event_fee_update', null],
      ['market_lifecycle_v2', 'close_date_updated'],
      ['market_lifecycle_v2', 'determined'],
      ['market_lifecycle_v2', 'settled'],
      ['order_group_updates', 'created'],
    ])
  })
})

describe('a scheduled opening', () => {
  it('is told to nobody; the listing before it is', async () => {
    const clock = createVirtualClock(START_MS)
    const venue = await startVenue({ clock })
    const listener = await Listener.open(venue)
    await subscribe(listener, 'market_lifecycle_v2')
    const later = market('KXNFLGAME-26NOV23DENLV-LV', 0, START_MS + 1000)
    venue.server.apply({ kind: 'list-market', market: later })
    expect(await listener.heard()).toMatchObject([{ msg: { event_type: 'created' } }])
    clock.advance(1000)
    venue.server.tick()
    expect(venue.exchange.marketOf(later.marketId)?.status).toBe('active')
    expect(await listener.heard()).toEqual([])
  })
})

describe('commands that can not be done', () => {
  it.each([
    ['nonsense', undefined, 5],
    ['subscribe', undefined, 2],
    ['subscribe', {}, 3],
    ['subscribe', { channels: ['nothing'] }, 8],
    ['subscribe', { channels: ['orderbook_delta'] }, 14],
    ['subscribe', { channels: ['ticker'], market_tickers: [7] }, 11],
    ['unsubscribe', {}, 4],
    ['unsubscribe', { sids: [9] }, 7],
    ['update_subscription', { sids: [1, 2], action: 'add_markets' }, 12],
    ['update_subscription', { sids: [1] }, 15],
    ['update_subscription', { sids: [1], action: 'sing' }, 13],
    ['update_subscription', { sids: [1], action: 'add_markets' }, 14],
    ['update_subscription', { sid: 9, action: 'add_markets', market_ticker: BUF }, 7],
  ] as const)('%s %j: %i', async (cmd, params, code) => {
    const listener = await Listener.open(await startVenue())
    expect(await listener.command(cmd, params)).toMatchObject([
      { id: 7, type: 'error', msg: { code, msg: expect.any(String) } },
    ])
  })

  it('no JSON', async () => {
    const listener = await Listener.open(await startVenue())
    listener.raw('{')
    expect(await listener.heard()).toMatchObject([{ type: 'error', msg: { code: 1 } }])
  })
})

describe('faults of messages', () => {
  const told = async (fault: object): Promise<readonly unknown[]> => {
    const venue = await startVenue()
    const listener = await Listener.open(venue)
    await subscribe(listener, 'orderbook_delta', { market_tickers: [BUF] })
    const trouble = { on: 'stream', type: 'orderbook_delta', times: 1, trouble: fault }
    venue.server.inject(trouble as never)
    for (const price of [4300, 4200]) venue.server.apply(order('bob', 'bid', price, 100))
    return (await listener.heard()).map(({ seq, type }) => [type, seq])
  }

  it.each([
    [{ tag: 'drop' }, [['orderbook_delta', 3]]],
    [
      { tag: 'duplicate' },
      [
        ['orderbook_delta', 2],
        ['orderbook_delta', 2],
        ['orderbook_delta', 3],
      ],
    ],
    [
      { tag: 'gap', by: 4 },
      [
        ['orderbook_delta', 2],
        ['orderbook_delta', 7],
      ],
    ],
    [
      { tag: 'end', code: 25 },
      [
        ['orderbook_delta', 2],
        ['error', 3],
      ],
    ],
    [
      { tag: 'latency', ms: 0 },
      [
        ['orderbook_delta', 2],
        ['orderbook_delta', 3],
      ],
    ],
  ])('%o', async (fault, expected) => {
    expect(await told(fault)).toEqual(expected)
  })

  it('breaks the connection, and sends what is wrong', async () => {
    const venue = await startVenue()
    const listener = await Listener.open(venue)
    await subscribe(listener, 'orderbook_delta', { market_tickers: [BUF] })
    const rewrite = (): object => ({ type: 'ok', id: 1 })
    venue.server.inject({ on: 'stream', times: 1, trouble: { tag: 'wrong', rewrite } })
    venue.server.apply(order('bob', 'bid', 4300, 100))
    expect(await listener.heard()).toEqual([{ type: 'ok', id: 1 }])
    venue.server.inject({ on: 'stream', trouble: { tag: 'disconnect' } })
    venue.server.apply(order('bob', 'bid', 4200, 100))
    await listener.closed()
    expect(listener.frames).toEqual([])
  })

  it('holds messages back in their order', async () => {
    let release = (): void => {}
    const clock = createVirtualClock(START_MS)
    const venue = await startVenue({
      clock,
      sleep: async (ms) =>
        new Promise((resolve) => {
          if (ms === 25) release = resolve
        }),
    })
    const listener = await Listener.open(venue)
    await subscribe(listener, 'orderbook_delta', { market_tickers: [BUF] })
    const trouble = { tag: 'latency', ms: 25 } as const
    venue.server.inject({ on: 'stream', times: 1, trouble })
    for (const price of [4300, 4200]) venue.server.apply(order('bob', 'bid', price, 100))
    expect(await listener.heard()).toEqual([])
    release()
    expect((await listener.heard()).map(({ seq }) => seq)).toEqual([2, 3])
  })
})
