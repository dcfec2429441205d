import { type ContractListing, LEAGUES, matchMarkets, propositionKey } from '@arbkit/core'
import {
  parseEvents,
  parseMilestones,
  parseStructuredTargets,
  parseTicker,
  subjectOfSeries,
  withMilestone,
} from '@arbkit/kalshi'
import { parseOdds } from '@arbkit/odds'
import { describe, expect, test } from 'vitest'
import { BOOK_PROFILES } from '../feed/book-profile.ts'
import { feedEventIdOf, oddsFeedAt } from '../feed/odds-feed.ts'
import { type Catalog, catalogOf } from './catalog.ts'
import { gameKeyOf, venueNameOf } from './catalog-words.ts'
import type { Game } from './game.ts'
import { endMsOf } from './game-truth.ts'
import { propositionOf } from './market-question.ts'
import { scheduleOf } from './schedule.ts'
import { SIMULATED_LEAGUES } from './sport-model.ts'

const START_MS = Date.parse('2026-11-22T05:00:00Z')
const SEEDS = 1000
/** At each of several speeds; many more where time is no matter. */
const SPEED_SEEDS = process.env['ARBKIT_LONG'] === '1' ? 600 : 30
const AT = { source: 'catalog', path: '$' }
const QUOTES = {
  status: 'active',
  yes_bid_dollars: '0.0000',
  yes_ask_dollars: '1.0000',
  yes_bid_size_fp: '0.00',
  yes_ask_size_fp: '0.00',
}
const BOOKS = BOOK_PROFILES.filter(({ key }) => key === 'draftkings' || key === 'pinnacle')

/** The catalog as a client of the venue reads it. */
function listingsOf(catalog: Catalog, hasMilestones: boolean): readonly ContractListing[] {
  const events = catalog.events.map(({ fields, markets }) => ({
    ...fields,
    markets: markets.map((market) => ({ ...market.fields, ...QUOTES })),
  }))
  const listings = parseEvents({ events, cursor: '' }, AT).flatMap(({ markets }) =>
    markets.map(({ listing }) => listing),
  )
  if (!hasMilestones) return listings
  const milestones = parseMilestones({ milestones: catalog.milestones, cursor: '' }, AT)
  const targets = parseStructuredTargets(
    { structured_targets: catalog.structuredTargets, cursor: '' },
    AT,
  )
  const byId = new Map(targets.map((target) => [target.id, target]))
  const byEvent = new Map(milestones.flatMap((one) => one.eventIds.map((id) => [id, one])))
  return listings.map((listing) => {
    const milestone = byEvent.get(listing.eventId)
    return milestone === undefined ? listing : withMilestone(listing, milestone, byId)
  })
}

interface Tally {
  pairs: number
  unquoted: number
  wrong: string[]
  lost: string[]
}

interface Matched {
  readonly hasMilestones: boolean
  readonly speed?: number
  /** A second before the first game unless said. */
  readonly nowMs?: number
}

const firstOf = (games: readonly Game[]): number => Math.min(...games.map(({ startMs }) => startMs))

/** Matches a catalog with the feed and counts what the world itself knows. */
function tally(
  seed: number,
  games: readonly Game[],
  { hasMilestones, speed = 1, nowMs = firstOf(games) - 1000 }: Matched,
): Tally {
  const catalog = catalogOf(games)
  const feed = oddsFeedAt({ seed, games, books: BOOKS, speed }, nowMs)
  const odds = parseOdds(feed.events ?? [], AT, { format: 'american' })
  const contracts = listingsOf(catalog, hasMilestones)
  const { pairs, suggestions, unpaired, rejectedMarkets, rejectedOdds } = matchMarkets({
    contracts,
    odds,
  })
  const byId = new Map(games.map((game) => [game.id, game]))
  const found: Tally = { pairs: pairs.length, unquoted: 0, wrong: [], lost: [] }
  found.lost.push(...suggestions.map(({ contract }) => contract.marketId))
  found.wrong.push(...rejectedMarkets.map(String), ...rejectedOdds.map(String))
  for (const { contract, odds: event, yes, fixture } of pairs) {
    const market = catalog.markets.get(contract.marketId)
    const game = byId.get(market?.gameId ?? '')
    if (market === undefined || game === undefined) throw new Error(contract.marketId)
    const own = propositionKey(propositionOf(game.league, market.question))
    const isOwn =
      event.eventId === feedEventIdOf(seed, game, nowMs) &&
      propositionKey(yes) === own &&
      fixture.home.id === game.home.id
    if (!isOwn) found.wrong.push(contract.marketId)
  }
  for (const { contract, reason } of unpaired) {
    if (reason === 'line-not-quoted' || reason === 'market-not-quoted') found.unquoted += 1
    else found.lost.push(`${contract.marketId} ${reason}`)
  }
  return found
}

