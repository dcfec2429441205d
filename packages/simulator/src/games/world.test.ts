import { describe, expect, test } from 'vitest'
import { createExchange, type Exchange } from '../exchange/exchange.ts'
import type { ExchangeCommand } from '../exchange/protocol.ts'
import { endMsOf, finalScoreOf, momentOf } from './game-truth.ts'
import { fairValueOf, resultOf, sellsDraw } from './market-question.ts'
import { SIMULATED_LEAGUES } from './sport-model.ts'
import { createWorld, type World } from './world.ts'

const START_MS = Date.parse('2026-11-22T17:00:00Z')
const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS

interface Run {
  readonly world: World
  readonly exchange: Exchange
  readonly refused: string[]
  /** Carries out what happens until a time and returns the commands. */
  readonly until: (toMs: number) => readonly ExchangeCommand[]
}

function run(options: Partial<Parameters<typeof createWorld>[0]> = {}): Run {
  const world = createWorld({
    seed: 7,
    leagues: ['nhl', 'epl'],
    startMs: START_MS,
    gamesPerDay: 1,
    activity: 0.3,
    ...options,
  })
  const exchange = createExchange()
  const refused: string[] = []
  const until = (toMs: number): readonly ExchangeCommand[] => {
    const commands: ExchangeCommand[] = []
    for (const command of world.advance(toMs, exchange)) {
      const { result } = exchange.apply(command)
      if ('refused' in result) refused.push(`${command.kind} ${result.refused.message}`)
      commands.push(command)
    }
    return commands
  }
  return { world, exchange, refused, until }
}

const endOf = ({ games }: World): number => Math.max(...games.map(endMsOf))

describe('a session', () => {
  test('of a seed is the same, byte for byte, whatever the steps; another seed is another', () => {
    const [one, two, other] = [run(), run(), run({ seed: 8 })]
    const toMs = START_MS + 4 * HOUR_MS
    const whole = one.until(toMs)
    const parts: ExchangeCommand[] = []
    for (let atMs = START_MS; atMs <= toMs; atMs += 17 * MINUTE_MS) parts.push(...two.until(atMs))
    parts.push(...two.until(toMs))
    expect(JSON.stringify(parts)).toBe(JSON.stringify(whole))
    expect(JSON.stringify(other.until(toMs))).not.toBe(JSON.stringify(whole))
    for (const nowMs of [START_MS, toMs]) {
      expect(JSON.stringify(two.world.feedData(nowMs))).toBe(
        JSON.stringify(one.world.feedData(nowMs)),
      )
    }
  }, 30_000)

  test('runs to the end: nothing refused, times in order, every market paid as the game ended', () => {
    const { world, exchange, refused, until } = run({ irregular: { cancelled: 0.3 }, seed: 3 })
    const commands = until(endOf(world) + HOUR_MS)
    expect(refused).toEqual([])
    const times = commands.map(({ nowMs }) => nowMs)
    expect(times).toEqual(times.toSorted((a, b) => a - b))
    for (const { ticker, gameId, question } of world.catalog.markets.values()) {
      const game = world.games.find(({ id }) => id === gameId)
      if (game === undefined) throw new Error(gameId)
      const market = exchange.marketOf(ticker)
      const score = finalScoreOf(game)
      expect(['determined', 'finalized']).toContain(market?.status)
      const expected = score && resultOf(game.league, question, score)
      expect(market?.result ?? 'none').toEqual(
        expected ?? { kind: 'scalar', value: market?.settlementValue },
      )
    }
    const { deposits, cash, collateral, fees } = exchange.totals()
    expect(cash + collateral + fees).toBe(deposits)
  }, 30_000)

  test('a command of somebody else in between holds nothing up', () => {
    const { world, exchange } = run()
    for (const command of world.advance(START_MS, exchange)) exchange.apply(command)
    exchange.apply({ kind: 'tick', nowMs: START_MS + HOUR_MS })
    for (const command of world.advance(START_MS + HOUR_MS, exchange)) {
      expect(() => exchange.apply(command)).not.toThrow()
    }
  })
})

describe('books', () => {
  test('stay around what contracts are worth, before and in games', () => {
    const { world, exchange, until } = run({ activity: 1 })
    let seen = 0
    for (let atMs = START_MS; atMs < endOf(world); atMs += 13 * MINUTE_MS) {
      until(atMs)
      for (const { ticker, gameId, question } of world.catalog.markets.values()) {
        const game = world.games.find(({ id }) => id === gameId)
        if (game === undefined || atMs >= endMsOf(game)) continue
        const worth = fairValueOf(game.league, question, momentOf(game, atMs).forecast) * 10_000
        const book = exchange.bookOf(ticker)
        const [bid] = book?.yesBids ?? []
        const [noBid] = book?.noBids ?? []
        expect(bid?.price ?? 0).toBeLessThanOrEqual(worth + 1e-3)
        expect(10_000 - (noBid?.price ?? 0)).toBeGreaterThanOrEqual(worth - 1e-3)
        if (bid !== undefined && noBid !== undefined) seen += 1
      }
    }
    expect(seen).toBeGreaterThan(200)
  }, 30_000)
})

