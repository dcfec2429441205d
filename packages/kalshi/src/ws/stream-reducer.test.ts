import { InvalidInputError } from '@arbkit/core'
import { describe, expect, it } from 'vitest'
import {
  COMMAND_TIMEOUT_MS,
  COMMAND_TIMEOUTS_MAX,
  COMMANDS_IN_FLIGHT_MAX,
  REFUSED_REST_MS,
  RETRY_REST_MS,
  SNAPSHOT_ASKS_MAX,
  SNAPSHOT_MISSED_MS,
  SNAPSHOT_TIMEOUT_MS,
} from './book-subscription.ts'
import { MARKETS_PER_COMMAND_MAX, MARKETS_PER_CONNECTION_MAX } from './commands.ts'
import type { StreamEffect, StreamEvent } from './stream-effect.ts'
import {
  bookStatusOf,
  countsOf,
  createStreamState,
  DATA_PROBE_MS,
  DATA_TIMEOUT_MS,
  HEARTBEAT_TIMEOUT_MS,
  OPEN_TIMEOUT_MS,
  reduceStream,
  RESUBSCRIPTIONS_MAX,
  STABLE_MS,
} from './stream-reducer.ts'

const [A, B, C] = ['KXA-1', 'KXB-1', 'KXC-1'] as const

interface Sent {
  readonly id: number
  readonly cmd: string
  readonly params: {
    readonly market_tickers?: readonly string[]
    readonly action?: string
    readonly channels?: readonly string[]
    readonly sids?: readonly number[]
    readonly use_yes_price?: boolean
  }
}

/** A stream under test: what it did, and shorthands for what the venue says. */
class Bench {
  readonly state
  effects: StreamEffect[] = []
  atMs = 0
  seq = 0

  constructor(
    marketIds: readonly string[] = [],
    options: Parameters<typeof createStreamState>[0] = {},
  ) {
    this.state = createStreamState(options)
    if (marketIds.length > 0) this.want(...marketIds)
  }

  do(event: StreamEvent): readonly StreamEffect[] {
    const effects = reduceStream(this.state, event)
    this.effects.push(...effects)
    return effects
  }

  want(...marketIds: readonly string[]): readonly StreamEffect[] {
    return this.do({ tag: 'wanted', atMs: this.atMs, marketIds })
  }

  open(): readonly StreamEffect[] {
    this.seq = 0
    this.do({ tag: 'connecting', atMs: this.atMs })
    return this.do({ tag: 'opened', atMs: this.atMs })
  }

  hear(frame: object): readonly StreamEffect[] {
    return this.do({ tag: 'frame', atMs: this.atMs, text: JSON.stringify(frame) })
  }

  subscribed(id: number, sid = 1, channel = 'orderbook_delta'): readonly StreamEffect[] {
    return this.hear({ type: 'subscribed', id, msg: { channel, sid } })
  }

  snapshot(marketId: string, levels: object = {}): readonly StreamEffect[] {
    return this.hear({
      type: 'orderbook_snapshot',
      sid: 1,
      seq: (this.seq += 1),
      msg: { market_ticker: marketId, yes_dollars_fp: [['0.4100', '10.00']], ...levels },
    })
  }

  delta(marketId: string, delta_fp = '1.00', seq = (this.seq += 1)): readonly StreamEffect[] {
    const msg = { market_ticker: marketId, price_dollars: '0.4100', delta_fp, side: 'yes' }
    return this.hear({ type: 'orderbook_delta', sid: 1, seq, msg })
  }

  ok(id: number, ...market_tickers: readonly string[]): readonly StreamEffect[] {
    return this.hear({ type: 'ok', id, sid: 1, seq: (this.seq += 1), msg: { market_tickers } })
  }

  error(code: number, more: object = {}): readonly StreamEffect[] {
    return this.hear({ type: 'error', ...more, msg: { code, msg: 'no' } })
  }

