import { generateKeyPairSync, verify } from 'node:crypto'
import type { Fetch, FetchInit } from '@arbkit/core'
import { createSeededRng } from '@arbkit/core/testing'
import fc from 'fast-check'
import { Configuration, MarketApi } from 'kalshi-typescript'
import { describe, expect, it } from 'vitest'
import { createCredentials } from '../auth/signature.ts'
import { parseSigningKey } from '../auth/signing-key.ts'
import { createRequestQueue } from '../limits/request-queue.ts'
import { TIER_LIMITS } from '../limits/tiers.ts'
import { BODY_BYTES_MAX, encodeQuery, NO_RETRY } from '@arbkit/http'
import { createVirtualTime, type VirtualTime } from '@arbkit/http/testing'
import { DEMO_HOST } from './hosts.ts'
import type { KalshiRequest, Query, Send } from './request.ts'
import { ANSWER_TIMEOUT_MS, createTransport, type TransportOptions } from './transport.ts'

const START = 1_790_000_000_000
const KEY_ID = 'a952bcbe-ec3b-4b5b-b8f9-11dae589608c'
const pair = generateKeyPairSync('ed25519')
const KEY = parseSigningKey(String(pair.privateKey.export({ type: 'pkcs8', format: 'pem' })))

const READ: KalshiRequest = {
  method: 'GET',
  path: '/markets',
  query: [['limit', '10']],
  isRead: true,
  isSigned: false,
  cost: { bucket: 'read', tokens: 10 },
}
const ORDER: KalshiRequest = {
  method: 'POST',
  path: '/portfolio/events/orders',
  query: [],
  body: { ticker: 'KXMLBGAME-26AUG071840NYMPIT-NYM', price: '0.5600', count: '10.00' },
  isRead: false,
  isSigned: true,
  cost: { bucket: 'write', tokens: 10 },
}

/** What the double answers to one request; a number of ms stands for silence. */
type Reply =
  | { readonly status: number; readonly body?: string; readonly length?: string }
  | Error
  | 'silence'

interface Bench {
  readonly time: VirtualTime
  readonly send: Send
  readonly sent: readonly {
    readonly url: string
    readonly init: FetchInit
    readonly atMs: number
  }[]
}

function bench(replies: readonly Reply[], more: Partial<TransportOptions> = {}): Bench {
  const time = createVirtualTime(START)
  const rng = createSeededRng(1)
  const sent: { readonly url: string; readonly init: FetchInit; readonly atMs: number }[] = []
  const fetch: Fetch = async (url, init) => {
    const reply = replies[sent.length] ?? { status: 200, body: '{}' }
    sent.push({ url, init, atMs: time.clock.now() - START })
    if (reply === 'silence') return new Promise(() => undefined)
    if (reply instanceof Error) throw reply
    const headers = {
      get: (name: string) => (name === 'content-length' ? (reply.length ?? null) : null),
    }
    return { status: reply.status, headers, text: async () => reply.body ?? '' }
  }
  const send = createTransport({
    host: DEMO_HOST,
    fetch,
    rng,
    ...time,
    credentials: createCredentials(KEY_ID, KEY),
    limits: createRequestQueue({ ...time, rng, limits: TIER_LIMITS.basic }),
    ...more,
  })
  return { time, send, sent }
}

/** Lets time pass until the call has ended; what it came to. */
async function endOf(time: VirtualTime, call: Promise<unknown>, ms = 120_000): Promise<unknown> {
  const end = call.catch((error: unknown) => error)
  await time.advance(ms)
  return end
}

