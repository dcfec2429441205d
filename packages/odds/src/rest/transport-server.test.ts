/** The transport over undici against the stand-in, behaving well and badly. Waits are the test's. */
import { inspect } from 'node:util'
import { createSeededRng, createVirtualClock } from '@arbkit/core/testing'
import { createUndiciFetch, NO_RETRY, type Sleep } from '@arbkit/http'
import { afterEach, describe, expect, it, test } from 'vitest'
import {
  type OddsApiFault,
  type OddsApiServer,
  type OddsApiServerOptions,
  startOddsApiServer,
  TEST_API_KEY,
} from '../testing/index.ts'
import { OddsApiKey } from './api-key.ts'
import { eventsRequest } from './endpoints/events.ts'
import { scoresRequest } from './endpoints/scores.ts'
import { sportsRequest } from './endpoints/sports.ts'
import { customOddsHost } from './hosts.ts'
import type { SendOdds } from './request.ts'
import {
  createOddsTransport,
  ODDS_ANSWER_TIMEOUT_MS,
  type OddsTransportOptions,
} from './transport.ts'
import type { CreditUsage } from './usage-headers.ts'

const NOW = Date.UTC(2026, 10, 21, 18)
const sport = 'baseball_mlb'
const SCORES = scoresRequest({ sport })
const DATA = {
  sports: [
    {
      key: sport,
      group: 'Baseball',
      title: 'MLB',
      description: '',
      active: true,
      has_outrights: false,
    },
  ],
}

const closers: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of closers.splice(0)) await close()
})

interface Bench {
  readonly send: SendOdds
  readonly server: OddsApiServer
  readonly usages: readonly (CreditUsage | undefined)[]
  /** Waits before repeats, ms: over at once. */
  readonly waits: readonly number[]
  /** Ends every wait for an answer that is under way. */
  readonly runOutOfTime: () => void
}

async function bench(
  more: Partial<OddsTransportOptions> = {},
  ofServer: Partial<OddsApiServerOptions> = {},
): Promise<Bench> {
  const clock = createVirtualClock(NOW)
  const server = await startOddsApiServer({ data: DATA, clock, ...ofServer })
  closers.push(async () => server.close())
  const usages: (CreditUsage | undefined)[] = []
  const waits: number[] = []
  const patience = new Set<() => void>()
  const sleep: Sleep = async (ms, signal) => {
    if (ms !== ODDS_ANSWER_TIMEOUT_MS) {
      waits.push(ms)
      return
    }
    await new Promise<void>((resolve, reject) => {
      patience.add(resolve)
      signal?.addEventListener('abort', () => {
        patience.delete(resolve)
        reject(new DOMException('aborted', 'AbortError'))
      })
    })
  }
  const send = createOddsTransport({
    host: customOddsHost(server.url),
    key: new OddsApiKey(TEST_API_KEY),
    fetch: createUndiciFetch(),
    clock,
    rng: createSeededRng(3),
    sleep,
    onUsage: (usage) => usages.push(usage),
    ...more,
  })
  const runOutOfTime = (): void => {
    for (const end of patience) end()
  }
  return { send, server, usages, waits, runOutOfTime }
}

/** Lets the machine work until something is so. */
async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) {
    await new Promise<void>((resolve) => {
      setImmediate(resolve)
    })
  }
}

const errorOf = async (call: Promise<unknown>): Promise<unknown> =>
  call.then(
    () => undefined,
    (error: unknown) => error,
  )

describe('an honest server', () => {
  it('is asked with the key, and answers with credits and its clock', async () => {
    const { send, server, usages } = await bench()
    const answer = await send(SCORES)
    expect(answer).toMatchObject({
      body: [],
      text: '[]',
      usage: { remaining: 499, used: 1, last: 1 },
      serverMs: NOW,
    })
    expect(server.calls()).toEqual([
      { path: '/v4/sports/baseball_mlb/scores', query: [['dateFormat', 'iso']] },
    ])
    expect(usages).toEqual([server.usage()])
  })

  it('never sees more than four calls at once, and answers all', async () => {
    const { send, server } = await bench()
    const held = Array.from({ length: 4 }, () => 'held' as const)
    server.failNext(...held)
    const calls = Array.from({ length: 40 }, async () => send(SCORES))
    for (let round = 1; round <= 10; round += 1) {
      await until(() => server.heldCount() === 4)
      // A fifth would have come before what is asked only now.
      await fetch(`${server.url}/v4/sports`)
      expect([server.heldCount(), server.calls().length]).toEqual([4, 5 * round])
      if (round < 10) server.failNext(...held)
      server.release()
    }
    expect(await Promise.all(calls)).toHaveLength(40)
    expect(server.peakInFlight()).toBe(5)
    expect(server.usage()).toMatchObject({ remaining: 460, used: 40 })
  })

  it('sees more where more is allowed', async () => {
    const { send, server } = await bench({ inFlightMax: 6 })
    server.failNext(...Array.from({ length: 6 }, () => 'held' as const))
    const calls = Array.from({ length: 12 }, async () => send(SCORES))
    await until(() => server.heldCount() === 6)
    server.release()
    await Promise.all(calls)
    expect(server.peakInFlight()).toBe(6)
  })
})

