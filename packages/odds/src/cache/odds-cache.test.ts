import { VenueNoAnswerError } from '@arbkit/core'
import { createVirtualTime } from '@arbkit/http/testing'
import { fc, test as prop } from '@fast-check/vitest'
import { describe, expect, it } from 'vitest'
import type { SendOptions } from '@arbkit/http'
import type { OddsAnswer, OddsEndpoint, OddsRequest, SendOdds } from '../rest/request.ts'
import { createOddsCache, type OddsCacheOptions } from './odds-cache.ts'

const T = Date.parse('2026-11-21T12:00:00Z')
const isoOf = (ms: number) => new Date(ms).toISOString()

const requestOf = (
  sport: string,
  endpoint: OddsEndpoint = 'odds',
  markets = 'h2h',
): OddsRequest => ({
  endpoint,
  path: `/v4/sports/${sport}/odds`,
  query: [['markets', markets]],
  cost: { min: 0, max: 1 },
})

/** A cache over an API whose answers take their time; `asked` is what reached it. */
function bench(
  options: Partial<OddsCacheOptions> & {
    readonly takesMs?: number
    readonly startsAtMs?: number
  } = {},
) {
  const time = createVirtualTime(T)
  const { clock, sleep } = time
  const { takesMs = 0, startsAtMs = T + 3_600_000 } = options
  const asked: { readonly request: OddsRequest; readonly options: SendOptions | undefined }[] = []
  const send: SendOdds = async (request, sendOptions) => {
    asked.push({ request, options: sendOptions })
    await sleep(takesMs, sendOptions?.signal)
    const body = [{ commence_time: isoOf(startsAtMs) }]
    return { text: JSON.stringify(body), body, usage: undefined, receivedMs: clock.now() }
  }
  const cache = createOddsCache({ send, clock, sleep, ...options })
  const get = async (
    request = requestOf('nba'),
    sendOptions?: SendOptions,
  ): Promise<OddsAnswer> => {
    const answer = cache.send(request, sendOptions)
    await time.advance(takesMs)
    return answer
  }
  return { time, cache, asked, get }
}

describe('a kept answer', () => {
  it('is handed out as it came, its age counting from when it was received', async () => {
    const { time, asked, get } = bench({ takesMs: 100 })
    const first = await get()
    await time.advance(29_000)
    const second = await get()
    expect(second).toBe(first)
    expect(second.receivedMs).toBe(T + 100)
    expect(asked).toHaveLength(1)
  })

  it('before the game is kept for 30 s, not a moment longer', async () => {
    const { time, asked, get } = bench()
    await get()
    await time.advance(29_999)
    await get()
    expect(asked).toHaveLength(1)
    await time.advance(1)
    await get()
    expect(asked).toHaveLength(2)
  })

  it('in play is kept for 5 s, also where the game begins while it is kept', async () => {
    const { time, asked, get } = bench({ startsAtMs: T + 10_000 })
    await get()
    await time.advance(9_999)
    await get()
    expect(asked).toHaveLength(1)
    await time.advance(1)
    await get()
    expect(asked).toHaveLength(2)
    await time.advance(4_999)
    await get()
    expect(asked).toHaveLength(2)
    await time.advance(1)
    await get()
    expect(asked).toHaveLength(3)
  })

  it('of a list of sports is kept for an hour; times may be set', async () => {
    const { time, asked, get } = bench({ ttl: { eventsMs: 10 } })
    await get(requestOf('nba', 'sports'))
    await time.advance(3_599_999)
    await get(requestOf('nba', 'sports'))
    expect(asked).toHaveLength(1)
    await get(requestOf('nfl', 'events'))
    await time.advance(10)
    await get(requestOf('nfl', 'events'))
    expect(asked).toHaveLength(3)
  })

  it('with a time of 0 is never handed out again', async () => {
    const { asked, get } = bench({ ttl: { preGameMs: 0, inPlayMs: 0 } })
    await get()
    await get()
    expect(asked).toHaveLength(2)
  })

  it('is of the same path and query alone', async () => {
    const { asked, cache, get } = bench()
    await get(requestOf('nba'))
    await get(requestOf('nfl'))
    await get(requestOf('nba', 'odds', 'totals'))
    await get(requestOf('nba'))
    expect(asked).toHaveLength(3)
    expect(cache.size().entries).toBe(3)
  })

  it('that was received later than now, by a clock set back, is asked for anew', async () => {
    let nowMs = T
    const { asked, get } = bench({ clock: { now: () => nowMs } })
    await get()
    nowMs = T - 1
    await get()
    expect(asked).toHaveLength(2)
  })

  it('makes room within the bounds', async () => {
    const { asked, cache, get } = bench({ bounds: { entriesMax: 2 } })
    for (const sport of ['a', 'b', 'c', 'a']) await get(requestOf(sport))
    expect([asked.length, cache.size().entries]).toEqual([4, 2])
    expect(() => bench({ bounds: { bytesMax: 0 } })).toThrow('odds cache: bytesMax: expected')
    expect(() => bench({ ttl: { inPlayMs: -1 } })).toThrow('odds cache: inPlayMs: expected')
  })
})

