/**
 * Fractional odds: `10/11` wins 10 per 11 staked. Exact.
 * @module
 */
import { assertInput } from '../assert.ts'
import { InvalidInputError, printable } from '../errors.ts'
import { type Rational, rational } from '../units/rational.ts'
import type { OddsPrice } from './price.ts'

const FRACTIONAL_TEXT = /^(\d{1,7})\s*[/\u2044-]\s*(\d{1,7})$/
const EVENS_TEXT = /^(evens?|evs)$/i

/**
 * Parses `10/11`, `5-2`, `EVS`.
 * @throws {InvalidInputError} anything else, or a zero on either side.
 */
export function parseFractionalOdds(text: string): OddsPrice {
  const trimmed = text.trim()
  const match = FRACTIONAL_TEXT.exec(EVENS_TEXT.test(trimmed) ? '1/1' : trimmed)
  if (match === null) throw new InvalidInputError(`not fractional odds: ${printable(text)}`)
  const [won, staked] = [Number(match[1]), Number(match[2])]
  assertInput(won > 0 && staked > 0, `fractional odds need two numbers above 0: ${printable(text)}`)
  return {
    returnRatio: rational(won + staked, staked),
    original: trimmed,
    format: 'fractional',
    exactness: 'exact',
  }
}

/** Returns the winnings per 1 staked as a reduced fraction: 21/11 is `10/11`. */
export function fractionalOddsOf(price: OddsPrice): Rational {
  const { numerator, denominator } = price.returnRatio
  return rational(numerator - denominator, denominator)
}
