import { setImmediate as turn } from 'node:timers/promises'
import { centicontracts, microdollars, priceTicks, type Rng } from '@arbkit/core'
import { createSeededRng } from '@arbkit/core/testing'
import { createKalshiStream, type KalshiStreamOptions, type StreamEffect } from '@arbkit/kalshi'
import { createVirtualTimers, printedBook } from '@arbkit/kalshi/testing'
import { expect, it } from 'vitest'
import { createExchange } from '../exchange/exchange.ts'
import type { StreamTrouble } from './faults/fault.ts'
import { createKalshiVenue } from './kalshi-venue.ts'
import { START_MS, uuids } from './started-venue.test.ts'

const SEEDS = process.env['ARBKIT_LONG'] === '1' ? 1000 : 40
const STEPS = 120
const MARKETS = ['KXA-1-A', 'KXA-1-B', 'KXB-1-A']
const SECONDS_MAX = 900

const TROUBLES: readonly StreamTrouble[] = [
  { tag: 'drop' },
  { tag: 'duplicate' },
  { tag: 'disconnect' },
  { tag: 'gap', by: 3 },
  { tag: 'latency', ms: 0, jitterMs: 4000 },
  { tag: 'wrong', rewrite: () => '{"type":' },
  { tag: 'wrong', rewrite: (body) => ({ ...(body as object), msg: {} }) },
  { tag: 'end', code: 10 },
  { tag: 'end', code: 17 },
  { tag: 'end', code: 25 },
]

const below = (rng: Rng, limit: number): number => Math.floor(rng.next() * limit)

/** An exchange, our client on its stream without sockets, and a time that both live in. */
class Rig {
  readonly rng: Rng
  readonly time = createVirtualTimers(START_MS)
  readonly exchange = createExchange()
  readonly effects: StreamEffect[] = []
  readonly venue
  readonly stream
  private readonly queue: (() => void)[] = []
  private beat = (): void => {}

  constructor(seed: number) {
    this.rng = createSeededRng(seed)
    this.venue = createKalshiVenue({
      exchange: this.exchange,
      clock: this.time,
      rng: createSeededRng(seed + 1),
      ids: uuids('0'),
      accounts: [],
      sleep: async (ms) =>
        new Promise((resolve) => {
          this.time.after(ms, resolve)
        }),
    })
    const grid = [{ start: priceTicks(0), end: priceTicks(10_000), step: priceTicks(100) }]
    for (const marketId of MARKETS) {
      this.venue.apply({
        kind: 'list-market',
        market: {
          marketId,
          eventId: marketId.slice(0, -2),
          seriesId: 'KXA',
          grid,
          opensMs: START_MS,
          closesMs: START_MS + 86_400_000,
          exchangeIndex: 0,
          fees: {},
          isMutuallyExclusive: false,
        },
      })
    }
    for (const accountId of ['alice', 'bob']) {
      const amount = microdollars(100_000_000_000)
      this.venue.apply({ kind: 'deposit', accountId, exchangeIndex: 0, amount })
    }
    this.stream = createKalshiStream({
      clock: this.time,
      timers: this.time,
      rng: createSeededRng(seed + 2),
      sign: () => ({}),
      host: { streamUrl: 'ws://127.0.0.1/' },
      marketIds: MARKETS,
      listener: { onFrame: () => {}, onEffect: (effect) => this.effects.push(effect) },
      openSocket: this.openSocket,
    })
  }

  private readonly openSocket: NonNullable<KalshiStreamOptions['openSocket']> = (_, handlers) => {
    let isOpen = true
    const over = (): void => {
      if (!isOpen) return
      isOpen = false
      connection.close()
      handlers.onClose()
    }
    const connection = this.venue.connect('alice', {
      send: (text) => this.queue.push(() => isOpen && handlers.onFrame(text)),
      terminate: () => this.queue.push(over),
    })
    this.beat = () => isOpen && handlers.onHeartbeat()
    this.queue.push(() => isOpen && handlers.onOpen())
    return {
      send: (text) => this.queue.push(() => isOpen && connection.receive(text)),
      close: () => this.queue.push(over),
    }
  }

