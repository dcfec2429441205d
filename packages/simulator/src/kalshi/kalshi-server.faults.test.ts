import { createVirtualClock } from '@arbkit/core/testing'
import { describe, expect, it } from 'vitest'
import { ALICE, BUF, newOrder, order, START_MS, startVenue } from './started-venue.test.ts'
import type { RestTrouble } from './faults/fault.ts'
import { FAULTS_MAX } from './faults/fault-plan.ts'

const ORDERS = '/portfolio/events/orders'

async function hit(trouble: RestTrouble) {
  const waits: number[] = []
  const venue = await startVenue({
    faults: [{ on: 'rest', path: '/portfolio/', method: 'POST', times: 1, trouble }],
    // The heartbeat waits for good; only what the faults wait for is noted.
    sleep: async (ms) => {
      if (ms === 10_000) return new Promise<void>(() => {})
      waits.push(ms)
      return undefined
    },
  })
  const answer = await venue
    .ask(`POST ${ORDERS}`, { as: ALICE, body: newOrder({ client_order_id: 'one' }) })
    .catch((error: unknown) => (error as Error).name)
  const placed = venue.exchange.ordersOf('alice').length
  const next = await venue.ask('GET /portfolio/balance', { as: ALICE })
  expect(next.status).toBe(200)
  return { answer, placed, waits }
}

describe('faults of requests', () => {
  it.each([
    [{ tag: 'status', status: 429 }, { status: 429, body: { error: 'too many requests' } }, 0],
    [{ tag: 'status', status: 503 }, { status: 503 }, 0],
    [{ tag: 'status', status: 500 }, { body: { error: { code: 'internal_server_error' } } }, 0],
    [{ tag: 'status', status: 418, body: { a: 1 } }, { status: 418, body: { a: 1 } }, 0],
    [{ tag: 'duplicate' }, { status: 409 }, 1],
    [{ tag: 'wrong', rewrite: () => ({ order_id: 7 }) }, { status: 201, body: { order_id: 7 } }, 1],
  ] as const)('%o', async (trouble, expected, placed) => {
    const result = await hit(trouble)
    expect(result.answer).toMatchObject(expected)
    expect(result.placed).toBe(placed)
  })

  it.each([
    [{ tag: 'drop' }, 'TypeError', 0],
    [{ tag: 'status', status: 502 }, 'SyntaxError', 0],
    [{ tag: 'status', status: 504 }, 'SyntaxError', 0],
    [{ tag: 'lost-answer' }, 'TypeError', 1],
    [{ tag: 'torn' }, 'TypeError', 1],
    [{ tag: 'wrong', rewrite: () => '<html>Bad gateway</html>' }, 'SyntaxError', 1],
  ] as const)('%o breaks the answer', async (trouble, name, placed) => {
    expect(await hit(trouble)).toMatchObject({ answer: name, placed })
  })

  it('hold back what is late or slow, by the sleep that was given', async () => {
    expect(await hit({ tag: 'latency', ms: 250 })).toMatchObject({
      answer: { status: 201 },
      waits: [250],
    })
    expect(await hit({ tag: 'slow', ms: 40, pieces: 3 })).toMatchObject({
      answer: { status: 201 },
      waits: [40, 40, 40],
    })
  })

  it('say nothing at all', async () => {
    const venue = await startVenue({
      faults: [{ on: 'rest', path: '/events', trouble: { tag: 'silent' } }],
    })
    const controller = new AbortController()
    const silent = fetch(`${venue.server.restUrl}/events`, { signal: controller.signal })
    const { status } = await venue.ask('GET /markets')
    expect(status).toBe(200)
    controller.abort()
    await expect(silent).rejects.toThrow('aborted')
  })

  it('happen within their time and no more often than they say', async () => {
    const clock = createVirtualClock(START_MS)
    const trouble = { tag: 'status', status: 500 } as const
    const { ask, server } = await startVenue({
      clock,
      faults: [{ on: 'rest', fromMs: START_MS + 10, untilMs: START_MS + 20, times: 2, trouble }],
    })
    const statuses: number[] = []
    for (const ms of [9, 1, 9, 0, 1]) {
      clock.advance(ms)
      statuses.push((await ask('GET /markets')).status)
    }
    expect(statuses).toEqual([200, 500, 500, 200, 200])
    server.inject({ on: 'rest', trouble })
    expect((await ask('GET /markets')).status).toBe(500)
    server.heal()
    expect((await ask('GET /markets')).status).toBe(200)
  })

  it('are so many at once and no more, pauses by themselves', async () => {
    const clock = createVirtualClock(START_MS)
    const { server } = await startVenue({ clock })
    const untilMs = START_MS + 1
    const trouble = { tag: 'drop' } as const
    for (let count = 1; count < FAULTS_MAX; count += 1) {
      server.inject({ on: count % 2 === 0 ? 'rest' : 'stream', untilMs, trouble })
    }
    server.inject({ on: 'clock', ms: 0 })
    expect(() => server.inject({ on: 'rest', trouble })).toThrow('at most 1000 faults')
    for (let count = 0; count < FAULTS_MAX; count += 1) server.inject({ on: 'exchange', untilMs })
    expect(() => server.inject({ on: 'exchange' })).toThrow('at most 1000 pauses')
    server.heal()
    server.inject({ on: 'rest', trouble })
    server.inject({ on: 'exchange' })
  })

  it('make room by themselves: 200 hours of those that are over, and no request', async () => {
    const clock = createVirtualClock(START_MS)
    const { server, ask } = await startVenue({ clock })
    const hourMs = 3_600_000
    const trouble = { tag: 'drop' } as const
    for (let hour = 0; hour < 200; hour += 1) {
      const span = { fromMs: clock.now(), untilMs: clock.now() + hourMs }
      for (let count = 0; count < 10; count += 1) {
        server.inject({ on: 'rest', ...span, trouble })
        server.inject({ on: 'stream', ...span, trouble })
        server.inject({ on: 'clock', ...span, ms: 1 })
        server.inject({ on: 'exchange', ...span })
      }
      clock.advance(hourMs)
    }
    expect((await ask('GET /markets')).status).toBe(200)
  })

  it('make room for pauses where those that are over still stand, which end all the same', async () => {
    const clock = createVirtualClock(START_MS)
    const { server, ask } = await startVenue({ clock })
    const untilMs = START_MS + 1
    for (let count = 0; count < FAULTS_MAX; count += 1) server.inject({ on: 'exchange', untilMs })
    const open = { body: { trading_active: true } }
    const paused = { body: { trading_active: false } }
    expect(await ask('GET /exchange/status')).toMatchObject(paused)
    clock.advance(1)
    server.inject({ on: 'exchange', fromMs: START_MS + 3, untilMs: START_MS + 4 })
    for (const expected of [open, open, paused, open]) {
      expect(await ask('GET /exchange/status')).toMatchObject(expected)
      clock.advance(1)
    }
  })

  it('are the same for the same seed', async () => {
    const trouble = { tag: 'status', status: 500 } as const
    const run = async (seed: number): Promise<string> => {
      const { ask } = await startVenue({
        seed,
        faults: [{ on: 'rest', probability: 0.5, trouble }],
      })
      const statuses: number[] = []
      for (let count = 0; count < 24; count += 1) statuses.push((await ask('GET /markets')).status)
      return statuses.join(' ')
    }
    const first = await run(5)
    expect(first).toContain('200')
    expect(first).toContain('500')
    expect(await run(5)).toBe(first)
    expect(await run(6)).not.toBe(first)
  })
})