  /** Lets time pass second by second, the venue pinging unless told otherwise. */
  pass(ms: number, pings = true): readonly StreamEffect[] {
    const effects: StreamEffect[] = []
    for (let at = 0; at < ms; at += 1_000) {
      this.atMs += Math.min(1_000, ms - at)
      if (pings) this.do({ tag: 'heartbeat', atMs: this.atMs })
      effects.push(...this.do({ tag: 'tick', atMs: this.atMs }))
    }
    return effects
  }

  close(chance = 0): readonly StreamEffect[] {
    return this.do({ tag: 'closed', atMs: this.atMs, chance })
  }

  status(marketId: string): unknown {
    return bookStatusOf(this.state, marketId)
  }

  /** The markets in sync. */
  synced(): readonly string[] {
    return [A, B, C].filter((each) => bookStatusOf(this.state, each)?.tag === 'in-sync')
  }

  /** A stream with these books in sync. */
  static synced(...marketIds: readonly string[]): Bench {
    const bench = new Bench(marketIds)
    bench.open()
    bench.subscribed(1)
    for (const each of marketIds) bench.snapshot(each)
    expect(bench.synced()).toEqual(marketIds)
    bench.effects = []
    return bench
  }
}

const sentIn = (effects: readonly StreamEffect[]): readonly Sent[] =>
  effects.flatMap((effect) => (effect.tag === 'send' ? [JSON.parse(effect.text) as Sent] : []))
const closesIn = (effects: readonly StreamEffect[]): readonly string[] =>
  effects.flatMap((effect) => (effect.tag === 'close' ? [effect.because] : []))
const faultsIn = (effects: readonly StreamEffect[]): readonly string[] =>
  effects.flatMap((effect) => (effect.tag === 'fault' ? [effect.fault.tag] : []))

