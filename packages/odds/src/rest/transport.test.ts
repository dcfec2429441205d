import { inspect } from 'node:util'
import { fc, test as prop } from '@fast-check/vitest'
import { type Fetch, type FetchInit, InvalidInputError } from '@arbkit/core'
import { createSeededRng } from '@arbkit/core/testing'
import { NO_RETRY } from '@arbkit/http'
import { createVirtualTime, type VirtualTime } from '@arbkit/http/testing'
import { describe, expect, it, test } from 'vitest'
import { OddsApiKey } from './api-key.ts'
import { oddsRequest } from './endpoints/odds.ts'
import { sportsRequest } from './endpoints/sports.ts'
import { PRODUCTION_ODDS_HOST } from './hosts.ts'
import type { OddsRequest, SendOdds } from './request.ts'
import {
  createOddsTransport,
  ODDS_ANSWER_TIMEOUT_MS,
  type OddsTransportOptions,
} from './transport.ts'
import type { CreditUsage } from './usage-headers.ts'

const START = 1_790_000_000_000
const KEY_TEXT = '0123456789abcdef0123456789abcdef'
const KEY = new OddsApiKey(KEY_TEXT)
const ODDS = oddsRequest({ sport: 'baseball_mlb', markets: ['h2h'], books: { regions: ['us'] } })

/** What the double answers to one request. */
type Reply =
  | { readonly status: number; readonly body?: string; readonly headers?: Headers_ }
  | Error
  | 'silence'
  | 'body-breaks'
type Headers_ = Readonly<Record<string, string>>

const USAGE = { 'x-requests-remaining': '480', 'x-requests-used': '20', 'x-requests-last': '1' }
const OK: Reply = { status: 200, body: '[]', headers: USAGE }
const refused = (status: number, code: string, message = 'No.'): Reply => ({
  status,
  body: JSON.stringify({ message, error_code: code }),
  headers: { ...USAGE, 'x-requests-last': '0' },
})
const TOO_OFTEN = refused(429, 'EXCEEDED_FREQ_LIMIT')

interface Bench {
  readonly time: VirtualTime
  readonly send: SendOdds
  readonly sent: readonly {
    readonly url: string
    readonly init: FetchInit
    readonly atMs: number
  }[]
  readonly usages: readonly (readonly [usage: CreditUsage | undefined, request: OddsRequest])[]
}

function bench(replies: readonly Reply[], more: Partial<OddsTransportOptions> = {}): Bench {
  const time = createVirtualTime(START)
  const sent: { readonly url: string; readonly init: FetchInit; readonly atMs: number }[] = []
  const usages: (readonly [usage: CreditUsage | undefined, request: OddsRequest])[] = []
  const fetch: Fetch = async (url, init) => {
    const reply = replies[sent.length] ?? OK
    sent.push({ url, init, atMs: time.clock.now() - START })
    if (reply === 'silence') return new Promise(() => undefined)
    if (reply instanceof Error) throw reply
    const headers = { get: (name: string) => headersOf(reply)[name] ?? null }
    const text = async (): Promise<string> => {
      if (reply === 'body-breaks') throw Object.assign(new Error(url), { code: 'ECONNRESET' })
      return reply.body ?? ''
    }
    return { status: reply === 'body-breaks' ? 200 : reply.status, headers, text }
  }
  const send = createOddsTransport({
    host: PRODUCTION_ODDS_HOST,
    key: KEY,
    fetch,
    rng: createSeededRng(1),
    onUsage: (usage, request) => usages.push([usage, request]),
    ...time,
    ...more,
  })
  return { time, send, sent, usages }
}

const headersOf = (reply: Reply): Headers_ =>
  typeof reply === 'object' && !(reply instanceof Error) ? (reply.headers ?? {}) : {}

/** Lets time pass until the call has ended; what it came to. */
async function endOf(time: VirtualTime, call: Promise<unknown>, ms = 120_000): Promise<unknown> {
  const end = call.catch((error: unknown) => error)
  await time.advance(ms)
  return end
}

