import { parseEvents, parseOdds, parseScores, parseSports, parseParticipants } from '@arbkit/odds'
import type { ApiEvent } from '@arbkit/odds/testing'
import { describe, expect, test } from 'vitest'
import { endMsOf, momentOf } from '../games/game-truth.ts'
import { scheduleOf } from '../games/schedule.ts'
import { SIMULATED_LEAGUES } from '../games/sport-model.ts'
import { impliedOf } from './american-price.ts'
import { FAIR_DISTANCE_MIN } from './book-market.ts'
import { BOOK_PROFILES } from './book-profile.ts'
import { feedEventIdOf, lookMsOf, oddsFeedAt } from './odds-feed.ts'

const START_MS = Date.parse('2026-11-22T05:00:00Z')
const HOUR_MS = 3_600_000
const AT = { source: 'feed', path: '$' }
const SEED = 21
const games = scheduleOf({
  seed: SEED,
  leagues: SIMULATED_LEAGUES,
  startMs: START_MS,
  gamesPerDay: 8,
})
const input = { seed: SEED, games }
const NOON_MS = START_MS + 9 * HOUR_MS

const eventsAt = (nowMs: number): readonly ApiEvent[] => oddsFeedAt(input, nowMs).events ?? []

interface Quoted {
  readonly book: string
  readonly market: string
  readonly prices: readonly number[]
  readonly points: readonly (number | undefined)[]
}

/** @param afterMs only of games that start later. */
function quotedAt(nowMs: number, afterMs = -Infinity): readonly Quoted[] {
  const wanted = eventsAt(nowMs).filter((event) => Date.parse(event.commence_time) > afterMs)
  return wanted.flatMap(({ bookmakers }) =>
    bookmakers.flatMap(({ key, markets }) =>
      markets.map(({ key: market, outcomes }) => ({
        book: key,
        market,
        prices: outcomes.map(({ price }) => price),
        points: outcomes.map(({ point }) => point),
      })),
    ),
  )
}

const overroundOf = ({ prices }: Quoted): number =>
  prices.reduce((sum, price) => sum + impliedOf(price), 0)

