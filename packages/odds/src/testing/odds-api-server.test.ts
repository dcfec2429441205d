import { createVirtualClock } from '@arbkit/core/testing'
import { afterEach, describe, expect, it, test } from 'vitest'
import {
  type ApiEvent,
  type OddsApiServer,
  type OddsApiServerOptions,
  startOddsApiServer,
  TEST_API_KEY,
} from './index.ts'

const NOW = Date.UTC(2026, 10, 21, 18)
const HOUR_MS = 3_600_000
const at = '2026-11-21T17:59:00Z'

const idOf = (n: number): string => n.toString(16).padStart(32, '0')
const eventOf = (n: number, more: Partial<ApiEvent> = {}): ApiEvent => ({
  id: idOf(n),
  sport_key: 'basketball_nba',
  sport_title: 'NBA',
  commence_time: new Date(NOW + n * HOUR_MS).toISOString().replace('.000Z', 'Z'),
  home_team: 'Boston Celtics',
  away_team: 'Detroit Pistons',
  bookmakers: [
    {
      key: 'draftkings',
      title: 'DraftKings',
      last_update: at,
      markets: [
        { key: 'h2h', last_update: at, outcomes: [{ name: 'Boston Celtics', price: -130 }] },
        { key: 'player_points', last_update: at, outcomes: [{ name: 'Over', price: 100 }] },
      ],
    },
    {
      key: 'novig',
      title: 'Novig',
      last_update: at,
      markets: [
        { key: 'h2h', last_update: at, outcomes: [{ name: 'Boston Celtics', price: -120 }] },
        { key: 'h2h_lay', last_update: at, outcomes: [{ name: 'Boston Celtics', price: 110 }] },
      ],
    },
  ],
  ...more,
})

let server: OddsApiServer
afterEach(async () => server.close())

async function start(options: Partial<OddsApiServerOptions> = {}): Promise<void> {
  const events = [eventOf(1), eventOf(2), eventOf(3, { sport_key: 'basketball_wnba' })]
  server = await startOddsApiServer({
    clock: createVirtualClock(NOW),
    data: { events },
    ...options,
  })
}

interface Got {
  readonly status: number
  readonly body: unknown
  readonly last: string | null
  readonly date: string | null
}

async function get(address: string, key: string | undefined = TEST_API_KEY): Promise<Got> {
  const mark = address.includes('?') ? '&' : '?'
  const response = await fetch(`${server.url}${address}${mark}apiKey=${key}`)
  return {
    status: response.status,
    body: await response.json(),
    last: response.headers.get('x-requests-last'),
    date: response.headers.get('date'),
  }
}

const NBA = '/v4/sports/basketball_nba'
const PRICES = 'regions=us&markets=h2h&oddsFormat=american&dateFormat=iso'
const idsOf = ({ body }: Got): readonly unknown[] =>
  (body as readonly ApiEvent[]).map(({ id }) => Number.parseInt(id, 16))

/** Books and their markets of an answer's only or first event. */
function booksOf({ body }: Got): Readonly<Record<string, string>> {
  const event = (Array.isArray(body) ? body[0] : body) as ApiEvent
  return Object.fromEntries(
    event.bookmakers.map(({ key, markets }) => [key, markets.map((m) => m.key).join()]),
  )
}

