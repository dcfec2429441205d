/**
 * Ids of the form that the venue gives out, from a seed: fresh, and the same again.
 * @module
 */
import type { Ids } from '@arbkit/core'
import { createSeededRng } from '@arbkit/core/testing'

/** Returns UUIDs of version 4. */
export function countedIds(seed: number): Ids {
  const rng = createSeededRng(seed)
  const hex = (digits: number): string =>
    Array.from({ length: digits }, () => Math.floor(rng.next() * 16).toString(16)).join('')
  return { next: () => `${hex(8)}-${hex(4)}-4${hex(3)}-8${hex(3)}-${hex(12)}` }
}
