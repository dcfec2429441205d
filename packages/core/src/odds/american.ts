/**
 * American odds: +150 wins 150 per 100 staked, −110 wins 100 per 110. Exact as fractions. There is
 * nothing between −100 and 100; −100 and +100 both are even money.
 * @module
 */
import { assertInput } from '../assert.ts'
import { InvalidInputError, printable } from '../errors.ts'
import { Decimal } from '../units/decimal.ts'
import { type Rational, rational } from '../units/rational.ts'
import type { OddsPrice } from './price.ts'

/** Smallest absolute value an American price can have. */
export const AMERICAN_ODDS_MIN = 100
/** Largest absolute value accepted; a longer shot than a million to one is a data error. */
export const AMERICAN_ODDS_MAX = 100_000_000

/** Hyphen-minus and the U+2212 minus that books print. */
const AMERICAN_TEXT = /^([+\u2212-]?)(\d{1,9})$/
const EVEN_TEXT = /^(even|evens|evs|ev)$/i

/**
 * Returns the price of whole American odds.
 * @throws {InvalidInputError} not a whole number, or between −100 and 100.
 */
export function americanOdds(american: number): OddsPrice {
  return {
    returnRatio: americanReturnRatio(american),
    original: american > 0 ? `+${american}` : String(american),
    format: 'american',
    exactness: 'exact',
  }
}

/**
 * Returns what a stake of $1 pays at whole American odds, stake included: exact, 21/11 for −110. The
 * decimal figure beside it on the page may be truncated (DraftKings) and is not to be used for money.
 * @throws {InvalidInputError} not a whole number, or between −100 and 100.
 */
export function payoutPerDollar(american: number): Rational {
  return americanReturnRatio(american)
}

/**
 * Parses what books print: `-110`, `−110` (U+2212), `+100`, `150`, `EVEN`, `EVS`.
 * @throws {InvalidInputError} anything else, or odds between −100 and 100.
 */
export function parseAmericanOdds(text: string): OddsPrice {
  const trimmed = text.trim()
  if (isEvenMoney(trimmed)) {
    return { ...americanOdds(AMERICAN_ODDS_MIN), original: trimmed }
  }
  const match = AMERICAN_TEXT.exec(trimmed)
  if (match === null) throw new InvalidInputError(`not American odds: ${printable(text)}`)
  const magnitude = Number(match[2])
  const american = match[1] === '' || match[1] === '+' ? magnitude : -magnitude
  return { ...americanOdds(american), original: trimmed }
}

/** True for the words that books print for even money: `EVEN`, `EVENS`, `EVS`, `EV`, in any case. */
export function isEvenMoney(text: string): boolean {
  return EVEN_TEXT.test(text)
}

function americanReturnRatio(american: number): Rational {
  assertInput(
    Number.isInteger(american),
    `American odds must be a whole number, got ${printable(american)}`,
  )
  const magnitude = Math.abs(american)
  assertInput(
    magnitude >= AMERICAN_ODDS_MIN,
    `American odds can not lie between -100 and 100, got ${american}`,
  )
  assertInput(magnitude <= AMERICAN_ODDS_MAX, `American odds are too large: ${american}`)
  return american > 0 ? rational(100 + american, 100) : rational(magnitude + 100, magnitude)
}

/**
 * Returns decimal odds as American ones, exactly where exact exists: (d − 1)·100 for 2 and above,
 * −100/(d − 1) below. Even money is +100. Not rounded.
 * @throws {InvalidInputError} decimal odds of 1 or less, or not finite.
 */
export function decimalToAmerican(decimalOdds: Decimal): Decimal {
  assertInput(
    decimalOdds.isFinite() && decimalOdds.gt(1),
    `decimal odds must be above 1 and finite, got ${decimalOdds.toString()}`,
  )
  const profit = decimalOdds.minus(1)
  return profit.gte(1) ? profit.times(100) : new Decimal(-100).div(profit)
}

/**
 * Returns American odds that may be fractional (a converted figure) as decimal ones.
 * @throws {InvalidInputError} between −100 and 100, or not finite.
 */
export function americanToDecimal(american: Decimal): Decimal {
  assertInput(
    american.isFinite(),
    `American odds must be a finite number, got ${american.toString()}`,
  )
  assertInput(
    american.abs().gte(AMERICAN_ODDS_MIN),
    `American odds can not lie between -100 and 100, got ${american.toString()}`,
  )
  return american.isPositive()
    ? american.div(100).plus(1)
    : new Decimal(100).div(american.abs()).plus(1)
}