describe('what is answered', () => {
  test.each([
    [PRICES, [1, 2]],
    [`${PRICES}&eventIds=${idOf(2)}`, [2]],
    [`${PRICES}&eventIds=${idOf(2)},${idOf(1)}`, [1, 2]],
    [`${PRICES}&eventIds=${idOf(9)}`, []],
    [`${PRICES}&commenceTimeFrom=2026-11-21T20:00:00Z`, [2]],
    [`${PRICES}&commenceTimeFrom=2026-11-21T20:00:01Z`, []],
    [`${PRICES}&commenceTimeTo=2026-11-21T19:00:00Z`, [1]],
    [`${PRICES}&commenceTimeTo=2026-11-21T18:59:59Z`, []],
  ])('are the events asked for: %s', async (query, ids) => {
    await start()
    expect(idsOf(await get(`${NBA}/odds?${query}`))).toEqual(ids)
    expect(idsOf(await get(`${NBA}/events?${query}`))).toEqual(ids)
  })

  test.each([
    ['regions=us&markets=h2h', { draftkings: 'h2h' }, 1],
    ['regions=us_ex&markets=h2h', { novig: 'h2h,h2h_lay' }, 1],
    ['regions=us_ex&markets=totals', { novig: '' }, 0],
    ['regions=us,us_ex&markets=h2h', { draftkings: 'h2h', novig: 'h2h,h2h_lay' }, 2],
    ['bookmakers=novig,draftkings&regions=eu', { draftkings: 'h2h', novig: 'h2h,h2h_lay' }, 1],
    ['bookmakers=fanduel&markets=h2h', {}, 0],
    ['regions=us&markets=player_points,h2h,x', { draftkings: 'h2h,player_points' }, 2],
  ])('are the books and markets asked for: %s', async (query, books, cost) => {
    await start()
    const got = await get(`${NBA}/events/${idOf(1)}/odds?${query}&oddsFormat=american`)
    expect([booksOf(got), got.last]).toEqual([books, String(cost)])
  })

  it('is, of a whole sport, charged by what was asked for', async () => {
    await start()
    const got = await get(`${NBA}/odds?regions=us,eu&markets=totals,spreads&oddsFormat=american`)
    expect([booksOf(got), got.last]).toEqual([{ draftkings: '' }, '4'])
  })

  it('is live and next over all sports', async () => {
    const events = Array.from({ length: 14 }, (_, index) => eventOf(12 - index))
    await start({
      data: {
        events: events.map((event) => ({ ...event, id: idOf(Date.parse(event.commence_time)) })),
      },
    })
    const got = await get(`/v4/sports/upcoming/odds?${PRICES}`)
    const hours = (got.body as readonly ApiEvent[]).map(
      ({ commence_time: time }) => (Date.parse(time) - NOW) / HOUR_MS,
    )
    expect(hours).toEqual([-1, 0, 1, 2, 3, 4, 5, 6, 7, 8])
  })

  it('carries the date of its clock', async () => {
    const clock = createVirtualClock(NOW)
    await start({ clock })
    clock.advance(61_500)
    expect((await get('/v4/sports')).date).toBe('Sat, 21 Nov 2026 18:01:01 GMT')
  })

  it('changes with the data', async () => {
    await start()
    server.setData({ events: [eventOf(7)] })
    expect(idsOf(await get(`${NBA}/odds?${PRICES}`))).toEqual([7])
  })
})

describe('credits', () => {
  it('are counted, and refused when there are too few for what would come', async () => {
    await start({ credits: 3 })
    expect((await get(`${NBA}/odds?${PRICES}`)).last).toBe('1')
    expect((await get('/v4/sports')).last).toBe('0')
    const dear = await get(`${NBA}/odds?regions=us,eu,uk&markets=h2h&oddsFormat=american`)
    expect(dear).toMatchObject({
      status: 401,
      last: '0',
      body: { error_code: 'OUT_OF_USAGE_CREDITS' },
    })
    expect(server.usage()).toEqual({ remaining: 2, used: 1, last: 0 })
    server.setCredits(500)
    expect(server.usage()).toEqual({ remaining: 500, used: 0, last: 0 })
    expect((await get(`${NBA}/scores`)).status).toBe(200)
  })
})

