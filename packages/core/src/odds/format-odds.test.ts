import { fc, test as prop } from '@fast-check/vitest'
import { describe, expect, it } from 'vitest'
import { AMERICAN_ODDS_MAX, americanOdds } from './american.ts'
import { exactDecimalOdds } from './decimal.ts'
import {
  formatAmericanOdds,
  formatDecimalOdds,
  formatFractionalOdds,
  formatOdds,
  formatPercentOdds,
} from './format-odds.ts'
import { parseFractionalOdds } from './fractional.ts'
import { parseOdds } from './parse-odds.ts'
import { decimalOddsOf, type OddsNotation, type OddsPrice } from './price.ts'

const ROUNDINGS = ['floor', 'ceil', 'half-even', 'half-away'] as const

describe('formatAmericanOdds', () => {
  it.each([
    ['1.91', 'floor', '-110'],
    ['1.91', 'ceil', '-109'],
    ['1.91', 'half-even', '-110'],
    ['2.507', 'floor', '+150'],
    ['2.507', 'ceil', '+151'],
    ['2.507', 'half-even', '+151'],
    ['2.505', 'half-even', '+150'],
    ['2.505', 'half-away', '+151'],
    // Just below even money: rounded up it is even, rounded down -101.
    ['1.999', 'ceil', '+100'],
    ['1.999', 'half-even', '+100'],
    ['1.999', 'floor', '-101'],
    ['2.004', 'floor', '+100'],
  ] as const)('decimal %s, %s, is %s', (decimal, rounding, text) => {
    expect(formatAmericanOdds(exactDecimalOdds(decimal), { rounding })).toBe(text)
  })

  it('shows places only of what is not whole', () => {
    const as = { rounding: 'half-even', places: 2 } as const
    expect(formatAmericanOdds(exactDecimalOdds('1.91'), as)).toBe('-109.89')
    expect(formatAmericanOdds(exactDecimalOdds('1.9999999'), as)).toBe('+100.00')
    expect(formatAmericanOdds(exactDecimalOdds('2.5'), as)).toBe('+150')
    expect(formatAmericanOdds(americanOdds(-100), as)).toBe('+100')
  })

  prop.prop([fc.integer({ min: 101, max: AMERICAN_ODDS_MAX }), fc.constantFrom(...ROUNDINGS)])(
    'prints an American price exactly, whatever the rounding',
    (magnitude, rounding) => {
      expect(formatAmericanOdds(americanOdds(magnitude), { rounding })).toBe(`+${magnitude}`)
      expect(formatAmericanOdds(americanOdds(-magnitude), { rounding })).toBe(`-${magnitude}`)
    },
  )
})

describe('formatDecimalOdds', () => {
  it.each([
    [-115, 'floor', '1.86'],
    [-115, 'half-even', '1.87'],
    [-110, 'floor', '1.90'],
    [-110, 'ceil', '1.91'],
    [100, 'ceil', '2.00'],
  ] as const)('%d, %s, is %s', (american, rounding, text) => {
    expect(formatDecimalOdds(americanOdds(american), { places: 2, rounding })).toBe(text)
  })
})

describe('formatFractionalOdds', () => {
  it.each([
    [-110, '10/11'],
    [150, '3/2'],
    [-100, '1/1'],
    [10_000, '100/1'],
  ])('%d is %s', (american, text) => {
    expect(formatFractionalOdds(americanOdds(american))).toBe(text)
  })
})

describe('formatPercentOdds', () => {
  it.each([
    [-115, 'floor', '53.4%'],
    [-115, 'ceil', '53.5%'],
    [100, 'ceil', '50.0%'],
  ] as const)('%d, %s, is %s', (american, rounding, text) => {
    expect(formatPercentOdds(americanOdds(american), { places: 1, rounding })).toBe(text)
  })
})

const price: fc.Arbitrary<OddsPrice> = fc.oneof(
  fc
    .integer({ min: 100, max: AMERICAN_ODDS_MAX })
    .chain((n) => fc.constantFrom(n, -n))
    .map(americanOdds),
  fc
    .tuple(fc.integer({ min: 1, max: 99_999 }), fc.integer({ min: 1, max: 99_999 }))
    .map(([won, staked]) => parseFractionalOdds(`${won}/${staked}`)),
  fc
    .integer({ min: 10_001, max: 90_000_000 })
    .map((n) =>
      exactDecimalOdds(`${Math.floor(n / 10_000)}.${String(n % 10_000).padStart(4, '0')}`),
    ),
)

describe('round trips', () => {
  prop.prop([price])('every price survives as a fraction, exactly', (p) => {
    expect(parseOdds(formatFractionalOdds(p)).returnRatio).toEqual(p.returnRatio)
  })

  prop.prop([price, fc.constantFrom(...ROUNDINGS)])(
    'what a format can hold comes back exactly',
    (p, rounding) => {
      const as = { places: 4, rounding }
      if (p.format === 'american') {
        expect(parseOdds(formatAmericanOdds(p, as)).returnRatio).toEqual(p.returnRatio)
      }
      if (p.format === 'decimal') {
        expect(parseOdds(formatDecimalOdds(p, as)).returnRatio).toEqual(p.returnRatio)
      }
    },
  )

  prop.prop([
    price,
    fc.constantFrom<OddsNotation>('american', 'decimal', 'fractional', 'percent'),
    fc.integer({ min: 2, max: 6 }),
    fc.constantFrom(...ROUNDINGS),
  ])('what was printed once prints the same again', (p, format, places, rounding) => {
    const odds = decimalOddsOf(p)
    // Within what every format holds: no return of 1.00, no 0 % and no 100 %, no million to one.
    fc.pre(odds.gt('1.02') && odds.lt(1000))
    const text = formatOdds(p, format, { places, rounding })
    const again = parseOdds(text)
    expect(again.format).toBe(format)
    expect(formatOdds(again, format, { places, rounding })).toBe(text)
  })

  prop.prop([price, fc.integer({ min: 2, max: 6 })])(
    'floor never promises more, ceil never less; for percentages the other way round',
    (p, places) => {
      const odds = decimalOddsOf(p)
      fc.pre(odds.gt('1.02') && odds.lt(1000))
      for (const format of ['american', 'decimal'] as const) {
        const [low, high] = (['floor', 'ceil'] as const).map((rounding) =>
          decimalOddsOf(parseOdds(formatOdds(p, format, { places, rounding }))),
        )
        expect(low?.lte(odds) && high?.gte(odds)).toBe(true)
      }
      const [high, low] = (['floor', 'ceil'] as const).map((rounding) =>
        decimalOddsOf(parseOdds(formatPercentOdds(p, { places, rounding }))),
      )
      expect(low?.lte(odds) && high?.gte(odds)).toBe(true)
    },
  )
})
