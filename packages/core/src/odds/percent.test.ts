import { fc, test as prop } from '@fast-check/vitest'
import { describe, expect, it } from 'vitest'
import { InvalidInputError } from '../errors.ts'
import { Decimal } from '../units/decimal.ts'
import { americanOdds } from './american.ts'
import { formatPercentOdds } from './format-odds.ts'
import { exactPercentOdds, printedPercentOdds } from './percent.ts'
import { decimalOddsOf, impliedProbabilityOf } from './price.ts'

describe('exactPercentOdds', () => {
  it.each([
    ['52.4%', 250, 131],
    ['50%', 2, 1],
    ['50 %', 2, 1],
    ['0.5%', 200, 1],
    ['99.9%', 1000, 999],
    ['07%', 100, 7],
  ])('%s returns %i per %i', (text, numerator, denominator) => {
    const price = exactPercentOdds(text)
    expect(price.returnRatio).toEqual({ numerator, denominator })
    expect([price.original, price.format, price.exactness]).toEqual([text, 'percent', 'exact'])
  })
})

describe('printedPercentOdds', () => {
  it.each([
    ['53.4%', '0.535'],
    ['50%', '0.501'],
    ['82.9%', '0.83'],
    ['52.38%', '0.5239'],
    ['99.8%', '0.999'],
  ])('%s may stand for as much as %s', (text, most) => {
    const price = printedPercentOdds(text)
    expect(impliedProbabilityOf(price).toFixed()).toBe(most)
    expect([price.original, price.format, price.exactness]).toEqual([text, 'percent', 'lowest'])
  })

  it.each(['99.9%', '99.99%', '99.999999999%'])('refuses %s: no win is sure', (text) => {
    expect(() => printedPercentOdds(text)).toThrow(/too close to 100/)
  })

  prop.prop([
    fc.integer({ min: 100, max: 50_000 }).chain((n) => fc.constantFrom(n, -n)),
    fc.integer({ min: 1, max: 4 }),
    fc.constantFrom('floor', 'half-even', 'half-away'),
  ])('never promises more than the price that was printed', (american, places, rounding) => {
    const price = americanOdds(american)
    const shown = formatPercentOdds(price, { places, rounding })
    fc.pre(new Decimal(shown.slice(0, -1)).lt(new Decimal(100).minus(new Decimal(10).pow(-places))))
    fc.pre(!/^0\.?0*%$/.test(shown))
    expect(decimalOddsOf(printedPercentOdds(shown)).lte(decimalOddsOf(price))).toBe(true)
  })
})

describe.each([
  ['exactPercentOdds', exactPercentOdds],
  ['printedPercentOdds', printedPercentOdds],
] as const)('%s refuses', (_name, parse) => {
  it.each(['0%', '0.0%', '100%', '100.0%', '250%'])('%s: no probability', (text) => {
    expect(() => parse(text)).toThrow(
      `a probability must lie between 0 and 100 %, got ${JSON.stringify(text)}`,
    )
  })

  it.each(['', '%', '50', '-50%', '+50%', '.5%', '5.%', '1e1%', '50%%', 'x%', '1000%', ' 50%'])(
    '%j: no percentage',
    (text) => {
      expect(() => parse(text)).toThrow(InvalidInputError)
      expect(() => parse(text)).toThrow(`not a percentage: ${JSON.stringify(text)}`)
    },
  )

  it('more decimals than are exact', () => {
    expect(() => parse('52.3809523809%')).toThrow(/more than 9 decimals/)
  })
})