describe('before the games', () => {
  const quoted = quotedAt(NOON_MS)

  test('margins are those measured, by book and market, within 0.8 points', () => {
    for (const { key, overround } of BOOK_PROFILES) {
      for (const market of ['h2h', 'spreads', 'totals'] as const) {
        const own = quoted.filter((one) => one.book === key && one.market === market)
        expect(own.length, `${key} ${market}`).toBeGreaterThan(20)
        const mean = own.reduce((sum, one) => sum + overroundOf(one), 0) / own.length
        expect(Math.abs(mean - overround[market]), `${key} ${market}`).toBeLessThan(0.008)
      }
    }
  })

  test('no book is below 1, no price between −100 and 100', () => {
    for (const one of quoted) {
      expect(overroundOf(one)).toBeGreaterThan(1)
      for (const price of one.prices) expect(Math.abs(price)).toBeGreaterThanOrEqual(100)
    }
  })

  test('spreads mirror, totals agree, all lines are half points', () => {
    for (const { market, points } of quoted) {
      const [first, second] = points
      const isLine = market !== 'h2h'
      expect(points.every((point) => (point === undefined) !== isLine)).toBe(true)
      expect(isLine ? Math.abs((first ?? 0) % 1) : 0.5).toBe(0.5)
      expect(market === 'spreads' ? (first ?? 0) + (second ?? 0) : 0).toBe(0)
      expect(market === 'totals' ? first : second).toBe(second)
    }
  })

  test('some games and markets are missing, most are there', () => {
    const most = games.length * BOOK_PROFILES.length * 3
    expect(quoted.length).toBeLessThan(most)
    expect(quoted.length).toBeGreaterThan(most * 0.85)
  })

  test('books differ in their prices, home is first about half the time', () => {
    const prices = quoted
      .filter(({ market }) => market === 'h2h')
      .map(({ prices: own }) => own.join())
    expect(new Set(prices).size).toBeGreaterThan(prices.length / 4)
    const firsts = eventsAt(NOON_MS).flatMap(({ home_team, bookmakers }) =>
      bookmakers.flatMap(({ markets }) =>
        markets
          .filter(({ key }) => key === 'h2h')
          .map(({ outcomes }) => outcomes[0]?.name === home_team),
      ),
    )
    const share = firsts.filter(Boolean).length / firsts.length
    expect(share).toBeGreaterThan(0.3)
    expect(share).toBeLessThan(0.7)
  })

  test('limits at exchanges only, links in the documented forms', () => {
    const outcomes = eventsAt(NOON_MS).flatMap(({ bookmakers }) =>
      bookmakers.flatMap(({ key: book, markets }) =>
        markets.flatMap((market) =>
          market.outcomes.map((outcome) => ({ book, market: market.key, outcome })),
        ),
      ),
    )
    for (const { book, market, outcome } of outcomes) {
      const isExchange = book === 'novig' || book === 'prophetx'
      expect(outcome.bet_limit === null).toBe(!isExchange)
      expect(outcome.bet_limit ?? 50).toBeGreaterThanOrEqual(50)
      if (book !== 'draftkings') continue
      const form = {
        h2h: /^0ML\d+_[123]$/,
        spreads: /^0HC\d+[PN]\d+_[13]$/,
        totals: /^0OU\d+[OU]\d+_[13]$/,
      }
      expect(outcome.sid).toMatch(form[market as 'h2h'])
      expect(outcome.link).toContain(`?outcomes=${outcome.sid}`)
    }
    const linkAt = (book: string): string | null | undefined =>
      outcomes.find((one) => one.book === book)?.outcome.link
    expect(linkAt('betmgm')).toContain('{state}')
    expect(linkAt('fanduel')).toMatch(/addToBetslip\?marketId=42\.\d+&selectionId=\d+$/)
    expect(linkAt('pinnacle')).toBeNull()
  })
})

describe('at any time', () => {
  const times = Array.from({ length: 40 }, (_, index) => NOON_MS + index * 1_700_000)

  test('no price is better than fair: nothing can be locked that was not planted', () => {
    let live = 0
    for (const nowMs of times) {
      for (const event of eventsAt(nowMs)) {
        const game = games.find((one) => feedEventIdOf(SEED, one, nowMs) === event.id)
        if (game === undefined) throw new Error(event.id)
        const { forecast, status } = momentOf(game, nowMs)
        if (status === 'live') live += 1
        const isSoccer = game.league === 'epl' || game.league === 'mls'
        const decided = isSoccer ? 1 : 1 - forecast.tie
        for (const { markets } of event.bookmakers) {
          for (const { key, outcomes } of markets) {
            for (const { name, point = 0, price } of outcomes) {
              const team = name === game.home.fullName ? 'home' : 'away'
              const over = forecast.totalOver(point)
              const fair =
                key === 'spreads'
                  ? forecast.winsBy(team, -point)
                  : key === 'totals'
                    ? name === 'Over'
                      ? over
                      : 1 - over
                    : (name === 'Draw' ? forecast.tie : forecast[team]) / decided
              expect(impliedOf(price)).toBeGreaterThanOrEqual(fair + FAIR_DISTANCE_MIN - 1e-9)
            }
          }
        }
      }
    }
    expect(live).toBeGreaterThan(50)
  })

  test('the client of the API reads all of it', () => {
    for (const nowMs of times.slice(0, 6)) {
      const { events, scores, sports, participants } = oddsFeedAt(input, nowMs)
      const listings = parseOdds(events ?? [], AT, { format: 'american' })
      expect(listings.length).toBe(events?.length)
      for (const { league } of listings) expect(league).toBeDefined()
      expect(parseEvents(events ?? [], AT).length).toBe(events?.length)
      expect(parseScores(scores ?? [], AT).length).toBe(games.length)
      expect(parseSports(sports ?? [], AT).length).toBe(SIMULATED_LEAGUES.length)
      expect(parseParticipants(participants ?? [], AT).length).toBe(participants?.length)
    }
  })

  test('is a function of games and time', () => {
    expect(oddsFeedAt(input, NOON_MS)).toEqual(oddsFeedAt({ ...input }, NOON_MS))
    expect(oddsFeedAt({ ...input, seed: 22 }, NOON_MS)).not.toEqual(oddsFeedAt(input, NOON_MS))
  })

  test('events are gone when games end, scores stay and are completed', () => {
    for (const game of games.slice(0, 10)) {
      const endMs = endMsOf(game)
      const id = feedEventIdOf(SEED, game, endMs)
      expect(eventsAt(endMs).some((event) => event.id === id)).toBe(false)
      expect(eventsAt(endMs - 1).some((event) => event.id === id)).toBe(true)
      const score = oddsFeedAt(input, endMs).scores?.find((one) => one.id === id)
      const last = momentOf(game, endMs)
      expect(score?.completed).toBe(true)
      expect(score?.scores?.map((one) => one.score)).toEqual([String(last.home), String(last.away)])
    }
  })
})

