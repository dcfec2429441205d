/**
 * The transport over undici against a real HTTP server that behaves badly. No test waits for a length
 * of time: where time matters it is virtual, else no answer comes too late.
 */
import { constants, generateKeyPairSync, verify } from 'node:crypto'
import type { ServerResponse } from 'node:http'
import { gzipSync } from 'node:zlib'
import { createSeededRng } from '@arbkit/core/testing'
import { Agent, fetch as bareFetch } from 'undici'
import { afterEach, describe, expect, it } from 'vitest'
import { createCredentials } from '../auth/signature.ts'
import { parseSigningKey } from '../auth/signing-key.ts'
import { createRequestQueue } from '../limits/request-queue.ts'
import type { Fetch } from '@arbkit/core'
import { BODY_BYTES_MAX, createUndiciFetch, NO_RETRY, type Sleep } from '@arbkit/http'
import {
  createVirtualTime,
  type ReceivedRequest,
  type Responder,
  startLoopbackServer,
} from '@arbkit/http/testing'
import { TIER_LIMITS } from '../limits/tiers.ts'
import { customHost } from './hosts.ts'
import type { KalshiRequest, Send } from './request.ts'
import { ANSWER_TIMEOUT_MS, createTransport, type TransportOptions } from './transport.ts'

const KEY_ID = 'a952bcbe-ec3b-4b5b-b8f9-11dae589608c'
const pair = generateKeyPairSync('rsa', { modulusLength: 2048 })
const KEY = parseSigningKey(String(pair.privateKey.export({ type: 'pkcs1', format: 'pem' })))
const MEGABYTE = 1024 * 1024
const NOW = 1_790_000_000_000

const READ: KalshiRequest = {
  method: 'GET',
  path: '/markets',
  query: [],
  isRead: true,
  isSigned: false,
  cost: { bucket: 'read', tokens: 10 },
}
const ORDER: KalshiRequest = {
  method: 'POST',
  path: '/portfolio/events/orders',
  query: [['subaccount', '0']],
  body: { ticker: 'A-B', price: '0.5600', count: '10.00' },
  isRead: false,
  isSigned: true,
  cost: { bucket: 'write', tokens: 10 },
}
const CANCEL: KalshiRequest = {
  method: 'DELETE',
  path: '/portfolio/events/orders/3b23',
  query: [],
  isRead: false,
  isSigned: true,
  cost: { bucket: 'write', tokens: 2 },
}

const closers: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of closers.splice(0)) await close()
})

/** Starts a server on this machine that remembers what it received. */
async function serve(
  respond: Responder,
): Promise<{ readonly url: string; readonly received: readonly ReceivedRequest[] }> {
  const server = await startLoopbackServer(respond)
  closers.push(async () => server.close())
  return server
}

/** Ends only when it is aborted. */
const forEver = async (signal?: AbortSignal): Promise<void> =>
  new Promise((_resolve, reject) => {
    signal?.addEventListener('abort', () => reject(new DOMException('aborted', 'AbortError')))
  })

/** No answer is too late, and whatever else is waited for is over at once. */
const patient: Sleep = async (ms, signal) => {
  if (ms >= ANSWER_TIMEOUT_MS) await forEver(signal)
}

function client(url: string, more: Partial<TransportOptions> = {}): Send {
  const clock = { now: () => NOW }
  const rng = createSeededRng(7)
  const agent = new Agent()
  closers.unshift(async () => {
    await agent.destroy()
  })
  return createTransport({
    host: customHost({
      restUrl: `${url}/trade-api/v2`,
      streamUrl: `${url.replace('http', 'ws')}/trade-api/ws/v2`,
    }),
    fetch: createUndiciFetch(agent),
    clock,
    rng,
    sleep: patient,
    credentials: createCredentials(KEY_ID, KEY),
    limits: createRequestQueue({ clock, rng, sleep: patient, limits: TIER_LIMITS.premier }),
    ...more,
  })
}

const errorOf = async (call: Promise<unknown>): Promise<unknown> =>
  call.then(
    (value) => ({ value }),
    (error: unknown) => error,
  )

const OPEN = { name: 'VenueNoAnswerError', resend: 'reconcile-first' }

const json = (response: ServerResponse, body: string, status = 200): void => {
  response.writeHead(status, { 'content-type': 'application/json' }).end(body)
}

