/**
 * Printing a fraction with a fixed number of decimals, rounded in a way that is named at the call.
 * Whole-number arithmetic: nothing is rounded twice.
 * @module
 */
import { assertInput, assertNever } from '../assert.ts'

/**
 * Which neighbour is printed where the figure does not end: `floor` towards minus infinity, `ceil`
 * towards plus infinity, `half-even` and `half-away` the nearer one, a tie to the even digit or away
 * from zero. On American and decimal odds `floor` never promises more than the price returns.
 */
export type OddsRounding = 'floor' | 'ceil' | 'half-even' | 'half-away'

/** How a figure is to be printed. */
export interface PrintedAs {
  /** Digits after the point, 0 to {@link PRINTED_PLACES_MAX}. */
  readonly places: number
  readonly rounding: OddsRounding
}

/** Most digits after the point. */
export const PRINTED_PLACES_MAX = 30

/**
 * Returns `numerator/denominator` as plain decimal text with exactly `places` digits; no minus before
 * a zero.
 * @param denominator above 0.
 * @throws {InvalidInputError} `places` not whole or out of range, denominator not above 0.
 */
export function formatQuotient(
  { numerator, denominator }: { readonly numerator: bigint; readonly denominator: bigint },
  { places, rounding }: PrintedAs,
): string {
  assertInput(
    Number.isInteger(places) && places >= 0 && places <= PRINTED_PLACES_MAX,
    `decimal places must be a whole number from 0 to ${PRINTED_PLACES_MAX}, got ${places}`,
  )
  assertInput(denominator > 0n, 'denominator must be above 0')
  const scaled = numerator * 10n ** BigInt(places)
  const remainder = ((scaled % denominator) + denominator) % denominator
  const floor = (scaled - remainder) / denominator
  const isUp = remainder > 0n && isRoundedUp({ floor, remainder, denominator, rounding })
  return withPoint(isUp ? floor + 1n : floor, places)
}

function isRoundedUp(of: {
  readonly floor: bigint
  readonly remainder: bigint
  readonly denominator: bigint
  readonly rounding: OddsRounding
}): boolean {
  const aboveHalf = 2n * of.remainder - of.denominator
  switch (of.rounding) {
    case 'floor':
      return false
    case 'ceil':
      return true
    case 'half-even':
      return aboveHalf > 0n || (aboveHalf === 0n && of.floor % 2n !== 0n)
    case 'half-away':
      return aboveHalf > 0n || (aboveHalf === 0n && of.floor >= 0n)
    default:
      return assertNever(of.rounding)
  }
}

function withPoint(scaled: bigint, places: number): string {
  const digits = String(scaled < 0n ? -scaled : scaled).padStart(places + 1, '0')
  const split = digits.length - places
  const text = places === 0 ? digits : `${digits.slice(0, split)}.${digits.slice(split)}`
  return scaled < 0n ? `-${text}` : text
}