describe('the scrape clock', () => {
  const [book] = BOOK_PROFILES
  if (book === undefined) throw new Error('no book')

  test('is as old as measured: median 18 to 45 s, 95 % within 35 to 396 s, never ahead', () => {
    const ages = Array.from({ length: 2000 }, (_, index) => {
      const nowMs = NOON_MS + index * 7919
      return nowMs - lookMsOf(SEED, book, { nowMs, isLive: false })
    }).toSorted((a, b) => a - b)
    expect(ages[0]).toBeGreaterThanOrEqual(0)
    expect(ages[1000]).toBeGreaterThan(18_000)
    expect(ages[1000]).toBeLessThan(45_000)
    expect(ages[1900]).toBeGreaterThan(35_000)
    expect(ages[1900]).toBeLessThan(396_000)
  })

  test('goes on without prices that change: within a minute few do', () => {
    const afterMs = NOON_MS + HOUR_MS
    const before = quotedAt(NOON_MS, afterMs)
    const changed = (laterMs: number): number => {
      const later = quotedAt(NOON_MS + laterMs, afterMs)
      const keyed = new Set(later.map((one) => JSON.stringify(one)))
      return before.filter((one) => !keyed.has(JSON.stringify(one))).length / before.length
    }
    // Measured before games: 0.7 to 0.9 % within a minute, 7 to 11 % within fifteen.
    expect(changed(60_000)).toBeLessThan(0.03)
    expect(changed(900_000)).toBeGreaterThan(0.03)
    expect(changed(900_000)).toBeLessThan(0.2)
  })
})

describe('in a world that is sped up', () => {
  const speed = 60
  const startMs = START_MS + 9 * HOUR_MS
  const fast = scheduleOf({
    seed: SEED,
    leagues: ['mlb', 'nhl'],
    startMs,
    speed,
    startsWithinMs: 600_000,
  })

  test('books look, lag and change so many times as fast, and tell the time as it is', () => {
    const feed = { seed: SEED, games: fast, speed }
    for (let atMs = startMs; atMs < startMs + 600_000; atMs += 61_000) {
      for (const event of oddsFeedAt(feed, atMs).events ?? []) {
        const game = fast.find((one) => feedEventIdOf(SEED, one, atMs) === event.id)
        const offMs = Date.parse(event.commence_time) - (game?.startMs ?? 0)
        expect(offMs).toBeGreaterThanOrEqual(0)
        expect(offMs).toBeLessThanOrEqual(4000)
        for (const { last_update: updated } of event.bookmakers) {
          const ageMs = atMs - Date.parse(updated)
          expect(ageMs).toBeGreaterThanOrEqual(0)
          // Eleven looks of a second each, and the second that is not written.
          expect(ageMs).toBeLessThan(13_000)
        }
      }
    }
    const [book] = BOOK_PROFILES
    if (book === undefined) throw new Error('no book')
    const ages = Array.from({ length: 500 }, (_, index) => {
      const nowMs = startMs + index * 131
      return nowMs - lookMsOf(SEED, book, { nowMs, isLive: false, speed })
    }).toSorted((a, b) => a - b)
    expect(ages[0]).toBeGreaterThanOrEqual(0)
    expect(ages[250]).toBeGreaterThan(200)
    expect(ages[250]).toBeLessThan(900)
  })

  test('a minute changes as much as an hour elsewhere', () => {
    const changedBy = (fed: Parameters<typeof oddsFeedAt>[0]): number => {
      const pricesAt = (atMs: number): readonly string[] =>
        (oddsFeedAt(fed, atMs).events ?? []).flatMap(({ id, bookmakers }) =>
          bookmakers.flatMap(({ key, markets }) =>
            markets.map((one) => JSON.stringify([id, key, one.key, one.outcomes])),
          ),
        )
      const later = new Set(pricesAt(startMs + 60_000))
      const before = pricesAt(startMs)
      return before.filter((one) => !later.has(one)).length / before.length
    }
    const slow = scheduleOf({ seed: SEED, leagues: ['mlb', 'nhl'], startMs })
    expect(changedBy({ seed: SEED, games: fast, speed })).toBeGreaterThan(
      5 * changedBy({ seed: SEED, games: slow }),
    )
  })
})

