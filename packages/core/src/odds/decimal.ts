/**
 * Decimal odds: the return per 1 staked, stake included. Text is exact where it was made by a
 * person; as a feed prints it, it is an interval.
 * @module
 */
import { assertInput } from '../assert.ts'
import { InvalidInputError, printable } from '../errors.ts'
import { type Rational, rational } from '../units/rational.ts'
import type { OddsPrice } from './price.ts'

/** Decimals a feed shows at least: a printed `2.5` stands for 2.50, `3` for 3.00. */
export const PRINTED_DECIMALS_MIN = 2
/** Longest fraction accepted. */
export const DECIMAL_ODDS_DECIMALS_MAX = 9
/** Largest decimal odds accepted. */
export const DECIMAL_ODDS_MAX = 1_000_001

const DECIMAL_ODDS_TEXT = /^(\d{1,7})(?:\.(\d{1,15}))?$/

/**
 * Returns the price of decimal odds that are exact as written (typed by a person, or computed).
 * @throws {InvalidInputError} not plain decimal text, or not above 1.
 */
export function exactDecimalOdds(text: string): OddsPrice {
  const { value } = parseDecimalText(text)
  return { returnRatio: value, original: text, format: 'decimal', exactness: 'exact' }
}

/**
 * Returns the price of decimal odds as a feed prints them. The figure was rounded somewhere, so it
 * is priced at the lowest value that prints so: half a unit of the last place below, two places at
 * least (`1.91` is 1.905, `2.5` is 2.495, `1.952` is 1.9515).
 * @throws {InvalidInputError} not plain decimal text, or so low that nothing above 1 is sure.
 */
export function printedDecimalOdds(text: string): OddsPrice {
  const { value, decimals } = parseDecimalText(text)
  const halfUnit = rational(1, 2 * 10 ** Math.max(decimals, PRINTED_DECIMALS_MIN))
  const lowest = rational(
    BigInt(value.numerator) * BigInt(halfUnit.denominator) - BigInt(value.denominator),
    BigInt(value.denominator) * BigInt(halfUnit.denominator),
  )
  assertInput(
    lowest.numerator > lowest.denominator,
    `decimal odds too close to 1 to be sure of any return: ${printable(text)}`,
  )
  return { returnRatio: lowest, original: text, format: 'decimal', exactness: 'lowest' }
}

function parseDecimalText(text: string): { value: Rational; decimals: number } {
  const match = DECIMAL_ODDS_TEXT.exec(text)
  if (match === null) throw new InvalidInputError(`not decimal odds: ${printable(text)}`)
  const [, whole = '', fraction = ''] = match
  assertInput(
    fraction.length <= DECIMAL_ODDS_DECIMALS_MAX,
    `decimal odds have more than ${DECIMAL_ODDS_DECIMALS_MAX} decimals: ${printable(text)}`,
  )
  const value = rational(BigInt(whole + fraction), 10n ** BigInt(fraction.length))
  assertInput(
    value.numerator > value.denominator,
    `decimal odds must be above 1, got ${printable(text)}`,
  )
  assertInput(
    value.numerator <= value.denominator * DECIMAL_ODDS_MAX,
    `decimal odds are too large: ${printable(text)}`,
  )
  return { value, decimals: fraction.length }
}
