import { InvalidInputError } from '@arbkit/core'
import { describe, expect, it, test } from 'vitest'
import { eventMarketsRequest } from '../rest/endpoints/event-markets.ts'
import { eventOddsRequest } from '../rest/endpoints/event-odds.ts'
import { eventsRequest } from '../rest/endpoints/events.ts'
import { historicalEventOddsRequest } from '../rest/endpoints/historical-event-odds.ts'
import { historicalEventsRequest } from '../rest/endpoints/historical-events.ts'
import { historicalOddsRequest } from '../rest/endpoints/historical-odds.ts'
import { oddsRequest } from '../rest/endpoints/odds.ts'
import { participantsRequest } from '../rest/endpoints/participants.ts'
import { scoresRequest } from '../rest/endpoints/scores.ts'
import { sportsRequest } from '../rest/endpoints/sports.ts'
import type { OddsRequest } from '../rest/request.ts'
import { type BookScope, oddsCost, regionCountOf } from './cost.ts'

const sport = 'baseball_mlb'
const eventId = 'b16edbe527767ab334db0995f39c8a5d'
const atMs = Date.UTC(2026, 7, 7)

const ONE = 'h2h'
const TWO = 'h2h,spreads'
const THREE = 'h2h,spreads,totals'
const FOUR = 'h2h,spreads,totals,outrights'
const PROPS = 'pitcher_strikeouts,batter_home_runs,batter_hits,alternate_spreads,team_totals'

const regions = (text: string): BookScope => ({ regions: text.split(',') })
const names = (count: number): readonly string[] =>
  Array.from({ length: count }, (_, index) => `book${index}`)
const books = (count: number): BookScope => ({ bookmakers: names(count) })

const NINE = regions('us,us2,us_dfs,us_ex,uk,eu,fr,se,au')
const odds = (markets: string, scope: BookScope): OddsRequest =>
  oddsRequest({ sport, markets: markets.split(','), books: scope })
const ofEvent = (markets: string, scope: BookScope): OddsRequest =>
  eventOddsRequest({ sport, eventId, markets: markets.split(','), books: scope })
const past = (markets: string, scope: BookScope): OddsRequest =>
  historicalOddsRequest({ sport, atMs, markets: markets.split(','), books: scope })
const pastEvent = (markets: string, scope: BookScope): OddsRequest =>
  historicalEventOddsRequest({ sport, eventId, atMs, markets: markets.split(','), books: scope })

