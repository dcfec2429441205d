/**
 * Doubles of the venue, for tests of arbkit and of bots built on it: `@arbkit/kalshi/testing`. A REST
 * stand-in on this machine with payloads to fill it, the venue's side of the stream, and timers that
 * move when told.
 * @module
 */
export {
  gameEventTicker,
  type GamePayloads,
  gamePayloads,
  type MadeUpGame,
  type MadeUpTeam,
  type WireBook,
  type WireLevel,
  type WireRecord,
} from './game-payloads.ts'
export { createStandInAccount, type StandInAccount, type StandInKey } from './stand-in-account.ts'
export type { FaultPlace, StandInFault } from './stand-in-faults.ts'
export { standInPayloads, type StandInPayloads } from './stand-in-payloads.ts'
export { type KalshiStandIn, type StandInOptions, startKalshiStandIn } from './stand-in.ts'
export { type ModelBook, printedBook, VenueModel } from './venue-model.ts'
export { createVirtualTimers, type VirtualTimers } from './virtual-timers.ts'
