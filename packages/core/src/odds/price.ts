/**
 * The price of a bet: what one unit of stake returns, as an exact fraction, with what the feed
 * printed beside it. American odds are exact (−110 returns 21/11). A printed decimal is an interval
 * (1.91 stands for anything that prints so), so it is priced at its lowest value.
 * @module
 */
import { type Rational, rationalToDecimal } from '../units/rational.ts'
import type { Decimal } from '../units/decimal.ts'

/** How feeds write odds. */
export type OddsFormat = 'american' | 'decimal' | 'fractional'

/** How people and pages write odds: also as the implied probability, `52.4%`. */
export type OddsNotation = OddsFormat | 'percent'

/** What a stake returns, and where the figure came from. */
export interface OddsPrice<Notation extends OddsNotation = OddsFormat> {
  /** Return per 1 staked, stake included: above 1, exact. A printed figure stands at its lowest value. */
  readonly returnRatio: Rational
  /** The figure as it was printed: `-110`, `1.91`, `10/11`, `52.4%`. */
  readonly original: string
  readonly format: Notation
  /** `lowest`: the original is a rounded figure, and `returnRatio` is the least that prints so. */
  readonly exactness: 'exact' | 'lowest'
}

/** What every calculation needs of a price. */
export type PriceRatio = Pick<OddsPrice, 'returnRatio'>

/** Returns the decimal odds, return per 1 staked, at 40 digits. */
export function decimalOddsOf(price: PriceRatio): Decimal {
  return rationalToDecimal(price.returnRatio)
}

/** Returns the implied probability 1/decimal odds, margin included, in (0, 1), at 40 digits. */
export function impliedProbabilityOf(price: PriceRatio): Decimal {
  const { numerator, denominator } = price.returnRatio
  return rationalToDecimal({ numerator: denominator, denominator: numerator })
}
