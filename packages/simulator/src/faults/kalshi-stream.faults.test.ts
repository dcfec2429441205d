/** What becomes of every fault of Kalshi's stream in the hands of our own client, on virtual time. */
import { setImmediate as turn } from 'node:timers/promises'
import { centicontracts, microdollars, priceTicks } from '@arbkit/core'
import { createSeededRng } from '@arbkit/core/testing'
import { createKalshiStream, type KalshiStreamOptions, type StreamEffect } from '@arbkit/kalshi'
import { createVirtualTimers } from '@arbkit/kalshi/testing'
import { describe, expect, it, test } from 'vitest'
import { createExchange } from '../exchange/exchange.ts'
import { createKalshiVenue } from '../kalshi/kalshi-venue.ts'
import { market, START_MS, uuids } from '../kalshi/started-venue.test.ts'
import { FAULT_NAMES } from './fault-kinds.ts'
import { faultsOf } from './faults-of.ts'
import { parseFaultFile } from './parse-fault-file.ts'

const MARKET = 'KXA-1-A'
const HOUR_MS = 3_600_000

/** A venue, our client on its stream without sockets, and a time that both live in. */
class Rig {
  readonly time = createVirtualTimers(START_MS)
  readonly effects: StreamEffect[] = []
  readonly exchange = createExchange()
  readonly venue
  readonly stream
  private readonly queue: (() => void)[] = []
  private beat = (): void => {}
  private orders = 0

  constructor() {
    this.venue = createKalshiVenue({
      exchange: this.exchange,
      clock: this.time,
      rng: createSeededRng(2),
      ids: uuids('0'),
      accounts: [],
      sleep: async (ms) =>
        new Promise((resolve) => {
          this.time.after(ms, resolve)
        }),
    })
    this.venue.apply({ kind: 'list-market', market: market(MARKET, 0, START_MS) })
    const amount = microdollars(100_000_000_000)
    this.venue.apply({ kind: 'deposit', accountId: 'bob', exchangeIndex: 0, amount })
    this.stream = createKalshiStream({
      clock: this.time,
      timers: this.time,
      rng: createSeededRng(3),
      sign: () => ({}),
      host: { streamUrl: 'ws://127.0.0.1/' },
      marketIds: [MARKET],
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

  /** A bid of one contract rests, and the client is told. */
  async bid(): Promise<void> {
    this.orders += 1
    this.venue.apply({
      kind: 'place',
      accountId: 'bob',
      orderId: `order-${this.orders}`,
      marketId: MARKET,
      side: 'bid',
      price: priceTicks(4000),
      count: centicontracts(100),
      timeInForce: 'good_till_canceled',
      selfTradePrevention: 'maker',
    })
    await this.settle()
  }

  /** Contracts bid for as the client has it, undefined where its book is not in sync. */
  bidSize(): number | undefined {
    const status = this.stream.bookOf(MARKET)
    if (status?.tag !== 'in-sync') return undefined
    return status.book.bidLevels('yes').reduce((sum, { size }) => sum + size, 0) / 100
  }

  /** What went wrong, by name, since it was asked last. */
  trouble(): readonly string[] {
    return this.effects.splice(0).flatMap((effect) => {
      if (effect.tag === 'fault') return [effect.fault.tag]
      return effect.tag === 'invalid' ? [`invalid: ${effect.because}`] : []
    })
  }
}

/** A client in sync with two contracts in the book, and then a fault of the next message. */
async function meet(fault: string): Promise<Rig> {
  const rig = new Rig()
  await rig.settle()
  await rig.bid()
  await rig.bid()
  expect(rig.bidSize()).toBe(2)
  expect(rig.trouble()).toEqual([])
  const list = [{ fault: `kalshi.stream.${fault}`, times: 1, type: 'orderbook_delta' }]
  const untilMs = START_MS + HOUR_MS
  const stretch = { seed: 1, startMs: START_MS, untilMs }
  for (const each of faultsOf(parseFaultFile(list, { where: 'test' }), stretch).kalshi) {
    rig.venue.inject(each)
  }
  await rig.bid()
  return rig
}

/** The fault, the book's size right behind it, and what the client says of it then, and later. */
const ROWS: readonly (readonly [
  fault: string,
  size: number | undefined,
  trouble: readonly string[],
  later: readonly string[],
])[] = [
  ['latency=500ms', 2, [], []],
  // Nobody can know before the next number.
  ['drop', 2, [], ['invalid: gap', 'gap']],
  ['duplicate', 3, [], []],
  ['disconnect', undefined, ['invalid: disconnected'], []],
  ['gap', 3, [], ['invalid: gap', 'gap']],
  // The snapshot that is asked for at once sets these right.
  ['end', 3, ['venue-error', 'invalid: subscription-over'], []],
  ['wrong=not-json', 3, ['invalid: unreadable', 'not-json', 'gap'], []],
  ['wrong=empty', 3, ['invalid: unreadable', 'wire-format'], []],
  // Believed until the next snapshot, which tells.
  ['wrong=size', 1, [], []],
]

describe('a message', () => {
  test.each(ROWS)('meets %s', async (fault, size, trouble, later) => {
    const rig = await meet(fault)
    expect([rig.bidSize(), rig.trouble()]).toEqual([size, trouble])
    await rig.bid()
    expect(rig.trouble()).toEqual(later)
    for (let second = 0; second < 120; second += 1) await rig.pass(1000)
    expect([rig.bidSize(), rig.trouble()]).toEqual([4, fault === 'wrong=size' ? ['diverged'] : []])
  })

  it('meets every fault that there is', () => {
    const met = new Set(ROWS.map(([fault]) => `kalshi.stream.${fault.split('=')[0] ?? ''}`))
    expect([...met].toSorted()).toEqual(
      FAULT_NAMES.filter((name) => name.startsWith('kalshi.stream.')).toSorted(),
    )
  })

  it('that is late comes when it is said to, and what is behind it does not overtake', async () => {
    const rig = await meet('latency=500ms')
    await rig.bid()
    await rig.pass(499)
    expect(rig.bidSize()).toBe(2)
    await rig.pass(1)
    expect(rig.bidSize()).toBe(4)
  })

  it('that comes twice is passed over once', async () => {
    const rig = await meet('duplicate')
    expect(rig.stream.counts()).toMatchObject({ faults: 0, ignored: { repeated: 1 } })
  })
})

it('outages at random and heavy trouble end with the books in sync', async () => {
  const rig = new Rig()
  const schedule = parseFaultFile(['heavy', 'random=60', 'kalshi.pause=off', 'kalshi.closed=off'], {
    where: 'test',
  })
  const untilMs = START_MS + HOUR_MS / 2
  const faults = faultsOf(schedule, { seed: 1, startMs: START_MS, untilMs }).kalshi
  for (const each of faults) rig.venue.inject(each)
  for (let second = 0; second < 1800; second += 1) {
    await rig.bid()
    await rig.pass(1000)
  }
  const seen = new Set(rig.trouble())
  for (const name of ['gap', 'invalid: disconnected']) expect(seen).toContain(name)
  rig.venue.heal()
  for (let second = 0; second < 300; second += 1) {
    await rig.bid()
    await rig.pass(1000)
  }
  expect(rig.bidSize()).toBe(2100)
})
