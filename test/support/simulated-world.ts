/**
 * A simulated world over real sockets whose time passes as ours does, and an engine's sources on it: the
 * real clients, signed, with the stream.
 * @module
 */
import { createPrivateKey, createPublicKey, randomUUID } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import { InvalidInputError, microdollars } from '@arbkit/core'
import { createSeededRng } from '@arbkit/core/testing'
import { createVenueSources, type EngineSource, type EngineTime } from '@arbkit/engine'
import { createUndiciFetch, sleep } from '@arbkit/http'
import {
  createCredentials,
  createKalshiStream,
  createRequestQueue,
  createSystemTimers,
  createTransport,
  customHost,
  parseSigningKey,
  signStreamHandshake,
} from '@arbkit/kalshi'
import { createOddsTransport, customOddsHost, OddsApiKey } from '@arbkit/odds'
import { TEST_API_KEY } from '@arbkit/odds/testing'
import { type SimulatedLeague, type Simulator, startSimulator } from '@arbkit/simulator'

/** When a world begins, Unix ms. */
export const WORLD_MS = Date.UTC(2026, 10, 21, 17)
const MINUTE_MS = 60_000
const LIMITS = {
  read: { refillPerSecond: 12_000, capacity: 12_000 },
  write: { refillPerSecond: 9600, capacity: 9600 },
}
const SECRET = createPrivateKey({
  key: Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), Buffer.alloc(32, 7)]),
  format: 'der',
  type: 'pkcs8',
})
const CREDENTIALS = createCredentials(
  'key-of-engine',
  parseSigningKey(SECRET.export({ type: 'pkcs8', format: 'pem' }).toString()),
)

/** What is simulated. */
export interface SimulatedWorldOptions {
  readonly seed: number
  readonly leagues?: readonly SimulatedLeague[]
  readonly gamesPerDay?: number
  readonly activity?: number
  /** When it begins, Unix ms; a fixed day where left out. */
  readonly startMs?: number
  /** Games are in play at the beginning, and others begin within this time, ms; else as leagues play. */
  readonly startsWithinMs?: number
}

/** The variables by which a program of its own finds a world and signs. */
export type WorldEnvironment = Readonly<Record<string, string>>

/** A world that runs. */
export interface SimulatedWorld {
  readonly simulator: Simulator
  readonly time: EngineTime
  /** Makes new sources on it. */
  sources(): readonly EngineSource[]
  /** Makes a price of a book too good, from now on: another one for each number. Returns the contract. */
  plant(number?: number): string
  /** Writes the signing key into a folder, and returns the variables that lead to the world. */
  environment(folder: string): Promise<WorldEnvironment>
  close(): Promise<void>
}

/** Starts a world. Close it. */
export async function startSimulatedWorld({
  seed,
  leagues = ['nhl'],
  gamesPerDay = 2,
  activity = 0.2,
  startMs = WORLD_MS,
  startsWithinMs,
}: SimulatedWorldOptions): Promise<SimulatedWorld> {
  // A world on the real time must not lag behind it by the time that it takes to be made.
  const startedMs = performance.now()
  const account = { keyId: 'key-of-engine', accountId: 'engine', tier: 'prestige' } as const
  const simulator = await startSimulator({
    seed,
    startMs,
    ...(startsWithinMs === undefined ? {} : { startsWithinMs }),
    leagues,
    gamesPerDay,
    activity,
    accounts: [{ ...account, publicKey: createPublicKey(SECRET) }],
    credits: 1_000_000,
  })
  simulator.kalshi.apply({
    kind: 'deposit',
    accountId: 'engine',
    exchangeIndex: 0,
    amount: microdollars(1_000_000_000),
  })
  const fromMs = startMs + 10 * MINUTE_MS
  simulator.advance(fromMs)
  const timer = setInterval(() => {
    simulator.advance(fromMs + Math.floor(performance.now() - startedMs))
  }, 20)
  const time = timeOf(simulator)
  return {
    simulator,
    time,
    sources: () => sourcesOf(simulator, time),
    plant: (number = 0) => plantIn(simulator, number),
    environment: async (folder) => environmentOf(simulator, folder),
    close: async () => {
      clearInterval(timer)
      await simulator.close()
    },
  }
}

