import { fc, test } from '@fast-check/vitest'
import { payoutPerDollar } from '@arbkit/core'
import { describe, expect } from 'vitest'
import { americanAtLeast, impliedOf, withMargin } from './american-price.ts'

const CHANCE = fc.double({ min: 0.02, max: 0.98, noNaN: true })

describe('odds', () => {
  test.prop([CHANCE, fc.boolean()])(
    'never pay more than asked for, and little less',
    (p, isFine) => {
      const american = americanAtLeast(p, isFine)
      expect(Number.isInteger(american)).toBe(true)
      expect(Math.abs(american)).toBeGreaterThanOrEqual(100)
      const implied = impliedOf(american)
      expect(implied).toBeGreaterThanOrEqual(p - 1e-9)
      expect(implied - p).toBeLessThan(isFine ? 0.005 : 0.012)
      const { numerator, denominator } = payoutPerDollar(american)
      expect(implied).toBeCloseTo(denominator / numerator, 12)
    },
  )

  test('print as books do', () => {
    expect(americanAtLeast(11 / 21, false)).toBe(-110)
    expect(americanAtLeast(0.5, true)).toBe(100)
    expect(americanAtLeast(0.5001, true)).toBe(-101)
    expect(americanAtLeast(0.25, false)).toBe(300)
    expect(americanAtLeast(0.251, false)).toBe(295)
    expect(americanAtLeast(0.8, false)).toBe(-400)
    expect(americanAtLeast(0.98, true)).toBe(-4900)
    expect(americanAtLeast(0.001, true)).toBe(5000)
    expect(() => americanAtLeast(0.99, true)).toThrow('imply')
    expect(() => americanAtLeast(0, true)).toThrow('imply')
  })
})

describe('a margin', () => {
  test.prop([CHANCE, fc.double({ min: 1.005, max: 1.1, noNaN: true })])(
    'brings the sum asked for, and makes every side dearer',
    (p, overround) => {
      const implied = withMargin([p, 1 - p], overround)
      expect(implied.reduce((sum, one) => sum + one, 0)).toBeCloseTo(overround, 9)
      expect(implied[0]).toBeGreaterThan(p)
      expect(implied[1]).toBeGreaterThan(1 - p)
      for (const one of implied) expect(one).toBeLessThan(1)
    },
  )

  test('of three ways', () => {
    const implied = withMargin([0.5, 0.3, 0.2], 1.06)
    expect(implied.reduce((sum, one) => sum + one, 0)).toBeCloseTo(1.06, 9)
  })
})