  /** Delivers all that is under way. */
  async settle(): Promise<void> {
    for (;;) {
      await turn()
      if (this.queue.length === 0) return
      for (const deliver of this.queue.splice(0)) deliver()
    }
  }

  async pass(ms: number): Promise<void> {
    this.time.advance(ms)
    this.beat()
    await this.settle()
  }

  /** Somebody orders or takes back. */
  trade(): void {
    const marketId = MARKETS[below(this.rng, MARKETS.length)] ?? ''
    const accountId = this.rng.next() < 0.5 ? 'alice' : 'bob'
    const resting = this.exchange.ordersOf(accountId).filter(({ status }) => status === 'resting')
    const old = resting[below(this.rng, resting.length)]
    if (old !== undefined && this.rng.next() < 0.3) {
      this.venue.apply({ kind: 'cancel', accountId, orderId: old.orderId })
      return
    }
    orders += 1
    this.venue.apply({
      kind: 'place',
      accountId,
      orderId: `order-${orders}`,
      marketId,
      side: this.rng.next() < 0.5 ? 'bid' : 'ask',
      price: priceTicks(100 * (40 + below(this.rng, 20))),
      count: centicontracts(1 + below(this.rng, 5000)),
      timeInForce: 'good_till_canceled',
      selfTradePrevention: 'maker',
    })
  }

  clientBook(marketId: string): string | undefined {
    const status = this.stream.bookOf(marketId)
    if (status?.tag !== 'in-sync') return undefined
    const { book } = status
    return printed(book.bidLevels('yes'), book.bidLevels('no'))
  }

  venueBook(marketId: string): string {
    const book = this.exchange.bookOf(marketId)
    return printed(book?.yesBids ?? [], book?.noBids ?? [])
  }
}

let orders = 0

type Levels = readonly { readonly price: number; readonly size: number }[]

function printed(yes: Levels, no: Levels): string {
  const lines = (side: string, levels: Levels): [string, number][] =>
    levels.map(({ price, size }) => [`${side} ${price}`, size])
  return printedBook([...lines('yes', yes), ...lines('no', no)])
}

async function play(seed: number): Promise<ReadonlySet<string>> {
  const rig = new Rig(seed)
  await rig.settle()
  // Some kinds of trouble are left out each time, so that others come to be alone.
  for (const trouble of TROUBLES) {
    if (rig.rng.next() < 0.5) continue
    rig.venue.inject({ on: 'stream', probability: rig.rng.next() * 0.06, trouble })
  }
  for (let step = 0; step < STEPS; step += 1) {
    rig.trade()
    if (rig.rng.next() < 0.6) await rig.settle()
    if (rig.rng.next() < 0.3) await rig.pass(below(rig.rng, 5000))
  }
  rig.venue.heal()
  await rig.settle()
  for (const _ of MARKETS) rig.trade()
  const isSynced = (): boolean =>
    MARKETS.every((marketId) => rig.clientBook(marketId) === rig.venueBook(marketId))
  for (let second = 0; second < SECONDS_MAX && !isSynced(); second += 1) await rig.pass(1000)
  for (const marketId of MARKETS) {
    expect([seed, rig.clientBook(marketId)]).toEqual([seed, rig.venueBook(marketId)])
  }
  for (let step = 0; step < 20; step += 1) {
    rig.trade()
    await rig.settle()
    for (const marketId of MARKETS) {
      expect([seed, rig.clientBook(marketId)]).toEqual([seed, rig.venueBook(marketId)])
    }
  }
  void rig.stream.close()
  return new Set(rig.effects.map(({ tag }) => tag))
}

it(`the client's books are the engine's after any faults, ${SEEDS} seeds`, async () => {
  const seen = new Set<string>()
  for (let seed = 1; seed <= SEEDS; seed += 1) for (const tag of await play(seed)) seen.add(tag)
  // It was not quiet: books were lost, connections too, and faults were named.
  for (const tag of ['changed', 'synced', 'invalid', 'reconnect', 'fault'])
    expect(seen).toContain(tag)
}, 600_000)
