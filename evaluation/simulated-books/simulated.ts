/**
 * The same numbers of simulated books: a morning of baseball sixteen hours ahead, games hours and days
 * ahead, basketball's lines, and polls of the odds feed before and in play.
 * @module
 */
import { createExchange, createWorld, type Exchange, type World } from '@arbkit/simulator'
import { addChanges, addPoll, type PolledEvent } from './odds-samples.ts'
import { addTo, type Measure, type Samples } from './samples.ts'

const HOUR_MS = 3_600_000
/** An August morning, 02:46 Eastern, as the stream's. */
const MORNING_MS = Date.UTC(2026, 7, 7, 6, 46)
/** As the first of the repeated polls. */
const AFTERNOON_MS = Date.UTC(2026, 7, 11, 18)
const STREAM_MS = 56_000
const TRADES_MS = 15 * 60_000
const GAMES = 6

/** Returns what worlds of some seeds say. */
export function simulatedSamples(seeds: readonly number[]): Samples {
  const samples: Samples = new Map()
  for (const seed of seeds) {
    addStream(samples, seed)
    addBest(samples, seed, 'winner 0-6 h', AFTERNOON_MS)
    addBest(samples, seed, 'winner 24-48 h', MORNING_MS - 36 * HOUR_MS)
    addTrades(samples, seed)
    addLines(samples, seed)
    addFeed(samples, seed)
  }
  return samples
}

interface Run {
  readonly world: World
  readonly exchange: Exchange
  readonly until: (toMs: number) => readonly ReturnType<Exchange['apply']>['events'][number][]
}

function runOf(options: Parameters<typeof createWorld>[0]): Run {
  const world = createWorld(options)
  const exchange = createExchange()
  return {
    world,
    exchange,
    until: (toMs) => {
      const events = []
      for (const command of world.advance(toMs, exchange))
        events.push(...exchange.apply(command).events)
      return events
    },
  }
}

const winnersOf = ({ world }: Run): readonly string[] => tickersOf(world, (tag) => tag === 'winner')

function tickersOf(world: World, isWanted: (tag: string) => boolean): readonly string[] {
  const markets = [...world.catalog.markets.values()]
  return markets.flatMap(({ ticker, question }) => (isWanted(question.tag) ? [ticker] : []))
}

function addTops(
  samples: Samples,
  { exchange }: Run,
  { tickers, kind }: { readonly tickers: readonly string[]; readonly kind: string },
): void {
  for (const ticker of tickers) {
    const [yes, no] = [exchange.bookOf(ticker)?.yesBids[0], exchange.bookOf(ticker)?.noBids[0]]
    if (yes === undefined || no === undefined) continue
    addTo(samples, `${kind} spread, cents` as Measure, (10_000 - yes.price - no.price) / 100)
    addTo(samples, `${kind} best size, contracts` as Measure, yes.size / 100, no.size / 100)
  }
}

function addStream(samples: Samples, seed: number): void {
  const run = runOf({ seed, leagues: ['mlb'], startMs: MORNING_MS, gamesPerDay: GAMES })
  run.until(MORNING_MS)
  const tickers = winnersOf(run)
  addTops(samples, run, { tickers, kind: 'winner' })
  addTops(samples, run, {
    tickers: tickersOf(run.world, (tag) => tag !== 'winner'),
    kind: 'MLB line',
  })
  const sidesOf = (ticker: string) => {
    const book = run.exchange.bookOf(ticker)
    return { yes: book?.yesBids ?? [], no: book?.noBids ?? [] }
  }
  for (const ticker of tickers) {
    for (const levels of Object.values(sidesOf(ticker))) {
      addTo(samples, 'winner levels a side', levels.length)
      const depth = levels.reduce((sum, { size }) => sum + size, 0) / 100
      addTo(samples, 'winner depth a side, contracts', depth)
    }
  }
  const changes = new Map(tickers.map((ticker) => [ticker, 0]))
  const { world, exchange } = run
  for (const command of world.advance(MORNING_MS + STREAM_MS, exchange)) {
    const before = 'marketId' in command ? sidesOf(String(command.marketId)) : undefined
    for (const event of exchange.apply(command).events) {
      if (event.kind !== 'book-delta' || !changes.has(event.marketId)) continue
      changes.set(event.marketId, (changes.get(event.marketId) ?? 0) + 1)
      addTo(samples, 'winner size of a change, contracts', Math.abs(event.delta) / 100)
      const best = (before ?? sidesOf(event.marketId))[event.side][0]?.price ?? event.price
      addTo(samples, 'winner change behind the best, cents', (best - event.price) / 100)
    }
  }
  const minutes = STREAM_MS / 60_000
  addTo(samples, 'winner changes a minute', ...[...changes.values()].map((one) => one / minutes))
}

function addBest(
  samples: Samples,
  seed: number,
  ...[kind, startMs]: readonly [kind: string, startMs: number]
): void {
  const days = kind === 'winner 24-48 h' ? 3 : 1
  const run = runOf({ seed, leagues: ['mlb'], startMs, gamesPerDay: GAMES, days, activity: 0 })
  run.until(startMs)
  const wanted = run.world.games.filter((game) => {
    const hours = (game.startMs - startMs) / HOUR_MS
    return days === 1 ? hours < 6 : hours >= 24 && hours < 48
  })
  const ids = new Set(wanted.map(({ id }) => id))
  const tickers = winnersOf(run).filter((ticker) =>
    ids.has(run.world.catalog.markets.get(ticker)?.gameId ?? ''),
  )
  addTops(samples, run, { tickers, kind })
}

function addTrades(samples: Samples, seed: number): void {
  const startMs = AFTERNOON_MS
  const run = runOf({ seed, leagues: ['mlb'], startMs, gamesPerDay: 2, days: 1 })
  run.until(startMs)
  const tickers = winnersOf(run)
  for (let atMs = startMs; atMs < startMs + TRADES_MS; atMs += 60_000) {
    const volumes = new Map(tickers.map((ticker) => [ticker, 0]))
    for (const event of run.until(atMs + 60_000)) {
      if (event.kind !== 'trade') continue
      const { marketId, count } = event.trade
      const before = volumes.get(marketId)
      if (before !== undefined) volumes.set(marketId, before + count / 100)
    }
    addTo(samples, 'winner traded a minute, contracts', ...volumes.values())
  }
}

function addLines(samples: Samples, seed: number): void {
  const startMs = MORNING_MS
  const run = runOf({ seed, leagues: ['nba'], startMs, gamesPerDay: 2, activity: 0 })
  run.until(startMs)
  const tickers = tickersOf(run.world, (tag) => tag !== 'winner')
  addTops(samples, run, { tickers, kind: 'NBA line' })
}

function addFeed(samples: Samples, seed: number): void {
  const world = createWorld({ seed, leagues: ['mlb'], startMs: AFTERNOON_MS, gamesPerDay: 15 })
  const eventsAt = (atMs: number): readonly PolledEvent[] =>
    (world.feedData(atMs).events ?? []) as readonly PolledEvent[]
  const first = eventsAt(AFTERNOON_MS)
  for (const seconds of [60, 300, 900] as const) {
    addChanges(samples, first, { after: eventsAt(AFTERNOON_MS + seconds * 1000), seconds })
  }
  for (let hour = 0; hour < 9; hour += 1) {
    const atMs = AFTERNOON_MS + hour * HOUR_MS + (seed % 60) * 1000
    addPoll(samples, eventsAt(atMs), atMs)
  }
}