describe('what is sent', () => {
  it('is the method, the address and nothing more for an open read', async () => {
    const { time, send, sent } = bench([{ status: 200, body: '{"markets":[]}' }])
    expect(await endOf(time, send(READ))).toEqual({ markets: [] })
    expect(sent).toMatchObject([{ url: `${DEMO_HOST.restUrl}/markets?limit=10` }])
    const { method, headers, body } = sent[0]!.init
    expect([method, body]).toEqual(['GET', undefined])
    expect(headers).toEqual({ accept: 'application/json', 'user-agent': 'arbkit' })
  })

  it('is signed with the whole path, without the query, at the moment of sending', async () => {
    const { time, send, sent } = bench([])
    await endOf(time, send({ ...ORDER, query: [['subaccount', '1']] }))
    const { url, init } = sent[0]!
    expect(url).toBe(`${DEMO_HOST.restUrl}/portfolio/events/orders?subaccount=1`)
    const headers = init.headers ?? {}
    expect(headers).toMatchObject({
      'KALSHI-ACCESS-KEY': KEY_ID,
      'content-type': 'application/json',
    })
    const signature = Buffer.from(headers['KALSHI-ACCESS-SIGNATURE'] ?? '', 'base64')
    const text = `${START}POST/trade-api/v2/portfolio/events/orders`
    expect(verify(null, Buffer.from(text), pair.publicKey, signature)).toBe(true)
  })

  it('is signed anew each time', async () => {
    const { time, send, sent } = bench([{ status: 503 }])
    await endOf(time, send({ ...READ, isSigned: true }))
    const stamps = sent.map(({ init }) => init.headers?.['KALSHI-ACCESS-TIMESTAMP'])
    expect(stamps).toEqual(sent.map(({ atMs }) => String(START + atMs)))
    expect(new Set(stamps).size).toBe(2)
  })

  it('holds money as it was written', async () => {
    const { time, send, sent } = bench([{ status: 201, body: '{"count":"10.00","fee":"0.0173"}' }])
    expect(await endOf(time, send(ORDER))).toEqual({ count: '10.00', fee: '0.0173' })
    expect(sent[0]!.init.body).toBe(
      '{"ticker":"KXMLBGAME-26AUG071840NYMPIT-NYM","price":"0.5600","count":"10.00"}',
    )
  })

  it('is nothing without credentials, where they are needed', async () => {
    const { time, send, sent } = bench([], { credentials: undefined })
    expect(await endOf(time, send(ORDER))).toMatchObject({ name: 'InvalidInputError' })
    expect(sent).toEqual([])
    expect(await endOf(time, send(READ))).toEqual({})
  })

  it.each([
    ['a query in the path', { path: '/markets?limit=1' }],
    ['a fragment', { path: '/markets#a' }],
    ['a way up', { path: '/portfolio/../markets' }],
    ['a hidden way up', { path: '/portfolio/%2e%2e/markets' }],
    ['a blank', { path: '/markets/A B' }],
    ['no slash', { path: 'markets' }],
    ['another host', { path: '@example.com/markets' }],
    ['no path', { path: '' }],
    ['a number that is none', { body: { count: Number.NaN } }],
    ['a number without end', { body: { deep: [{ count: Infinity }] } }],
    ['a bigint', { body: { count: 1n } }],
    ['no JSON', { body: () => 1 }],
  ])('is never %s', async (_name, more) => {
    const { time, send, sent } = bench([])
    expect(await endOf(time, send({ ...ORDER, ...more }))).toMatchObject({
      name: 'InvalidInputError',
      resend: 'never',
    })
    expect(sent).toEqual([])
  })
})

describe('encodeQuery', () => {
  const cases: readonly (readonly [string, Query])[] = [
    ['', []],
    ['?tickers=KXNFLGAME-26SEP17SYRPITT-SYR', [['tickers', 'KXNFLGAME-26SEP17SYRPITT-SYR']]],
    [
      '?tickers=A&tickers=B-1',
      [
        ['tickers', 'A'],
        ['tickers', 'B-1'],
      ],
    ],
    ['?tickers=A%2CB', [['tickers', 'A,B']]],
    ['?q=a+b%2Bc%26d%3D%C3%A9%25', [['q', 'a b+c&d=é%']]],
    ['?cursor=', [['cursor', '']]],
  ]
  it.each(cases)('writes %s', (text, query) => {
    expect(encodeQuery(query)).toBe(text)
  })

  it('is read back as it was meant', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.string(), fc.string())), (query) => {
        expect([...new URLSearchParams(encodeQuery(query))]).toEqual(query)
      }),
    )
  })

  it('writes what the official SDK writes', async () => {
    const basePath = 'http://localhost:1/trade-api/v2'
    const api = new MarketApi(new Configuration({ basePath }))
    const urls: string[] = []
    const adapter: NonNullable<Parameters<typeof api.getMarketOrderbooks>[1]>['adapter'] = async (
      config,
    ) => {
      urls.push(String(config.url))
      return { data: {}, status: 200, statusText: 'OK', headers: {}, config }
    }
    const tickers = ['KXMLBGAME-26AUG071840NYMPIT-NYM', 'A,B', 'a b', 'é*~()']
    await api.getMarketOrderbooks(tickers, { adapter })
    const ours = encodeQuery(tickers.map((ticker) => ['tickers', ticker]))
    expect(urls).toEqual([`${basePath}/markets/orderbooks${ours}`])
  })
})