test('every market pairs with its own game and statement, and with no other: 1,000 seeds', () => {
  let [pairs, unquoted] = [0, 0]
  for (let seed = 0; seed < SEEDS; seed += 1) {
    const league = SIMULATED_LEAGUES[seed % SIMULATED_LEAGUES.length] ?? 'nfl'
    const startMs = START_MS + (seed % 300) * 86_400_000
    const games = scheduleOf({ seed, leagues: [league], startMs, gamesPerDay: 2 })
    const found = tally(seed, games, { hasMilestones: seed % 2 === 0 })
    expect(found.wrong, `seed ${seed}`).toEqual([])
    expect(found.lost, `seed ${seed}`).toEqual([])
    pairs += found.pairs
    unquoted += found.unquoted
  }
  // Winners always, lines where a book quotes the same one.
  expect(pairs).toBeGreaterThan(SEEDS * 5)
  expect(unquoted).toBeGreaterThan(0)
}, 240_000)

test('a full day pairs too, games of all leagues beside each other', () => {
  const games = scheduleOf({ seed: 4, leagues: SIMULATED_LEAGUES, startMs: START_MS })
  expect(games.length).toBeGreaterThan(50)
  const found = tally(4, games, { hasMilestones: true })
  expect(found.wrong).toEqual([])
  expect(found.lost).toEqual([])
  expect(found.pairs).toBeGreaterThan(games.length * 3)
}, 60_000)

test.each([1, 10, 60, 600])(
  'and at a speed of %i, in sessions of minutes and days of games, in play too',
  (speed) => {
    let [pairs, live] = [0, 0]
    for (let seed = 0; seed < SPEED_SEEDS; seed += 1) {
      const startMs = START_MS + (seed % 300) * 86_400_000 + (seed % 24) * 3_600_000 + 4321
      const isNear = seed % 3 !== 0
      const games = scheduleOf({
        seed,
        leagues: [SIMULATED_LEAGUES[seed % SIMULATED_LEAGUES.length] ?? 'nfl', 'mlb'],
        startMs,
        speed,
        gamesPerDay: 4,
        ...(isNear ? { startsWithinMs: 600_000 } : { days: 3 }),
      })
      for (const nowMs of isNear ? [startMs, startMs + 60_000] : [firstOf(games) - 1000]) {
        const open = games.filter((game) => endMsOf(game) > nowMs)
        const found = tally(seed, open, { hasMilestones: seed % 2 === 0, speed, nowMs })
        expect(found.wrong, `seed ${seed}`).toEqual([])
        expect(found.lost, `seed ${seed}`).toEqual([])
        pairs += found.pairs
        live += open.filter(({ startMs: ownMs }) => ownMs <= nowMs).length
      }
    }
    expect(pairs).toBeGreaterThan(SPEED_SEEDS * 8)
    expect(live).toBeGreaterThan(SPEED_SEEDS)
  },
  240_000,
)

test('doubleheaders pair game by game', () => {
  let seconds = 0
  for (let seed = 0; seed < 20; seed += 1) {
    const games = scheduleOf({
      seed,
      leagues: ['mlb'],
      startMs: Date.parse('2026-07-11T05:00:00Z'),
      gamesPerDay: 5,
      doubleheaders: 0.7,
    })
    seconds += games.filter(({ id }) => id.endsWith(':2')).length
    const found = tally(seed, games, { hasMilestones: seed % 2 === 0 })
    expect(found.wrong, `seed ${seed}`).toEqual([])
    expect(found.lost, `seed ${seed}`).toEqual([])
  }
  expect(seconds).toBeGreaterThan(10)
}, 60_000)

