/**
 * The price of a bet: what one unit of stake returns, as an exact fraction, with what the feed
 * printed beside it. American odds are exact (−110 returns 21/11). A printed decimal is an interval
 * (1.91 stands for anything that prints so), so it is priced at its lowest value.
 * @module
 */
import { type Rational, rationalToDecimal } from '../units/rational.ts'
import type { Decimal } from '../units/decimal.ts'

/** How odds were written where they were read. */
export type OddsFormat = 'american' | 'decimal' | 'fractional'

/** What a stake returns, and where the figure came from. */
export interface OddsPrice {
  /** Return per 1 staked, stake included: above 1, exact. A printed decimal stands at its lowest value. */
  readonly returnRatio: Rational
  /** The figure as it was printed: `-110`, `1.91`, `10/11`. */
  readonly original: string
  readonly format: OddsFormat
  /** `lowest`: the original is a rounded decimal, and `returnRatio` is the least that prints so. */
  readonly exactness: 'exact' | 'lowest'
}

/** Returns the decimal odds, return per 1 staked, at 40 digits. */
export function decimalOddsOf(price: OddsPrice): Decimal {
  return rationalToDecimal(price.returnRatio)
}

/** Returns the implied probability 1/decimal odds, vig included, in (0, 1). */
export function impliedProbabilityOf(price: OddsPrice): Decimal {
  const { numerator, denominator } = price.returnRatio
  return rationalToDecimal({ numerator: denominator, denominator: numerator })
}
