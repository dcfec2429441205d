import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { errorOfAnswer, errorOfSilence, type FailedCall, wordsOf } from './errors.ts'

const WRITE: FailedCall = {
  method: 'POST',
  path: '/portfolio/events/orders',
  isRead: false,
  hidden: [],
}
const READ: FailedCall = { method: 'GET', path: '/markets', isRead: true, hidden: [] }

const answer = (status: number, body: unknown = '') => ({
  status,
  body: typeof body === 'string' ? body : JSON.stringify(body),
})

describe('wordsOf', () => {
  it.each([
    [
      'flat, as the specification has it',
      { code: 'invalid_order', message: 'invalid order', details: 'post only cross' },
      { code: 'invalid_order', text: 'invalid order: post only cross' },
    ],
    [
      'wrapped, as it is seen',
      { error: { code: 'insufficient_balance', message: 'no money', details: '' } },
      { code: 'insufficient_balance', text: 'no money' },
    ],
    [
      'wrapped, with null details',
      { error: { code: 'MARKET_INACTIVE', message: 'closed', details: null } },
      { code: 'MARKET_INACTIVE', text: 'closed' },
    ],
    ['a word', { error: 'too many requests' }, { code: undefined, text: 'too many requests' }],
    [
      'msg',
      { msg: 'Query argument limit is required, but not found' },
      { code: undefined, text: 'Query argument limit is required, but not found' },
    ],
    ['an empty object', {}, { code: undefined, text: undefined }],
    ['a list', [{ code: 'a' }], { code: undefined, text: undefined }],
    ['null', 'null', { code: undefined, text: undefined }],
    ['a proxy’s page', '<html>502</html>', { code: undefined, text: undefined }],
    ['nothing', '', { code: undefined, text: undefined }],
    ['torn JSON', '{"code":"inva', { code: undefined, text: undefined }],
    [
      'a code that is a sentence',
      { code: 'no such\nmarket' },
      { code: undefined, text: undefined },
    ],
    ['a code that is a number', { code: 7, message: 'a' }, { code: undefined, text: 'a' }],
  ])('reads %s', (_name, body, words) => {
    expect(wordsOf(typeof body === 'string' ? body : JSON.stringify(body), [])).toEqual(words)
  })

  it('never throws', () => {
    const texts = fc.oneof(fc.string(), fc.json())
    fc.assert(
      fc.property(texts, fc.array(fc.string()), (body, hidden) => {
        expect(Object.keys(wordsOf(body, hidden))).toEqual(['code', 'text'])
      }),
    )
  })
})

describe('errorOfAnswer', () => {
  it.each([400, 401, 403, 404, 405, 410, 418, 422, 451])('calls %i a refusal', (status) => {
    const error = errorOfAnswer(WRITE, answer(status, { code: 'a_code', message: 'why' }))
    expect(error).toMatchObject({
      name: 'VenueRejectedError',
      resend: 'never',
      status,
      code: 'a_code',
      message: `POST /portfolio/events/orders: status ${status} a_code "why"`,
      context: { method: 'POST', path: '/portfolio/events/orders', status, code: 'a_code' },
    })
  })

  it('knows the dead V1 endpoints by their code', () => {
    const body = { error: { code: 'deprecated_v1_order_endpoint', message: 'gone' } }
    expect(errorOfAnswer(WRITE, answer(410, body))).toMatchObject({
      name: 'VenueRejectedError',
      code: 'deprecated_v1_order_endpoint',
    })
  })

  it.each([READ, WRITE])('says of 429 that nothing was done: $method', (call) => {
    expect(errorOfAnswer(call, answer(429, { error: 'too many requests' }))).toMatchObject({
      name: 'RateLimitedError',
      resend: 'safe',
      retryAfterMs: undefined,
      message: `${call.method} ${call.path}: status 429 "too many requests"`,
    })
  })

  it.each([0, 100, 301, 302, 307, 408, 409, 521, 500, 502, 503, 504, 599])(
    'leaves open after %i whether it was done',
    (status) => {
      const body = { code: 'conflict', message: 'm' }
      expect(errorOfAnswer(WRITE, answer(status, body))).toMatchObject({
        name: 'VenueNoAnswerError',
        resend: 'reconcile-first',
        context: { status, code: 'conflict' },
      })
      expect(errorOfAnswer(READ, answer(status, body)).resend).toBe('safe')
    },
  )

  it('never calls a write safe but after 429', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 999 }), fc.json(), (status, body) => {
        fc.pre(status < 200 || status > 299)
        const { resend } = errorOfAnswer(WRITE, { status, body })
        expect(resend === 'safe').toBe(status === 429)
      }),
    )
  })

  it('is one line, and not a long one, whatever the venue says', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 5000 }), fc.string(), (message, code) => {
        const error = errorOfAnswer(WRITE, answer(400, { message, code }))
        expect(error.message).not.toMatch(/[\r\n]/)
        expect(error.message.length).toBeLessThan(250)
      }),
    )
  })

  it('strikes out what was sent, even where the venue repeats it', () => {
    const hidden = ['key-id-0123', 'c2lnbmF0dXJl', '1790000000123', '{"price":"0.5600"}']
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(...hidden), { minLength: 1 }),
        fc.constantFrom('code', 'message', 'details', 'msg', 'error'),
        fc.boolean(),
        (repeated, field, isWrapped) => {
          const said = { [field]: `x ${repeated.join(' ')}` }
          const body = answer(400, isWrapped ? { error: said } : said)
          const error = errorOfAnswer({ ...WRITE, hidden }, body)
          const shown = `${error.message} ${JSON.stringify(error.context)} ${String(error.cause)}`
          expect(hidden.filter((secret) => shown.includes(secret))).toEqual([])
        },
      ),
    )
    const code = errorOfAnswer({ ...WRITE, hidden }, answer(400, { code: 'key-id-0123' }))
    expect(code.context).not.toHaveProperty('code')
  })
})

describe('errorOfSilence', () => {
  it('says what happened and whether to look first', () => {
    expect(errorOfSilence(WRITE, 'no answer in 10 ms')).toMatchObject({
      name: 'VenueNoAnswerError',
      message: 'POST /portfolio/events/orders: no answer in 10 ms',
      resend: 'reconcile-first',
      context: { method: 'POST', path: '/portfolio/events/orders' },
    })
    expect(errorOfSilence(READ, 'x', 200)).toMatchObject({
      resend: 'safe',
      context: { status: 200 },
    })
  })
})