describe('an account without credits', () => {
  it('asks once and is told when there will be more', async () => {
    const { send, server, usages, waits } = await bench({}, { credits: 0 })
    expect(await errorOf(send(SCORES))).toMatchObject({
      name: 'OddsApiError',
      kind: 'out-of-credits',
      status: 401,
      code: 'OUT_OF_USAGE_CREDITS',
      usage: { remaining: 0, used: 0, last: 0 },
      cure: expect.stringContaining('until the 1st'),
    })
    expect([server.calls().length, waits, usages.length]).toEqual([1, [], 1])
    expect(await send(sportsRequest())).toMatchObject({ usage: { remaining: 0, last: 0 } })
  })
})

describe('keys', () => {
  const other = 'ffffffffffffffffffffffffffffffff'
  test.each([
    ['INVALID_KEY', {}],
    ['DEACTIVATED_KEY', { deactivatedKeys: [other] }],
  ])('that are not taken are refused once: %s', async (code, ofServer) => {
    const { send, server } = await bench({ key: new OddsApiKey(other) }, ofServer)
    const error = await errorOf(send(SCORES))
    expect(error).toMatchObject({ kind: 'bad-key', status: 401, code })
    expect(server.calls()).toHaveLength(1)
    expect(inspect(error, { depth: 10, showHidden: true })).not.toContain(other)
  })
})

describe('a server that misbehaves', () => {
  test.each<readonly [OddsApiFault, string, readonly (number | undefined)[]]>([
    ['rate-limited', 'RateLimitedError', [0, 0, 0]],
    ['server-error', 'VenueNoAnswerError', [0, 0, 0]],
    ['not-json', 'VenueNoAnswerError', [0, 0, 0]],
    ['torn', 'VenueNoAnswerError', [undefined, undefined, undefined]],
    [{ status: 503, body: '' }, 'VenueNoAnswerError', [0, 0, 0]],
  ])('is asked three times in all: %j', async (fault, name, costs) => {
    const { send, server, usages, waits } = await bench()
    server.failNext(fault, fault, fault)
    expect(await errorOf(send(SCORES))).toMatchObject({ name, resend: 'safe' })
    expect(server.calls()).toHaveLength(3)
    expect(usages.map((usage) => usage?.last)).toEqual(costs)
    expect(waits).toHaveLength(2)
    expect(waits[0]).toBeGreaterThanOrEqual(2000)
    expect(waits[1]).toBeGreaterThanOrEqual(4000)
    expect(await send(SCORES)).toMatchObject({ body: [] })
  })

  test.each<OddsApiFault>(['rate-limited', 'server-error', 'not-json', 'torn'])(
    'once is asked again: %s',
    async (fault) => {
      const { send, server } = await bench()
      server.failNext(fault)
      expect(await send(SCORES)).toMatchObject({ body: [] })
      expect(server.calls()).toHaveLength(2)
    },
  )

  it('that tears an answer has charged for it all the same: the next headers say so', async () => {
    const { send, server, usages } = await bench()
    server.failNext('torn')
    await send(SCORES)
    expect(usages).toEqual([undefined, { remaining: 498, used: 2, last: 1 }])
  })

  it('in silence is left when time is up, and asked again', async () => {
    const { send, server, runOutOfTime, usages } = await bench()
    server.failNext('silent', 'held')
    const call = send(SCORES)
    await until(() => server.calls().length === 1)
    runOutOfTime()
    await until(() => server.heldCount() === 1)
    server.release()
    expect(await call).toMatchObject({ body: [] })
    expect(usages).toEqual([undefined, { remaining: 499, used: 1, last: 1 }])
  })

  it('slowly is waited for', async () => {
    const { send, server } = await bench({ retry: NO_RETRY })
    server.failNext('held')
    const call = send(SCORES)
    await until(() => server.heldCount() === 1)
    server.release()
    expect(await call).toMatchObject({ body: [] })
  })

  it('and repeats the key is quoted without it', async () => {
    const { send, server } = await bench()
    const message = `key ${TEST_API_KEY} at /v4?apiKey=${TEST_API_KEY}`
    server.failNext({ status: 401, body: JSON.stringify({ message, error_code: 'INVALID_KEY' }) })
    const error = await errorOf(send(eventsRequest({ sport })))
    const shown = [inspect(error, { depth: 10, showHidden: true }), JSON.stringify(error)].join()
    expect(shown).toContain('status 401 INVALID_KEY')
    expect(shown).not.toContain(TEST_API_KEY)
    expect(JSON.stringify(server.calls())).not.toContain(TEST_API_KEY)
  })

  it('and is gone is named by the code of the system, not by its address', async () => {
    const { send, server } = await bench({ retry: NO_RETRY })
    await server.close()
    closers.length = 0
    const error = await errorOf(send(SCORES))
    expect(error).toMatchObject({
      name: 'VenueNoAnswerError',
      message: 'GET /v4/sports/baseball_mlb/scores: connection failed (ECONNREFUSED)',
    })
    expect(inspect(error, { depth: 10, showHidden: true })).not.toContain(TEST_API_KEY)
  })
})