test('finer grids are listed as the venue writes them, leagues that are not named on whole cents', () => {
  const games = scheduleOf({ seed: 1, leagues: ['epl', 'mls'], startMs: START_MS, gamesPerDay: 1 })
  const catalog = catalogOf(games, { grids: { epl: 'tapered_deci_cent' } })
  const events = parseEvents(
    {
      events: catalog.events.map(({ fields, markets }) => ({
        ...fields,
        markets: markets.map((market) => ({ ...market.fields, ...QUOTES })),
      })),
      cursor: '',
    },
    AT,
  )
  for (const { listing, priceGrid } of events.flatMap(({ markets }) => markets)) {
    const { config, fields } = catalog.markets.get(listing.marketId) ?? {}
    expect(priceGrid).toEqual(config?.grid)
    const isFine = listing.marketId.startsWith('KXEPL')
    expect(fields?.['price_level_structure']).toBe(isFine ? 'tapered_deci_cent' : 'linear_cent')
    expect(config?.grid.length).toBe(isFine ? 3 : 1)
  }
  expect(events.length).toBeGreaterThan(3)
})

describe('what is listed', () => {
  const games = scheduleOf({ seed: 1, leagues: SIMULATED_LEAGUES, startMs: START_MS, days: 2 })
  const catalog = catalogOf(games)
  const markets = [...catalog.markets.values()]

  test('tickers are unique, in the grammar, of series that we know', () => {
    const count = catalog.events.reduce((sum, event) => sum + event.markets.length, 0)
    expect(markets.length).toBe(count)
    expect(new Set(catalog.events.map(({ eventId }) => eventId)).size).toBe(catalog.events.length)
    for (const { ticker, config } of markets) {
      expect(parseTicker(ticker)?.seriesId).toBe(config.seriesId)
      expect(subjectOfSeries(config.seriesId)?.tag).toBe('game')
    }
    expect(new Set(catalog.series.map(({ ticker }) => ticker))).toEqual(
      new Set(catalog.events.map(({ seriesId }) => seriesId)),
    )
  })

  test('a ticker says date, teams and rung', () => {
    const game = games.find(({ league }) => league === 'nfl')
    const soccer = games.find(({ league }) => league === 'epl')
    const ball = games.find(({ league }) => league === 'mlb')
    if (game === undefined || soccer === undefined || ball === undefined) throw new Error('none')
    const [away, home] = [game.away.kalshiCodes[0], game.home.kalshiCodes[0]]
    expect(gameKeyOf(game)).toBe(`26NOV22${away}${home}`)
    expect(catalog.markets.has(`KXNFLGAME-26NOV22${away}${home}-${away}`)).toBe(true)
    expect(gameKeyOf(soccer)).toContain(
      `${soccer.home.kalshiCodes[0]}${soccer.away.kalshiCodes[0]}`,
    )
    expect(gameKeyOf(ball)).toMatch(/^26NOV22\d{4}[A-Z]+$/)
    const spread = markets.find(
      ({ gameId, question }) => gameId === game.id && question.tag === 'spread',
    )
    if (spread?.question.tag !== 'spread') throw new Error('no spread')
    const rung = spread.question.line + 0.5
    expect(spread.ticker.endsWith(`${game[spread.question.team].kalshiCodes[0]}${rung}`)).toBe(true)
    expect(spread.fields['floor_strike']).toBe(rung - 0.5)
    expect(rung).toBeGreaterThanOrEqual(2)
  })

  test('winners exclude each other, lines do not; soccer sells the draw', () => {
    for (const { seriesId, gameId, fields, markets: own } of catalog.events) {
      const isGame = seriesId.endsWith('GAME')
      expect(fields['mutually_exclusive']).toBe(isGame)
      const league = games.find(({ id }) => id === gameId)?.league ?? 'nfl'
      const winners = LEAGUES[league].sport === 'soccer' ? 3 : 2
      expect(isGame ? own.length : winners).toBe(winners)
      for (const { config } of own) expect(config.isMutuallyExclusive).toBe(isGame)
    }
  })

  test('markets close after their games, and open before them', () => {
    for (const { config, gameId } of markets) {
      const game = games.find(({ id }) => id === gameId)
      if (game === undefined) throw new Error(gameId)
      expect(config.closesMs).toBeGreaterThan(game.points.at(-1)?.atMs ?? 0)
      expect(config.opensMs).toBeLessThan(game.startMs)
    }
  })

  test('two teams of a city have different names', () => {
    for (const league of SIMULATED_LEAGUES) {
      const teams = games
        .filter((game) => game.league === league)
        .flatMap((game) => [game.home, game.away])
      const names = new Map(teams.map((team) => [team.id, venueNameOf(team)]))
      expect(new Set(names.values()).size).toBe(names.size)
    }
  })
})
