/**
 * Fixed-point text to integers and back, without ever passing through a float. The venue prints
 * prices, counts and sums as decimal strings whose trailing zeros vary (`"0.960"`, `"0.9600"`).
 * @module
 */
import { InvalidInputError, printable } from '../errors.ts'
import {
  type Centicontracts,
  type Cents,
  centicontracts,
  cents,
  type Microdollars,
  microdollars,
  type PriceTicks,
  priceTicks,
} from './money.ts'

/** Longest decimal text accepted; a longer one is not a price. */
export const FIXED_POINT_LENGTH_MAX = 24

const DECIMAL_TEXT = /^(-?)(\d+)(?:\.(\d+))?$/

/**
 * Returns the integer `text × 10^decimals`, exactly.
 * @param text plain decimal text: optional minus, digits, optional point and digits.
 * @throws {InvalidInputError} other text (exponent, sign, spaces, NaN), or digits other than zero
 *   past `decimals`: nothing is rounded here.
 */
export function parseFixedPoint(text: string, decimals: number): number {
  const plain = plainFixedPoint(text, decimals)
  if (plain !== undefined) return plain
  const match = text.length <= FIXED_POINT_LENGTH_MAX ? DECIMAL_TEXT.exec(text) : null
  if (match === null) throw new InvalidInputError(`not a decimal number: ${printable(text)}`)
  const [, sign = '', whole = '', fraction = ''] = match
  const kept = fraction.slice(0, decimals).padEnd(decimals, '0')
  if (/[1-9]/.test(fraction.slice(decimals))) {
    throw new InvalidInputError(`more than ${decimals} decimals: ${printable(text)}`)
  }
  const value = Number(whole + kept)
  if (!Number.isSafeInteger(value)) {
    throw new InvalidInputError(`too large to be exact: ${printable(text)}`)
  }
  return sign === '-' && value !== 0 ? -value : value
}

/** Digits of which every number is a safe integer. */
const SAFE_DIGITS = 15
const [MINUS, POINT, ZERO, NINE] = [45, 46, 48, 57]

/**
 * What nearly every text of a feed is, read digit by digit: no more digits than are sure to be exact, none
 * past `decimals`. Undefined for any other text.
 */
function plainFixedPoint(text: string, decimals: number): number | undefined {
  if (text.length > FIXED_POINT_LENGTH_MAX) return undefined
  const isNegative = text.charCodeAt(0) === MINUS
  const first = isNegative ? 1 : 0
  let value = 0
  let point = text.length
  for (let at = first; at < text.length; at += 1) {
    const code = text.charCodeAt(at)
    if (code === POINT && point === text.length) point = at
    else if (code >= ZERO && code <= NINE) value = value * 10 + (code - ZERO)
    else return undefined
  }
  const fractionDigits = Math.max(0, text.length - point - 1)
  const hasBoth = point > first && point !== text.length - 1
  const missing = decimals - fractionDigits
  if (!hasBoth || missing < 0 || text.length - first + missing > SAFE_DIGITS) return undefined
  for (let digit = 0; digit < missing; digit += 1) value *= 10
  return isNegative && value !== 0 ? -value : value
}

/** Parses a price in dollars, `"0.4300"`. @throws {InvalidInputError} outside 0 to 1, or finer than a tick. */
export function parsePriceTicks(text: string): PriceTicks {
  return priceTicks(parseFixedPoint(text, 4))
}

/** Parses a count of contracts, `"10.00"`, 0 or more. @throws {InvalidInputError} negative, or finer than 0.01. */
export function parseCenticontracts(text: string): Centicontracts {
  const value = parseFixedPoint(text, 2)
  if (value < 0) throw new InvalidInputError(`negative size: ${printable(text)}`)
  return centicontracts(value)
}

/** Parses a signed change of a count, `"-100.00"`. @throws {InvalidInputError} finer than 0.01. */
export function parseCenticontractsDelta(text: string): Centicontracts {
  return centicontracts(parseFixedPoint(text, 2))
}

/** Parses a sum in dollars with up to six decimals. @throws {InvalidInputError} finer than a microdollar. */
export function parseMicrodollars(text: string): Microdollars {
  return microdollars(parseFixedPoint(text, 6))
}

/** Parses a sum in dollars to whole cents, `"37.04"`. @throws {InvalidInputError} finer than a cent. */
export function parseCents(text: string): Cents {
  return cents(parseFixedPoint(text, 2))
}

/** Returns `value / 10^decimals` as plain decimal text with exactly `decimals` digits. */
export function formatFixedPoint(value: number, decimals: number): string {
  const digits = String(Math.abs(value)).padStart(decimals + 1, '0')
  const split = digits.length - decimals
  const text = decimals === 0 ? digits : `${digits.slice(0, split)}.${digits.slice(split)}`
  return value < 0 ? `-${text}` : text
}

/** Returns a price in dollars with four decimals, `0.4300`. */
export function formatPriceTicks(price: PriceTicks): string {
  return formatFixedPoint(price, 4)
}

/** Returns a count of contracts with two decimals, `10.00`. */
export function formatCenticontracts(count: Centicontracts): string {
  return formatFixedPoint(count, 2)
}

/** Returns a sum in dollars with six decimals, `-1.280000`: exact. */
export function formatMicrodollars(amount: Microdollars): string {
  return formatFixedPoint(amount, 6)
}

/** Returns cents in dollars with two decimals, `37.04`. */
export function formatCents(amount: Cents): string {
  return formatFixedPoint(amount, 2)
}