describe('in play', () => {
  test('margins are larger, and most markets stay up', () => {
    const [before, live] = [new Map<string, number[]>(), new Map<string, number[]>()]
    let [there, most] = [0, 0]
    for (let index = 0; index < 60; index += 1) {
      const nowMs = NOON_MS + index * 1_100_000
      for (const event of eventsAt(nowMs)) {
        const isLive = Date.parse(event.commence_time) < nowMs - 300_000
        if (isLive) most += BOOK_PROFILES.length * 3
        for (const { key, markets } of event.bookmakers) {
          if (isLive) there += markets.length
          for (const { outcomes } of markets) {
            const sum = outcomes.reduce((total, { price }) => total + impliedOf(price), 0)
            const sums = isLive ? live : before
            sums.set(key, [...(sums.get(key) ?? []), sum])
          }
        }
      }
    }
    const mean = (sums: readonly number[] = []): number =>
      sums.reduce((total, one) => total + one, 0) / sums.length
    for (const { key } of BOOK_PROFILES) {
      expect([key, mean(live.get(key)) > mean(before.get(key)) + 0.004]).toEqual([key, true])
    }
    expect(there / most).toBeGreaterThan(0.55)
    expect(there / most).toBeLessThan(0.95)
  })
})

describe('games that do not run their course', () => {
  const moved = scheduleOf({
    seed: 2,
    leagues: ['nhl'],
    startMs: START_MS,
    gamesPerDay: 2,
    irregular: { postponed: 1 },
  })

  test('a postponed one is listed anew, by another id and start', () => {
    for (const game of moved) {
      if (game.fate.tag !== 'postponed') throw new Error('not postponed')
      const { knownMs, newStartMs } = game.fate
      const ids = [knownMs - 1, knownMs].map((nowMs) => feedEventIdOf(2, game, nowMs))
      expect(ids[0]).not.toBe(ids[1])
      const after = oddsFeedAt({ seed: 2, games: moved }, knownMs).events ?? []
      const own = after.find(({ id }) => id === ids[1])
      expect(after.some(({ id }) => id === ids[0])).toBe(false)
      expect(Date.parse(own?.commence_time ?? '') - newStartMs).toBeGreaterThanOrEqual(0)
      expect(Date.parse(own?.commence_time ?? '') - newStartMs).toBeLessThan(240_000)
    }
  })

  test('a cancelled one is withdrawn', () => {
    const gone = scheduleOf({
      seed: 2,
      leagues: ['nhl'],
      startMs: START_MS,
      gamesPerDay: 2,
      irregular: { cancelled: 1 },
    })
    const lastMs = Math.max(...gone.map((game) => endMsOf(game)))
    expect(oddsFeedAt({ seed: 2, games: gone }, lastMs).events).toEqual([])
  })
})
