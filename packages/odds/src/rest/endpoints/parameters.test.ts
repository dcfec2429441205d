import { InvalidInputError } from '@arbkit/core'
import { fc, test as prop } from '@fast-check/vitest'
import { describe, expect, it, test } from 'vitest'
import type { OddsEndpoint, OddsRequest } from '../request.ts'
import { eventMarketsRequest } from './event-markets.ts'
import { eventOddsRequest } from './event-odds.ts'
import { eventsRequest } from './events.ts'
import { historicalEventOddsRequest } from './historical-event-odds.ts'
import { historicalEventsRequest } from './historical-events.ts'
import { historicalOddsRequest } from './historical-odds.ts'
import { oddsRequest } from './odds.ts'
import { participantsRequest } from './participants.ts'
import { scoresRequest } from './scores.ts'
import { sportsRequest } from './sports.ts'

const sport = 'baseball_mlb'
const eventId = 'b16edbe527767ab334db0995f39c8a5d'
const otherId = '0fbd4eb0aa3a7f0d1cf1a5d3e4c2b1a0'
const us = { regions: ['us'] }
const h2h = ['h2h']
const fromMs = Date.UTC(2026, 7, 7, 12)
const toMs = Date.UTC(2026, 7, 8)
const off = { includeLinks: false, includeSids: false, includeBetLimits: false }
const INCLUDES = 'includeLinks=true&includeSids=true&includeBetLimits=true'
const RANGE = 'commenceTimeFrom=2026-08-07T12:00:00Z&commenceTimeTo=2026-08-08T00:00:00Z'

/** Every endpoint with every parameter that the guide of 2025-09-10 has for it. */
const CALLS: readonly (readonly [request: OddsRequest, endpoint: OddsEndpoint, address: string])[] =
  [
    [sportsRequest(), 'sports', '/v4/sports?'],
    [sportsRequest({ isAll: false }), 'sports', '/v4/sports?'],
    [sportsRequest({ isAll: true }), 'sports', '/v4/sports?all=true'],
    [eventsRequest({ sport }), 'events', '/v4/sports/baseball_mlb/events?dateFormat=iso'],
    [
      eventsRequest({
        includeRotationNumbers: true,
        commenceToMs: toMs,
        commenceFromMs: fromMs,
        eventIds: [otherId, eventId, otherId],
        sport,
      }),
      'events',
      `/v4/sports/baseball_mlb/events?dateFormat=iso&eventIds=${otherId},${eventId}&${RANGE}&includeRotationNumbers=true`,
    ],
    [
      oddsRequest({ sport, markets: h2h, books: us }),
      'odds',
      `/v4/sports/baseball_mlb/odds?regions=us&markets=h2h&oddsFormat=american&dateFormat=iso&${INCLUDES}`,
    ],
    [
      oddsRequest({ sport: 'upcoming', markets: h2h, books: us, ...off, eventIds: [eventId] }),
      'odds',
      `/v4/sports/upcoming/odds?regions=us&markets=h2h&oddsFormat=american&dateFormat=iso&eventIds=${eventId}`,
    ],
    [
      oddsRequest({
        sport,
        markets: ['totals', 'h2h', 'totals', 'outrights', 'spreads'],
        books: { bookmakers: ['fanduel', 'draftkings', 'fanduel'] },
        eventIds: [eventId],
        commenceFromMs: fromMs,
        commenceToMs: toMs,
        includeRotationNumbers: true,
        includeMultipliers: true,
        includeSids: false,
      }),
      'odds',
      '/v4/sports/baseball_mlb/odds?bookmakers=fanduel,draftkings&markets=totals,h2h,outrights,spreads' +
        `&oddsFormat=american&dateFormat=iso&eventIds=${eventId}&${RANGE}&includeLinks=true` +
        '&includeBetLimits=true&includeRotationNumbers=true&includeMultipliers=true',
    ],
    [
      eventOddsRequest({
        sport,
        eventId,
        markets: ['player_points', 'alternate_spreads', 'h2h_q1', 'h2h_1st_5_innings'],
        books: { regions: ['us_dfs', 'us2', 'us_ex', 'uk', 'eu', 'fr', 'se', 'au', 'us'] },
        includeLinks: false,
      }),
      'event-odds',
      `/v4/sports/baseball_mlb/events/${eventId}/odds?regions=us_dfs,us2,us_ex,uk,eu,fr,se,au,us` +
        '&markets=player_points,alternate_spreads,h2h_q1,h2h_1st_5_innings&oddsFormat=american' +
        '&dateFormat=iso&includeSids=true&includeBetLimits=true',
    ],
    [
      eventMarketsRequest({ sport, eventId, books: us }),
      'event-markets',
      `/v4/sports/baseball_mlb/events/${eventId}/markets?regions=us&dateFormat=iso`,
    ],
    [
      eventMarketsRequest({ sport, eventId, books: { bookmakers: ['novig'] } }),
      'event-markets',
      `/v4/sports/baseball_mlb/events/${eventId}/markets?bookmakers=novig&dateFormat=iso`,
    ],
    [scoresRequest({ sport }), 'scores', '/v4/sports/baseball_mlb/scores?dateFormat=iso'],
    [
      scoresRequest({ sport, daysFrom: 3, eventIds: [eventId] }),
      'scores',
      `/v4/sports/baseball_mlb/scores?daysFrom=3&dateFormat=iso&eventIds=${eventId}`,
    ],
    [participantsRequest({ sport }), 'participants', '/v4/sports/baseball_mlb/participants?'],
    [
      historicalOddsRequest({ sport, markets: h2h, books: us, atMs: fromMs + 1999 }),
      'historical-odds',
      `/v4/historical/sports/baseball_mlb/odds?date=2026-08-07T12:00:01Z&regions=us&markets=h2h&oddsFormat=american&dateFormat=iso&${INCLUDES}`,
    ],
    [
      historicalOddsRequest({
        sport,
        markets: h2h,
        books: us,
        atMs: fromMs,
        eventIds: [eventId],
        commenceFromMs: fromMs,
        commenceToMs: toMs,
        ...off,
      }),
      'historical-odds',
      `/v4/historical/sports/baseball_mlb/odds?date=2026-08-07T12:00:00Z&regions=us&markets=h2h&oddsFormat=american&dateFormat=iso&eventIds=${eventId}&${RANGE}`,
    ],
    [
      historicalEventsRequest({ sport, atMs: fromMs, eventIds: [eventId], commenceFromMs: fromMs }),
      'historical-events',
      `/v4/historical/sports/baseball_mlb/events?date=2026-08-07T12:00:00Z&dateFormat=iso&eventIds=${eventId}&commenceTimeFrom=2026-08-07T12:00:00Z`,
    ],
    [
      historicalEventOddsRequest({
        sport,
        eventId,
        markets: ['player_points'],
        books: us,
        atMs: fromMs,
      }),
      'historical-event-odds',
      `/v4/historical/sports/baseball_mlb/events/${eventId}/odds?date=2026-08-07T12:00:00Z&regions=us&markets=player_points&oddsFormat=american&dateFormat=iso&${INCLUDES}`,
    ],
  ]

