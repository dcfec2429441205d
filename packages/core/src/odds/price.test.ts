import { fc, test as prop } from '@fast-check/vitest'
import { describe, expect, it } from 'vitest'
import { Decimal } from '../units/decimal.ts'
import { americanOdds } from './american.ts'
import { exactDecimalOdds } from './decimal.ts'
import { parseFractionalOdds } from './fractional.ts'
import { decimalOddsOf, impliedProbabilityOf, type OddsPrice } from './price.ts'

const price: fc.Arbitrary<OddsPrice> = fc.oneof(
  fc
    .integer({ min: 100, max: 1_000_000 })
    .chain((n) => fc.constantFrom(n, -n))
    .map(americanOdds),
  fc
    .integer({ min: 1_000_001, max: 900_000_000 })
    .map((n) => exactDecimalOdds(new Decimal(n).div(1e6).toFixed(6))),
  fc
    .tuple(fc.integer({ min: 1, max: 500 }), fc.integer({ min: 1, max: 500 }))
    .map(([won, staked]) => parseFractionalOdds(`${won}/${staked}`)),
)

describe('decimal odds and implied probability', () => {
  it('gives even money two for one and a half', () => {
    expect(decimalOddsOf(americanOdds(100)).toFixed()).toBe('2')
    expect(impliedProbabilityOf(americanOdds(-100)).toFixed()).toBe('0.5')
    expect(impliedProbabilityOf(americanOdds(-110)).toSignificantDigits(15).toFixed()).toBe(
      '0.523809523809524',
    )
  })

  prop.prop([price])(
    'are reciprocal to 15 digits; odds above 1, probability within (0, 1)',
    (p) => {
      const [odds, implied] = [decimalOddsOf(p), impliedProbabilityOf(p)]
      expect(odds.times(implied).minus(1).abs().lt('1e-15')).toBe(true)
      expect(odds.gt(1) && implied.gt(0) && implied.lt(1)).toBe(true)
    },
  )

  prop.prop([price, price])('a longer price implies less', (a, b) => {
    const byOdds = decimalOddsOf(a).cmp(decimalOddsOf(b))
    expect(impliedProbabilityOf(b).cmp(impliedProbabilityOf(a))).toBe(byOdds)
  })
})
