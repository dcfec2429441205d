import { fc, test as prop } from '@fast-check/vitest'
import { type BookMarket, decimalOddsOf, type OddsListing, WireFormatError } from '@arbkit/core'
import { describe, expect, it } from 'vitest'
import { parseOdds } from './listing.ts'

const AT = { source: 'odds.json', path: '$' }
type Json = Record<string, unknown>

const h2h = (changes: Json = {}): Json => ({
  key: 'h2h',
  last_update: '2026-08-07T13:49:00Z',
  outcomes: [
    { name: 'Seattle Mariners', price: -150 },
    { name: 'Tampa Bay Rays', price: 130 },
  ],
  ...changes,
})
const spreads: Json = {
  key: 'spreads',
  last_update: '2026-08-07T13:48:50Z',
  outcomes: [
    { name: 'Seattle Mariners', price: 145, point: -1.5 },
    { name: 'Tampa Bay Rays', price: -175, point: 1.5 },
  ],
}
const totals: Json = {
  key: 'totals',
  outcomes: [
    { name: 'Over', price: -110, point: 7.5, bet_limit: 1234.567, link: 'https://b.example/1' },
    { name: 'Under', price: -110, point: 7.5, bet_limit: null, link: null, sid: 'x', new: [1] },
  ],
}
const book = (changes: Json = {}): Json => ({
  key: 'draftkings',
  title: 'DraftKings',
  last_update: '2026-08-07T13:49:01Z',
  markets: [h2h(), spreads, totals],
  ...changes,
})
const event = (changes: Json = {}): Json => ({
  id: 'e912304de2b2ce35b473ce2ecd3d1502',
  sport_key: 'baseball_mlb',
  sport_title: 'MLB',
  commence_time: '2026-08-08T01:46:00Z',
  home_team: 'Seattle Mariners',
  away_team: 'Tampa Bay Rays',
  bookmakers: [book()],
  ...changes,
})
/** An event with one h2h market of these two prices. */
const priced = (...prices: readonly unknown[]): Json =>
  event({
    bookmakers: [
      book({ markets: [h2h({ outcomes: prices.map((price) => ({ name: 'x', price })) })] }),
    ],
  })

const one = (payload: unknown): OddsListing => {
  const [first] = parseOdds(payload, AT)
  if (first === undefined) throw new Error('no listing')
  return first
}
const marketOf = (changes: Json): BookMarket => {
  const [market] = one(event({ bookmakers: [book({ markets: [h2h(changes)] })] })).markets
  if (market === undefined) throw new Error('no market')
  return market
}

