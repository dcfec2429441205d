/**
 * Fractional odds: `10/11` wins 10 per 11 staked. Exact.
 * @module
 */
import { assertInput } from '../assert.ts'
import { InvalidInputError, printable } from '../errors.ts'
import { type Rational, rational } from '../units/rational.ts'
import { isEvenMoney } from './american.ts'
import type { OddsPrice, PriceRatio } from './price.ts'

const FRACTIONAL_TEXT = /^(\d{1,16})\s*[/\u2044-]\s*(\d{1,16})$/

/**
 * Parses `10/11`, `5-2`, `EVS`.
 * @throws {InvalidInputError} anything else, a zero on either side, or too long to stay exact.
 */
export function parseFractionalOdds(text: string): OddsPrice {
  const trimmed = text.trim()
  const match = FRACTIONAL_TEXT.exec(isEvenMoney(trimmed) ? '1/1' : trimmed)
  if (match === null) throw new InvalidInputError(`not fractional odds: ${printable(text)}`)
  const [won, staked] = [BigInt(match[1] ?? ''), BigInt(match[2] ?? '')]
  assertInput(
    won > 0n && staked > 0n,
    `fractional odds need two numbers above 0: ${printable(text)}`,
  )
  return {
    returnRatio: rational(won + staked, staked),
    original: trimmed,
    format: 'fractional',
    exactness: 'exact',
  }
}

/** Returns the winnings per 1 staked as a reduced fraction: 21/11 is `10/11`. */
export function fractionalOddsOf(price: PriceRatio): Rational {
  const { numerator, denominator } = price.returnRatio
  return rational(numerator - denominator, denominator)
}
