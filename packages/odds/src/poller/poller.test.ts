import { InvalidInputError, RateLimitedError, VenueNoAnswerError } from '@arbkit/core'
import { createVirtualTime } from '@arbkit/http/testing'
import { describe, expect, it } from 'vitest'
import type { OddsAnswer, OddsRequest, SendOdds } from '../rest/request.ts'
import { createPoller, judgeFailure, type PollerOptions } from './poller.ts'
import { CALLS_MAX } from './poller-reducer.ts'
import type { PlannedCall } from './world.ts'

const NOW = Date.UTC(2026, 10, 21, 12)
const HOUR = 60 * 60_000
const NBA = 'basketball_nba'
const books = { regions: ['us'] }

const requestOf = (call: PlannedCall): OddsRequest => ({
  endpoint: call.kind === 'sport-odds' ? 'odds' : call.kind,
  path: `/${call.sportKey}/${call.kind}`,
  query: [],
  cost: call.cost,
})

interface Sent {
  readonly path: string
  readonly atMs: number
  readonly signal: AbortSignal | undefined
}

/** A poller of one game in play on a clock of its own, and what it sends. */
function setUp(more: Partial<PollerOptions> = {}, reply?: (request: OddsRequest) => Promise<void>) {
  const time = createVirtualTime(NOW)
  const { clock, sleep } = time
  const sent: Sent[] = []
  const answered: string[] = []
  const send: SendOdds = async (request, { signal } = {}): Promise<OddsAnswer> => {
    sent.push({ path: request.path, atMs: clock.now() - NOW, signal })
    await reply?.(request)
    const usage = { last: request.cost.max, used: 0, remaining: 1_000_000 }
    return { text: '[]', body: [], usage, receivedMs: clock.now() }
  }
  const game = { eventId: 'a', sportKey: NBA, startMs: NOW - HOUR }
  const stop = new AbortController()
  const poller = createPoller({
    send,
    clock,
    sleep,
    requestOf,
    fixturesOf: (call) => (call.kind === 'events' ? [game] : []),
    onAnswer: (call) => answered.push(call.kind),
    sports: [{ sportKey: NBA, markets: ['h2h'], books }],
    credits: {},
    cacheTtlMs: 0,
    ...more,
  })
  const paid = () => sent.filter(({ path }) => !path.endsWith('/events'))
  return {
    poller,
    stop,
    sent,
    paid,
    answered,
    advance: async (ms: number) => time.advance(ms),
    settle: async () => time.settle(),
    sleepers: () => time.sleepers(),
  }
}

