/**
 * A trading day on a virtual clock with faults on: the real clients follow every market, and whatever they
 * hold for in sync is compared with the exchange.
 * @module
 */
import { generateKeyPairSync } from 'node:crypto'
import { createSeededRng } from '@arbkit/core/testing'
import {
  createCredentials,
  createKalshiStream,
  type Credentials,
  type KalshiStream,
  parseSigningKey,
  signStreamHandshake,
  type StreamEffect,
} from '@arbkit/kalshi'
import { createSimulation, type Simulation } from '@arbkit/simulator'
import { checkBooks } from './book-check.ts'
import { dayFaults } from './day-faults.ts'
import { type ReaderFigures, startReaders } from './readers.ts'

const SECOND_MS = 1000
const MINUTE_MS = 60 * SECOND_MS
const HOUR_MS = 60 * MINUTE_MS
/** A Thursday's midnight in New York: the maintenance is three hours ahead. */
const START_MS = Date.UTC(2026, 10, 26, 5)
/** After the faults have ended, every book has to be in sync by then. */
const HEALING_MS_MAX = 15 * MINUTE_MS
/** The faults of the stream are reckoned for so many markets at the usual activity. */
const MARKETS_USUAL = 2000
/** Credits for a day of asking. */
const CREDITS = 100_000
/** Divergences that are named. */
const NAMED_MAX = 20

/** What day. */
export interface DayOptions {
  readonly seed: number
  /** How many are followed; the world has as many games as that needs. */
  readonly markets: number
  readonly hours: number
  /** How busy the traders are; 1 as recorded. */
  readonly activity: number
  /** Returns bytes in use once what is not needed is gone. */
  readonly heapBytes: () => number
  /** Told at the beginning and after each hour. */
  readonly onHour?: ((hour: number, figures: DayFigures) => void) | undefined
}

/** What was seen. */
export interface DayFigures {
  readonly markets: number
  worldCommands: number
  /** Messages of the stream that reached the client. */
  messages: number
  /** Effects of the client by name: `invalid gap`, `fault gap`, `reconnect`, `close heartbeat-lost`. */
  readonly met: Map<string, number>
  /** Books that came into sync, the first time included. */
  synced: number
  comparisons: number
  /** Looks at a book that was in sync while a message about it was under way or lost. */
  unheard: number
  /** Looks at a book that was not in sync. */
  resyncing: number
  /** `hour:minute ticker` of books that were in sync and another, the first {@link NAMED_MAX}. */
  readonly divergences: string[]
  divergenceCount: number
  /** At the beginning and after each hour. */
  readonly heap: number[]
  rest: ReaderFigures | undefined
  /** How long after the last fault all books were in sync and equal, ms; undefined: never. */
  healedMs: number | undefined
}

/** Lives through a day. */
export async function runSimulatedDay(options: DayOptions): Promise<DayFigures> {
  const { seed, hours, heapBytes, onHour } = options
  const { privateKey, publicKey } = generateKeyPairSync('ed25519')
  const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
  const credentials = createCredentials('key-of-reader', parseSigningKey(pem))
  const span = { fromMs: START_MS, untilMs: START_MS + hours * HOUR_MS }
  const simulation = createSimulation({
    seed,
    startMs: START_MS,
    gamesPerDay: gamesPerDayOf(options.markets),
    activity: options.activity,
    credits: CREDITS,
    accounts: [{ keyId: 'key-of-reader', publicKey, accountId: 'reader', tier: 'prestige' }],
    faults: dayFaults(span, MARKETS_USUAL / (options.markets * options.activity)),
  })
  await simulation.advance(START_MS + SECOND_MS)
  const tickers = [...simulation.world.catalog.markets.keys()].slice(0, options.markets)
  const figures = newFigures(tickers.length)
  const stream = followBooks({ simulation, seed, credentials, tickers, figures })
  const stopped = new AbortController()
  const { signal } = stopped
  figures.rest = startReaders({ simulation, seed, credentials, tickers, signal })
  figures.heap.push(heapBytes())
  onHour?.(0, figures)
  for (let minute = 1; minute <= hours * 60; minute += 1) {
    await simulation.advance(START_MS + minute * MINUTE_MS)
    look({ simulation, stream, tickers, figures }, minute)
    if (minute % 60 !== 0) continue
    figures.heap.push(heapBytes())
    onHour?.(minute / 60, figures)
  }
  stopped.abort()
  figures.healedMs = await healed({ simulation, stream, tickers, figures }, hours * 60)
  void stream.close()
  return figures
}

