/**
 * Drawing from a seeded source: a number, one of several, an order.
 * @module
 */
import type { Rng } from '@arbkit/core'

/** Returns a whole number from `least` to `most`, both included. */
export function wholeFrom(rng: Rng, least: number, most: number): number {
  return least + Math.floor(rng.next() * (most - least + 1))
}

/** Returns true with a probability from 0 to 1. */
export function happens(rng: Rng, probability: number): boolean {
  return rng.next() < probability
}

/**
 * Returns one of several.
 * @throws {Error} when there is nothing to choose from.
 */
export function oneOf<T>(rng: Rng, items: readonly T[]): T {
  const item = items[Math.floor(rng.next() * items.length)]
  if (item === undefined) throw new Error('nothing to choose from')
  return item
}

/** Returns the items in an order drawn anew. */
export function inAnyOrder<T>(rng: Rng, items: readonly T[]): readonly T[] {
  return items
    .map((item) => ({ item, place: rng.next() }))
    .toSorted((a, b) => a.place - b.place)
    .map(({ item }) => item)
}

/** Returns an id as The Odds API gives one: 32 hexadecimal digits. */
export function drawnId(rng: Rng): string {
  return Array.from({ length: 4 }, () =>
    Math.floor(rng.next() * 0x1_0000_0000)
      .toString(16)
      .padStart(8, '0'),
  ).join('')
}
