import { fc, test as prop } from '@fast-check/vitest'
import { describe, expect, it } from 'vitest'
import {
  addRational,
  ceilDivide,
  compareRational,
  floorTimes,
  multiplyRational,
  rational,
  rationalToDecimal,
} from './rational.ts'

const whole = fc.integer({ min: -1_000_000_000, max: 1_000_000_000 })
const above = fc.integer({ min: 1, max: 1_000_000 })

describe('rational', () => {
  it('reduces and keeps the sign above', () => {
    expect(rational(210, 110)).toEqual({ numerator: 21, denominator: 11 })
    expect(rational(3, -6)).toEqual({ numerator: -1, denominator: 2 })
    expect(rational(0, 5)).toEqual({ numerator: 0, denominator: 1 })
  })

  it('refuses what is not exact', () => {
    expect(() => rational(1, 0)).toThrow(/zero/)
    expect(() => rational(1.5, 1)).toThrow(/whole/)
    expect(() => rational(2n ** 60n, 1n)).toThrow(/too large/)
  })

  prop.prop([whole, above, above])('floorTimes is the floor, whatever the size', (value, n, d) => {
    const exact = BigInt(value) * BigInt(n)
    const floored = floorTimes(value, rational(n, d))
    expect(BigInt(floored) * BigInt(d) <= exact).toBe(true)
    expect((BigInt(floored) + 1n) * BigInt(d) > exact).toBe(true)
  })

  it('stays exact past the safe integers', () => {
    expect(floorTimes(9_000_000_000_000_000, rational(3, 2))).toBe(13_500_000_000_000_000)
    expect(floorTimes(-7, rational(1, 2))).toBe(-4)
  })

  prop.prop([above, above, above])(
    'ceilDivide is the least whose floorTimes covers',
    (value, n, d) => {
      const ratio = rational(n, d)
      const least = ceilDivide(value, ratio)
      expect(floorTimes(least, ratio)).toBeGreaterThanOrEqual(value)
      expect(floorTimes(least - 1, ratio)).toBeLessThan(value)
    },
  )

  prop.prop([whole, above, whole, above])(
    'adds, multiplies and compares as decimals do',
    (a, b, c, d) => {
      const [x, y] = [rational(a, b), rational(c, d)]
      const [p, q] = [rationalToDecimal(x), rationalToDecimal(y)]
      expect(rationalToDecimal(addRational(x, y)).minus(p.plus(q)).abs().lt('1e-20')).toBe(true)
      expect(compareRational(x, y)).toBe(p.cmp(q))
      fc.pre(Math.abs(a * c) < 1e12)
      expect(rationalToDecimal(multiplyRational(x, y)).minus(p.times(q)).abs().lt('1e-20')).toBe(
        true,
      )
    },
  )
})
