import { fc, test as prop } from '@fast-check/vitest'
import { describe, expect, it } from 'vitest'
import { InvalidInputError } from '../errors.ts'
import { americanOdds } from '../odds/american.ts'
import { compareRational, rational, rationalToDecimal } from '../units/rational.ts'
import { NO_COMMISSION, returnAfterCommission } from './commission.ts'

describe('returnAfterCommission', () => {
  it.each([
    // 2.00 at 5 %: of 1 won 0.95 is kept.
    ['2.00 at 5 %', rational(2), rational(5, 100), rational(195, 100)],
    // 4.00 at 2 %: of 3 won 2.94 is kept.
    ['4.00 at 2 %', rational(4), rational(2, 100), rational(394, 100)],
    // -110 at 2 %: of 10/11 won 9.8/11 is kept.
    ['-110 at 2 %', americanOdds(-110).returnRatio, rational(1, 50), rational(208, 110)],
  ])('%s', (_what, ratio, commission, expected) => {
    expect(returnAfterCommission(ratio, commission)).toEqual(expected)
  })

  it('refuses a commission of everything, of more, or below nothing', () => {
    for (const commission of [rational(1), rational(3, 2), rational(-1, 100)]) {
      expect(() => returnAfterCommission(rational(2), commission)).toThrow(InvalidInputError)
      expect(() => returnAfterCommission(rational(2), commission)).toThrow(/from 0 to below 1/)
    }
  })

  it('refuses a price that returns no more than the stake', () => {
    expect(() => returnAfterCommission(rational(1), NO_COMMISSION)).toThrow(/above 1/)
    expect(() => returnAfterCommission(rational(1, 2), NO_COMMISSION)).toThrow(/above 1/)
  })

  const ratio = fc
    .integer({ min: 100, max: 10_000 })
    .chain((n) => fc.constantFrom(n, -n))
    .map((n) => americanOdds(n).returnRatio)
  const share = fc.integer({ min: 0, max: 9999 }).map((n) => rational(n, 10_000))

  prop.prop([ratio])('no commission changes nothing', (r) => {
    expect(returnAfterCommission(r, NO_COMMISSION)).toEqual(r)
  })

  prop.prop([ratio, share])('keeps that share of the winnings, and the stake whole', (r, c) => {
    const won = rationalToDecimal(r).minus(1)
    const kept = rationalToDecimal(returnAfterCommission(r, c)).minus(1)
    const charged = won.minus(kept)
    expect(
      charged
        .minus(won.times(rationalToDecimal(c)))
        .abs()
        .lt('1e-30'),
    ).toBe(true)
    expect(kept.gt(0)).toBe(true)
  })

  prop.prop([ratio, share, share])('a higher commission never returns more', (r, a, b) => {
    const [x, y] = [returnAfterCommission(r, a), returnAfterCommission(r, b)]
    expect(Math.sign(compareRational(x, y))).toBe(Math.sign(compareRational(b, a)))
  })
})