/** The guide of 2025-09-10, worked out by hand. */
const CASES: readonly (readonly [what: string, request: OddsRequest, min: number, max: number])[] =
  [
    ['sports', sportsRequest(), 0, 0],
    ['all sports', sportsRequest({ isAll: true }), 0, 0],
    ['events', eventsRequest({ sport }), 0, 0],
    ['events by id', eventsRequest({ sport, eventIds: [eventId] }), 0, 0],
    ['odds 1 market 1 region', odds(ONE, regions('us')), 0, 1],
    ['odds 3 markets 1 region', odds(THREE, regions('us')), 0, 3],
    ['odds 1 market 3 regions', odds(ONE, regions('us,uk,eu')), 0, 3],
    ['odds 3 markets 3 regions', odds(THREE, regions('us,uk,eu')), 0, 9],
    ['odds 2 markets 2 regions', odds(TWO, regions('us,us2')), 0, 4],
    ['odds 4 markets 4 regions', odds(FOUR, regions('us,us2,us_ex,eu')), 0, 16],
    ['odds 4 markets 9 regions', odds(FOUR, NINE), 0, 36],
    ['odds, a market twice', odds('h2h,h2h', regions('us')), 0, 1],
    ['odds, a region twice', odds(ONE, regions('us,us')), 0, 1],
    ['odds, both twice', odds('h2h,spreads,h2h', regions('us,uk,us')), 0, 4],
    ['odds 1 bookmaker', odds(ONE, books(1)), 0, 1],
    ['odds 9 bookmakers', odds(ONE, books(9)), 0, 1],
    ['odds 10 bookmakers', odds(ONE, books(10)), 0, 1],
    ['odds 11 bookmakers', odds(ONE, books(11)), 0, 2],
    ['odds 20 bookmakers', odds(ONE, books(20)), 0, 2],
    ['odds 21 bookmakers', odds(ONE, books(21)), 0, 3],
    ['odds 3 markets 10 bookmakers', odds(THREE, books(10)), 0, 3],
    ['odds 3 markets 11 bookmakers', odds(THREE, books(11)), 0, 6],
    ['odds 3 markets 31 bookmakers', odds(THREE, books(31)), 0, 12],
    ['odds, a bookmaker twice', odds(ONE, { bookmakers: [...names(10), 'book0'] }), 0, 1],
    ['upcoming', oddsRequest({ sport: 'upcoming', markets: [ONE], books: regions('us') }), 0, 1],
    ['event odds 1 market 1 region', ofEvent(ONE, regions('us')), 0, 1],
    ['event odds 5 props 1 region', ofEvent(PROPS, regions('us')), 0, 5],
    ['event odds 5 props 3 regions', ofEvent(PROPS, regions('us,us2,us_dfs')), 0, 15],
    ['event odds 5 props 10 bookmakers', ofEvent(PROPS, books(10)), 0, 5],
    ['event odds 5 props 12 bookmakers', ofEvent(PROPS, books(12)), 0, 10],
    ['event odds, a market twice', ofEvent(`${PROPS},team_totals`, regions('us')), 0, 5],
    ['event odds 9 regions', ofEvent(TWO, NINE), 0, 18],
    ['event markets', eventMarketsRequest({ sport, eventId, books: regions('us') }), 1, 1],
    ['event markets 3 regions', eventMarketsRequest({ sport, eventId, books: NINE }), 1, 1],
    [
      'event markets 25 bookmakers',
      eventMarketsRequest({ sport, eventId, books: books(25) }),
      1,
      1,
    ],
    ['scores', scoresRequest({ sport }), 1, 1],
    ['scores 1 day', scoresRequest({ sport, daysFrom: 1 }), 2, 2],
    ['scores 3 days', scoresRequest({ sport, daysFrom: 3 }), 2, 2],
    ['scores by id', scoresRequest({ sport, eventIds: [eventId] }), 1, 1],
    ['participants', participantsRequest({ sport }), 1, 1],
    ['past odds 1 market 1 region', past(ONE, regions('us')), 0, 10],
    ['past odds 3 markets 1 region', past(THREE, regions('us')), 0, 30],
    ['past odds 1 market 3 regions', past(ONE, regions('us,uk,eu')), 0, 30],
    ['past odds 3 markets 3 regions', past(THREE, regions('us,uk,eu')), 0, 90],
    ['past odds 11 bookmakers', past(TWO, books(11)), 0, 40],
    ['past events', historicalEventsRequest({ sport, atMs }), 0, 1],
    ['past events by id', historicalEventsRequest({ sport, atMs, eventIds: [eventId] }), 0, 1],
    ['past event odds 1 market 1 region', pastEvent(ONE, regions('us')), 0, 10],
    ['past event odds 5 props 2 regions', pastEvent(PROPS, regions('us,us2')), 0, 100],
    ['past event odds 21 bookmakers', pastEvent(TWO, books(21)), 0, 60],
  ]

describe('what a call can cost', () => {
  it('is looked at in 50 cases', () => {
    expect(CASES).toHaveLength(50)
  })

  test.each(CASES)('%s', (_what, { cost }, min, max) => {
    expect(cost).toEqual({ min, max })
  })
})

it('counts a market, a region and a bookmaker once', () => {
  const markets = ['h2h', 'totals', 'h2h']
  expect(oddsCost({ markets, books: regions('us,us') })).toEqual({ min: 0, max: 2 })
  expect(oddsCost({ markets, books: { bookmakers: [...names(10), ...names(10)] } }).max).toBe(2)
})

it('wants a market, and a region or a bookmaker', () => {
  expect(() => oddsCost({ markets: [], books: regions('us') })).toThrow(InvalidInputError)
  expect(() => regionCountOf({ regions: [] })).toThrow(InvalidInputError)
  expect(() => regionCountOf({ bookmakers: [] })).toThrow(InvalidInputError)
})
