import { fc, test as prop } from '@fast-check/vitest'
import { describe, expect, it } from 'vitest'
import { Decimal } from '../units/decimal.ts'
import { americanOdds } from './american.ts'
import { holdOf, overroundOf, sumOf } from './overround.ts'
import { impliedProbabilityOf } from './price.ts'

function american(...prices: number[]): Decimal[] {
  return prices.map((n) => impliedProbabilityOf(americanOdds(n)))
}

describe('overround and hold', () => {
  it('of -110 both ways are 1/21 and 1/22', () => {
    const both = american(-110, -110)
    expect(overroundOf(both).toSignificantDigits(15).toFixed()).toBe('0.0476190476190476')
    expect(holdOf(both).toSignificantDigits(15).toFixed()).toBe('0.0454545454545455')
  })

  it('are below zero for an underround', () => {
    expect(overroundOf(american(150, 150)).toFixed()).toBe('-0.2')
    expect(holdOf(american(150, 150)).toFixed()).toBe('-0.25')
  })

  it('are 0 of a set without margin', () => {
    expect(overroundOf(american(100, -100)).isZero()).toBe(true)
    expect(holdOf(american(100, -100)).isZero()).toBe(true)
  })

  it.each([
    ['no price', [], /needs a price/],
    ['odds of 1', [0.5, 1], /odds above 1\), got 1$/],
    ['odds below 1', [1.25, 0.5], /got 1\.25/],
    ['an impossible outcome', [0, 0.5], /got 0$/],
    ['NaN', [0.5, Number.NaN], /got NaN/],
  ])('refuse %s', (_what, values, message) => {
    const implied = values.map((value) => new Decimal(value))
    expect(() => overroundOf(implied)).toThrow(message)
    expect(() => holdOf(implied)).toThrow(message)
  })

  it('sums nothing to 0', () => {
    expect(sumOf([]).toFixed()).toBe('0')
  })

  const price = fc.integer({ min: 100, max: 5000 }).chain((n) => fc.constantFrom(n, -n))
  prop.prop([fc.array(price, { minLength: 2, maxLength: 6 })])(
    'the hold is what is left of stakes that make every outcome pay 1',
    (prices) => {
      const implied = american(...prices)
      // A stake of r on each outcome pays 1 whatever happens.
      const staked = implied.reduce((sum, each) => sum.plus(each))
      const kept = staked.minus(1).div(staked)
      expect(holdOf(implied).minus(kept).abs().lt('1e-35')).toBe(true)
      const hold = overroundOf(implied).div(overroundOf(implied).plus(1))
      expect(holdOf(implied).minus(hold).abs().lt('1e-35')).toBe(true)
    },
  )
})