describe('subscribing', () => {
  it('asks for the wanted books, stating the prices of NO bids, and syncs each by its snapshot', () => {
    const bench = new Bench([A, B])
    expect(bench.status(A)).toEqual({
      tag: 'resyncing',
      sinceMs: 0,
      because: 'awaiting-snapshot',
    })
    expect(bench.status(C)).toBeUndefined()
    expect(sentIn(bench.open())).toEqual([
      {
        id: 1,
        cmd: 'subscribe',
        params: {
          channels: ['orderbook_delta'],
          market_tickers: [A, B],
          use_yes_price: true,
        },
      },
    ])
    bench.subscribed(1)
    expect(bench.snapshot(A)).toEqual([{ tag: 'synced', marketId: A }])
    expect(bench.synced()).toEqual([A])
    expect(bench.delta(A)).toEqual([{ tag: 'changed', marketId: A }])
    expect(bench.delta(B)).toEqual([])
    bench.snapshot(B)
    expect(bench.synced()).toEqual([A, B])
    expect(countsOf(bench.state).ignored['awaiting-snapshot']).toBe(1)
  })

  it('reads NO bids at the YES prices that were asked for', () => {
    const bench = new Bench([A])
    bench.open()
    bench.subscribed(1)
    bench.snapshot(A, { no_dollars_fp: [['0.4300', '7.00']] })
    const status = bookStatusOf(bench.state, A)
    expect(status?.tag === 'in-sync' && status.book.snapshot()).toEqual({
      yesBids: [{ price: 4100, size: 1000 }],
      noBids: [{ price: 5700, size: 700 }],
    })
  })

  it('grows in bounded commands, a few at a time', () => {
    const many = Array.from({ length: MARKETS_PER_COMMAND_MAX * 6 + 1 }, (_, i) => `KXM-${i}`)
    const bench = new Bench(many)
    const [first] = sentIn(bench.open())
    expect(first?.params.market_tickers).toHaveLength(MARKETS_PER_COMMAND_MAX)
    const adds = sentIn(bench.subscribed(1))
    expect(adds).toHaveLength(COMMANDS_IN_FLIGHT_MAX)
    expect(adds.map(({ params }) => params.action)).toEqual(adds.map(() => 'add_markets'))
    for (const id of many.slice(0, 2 * MARKETS_PER_COMMAND_MAX)) bench.snapshot(id)
    const next = sentIn(bench.ok(2, ...many.slice(0, 2 * MARKETS_PER_COMMAND_MAX)))
    expect(next.map(({ params }) => params.action)).toEqual(['add_markets'])
    const asked = [first, ...adds, ...next].flatMap((sent) => sent?.params.market_tickers ?? [])
    expect(asked).toEqual(many.slice(0, 6 * MARKETS_PER_COMMAND_MAX))
  })

  it('takes new snapshots before the answer that lists them', () => {
    const bench = Bench.synced(A)
    expect(sentIn(bench.want(A, B))).toMatchObject([
      { id: 2, params: { sids: [1], market_tickers: [B], action: 'add_markets' } },
    ])
    bench.snapshot(B)
    expect(bench.synced()).toEqual([A, B])
    expect(bench.ok(2, A, B)).toEqual([])
    expect(bench.synced()).toEqual([A, B])
  })

  it('takes markets out, and back in', () => {
    const bench = Bench.synced(A, B)
    expect(sentIn(bench.want(A))).toMatchObject([
      { id: 2, params: { market_tickers: [B], action: 'delete_markets' } },
    ])
    expect(bench.status(B)).toBeUndefined()
    bench.want(A, B)
    expect(sentIn(bench.ok(2, A))).toMatchObject([
      { params: { market_tickers: [B], action: 'add_markets' } },
    ])
    expect(bench.status(B)).toMatchObject({ tag: 'resyncing' })
    bench.snapshot(B)
    bench.ok(3, A, B)
    expect(bench.synced()).toEqual([A, B])
  })

  it('takes up a subscription that the venue merged the command into', () => {
    const bench = new Bench([A])
    bench.open()
    expect(
      sentIn(bench.hear({ type: 'ok', id: 1, sid: 1, seq: 9, msg: { market_tickers: [A] } })),
    ).toMatchObject([{ params: { sids: [1], market_tickers: [A], action: 'get_snapshot' } }])
    bench.seq = 9
    bench.snapshot(A)
    expect(bench.synced()).toEqual([A])
  })

  it('lets a market rest that the venue does not list, and names it', () => {
    const bench = Bench.synced(A)
    bench.want(A, B)
    expect(faultsIn(bench.ok(2, A))).toEqual(['not-listed'])
    for (let i = 1_000; i < REFUSED_REST_MS; i += 1_000) {
      bench.delta(A)
      expect(sentIn(bench.pass(1_000))).toEqual([])
    }
    expect(sentIn(bench.pass(1_000))).toMatchObject([{ params: { market_tickers: [B] } }])
    expect(bench.synced()).toEqual([A])
  })

  it('asks anew for a market that the venue took off its list', () => {
    const bench = Bench.synced(A, B)
    const effects = bench.ok(900, A)
    expect(effects).toContainEqual({ tag: 'invalid', marketIds: [B], because: 'not-listed' })
    expect(sentIn(effects)).toMatchObject([
      { params: { market_tickers: [B], action: 'add_markets' } },
    ])
    expect(bench.synced()).toEqual([A])
  })

  it('refuses more markets than a connection takes, and one without a name', () => {
    const bench = new Bench()
    const many = Array.from({ length: MARKETS_PER_CONNECTION_MAX + 1 }, (_, i) => `${i}`)
    expect(() => bench.want('')).toThrow(InvalidInputError)
    expect(() => bench.do({ tag: 'wanted', atMs: 0, marketIds: many })).toThrow(InvalidInputError)
  })
})

