/**
 * The repeatable random source, for tests under its usual name.
 * @module
 */
export { createSeededRng } from '../backtest/seeded-rng.ts'
