import { describe, expect, it } from 'vitest'
import { Decimal } from '../../units/decimal.ts'
import { devigPower } from './power.ts'

const decimals = (values: readonly string[]) => values.map((each) => new Decimal(each))

describe('devigPower', () => {
  it('raises every price to the power k', () => {
    // 0.9^2 + 0.4^2 + 0.1^2 + 0.1^2 + 0.1^2 = 1.
    const { probabilities, parameter } = devigPower(decimals(['0.9', '0.4', '0.1', '0.1', '0.1']))
    expect(parameter.toSignificantDigits(30).toFixed()).toBe('2')
    expect(probabilities.map((p) => p.toSignificantDigits(30).toFixed())).toEqual([
      '0.81',
      '0.16',
      '0.01',
      '0.01',
      '0.01',
    ])
  })

  it('finds a k below 1 for an underround', () => {
    // √0.36 + √0.16 = 1.
    const { probabilities, parameter } = devigPower(decimals(['0.36', '0.16']), {
      allowUnderround: true,
    })
    expect(parameter.toSignificantDigits(30).toFixed()).toBe('0.5')
    expect(probabilities.map((p) => p.toSignificantDigits(30).toFixed())).toEqual(['0.6', '0.4'])
  })

  it('is ln n/−ln r for equal prices, at the end of its bracket', () => {
    for (const [price, count] of [
      ['0.524', 2],
      ['0.999999', 2],
      ['0.9', 40],
      ['0.01', 3],
    ] as const) {
      const implied = decimals(Array.from({ length: count }, () => price))
      const { parameter } = devigPower(implied, { allowUnderround: true })
      const expected = new Decimal(count).ln().div(new Decimal(price).ln().neg())
      expect(parameter.div(expected).minus(1).abs().lt('1e-32')).toBe(true)
    }
  })
})