describe('an honest server', () => {
  it('receives exactly what was written, and a signature that it can check', async () => {
    const { url, received } = await serve((response) => json(response, '{"order_id":"3b23"}', 201))
    expect(await client(url)(ORDER)).toEqual({ order_id: '3b23' })
    const { method, url: asked, headers, body } = received[0]!
    expect([method, asked]).toEqual(['POST', '/trade-api/v2/portfolio/events/orders?subaccount=0'])
    expect(body).toBe('{"ticker":"A-B","price":"0.5600","count":"10.00"}')
    expect(headers).toMatchObject({ 'content-type': 'application/json', 'user-agent': 'arbkit' })
    expect(headers['kalshi-access-key']).toBe(KEY_ID)
    const text = `${String(headers['kalshi-access-timestamp'])}POST/trade-api/v2/portfolio/events/orders`
    const isGood = verify(
      'sha256',
      Buffer.from(text),
      { key: pair.publicKey, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 },
      Buffer.from(String(headers['kalshi-access-signature']), 'base64'),
    )
    expect(isGood).toBe(true)
  })

  it('is read up to the bound, packed or not', async () => {
    const text = JSON.stringify({ text: 'é'.repeat(5 * MEGABYTE) })
    const { url } = await serve((response, _received, index) => {
      if (index === 0) json(response, text)
      else response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(text))
    })
    const send = client(url)
    expect(JSON.stringify(await send(READ))).toBe(text)
    expect(JSON.stringify(await send(READ))).toBe(text)
  })

  it('may say nothing', async () => {
    const { url } = await serve((response) => response.writeHead(204).end())
    expect(await client(url)(CANCEL)).toBeUndefined()
  })
})

describe('a slow server', () => {
  const slow: readonly (readonly [string, Responder])[] = [
    ['says nothing', () => undefined],
    ['stops after the headers', (response) => response.writeHead(201).flushHeaders()],
    ['stops within the body', (response) => response.writeHead(201).write('{"order_id":')],
  ]
  it.each(slow)('that %s is given up, and not asked twice', async (_name, respond) => {
    const asked = Promise.withResolvers<void>()
    const letGo = Promise.withResolvers<void>()
    const { url, received } = await serve((response, one, index) => {
      response.on('close', letGo.resolve)
      respond(response, one, index)
      asked.resolve()
    })
    // The time for the answer is over once the server has the call, however long that took.
    const sleep: Sleep = async (ms) => (ms === 60 ? asked.promise : undefined)
    const error = await errorOf(client(url, { answerTimeoutMs: 60, sleep })(ORDER))
    expect(error).toMatchObject({ ...OPEN, message: expect.stringContaining('no answer in 60 ms') })
    await letGo.promise
    expect(received).toHaveLength(1)
  })
})

describe('a server that breaks off', () => {
  const broken: readonly (readonly [string, Responder])[] = [
    ['before it answers', (response) => response.socket?.resetAndDestroy()],
    [
      'within a body of known length',
      (response) => {
        response.writeHead(201, { 'content-length': 100 })
        response.write('{"order_id":"3b23"}', () => response.socket?.destroy())
      },
    ],
    [
      'within a body in chunks',
      (response) => {
        response.writeHead(201)
        response.write('{"order_id":"3b23"}', () => response.socket?.destroy())
      },
    ],
    ['with half a JSON', (response) => json(response, '{"order_id":"3b', 201)],
  ]
  it.each(broken)('%s leaves an order open and is not asked twice', async (_name, handler) => {
    const { url, received } = await serve((response, one, index) => {
      // The first answer is good, so that the second call uses a connection that stood open.
      if (index === 0) json(response, '{}')
      else handler(response, one, index)
    })
    const send = client(url)
    await send(READ)
    expect(await errorOf(send(ORDER))).toMatchObject(OPEN)
    expect(received).toHaveLength(2)
  })

  it.each(broken)('%s is asked again for a read', async (_name, handler) => {
    const { url, received } = await serve((response, one, index) => {
      if (index === 0) handler(response, one, index)
      else json(response, '{"markets":[]}')
    })
    expect(await client(url)(READ)).toEqual({ markets: [] })
    expect(received).toHaveLength(2)
  })

  it('or is not there at all leaves an order open, by the code of the system', async () => {
    const { url } = await serve(() => undefined)
    await closers.pop()?.()
    expect(await errorOf(client(url)(ORDER))).toMatchObject({
      ...OPEN,
      message: 'POST /portfolio/events/orders: connection failed (ECONNREFUSED)',
    })
  })
})