describe('books out of sync', () => {
  it('trusts no book of the subscription after a gap, and asks for all of them', () => {
    const bench = Bench.synced(A, B)
    bench.atMs = 70
    const effects = bench.delta(A, '1.00', bench.seq + 2)
    expect(effects.slice(0, 2)).toEqual([
      { tag: 'invalid', marketIds: [A, B], because: 'gap' },
      {
        tag: 'fault',
        fault: { tag: 'gap', sid: 1, channel: 'orderbook_delta', expectedSeq: 3, seq: 4 },
      },
    ])
    expect(sentIn(effects)).toMatchObject([
      { params: { sids: [1], market_tickers: [A, B], action: 'get_snapshot' } },
    ])
    expect(bench.status(B)).toEqual({ tag: 'resyncing', sinceMs: 70, because: 'gap' })
    bench.seq = 4
    bench.snapshot(A)
    expect(bench.synced()).toEqual([A])
    bench.snapshot(B)
    expect(bench.synced()).toEqual([A, B])
    expect(bench.delta(B)).toEqual([{ tag: 'changed', marketId: B }])
  })

  it('counts ok among the numbers', () => {
    const bench = Bench.synced(A, B)
    bench.seq += 1
    expect(faultsIn(bench.ok(900, A, B))).toEqual(['gap'])
    expect(bench.synced()).toEqual([])
  })

  it('sets a message aside that comes twice, and distrusts one out of order', () => {
    const bench = Bench.synced(A)
    bench.delta(A)
    expect(bench.delta(A, '1.00', bench.seq)).toEqual([])
    expect(bench.synced()).toEqual([A])
    expect(countsOf(bench.state).ignored.repeated).toBe(1)
    expect(faultsIn(bench.delta(A, '2.00', bench.seq))).toEqual(['astray'])
    expect(bench.status(A)).toMatchObject({ tag: 'resyncing', because: 'astray' })
  })

  it('takes a level away at zero, and distrusts its book alone below', () => {
    const bench = Bench.synced(A, B)
    bench.delta(A, '-10.00')
    const status = bookStatusOf(bench.state, A)
    expect(status?.tag === 'in-sync' && status.book.isEmpty()).toBe(true)
    const effects = bench.delta(A, '-0.01')
    expect(effects[1]).toEqual({
      tag: 'fault',
      fault: { tag: 'negative-size', marketId: A, side: 'yes', priceTicks: 4100, size: -1 },
    })
    expect(sentIn(effects)).toMatchObject([
      { params: { market_tickers: [A], action: 'get_snapshot' } },
    ])
    expect(bench.synced()).toEqual([B])
  })

  it('distrusts a size too large to be one', () => {
    const bench = Bench.synced(A)
    expect(faultsIn(bench.delta(A, '100000000.00'))).toEqual(['size-too-large'])
    expect(bench.synced()).toEqual([])
  })

  it.each([
    ['what is no JSON', '{"type":"orderbook_', ['not-json']],
    ['a delta without its side', '{"type":"orderbook_delta","sid":1,"seq":3}', ['wire-format']],
    ['a kind of message unknown', '{"type":"new","sid":1,"seq":3}', ['unknown-book-message']],
  ])('distrusts the books after %s', (_, text, faults) => {
    const bench = Bench.synced(A, B)
    const effects = bench.do({ tag: 'frame', atMs: 1, text })
    expect(faultsIn(effects)).toEqual(faults)
    expect(bench.synced()).toEqual([])
    expect(sentIn(effects)).toMatchObject([{ params: { action: 'get_snapshot' } }])
  })

  it.each([
    '{"type":"new"}',
    '{"type":"new","sid":1}',
    '{"type":"new","sid":9,"seq":1}',
    '{"type":"orderbook_delta","sid":1,"seq":3,"msg":{"market_ticker":"KXA-1","price_dollars":"1.0000","delta_fp":"5.00","side":"yes"}}',
    '{"type":"orderbook_delta","sid":9,"seq":1,"msg":{"market_ticker":"KXA-1","price_dollars":"0.5","delta_fp":"5.00","side":"yes"}}',
  ])('sets %s aside and counts it', (text) => {
    const bench = Bench.synced(A, B)
    expect(bench.do({ tag: 'frame', atMs: 1, text })).toEqual([])
    expect(bench.synced()).toEqual([A, B])
    const { ignored } = countsOf(bench.state)
    expect(ignored['unknown-type'] + ignored['unknown-subscription']).toBe(1)
  })

  it('names a snapshot that tells another book than the one in sync, and takes it', () => {
    const bench = Bench.synced(A)
    expect(bench.snapshot(A)).toEqual([{ tag: 'changed', marketId: A }])
    const other = { yes_dollars_fp: [['0.4200', '10.00']] }
    expect(faultsIn(bench.snapshot(A, other))).toEqual(['diverged'])
    expect(bench.synced()).toEqual([A])
  })

  it('asks again for a snapshot that does not come, and at last leaves the market alone', () => {
    const bench = Bench.synced(A)
    bench.want(A, B)
    bench.ok(2, A, B)
    let asks = 1
    const effects: StreamEffect[] = []
    for (let i = 0; i < 60; i += 1) {
      bench.delta(A)
      const passed = bench.pass(1_000)
      asks += sentIn(passed).length
      effects.push(...passed)
    }
    expect(asks).toBe(SNAPSHOT_ASKS_MAX)
    expect(faultsIn(effects)).toEqual(['no-snapshot'])
    expect(closesIn(effects)).toEqual([])
    expect(bench.atMs).toBeGreaterThan(SNAPSHOT_ASKS_MAX * SNAPSHOT_TIMEOUT_MS)
  })

  it('gives the connection up where no snapshot comes at all', () => {
    const bench = Bench.synced(A, B)
    bench.delta(A, '1.00', bench.seq + 2)
    const effects = bench.pass(SNAPSHOT_ASKS_MAX * SNAPSHOT_TIMEOUT_MS)
    expect(closesIn(effects)).toEqual(['no-snapshots'])
    expect(sentIn(effects)).toHaveLength(SNAPSHOT_ASKS_MAX - 1)
  })

  it('asks sooner where the answer may have been missed', () => {
    const bench = Bench.synced(A)
    bench.delta(A, '1.00', bench.seq + 2)
    expect(faultsIn(bench.delta(A, '1.00', bench.seq + 5))).toEqual(['gap'])
    expect(sentIn(bench.pass(SNAPSHOT_MISSED_MS))).toMatchObject([
      { params: { action: 'get_snapshot' } },
    ])
  })
})