describe('what is sent', () => {
  it('is the address, the key last, and nothing more', async () => {
    const { time, send, sent } = bench([])
    await endOf(time, send(ODDS))
    await endOf(time, send(sportsRequest()))
    expect(sent.map(({ url }) => url)).toEqual([
      'https://api.the-odds-api.com/v4/sports/baseball_mlb/odds?regions=us&markets=h2h' +
        '&oddsFormat=american&dateFormat=iso&includeLinks=true&includeSids=true' +
        `&includeBetLimits=true&apiKey=${KEY_TEXT}`,
      `https://api.the-odds-api.com/v4/sports?apiKey=${KEY_TEXT}`,
    ])
    const { method, headers, body } = sent[0]!.init
    expect([method, body]).toEqual(['GET', undefined])
    expect(headers).toEqual({ accept: 'application/json', 'user-agent': 'arbkit' })
  })

  test.each(['v4/sports', '/v4/../sports', '/v4/a b', '/v4/sports?x=1', '/v4/sports#x'])(
    'is never the path %j',
    async (path) => {
      const { send, sent } = bench([])
      const call = send({ ...ODDS, path })
      await expect(call).rejects.toThrow(InvalidInputError)
      expect(sent).toEqual([])
    },
  )

  it('is tried under a policy in range only', () => {
    expect(() => bench([], { retry: { ...NO_RETRY, attempts: 0 } })).toThrow(InvalidInputError)
    expect(() => bench([], { inFlightMax: 0 })).toThrow(InvalidInputError)
  })
})

describe('what is answered', () => {
  it('is the body, what was spent, and when', async () => {
    const date = 'Sat, 21 Nov 2026 18:00:07 GMT'
    const body = ' {"a": 1.0}\n'
    const { time, send, usages } = bench([{ status: 200, body, headers: { ...USAGE, date } }])
    const answer = await endOf(time, send(ODDS), 0)
    const usage = { remaining: 480, used: 20, last: 1 }
    expect(answer).toEqual({
      text: body,
      body: { a: 1 },
      usage,
      sentMs: START,
      receivedMs: START,
      serverMs: Date.UTC(2026, 10, 21, 18, 0, 7),
    })
    expect(usages).toEqual([[usage, ODDS]])
  })

  it('says nothing of credits where the headers say nothing', async () => {
    const { time, send, usages } = bench([{ status: 200, body: '[]' }])
    expect(await endOf(time, send(ODDS))).toMatchObject({ usage: undefined, serverMs: undefined })
    expect(usages).toEqual([[undefined, ODDS]])
  })

  test.each(['', '<html>', '[{"a":', 'NaN'])('is no answer with the body %j', async (body) => {
    const bad = { status: 200, body }
    const { time, send, sent, usages } = bench([bad, bad, bad, OK])
    expect(await endOf(time, send(ODDS))).toMatchObject({
      name: 'VenueNoAnswerError',
      message: 'GET /v4/sports/baseball_mlb/odds: status 200, and the body is not JSON',
    })
    expect([sent.length, usages.length]).toEqual([3, 3])
  })

  it('is a refusal where it has the form of one, even under status 200', async () => {
    const { time, send, sent } = bench([refused(200, 'INVALID_KEY')])
    expect(await endOf(time, send(ODDS))).toMatchObject({ kind: 'bad-key', status: 200 })
    expect(sent).toHaveLength(1)
  })
})

