import { fc, test as prop } from '@fast-check/vitest'
import { describe, expect, it } from 'vitest'
import { Decimal } from '../units/decimal.ts'
import { formatQuotient, type OddsRounding, PRINTED_PLACES_MAX } from './rounding.ts'

const of = (numerator: bigint, denominator: bigint) => ({ numerator, denominator })

describe('formatQuotient', () => {
  it.each([
    [21n, 11n, 2, 'floor', '1.90'],
    [21n, 11n, 2, 'ceil', '1.91'],
    [21n, 11n, 2, 'half-even', '1.91'],
    [5n, 2n, 0, 'half-even', '2'],
    [7n, 2n, 0, 'half-even', '4'],
    [5n, 2n, 0, 'half-away', '3'],
    [-5n, 2n, 0, 'half-even', '-2'],
    [-5n, 2n, 0, 'half-away', '-3'],
    [-7n, 2n, 0, 'half-even', '-4'],
    [-5n, 2n, 0, 'floor', '-3'],
    [-5n, 2n, 0, 'ceil', '-2'],
    [-1n, 3n, 0, 'ceil', '0'],
    [-1n, 300n, 1, 'half-even', '0.0'],
    [1n, 200n, 2, 'half-even', '0.00'],
    [1n, 200n, 2, 'half-away', '0.01'],
    [2n, 1n, 3, 'ceil', '2.000'],
    [1n, 3n, PRINTED_PLACES_MAX, 'floor', `0.${'3'.repeat(30)}`],
  ] as const)('%d/%d to %d places, %s, is %s', (n, d, places, rounding, text) => {
    expect(formatQuotient(of(n, d), { places, rounding })).toBe(text)
  })

  it.each([-1, 1.5, Number.NaN, PRINTED_PLACES_MAX + 1])('refuses %d places', (places) => {
    expect(() => formatQuotient(of(1n, 3n), { places, rounding: 'floor' })).toThrow(
      /whole number from 0 to 30/,
    )
  })

  it('refuses a denominator that is not above 0', () => {
    for (const denominator of [0n, -3n]) {
      expect(() => formatQuotient(of(1n, denominator), { places: 0, rounding: 'floor' })).toThrow(
        /above 0/,
      )
    }
  })

  // The numbers of decimal.js: ROUND_CEIL, ROUND_FLOOR, ROUND_HALF_UP, ROUND_HALF_EVEN.
  const modes: readonly (readonly [OddsRounding, 2 | 3 | 4 | 6])[] = [
    ['ceil', 2],
    ['floor', 3],
    ['half-away', 4],
    ['half-even', 6],
  ]
  prop.prop([
    fc.integer({ min: -1_000_000, max: 1_000_000 }),
    // Few and round denominators, so that ties are common.
    fc.constantFrom(1, 2, 3, 4, 7, 8, 20, 200, 999),
    fc.integer({ min: 0, max: 6 }),
    fc.constantFrom(...modes),
  ])('rounds as decimal.js does', (n, d, places, [rounding, mode]) => {
    const expected = new Decimal(n).div(d).toDecimalPlaces(places, mode).plus(0).toFixed(places)
    const found = formatQuotient(of(BigInt(n), BigInt(d)), { places, rounding })
    expect(found).toBe(/[1-9]/.test(expected) ? expected : expected.replace('-', ''))
  })
})