describe('errors of the venue', () => {
  it.each([10, 17, 25])('subscribes anew after code %d', (code) => {
    const bench = Bench.synced(A, B)
    const effects = bench.error(code, { sid: 1, seq: 3 })
    expect(effects[1]).toEqual({ tag: 'invalid', marketIds: [A, B], because: 'subscription-over' })
    expect(sentIn(effects)).toMatchObject([
      { cmd: 'subscribe', params: { market_tickers: [A, B] } },
    ])
    bench.subscribed(2, 1)
    bench.seq = 0
    bench.snapshot(A)
    expect(bench.synced()).toEqual([A])
  })

  it('takes an error that names no subscription to be about any', () => {
    const bench = Bench.synced(A)
    bench.error(10)
    expect(bench.synced()).toEqual([])
  })

  it('connects anew where subscriptions end again and again', () => {
    const bench = Bench.synced(A)
    for (let i = 0; i < RESUBSCRIPTIONS_MAX; i += 1) {
      expect(closesIn(bench.error(25, { sid: 1 }))).toEqual([])
      bench.subscribed(2 + i)
    }
    expect(closesIn(bench.error(25, { sid: 1 }))).toEqual(['too-many-resubscriptions'])
  })

  it('lets the markets of a refused command rest', () => {
    const bench = Bench.synced(A)
    bench.want(A, B)
    const effects = bench.error(26, { id: 2, sid: 1, seq: 2 })
    expect(faultsIn(effects)).toEqual(['venue-error'])
    expect(sentIn(effects)).toEqual([])
    expect(bench.synced()).toEqual([A])
    bench.seq += 1
    for (let i = 1_000; i < REFUSED_REST_MS; i += 1_000) {
      bench.delta(A)
      expect(sentIn(bench.pass(1_000))).toEqual([])
    }
    expect(sentIn(bench.pass(1_000))).toMatchObject([{ params: { action: 'add_markets' } }])
  })

  it.each([18, 27])('sends a command again a little later after code %d', (code) => {
    const bench = Bench.synced(A)
    bench.want(A, B)
    expect(sentIn(bench.error(code, { id: 2 }))).toEqual([])
    expect(sentIn(bench.pass(RETRY_REST_MS))).toMatchObject([
      { id: 3, params: { market_tickers: [B], action: 'add_markets' } },
    ])
  })

  it.each([6, 9, 777])('connects anew after code %d', (code) => {
    const bench = Bench.synced(A)
    expect(closesIn(bench.error(code, { id: 1 }))).toEqual(['venue-error'])
    expect(bench.synced()).toEqual([])
  })
})

