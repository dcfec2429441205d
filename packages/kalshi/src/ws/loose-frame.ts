/**
 * Parsed frames before any of it is believed, and single values of them read fast: the schemas say the
 * same of every value, only slower.
 * @module
 */

/** The fields of a parsed frame that are looked at, none of them believed yet. */
export interface LooseFrame {
  readonly type?: unknown
  readonly id?: unknown
  readonly sid?: unknown
  readonly seq?: unknown
  readonly msg?: unknown
}

/** True for an integer that a number holds exactly. */
export const isWhole = (value: unknown): value is number => Number.isSafeInteger(value)

/** True for such an integer, null, or nothing. */
export const isWholeOrNone = (value: unknown): value is number | null | undefined =>
  value === undefined || value === null || Number.isSafeInteger(value)

/** Longest text read here: 15 digits are a safe integer whatever they are. */
const DIGITS_LENGTH_MAX = 15
const MINUS = 45
const POINT = 46
const ZERO = 48

/**
 * Returns the integer `text × 10^decimals`, digit by digit; not a number for what is no plain decimal,
 * is longer than usual, or has digits other than zero past `decimals`.
 */
export function digitsOf(text: string, decimals: number): number {
  const { length } = text
  if (length > DIGITS_LENGTH_MAX) return Number.NaN
  const isNegative = length > 0 && text.charCodeAt(0) === MINUS
  let at = isNegative ? 1 : 0
  const from = at
  let value = 0
  for (; at < length; at += 1) {
    const digit = text.charCodeAt(at) - ZERO
    if (!(digit >= 0 && digit <= 9)) break
    value = value * 10 + digit
  }
  if (at === from) return Number.NaN
  let places = 0
  if (at < length) {
    if (text.charCodeAt(at) !== POINT || at + 1 === length) return Number.NaN
    for (at += 1; at < length; at += 1) {
      const digit = text.charCodeAt(at) - ZERO
      if (!(digit >= 0 && digit <= 9)) return Number.NaN
      if (places < decimals) value = value * 10 + digit
      else if (digit !== 0) return Number.NaN
      places += 1
    }
  }
  for (; places < decimals; places += 1) value *= 10
  return isNegative && value !== 0 ? -value : value
}