describe('parseOdds', () => {
  it('turns an event into a listing', () => {
    const listing = one([event()])
    expect(listing).toMatchObject({
      feed: 'the-odds-api',
      eventId: 'e912304de2b2ce35b473ce2ecd3d1502',
      sportKey: 'baseball_mlb',
      league: 'mlb',
      homeName: 'Seattle Mariners',
      awayName: 'Tampa Bay Rays',
      startMs: Date.UTC(2026, 7, 8, 1, 46),
    })
    expect(listing.markets).toMatchObject([
      {
        book: 'draftkings',
        marketKey: 'h2h',
        marketType: 'moneyline',
        period: 'full-game',
        action: 'back',
        updatedMs: Date.UTC(2026, 7, 7, 13, 49),
      },
      { marketType: 'spread', updatedMs: Date.UTC(2026, 7, 7, 13, 48, 50) },
      { marketType: 'total', updatedMs: Date.UTC(2026, 7, 7, 13, 49, 1) },
    ])
    expect(listing.markets[0]?.outcomes[0]).toEqual({
      name: 'Seattle Mariners',
      price: {
        returnRatio: { numerator: 5, denominator: 3 },
        original: '-150',
        format: 'american',
        exactness: 'exact',
      },
      point: undefined,
      betLimit: undefined,
      link: undefined,
    })
    expect(listing.markets[1]?.outcomes.map(({ point }) => point)).toEqual([-1.5, 1.5])
    expect(listing.markets[2]?.outcomes[0]).toMatchObject({
      betLimit: 123_456,
      link: { url: 'https://b.example/1', opens: 'bet-slip' },
    })
    expect(listing.markets[2]?.outcomes[1]).toMatchObject({ betLimit: undefined, link: undefined })
  })

  it.each([
    ['a list', [event()]],
    ['one event', event()],
    [
      'a historical list',
      { timestamp: '2026-08-07T13:45:00Z', previous_timestamp: null, data: [event()] },
    ],
    ['a historical event', { timestamp: '2026-08-07T13:45:00Z', data: event() }],
  ])('takes %s', (_name, payload) => {
    expect(parseOdds(payload, AT)).toEqual([one(event())])
  })

  it('takes events without books, books without markets, and nothing at all', () => {
    expect(one(event({ bookmakers: [] })).markets).toEqual([])
    expect(one(event({ bookmakers: [book({ markets: [] })] })).markets).toEqual([])
    expect(marketOf({ outcomes: [] }).outcomes).toEqual([])
    expect(parseOdds([], AT)).toEqual([])
  })

  it('prices a decimal at the lowest value that prints so', () => {
    const [market] = one(priced(1.91, 2.5)).markets
    expect(market?.outcomes.map(({ price }) => decimalOddsOf(price).toString())).toEqual([
      '1.905',
      '2.495',
    ])
    expect(market?.outcomes[0]?.price).toMatchObject({
      original: '1.91',
      format: 'decimal',
      exactness: 'lowest',
    })
  })

  it('is told the format where the prices do not tell', () => {
    const payload = [priced(2, 101)]
    const formats = (['american', 'decimal'] as const).map(
      (format) => () => parseOdds(payload, AT, { format }),
    )
    expect(formats[1]?.()[0]?.markets[0]?.outcomes[1]?.price.original).toBe('101')
    expect(formats[0]).toThrow('price: expected American odds of 100 or more either way, got 2')
    expect(() => parseOdds(payload, AT)).toThrow(
      'odds.json: [0].bookmakers[0].markets[0].outcomes[0].price: ' +
        'expected prices that tell American from decimal odds, or to be told which, got 2',
    )
  })

  it.each([
    ['americanfootball_nfl_preseason', 'nfl'],
    ['tennis_atp_dubai', 'atp'],
    ['tennis_wta_wimbledon', 'wta'],
    ['mma_mixed_martial_arts', 'ufc'],
    ['soccer_epl', 'epl'],
    ['soccer_fifa_world_cup', 'national-men'],
  ])('knows the league of %s', (sportKey, league) => {
    expect(one(event({ sport_key: sportKey })).league).toBe(league)
  })

  it.each([
    'boxing_boxing',
    'soccer_fifa_world_cup_winner',
    'tennis_atp_dubai_doubles',
    'Baseball_mlb',
  ])('knows no league of %s, and reads none of its markets', (sportKey) => {
    const listing = one(event({ sport_key: sportKey }))
    expect(listing.league).toBeUndefined()
    expect(listing.markets.map(({ marketType }) => marketType)).toEqual(
      Array.from({ length: 3 }, () => undefined),
    )
  })

  it.each([
    ['', ''],
    ['Seattle Mariners', ''],
    ['Seattle Mariners', 'Seattle Mariners'],
    ['J. Smith/A. Jones', 'B. Lee/C. Wu'],
  ])('lists an event whatever its names are: "%s" and "%s"', (homeName, awayName) => {
    const names = { sport_key: 'tennis_atp_dubai', home_team: homeName, away_team: awayName }
    expect(one(event(names))).toMatchObject({ homeName, awayName, league: 'atp' })
  })

  it('gives no listing of a tournament', () => {
    const outright = event({ home_team: null, away_team: null })
    expect(parseOdds([outright, event()], AT)).toHaveLength(1)
  })

  it('reads Unix seconds where the feed was asked for them', () => {
    const unix = one(event({ commence_time: 1_786_153_560 }))
    expect(unix.startMs).toBe(1_786_153_560_000)
    expect(marketOf({ last_update: 1_786_110_540 }).updatedMs).toBe(Date.UTC(2026, 7, 7, 13, 49))
  })

  it.each([
    ['h2h', 'moneyline', 'full-game', 'back'],
    ['spreads', 'spread', 'full-game', 'back'],
    ['totals', 'total', 'full-game', 'back'],
    ['alternate_totals', 'total', 'full-game', 'back'],
    ['team_totals', 'team-total', 'full-game', 'back'],
    ['h2h_1st_5_innings', 'moneyline', 'first-5-innings', 'back'],
    ['h2h_3_way_1st_5_innings', 'three-way', 'first-5-innings', 'back'],
    ['h2h_lay', undefined, 'full-game', 'lay'],
    ['outrights_lay', undefined, 'full-game', 'lay'],
    ['spreads_lay', undefined, 'full-game', 'lay'],
    ['h2h_3_way', undefined, 'full-game', 'back'],
    ['h2h_h1', undefined, 'full-game', 'back'],
    ['player_points', undefined, 'full-game', 'back'],
    ['outrights', undefined, 'full-game', 'back'],
  ])('reads the key %s', (key, marketType, period, action) => {
    const outcomes = [{ name: 'Over', price: -110, point: 1.5 }]
    expect(marketOf({ key, outcomes })).toMatchObject({
      marketKey: key,
      marketType,
      period,
      action,
    })
  })

  it('reads the draw, half times and lay prices of soccer in its 90 minutes', () => {
    const outcomes = ['Arsenal', 'Draw', 'Everton'].map((name) => ({ name, price: 250 }))
    const keys = ['h2h', 'h2h_lay', 'double_chance', 'draw_no_bet', 'h2h_3_way_h1']
    const markets = keys.map((key) => h2h({ key, outcomes }))
    const listing = one(event({ sport_key: 'soccer_epl', bookmakers: [book({ markets })] }))
    expect(
      listing.markets.map(({ marketType, period, action }) => [marketType, period, action]),
    ).toEqual([
      ['three-way', 'regulation', 'back'],
      [undefined, 'regulation', 'lay'],
      ['three-way', 'regulation', 'back'],
      ['draw-no-bet', 'regulation', 'back'],
      ['three-way', 'first-half', 'back'],
    ])
    expect(listing.markets[0]?.outcomes.map(({ name }) => name)).toEqual([
      'Arsenal',
      'Draw',
      'Everton',
    ])
  })

  it('names the team of a team total', () => {
    const outcomes = ['Over', 'Under'].map((name) => ({
      name,
      description: 'Seattle Mariners',
      price: -110,
      point: 3.5,
    }))
    const market = marketOf({ key: 'alternate_team_totals', outcomes })
    expect(market).toMatchObject({ marketType: 'team-total', period: 'full-game' })
    expect(market.outcomes).toMatchObject([
      { name: 'Over', participant: 'Seattle Mariners', point: 3.5 },
      { name: 'Under', participant: 'Seattle Mariners', point: 3.5 },
    ])
    expect('stat' in market).toBe(false)
  })

  it.each([
    ['player_anytime_td', 'touchdowns'],
    ['player_1st_td', 'first-touchdown'],
  ])('reads %s, which has no line, of one side only', (key, stat) => {
    const outcomes = [{ name: 'Yes', description: 'A.J. Brown', price: 120 }]
    const listing = one(
      event({
        sport_key: 'americanfootball_nfl',
        bookmakers: [book({ markets: [h2h({ key, outcomes })] })],
      }),
    )
    expect(listing.markets).toMatchObject([
      { marketType: 'player-prop', period: 'full-game', stat },
    ])
    expect(listing.markets[0]?.outcomes).toMatchObject([
      { name: 'Yes', participant: 'A.J. Brown', point: undefined, price: { original: '+120' } },
    ])
  })

  it.each(['spreads', 'alternate_totals', 'team_totals', 'totals_1st_5_innings', 'batter_hits'])(
    'refuses %s without a line',
    (key) => {
      const outcomes = [{ name: 'Over', description: 'X', price: -110 }]
      expect(refusal(() => marketOf({ key, outcomes }))).toBe(
        'odds.json: bookmakers[0].markets[0].outcomes[0].point: expected number, got nothing',
      )
    },
  )

  it.each([
    [50, 'American odds of 100 or more either way, got 50'],
    [0, 'American odds of 100 or more either way, got 0'],
    [-99, 'American odds of 100 or more either way, got -99'],
    [-110.5, 'whole American odds, got -110.5'],
    [1e9, 'American odds of at most 100000000 either way, got 1000000000'],
    ['-110', 'number, got "-110"'],
    [null, 'number, got null'],
    [Number.NaN, 'number, got NaN'],
    [Number.POSITIVE_INFINITY, 'number, got Infinity'],
    [undefined, 'number, got nothing'],
  ])('refuses %s among American odds', (price, problem) => {
    const path = '[1].bookmakers[0].markets[0].outcomes[1].price'
    const payload = [event(), priced(-110, price)]
    expect(refusal(() => parseOdds(payload, AT))).toBe(`odds.json: ${path}: expected ${problem}`)
  })

  it.each([
    [1, 'got 1'],
    [0, 'got 0'],
    [0.5, 'got 0.5'],
    [1e-7, 'got 1e-7'],
  ])('refuses %s among decimal odds', (price, problem) => {
    const payload = priced(1.91, price)
    expect(refusal(() => parseOdds(payload, AT))).toBe(
      `odds.json: bookmakers[0].markets[0].outcomes[1].price: expected decimal odds above 1, ${problem}`,
    )
  })

  it('refuses decimal odds that are too long or too close to 1', () => {
    expect(refusal(() => parseOdds(priced(1.91, 1_000_002), AT))).toContain(
      'price: expected decimal odds of at most 1000001, got 1000002',
    )
    expect(refusal(() => parseOdds(priced(1.91, 1.000_000_000_1), AT))).toContain(
      'price: expected decimal odds above 1',
    )
  })

  it('cuts a fraction that is longer than a price can be, downwards', () => {
    const [market] = one(priced(1.909_090_909_090_909_2)).markets
    const [price] = market?.outcomes.map((outcome) => outcome.price) ?? []
    expect(price?.original).toBe('1.9090909090909092')
    expect(price && decimalOddsOf(price).toString()).toBe('1.9090909085')
  })

  it.each([
    [{ id: 5 }, 'id: expected string, got 5'],
    [{ commence_time: 'noon' }, 'commence_time: expected a time with its zone, or Unix seconds'],
    [{ commence_time: 1_786_153_560_000 }, 'commence_time: expected a time with its zone, or Unix'],
    [{ commence_time: null }, 'commence_time: expected string or number, got null'],
    [{ home_team: undefined }, "home_team: expected a team's name, got nothing"],
    [{ away_team: null }, "away_team: expected a team's name, got null"],
    [{ bookmakers: undefined }, 'bookmakers: expected array, got nothing'],
    [
      { bookmakers: [book(), book()] },
      'bookmakers[1].key: expected each bookmaker once, got "draft',
    ],
    [
      { bookmakers: [book({ markets: [h2h(), totals, h2h()] })] },
      'bookmakers[0].markets[2].key: expected each market key once, got "h2h"',
    ],
    [
      { bookmakers: [book({ last_update: undefined })] },
      'bookmakers[0].markets[2].last_update: expected a time here or on the bookmaker, got nothing',
    ],
    [
      { bookmakers: [book({ last_update: 'x' })] },
      'bookmakers[0].last_update: expected a time with its zone, or Unix seconds, got "x"',
    ],
    [
      { bookmakers: [book({ markets: [h2h({ key: 'spreads' })] })] },
      'bookmakers[0].markets[0].outcomes[0].point: expected number, got nothing',
    ],
    [
      {
        bookmakers: [
          book({ markets: [h2h({ outcomes: [{ name: 'A', price: -110, bet_limit: -5 }] })] }),
        ],
      },
      'bookmakers[0].markets[0].outcomes[0].bet_limit: expected a limit in dollars of 0 or more',
    ],
    [
      {
        bookmakers: [book({ markets: [h2h({ outcomes: [{ name: '', price: -110 }] })] })],
      },
      'bookmakers[0].markets[0].outcomes[0].name: expected string that is not empty, got ""',
    ],
  ])('names source, path and value: %#', (changes, message) => {
    expect(refusal(() => parseOdds([event(), event(changes)], AT))).toContain(
      `odds.json: [1].${message}`,
    )
  })

  it.each([
    [null, '$: expected object, got null'],
    [[null], '[0]: expected object, got null'],
    [{ data: [event({ id: 1 })] }, 'timestamp: expected string, got nothing'],
    [{ timestamp: 't', data: 'x' }, 'data: expected array or object, got "x"'],
    [{ timestamp: 't', data: [event({ id: 1 })] }, 'data[0].id: expected string, got 1'],
    [
      { message: 'Usage quota has been reached', error_code: 'X' },
      'id: expected string, got nothing',
    ],
  ])('names what is no odds at all: %#', (payload, message) => {
    expect(refusal(() => parseOdds(payload, AT))).toBe(`odds.json: ${message}`)
  })

  prop.prop([
    fc.array(
      fc.oneof(fc.integer({ min: 100, max: 99_999 }), fc.integer({ min: -99_999, max: -100 })),
      { minLength: 1, maxLength: 8 },
    ),
  ])('keeps every American price as it was printed', (prices) => {
    const [market] = one(priced(...prices)).markets
    expect(market?.outcomes.map(({ price }) => Number(price.original))).toEqual(prices)
  })

  prop.prop([fc.array(fc.integer({ min: 101, max: 9999 }), { minLength: 1, maxLength: 8 })])(
    'keeps every decimal price as it was printed, and never pays more than printed',
    (cents) => {
      const prices = cents.map((value) => value / 100)
      const [market] = one(priced(...prices)).markets
      expect(market?.outcomes.map(({ price }) => Number(price.original))).toEqual(prices)
      for (const [index, { price }] of (market?.outcomes ?? []).entries()) {
        expect(decimalOddsOf(price).times(1000).toString()).toBe(String(cents[index]! * 10 - 5))
      }
    },
  )
})

/** The message of the WireFormatError that a call throws. */
function refusal(run: () => unknown): string {
  try {
    run()
  } catch (error) {
    if (error instanceof WireFormatError) return error.message
    throw error
  }
  return 'nothing thrown'
}