describe('what is sent again', () => {
  it('was asked too often: after at least two seconds, then four', async () => {
    const { time, send, sent, usages } = bench([TOO_OFTEN, TOO_OFTEN, OK])
    expect(await endOf(time, send(ODDS))).toMatchObject({ body: [] })
    const [first, second, third] = sent.map(({ atMs }) => atMs)
    expect(first).toBe(0)
    expect(second).toBeGreaterThanOrEqual(2000)
    expect(second).toBeLessThanOrEqual(4000)
    expect(third! - second!).toBeGreaterThanOrEqual(4000)
    expect(third! - second!).toBeLessThanOrEqual(8000)
    expect(usages.map(([usage]) => usage?.last)).toEqual([0, 0, 1])
  })

  test.each([0, 0.25, 0.999_999])('never sooner, whatever chance says: %s', async (roll) => {
    const { time, send, sent } = bench([TOO_OFTEN, OK], { rng: { next: () => roll } })
    await endOf(time, send(ODDS))
    expect(sent[1]?.atMs).toBeGreaterThanOrEqual(2000)
    expect(sent[1]?.atMs).toBeLessThanOrEqual(4000)
  })

  it('ends with the third time', async () => {
    const { time, send, sent } = bench([TOO_OFTEN, TOO_OFTEN, TOO_OFTEN, OK])
    expect(await endOf(time, send(ODDS))).toMatchObject({
      name: 'RateLimitedError',
      resend: 'safe',
    })
    expect(sent).toHaveLength(3)
  })

  test.each<readonly [string, Reply]>([
    ['a broken connection', Object.assign(new Error('x'), { code: 'ECONNREFUSED' })],
    ['a torn body', 'body-breaks'],
    ['silence', 'silence'],
    ['500', { status: 500, body: 'x' }],
    ['503', { status: 503 }],
    ['a page', { status: 200, body: '<html>' }],
  ])('was not answered: %s', async (_what, reply) => {
    const { time, send, sent, usages } = bench([reply, OK])
    expect(await endOf(time, send(ODDS))).toMatchObject({ body: [] })
    expect([sent.length, usages.length]).toEqual([2, 2])
    expect(usages[0]).toEqual([undefined, ODDS])
  })

  test.each([
    [401, 'OUT_OF_USAGE_CREDITS'],
    [429, 'OUT_OF_USAGE_CREDITS'],
    [500, 'OUT_OF_USAGE_CREDITS'],
    [401, 'INVALID_KEY'],
    [404, 'EVENT_NOT_FOUND'],
    [422, 'INVALID_MARKET'],
    [418, 'SOMETHING_NEW'],
  ])('is never a refusal: %i %s', async (status, code) => {
    const { time, send, sent, usages } = bench([refused(status, code), OK])
    const error = await endOf(time, send(ODDS))
    expect(error).toMatchObject({
      name: 'OddsApiError',
      code,
      status,
      usage: { remaining: 480, used: 20, last: 0 },
    })
    expect([sent.length, usages.length]).toEqual([1, 1])
  })

  it('is nothing past its deadline', async () => {
    const { time, send, sent } = bench([TOO_OFTEN, OK])
    const error = await endOf(time, send(ODDS, { deadlineMs: START + 1500 }))
    expect(error).toMatchObject({ name: 'RateLimitedError' })
    expect(sent).toHaveLength(1)
  })
})

describe('time', () => {
  it('ends a call that is not answered', async () => {
    const { time, send } = bench(['silence'], { retry: NO_RETRY })
    const end = send(ODDS).catch((error: unknown) => error)
    await time.advance(ODDS_ANSWER_TIMEOUT_MS - 1)
    expect(time.sleepers()).toBe(1)
    await time.advance(1)
    expect(await end).toMatchObject({
      name: 'VenueNoAnswerError',
      message: 'GET /v4/sports/baseball_mlb/odds: no answer in 10000 ms',
    })
  })

  it('is shorter by a deadline, and longer or shorter by choice', async () => {
    const byDeadline = bench(['silence'], { retry: NO_RETRY })
    expect(
      await endOf(byDeadline.time, byDeadline.send(ODDS, { deadlineMs: START + 40 })),
    ).toMatchObject({ message: expect.stringContaining('no answer in 40 ms') })
    const byChoice = bench(['silence'], { retry: NO_RETRY, answerTimeoutMs: 70 })
    expect(await endOf(byChoice.time, byChoice.send(ODDS))).toMatchObject({
      message: expect.stringContaining('no answer in 70 ms'),
    })
  })

  it('that has run out, or a call that was aborted, sends nothing and reports nothing', async () => {
    const { time, send, sent, usages } = bench([])
    const late = send(ODDS, { deadlineMs: START })
    expect(await endOf(time, late)).toMatchObject({ reason: 'deadline' })
    const aborted = send(ODDS, { signal: AbortSignal.abort() })
    expect(await endOf(time, aborted)).toMatchObject({
      name: 'OddsRequestNotSentError',
      reason: 'aborted',
      message: 'GET /v4/sports/baseball_mlb/odds: not sent, it was aborted',
    })
    expect([sent.length, usages.length]).toEqual([0, 0])
  })

  it('does not keep a call that is aborted on the wire, and frees its place', async () => {
    const { time, send, sent, usages } = bench(['silence', OK], { inFlightMax: 1 })
    const controller = new AbortController()
    const first = send(ODDS, { signal: controller.signal }).catch((error: unknown) => error)
    const second = send(sportsRequest())
    await time.settle()
    expect(sent).toHaveLength(1)
    controller.abort()
    expect(await first).toMatchObject({ name: 'VenueNoAnswerError' })
    expect(await second).toMatchObject({ body: [] })
    expect([sent.length, usages.length]).toEqual([2, 2])
  })

  it('spent waiting to send again leaves the place to others', async () => {
    const { time, send, sent } = bench([TOO_OFTEN, OK, OK], { inFlightMax: 1 })
    const first = send(ODDS)
    const second = send(sportsRequest())
    await time.advance(1000)
    expect(await second).toMatchObject({ body: [] })
    await time.advance(9000)
    expect(await first).toMatchObject({ body: [] })
    expect(sent).toHaveLength(3)
  })
})

