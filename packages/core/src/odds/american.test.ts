import { fc, test as prop } from '@fast-check/vitest'
import { describe, expect, it } from 'vitest'
import { InvalidInputError } from '../errors.ts'
import { Decimal } from '../units/decimal.ts'
import {
  AMERICAN_ODDS_MAX,
  americanOdds,
  americanToDecimal,
  decimalToAmerican,
  isEvenMoney,
  parseAmericanOdds,
  payoutPerDollar,
} from './american.ts'
import { decimalOddsOf, impliedProbabilityOf } from './price.ts'

function ratioOf(text: string): string {
  const { numerator, denominator } = parseAmericanOdds(text).returnRatio
  return `${numerator}/${denominator}`
}

function refusalOf(call: () => unknown): InvalidInputError {
  try {
    call()
  } catch (error) {
    if (error instanceof InvalidInputError) return error
    throw error
  }
  throw new Error('nothing was refused')
}

describe('what books print', () => {
  it.each([
    ['-110', '21/11'],
    ['\u2212110', '21/11'],
    ['\u2212205', '61/41'],
    ['+100', '2/1'],
    ['-100', '2/1'],
    ['100', '2/1'],
    ['150', '5/2'],
    ['+150', '5/2'],
    ['+575', '27/4'],
    ['+10000', '101/1'],
    [' -110 ', '21/11'],
    ['EVEN', '2/1'],
    ['Even', '2/1'],
    ['EVENS', '2/1'],
    ['EVS', '2/1'],
    ['ev', '2/1'],
  ])('%j returns %s of the stake', (text, ratio) => {
    expect(ratioOf(text)).toBe(ratio)
  })

  it('keeps the figure as it was printed, and says that it is exact', () => {
    const printed = parseAmericanOdds('\u2212110')
    expect([printed.original, printed.format, printed.exactness]).toEqual([
      '\u2212110',
      'american',
      'exact',
    ])
    expect(parseAmericanOdds(' EVEN ').original).toBe('EVEN')
    expect(americanOdds(150).original).toBe('+150')
    expect(americanOdds(-110).original).toBe('-110')
  })
})

describe('the payout of a dollar', () => {
  it.each([
    [-110, 21, 11],
    [-115, 43, 23],
    [150, 5, 2],
    [100, 2, 1],
    [-100, 2, 1],
    [-485, 117, 97],
  ])('at %d is %i/%i exactly', (american, numerator, denominator) => {
    expect(payoutPerDollar(american)).toEqual({ numerator, denominator })
  })

  it('refuses what is no American price', () => {
    expect(() => payoutPerDollar(99)).toThrow(/between -100 and 100, got 99/)
    expect(() => payoutPerDollar(1.91)).toThrow(/whole number/)
  })
})

describe('the words for even money', () => {
  it('are four, in any case', () => {
    expect(['EVEN', 'evens', 'Evs', 'EV'].every(isEvenMoney)).toBe(true)
    expect(['', 'E', 'EVENT', 'EVEN ', '100', '1/1'].some(isEvenMoney)).toBe(false)
  })
})

