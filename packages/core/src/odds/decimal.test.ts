import { fc, test as prop } from '@fast-check/vitest'
import { describe, expect, it } from 'vitest'
import { InvalidInputError } from '../errors.ts'
import { Decimal } from '../units/decimal.ts'
import { americanOdds } from './american.ts'
import { DECIMAL_ODDS_MAX, exactDecimalOdds, printedDecimalOdds } from './decimal.ts'
import { decimalOddsOf } from './price.ts'

describe('exactDecimalOdds', () => {
  it.each([
    ['1.91', 191, 100],
    ['3', 3, 1],
    ['2.50', 5, 2],
    ['1.01', 101, 100],
    ['1.000000001', 1_000_000_001, 1_000_000_000],
    ['1000001', 1_000_001, 1],
  ])('%s returns %i per %i', (text, numerator, denominator) => {
    const price = exactDecimalOdds(text)
    expect(price.returnRatio).toEqual({ numerator, denominator })
    expect([price.original, price.format, price.exactness]).toEqual([text, 'decimal', 'exact'])
  })
})

describe('printedDecimalOdds', () => {
  it.each([
    ['1.91', '1.905'],
    ['1.9', '1.895'],
    ['2.5', '2.495'],
    ['3', '2.995'],
    ['1.952', '1.9515'],
    ['1.01', '1.005'],
    ['101', '100.995'],
    ['1.234567891', '1.2345678905'],
    ['1000000.123456789', '1000000.1234567885'],
  ])('%s is priced at %s, the least that prints so', (text, lowest) => {
    const price = printedDecimalOdds(text)
    expect(decimalOddsOf(price).toFixed()).toBe(lowest)
    expect([price.original, price.format, price.exactness]).toEqual([text, 'decimal', 'lowest'])
  })
})

describe.each([
  ['exactDecimalOdds', exactDecimalOdds],
  ['printedDecimalOdds', printedDecimalOdds],
] as const)('%s refuses', (_name, parse) => {
  it.each(['1', '1.0', '1.00', '0', '0.5', '0.99'])('%s: not above 1', (text) => {
    expect(() => parse(text)).toThrow(`decimal odds must be above 1, got ${JSON.stringify(text)}`)
  })

  it.each([
    '',
    'NaN',
    'Infinity',
    '1e3',
    '-2.0',
    '+2.0',
    ' 2.0',
    '2.',
    '.5',
    '2,5',
    '10/11',
    'EVEN',
  ])('%j: no decimal odds', (text) => {
    expect(() => parse(text)).toThrow(InvalidInputError)
    expect(() => parse(text)).toThrow(`not decimal odds: ${JSON.stringify(text)}`)
  })

  it('more decimals than are exact, and odds above a million to one', () => {
    expect(() => parse('1.9090909091')).toThrow(/more than 9 decimals/)
    expect(() => parse(`${DECIMAL_ODDS_MAX}.1`)).toThrow(/too large/)
    expect(() => parse('9999999')).toThrow(/too large/)
    expect(() => parse('12345678')).toThrow(/not decimal odds/)
  })
})

const AMERICAN = Array.from({ length: 9901 }, (_, index) => [100 + index, -100 - index]).flat()

/** As a feed that writes JSON numbers prints it: trailing zeros are lost. */
function asJsonNumber(text: string): string {
  return text.includes('.') ? text.replace(/\.?0+$/, '') : text
}

/** What is given away by pricing a printed figure at its lowest; below 0 it promises too much. */
function givenAway(american: number, print: (exact: Decimal) => string): Decimal {
  const exact = decimalOddsOf(americanOdds(american))
  return exact.minus(decimalOddsOf(printedDecimalOdds(print(exact))))
}

describe('a printed decimal is never priced above the American price behind it', () => {
  it.each([
    ['rounded half up', Decimal.ROUND_HALF_UP, '0', '0.00999999'],
    ['rounded half even', Decimal.ROUND_HALF_EVEN, '0', '0.01'],
    // A truncated figure never stood for less than itself: half a cent is given away at least.
    ['truncated', Decimal.ROUND_DOWN, '0.005', '0.01499999'],
  ] as const)('two places, %s: every price from -10000 to 10000', (_how, rounding, least, most) => {
    const print = (exact: Decimal) => exact.toFixed(2, rounding)
    const prints = [print, (exact: Decimal) => asJsonNumber(print(exact))]
    const wrong = AMERICAN.flatMap((american) =>
      prints
        .map((as) => ({ american, away: givenAway(american, as) }))
        .filter(({ away }) => away.lt(least) || away.gt(most)),
    )
    expect(AMERICAN).toHaveLength(19_802)
    expect(wrong).toEqual([])
  })

  const rounding = fc.constantFrom(Decimal.ROUND_HALF_UP, Decimal.ROUND_DOWN)
  prop.prop([
    fc.integer({ min: 1_020_000, max: 900_000_000 }),
    fc.integer({ min: 2, max: 5 }),
    rounding,
  ])('nor above any price, with more places', (millionths, places, mode) => {
    const exact = new Decimal(millionths).div(1e6)
    const priced = decimalOddsOf(printedDecimalOdds(exact.toFixed(places, mode)))
    expect(priced.lte(exact)).toBe(true)
    expect(exact.minus(priced).lt(new Decimal(10).pow(-places).times('1.5'))).toBe(true)
  })
})
