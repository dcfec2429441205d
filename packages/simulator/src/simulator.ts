/**
 * One world, seen through both venues: games, an exchange with traders, and the odds feed, over sockets of
 * this machine. Its time stands still until it is told to go on; the same seed gives the same session.
 * @module
 */
import { createSeededRng } from '@arbkit/core/testing'
import { assertInput, type Clock, type Ids } from '@arbkit/core'
import { type OddsApiServer, startOddsApiServer } from '@arbkit/odds/testing'
import { createExchange, type Exchange } from './exchange/exchange.ts'
import { createWorld, type World, type WorldOptions } from './games/world.ts'
import type { Catalog as WorldCatalog } from './games/catalog.ts'
import type { Catalog } from './kalshi/catalog.ts'
import { type KalshiServer, startKalshiServer } from './kalshi/kalshi-server.ts'
import type { KalshiVenueOptions } from './kalshi/kalshi-venue.ts'

/** What a simulation is made of. */
export interface SimulatorOptions extends WorldOptions {
  /** Who may sign at the exchange; nobody where it is left out: prices are public. */
  readonly accounts?: KalshiVenueOptions['accounts'] | undefined
  /** Credits that the feed gives a month; 500 unless given. */
  readonly credits?: number | undefined
  /** Fresh ids, UUIDs for a stream that is held to the specification. */
  readonly ids?: Ids | undefined
}

/** A simulation that listens. */
export interface Simulator {
  readonly kalshi: KalshiServer
  readonly odds: OddsApiServer
  readonly exchange: Exchange
  /** Knows the truth. */
  readonly world: World
  /** The time of the world: for clients that live in it. */
  readonly clock: Clock
  /**
   * Lets everything happen up to a time, Unix ms.
   * @throws {InvalidInputError} the time lies behind.
   */
  advance(toMs: number): void
  close(): Promise<void>
}

/** Starts both venues on free ports, at the world's beginning. */
export async function startSimulator(options: SimulatorOptions): Promise<Simulator> {
  let nowMs = options.startMs
  const clock: Clock = { now: () => nowMs }
  const world = createWorld(options)
  const ids = options.ids ?? countedIds(options.seed)
  const exchange = createExchange({ tradeIds: ids })
  const kalshi = await startKalshiServer({
    exchange,
    clock,
    rng: createSeededRng(options.seed),
    ids,
    accounts: options.accounts ?? [],
    catalog: venueCatalogOf(world.catalog),
  })
  const credits = options.credits === undefined ? {} : { credits: options.credits }
  const odds = await startOddsApiServer({ data: world.feedData(nowMs), clock, ...credits })
  return {
    kalshi,
    odds,
    exchange,
    world,
    clock,
    advance: (toMs) => {
      assertInput(toMs >= nowMs, 'a simulation goes on, never back', { toMs, nowMs })
      for (const command of world.advance(toMs, exchange)) {
        nowMs = Math.max(nowMs, command.nowMs)
        kalshi.apply(command)
      }
      nowMs = toMs
      kalshi.tick()
      odds.setData(world.feedData(nowMs))
    },
    close: async () => {
      await Promise.all([kalshi.close(), odds.close()])
    },
  }
}

/** Ids of the form that the venue gives out, from a seed: fresh, and the same again. */
function countedIds(seed: number): Ids {
  const rng = createSeededRng(seed)
  const hex = (digits: number): string =>
    Array.from({ length: digits }, () => Math.floor(rng.next() * 16).toString(16)).join('')
  return { next: () => `${hex(8)}-${hex(4)}-4${hex(3)}-8${hex(3)}-${hex(12)}` }
}

/** The world's lists as the server asks for them. */
function venueCatalogOf({
  series,
  events,
  markets,
  milestones,
  structuredTargets,
}: WorldCatalog): Catalog {
  return {
    series: Object.fromEntries(series.map((row) => [String(row['ticker']), row])),
    events: Object.fromEntries(events.map(({ eventId, fields }) => [eventId, fields])),
    markets: Object.fromEntries([...markets].map(([ticker, { fields }]) => [ticker, fields])),
    milestones,
    structuredTargets,
  }
}