describe('planting', () => {
  const atMs = START_MS + HOUR_MS

  test('locks that book and contract, and nothing else was locked before or is after', () => {
    let planted = 0
    for (let seed = 0; seed < 16; seed += 1) {
      const { world, exchange, until } = run({ seed, activity: 0 })
      until(atMs)
      expect(world.truthOf(atMs, exchange), `seed ${seed}`).toEqual([])
      const game = world.games.find(({ startMs }) => startMs > atMs + 20 * MINUTE_MS)
      const market = [...world.catalog.markets.values()].find(
        ({ gameId, question }) => gameId === game?.id && question.tag === 'winner',
      )
      if (game === undefined || market === undefined) continue
      const side = sellsDraw(game.league) ? 'no' : seed % 2 === 0 ? 'yes' : 'no'
      const untilMs = atMs + 10 * MINUTE_MS
      const request = { ticker: market.ticker, side, book: 'draftkings', edge: 0.02 } as const
      const plant = world.plantLocked({ ...request, fromMs: atMs, untilMs }, exchange)
      const locked = world.truthOf(atMs, exchange)
      expect(locked.some((one) => one.ticker === market.ticker && one.side === side)).toBe(true)
      for (const one of locked) {
        expect([one.gameId, one.book, one.marketKey, one.american]).toEqual([
          game.id,
          'draftkings',
          plant.marketKey,
          plant.american,
        ])
      }
      until(untilMs)
      expect(world.truthOf(untilMs, exchange)).toEqual([])
      planted += 1
    }
    expect(planted).toBeGreaterThan(5)
  }, 60_000)

  test('of lines too, and a planted book keeps its margin', () => {
    for (const league of ['nfl', 'mlb', 'nba', 'epl'] as const) {
      const { world, exchange, until } = run({ leagues: [league], seed: 2, activity: 0 })
      until(START_MS)
      for (const tag of ['spread', 'total'] as const) {
        const market = [...world.catalog.markets.values()].find(({ ticker, question }) => {
          const [bid] = exchange.bookOf(ticker)?.yesBids ?? []
          return question.tag === tag && bid !== undefined && bid.price > 600 && bid.price < 7000
        })
        if (market === undefined) throw new Error(`no ${tag} in ${league}`)
        const plant = world.plantLocked(
          {
            ticker: market.ticker,
            side: 'yes',
            book: 'pinnacle',
            edge: 0.03,
            fromMs: START_MS,
            untilMs: START_MS + HOUR_MS,
          },
          exchange,
        )
        const locked = world.truthOf(START_MS, exchange)
        expect(
          locked.some(({ ticker }) => ticker === market.ticker),
          `${league} ${tag}`,
        ).toBe(true)
        expect(locked.every(({ book }) => book === 'pinnacle')).toBe(true)
        const markets = (world.feedData(START_MS).events ?? []).flatMap(({ bookmakers }) =>
          bookmakers.filter(({ key }) => key === 'pinnacle').flatMap((book) => book.markets),
        )
        const own = markets.find(
          ({ key, outcomes }) =>
            key === plant.marketKey && outcomes.some(({ price }) => price === plant.american),
        )
        const sum = (own?.outcomes ?? []).reduce(
          (total, { price }) => total + (price > 0 ? 100 / (100 + price) : price / (price - 100)),
          0,
        )
        expect(sum).toBeGreaterThan(1.005)
      }
    }
  }, 30_000)

  test('needs a market, a book, something asked, and a bet that covers', () => {
    const { world, exchange, until } = run({ leagues: ['epl'], activity: 0 })
    const winner = [...world.catalog.markets.values()].find(
      ({ question }) => question.tag === 'winner',
    )
    if (winner === undefined) throw new Error('no winner')
    const request = {
      ticker: winner.ticker,
      side: 'no',
      book: 'draftkings',
      edge: 0.02,
      fromMs: START_MS,
      untilMs: START_MS + HOUR_MS,
    } as const
    expect(() => world.plantLocked(request, exchange)).toThrow('nothing is asked')
    until(START_MS)
    expect(() => world.plantLocked({ ...request, ticker: 'X' }, exchange)).toThrow('no such market')
    expect(() => world.plantLocked({ ...request, book: 'x' }, exchange)).toThrow('no such book')
    expect(() => world.plantLocked({ ...request, side: 'yes' }, exchange)).toThrow('three results')
    expect(() => world.plantLocked({ ...request, edge: 0.9 }, exchange)).toThrow('edge')
    expect(world.plants).toEqual([])
  })
})

/** Moments of a session at which quotes are stale: just after something happened in a game. */
function staleMomentsOf({ games }: World, { fromMs, toMs }: { fromMs: number; toMs: number }) {
  const times = games.flatMap(({ points }) => points.map(({ atMs }) => atMs))
  return times.filter((atMs) => atMs > fromMs && atMs < toMs).toSorted((a, b) => a - b)
}

