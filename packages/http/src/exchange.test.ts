import type { Fetch, FetchInit, FetchResponse } from '@arbkit/core'
import { describe, expect, it } from 'vitest'
import { BODY_BYTES_MAX } from './body.ts'
import { connectionProblem, exchange, NoAnswer, type Outgoing } from './exchange.ts'
import { createVirtualTime } from './testing/virtual-time.ts'

const OUTGOING: Outgoing = {
  url: 'https://venue.example/a',
  method: 'POST',
  headers: { 'x-key': 'k' },
  body: '{}',
  timeoutMs: 10_000,
}

const answer = (status: number, text: () => Promise<string>, length?: string): FetchResponse => ({
  status,
  headers: { get: (name) => (name === 'content-length' ? (length ?? null) : `the ${name}`) },
  text,
})

/** Ends with the signal alone. */
const silent = async (init: FetchInit): Promise<never> =>
  new Promise((_resolve, reject) => {
    init.signal?.addEventListener('abort', () => reject(new Error('aborted')))
  })

function bench(fetch: Fetch) {
  const time = createVirtualTime(0)
  const sent: FetchInit[] = []
  const noted: Fetch = async (url, init) => {
    sent.push(init)
    return fetch(url, init)
  }
  const ask = async (more: Partial<Outgoing> = {}) =>
    exchange({ fetch: noted, sleep: time.sleep }, { ...OUTGOING, ...more })
  return { time, sent, ask }
}

describe('exchange', () => {
  it('returns the whole answer, whatever its status, and lets go of its time', async () => {
    for (const status of [200, 201, 302, 404, 500]) {
      const { ask, sent, time } = bench(async () => answer(status, async () => 'text'))
      const { headers, ...rest } = await ask()
      expect(rest).toEqual({ status, body: 'text' })
      expect(headers.get('date')).toBe('the date')
      expect(sent[0]).toMatchObject({ method: 'POST', headers: { 'x-key': 'k' }, body: '{}' })
      expect(time.sleepers()).toBe(0)
      expect(sent[0]?.signal?.aborted).toBe(true)
    }
  })

  it('sends no body where there is none', async () => {
    const { ask, sent } = bench(async () => answer(200, async () => ''))
    await ask({ method: 'GET', body: undefined })
    expect(sent[0]).not.toHaveProperty('body')
  })

  it.each([
    ['before the status', async (_url: string, init: FetchInit) => silent(init)],
    ['within the body', async (_url: string, init: FetchInit) => answer(200, () => silent(init))],
    ['deaf to the signal', async () => new Promise<never>(() => undefined)],
  ] as const)('gives up in time: silence %s', async (_name, fetch) => {
    const { ask, sent, time } = bench(fetch)
    const failure = ask({ timeoutMs: 99.5 }).catch((error: unknown) => error)
    await time.advance(99)
    expect(sent[0]?.signal?.aborted).toBe(false)
    await time.advance(1)
    expect(await failure).toMatchObject({ name: 'NoAnswer', message: 'no answer in 100 ms' })
    expect(sent[0]?.signal?.aborted).toBe(true)
  })

  it('ends when the caller has it', async () => {
    const { ask, sent, time } = bench(async (_url, init) => silent(init))
    const stop = new AbortController()
    const asked = ask({ signal: stop.signal })
    await time.settle()
    stop.abort()
    await expect(asked).rejects.toMatchObject({ message: 'aborted after it was sent' })
    expect(sent[0]?.signal?.aborted).toBe(true)
    expect(time.sleepers()).toBe(0)
  })

  it('names a connection that broke by its code alone, with the status where one came', async () => {
    const reset = Object.assign(new Error('secret'), { code: 'ECONNRESET' })
    const failing = async (): Promise<never> => {
      throw reset
    }
    const before = await bench(failing)
      .ask()
      .catch((error: unknown) => error)
    expect(before).toBeInstanceOf(NoAnswer)
    expect(before).toMatchObject({
      message: 'connection failed (ECONNRESET)',
      status: undefined,
    })
    const within = bench(async () => answer(201, failing)).ask()
    await expect(within).rejects.toMatchObject({
      status: 201,
      message: expect.not.stringContaining('secret'),
    })
  })

  it('takes a refusal by its status, whatever became of its body', async () => {
    const failing = async (): Promise<never> => {
      throw new Error('torn')
    }
    expect(await bench(async () => answer(400, failing)).ask()).toMatchObject({
      status: 400,
      body: '',
    })
    await expect(bench(async () => answer(399, failing)).ask()).rejects.toThrow('connection failed')
    const huge = String(BODY_BYTES_MAX + 1)
    const large = bench(async () => answer(403, async () => 'x', huge)).ask()
    expect(await large).toMatchObject({ status: 403, body: '' })
    await expect(bench(async () => answer(200, async () => 'x', huge)).ask()).rejects.toMatchObject(
      {
        message: `body of more than ${BODY_BYTES_MAX} bytes`,
        status: 200,
      },
    )
  })
})

describe('connectionProblem', () => {
  const reset = Object.assign(new Error('secret'), { code: 'ECONNRESET' })

  it.each([
    ['the failure itself', reset, 'ECONNRESET'],
    ['its cause', new TypeError('secret', { cause: reset }), 'ECONNRESET'],
    ['no code', new TypeError('secret'), 'no code'],
    ['a code that is a sentence', { code: 'secret: a b' }, 'no code'],
    ['no error at all', 'secret', 'no code'],
    ['nothing', undefined, 'no code'],
  ])('finds the code of %s', (_name, failure, code) => {
    expect(connectionProblem(failure)).toBe(code)
  })

  it('ends with a cause that is its own', () => {
    const loop: { cause?: unknown } = {}
    loop.cause = loop
    expect(connectionProblem(loop)).toBe('no code')
  })
})
