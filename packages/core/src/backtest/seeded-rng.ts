/**
 * A repeatable random source: the same seed gives the same sequence on every machine.
 * @module
 */
import type { Rng } from '../ports.ts'

/** Returns a generator (mulberry32) of numbers in [0, 1); `seed` is taken modulo 2^32. */
export function createSeededRng(seed: number): Rng {
  let state = seed >>> 0
  return {
    next() {
      state = (state + 0x6d_2b_79_f5) >>> 0
      let mixed = Math.imul(state ^ (state >>> 15), state | 1)
      mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
      return ((mixed ^ (mixed >>> 14)) >>> 0) / 0x1_0000_0000
    },
  }
}