describe('refusals', () => {
  const one = `${NBA}/events/${idOf(1)}`
  test.each([
    [404, 'UNKNOWN_SPORT', `/v4/sports/curling/odds?${PRICES}`],
    [404, 'EVENT_NOT_FOUND', `${NBA}/events/${idOf(9)}/odds?${PRICES}`],
    [404, 'EVENT_NOT_FOUND', `${NBA}/events/${idOf(3)}/odds?${PRICES}`],
    [404, 'EVENT_NOT_FOUND', `${NBA}/events/${idOf(9)}/markets?regions=us`],
    [404, 'NOT_FOUND', '/v4/nothing'],
    [404, 'NOT_FOUND', '//'],
    [422, 'INVALID_EVENT_ID', `${NBA}/events/7/odds?${PRICES}`],
    [422, 'MISSING_REGION', `${NBA}/odds?markets=h2h&oddsFormat=american`],
    [422, 'INVALID_REGION', `${NBA}/odds?regions=usa&oddsFormat=american`],
    [422, 'INVALID_MARKET', `${NBA}/odds?regions=us&markets=player_points&oddsFormat=american`],
    [422, 'INVALID_ODDS_FORMAT', `${NBA}/odds?regions=us`],
    [422, 'INVALID_DATE_FORMAT', `${NBA}/events?dateFormat=unix`],
    [422, 'INVALID_EVENT_IDS', `${NBA}/events?eventIds=1`],
    [422, 'INVALID_COMMENCE_TIME_FROM', `${NBA}/events?commenceTimeFrom=2026-11-21T20:00:00.5Z`],
    [422, 'INVALID_COMMENCE_TIME_TO', `${NBA}/events?commenceTimeTo=soon`],
    [
      422,
      'INVALID_COMMENCE_TIME_RANGE',
      `${NBA}/events?commenceTimeFrom=2026-11-21T20:00:00Z&commenceTimeTo=2026-11-21T19:00:00Z`,
    ],
    [422, 'INVALID_SCORES_DAYS_FROM', `${NBA}/scores?daysFrom=4`],
    [422, 'INVALID_ALL_SPORTS_PARAM', '/v4/sports?all=1'],
    [422, 'INVALID_INCLUDE_LINKS', `${one}/odds?${PRICES}&includeLinks=yes`],
    [422, 'INVALID_INCLUDE_SIDS', `${one}/odds?${PRICES}&includeSids=yes`],
    [422, 'INVALID_INCLUDE_BET_LIMITS', `${one}/odds?${PRICES}&includeBetLimits=yes`],
    [422, 'INVALID_INCLUDE_MULTIPLIERS', `${one}/odds?${PRICES}&includeMultipliers=yes`],
    [422, 'INVALID_INCLUDE_ROTATION_NUMBERS', `${NBA}/events?includeRotationNumbers=yes`],
    [422, 'MISSING_HISTORICAL_TIMESTAMP', `/v4/historical/sports/basketball_nba/odds?${PRICES}`],
    [
      422,
      'INVALID_HISTORICAL_TIMESTAMP',
      `/v4/historical/sports/basketball_nba/odds?${PRICES}&date=2026`,
    ],
    [
      422,
      'HISTORICAL_MARKETS_UNAVAILABLE_AT_DATE',
      `/v4/historical/sports/basketball_nba/events?date=2026-11-21T20:00:00Z`,
    ],
  ])('%i %s', async (status, code, address) => {
    await start()
    const got = await get(address)
    expect(got).toMatchObject({ status, last: '0', body: { error_code: code } })
    expect((got.body as { readonly message: string }).message).not.toBe('')
    expect(server.usage()).toEqual({ remaining: 500, used: 0, last: 0 })
  })

  it('of keys come first', async () => {
    await start({ deactivatedKeys: ['old'] })
    const codes: unknown[] = []
    for (const key of ['', 'wrong', 'old']) {
      const { status, body } = await get('/v4/nothing', key)
      codes.push(status, (body as { readonly error_code: string }).error_code)
    }
    expect(codes).toEqual([401, 'MISSING_KEY', 401, 'INVALID_KEY', 401, 'DEACTIVATED_KEY'])
  })
})
