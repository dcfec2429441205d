/**
 * Doubles and generators for tests of arbkit and of bots built on it: `@arbkit/core/testing`.
 * @module
 */
export { contractOf, oddsOf, outcomeOf, bookMarket, winnerMarket } from './listings.ts'
export { createSeededRng } from './seeded-rng.ts'
export { createVirtualClock, type VirtualClock } from './virtual-clock.ts'
