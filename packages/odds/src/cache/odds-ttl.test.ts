import { describe, expect, it } from 'vitest'
import type { OddsEndpoint } from '../rest/request.ts'
import {
  checkOddsTtl,
  DEFAULT_ODDS_TTL,
  firstStartOf,
  ODDS_TTL_MS_MAX,
  ttlMsOf,
} from './odds-ttl.ts'

const T = Date.parse('2026-11-21T12:00:00Z')

describe('the first start of an answer', () => {
  it.each([
    ['[{"commence_time":"2026-11-21T13:00:00Z"},{"commence_time":"2026-11-21T12:00:00Z"}]', T],
    ['{"commence_time":"2026-11-21T12:00:00Z","bookmakers":[]}', T],
    [`[{"commence_time":${T / 1000}}]`, T],
    ['[]', undefined],
    ['{}', undefined],
    ['null', undefined],
    ['[{"commence_time":"2026-11-21T13:00:00Z"},{}]', undefined],
    ['[{"commence_time":"soon"}]', undefined],
    ['[{"commence_time":null}]', undefined],
    ['[[]]', undefined],
  ])('%s', (text, expected) => {
    expect(firstStartOf({ body: JSON.parse(text) as unknown })).toBe(expected)
  })
})

describe('how old an answer may be', () => {
  const ttl = { inPlayMs: 1, preGameMs: 2, eventsMs: 3, sportsMs: 4, historicalMs: 5 }
  it.each<[OddsEndpoint, number]>([
    ['sports', 4],
    ['participants', 4],
    ['events', 3],
    ['event-markets', 3],
    ['historical-odds', 5],
    ['historical-events', 5],
    ['historical-event-odds', 5],
  ])('%s: %i, whatever is being played', (endpoint, expected) => {
    expect(ttlMsOf(ttl, endpoint, { firstStartMs: 0, nowMs: T })).toBe(expected)
    expect(ttlMsOf(ttl, endpoint, { firstStartMs: T + 1, nowMs: T })).toBe(expected)
  })

  it.each<OddsEndpoint>(['odds', 'event-odds', 'scores'])('%s: by its first game', (endpoint) => {
    expect(ttlMsOf(ttl, endpoint, { firstStartMs: T + 1, nowMs: T })).toBe(2)
    expect(ttlMsOf(ttl, endpoint, { firstStartMs: T, nowMs: T })).toBe(1)
    expect(ttlMsOf(ttl, endpoint, { firstStartMs: undefined, nowMs: T })).toBe(1)
  })

  it('is 5 s in play and 30 s before unless said otherwise', () => {
    expect(DEFAULT_ODDS_TTL).toMatchObject({ inPlayMs: 5000, preGameMs: 30_000 })
    checkOddsTtl(DEFAULT_ODDS_TTL)
  })

  it.each([
    { inPlayMs: -1 },
    { sportsMs: 1.5 },
    { eventsMs: Number.NaN },
    { historicalMs: ODDS_TTL_MS_MAX + 1 },
    { inPlayMs: 30_001 },
  ])('%o is refused', (part) => {
    expect(() => checkOddsTtl({ ...DEFAULT_ODDS_TTL, ...part })).toThrow(/^odds cache: .*expected/)
  })
})
