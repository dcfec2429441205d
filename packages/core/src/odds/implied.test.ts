import { fc, test as prop } from '@fast-check/vitest'
import { describe, expect, it } from 'vitest'
import { Decimal } from '../units/decimal.ts'
import { americanToDecimal, decimalToAmerican } from './american.ts'
import { decimalToImplied, impliedToDecimal } from './implied.ts'

describe('implied probability', () => {
  it.each([
    ['-110', '0.523809523809524'],
    ['-500', '0.833333333333333'],
    ['100', '0.5'],
    ['150', '0.4'],
  ])('of American %s is %s', (american, implied) => {
    const found = decimalToImplied(americanToDecimal(new Decimal(american)))
    expect(found.toSignificantDigits(15).eq(implied)).toBe(true)
  })

  it.each(['0', '1', '-0.1', '1.1', 'NaN'])('refuses %s as a probability', (text) => {
    expect(() => impliedToDecimal(new Decimal(text))).toThrow(/between 0 and 1/)
  })

  it.each(['1', '0.5', '0', 'NaN'])('refuses decimal odds of %s', (text) => {
    expect(() => decimalToImplied(new Decimal(text))).toThrow(/above 1/)
  })

  prop.prop([fc.integer({ min: 1, max: 999_999 })])(
    'comes back from decimal and American odds to 30 digits',
    (millionths) => {
      const probability = new Decimal(millionths).div(1_000_000)
      const odds = impliedToDecimal(probability)
      const back = decimalToImplied(americanToDecimal(decimalToAmerican(odds)))
      expect(back.minus(probability).abs().lt('1e-30')).toBe(true)
    },
  )
})
