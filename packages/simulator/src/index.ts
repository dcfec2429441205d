/**
 * `@arbkit/simulator`: venues on this machine that speak the real wire formats: an exchange that matches
 * orders by price and time, seeded games with traders around them, and the odds feed of the same games. The
 * same seed gives the same session.
 * @module
 */
export {
  createExchange,
  type CommandOutcome,
  type Exchange,
  type ExchangeOptions,
} from './exchange/exchange.ts'
export type { ExchangeEvent } from './exchange/events.ts'
export { isMaintenance, MAINTENANCE_MS, nextMaintenanceMs } from './exchange/maintenance.ts'
export type {
  CommandResult,
  ExchangeCommand,
  MarketConfig,
  MarketResult,
  RefusalCode,
} from './exchange/protocol.ts'
export { BOOK_PROFILES, type BookProfile } from './feed/book-profile.ts'
export type { LockedPair } from './feed/locked-truth.ts'
export type { Plant } from './feed/plant.ts'
export { createWorld, type PlantRequest, type World, type WorldOptions } from './games/world.ts'
export type { Catalog } from './kalshi/catalog.ts'
export type { Fault } from './kalshi/faults/fault.ts'
export { type KalshiServer, startKalshiServer } from './kalshi/kalshi-server.ts'
export {
  createKalshiVenue,
  type KalshiVenue,
  type KalshiVenueOptions,
} from './kalshi/kalshi-venue.ts'
/** The key that the simulated odds feed takes. */
export { TEST_API_KEY as SIMULATED_ODDS_KEY } from '@arbkit/odds/testing'
export { type Simulator, type SimulatorOptions, startSimulator } from './simulator.ts'