/** The world's own time, on timers of this process. */
function timeOf({ clock }: Simulator): EngineTime {
  return {
    clock,
    soon: (run) => setImmediate(run),
    stopwatch: () => performance.now(),
    every: (intervalMs, run) => {
      const timer = setInterval(run, intervalMs)
      return () => clearInterval(timer)
    },
  }
}

const BOOKS = ['draftkings', 'fanduel', 'betmgm'] as const
const EDGE = 0.02
/** Contracts on who wins a game. */
const GAME_WINNER = /^KX[A-Z]+GAME-/

/** Where nothing is asked for a contract, nothing can be too good against it: the next one is taken. */
function plantIn({ world, exchange, clock }: Simulator, number: number): string {
  const tickers = [...world.catalog.markets.keys()].filter((key) => GAME_WINNER.test(key))
  const book = BOOKS[Math.floor(number / tickers.length) % BOOKS.length] ?? 'draftkings'
  const fromMs = clock.now()
  const untilMs = fromMs + 60 * MINUTE_MS
  for (let next = 0; next < tickers.length; next += 1) {
    const ticker = tickers[(number + next) % tickers.length] ?? ''
    try {
      world.plantLocked({ ticker, side: 'yes', book, edge: EDGE, fromMs, untilMs }, exchange)
      return ticker
    } catch (error) {
      if (!(error instanceof InvalidInputError)) throw error
    }
  }
  throw new InvalidInputError('nothing is asked for any contract')
}

async function environmentOf(
  { kalshi, odds }: Simulator,
  folder: string,
): Promise<WorldEnvironment> {
  const keyFile = path.join(folder, 'kalshi.pem')
  const pem = SECRET.export({ type: 'pkcs8', format: 'pem' }).toString()
  await writeFile(keyFile, pem, { mode: 0o600 })
  return {
    KALSHI_HOST: kalshi.restUrl,
    KALSHI_KEY_ID: 'key-of-engine',
    KALSHI_PRIVATE_KEY_FILE: keyFile,
    ODDS_API_URL: odds.url,
    ODDS_API_KEY: TEST_API_KEY,
    ARBKIT_HOME: folder,
  }
}

function sourcesOf({ kalshi, odds }: Simulator, { clock }: EngineTime): readonly EngineSource[] {
  const [fetch, rng] = [createUndiciFetch(), createSeededRng(1)]
  const host = customHost(kalshi)
  const send = createOddsTransport({
    host: customOddsHost(odds.url),
    key: new OddsApiKey(TEST_API_KEY),
    fetch,
    clock,
    rng,
    sleep,
  })
  return createVenueSources({
    venues: {
      kalshi: {
        isSigned: true,
        connect: (onAnswer) =>
          createTransport({
            host,
            fetch,
            clock,
            rng,
            sleep,
            credentials: CREDENTIALS,
            limits: createRequestQueue({ clock, rng, sleep, limits: LIMITS }),
            onAnswer,
          }),
      },
      odds: { send },
    },
    openStream: (wanted) =>
      createKalshiStream({
        ...wanted,
        clock,
        rng,
        timers: createSystemTimers(),
        host,
        sign: ({ atMs }) => signStreamHandshake(CREDENTIALS, Math.floor(atMs)),
      }),
    clock,
    sleep,
    games: { leagues: new Set(['nhl', 'nfl', 'nba', 'mlb']), withinMs: 72 * 60 * MINUTE_MS },
    odds: { markets: ['h2h', 'spreads', 'totals'], books: { regions: ['us'] } },
    discoverEveryMs: 10 * MINUTE_MS,
    scanEveryMs: 30_000,
    creditsNow: async () =>
      Promise.resolve({ day: undefined, month: { limit: 1_000_000, reserve: 0, spent: 0 } }),
  })
}

/** A name that nobody else has. */
export const freshName = (): string => randomUUID()
