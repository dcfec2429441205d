import { describe, expect, it, test } from 'vitest'
import { isArbError } from '@arbkit/core'
import { mayRepeat } from '@arbkit/http'
import { OddsApiKey } from './api-key.ts'
import { ODDS_ERROR_CODES } from './error-codes.ts'
import { errorOfOddsAnswer, errorOfOddsSilence, type OddsApiError } from './errors.ts'

const KEY_TEXT = '0123456789abcdef0123456789abcdef'
const call = { request: { path: '/v4/sports/baseball_mlb/odds' }, key: new OddsApiKey(KEY_TEXT) }
const usage = { remaining: 0, used: 500, last: 0 }

const bodyOf = (code: string | undefined, message = 'No.'): string =>
  JSON.stringify({ message, error_code: code, details_url: 'https://the-odds-api.com' })

/** Codes by facts of 2026-11-21: status as documented or, of the rarer ones, as of their like. */
const CODES: readonly (readonly [status: number, code: string, kind: string, cure: RegExp])[] = [
  [401, 'OUT_OF_USAGE_CREDITS', 'out-of-credits', /until the 1st.*larger plan.*poll rate/],
  [401, 'INVALID_KEY', 'bad-key', /copy it again/],
  [401, 'MISSING_KEY', 'bad-key', /set one/],
  [401, 'DEACTIVATED_KEY', 'bad-key', /new one/],
  [422, 'MISSING_REGION', 'bad-request', /region or a bookmaker/],
  [422, 'INVALID_REGION', 'bad-request', /us_dfs/],
  [422, 'INVALID_BOOKMAKERS', 'bad-request', /bookmakers/],
  [422, 'MISSING_MARKET', 'bad-request', /market/],
  [422, 'INVALID_MARKET', 'bad-request', /event by event/],
  [422, 'INVALID_MARKET_COMBO', 'bad-request', /outrights by themselves/],
  [422, 'INVALID_DATE_FORMAT', 'bad-request', /iso or unix/],
  [422, 'INVALID_ODDS_FORMAT', 'bad-request', /american or decimal/],
  [422, 'INVALID_EVENT_ID', 'bad-request', /list of events/],
  [422, 'INVALID_EVENT_IDS', 'bad-request', /list of events/],
  [422, 'INVALID_SCORES_DAYS_FROM', 'bad-request', /1 to 3/],
  [422, 'INVALID_COMMENCE_TIME_FROM', 'bad-request', /18:00:00Z/],
  [422, 'INVALID_COMMENCE_TIME_TO', 'bad-request', /18:00:00Z/],
  [422, 'INVALID_COMMENCE_TIME_RANGE', 'bad-request', /start of the range/],
  [422, 'MISSING_HISTORICAL_TIMESTAMP', 'bad-request', /moment/],
  [422, 'INVALID_HISTORICAL_TIMESTAMP', 'bad-request', /18:00:00Z/],
  [422, 'INVALID_INCLUDE_LINKS', 'bad-request', /links/],
  [422, 'INVALID_INCLUDE_SIDS', 'bad-request', /sids/],
  [422, 'INVALID_INCLUDE_BET_LIMITS', 'bad-request', /bet limits/],
  [422, 'INVALID_INCLUDE_MULTIPLIERS', 'bad-request', /multipliers/],
  [422, 'INVALID_INCLUDE_ROTATION_NUMBERS', 'bad-request', /rotation numbers/],
  [422, 'INVALID_ALL_SPORTS_PARAM', 'bad-request', /all sports/],
  [422, 'INVALID_SPORT', 'bad-request', /list of sports/],
  [422, 'INVALID_PARTICIPANT_ID', 'bad-request', /list of participants/],
  [422, 'INVALID_STATUS', 'bad-request', /status filter/],
  [404, 'UNKNOWN_SPORT', 'bad-request', /list of sports/],
  [404, 'EVENT_NOT_FOUND', 'event-gone', /ended/],
  [401, 'HISTORICAL_UNAVAILABLE_ON_FREE_USAGE_PLAN', 'plan', /paid plans/],
  [422, 'HISTORICAL_MARKETS_UNAVAILABLE_AT_DATE', 'no-data', /later moment/],
]

describe('every documented code', () => {
  it('is in the table', () => {
    expect(CODES.map(([, code]) => code).toSorted()).toEqual(ODDS_ERROR_CODES.toSorted())
  })

  test.each(CODES)('%i %s: %s', (status, code, kind, cure) => {
    const error = errorOfOddsAnswer(call, { status, body: bodyOf(code), usage })
    expect(error).toMatchObject({
      name: 'OddsApiError',
      resend: 'never',
      code,
      kind,
      status,
      usage,
      context: { path: call.request.path, status, code, kind },
    })
    expect((error as OddsApiError).cure).toMatch(cure)
    expect(error.message).toBe(
      `GET /v4/sports/baseball_mlb/odds: status ${status} ${code} "No.": ${(error as OddsApiError).cure}`,
    )
  })

  test.each(CODES)('means the same with another status: %i %s', (_status, code, kind) => {
    for (const status of [200, 302, 400, 401, 403, 408, 418, 429, 500, 503]) {
      const error = errorOfOddsAnswer(call, { status, body: bodyOf(code), usage: undefined })
      expect([error.name, error.resend, (error as OddsApiError).kind]).toEqual([
        'OddsApiError',
        'never',
        kind,
      ])
      expect(mayRepeat(error, { isRead: true })).toBe(false)
    }
  })
})