describe('places on the wire', () => {
  test.each([
    [undefined, 4],
    [1, 1],
    [2, 2],
  ])('are as many as said (%s)', async (inFlightMax, expected) => {
    const { time, send, sent } = bench(
      Array.from({ length: 20 }, () => 'silence' as const),
      {
        inFlightMax,
        retry: NO_RETRY,
      },
    )
    const ends = Array.from({ length: 10 }, async () => send(ODDS).catch(() => 'ended'))
    await time.settle()
    expect(sent).toHaveLength(expected)
    await time.advance(ODDS_ANSWER_TIMEOUT_MS)
    expect(sent).toHaveLength(Math.min(10, 2 * expected))
    await time.advance(10 * ODDS_ANSWER_TIMEOUT_MS)
    expect(new Set(await Promise.all(ends))).toEqual(new Set(['ended']))
  })
})

describe('the key', () => {
  const keyText = fc.oneof(
    fc.stringMatching(/^[0-9a-f]{32}$/),
    fc.stringMatching(/^[A-Z][A-Z0-9_]{15,30}$/),
    fc.string({
      unit: fc.integer({ min: 0x21, max: 0x7e }).map((code) => String.fromCodePoint(code)),
      minLength: 12,
      maxLength: 40,
    }),
  )
  const writings = (text: string): readonly string[] => [
    text,
    encodeURIComponent(text),
    encodeURIComponent(encodeURIComponent(text)),
    new URLSearchParams([['apiKey', text]]).toString(),
  ]
  /** Everything that a server, or what breaks, may say while it repeats the key. */
  const saying = (said: string, url: string): readonly Reply[] => [
    refused(401, 'INVALID_KEY', `key ${said}`),
    refused(422, said, said),
    refused(429, said, said),
    refused(500, said, url),
    { status: 422, body: JSON.stringify({ message: { said }, error_code: [said] }) },
    { status: 200, body: said },
    { status: 200, body: JSON.stringify({ [said]: said, url }) },
    { status: 200, body: JSON.stringify({ message: said, error_code: said }) },
    { status: 302, body: url, headers: { location: url } },
    { status: 200, body: '[]', headers: { ...USAGE, 'x-requests-last': said, date: said } },
    Object.assign(new Error(url, { cause: new Error(said) }), { code: said }),
    Object.assign(new TypeError('fetch failed', { cause: { code: said, url } })),
    'body-breaks',
  ]

  prop.prop([keyText, fc.nat(3), fc.nat(12)], { numRuns: 400 })(
    'is in no error, no answer and no report',
    async (text, writing, index) => {
      const key = new OddsApiKey(text)
      const said = writings(text)[writing]!
      const reply = saying(said, `https://x.example/v4?apiKey=${said}`)[index]!
      const { time, send, usages } = bench([reply], { key, retry: NO_RETRY })
      const end = await endOf(time, send(ODDS), 20_000)
      const shown = [
        inspect(end, { depth: 10, showHidden: true, getters: true, maxStringLength: null }),
        JSON.stringify(end),
        String(end),
        String((end as Error).stack),
        JSON.stringify(usages),
        inspect(send, { depth: 10, showHidden: true }),
      ]
      const everything = shown.join('\n')
      for (const form of [text, encodeURIComponent(text), JSON.stringify(text).slice(1, -1)]) {
        expect(everything.includes(form)).toBe(false)
      }
    },
  )

  it('is struck out of a success that repeats it, which is believed otherwise', async () => {
    const body = JSON.stringify({ self: `https://x.example/?apiKey=${KEY_TEXT}`, n: 1 })
    const { time, send } = bench([{ status: 200, body }])
    expect(await endOf(time, send(ODDS))).toMatchObject({
      body: { self: 'https://x.example/?apiKey=(hidden)', n: 1 },
      text: '{"self":"https://x.example/?apiKey=(hidden)","n":1}',
    })
  })
})
