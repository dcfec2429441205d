import { describe, expect, it } from 'vitest'
import { Decimal } from '../../units/decimal.ts'
import { normalAt, normalQuantile } from './normal.ts'
import { devigProbit } from './probit.ts'

const decimals = (values: readonly string[]) => values.map((each) => new Decimal(each))
const at = (x: number) => normalAt(new Decimal(x)).probability

describe('devigProbit', () => {
  it('moves both of two outcomes by the mean of their quantiles', () => {
    const { probabilities, parameter } = devigProbit([at(1.25), at(-0.75)])
    expect(parameter.minus('0.25').abs().lt('1e-34')).toBe(true)
    expect(probabilities[0]?.minus(at(1)).abs().lt('1e-34')).toBe(true)
    expect(probabilities[1]?.minus(at(-1)).abs().lt('1e-34')).toBe(true)
    const turned = devigProbit([at(-0.75), at(1.25)])
    expect(turned.probabilities).toEqual(probabilities.toReversed())
  })

  it('moves every outcome of many by the same c', () => {
    for (const implied of [
      ['0.5', '0.4', '0.3'],
      ['0.2', '0.1', '0.3', '0.15'],
      ['0.97', '0.001', '0.2'],
    ]) {
      const prices = decimals(implied)
      const { probabilities, parameter } = devigProbit(prices, { allowUnderround: true })
      for (const [index, p] of probabilities.entries()) {
        const moved = normalQuantile(prices[index]!).minus(normalQuantile(p))
        expect(moved.minus(parameter).abs().lt('1e-30')).toBe(true)
      }
    }
  })

  it('finds the quantile of 1/n for equal prices, at the end of its bracket', () => {
    const expected = normalQuantile(new Decimal('0.4')).minus(normalQuantile(new Decimal('0.25')))
    const { parameter } = devigProbit(decimals(['0.4', '0.4', '0.4', '0.4']))
    expect(parameter.minus(expected).abs().lt('1e-33')).toBe(true)
  })
})
