import { describe, expect, it } from 'vitest'
import { Decimal } from '../../units/decimal.ts'
import { devigOddsRatio } from './odds-ratio.ts'

const decimals = (values: readonly string[]) => values.map((each) => new Decimal(each))
const digits = (values: readonly Decimal[]) =>
  values.map((each) => each.toSignificantDigits(30).toFixed())

describe('devigOddsRatio', () => {
  it('is the root of the product of the odds for two outcomes', () => {
    // Odds of 4 and 1: C = 2, fair odds 2 and 1/2.
    const { probabilities, parameter } = devigOddsRatio(decimals(['0.8', '0.5']))
    expect(parameter.toFixed()).toBe('2')
    expect(probabilities[0]?.times(3).toSignificantDigits(30).toFixed()).toBe('2')
    expect(probabilities[1]?.times(3).toSignificantDigits(30).toFixed()).toBe('1')
  })

  it('divides the odds of many outcomes by C', () => {
    // Odds of 3, 1 and 1, divided by 2: 3/5 + 1/3 + 1/3 is above 1; by 2.5…: found by the equation.
    const prices = decimals(['0.75', '0.5', '0.5'])
    const { probabilities, parameter } = devigOddsRatio(prices)
    for (const [index, p] of probabilities.entries()) {
      const r = prices[index]!
      const formula = r.div(parameter.plus(r).minus(parameter.times(r)))
      expect(p.minus(formula).abs().lt('1e-38')).toBe(true)
    }
    // 3/(3 + C) + 2/(1 + C) = 1 is C² − C − 6 = 0 less what cancels: C = 3.
    expect(digits([parameter, ...probabilities])).toEqual(['3', '0.5', '0.25', '0.25'])
  })

  it('is (n − 1) times the odds for equal prices, at the end of its bracket', () => {
    const implied = decimals(['0.4', '0.4', '0.4', '0.4'])
    expect(digits([devigOddsRatio(implied).parameter])).toEqual(['2'])
    const under = devigOddsRatio(decimals(['0.2', '0.2', '0.2']), { allowUnderround: true })
    expect(digits([under.parameter])).toEqual(['0.5'])
  })
})
