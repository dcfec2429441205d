import { expect, it } from 'vitest'
import { americanOdds } from '../american.ts'
import { impliedProbabilityOf } from '../price.ts'
import { devigMultiplicative } from './multiplicative.ts'

it('divides by the sum, which is its parameter, and keeps the order of the prices', () => {
  // 0.75 and 1/3 sum to 13/12.
  const implied = [-300, 200].map((n) => impliedProbabilityOf(americanOdds(n)))
  const { probabilities, parameter } = devigMultiplicative(implied)
  expect(parameter.times(12).toSignificantDigits(30).toFixed()).toBe('13')
  expect(probabilities.map((p) => p.toSignificantDigits(15).toFixed())).toEqual([
    '0.692307692307692',
    '0.307692307692308',
  ])
})