describe('what comes back', () => {
  it.each([
    ['an object', '{"a":1}', { a: 1 }],
    ['a list', '[]', []],
    ['null', 'null', null],
    ['nothing', '', undefined],
  ])('%s is the answer', async (_name, body, value) => {
    const { time, send } = bench([{ status: 200, body }])
    expect(await endOf(time, send(READ))).toEqual(value)
  })

  const failures: readonly (readonly [string, Reply, string])[] = [
    ['silence', 'silence', `no answer in ${ANSWER_TIMEOUT_MS} ms`],
    ['torn JSON', { status: 200, body: '{"order_id":"3b' }, 'status 200, and the body is not JSON'],
    ['a page', { status: 201, body: '<html>' }, 'status 201, and the body is not JSON'],
    ['a broken connection', Object.assign(new Error('x'), { code: 'ECONNRESET' }), 'ECONNRESET'],
    ['a failure', new TypeError(`fetch failed ${KEY_ID}`), 'connection failed (no code)'],
    ['a 503', { status: 503, body: '{"code":"service_unavailable"}' }, '503 service_unavailable'],
    ['a conflict', { status: 409, body: '{"error":{"code":"conflict"}}' }, 'status 409 conflict'],
    ['a redirect', { status: 302 }, 'status 302'],
    [
      'a body announced too large',
      { status: 200, body: '{}', length: String(BODY_BYTES_MAX + 1) },
      `body of more than ${BODY_BYTES_MAX} bytes`,
    ],
    [
      'a body too large',
      { status: 200, body: 'é'.repeat(BODY_BYTES_MAX / 2 + 1) },
      `body of more than ${BODY_BYTES_MAX} bytes`,
    ],
  ]
  it.each(failures)(
    '%s leaves a write open, and it is sent once',
    async (_name, reply, problem) => {
      const { time, send, sent } = bench([reply, reply])
      const error = await endOf(time, send(ORDER, { deadlineMs: START + 60_000 }))
      expect(error).toMatchObject({ name: 'VenueNoAnswerError', resend: 'reconcile-first' })
      expect(String(error)).toContain(problem)
      expect(sent).toHaveLength(1)
    },
  )

  it.each(failures)('%s lets a read be sent again', async (_name, reply) => {
    const { time, send, sent } = bench([reply, reply, { status: 200, body: '"here"' }])
    expect(await endOf(time, send(READ))).toBe('here')
    expect(sent).toHaveLength(3)
  })

  it('takes a refusal by its status, though its body broke off or was too large', async () => {
    const long = String(BODY_BYTES_MAX + 1)
    const { time, send, sent } = bench([{ status: 400, body: '{"code":"inv', length: long }])
    expect(await endOf(time, send(ORDER))).toMatchObject({
      name: 'VenueRejectedError',
      status: 400,
    })
    expect(sent).toHaveLength(1)
  })

  it('holds nothing of what was sent in any error', async () => {
    const body = JSON.stringify(ORDER.body)
    for (const status of [200, 400, 409, 429, 500]) {
      const echo: Fetch = async (_url, init) => ({
        status,
        headers: { get: () => null },
        text: async () => {
          const message = `${Object.values(init.headers ?? {}).join(' ')} ${init.body}`
          return status === 200
            ? `{"${message}`
            : JSON.stringify({ error: { code: KEY_ID, message } })
        },
      })
      const { time, send } = bench([], { fetch: echo, retry: NO_RETRY })
      const error = (await endOf(time, send(ORDER))) as Error & { readonly context: unknown }
      const shown = `${error.message} ${error.stack} ${JSON.stringify(error)} ${String(error.cause)}`
      expect([KEY_ID, body, String(START)].filter((secret) => shown.includes(secret))).toEqual([])
      expect(Object.keys(error.context as object).toSorted()).toEqual(['method', 'path', 'status'])
    }
  })
})