describe('a server that would have a call sent again', () => {
  it.each([ORDER, CANCEL])('by 421 gets $method once', async (request) => {
    const { url, received } = await serve((response) => json(response, '{}', 421))
    expect(await errorOf(client(url)(request))).toMatchObject(OPEN)
    expect(received).toHaveLength(1)
    // What fetch does by itself.
    const init = { method: request.method, ...(request.body === undefined ? {} : { body: 'x' }) }
    expect((await bareFetch(url, init)).status).toBe(421)
    expect(received).toHaveLength(3)
  })

  it.each([301, 302, 303, 307, 308])('by %i sends the key nowhere else', async (status) => {
    const other = await serve((response) => json(response, '{}'))
    const { url, received } = await serve((response) => {
      response.writeHead(status, { location: `${other.url}/trade-api/v2/markets` }).end()
    })
    const error = await errorOf(client(url)(ORDER))
    expect(error).toMatchObject({ ...OPEN, context: { status } })
    expect([received.length, other.received.length]).toEqual([1, 0])
  })
})

describe('a body without end', () => {
  const endless = (response: ServerResponse, status = 200): void => {
    response.writeHead(status)
    const chunk = 'x'.repeat(MEGABYTE)
    const pour = (): void => {
      while (response.writable && response.write(chunk));
    }
    response.on('drain', pour)
    pour()
  }

  it('is let go of at the bound', async () => {
    const letGo = Promise.withResolvers<void>()
    const { url } = await serve((response) => {
      response.on('close', letGo.resolve)
      endless(response)
    })
    expect(await errorOf(client(url, { retry: NO_RETRY })(READ))).toMatchObject({
      name: 'VenueNoAnswerError',
      message: `GET /markets: body of more than ${BODY_BYTES_MAX} bytes`,
    })
    await letGo.promise
  })

  it('is bounded by what it unpacks to', async () => {
    const bomb = gzipSync(Buffer.alloc(BODY_BYTES_MAX + 1, 32))
    expect(bomb.length).toBeLessThan(MEGABYTE)
    const { url } = await serve((response) => {
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(bomb)
    })
    const error = await errorOf(client(url, { retry: NO_RETRY })(READ))
    expect(error).toMatchObject({ message: expect.stringContaining('body of more than') })
  })

  it('changes nothing about a refusal', async () => {
    const { url } = await serve((response) => endless(response, 403))
    expect(await errorOf(client(url)(ORDER))).toMatchObject({
      name: 'VenueRejectedError',
      status: 403,
    })
  })
})

describe('a storm of 429', () => {
  /** A client whose time moves on only while nothing is on its way; says what the time is. */
  function inVirtualTime(url: string) {
    const time = createVirtualTime(NOW)
    const bare = createUndiciFetch()
    let onTheirWay = 0
    const fetch: Fetch = async (target, init) => {
      onTheirWay += 1
      try {
        const response = await bare(target, init)
        const text = await response.text()
        return { ...response, text: async () => text }
      } finally {
        onTheirWay -= 1
      }
    }
    const limits = createRequestQueue({
      ...time,
      rng: createSeededRng(7),
      limits: TIER_LIMITS.premier,
    })
    const send = client(url, { ...time, fetch, limits })
    const outcome = async <T>(work: Promise<T>): Promise<T> => {
      const watch = { isOver: false }
      const over = work.finally(() => {
        watch.isOver = true
      })
      // A failure is for whoever asked; here it only ends the waiting.
      over.catch(() => undefined)
      await time.settle()
      while (!watch.isOver) await (onTheirWay === 0 ? time.advance(1) : time.settle())
      return over
    }
    return { send, outcome, now: () => time.clock.now() }
  }

  it('is one pause for all, and then everybody is served', async () => {
    const arrivals: number[] = []
    let now = (): number => NOW
    const { url, received } = await serve((response, _one, index) => {
      arrivals.push(now())
      if (index < 30) json(response, '{"error":"too many requests"}', 429)
      else json(response, `{"n":${index}}`)
    })
    const bench = inVirtualTime(url)
    now = bench.now
    const all = Promise.all(Array.from({ length: 30 }, async () => bench.send(READ)))
    expect(await bench.outcome(all)).toHaveLength(30)
    expect(received).toHaveLength(60)
    // The pause begins with the first refusal: 125 ms at least.
    expect(arrivals[30]! - arrivals[0]!).toBeGreaterThanOrEqual(125)
    expect(arrivals[29]).toBe(NOW)
  })

  it('that does not end is an error that says that nothing was done', async () => {
    const { url, received } = await serve((response) => {
      json(response, '{"error":"too many requests"}', 429)
    })
    const { send, outcome } = inVirtualTime(url)
    const read = await outcome(errorOf(send(READ)))
    expect(read).toMatchObject({ name: 'RateLimitedError', resend: 'safe' })
    expect(received).toHaveLength(3)
    expect(await outcome(errorOf(send(ORDER)))).toMatchObject({ name: 'RateLimitedError' })
    expect(received).toHaveLength(4)
  })
})
