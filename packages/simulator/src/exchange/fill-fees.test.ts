import {
  type Centicontracts,
  Decimal,
  feeOfFill,
  KALSHI_FEE_TYPES,
  KALSHI_ROUNDINGS,
  type KalshiFeeRate,
  maximumFee,
  type Microdollars,
  type PriceTicks,
} from '@arbkit/core'
import { fc, test as prop } from '@fast-check/vitest'
import { describe, expect, it } from 'vitest'
import { FillFees } from './fill-fees.ts'

const FEE_TYPES = KALSHI_FEE_TYPES.filter((type) => type !== 'flat')

const terms = fc
  .record({
    feeType: fc.constantFrom(...FEE_TYPES),
    multiplier: fc.oneof(
      fc.constantFrom('0', '0.5', '1', '2', '0.35', '10', '0.123456789'),
      fc.integer({ min: 0, max: 10_000 }).map((thousandths) => String(thousandths / 1000)),
    ),
    rounding: fc.constantFrom(...KALSHI_ROUNDINGS),
    membership: fc.constantFrom('direct' as const, 'non-direct' as const),
  })
  .map(({ feeType, multiplier, rounding, membership }) => {
    const rate: KalshiFeeRate = {
      feeType,
      multiplier: new Decimal(multiplier),
      origin: 'series',
      assumedBecause: undefined,
    }
    return { rate, rounding, membership }
  })
const count = fc.oneof(
  fc.integer({ min: 1, max: 5000 }),
  fc.integer({ min: 1, max: 10_000_000_000 }),
)
const fill = fc.record({
  liquidity: fc.constantFrom('maker' as const, 'taker' as const),
  price: fc.integer({ min: 1, max: 9999 }),
  count,
})
const RUNS = { numRuns: 2000 }

describe('fees in whole numbers', () => {
  prop.prop([terms, fc.array(fill, { minLength: 1, maxLength: 6 })], RUNS)(
    "are the core's, fill by fill",
    (given, fills) => {
      const fees = new FillFees(given.rate, given.rounding, given.membership)
      let accumulator = { roundingMicrodollars: 0 as Microdollars }
      for (const one of fills) {
        const fee = fees.feeOf(one, accumulator.roundingMicrodollars)
        const wanted = feeOfFill(given, accumulator, {
          action: 'buy',
          liquidity: one.liquidity,
          price: one.price as PriceTicks,
          count: one.count as Centicontracts,
        })
        accumulator = wanted.accumulator
        const { netFee } = wanted
        expect(fee).toEqual({ netFee, overpaid: accumulator.roundingMicrodollars })
      }
    },
  )

  prop.prop([terms, fc.integer({ min: 1, max: 9999 }), count], RUNS)(
    'at most are what the core says at most',
    (given, price, size) => {
      const { rate, rounding, membership } = given
      const level = { price: price as PriceTicks, count: size as Centicontracts }
      const budget = new FillFees(rate, rounding, membership).budgetOf(price, size)
      expect(budget).toBe(maximumFee(given, 'maker', [level]))
    },
  )

  it('where a sum is no safe integer the core answers', () => {
    const rate: KalshiFeeRate = {
      feeType: 'quadratic',
      multiplier: new Decimal('9.99999'),
      origin: 'series',
      assumedBecause: undefined,
    }
    const [rounding] = KALSHI_ROUNDINGS
    if (rounding === undefined) throw new Error('there is a rounding rule')
    const fees = new FillFees(rate, rounding, 'direct')
    const huge = { liquidity: 'taker', price: 4999, count: 9_999_999_999 } as const
    // 0.6999993 × 99,999,999.99 × 0.4999 × 0.5001, rounded up to the hundredth of a cent.
    expect(fees.feeOf(huge, 0).netFee).toBe(17_499_981_798_299)
  })
})
