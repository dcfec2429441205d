import type { Rng } from '@arbkit/core'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { SendOptions } from '../rest/request.ts'
import type { Grant } from './buckets.ts'
import { QUEUE_LENGTH_MAX } from './queue-reducer.ts'
import { createRequestQueue, type QueuedCall, type RequestQueue } from './request-queue.ts'
import type { Sleep } from '@arbkit/http'
import { TIER_LIMITS } from './tiers.ts'
import { createVirtualTime, type VirtualTime } from '@arbkit/http/testing'

const START = 1_790_000_000_000
const ZERO: Rng = { next: () => 0 }

const LISTING: QueuedCall = {
  method: 'GET',
  path: '/markets',
  cost: { bucket: 'read', tokens: 10 },
}
const BOOK: QueuedCall = { ...LISTING, path: '/markets/A/orderbook' }
const ORDER: QueuedCall = {
  method: 'POST',
  path: '/portfolio/events/orders',
  cost: { bucket: 'write', tokens: 10 },
}

interface Bench {
  readonly time: VirtualTime
  readonly queue: RequestQueue
  /** What became of the calls, in order: `name at ms`. */
  readonly events: readonly string[]
  readonly grants: ReadonlyMap<string, Grant>
  ask(name: string, call: QueuedCall, options?: SendOptions): void
}

function bench(): Bench {
  const time = createVirtualTime(START)
  const queue = createRequestQueue({ ...time, rng: ZERO, limits: TIER_LIMITS.basic })
  const events: string[] = []
  const grants = new Map<string, Grant>()
  const note = (what: string): void => {
    events.push(`${what} ${time.clock.now() - START}`)
  }
  const ask = (name: string, call: QueuedCall, options?: SendOptions): void => {
    void queue.acquire(call, options).then(
      (grant) => {
        grants.set(name, grant)
        note(name)
      },
      (error: unknown) =>
        note(`${name}: ${String((error as { readonly reason?: unknown }).reason)}`),
    )
  }
  return { time, queue, events, grants, ask }
}

/** Takes all that the bucket holds. */
function exhaust(desk: Bench, call: QueuedCall, times: number): void {
  for (let index = 0; index < times; index += 1) desk.ask('first', call)
}

