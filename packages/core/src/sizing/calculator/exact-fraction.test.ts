import { fc, test as prop } from '@fast-check/vitest'
import { describe, expect, it } from 'vitest'
import { rational } from '../../units/rational.ts'
import {
  ceilToStep,
  compareFractions,
  exactFraction,
  floorToStep,
  fractionOf,
  fractionToDecimal,
  minus,
  over,
  plus,
  times,
  wholeFraction,
} from './exact-fraction.ts'

const whole = fc.bigInt({ min: -(10n ** 40n), max: 10n ** 40n })
const above = fc.bigInt({ min: 1n, max: 10n ** 40n })

describe('fractions of any size', () => {
  it('are reduced, with the sign above', () => {
    expect(exactFraction(210n, -110n)).toEqual({ numerator: -21n, denominator: 11n })
    expect(exactFraction(0n, -5n)).toEqual({ numerator: 0n, denominator: 1n })
    expect(fractionOf(rational(21, 11))).toEqual({ numerator: 21n, denominator: 11n })
    expect(() => exactFraction(1n, 0n)).toThrow(/not zero/)
  })

  prop.prop([whole, above, whole, above])('add, multiply and divide back', (a, b, c, d) => {
    const [x, y] = [exactFraction(a, b), exactFraction(c, d)]
    expect(minus(plus(x, y), y)).toEqual(x)
    if (y.numerator !== 0n) expect(over(times(x, y), y)).toEqual(x)
    expect(compareFractions(x, y)).toBe(-compareFractions(y, x) + 0)
    expect(compareFractions(plus(x, exactFraction(1n, d)), x)).toBe(1)
    expect(compareFractions(x, exactFraction(a * 7n, b * 7n))).toBe(0)
  })

  it.each([
    [151, 3, 5, 50, 55],
    [50, 1, 5, 50, 50],
    [-7, 2, 1, -4, -3],
    [-1, 3, 1, -1, 0],
    [0, 1, 100, 0, 0],
  ])('%i/%i in steps of %i lies between %i and %i', (n, d, step, low, high) => {
    const value = fractionOf(rational(n, d))
    expect([floorToStep(value, step), ceilToStep(value, step)]).toEqual([low, high])
    expect(Object.is(ceilToStep(value, step), -0)).toBe(false)
  })

  it('print as decimals of 40 digits', () => {
    expect(fractionToDecimal(exactFraction(2n, 3n)).toString()).toBe(`0.${'6'.repeat(39)}7`)
    expect(fractionToDecimal(wholeFraction(-5)).toString()).toBe('-5')
  })
})
