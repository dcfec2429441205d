/**
 * A session recorded off a simulated world in this process: the real clients read it again and again while
 * it goes on, a stream tells of every book, prices are planted, and the venue pauses, charges otherwise and
 * stops single markets.
 * @module
 */
import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto'
import { NO_DECISIONS } from '@arbkit/core'
import { createSeededRng } from '@arbkit/core/testing'
import { createLiveScanner, type ScanOptions } from '@arbkit/engine'
import {
  createCredentials,
  createRequestQueue,
  createTransport,
  customHost,
  parseSigningKey,
  signStreamHandshake,
} from '@arbkit/kalshi'
import { createOddsTransport, customOddsHost, OddsApiKey } from '@arbkit/odds'
import { TEST_API_KEY } from '@arbkit/odds/testing'
import {
  createPlanter,
  createSimulation,
  type Simulation,
  type SimulatedLeague,
  USUAL_PLANTS,
} from '@arbkit/simulator'
import type { Frame, NewFrame } from '@arbkit/store'

/** What is recorded. */
export interface SimulatedSessionOptions {
  readonly seed: number
  readonly leagues: readonly SimulatedLeague[]
  readonly gamesPerDay: number
  readonly scan: ScanOptions
  /** Reads of both venues, one after the other. */
  readonly rounds: number
  /** From one read to the next, ms. */
  readonly roundMs: number
  readonly activity?: number
  /** Games in play and games that begin. */
  readonly startsWithinMs?: number
  /** Nothing is planted, paused or changed where true. */
  readonly isQuiet?: boolean
}

const START_MS = Date.UTC(2026, 10, 21, 20)
const LIMITS = {
  read: { refillPerSecond: 12_000, capacity: 12_000 },
  write: { refillPerSecond: 9600, capacity: 9600 },
}
const SECRET: KeyObject = createPrivateKey({
  key: Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), Buffer.alloc(32, 9)]),
  format: 'der',
  type: 'pkcs8',
})
const CREDENTIALS = createCredentials(
  'key-of-reader',
  parseSigningKey(SECRET.export({ type: 'pkcs8', format: 'pem' }).toString()),
)
const ACCOUNT = {
  keyId: 'key-of-reader',
  publicKey: createPublicKey(SECRET),
  accountId: 'reader',
  tier: 'prestige',
} as const

/** Returns the session's frames, payloads as they were received. */
export async function recordSimulatedSession(
  options: SimulatedSessionOptions,
): Promise<readonly NewFrame[]> {
  const { seed, leagues, gamesPerDay, activity, startsWithinMs, rounds, roundMs } = options
  const simulation = createSimulation({
    seed,
    startMs: START_MS,
    leagues,
    gamesPerDay,
    accounts: [ACCOUNT],
    credits: 100_000,
    ...(activity === undefined ? {} : { activity }),
    ...(startsWithinMs === undefined ? {} : { startsWithinMs }),
  })
  const frames: NewFrame[] = []
  const turns = { now: 0 }
  const scanner = scannerOf(simulation, options, (frame) => {
    frames.push({ ...frame, turn: turns.now })
  })
  const { clock } = simulation
  await simulation.advance(START_MS + 120_000)
  const during = async <T>(work: Promise<T>): Promise<T> => {
    const done = { isOver: false }
    const watched = work.finally(() => {
      done.isOver = true
    })
    for (let step = 0; step < 600 && !done.isOver; step += 1) {
      await simulation.advance(clock.now() + 200)
      await new Promise((resolve) => setImmediate(resolve))
    }
    return watched
  }
  const { sports } = await during(scanner.discover())
  listen(simulation, (text) => {
    turns.now += 1
    frames.push({
      turn: turns.now,
      t: clock.now(),
      source: 'kalshi/ws',
      request: {
        shape: 'kalshi-ws-stream',
        file: 'stream 1',
        path: '$',
        timeSource: 'received',
        usesYesPrices: false,
      },
      payload: text,
    })
  })
  const rng = createSeededRng(seed)
  const planter = createPlanter(
    simulation,
    { ...USUAL_PLANTS, seed, everyMs: roundMs, edgeTenths: [5, 60] },
    clock.now(),
  )
  for (let round = 0; round < rounds; round += 1) {
    if (options.isQuiet !== true) {
      for (let plant = 0; plant < 3; plant += 1) planter.plant(clock.now())
      disturb(simulation, round, rng.next())
    }
    turns.now += 1
    await during(scanner.poll(sports.map(({ sportKey }) => sportKey)))
    turns.now += 1
    await during(scanner.scan().catch(() => undefined))
    await simulation.advance(clock.now() + roundMs)
  }
  return frames
}