describe('a call under way', () => {
  it('is shared by all who ask for the same', async () => {
    const { time, asked, cache } = bench({ takesMs: 100 })
    const first = cache.send(requestOf('nba'))
    await time.advance(50)
    const second = cache.send(requestOf('nba'))
    const other = cache.send(requestOf('nfl'))
    await time.advance(100)
    expect(await second).toBe(await first)
    expect(await other).not.toBe(await first)
    expect(asked).toHaveLength(2)
  })

  it('that fails fails for all of them, and is not kept', async () => {
    const errors = [new VenueNoAnswerError('GET /x: 1', { isRead: true }), new Error('2')]
    const asked: number[] = []
    const send: SendOdds = async () => {
      asked.push(1)
      return Promise.reject(errors[asked.length - 1])
    }
    const { cache } = bench({ send })
    const [first, second] = await Promise.allSettled([
      cache.send(requestOf('nba')),
      cache.send(requestOf('nba')),
    ])
    expect(first).toEqual({ status: 'rejected', reason: errors[0] })
    expect(second).toEqual(first)
    await expect(cache.send(requestOf('nba'))).rejects.toBe(errors[1])
    expect([asked.length, cache.size().entries]).toEqual([2, 0])
  })

  it('that fails at once, without a promise, fails like any other', async () => {
    const { cache } = bench({
      send: () => {
        throw new Error('at once')
      },
    })
    await expect(cache.send(requestOf('nba'))).rejects.toThrow('at once')
    await expect(cache.send(requestOf('nba'))).rejects.toThrow('at once')
  })

  it('goes on for the others when one leaves, by signal or deadline', async () => {
    const { time, asked, cache } = bench({ takesMs: 100 })
    const leaver = new AbortController()
    const left = cache.send(requestOf('nba'), { signal: leaver.signal }).catch((e: unknown) => e)
    const late = cache.send(requestOf('nba'), { deadlineMs: T + 60 }).catch((e: unknown) => e)
    const stays = cache.send(requestOf('nba'), { deadlineMs: T + 101 })
    await time.advance(50)
    leaver.abort()
    await time.advance(50)
    expect(await left).toMatchObject({
      name: 'VenueNoAnswerError',
      resend: 'safe',
      message: 'GET /v4/sports/nba/odds: no answer waited for, aborted',
    })
    expect(await late).toMatchObject({
      message: 'GET /v4/sports/nba/odds: no answer waited for, its deadline passed',
    })
    expect((await stays).receivedMs).toBe(T + 100)
    expect([asked.length, time.sleepers()]).toEqual([1, 0])
  })

  it('ends when all have left; who comes then asks anew', async () => {
    const { time, asked, cache } = bench({ takesMs: 100 })
    const one = new AbortController()
    const first = cache.send(requestOf('nba'), { signal: one.signal }).catch((e: unknown) => e)
    const second = cache.send(requestOf('nba'), { deadlineMs: T + 60 }).catch((e: unknown) => e)
    await time.advance(50)
    one.abort()
    await time.advance(9)
    expect(asked[0]?.options?.signal?.aborted).toBe(false)
    await time.advance(1)
    expect(asked[0]?.options?.signal?.aborted).toBe(true)
    expect([await first, await second]).toMatchObject([{ resend: 'safe' }, { resend: 'safe' }])
    const third = cache.send(requestOf('nba'))
    await time.advance(100)
    expect((await third).receivedMs).toBe(T + 160)
    expect(asked).toHaveLength(2)
    expect(asked[1]?.options?.signal?.aborted).toBe(false)
  })

  it('that nobody waits for is not joined, and its end does not touch the next one', async () => {
    const time = createVirtualTime(T)
    const { clock, sleep } = time
    let asked = 0
    // Does not hear that it was ended; the first fails late.
    const send: SendOdds = async () => {
      asked += 1
      const isFirst = asked === 1
      await sleep(100)
      if (isFirst) throw new Error('late')
      return { text: '[]', body: [], usage: undefined, receivedMs: clock.now() }
    }
    const cache = createOddsCache({ send, clock, sleep })
    const left = cache.send(requestOf('nba'), { deadlineMs: T + 50 }).catch(() => 'left')
    await time.advance(50)
    expect(await left).toBe('left')
    const second = cache.send(requestOf('nba'))
    await time.advance(60)
    const third = cache.send(requestOf('nba'))
    await time.advance(60)
    expect(await third).toBe(await second)
    expect(asked).toBe(2)
  })

  it('is not begun for who has left already, nor is a kept answer handed out', async () => {
    const { asked, cache, get } = bench()
    await get(requestOf('nfl'))
    const gone = AbortSignal.abort()
    for (const sport of ['nba', 'nfl']) {
      await expect(cache.send(requestOf(sport), { signal: gone })).rejects.toThrow('aborted')
      await expect(cache.send(requestOf(sport), { deadlineMs: T })).rejects.toThrow('deadline')
    }
    expect(asked).toHaveLength(1)
  })
})