describe('a pause of trading', () => {
  it('begins and ends by the clock, even in mid-order', async () => {
    const clock = createVirtualClock(START_MS)
    const { ask, exchange } = await startVenue({
      clock,
      faults: [{ on: 'exchange', fromMs: START_MS + 100, untilMs: START_MS + 200 }],
      // The order is on its way for as long as it takes the pause to begin.
      sleep: async (ms) => {
        if (ms === 10_000) return new Promise<void>(() => {})
        clock.advance(ms)
        return undefined
      },
    })
    const place = async () => (await ask(`POST ${ORDERS}`, { as: ALICE, body: newOrder() })).status
    expect(await place()).toBe(201)
    clock.advance(100)
    expect(await place()).toBe(409)
    expect(await ask('GET /exchange/status')).toMatchObject({
      body: { exchange_active: true, trading_active: false },
    })
    const [resting] = exchange.ordersOf('alice')
    const cancel = await ask(`DELETE ${ORDERS}/${resting?.orderId ?? ''}`, { as: ALICE })
    expect(cancel.status).toBe(200)
    clock.advance(100)
    expect(await place()).toBe(201)
  })

  it('does not end while another one covers the shard, and closes as long as one says so', async () => {
    const clock = createVirtualClock(START_MS)
    const at = (fromMs: number, untilMs: number) => ({
      on: 'exchange' as const,
      fromMs: START_MS + fromMs,
      untilMs: START_MS + untilMs,
    })
    const { ask, server } = await startVenue({
      clock,
      faults: [
        { ...at(30, 50), isClosed: true },
        at(10, 40),
        at(20, 60),
        { ...at(70, 80), exchangeIndex: 3 },
      ],
    })
    const seen: string[] = []
    for (let ms = 0; ms <= 80; ms += 10) {
      const { body } = await ask('GET /exchange/status')
      const { exchange_active: isActive, exchange_index_statuses: shards } = body as {
        readonly exchange_active: boolean
        readonly exchange_index_statuses: readonly { readonly trading_active: boolean }[]
      }
      const trading = shards.map((shard) => (shard.trading_active ? 'on' : 'off')).join(' ')
      seen.push(`${ms} ${isActive ? 'open' : 'closed'} ${trading}`)
      clock.advance(10)
    }
    expect(seen).toEqual([
      '0 open on on on on',
      '10 open off off off off',
      '20 open off off off off',
      '30 closed off off off off',
      '40 closed off off off off',
      '50 open off off off off',
      '60 open on on on on',
      '70 open on on on off',
      '80 open on on on on',
    ])
    server.inject({ on: 'exchange', isClosed: true })
    server.heal()
    expect(await ask('GET /exchange/status')).toMatchObject({
      body: { exchange_active: true, trading_active: true },
    })
  })

  it('ends when all faults do', async () => {
    const { server, ask } = await startVenue()
    server.inject({ on: 'exchange' })
    server.apply(order('bob', 'bid', 4000, 100))
    expect(await ask(`GET /markets/${BUF}/orderbook`)).toMatchObject({
      body: { orderbook_fp: { yes_dollars: [] } },
    })
    server.heal()
    server.apply(order('bob', 'bid', 4000, 100))
    expect(await ask(`GET /markets/${BUF}/orderbook`)).toMatchObject({
      body: { orderbook_fp: { yes_dollars: [['0.4000', '1.00']] } },
    })
  })
})
