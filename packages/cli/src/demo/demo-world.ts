/**
 * The world of the demo: a Sunday of three leagues, and three prices in it that are too good, one of them of
 * a game that may end in a tie.
 * @module
 */
import type { KeyObject } from 'node:crypto'
import { priceTicks } from '@arbkit/core'
import type { Simulator } from '@arbkit/simulator'

/** Sunday noon in New York: football begins in an hour. */
export const DEMO_START_MS = Date.UTC(2026, 10, 22, 17)
/** So long after the start it stands still: the traders have found their prices. */
export const DEMO_PLAYED_MS = 10 * 60_000
/** Key id of the demo's client. */
export const DEMO_KEY_ID = '00000000-0000-4000-8000-000000000de0'

const HALF_DOLLAR = priceTicks(5000)

/** Above half a dollar a tie, which pays half, loses. */
const PLANTS: readonly { readonly series: string; readonly book: string; readonly edge: number }[] =
  [
    { series: 'KXNBAGAME', book: 'draftkings', edge: 0.013 },
    { series: 'KXNFLGAME', book: 'fanduel', edge: 0.006 },
    { series: 'KXNHLGAME', book: 'betmgm', edge: 0.01 },
  ]

/** A world that listens. */
export interface DemoWorld {
  readonly simulator: Simulator
  /** The key that its odds feed takes. */
  readonly oddsKey: string
}

/** Starts the world of a seed, played until its moment. The simulator is loaded here: no other command pays for it. */
export async function startDemoWorld(seed: number, publicKey: KeyObject): Promise<DemoWorld> {
  const { SIMULATED_ODDS_KEY, startSimulator } = await import('@arbkit/simulator')
  const simulator = await startSimulator({
    seed,
    startMs: DEMO_START_MS,
    leagues: ['nba', 'nfl', 'nhl'],
    gamesPerDay: 2,
    accounts: [{ keyId: DEMO_KEY_ID, publicKey, accountId: 'demo', tier: 'prestige' }],
  })
  const { world, exchange, clock } = simulator
  simulator.advance(DEMO_START_MS + DEMO_PLAYED_MS)
  const fromMs = clock.now()
  for (const { series, book, edge } of PLANTS) {
    const ticker = favouriteOf(simulator, series)
    if (ticker === undefined) continue
    const when = { fromMs, untilMs: fromMs + DEMO_PLAYED_MS }
    world.plantLocked({ ticker, side: 'yes', book, edge, ...when }, exchange)
  }
  // The feed tells of it.
  simulator.advance(fromMs)
  return { simulator, oddsKey: SIMULATED_ODDS_KEY }
}

/** A contract of the series that asks more than half a dollar. */
function favouriteOf({ world, exchange }: Simulator, series: string): string | undefined {
  const tickers = [...world.catalog.markets.keys()].filter((key) => key.startsWith(series))
  return tickers.find((ticker) => {
    const [bid] = exchange.bookOf(ticker)?.noBids ?? []
    return bid !== undefined && bid.price < HALF_DOLLAR
  })
}