const anyStep = fc.record({
  afterMs: fc.integer({ min: 0, max: 4000 }),
  key: fc.constantFrom('a', 'b', 'c'),
  patienceMs: fc.option(fc.integer({ min: 1, max: 3000 }), { nil: undefined }),
})

prop.prop(
  [
    fc.array(anyStep, { maxLength: 40 }),
    fc.integer({ min: 0, max: 2500 }),
    fc.integer({ min: -5000, max: 60_000 }),
  ],
  { seed: 20261121 },
)(
  'at any hand-out: never too old, one call under way for each key, no more calls than time allows',
  async (steps, takesMs, startsInMs) => {
    const startsAtMs = T + startsInMs
    const time = createVirtualTime(T)
    const { clock, sleep } = time
    const running = new Map<string, number>()
    let asked = 0
    const send: SendOdds = async ({ path }, options) => {
      asked += 1
      running.set(path, (running.get(path) ?? 0) + 1)
      expect(running.get(path)).toBe(1)
      try {
        await sleep(takesMs, options?.signal)
      } finally {
        running.set(path, 0)
      }
      const body = [{ commence_time: isoOf(startsAtMs) }]
      return { text: '', body, usage: undefined, receivedMs: clock.now() }
    }
    const cache = createOddsCache({ send, clock, sleep })
    let ended = 0
    const ask = async (step: (typeof steps)[number]): Promise<void> => {
      const askedMs = clock.now()
      const { key, patienceMs } = step
      const deadlineMs = patienceMs === undefined ? undefined : askedMs + patienceMs
      try {
        const { receivedMs } = await cache.send(requestOf(key), { deadlineMs })
        const ttlMs = startsAtMs <= clock.now() ? 5000 : 30_000
        expect(clock.now() - receivedMs).toBeLessThan(ttlMs)
        expect(clock.now()).toBeLessThanOrEqual(deadlineMs ?? askedMs + takesMs)
      } catch (error) {
        expect(error).toBeInstanceOf(VenueNoAnswerError)
        expect(clock.now()).toBe(deadlineMs)
      }
      ended += 1
    }
    const asks: Promise<void>[] = []
    for (const step of steps) {
      await time.advance(step.afterMs)
      asks.push(ask(step))
    }
    await time.advance(10_000)
    await Promise.all(asks)
    expect(ended).toBe(steps.length)
    const patient = steps.every(({ patienceMs }) => patienceMs === undefined)
    const spanMs = steps.reduce((sum, { afterMs }) => sum + afterMs, 0)
    if (patient) expect(asked).toBeLessThanOrEqual(3 * (1 + Math.floor(spanMs / 5000)))
    expect(asked).toBeLessThanOrEqual(steps.length)
  },
)

describe('the end', () => {
  it('waits for calls that nobody waits for any more', async () => {
    const time = createVirtualTime(T)
    const { clock, sleep } = time
    let isCharged = false
    const cache = createOddsCache({
      clock,
      sleep,
      send: async () => {
        // What an ended call has cost is written down after its end.
        await sleep(500)
        isCharged = true
        throw new VenueNoAnswerError('ended', { isRead: true, context: {} })
      },
    })
    const leave = new AbortController()
    const asked = cache.send(requestOf('nba'), { signal: leave.signal })
    const ended = asked.then(() => 'answered', String)
    await time.advance(10)
    leave.abort()
    expect(await ended).toContain('aborted')
    const settled = cache.settled().then(() => isCharged)
    await time.advance(490)
    expect(await settled).toBe(true)
    await cache.settled()
  })
})