describe('the connection', () => {
  it('closes when the pings stop, and not before', () => {
    const bench = Bench.synced(A)
    expect(closesIn(bench.pass(HEARTBEAT_TIMEOUT_MS - 1_000, false))).toEqual([])
    bench.do({ tag: 'heartbeat', atMs: bench.atMs })
    expect(closesIn(bench.pass(HEARTBEAT_TIMEOUT_MS - 1_000, false))).toEqual([])
    expect(closesIn(bench.pass(1_000, false))).toEqual(['heartbeat-lost'])
    expect(bench.status(A)).toMatchObject({ tag: 'resyncing', because: 'disconnected' })
  })

  it('asks one snapshot of books that are silent, and closes when even that does not come', () => {
    const bench = Bench.synced(A, B)
    expect(bench.pass(DATA_PROBE_MS - 1_000)).toEqual([])
    expect(sentIn(bench.pass(1_000))).toMatchObject([
      { params: { market_tickers: [A], action: 'get_snapshot' } },
    ])
    expect(closesIn(bench.pass(DATA_TIMEOUT_MS - DATA_PROBE_MS - 1_000))).toEqual([])
    expect(closesIn(bench.pass(1_000))).toEqual(['data-silent'])
    expect(bench.synced()).toEqual([])
  })

  it('stays where the snapshot comes: the market was quiet', () => {
    const bench = Bench.synced(A)
    bench.pass(DATA_PROBE_MS)
    bench.snapshot(A)
    expect(closesIn(bench.pass(DATA_TIMEOUT_MS - 1_000))).toEqual([])
    expect(closesIn(bench.pass(1_000))).toEqual(['data-silent'])
  })

  it('expects no data where nothing is wanted', () => {
    const bench = new Bench()
    bench.open()
    expect(bench.pass(DATA_TIMEOUT_MS * 3)).toEqual([])
  })

  it('gives up an opening that takes too long', () => {
    const bench = new Bench([A])
    bench.do({ tag: 'connecting', atMs: 0 })
    expect(closesIn(bench.pass(OPEN_TIMEOUT_MS))).toEqual(['open-timeout'])
  })

  it('gives up where the subscription is not answered', () => {
    const bench = new Bench([A])
    bench.open()
    const effects = bench.pass(COMMAND_TIMEOUT_MS)
    expect(closesIn(effects)).toEqual(['command-timeout'])
    expect(faultsIn(effects)).toEqual(['command-timeout'])
  })

  it('repeats other commands before it gives up', () => {
    const bench = Bench.synced(A)
    bench.want(A, B)
    const effects: StreamEffect[] = []
    while (closesIn(effects).length === 0) {
      bench.delta(A)
      effects.push(...bench.pass(1_000))
    }
    expect(faultsIn(effects)).toEqual(
      Array.from({ length: COMMAND_TIMEOUTS_MAX }, () => 'command-timeout'),
    )
    expect(sentIn(effects)).toHaveLength(COMMAND_TIMEOUTS_MAX - 1)
  })

  it('waits longer each time, and the shortest again after a stable minute', () => {
    const bench = new Bench([A])
    const delays = [0, 1, 2].map(() => {
      bench.open()
      return bench.close()
    })
    expect(delays).toEqual([1_000, 2_000, 4_000].map((afterMs) => [{ tag: 'reconnect', afterMs }]))
    bench.open()
    bench.atMs += STABLE_MS - 1
    expect(bench.close()).toEqual([{ tag: 'reconnect', afterMs: 8_000 }])
    bench.open()
    bench.atMs += STABLE_MS
    expect(bench.close(0.5)).toEqual([{ tag: 'reconnect', afterMs: 1_500 }])
    expect(bench.close()).toEqual([])
  })

  it('syncs every book anew on the next connection, from the first number', () => {
    const bench = Bench.synced(A, B)
    const closed = bench.close()
    expect(closed[0]).toEqual({ tag: 'invalid', marketIds: [A, B], because: 'disconnected' })
    expect(bench.delta(A)).toEqual([])
    expect(countsOf(bench.state).ignored['not-connected']).toBe(1)
    expect(sentIn(bench.open())).toMatchObject([{ id: 1, params: { market_tickers: [A, B] } }])
    expect(bench.synced()).toEqual([])
    bench.subscribed(1)
    bench.snapshot(B)
    expect(bench.synced()).toEqual([B])
    expect(bench.status(A)).toMatchObject({ tag: 'resyncing', because: 'disconnected' })
  })

  it('begins anew where frames had to be dropped', () => {
    const bench = Bench.synced(A)
    expect(closesIn(bench.do({ tag: 'overflowed', atMs: 1 }))).toEqual(['overflowed'])
    expect(bench.synced()).toEqual([])
  })

  it('does the same again when it is told the same again', () => {
    const run = (): readonly StreamEffect[] => {
      const bench = Bench.synced(A, B)
      bench.delta(A, '1.00', bench.seq + 2)
      bench.pass(90_000)
      bench.close(0.3)
      return bench.effects
    }
    expect(run()).toEqual(run())
  })
})

