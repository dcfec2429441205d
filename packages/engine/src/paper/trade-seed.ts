/**
 * The chance of one paper trade: a source of its own, from the seed of all and the trade's name.
 * @module
 */
import { createSeededRng, type Rng } from '@arbkit/core'

const FNV_OFFSET = 0x81_1c_9d_c5
const FNV_PRIME = 0x01_00_01_93

/** Returns a source that the seed and the name alone decide (FNV-1a of 32 bits over both). */
export function tradeRng(seed: number, tradeId: string): Rng {
  let hash = FNV_OFFSET
  for (const byte of new TextEncoder().encode(`${seed} ${tradeId}`)) {
    hash = Math.imul(hash ^ byte, FNV_PRIME)
  }
  return createSeededRng(hash >>> 0)
}