/** The least games of each league that make so many markets, by a world of the same day. */
function gamesPerDayOf(markets: number): number {
  for (let games = 1; games <= GAMES_PER_DAY_MAX; games += 1) {
    const options = { seed: 1, startMs: START_MS, gamesPerDay: games }
    if (createSimulation(options).world.catalog.markets.size >= markets) return games
  }
  return GAMES_PER_DAY_MAX
}
const GAMES_PER_DAY_MAX = 16

function newFigures(markets: number): DayFigures {
  return {
    markets,
    worldCommands: 0,
    messages: 0,
    met: new Map(),
    synced: 0,
    comparisons: 0,
    unheard: 0,
    resyncing: 0,
    divergences: [],
    divergenceCount: 0,
    heap: [],
    rest: undefined,
    healedMs: undefined,
  }
}

interface Followed {
  readonly simulation: Simulation
  readonly tickers: readonly string[]
  readonly figures: DayFigures
}

function followBooks({
  simulation,
  seed,
  credentials,
  tickers,
  figures,
}: Followed & { readonly seed: number; readonly credentials: Credentials }): KalshiStream {
  const { clock, timers, kalshi, openSocket } = simulation
  return createKalshiStream({
    clock,
    timers,
    rng: createSeededRng(seed + 10),
    sign: ({ atMs }) => ({ ...signStreamHandshake(credentials, atMs) }),
    host: kalshi,
    marketIds: tickers,
    openSocket,
    listener: {
      onFrame: () => {
        figures.messages += 1
      },
      onEffect: (effect) => note(effect, figures),
    },
  })
}

function note(effect: StreamEffect, figures: DayFigures): void {
  const met = (name: string): void => {
    figures.met.set(name, (figures.met.get(name) ?? 0) + 1)
  }
  switch (effect.tag) {
    case 'synced':
      figures.synced += 1
      return
    case 'fault':
      met(`fault ${effect.fault.tag}`)
      return
    case 'invalid':
      met(`invalid ${effect.because}`)
      return
    case 'close':
      met(`close ${effect.because}`)
      return
    case 'reconnect':
      met('reconnect')
      return
    default:
  }
}

function look(
  { simulation, stream, tickers, figures }: Followed & { readonly stream: KalshiStream },
  minute: number,
): boolean {
  const { compared, unheard, resyncing, diverged } = checkBooks(simulation, stream, tickers)
  figures.worldCommands = simulation.worldCommands()
  figures.comparisons += compared
  figures.unheard += unheard
  figures.resyncing += resyncing
  figures.divergenceCount += diverged.length
  const at = `${Math.floor(minute / 60)}:${String(minute % 60).padStart(2, '0')}`
  for (const ticker of diverged) {
    if (figures.divergences.length < NAMED_MAX) figures.divergences.push(`${at} ${ticker}`)
  }
  return compared === tickers.length && diverged.length === 0
}

async function healed(
  followed: Followed & { readonly stream: KalshiStream },
  minute: number,
): Promise<number | undefined> {
  const { simulation } = followed
  simulation.kalshi.heal()
  simulation.odds.heal()
  const fromMs = simulation.clock.now()
  for (let ms = SECOND_MS; ms <= HEALING_MS_MAX; ms += SECOND_MS) {
    await simulation.advance(fromMs + ms)
    if (look(followed, minute)) return ms
  }
  return undefined
}
