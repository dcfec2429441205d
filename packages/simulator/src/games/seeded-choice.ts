/**
 * Repeatable choices: a random source for every named thing of a seed, so that what is added to a
 * world changes nothing of the rest.
 * @module
 */
import type { Rng } from '@arbkit/core'
import { createSeededRng } from '@arbkit/core/testing'

/** Returns 32 bits of a text (FNV-1a, finalised), an integer of 0 to 2^32 − 1. */
export function hashOf(text: string): number {
  let hash = 0x81_1c_9d_c5
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01_00_01_93)
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85_eb_ca_6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2_b2_ae_35)
  return (hash ^ (hash >>> 16)) >>> 0
}

/** Returns the random source of one named thing; the same seed and name give the same numbers. */
export function rngOf(seed: number, name: string): Rng {
  return createSeededRng(hashOf(`${seed}/${name}`))
}

/** Returns a number from a standard normal distribution, by twelve uniform ones: within ±6. */
export function normalChoice(rng: Rng): number {
  let sum = -6
  for (let index = 0; index < 12; index += 1) sum += rng.next()
  return sum
}

/** Returns a whole number from `least` to `most`, both included. */
export function wholeChoice(rng: Rng, least: number, most: number): number {
  return least + Math.floor(rng.next() * (most - least + 1))
}

/** Returns the items in a random order; the list given stays as it is. */
export function shuffled<T>(rng: Rng, items: readonly T[]): readonly T[] {
  const order = items.map((item) => ({ item, rank: rng.next() }))
  return order.toSorted((a, b) => a.rank - b.rank).map(({ item }) => item)
}

/** Returns the index of a weight, chosen in proportion; the last one where rounding leaves a rest. */
export function weightedChoice(rng: Rng, weights: readonly number[]): number {
  let rest = rng.next() * weights.reduce((sum, weight) => sum + weight, 0)
  for (const [index, weight] of weights.entries()) {
    rest -= weight
    if (rest < 0) return index
  }
  return weights.length - 1
}

/** Returns hexadecimal digits of a name, as many as asked for: an id as a feed writes it. */
export function hexOf(name: string, digits: number): string {
  let text = ''
  for (let part = 0; text.length < digits; part += 1) {
    text += hashOf(`${part}:${name}`).toString(16).padStart(8, '0')
  }
  return text.slice(0, digits)
}
