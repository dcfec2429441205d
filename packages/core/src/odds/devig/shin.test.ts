import { describe, expect, it } from 'vitest'
import { Decimal } from '../../units/decimal.ts'
import { devigShin } from './shin.ts'

const decimals = (values: readonly string[]) => values.map((each) => new Decimal(each))

describe('devigShin', () => {
  it('is half of one more than the difference for two outcomes', () => {
    const { probabilities, parameter } = devigShin(decimals(['0.7', '0.35']))
    expect(probabilities.map((p) => p.toFixed())).toEqual(['0.675', '0.325'])
    // d = 0.35: z = 0.05·(0.1225 − 1.05)/(1.05·(0.1225 − 1)).
    expect(parameter.times('0.921375').toSignificantDigits(30).toFixed()).toBe('0.046375')
  })

  it('is (S − 1)/(n − 1) for equal prices', () => {
    for (const [price, count, share] of [
      ['0.6', 2, '0.2'],
      ['0.4', 3, '0.1'],
      ['0.3', 5, '0.125'],
    ] as const) {
      const { probabilities, parameter } = devigShin(
        decimals(Array.from({ length: count }, () => price)),
      )
      expect(parameter.minus(share).abs().lt('1e-33')).toBe(true)
      expect(probabilities.every((p) => p.minus(new Decimal(1).div(count)).abs().lt('1e-33'))).toBe(
        true,
      )
    }
  })

  it.each([
    ['a margin', ['0.5', '0.35', '0.25']],
    ['a large one', ['0.95', '0.9', '0.8', '0.7']],
    ['an underround', ['0.3', '0.3', '0.2']],
    ['a large one', ['0.001', '0.001', '0.002']],
    ['a margin and a shot of a trillion to one', ['0.9', '0.5', '1e-12']],
  ])('satisfies the equation of Shin with %s', (_what, implied) => {
    const prices = decimals(implied)
    const sum = prices.reduce((a, b) => a.plus(b))
    const { probabilities, parameter: z } = devigShin(prices, { allowUnderround: true })
    for (const [index, p] of probabilities.entries()) {
      // r²/S = z·p + (1 − z)·p², from which p is solved.
      const share = prices[index]!.pow(2).div(sum)
      const found = z.times(p).plus(new Decimal(1).minus(z).times(p.pow(2)))
      // Relative to the share: nothing may cancel for the longest shot either.
      expect(found.div(share).minus(1).abs().lt('1e-33')).toBe(true)
    }
    const [least, most] = sum.gt(1) ? [0, 1] : [-1 / (prices.length - 1), 0]
    expect(z.gt(least) && z.lt(most)).toBe(true)
  })
})