describe('at any speed', () => {
  const SESSION_MS = 10 * MINUTE_MS

  test.each([1, 10, 60])(
    'a session of minutes at %i has books around the score from the first',
    (speed) => {
      const { world, exchange, refused, until } = run({
        speed,
        startsWithinMs: SESSION_MS,
        gamesPerDay: 3,
        activity: 0.5 / speed,
      })
      until(START_MS)
      let live = 0
      for (const { ticker, gameId, question } of world.catalog.markets.values()) {
        const game = world.games.find(({ id }) => id === gameId)
        if (game === undefined) throw new Error(gameId)
        const { status, forecast } = momentOf(game, START_MS)
        if (status !== 'live') continue
        live += 1
        const worth = fairValueOf(game.league, question, forecast) * 10_000
        const book = exchange.bookOf(ticker)
        expect(book?.yesBids[0]?.price ?? 0).toBeLessThanOrEqual(worth + 1e-3)
        expect(10_000 - (book?.noBids[0]?.price ?? 0)).toBeGreaterThanOrEqual(worth - 1e-3)
        expect((book?.yesBids.length ?? 0) + (book?.noBids.length ?? 0)).toBeGreaterThan(1)
      }
      expect(live).toBeGreaterThan(10)
      const commands = until(START_MS + SESSION_MS)
      expect(refused).toEqual([])
      for (const { nowMs } of commands) {
        expect(Number.isInteger(nowMs)).toBe(true)
        expect(nowMs).toBeLessThanOrEqual(START_MS + SESSION_MS)
      }
      const ended = commands.filter(({ kind }) => kind === 'determine-market').length
      expect(ended > 0).toBe(speed > 1)
    },
    60_000,
  )

  test('1 is what no speed is', () => {
    const [one, two] = [run({ speed: 1 }), run()]
    const toMs = START_MS + HOUR_MS
    expect(JSON.stringify(one.until(toMs))).toBe(JSON.stringify(two.until(toMs)))
    expect(JSON.stringify(one.world.feedData(toMs))).toBe(JSON.stringify(two.world.feedData(toMs)))
  })
})

describe('makers that are late', () => {
  test('leave stale quotes for a moment, and have moved two seconds later', () => {
    const options = { leagues: ['nba'] as const, seed: 5, startsWithinMs: HOUR_MS, activity: 0 }
    const { world, exchange, until } = run(options)
    until(START_MS)
    let stale = 0
    const isBeaten = (atMs: number): number => {
      let count = 0
      for (const { ticker, gameId, question } of world.catalog.markets.values()) {
        const game = world.games.find(({ id }) => id === gameId)
        if (game === undefined || atMs >= endMsOf(game)) continue
        const worth = fairValueOf(game.league, question, momentOf(game, atMs).forecast) * 10_000
        const [bid] = exchange.bookOf(ticker)?.yesBids ?? []
        const [noBid] = exchange.bookOf(ticker)?.noBids ?? []
        if ((bid?.price ?? 0) > worth + 1 || 10_000 - (noBid?.price ?? 0) < worth - 1) count += 1
      }
      return count
    }
    const times = staleMomentsOf(world, { fromMs: START_MS, toMs: START_MS + 10 * MINUTE_MS })
    for (const [index, atMs] of times.entries()) {
      const next = times[index + 1] ?? Infinity
      if (next <= atMs + 2000) continue
      until(atMs)
      stale += isBeaten(atMs)
      until(atMs + 2000)
      expect(isBeaten(atMs + 2000)).toBe(0)
    }
    expect(stale).toBeGreaterThan(20)
  }, 60_000)

  const isLong = process.env['ARBKIT_LONG'] === '1'
  const count = isLong ? 1000 : 6
  test(`never make anything lock that was not planted: ${count} seeds, when quotes are stale`, () => {
    let looks = 0
    for (let seed = 0; seed < count; seed += 1) {
      const speed = [1, 10, 60, 600][seed % 4] ?? 1
      const { world, exchange, until } = run({
        seed,
        speed,
        leagues: [SIMULATED_LEAGUES[seed % SIMULATED_LEAGUES.length] ?? 'nhl'],
        startMs: START_MS + (seed % 24) * HOUR_MS,
        startsWithinMs: HOUR_MS / speed,
        gamesPerDay: 2,
        activity: 0.2 / Math.sqrt(speed),
        irregular: { suspended: 0.05, postponed: 0.05, cancelled: 0.05 },
      })
      const fromMs = START_MS + (seed % 24) * HOUR_MS
      const times = staleMomentsOf(world, { fromMs, toMs: fromMs + HOUR_MS / speed })
      const few = times.filter((_, index) => index % Math.ceil(times.length / 10) === 0)
      let lastMs = fromMs
      for (const atMs of few.flatMap((one) => [one, one + Math.ceil(100 / speed)])) {
        if (atMs < lastMs) continue
        lastMs = atMs
        until(atMs)
        expect(world.truthOf(atMs, exchange), `seed ${seed} at ${atMs}`).toEqual([])
        looks += 1
      }
    }
    expect(looks).toBeGreaterThan(count * 8)
  }, 3_600_000)
})
