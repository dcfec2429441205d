import { InvalidInputError } from '@arbkit/core'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { RECONNECT_MAX_MS, RECONNECT_MIN_MS, reconnectDelayMs } from './backoff.ts'

describe('reconnectDelayMs', () => {
  it('doubles up to a minute', () => {
    const shortest = [0, 1, 2, 3, 4, 5, 6, 1_000].map((attempt) => reconnectDelayMs(attempt, 0))
    expect(shortest).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000, 30_000])
    expect(reconnectDelayMs(0, 0.5)).toBe(1_500)
    expect(reconnectDelayMs(9, 0.999_999)).toBe(59_999)
  })

  it('is never under a second nor over a minute, and spreads with chance', () => {
    fc.assert(
      fc.property(
        fc.nat({ max: 100 }),
        fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
        (attempt, chance) => {
          const delay = reconnectDelayMs(attempt, chance)
          expect(delay).toBeGreaterThanOrEqual(RECONNECT_MIN_MS)
          expect(delay).toBeLessThanOrEqual(RECONNECT_MAX_MS)
          expect(delay).toBeGreaterThanOrEqual(reconnectDelayMs(attempt, 0))
        },
      ),
    )
    expect(reconnectDelayMs(3, 0.9)).toBeGreaterThan(reconnectDelayMs(3, 0.1))
  })

  it.each([
    [-1, 0],
    [0.5, 0],
    [0, 1],
    [0, -0.1],
    [0, Number.NaN],
  ])('refuses attempt %d with chance %d', (attempt, chance) => {
    expect(() => reconnectDelayMs(attempt, chance)).toThrow(InvalidInputError)
  })
})