const addressOf = ({ path, query }: OddsRequest): string =>
  `${path}?${query.map(([name, value]) => `${name}=${value}`).join('&')}`

describe('calls', () => {
  test.each(CALLS)('%#', (request, endpoint, address) => {
    expect([request.endpoint, addressOf(request)]).toEqual([endpoint, address])
    expect(
      request.path.includes('apiKey') || JSON.stringify(request.query).includes('apiKey'),
    ).toBe(false)
  })

  it('are of every endpoint', () => {
    expect(new Set(CALLS.map(([, endpoint]) => endpoint)).size).toBe(10)
  })
})

describe('the range of time', () => {
  prop.prop([fc.integer({ min: 946_684_800_000, max: 4_102_444_780_000 }), fc.nat(10_000)])(
    'is written in whole seconds, never narrower than asked, by less than a second wider',
    (commenceFromMs, lengthMs) => {
      const commenceToMs = commenceFromMs + lengthMs
      const { query } = eventsRequest({ sport, commenceFromMs, commenceToMs })
      const texts = new Map(query)
      const [from, to] = [texts.get('commenceTimeFrom') ?? '', texts.get('commenceTimeTo') ?? '']
      for (const text of [from, to]) expect(text).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/)
      const [early, late] = [commenceFromMs - Date.parse(from), Date.parse(to) - commenceToMs]
      for (const slack of [early, late]) {
        expect(slack).toBeGreaterThanOrEqual(0)
        expect(slack).toBeLessThan(1000)
      }
    },
  )

  it('may have one end, or be a moment', () => {
    expect(addressOf(eventsRequest({ sport, commenceFromMs: fromMs }))).toMatch(
      /iso&commenceTimeFrom=2026-08-07T12:00:00Z$/,
    )
    expect(addressOf(eventsRequest({ sport, commenceToMs: toMs }))).toMatch(
      /iso&commenceTimeTo=2026-08-08T00:00:00Z$/,
    )
    expect(() => eventsRequest({ sport, commenceFromMs: toMs, commenceToMs: toMs })).not.toThrow()
  })
})

const odds = (more: object): OddsRequest => oddsRequest({ sport, markets: h2h, books: us, ...more })
const ofEvent = (more: object): OddsRequest =>
  eventOddsRequest({ sport, eventId, markets: h2h, books: us, ...more })