describe('limits, deadlines and retries', () => {
  it('waits for tokens before it sends', async () => {
    const { time, send, sent } = bench([])
    const calls = Array.from({ length: 12 }, async () => send(ORDER))
    await endOf(time, Promise.all(calls), 1000)
    expect(sent.slice(9).map(({ atMs }) => atMs)).toEqual([0, 100, 200])
  })

  it('pauses everybody after a 429, and repeats a write only under a deadline', async () => {
    const limited: Reply = { status: 429, body: '{"error":"too many requests"}' }
    const without = bench([limited])
    const error = await endOf(without.time, without.send(ORDER))
    expect(error).toMatchObject({ name: 'RateLimitedError', resend: 'safe' })
    expect(without.sent).toHaveLength(1)
    const under = bench([limited, limited])
    const other = endOf(under.time, under.send(ORDER, { deadlineMs: START + 60_000 }))
    expect(await other).toEqual({})
    const [first, second, third] = under.sent.map(({ atMs }) => atMs)
    expect(first).toBe(0)
    expect(second).toBeGreaterThanOrEqual(225)
    expect(third! - second!).toBeGreaterThanOrEqual(350)
  })

  it('ends a read at its deadline, wherever it is', async () => {
    const { time, send, sent } = bench(['silence'])
    const ended: string[] = []
    void send(READ, { deadlineMs: START + 500 }).catch((error: unknown) => {
      ended.push(`${time.clock.now() - START} ${String(error)}`)
    })
    await time.advance(60_000)
    expect(ended).toEqual(['500 VenueNoAnswerError: GET /markets: no answer in 500 ms'])
    expect(sent).toHaveLength(1)
    expect(time.sleepers()).toBe(0)
  })

  it('sends nothing that is late already when it is let through', async () => {
    const time = createVirtualTime(START)
    let nowMs = START
    const clock = { now: () => nowMs }
    const rng = createSeededRng(1)
    const limits = createRequestQueue({ ...time, rng, limits: TIER_LIMITS.basic })
    const { send, sent } = bench([], {
      clock,
      limits: {
        ...limits,
        acquire: async (call, options) => {
          const grant = await limits.acquire(call, options)
          nowMs = START + 1000
          return grant
        },
      },
    })
    await expect(send(ORDER, { deadlineMs: START + 1000 })).rejects.toMatchObject({
      name: 'RequestNotSentError',
      reason: 'deadline',
    })
    expect(sent).toEqual([])
  })

  it('lets the caller end it: before it is sent nothing happened, after it who knows', async () => {
    const { time, send, sent } = bench(['silence'])
    const before = AbortSignal.abort()
    const error = await endOf(time, send(ORDER, { signal: before }), 0)
    expect(error).toMatchObject({ name: 'RequestNotSentError', reason: 'aborted', resend: 'safe' })
    expect(sent).toEqual([])
    const controller = new AbortController()
    const call = send(ORDER, { signal: controller.signal }).catch((failure: unknown) => failure)
    await time.advance(100)
    controller.abort()
    expect(await call).toMatchObject({ name: 'VenueNoAnswerError', resend: 'reconcile-first' })
    expect(sent[0]!.init.signal?.aborted).toBe(true)
    await time.advance(60_000)
    expect([sent.length, time.sleepers()]).toEqual([1, 0])
  })

  it('does not repeat a read that its caller ended', async () => {
    const { time, send, sent } = bench(['silence', 'silence'])
    const controller = new AbortController()
    const call = send(READ, { signal: controller.signal }).catch((failure: unknown) => failure)
    await time.advance(100)
    controller.abort()
    expect(await call).toMatchObject({ name: 'VenueNoAnswerError', resend: 'safe' })
    await time.advance(60_000)
    expect(sent).toHaveLength(1)
  })

  it('refuses a policy out of range', () => {
    expect(() => bench([], { retry: { ...NO_RETRY, attempts: 11 } })).toThrow('1 to 10 attempts')
  })

  it('sends a write whose fate is open exactly once, and nothing after its deadline', async () => {
    const reply = fc.constantFrom<Reply>(
      'silence',
      { status: 429 },
      { status: 500 },
      { status: 409 },
      { status: 400 },
      { status: 201, body: '{"order_id":' },
      { status: 201, body: '{"order_id":"a"}' },
      new TypeError('fetch failed'),
    )
    await fc.assert(
      fc.asyncProperty(
        fc.array(reply, { minLength: 4, maxLength: 4 }),
        fc.option(fc.integer({ min: 1, max: 20_000 })),
        async (replies, limit) => {
          const { time, send, sent } = bench(replies)
          const deadlineMs = limit === null ? undefined : START + limit
          const end = await endOf(time, send(ORDER, { deadlineMs }))
          expect(sent.every(({ atMs }) => atMs < (limit ?? Infinity))).toBe(true)
          const repeated = replies.slice(0, sent.length - 1)
          expect(
            repeated.every((one) => one instanceof Object && 'status' in one && one.status === 429),
          ).toBe(true)
          expect(sent.length === 1 || limit !== null).toBe(true)
          expect(end).toBeDefined()
          expect(time.sleepers()).toBe(0)
        },
      ),
      { numRuns: 200 },
    )
  })
})
