import { fc, test as prop } from '@fast-check/vitest'
import { describe, expect, it } from 'vitest'
import { createSeededRng } from './seeded-rng.ts'

function take(seed: number, count: number): number[] {
  const rng = createSeededRng(seed)
  return Array.from({ length: count }, () => rng.next())
}

describe('the seeded random source', () => {
  it('is mulberry32: the same figures on every machine', () => {
    expect(take(1, 3)).toEqual([0.6270739405881613, 0.002735721180215478, 0.5274470399599522])
  })

  it('takes the seed modulo 2^32', () => {
    expect(take(-1, 5)).toEqual(take(2 ** 32 - 1, 5))
    expect(take(2 ** 32 + 7, 5)).toEqual(take(7, 5))
  })

  prop.prop([fc.integer()])('repeats itself for a seed, within [0, 1)', (seed) => {
    const numbers = take(seed, 100)
    expect(take(seed, 100)).toEqual(numbers)
    expect(numbers.every((n) => n >= 0 && n < 1)).toBe(true)
    expect(new Set(numbers).size).toBeGreaterThan(95)
  })

  it('differs between neighbouring seeds, and is spread evenly', () => {
    expect(take(1, 5)).not.toEqual(take(2, 5))
    const tenths = Array.from({ length: 10 }, () => 0)
    for (const n of take(42, 10_000)) tenths[Math.floor(n * 10)]! += 1
    expect(Math.min(...tenths)).toBeGreaterThan(900)
    expect(Math.max(...tenths)).toBeLessThan(1100)
  })
})