describe('asking too often', () => {
  test.each([429, 401, 422, 500])('is known by its code with status %i', (status) => {
    const body = bodyOf('EXCEEDED_FREQ_LIMIT')
    const error = errorOfOddsAnswer(call, { status, body, usage })
    expect(error).toMatchObject({ name: 'RateLimitedError', resend: 'safe', retryAfterMs: 2000 })
    expect(mayRepeat(error, { isRead: true })).toBe(true)
  })

  test.each(['', '<html>', '{}', bodyOf(undefined), bodyOf('SOMETHING_NEW')])(
    'is known by status 429 with the body %j',
    (body) => {
      expect(errorOfOddsAnswer(call, { status: 429, body, usage })).toMatchObject({
        name: 'RateLimitedError',
      })
    },
  )

  it('is not what an account without credits did, whatever status says so', () => {
    const words = 'Usage quota has been reached. See usage plans at https://the-odds-api.com'
    for (const status of [401, 429, 402, 500]) {
      for (const body of [bodyOf('OUT_OF_USAGE_CREDITS'), bodyOf(undefined, words)]) {
        const error = errorOfOddsAnswer(call, { status, body, usage })
        expect(error).toMatchObject({ kind: 'out-of-credits', resend: 'never' })
      }
    }
  })
})

describe('without a code that is known', () => {
  test.each([400, 404, 409, 410, 418, 422, 451])('status %i refuses', (status) => {
    const error = errorOfOddsAnswer(call, { status, body: bodyOf('SOMETHING_NEW'), usage })
    expect(error).toMatchObject({
      name: 'OddsApiError',
      kind: 'unknown',
      code: 'SOMETHING_NEW',
      status,
      cure: 'look the code up at the-odds-api.com',
    })
  })

  test.each([401, 403])('status %i points to the key and the plan', (status) => {
    const error = errorOfOddsAnswer(call, { status, body: '', usage })
    expect(error.message).toBe(
      `GET /v4/sports/baseball_mlb/odds: status ${status}: check the API key and the plan's credits at the-odds-api.com`,
    )
  })

  test.each([100, 200, 301, 408, 500, 502, 503, 504, 599, 0])(
    'status %i is no answer',
    (status) => {
      const error = errorOfOddsAnswer(call, { status, body: bodyOf('SOMETHING_NEW'), usage })
      expect(error).toMatchObject({ name: 'VenueNoAnswerError', resend: 'safe' })
      expect(error.message).toContain(`status ${status}`)
    },
  )

  test.each([
    '',
    '<html>nginx</html>',
    'null',
    '[]',
    '"text"',
    '{"message":7,"error_code":[]}',
    '{',
  ])('the body %j says nothing, and the line is clear', (body) => {
    const error = errorOfOddsAnswer(call, { status: 422, body, usage })
    expect(error.message).toBe(
      'GET /v4/sports/baseball_mlb/odds: status 422: look the code up at the-odds-api.com',
    )
    expect(isArbError(error)).toBe(true)
  })

  it('keeps a long message short and on one line', () => {
    const body = bodyOf(undefined, `a\nb${'c'.repeat(500)}`)
    const { message } = errorOfOddsAnswer(call, { status: 422, body, usage })
    expect(message).not.toContain('\n')
    expect(message.length).toBeLessThan(250)
  })

  it('passes no code on that is no word', () => {
    for (const code of ['A B', 'x'.repeat(65), '<b>', '']) {
      const error = errorOfOddsAnswer(call, { status: 422, body: bodyOf(code), usage })
      expect((error as OddsApiError).code).toBeUndefined()
    }
  })
})

describe('the key', () => {
  test.each([
    `API key ${KEY_TEXT} is not valid`,
    `see https://x.example/?apiKey=${KEY_TEXT.toUpperCase()}`,
    `API key ${KEY_TEXT.slice(0, 12)}... is not valid`,
  ])('is not repeated with the message %j', (message) => {
    const body = bodyOf('INVALID_KEY', message)
    const error = errorOfOddsAnswer(call, { status: 401, body, usage })
    expect(error.message).toContain('status 401 INVALID_KEY "(hidden)": ')
  })

  it('is not repeated as a code, nor as a problem of the connection', () => {
    const error = errorOfOddsAnswer(call, { status: 422, body: bodyOf(`A${KEY_TEXT}`), usage })
    expect((error as OddsApiError).code).toBeUndefined()
    expect(errorOfOddsSilence(call, `connection failed (${KEY_TEXT})`).message).toBe(
      'GET /v4/sports/baseball_mlb/odds: (hidden)',
    )
  })
})