describe('a poller', () => {
  it('lists, asks and asks again, until it is stopped', async () => {
    const { poller, stop, sent, answered, advance, sleepers } = setUp()
    const run = poller.run(stop.signal)
    await advance(100_000)
    expect(sent.map(({ path, atMs }) => [path, atMs])).toEqual([
      [`/${NBA}/events`, 0],
      [`/${NBA}/sport-odds`, 0],
      [`/${NBA}/sport-odds`, 40_000],
      [`/${NBA}/sport-odds`, 80_000],
    ])
    expect(answered).toEqual(['events', 'sport-odds', 'sport-odds', 'sport-odds'])
    expect(sleepers()).toBe(1)
    stop.abort()
    await run
    await advance(HOUR)
    expect(sent).toHaveLength(4)
    expect(sleepers()).toBe(0)
  })

  it('does nothing where it is stopped before', async () => {
    const { poller, stop, sent } = setUp()
    stop.abort()
    await poller.run(stop.signal)
    expect(sent).toEqual([])
    expect(poller.plan()).toBeUndefined()
  })

  it('has few calls out, and ends when they have ended', async () => {
    const { promise, resolve } = Promise.withResolvers<void>()
    const sports = ['a', 'b', 'c', 'd', 'e', 'f'].map((sportKey) => ({
      sportKey,
      markets: ['h2h'],
      books,
    }))
    const { poller, stop, sent, settle } = setUp({ sports }, async () => promise)
    let isOver = false
    const run = poller.run(stop.signal).finally(() => {
      isOver = true
    })
    await settle()
    expect(sent).toHaveLength(CALLS_MAX)
    stop.abort()
    await settle()
    expect(isOver).toBe(false)
    expect(sent.every(({ signal }) => signal?.aborted)).toBe(true)
    resolve()
    await run
    expect(sent).toHaveLength(CALLS_MAX)
  })

  it('waits for as long as it is asked to', async () => {
    let failures = 1
    const { poller, stop, paid, advance } = setUp({}, async ({ endpoint }) => {
      if (endpoint === 'odds' && failures-- > 0) {
        throw new RateLimitedError('too often', { retryAfterMs: 7000 })
      }
    })
    const run = poller.run(stop.signal)
    await advance(20_000)
    expect(paid().map(({ atMs }) => atMs)).toEqual([0, 7000])
    stop.abort()
    await run
  })

  it('takes an answer that can not be read for a failure, and what it cost for spent', async () => {
    const credits = { day: { limit: 1, spent: 0, reserve: 0 } }
    const fixture = { eventId: 'a', sportKey: NBA, startMs: NOW - HOUR }
    const { poller, stop, paid, answered, advance } = setUp({
      credits,
      fixtures: [fixture],
      fixturesOf: (call) => {
        if (call.kind === 'sport-odds') throw new VenueNoAnswerError('not JSON', { isRead: true })
        return [fixture]
      },
    })
    const run = poller.run(stop.signal)
    await advance(5 * HOUR)
    expect(paid()).toHaveLength(1)
    expect(answered).not.toContain('sport-odds')
    expect(poller.plan()?.spendableCredits).toBe(0)
    stop.abort()
    await run
  })

  it('believes what an answer cost even where it can not be read', async () => {
    const { poller, stop, advance } = setUp({
      credits: { day: { limit: 1000, spent: 0, reserve: 0 } },
      fixtures: [{ eventId: 'a', sportKey: NBA, startMs: NOW - HOUR }],
      send: async () => {
        const usage = { last: 7, used: 0, remaining: 1_000_000 }
        return { text: '', body: undefined, usage, receivedMs: NOW }
      },
      fixturesOf: () => {
        throw new VenueNoAnswerError('not JSON', { isRead: true })
      },
    })
    const run = poller.run(stop.signal)
    await advance(0)
    // The list and the odds, 7 each.
    expect(poller.plan()?.spendableCredits).toBe(1000 - 14)
    stop.abort()
    await run
  })

  it.each([
    ['a call', { send: async () => Promise.reject(new InvalidInputError('odd')) }],
    [
      'the request',
      {
        requestOf: () => {
          throw new InvalidInputError('odd')
        },
      },
    ],
    [
      'whoever takes answers',
      {
        onAnswer: () => {
          throw new InvalidInputError('odd')
        },
      },
    ],
    [
      'whoever is told the plan',
      {
        onPlan: () => {
          throw new InvalidInputError('odd')
        },
      },
    ],
  ])('ends with what %s failed with', async (_name, more) => {
    const { poller, stop, sleepers, settle } = setUp(more)
    await expect(poller.run(stop.signal)).rejects.toThrow(InvalidInputError)
    await settle()
    expect(sleepers()).toBe(0)
  })

  it('ends where sleeping fails', async () => {
    const { poller, stop } = setUp({ sleep: async () => Promise.reject(new Error('no timers')) })
    await expect(poller.run(stop.signal)).rejects.toThrow('no timers')
  })

  it('judges failures as it is told', async () => {
    const { poller, stop, paid, advance } = setUp(
      { judge: () => ({ cause: 'spent' }) },
      async ({ endpoint }) => {
        if (endpoint === 'odds') throw new Error('no credits')
      },
    )
    const run = poller.run(stop.signal)
    await advance(HOUR)
    expect(paid()).toHaveLength(1)
    expect(poller.plan()?.starved).toMatchObject([{ reason: 'stopped' }])
    stop.abort()
    await run
  })

  it('obeys what it was told before it ran, and while it runs', async () => {
    const plans: number[] = []
    const fixtures = [{ eventId: 'a', sportKey: NBA, startMs: NOW - HOUR }]
    const { poller, stop, paid, advance } = setUp({
      fixtures,
      onPlan: ({ nowMs }) => plans.push(nowMs),
    })
    poller.stopSpending(NOW + 30_000)
    const run = poller.run(stop.signal)
    await advance(29_000)
    expect(paid()).toEqual([])
    poller.wish('a', [])
    await advance(HOUR / 2)
    expect(paid()).toEqual([])
    poller.wish('a', undefined)
    await advance(0)
    expect(paid()).toHaveLength(1)
    poller.setCredits({ day: { limit: 5, spent: 5, reserve: 0 } })
    poller.nearEdge('a', { atMs: NOW, missBps: 0 })
    await advance(HOUR / 2)
    expect(paid()).toHaveLength(1)
    expect(plans.length).toBeGreaterThan(4)
    stop.abort()
    await run
  })
})

it('judges what may be sent again as such, and everything else as fatal', () => {
  expect(judgeFailure(new RateLimitedError('x', { retryAfterMs: 5 }))).toEqual({
    cause: 'retry',
    retryAfterMs: 5,
  })
  expect(judgeFailure(new VenueNoAnswerError('x', { isRead: true }))).toEqual({ cause: 'retry' })
  expect(judgeFailure(new TypeError('x'))).toEqual({ cause: 'fatal' })
})