describe('the request queue', () => {
  it('sustains ten orders a second of a Basic account, and twenty reads', async () => {
    const writes = bench()
    for (let id = 0; id < 15; id += 1) writes.ask(`o${id}`, ORDER)
    await writes.time.advance(1000)
    const late = writes.events.slice(10)
    expect(writes.events.slice(0, 10).every((event) => event.endsWith(' 0'))).toBe(true)
    expect(late).toEqual(['o10 100', 'o11 200', 'o12 300', 'o13 400', 'o14 500'])
    const reads = bench()
    for (let id = 0; id < 62; id += 1) reads.ask(`r${id}`, LISTING)
    await reads.time.advance(1000)
    expect(reads.events.slice(59)).toEqual(['r59 0', 'r60 50', 'r61 100'])
  })

  it('lets a book that came later go before listings that wait', async () => {
    const desk = bench()
    exhaust(desk, LISTING, 60)
    desk.ask('l1', LISTING)
    desk.ask('l2', LISTING)
    await desk.time.advance(20)
    desk.ask('b', BOOK)
    await desk.time.advance(1000)
    expect(desk.events.slice(60)).toEqual(['b 50', 'l1 100', 'l2 150'])
    expect([desk.queue.length(), desk.time.sleepers()]).toEqual([0, 0])
  })

  it('fails what waits past its deadline, at the deadline, and gives its place to the next', async () => {
    const desk = bench()
    exhaust(desk, ORDER, 10)
    desk.ask('late', ORDER, { deadlineMs: START + 70 })
    desk.ask('next', ORDER)
    await desk.time.advance(1000)
    expect(desk.events.slice(10)).toEqual(['late: deadline 70', 'next 100'])
  })

  it('names a call that was never sent, and holds that it may be', async () => {
    const desk = bench()
    await expect(desk.queue.acquire(ORDER, { deadlineMs: START })).rejects.toMatchObject({
      name: 'RequestNotSentError',
      reason: 'deadline',
      resend: 'safe',
      message: 'POST /portfolio/events/orders: not sent, its deadline passed',
      context: { method: 'POST', path: '/portfolio/events/orders', reason: 'deadline' },
    })
  })

  it('lets a caller give up, before and while it waits', async () => {
    const desk = bench()
    exhaust(desk, ORDER, 10)
    const controller = new AbortController()
    desk.ask('a', ORDER, { signal: controller.signal })
    desk.ask('b', ORDER)
    await desk.time.advance(50)
    controller.abort()
    await desk.time.settle()
    desk.ask('c', ORDER, { signal: controller.signal })
    await desk.time.advance(1000)
    expect(desk.events.slice(10)).toEqual(['a: aborted 50', 'c: aborted 50', 'b 100'])
  })

  it('does not mind an abort after the call was let through', async () => {
    const desk = bench()
    const controller = new AbortController()
    desk.ask('a', ORDER, { signal: controller.signal })
    await desk.time.advance(1)
    controller.abort()
    await desk.time.advance(1000)
    expect(desk.events).toEqual(['a 0'])
  })

  it('takes a thousand of a class and no more', async () => {
    const desk = bench()
    exhaust(desk, LISTING, 60)
    await desk.time.settle()
    for (let id = 0; id < QUEUE_LENGTH_MAX; id += 1) desk.ask('wait', LISTING)
    desk.ask('over', LISTING)
    desk.ask('order', ORDER)
    await desk.time.settle()
    expect(desk.events.slice(60).toSorted()).toEqual(['order 0', 'over: queue-full 0'])
    expect(desk.queue.length()).toBe(QUEUE_LENGTH_MAX)
  })

  it('refuses what its bucket can never pay, and costs that are none', async () => {
    const desk = bench()
    const batch: QueuedCall = { ...ORDER, cost: { bucket: 'write', tokens: 110 } }
    await expect(desk.queue.acquire(batch)).rejects.toMatchObject({ reason: 'cost' })
    for (const tokens of [0, -1, 0.5, Number.NaN]) {
      const call: QueuedCall = { ...ORDER, cost: { bucket: 'write', tokens } }
      await expect(desk.queue.acquire(call)).rejects.toThrow('cost: expected whole tokens')
    }
    const shard: QueuedCall = { ...ORDER, cost: { bucket: 'write', tokens: 1, exchangeIndex: -2 } }
    await expect(desk.queue.acquire(shard)).rejects.toThrow('exchange index')
    expect(desk.queue.length()).toBe(0)
  })

  it('backs off after refusals, longer each time, and comes back after an answer', async () => {
    const desk = bench()
    const askAndRefuse = async (name: string): Promise<void> => {
      desk.ask(name, ORDER)
      await desk.time.advance(2000)
      desk.queue.refused(desk.grants.get(name)!)
    }
    await askAndRefuse('a')
    // 125 ms of pause, 100 ms until ten tokens are there again.
    await askAndRefuse('b')
    await askAndRefuse('c')
    expect(desk.events).toEqual(['a 0', 'b 2225', 'c 4350'])
    desk.ask('d', ORDER)
    await desk.time.advance(2000)
    expect(desk.events.at(-1)).toBe('d 6600')
    desk.queue.answered(desk.grants.get('d')!)
    await askAndRefuse('e')
    desk.ask('f', ORDER)
    await desk.time.advance(2000)
    expect(desk.events.at(-1)).toBe('f 10225')
  })

  it('goes on under the limits and costs that the account says', async () => {
    const desk = bench()
    exhaust(desk, ORDER, 10)
    desk.ask('a', ORDER)
    await desk.time.settle()
    desk.queue.update({ limits: TIER_LIMITS.premier })
    await desk.time.advance(1000)
    expect(desk.events.at(-1)).toBe('a 9')
    desk.queue.update({ costs: { defaultTokens: 1200, listed: [] } })
    for (const name of ['b', 'c']) desk.ask(name, ORDER)
    await desk.time.advance(3000)
    expect(desk.events.slice(-2)).toEqual(['b 1009', 'c 2009'])
    const limits = { ...TIER_LIMITS.basic, read: { refillPerSecond: 0, capacity: 1 } }
    expect(() => desk.queue.update({ limits })).toThrow('bucket limit')
    expect(() => desk.queue.update({ costs: { defaultTokens: 0, listed: [] } })).toThrow('cost')
  })

  it('forgets an alarm that was set for less', async () => {
    const rung: number[] = []
    const time = createVirtualTime(START)
    const sleep: Sleep = async (ms, signal) => {
      rung.push(ms)
      await time.sleep(ms, signal)
    }
    const queue = createRequestQueue({
      clock: time.clock,
      sleep,
      rng: ZERO,
      limits: TIER_LIMITS.basic,
    })
    const calls = Array.from({ length: 13 }, () => queue.acquire(ORDER))
    await time.settle()
    expect([rung, time.sleepers()]).toEqual([[100, 100, 100], 1])
    await time.advance(300)
    expect(await Promise.all(calls)).toHaveLength(13)
    expect(time.sleepers()).toBe(0)
  })

  it('ends every call, nothing after its deadline', async () => {
    const asked = fc.record({
      afterMs: fc.integer({ min: 0, max: 200 }),
      call: fc.constantFrom(LISTING, BOOK, ORDER),
      patienceMs: fc.option(fc.integer({ min: 0, max: 500 })),
      abortAfterMs: fc.option(fc.integer({ min: 0, max: 300 }), { freq: 3 }),
    })
    await fc.assert(
      fc.asyncProperty(fc.array(asked, { maxLength: 30 }), async (all) => {
        const desk = bench()
        exhaust(desk, ORDER, 10)
        exhaust(desk, LISTING, 60)
        const deadlines = new Map<string, number>()
        for (const [id, { afterMs, call, patienceMs, abortAfterMs }] of all.entries()) {
          await desk.time.advance(afterMs)
          const deadlineMs = desk.time.clock.now() + (patienceMs ?? 1e6)
          deadlines.set(String(id), deadlineMs - START)
          const controller = new AbortController()
          desk.ask(String(id), call, { deadlineMs, signal: controller.signal })
          if (abortAfterMs !== null)
            void desk.time.sleep(abortAfterMs).then(() => controller.abort())
        }
        await desk.time.advance(1e6)
        const ends = desk.events.slice(70)
        expect(ends).toHaveLength(all.length)
        const went = ends.map((event) => event.split(' ')).filter(([name]) => !name?.endsWith(':'))
        const late = went.filter(([name = '', atMs]) => Number(atMs) >= (deadlines.get(name) ?? 0))
        expect(late).toEqual([])
        expect([desk.queue.length(), desk.time.sleepers()]).toEqual([0, 0])
      }),
      { numRuns: 60 },
    )
  })
})