describe('what is refused', () => {
  it.each(['50', '-99', '+99', '1', '0', '099', '-050', '000'])(
    '%j lies between -100 and 100',
    (text) => {
      expect(refusalOf(() => parseAmericanOdds(text)).message).toMatch(
        /^American odds can not lie between -100 and 100, got /,
      )
    },
  )

  it.each([
    '',
    ' ',
    'NaN',
    'Infinity',
    '1e3',
    '-110.5',
    '1.91',
    '10/11',
    '--110',
    '+-110',
    '- 110',
    '\u2013110',
    '1,000',
    '110-',
    'EVENT',
    'EVEN MONEY',
    '\u0661\u0661\u0660',
    '1234567890',
  ])('%j is no American price, and the message names it', (text) => {
    const { message } = refusalOf(() => parseAmericanOdds(text))
    expect(message).toMatch(/^not American odds: /)
    expect(message).toContain(JSON.stringify(text))
  })

  it.each([0, -0, 1, 50, 99, -1, -99])('the number %d lies between -100 and 100', (american) => {
    expect(() => americanOdds(american)).toThrow(/between -100 and 100/)
  })

  it.each([Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 110.5, -100.01])(
    'the number %d is not whole',
    (american) => {
      expect(() => americanOdds(american)).toThrow(/must be a whole number, got/)
    },
  )

  it('more than a million to one, either way', () => {
    expect(americanOdds(AMERICAN_ODDS_MAX).returnRatio).toEqual({
      numerator: 1_000_001,
      denominator: 1,
    })
    expect(() => americanOdds(AMERICAN_ODDS_MAX + 1)).toThrow(/too large/)
    expect(() => parseAmericanOdds('-999999999')).toThrow(/too large/)
  })

  it.each(['0', '99.99', '-99.99', '1', '-1'])('%s as a converted figure', (text) => {
    expect(() => americanToDecimal(new Decimal(text))).toThrow(/between -100 and 100/)
  })

  it('figures that are no numbers', () => {
    for (const value of [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]) {
      expect(() => americanToDecimal(new Decimal(value))).toThrow(/must be a finite number/)
      expect(() => decimalToAmerican(new Decimal(value))).toThrow(/above 1 and finite/)
    }
    for (const value of ['1', '0.5', '0', '-2']) {
      expect(() => decimalToAmerican(new Decimal(value))).toThrow(/above 1/)
    }
  })
})

const american = fc
  .integer({ min: 100, max: AMERICAN_ODDS_MAX })
  .chain((magnitude) => fc.constantFrom(magnitude, -magnitude))
const decimalOdds = fc
  .record({
    millionths: fc.integer({ min: 1, max: 999_999 }),
    whole: fc.integer({ min: 0, max: 900 }),
  })
  .map(({ millionths, whole }) => new Decimal(millionths).div(1e6).plus(whole).plus(1))

function relativeError(a: Decimal, b: Decimal): Decimal {
  return a.minus(b).abs().div(b.abs())
}

describe('round trips', () => {
  prop.prop([american])('American to decimal and back is the same figure to 15 digits', (a) => {
    const back = decimalToAmerican(decimalOddsOf(americanOdds(a)))
    expect(relativeError(back, new Decimal(a === -100 ? 100 : a)).lt('1e-15')).toBe(true)
  })

  prop.prop([decimalOdds])('decimal to American and back is the same figure to 15 digits', (d) => {
    expect(relativeError(americanToDecimal(decimalToAmerican(d)), d).lt('1e-15')).toBe(true)
  })

  prop.prop([american])('American to implied and back is the same figure to 15 digits', (a) => {
    const implied = impliedProbabilityOf(americanOdds(a))
    const back = decimalToAmerican(new Decimal(1).div(implied))
    expect(relativeError(back, new Decimal(a === -100 ? 100 : a)).lt('1e-15')).toBe(true)
  })

  prop.prop([american])('the fraction and the decimal formula agree', (a) => {
    const byFormula = americanToDecimal(new Decimal(a))
    expect(relativeError(decimalOddsOf(americanOdds(a)), byFormula).lt('1e-35')).toBe(true)
  })

  prop.prop([american, fc.constantFrom('-', '\u2212')])('text reads as the number', (a, minus) => {
    const digits = String(Math.abs(a))
    const forms = a > 0 ? [digits, `+${digits}`] : [`${minus}${digits}`]
    for (const form of forms) {
      expect(parseAmericanOdds(form).returnRatio).toEqual(americanOdds(a).returnRatio)
    }
  })

  prop.prop([american, american])('a favourite returns less than a longer shot', (a, b) => {
    // The order of American prices: -∞ … -101, ±100, 101 … ∞.
    const rank = (n: number) => (n > 0 ? n - 100 : 100 + n)
    const [x, y] = [decimalOddsOf(americanOdds(a)), decimalOddsOf(americanOdds(b))]
    expect(x.cmp(y)).toBe(Math.sign(rank(a) - rank(b)))
  })
})
