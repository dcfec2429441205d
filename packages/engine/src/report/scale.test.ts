import { fc, test } from '@fast-check/vitest'
import { describe, expect, it } from 'vitest'
import { boundsAround, linearScale, logScale, widened } from './scale.ts'

const place = fc.double({ min: -1e4, max: 1e4, noNaN: true })

describe('a scale', () => {
  test.prop([
    fc.integer({ min: -1e9, max: 1e9 }),
    fc.integer({ min: 1, max: 1e9 }),
    place,
    fc.double({ min: 10, max: 1e4, noNaN: true }),
    fc.double({ min: 0, max: 1, noNaN: true }),
  ])('goes to a place and back', (low, span, from, width, share) => {
    const scale = linearScale({ low, high: low + span, from, to: from - width })
    expect(scale.at(low)).toBeCloseTo(from, 6)
    expect(scale.at(low + span)).toBeCloseTo(from - width, 6)
    const value = low + share * span
    expect(Math.abs(scale.valueAt(scale.at(value)) - value)).toBeLessThan(1e-6 * span)
  })

  it('by logarithm gives as much room to each factor of ten', () => {
    const scale = logScale({ low: 10, high: 100_000, from: 0, to: 400 })
    expect([10, 100, 1_000, 10_000].map((value) => Math.round(scale.at(value)))).toEqual([
      0, 100, 200, 300,
    ])
    expect(scale.valueAt(250)).toBeCloseTo(10 ** 3.5, 6)
  })

  it('has a span', () => {
    expect(() => linearScale({ low: 1, high: 1, from: 0, to: 1 })).toThrow(/scale goes/)
    expect(() => logScale({ low: 0, high: 1, from: 0, to: 1 })).toThrow(/above 0/)
  })
})

describe('bounds', () => {
  test.prop([fc.array(fc.integer({ min: -1e9, max: 1e9 })), fc.integer({ min: 2, max: 1e6 })])(
    'hold every value, are whole, and as wide as wanted',
    (values, spanMin) => {
      const { low, high } = boundsAround(values, spanMin)
      expect(Number.isInteger(low) && Number.isInteger(high)).toBe(true)
      expect(high - low).toBeGreaterThanOrEqual(spanMin)
      expect(values.every((value) => value >= low && value <= high)).toBe(true)
    },
  )

  it('of nothing stand around zero; a span that is wide enough stays', () => {
    expect(boundsAround([], 100)).toEqual({ low: -50, high: 50 })
    expect(widened({ low: 3, high: 10 }, 4)).toEqual({ low: 3, high: 10 })
    expect(widened({ low: 3, high: 5 }, 10)).toEqual({ low: -1, high: 9 })
  })
})
