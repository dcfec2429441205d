/**
 * What every simulation has, with sockets or without: a world, an exchange that its traders are on, the
 * venue around it, and the odds feed of the same games.
 * @module
 */
import type { Clock, Ids, Rng } from '@arbkit/core'
import { createSeededRng } from '@arbkit/core/testing'
import type { Sleep } from '@arbkit/http'
import type { OddsApiData, OddsApiOptions, OddsFault } from '@arbkit/odds/testing'
import { createExchange, type Exchange } from '../exchange/exchange.ts'
import type { Catalog as WorldCatalog } from '../games/catalog.ts'
import { rngOf } from '../games/seeded-choice.ts'
import { createWorld, type World, type WorldOptions } from '../games/world.ts'
import type { Catalog } from '../kalshi/catalog.ts'
import type { Fault } from '../kalshi/faults/fault.ts'
import {
  createKalshiVenue,
  type KalshiVenue,
  type KalshiVenueOptions,
} from '../kalshi/kalshi-venue.ts'
import { countedIds } from './counted-ids.ts'
import { createWorldCommands, type WorldCommands } from './world-commands.ts'

/** What a simulation is made of. */
export interface SimulatorOptions extends WorldOptions {
  /** Who may sign at the exchange; nobody where it is left out: prices are public. */
  readonly accounts?: KalshiVenueOptions['accounts'] | undefined
  /** Credits that the feed gives a month; 500 unless given. */
  readonly credits?: number | undefined
  /** Ids of orders and trades; UUIDs from the seed unless given. */
  readonly ids?: Ids | undefined
  /** What goes wrong, from the beginning; more can be injected later. */
  readonly faults?: SimulationFaults | undefined
}

/** Accounts of the world's own traders; nobody asks what they did long ago. */
const TRADER = /^sim-(?:maker|noise)-/
/** Ended orders and fills remembered of each of them; the world itself looks at the last ones. */
export const TRADER_HISTORY_MAX = 5
/** Trades remembered of all markets together. */
export const TRADES_REMEMBERED_MAX = 50_000

/** What goes wrong at which venue. */
export interface SimulationFaults {
  readonly kalshi?: readonly Fault[] | undefined
  readonly odds?: readonly OddsFault[] | undefined
}

/** The parts of a simulation that need no sockets. */
export interface SimulatedVenues {
  readonly world: World
  readonly commands: WorldCommands
  readonly exchange: Exchange
  readonly venue: KalshiVenue
  /** For the stand-in of the feed. */
  readonly feed: OddsApiOptions
}

/** Returns the parts, at the world's beginning. */
export function createSimulatedVenues(
  options: SimulatorOptions,
  { clock, sleep }: { readonly clock: Clock; readonly sleep?: Sleep | undefined },
): SimulatedVenues {
  const { seed, accounts = [], faults = {}, ids = countedIds(seed), credits } = options
  const world = createWorld(options)
  const exchange = createExchange({ tradeIds: ids, historyMaxOf, tradesMax: TRADES_REMEMBERED_MAX })
  const rng: Rng = createSeededRng(seed)
  const venue = createKalshiVenue({
    exchange,
    clock,
    rng,
    ids,
    sleep,
    accounts,
    catalog: venueCatalogOf(world.catalog),
    faults: faults.kalshi,
  })
  const feed: OddsApiOptions = {
    data: feedOf(world, clock),
    clock,
    credits,
    rng: rngOf(seed, 'faults of the feed'),
    faults: faults.odds,
  }
  return { world, exchange, venue, feed, commands: createWorldCommands(world, exchange) }
}

function historyMaxOf(accountId: string): number | undefined {
  return TRADER.test(accountId) ? TRADER_HISTORY_MAX : undefined
}

/** The feed at whatever time it is, made once it is asked for. */
function feedOf(world: World, clock: Clock): OddsApiData {
  let made:
    | { readonly atMs: number; readonly plants: number; readonly data: OddsApiData }
    | undefined
  const now = (): OddsApiData => {
    const [atMs, plants] = [clock.now(), world.plants.length]
    if (made?.atMs !== atMs || made.plants !== plants) {
      made = { atMs, plants, data: world.feedData(atMs) }
    }
    return made.data
  }
  return {
    get sports() {
      return now().sports
    },
    get events() {
      return now().events
    },
    get scores() {
      return now().scores
    },
    get participants() {
      return now().participants
    },
    get snapshots() {
      return now().snapshots
    },
  }
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
