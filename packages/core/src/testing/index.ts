/**
 * Doubles and generators for tests of arbkit and of bots built on it: `@arbkit/core/testing`.
 * @module
 */
export { createSeededRng } from './seeded-rng.ts'
export { createVirtualClock, type VirtualClock } from './virtual-clock.ts'
