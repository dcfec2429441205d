import { describe, expect, test } from 'vitest'
import { createExchange, type Exchange } from '../exchange/exchange.ts'
import type { ExchangeCommand } from '../exchange/protocol.ts'
import { endMsOf, finalScoreOf, momentOf } from './game-truth.ts'
import { fairValueOf, resultOf, sellsDraw } from './market-question.ts'
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