const REFUSED: readonly (readonly [message: RegExp, make: () => OddsRequest])[] = [
  [/^sport must be a key like baseball_mlb, got "MLB"$/, () => odds({ sport: 'MLB' })],
  [/^sport must be a key/, () => odds({ sport: '' })],
  [/^sport must be a key/, () => odds({ sport: 'baseball_mlb/odds' })],
  [/^sport must be a key/, () => odds({ sport: '../sports' })],
  [/^sport must be a key/, () => odds({ sport: 'a'.repeat(101) })],
  [/^sport must be a key/, () => odds({ sport: undefined })],
  [/^sport must be a key/, () => eventsRequest({ sport: 'baseball mlb' })],
  [/^sport must be a key/, () => scoresRequest({ sport: 'baseball%2Fmlb' })],
  [/^sport must be a key/, () => participantsRequest({ sport: '_mlb' })],
  [/must be a sport here, not upcoming/, () => eventsRequest({ sport: 'upcoming' })],
  [/must be a sport here, not upcoming/, () => scoresRequest({ sport: 'upcoming' })],
  [/must be a sport here, not upcoming/, () => participantsRequest({ sport: 'upcoming' })],
  [/must be a sport here, not upcoming/, () => ofEvent({ sport: 'upcoming' })],
  [
    /must be a sport here, not upcoming/,
    () => historicalOddsRequest({ sport: 'upcoming', markets: h2h, books: us, atMs: fromMs }),
  ],
  [/must not be given with upcoming/, () => odds({ sport: 'upcoming', commenceFromMs: fromMs })],
  [/must not be given with upcoming/, () => odds({ sport: 'upcoming', commenceToMs: toMs })],
  [/^markets must name 1 to 100, got 0$/, () => odds({ markets: [] })],
  [/^markets must be keys like h2h, got "H2H"$/, () => ofEvent({ markets: ['H2H'] })],
  [/^markets must be keys/, () => ofEvent({ markets: ['h2h,spreads'] })],
  [/^markets must be keys/, () => ofEvent({ markets: ['h2h', ''] })],
  [
    /^markets must name 1 to 100, got 101$/,
    () => ofEvent({ markets: Array.from({ length: 101 }, (_, index) => `m${index}`) }),
  ],
  [
    /^markets of a whole sport must be of h2h, spreads, totals, outrights; ask for player_points event by event$/,
    () => odds({ markets: ['h2h', 'player_points'] }),
  ],
  [/event by event$/, () => odds({ markets: ['alternate_spreads'] })],
  [/event by event$/, () => odds({ markets: ['h2h_lay'] })],
  [
    /event by event$/,
    () => historicalOddsRequest({ sport, markets: ['btts'], books: us, atMs: fromMs }),
  ],
  [/^regions must name 1 to 100, got 0$/, () => odds({ books: { regions: [] } })],
  [/^bookmakers must name 1 to 100, got 0$/, () => odds({ books: { bookmakers: [] } })],
  [/^regions must be of .*, got "usa"$/, () => odds({ books: { regions: ['us', 'usa'] } })],
  [/^bookmakers must be keys like/, () => odds({ books: { bookmakers: ['Draft Kings'] } })],
  [/^regions must be/, () => eventMarketsRequest({ sport, eventId, books: { regions: [''] } })],
  [/^eventId must be 32 digits/, () => ofEvent({ eventId: 'abc' })],
  [/^eventId must be 32 digits/, () => ofEvent({ eventId: eventId.toUpperCase() })],
  [/^eventId must be/, () => eventMarketsRequest({ sport, eventId: `${eventId}0`, books: us })],
  [/^eventIds must be 32 digits/, () => eventsRequest({ sport, eventIds: [eventId, 'x'] })],
  [/^eventIds must name 1 to 100, got 0$/, () => eventsRequest({ sport, eventIds: [] })],
  [/^eventIds must be/, () => scoresRequest({ sport, eventIds: [''] })],
  [/^eventIds must be/, () => odds({ eventIds: ['../x'] })],
  [/^commenceFromMs must not be after/, () => odds({ commenceFromMs: toMs, commenceToMs: fromMs })],
  [
    /^commenceFromMs must not be after/,
    () => eventsRequest({ sport, commenceFromMs: fromMs + 1, commenceToMs: fromMs }),
  ],
  [/^commenceFromMs must be Unix milliseconds/, () => odds({ commenceFromMs: fromMs / 1000 })],
  [/^commenceToMs must be Unix milliseconds/, () => odds({ commenceToMs: toMs * 1000 })],
  [/^commenceToMs must be/, () => odds({ commenceToMs: Number.NaN })],
  [/^commenceFromMs must be/, () => odds({ commenceFromMs: fromMs + 0.5 })],
  [/^atMs must be/, () => historicalEventsRequest({ sport, atMs: 0 })],
  [
    /^atMs must be/,
    () => historicalEventOddsRequest({ sport, eventId, markets: h2h, books: us, atMs: Infinity }),
  ],
  ...[0, 4, 1.5, -1, Number.NaN].map(
    (daysFrom) =>
      [/^daysFrom must be 1 to 3 whole days/, () => scoresRequest({ sport, daysFrom })] as const,
  ),
]

describe('what is refused before it is sent', () => {
  test.each(REFUSED)('%s (%#)', (message, make) => {
    expect(make).toThrow(InvalidInputError)
    expect(make).toThrow(message)
  })
})
