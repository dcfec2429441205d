/**
 * The demo: a simulated world on this machine, asked by the real clients over real sockets. Its clock
 * stands still, so the same seed is the same session. What was planted in it is all there is to find.
 * @module
 */
import { generateKeyPairSync, type KeyObject } from 'node:crypto'
import { type Clock, decisionStateOf, type Fetch, LEAGUES, rational, type Rng } from '@arbkit/core'
import {
  createLiveScanner,
  DEFAULT_MAX_AGE,
  DEFAULT_MAX_RETURN,
  DEFAULT_MAX_STAKE,
  DEFAULT_MIN_PROFIT,
  type FrameSource,
  type LiveScanner,
  type LiveVenues,
  UNLIMITED_BANKROLL,
  VenuesFailedError,
} from '@arbkit/engine'
import type { Sleep } from '@arbkit/http'
import {
  createCredentials,
  createRequestQueue,
  createTransport,
  customHost,
  parseSigningKey,
  type TokenLimits,
} from '@arbkit/kalshi'
import { createOddsTransport, customOddsHost, OddsApiKey } from '@arbkit/odds'
import type { Simulator } from '@arbkit/simulator'
import type { NewFrame } from '@arbkit/store'
import { DEFAULT_MARKETS, DEFAULT_REGIONS, DEFAULT_WITHIN_MS } from '../live/defaults.ts'
import { DEMO_KEY_ID, type DemoWorld, startDemoWorld } from './demo-world.ts'

/** The seed whose world the README shows. */
export const DEMO_SEED = 3

/** As much as the highest tier: in a world that stands still no token comes back. */
const LIMITS: TokenLimits = {
  read: { refillPerSecond: 12_000, capacity: 12_000 },
  write: { refillPerSecond: 9600, capacity: 9600 },
}

/** What the clients of the demo need of the outside; its clock is the world's. */
export interface DemoPorts {
  readonly fetch: Fetch
  readonly rng: Rng
  readonly sleep: Sleep
}

/** Plays the world of a seed until the demo's moment, and reads both venues once. */
export async function recordDemo(ports: DemoPorts, seed = DEMO_SEED): Promise<FrameSource> {
  const keys = generateKeyPairSync('ed25519')
  const world = await startDemoWorld(seed, keys.publicKey)
  try {
    return await readDemo(world, keys.privateKey, ports)
  } finally {
    await world.simulator.close()
  }
}

/**
 * Reads both venues of a world once.
 * @throws {VenuesFailedError} one of them could not be read.
 */
export async function readDemo(
  world: DemoWorld,
  privateKey: KeyObject,
  ports: DemoPorts,
): Promise<FrameSource> {
  const frames: NewFrame[] = []
  const venues = venuesOf(world, privateKey, { ...ports, clock: world.simulator.clock })
  const scanner = scannerOf(world.simulator, venues, (frame) => frames.push(frame))
  const { sports } = await scanner.discover()
  await scanner.poll(sports.map(({ sportKey }) => sportKey))
  const { failures } = await scanner.scan()
  if (failures.length > 0) throw new VenuesFailedError(failures)
  return sourceOf(frames)
}

function sourceOf(recorded: readonly NewFrame[]): FrameSource {
  return {
    name: 'demo',
    frames: () =>
      recorded.map(({ payload, ...frame }, index) => ({
        ...frame,
        seq: index + 1,
        body: JSON.parse(payload) as unknown,
      })),
    problems: () => [],
  }
}

function venuesOf(
  { simulator: { kalshi, odds }, oddsKey }: DemoWorld,
  privateKey: KeyObject,
  ports: DemoPorts & { readonly clock: Clock },
): LiveVenues {
  const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
  return {
    kalshi: {
      isSigned: true,
      connect: (onAnswer) =>
        createTransport({
          ...ports,
          host: customHost(kalshi),
          credentials: createCredentials(DEMO_KEY_ID, parseSigningKey(pem)),
          limits: createRequestQueue({ ...ports, limits: LIMITS }),
          onAnswer,
        }),
    },
    odds: {
      send: createOddsTransport({
        ...ports,
        host: customOddsHost(odds.url),
        key: new OddsApiKey(oddsKey),
      }),
    },
  }
}

function scannerOf(
  { clock }: Simulator,
  venues: LiveVenues,
  record: (frame: NewFrame) => void,
): LiveScanner {
  return createLiveScanner({
    venues,
    clock,
    games: {
      leagues: new Set(Object.values(LEAGUES).map(({ id }) => id)),
      withinMs: DEFAULT_WITHIN_MS,
    },
    odds: { markets: DEFAULT_MARKETS, books: { regions: DEFAULT_REGIONS } },
    scan: {
      books: undefined,
      maxAge: DEFAULT_MAX_AGE,
      maxStake: { amount: DEFAULT_MAX_STAKE, isDefault: true },
      bankroll: UNLIMITED_BANKROLL,
      minProfit: DEFAULT_MIN_PROFIT,
      minReturn: rational(0),
      maxReturn: DEFAULT_MAX_RETURN,
      withinMs: DEFAULT_WITHIN_MS,
      limit: undefined,
    },
    decisions: decisionStateOf([], []),
    withRejected: false,
    onProgress: () => undefined,
    record,
  })
}
