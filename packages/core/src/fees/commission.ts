/**
 * Commission on net winnings, as betting exchanges charge it: what is kept of the winnings, as a
 * change of the return ratio.
 * @module
 */
import { assertInput } from '../assert.ts'
import { type Rational, rational } from '../units/rational.ts'

/** A commission of nothing. */
export const NO_COMMISSION: Rational = rational(0)

/**
 * Returns what one staked returns after commission: `1 + (ratio − 1) × (1 − commission)`, exactly.
 * @param commission share of net winnings, 0 (included) to 1 (not included).
 * @throws {InvalidInputError} a commission outside that range, or a ratio of 1 or less.
 */
export function returnAfterCommission(returnRatio: Rational, commission: Rational): Rational {
  assertInput(
    commission.numerator >= 0 && commission.numerator < commission.denominator,
    `commission must be from 0 to below 1, got ${commission.numerator}/${commission.denominator}`,
  )
  assertInput(returnRatio.numerator > returnRatio.denominator, 'return ratio must be above 1')
  const [a, b] = [BigInt(returnRatio.numerator), BigInt(returnRatio.denominator)]
  const [c, d] = [BigInt(commission.numerator), BigInt(commission.denominator)]
  return rational(b * d + (a - b) * (d - c), b * d)
}
