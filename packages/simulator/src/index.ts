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
export { describeFaults } from './faults/describe-faults.ts'
export { FAULT_LEVELS, type FaultLevel } from './faults/fault-levels.ts'
export { FAULT_NAMES } from './faults/fault-kinds.ts'
export type { FaultItem, FaultSchedule } from './faults/fault-schedule.ts'
export { faultsOf, type FaultStretch, type VenueFaults } from './faults/faults-of.ts'
export { parseFaultFile } from './faults/parse-fault-file.ts'
export { type FaultSource, parseFaults } from './faults/parse-faults.ts'
export { BOOK_PROFILES, type BookProfile } from './feed/book-profile.ts'
export type { LockedPair } from './feed/locked-truth.ts'
export type { Plant } from './feed/plant.ts'
export type { Game } from './games/game.ts'
export { type GameStatus, gameStatusAt } from './games/game-truth.ts'
export { SIMULATED_LEAGUES, type SimulatedLeague } from './games/sport-model.ts'
export { createWorld, type PlantRequest, type World, type WorldOptions } from './games/world.ts'
export type { Catalog } from './kalshi/catalog.ts'
export type { Fault } from './kalshi/faults/fault.ts'
export { type KalshiServer, startKalshiServer } from './kalshi/kalshi-server.ts'
export {
  createKalshiVenue,
  type KalshiVenue,
  type KalshiVenueOptions,
} from './kalshi/kalshi-venue.ts'
export {
  createPlanter,
  PLANT_TRIES_MAX,
  type PlantedWorld,
  type Planter,
  type PlanterOptions,
  USUAL_PLANTS,
} from './plants/planter.ts'
/** The key that the simulated odds feed takes. */
export { TEST_API_KEY as SIMULATED_ODDS_KEY } from '@arbkit/odds/testing'
export type {
  InProcessHandlers,
  InProcessSocket,
  OpenInProcessSocket,
} from './session/in-process-sockets.ts'
export { runSimulator, type RunOptions, type RunOutcome } from './session/run-simulator.ts'
export type { SimulationFaults } from './session/simulated-venues.ts'
export {
  createSimulation,
  type SimulatedKalshi,
  type SimulatedOdds,
  type Simulation,
} from './session/simulation.ts'
export { type Simulator, type SimulatorOptions, startSimulator } from './simulator.ts'