describe('other channels', () => {
  const options = { channels: [{ channel: 'fill' }, { channel: 'trade', marketIds: [A] }] } as const

  it('subscribes to each, tells its messages and names its gaps', () => {
    const bench = new Bench([], options)
    expect(sentIn(bench.open())).toMatchObject([
      { id: 1, params: { channels: ['fill'], use_yes_price: true } },
      { id: 2, params: { channels: ['trade'], market_tickers: [A], use_yes_price: true } },
    ])
    expect(bench.subscribed(2, 5, 'trade')).toEqual([
      { tag: 'channel-began', channel: 'trade', sid: 5 },
    ])
    const trade = {
      type: 'trade',
      sid: 5,
      seq: 1,
      msg: { trade_id: 't', market_ticker: A, yes_price_dollars: '0.21', count_fp: '22.56' },
    }
    expect(bench.hear(trade)).toMatchObject([
      { tag: 'message', message: { tag: 'trade', yesPrice: 2100, count: 2256 } },
    ])
    expect(faultsIn(bench.hear({ ...trade, seq: 3 }))).toEqual(['gap'])
  })

  it('does not let their gaps or their mess touch books', () => {
    const bench = new Bench([A], options)
    bench.open()
    bench.subscribed(1)
    bench.subscribed(3, 5, 'trade')
    bench.snapshot(A)
    bench.hear({ type: 'new', sid: 5, seq: 7 })
    bench.hear({ type: 'trade', sid: 5, seq: 9 })
    expect(
      bench.hear({
        type: 'orderbook_delta',
        sid: 5,
        seq: 10,
        msg: {
          market_ticker: A,
          price_dollars: '0.5',
          delta_fp: '1.00',
          side: 'yes',
        },
      }),
    ).toEqual([])
    expect(bench.synced()).toEqual([A])
  })

  it('subscribes anew where one ends, and not where it was refused', () => {
    const bench = new Bench([], options)
    bench.open()
    bench.subscribed(1, 4, 'fill')
    expect(sentIn(bench.error(25, { sid: 4, seq: 1 }))).toMatchObject([
      { id: 3, params: { channels: ['fill'] } },
    ])
    expect(sentIn(bench.error(8, { id: 2 }))).toEqual([])
    expect(closesIn(bench.pass(COMMAND_TIMEOUT_MS))).toEqual(['command-timeout'])
  })

  it.each([[[{ channel: 'fill' }, { channel: 'fill' }]], [[{ channel: 'orderbook_delta' }]]])(
    'refuses %j',
    (channels) => {
      expect(() => createStreamState({ channels: channels as never })).toThrow(InvalidInputError)
    },
  )
})