/** Returns recorded frames as a session's reader gives them. */
export function framesOf(recorded: readonly NewFrame[]): readonly Frame[] {
  return recorded.map(({ payload, ...frame }, index) => ({
    ...frame,
    seq: index + 1,
    body: JSON.parse(payload) as unknown,
  }))
}

function scannerOf(
  { clock, sleep, fetch, kalshi, odds }: Simulation,
  { scan, leagues }: SimulatedSessionOptions,
  record: (frame: NewFrame) => void,
) {
  const rng = createSeededRng(1)
  const ports = { clock, sleep, fetch, rng }
  return createLiveScanner({
    clock,
    venues: {
      kalshi: {
        isSigned: true,
        connect: (onAnswer) =>
          createTransport({
            ...ports,
            host: customHost(kalshi),
            credentials: CREDENTIALS,
            limits: createRequestQueue({ ...ports, limits: LIMITS }),
            onAnswer,
          }),
      },
      odds: {
        send: createOddsTransport({
          ...ports,
          host: customOddsHost(odds.url),
          key: new OddsApiKey(TEST_API_KEY),
        }),
      },
    },
    games: { leagues: new Set(leagues), withinMs: 48 * 3_600_000 },
    odds: { markets: ['h2h', 'spreads', 'totals'], books: { regions: ['us'] } },
    scan,
    decisions: NO_DECISIONS,
    withRejected: false,
    onProgress: () => undefined,
    record,
  })
}

/** Subscribes to every book and to what becomes of markets. */
function listen({ openSocket, kalshi, clock, world }: Simulation, onFrame: (text: string) => void) {
  const subscribe = (id: number, channel: string, tickers?: readonly string[]): string =>
    JSON.stringify({
      id,
      cmd: 'subscribe',
      params: { channels: [channel], ...(tickers && { market_tickers: tickers }) },
    })
  const socket = openSocket(
    { url: kalshi.streamUrl, headers: { ...signStreamHandshake(CREDENTIALS, clock.now()) } },
    {
      onOpen: () => {
        socket.send(subscribe(1, 'orderbook_delta', [...world.catalog.markets.keys()]))
        socket.send(subscribe(2, 'market_lifecycle_v2'))
      },
      onFrame,
      onHeartbeat: () => undefined,
      onClose: () => undefined,
    },
  )
}

/** Something of the venue's own changes. */
function disturb({ kalshi, world, clock }: Simulation, round: number, chance: number): void {
  const configs = [...world.catalog.markets.values()].map(({ config }) => config)
  const config = configs[Math.floor(chance * configs.length)]
  if (config === undefined) return
  const { seriesId, eventId, marketId } = config
  const fees = (feeMultiplier: string, knownFromMs: number) => ({
    feeType: 'quadratic',
    feeMultiplier,
    knownFromMs,
  })
  const inAWhileMs = clock.now() + 15_000
  switch (round % 6) {
    case 0:
      kalshi.apply({ kind: 'change-series-fees', seriesId, record: fees('0.5', inAWhileMs) })
      break
    case 1:
      kalshi.apply({ kind: 'change-event-fees', eventId, override: fees('2', clock.now()) })
      break
    case 2:
      kalshi.apply({ kind: 'pause-market', marketId })
      break
    case 3:
      kalshi.apply({ kind: 'set-exchange-status', isActive: true, isTrading: false })
      break
    case 4:
      kalshi.apply({ kind: 'set-exchange-status', isActive: true, isTrading: true })
      kalshi.apply({ kind: 'change-event-fees', eventId, override: undefined })
      break
    default:
      kalshi.apply({ kind: 'open-market', marketId })
  }
}
