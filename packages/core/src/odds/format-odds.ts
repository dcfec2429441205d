/**
 * Printing a price in any format, from its exact return. Where the format can not hold it, the
 * rounding is named at the call; a fraction always can.
 * @module
 */
import { assertNever } from '../assert.ts'
import { fractionalOddsOf } from './fractional.ts'
import type { OddsNotation, PriceRatio } from './price.ts'
import { formatQuotient, type OddsRounding, type PrintedAs } from './rounding.ts'

/**
 * Returns American odds: `-110`, `+150`, `+100` for even money. A price that is American is printed
 * exactly, whatever the rounding; decimal 1.91 lies between −110 and −109.
 * @param as `floor` gives the next shorter price (−110), `ceil` the next longer (−109). Whole by
 *   default; with `places`, a converted figure that no book prints (`-109.89`).
 */
export function formatAmericanOdds(
  price: PriceRatio,
  { rounding, places = 0 }: { readonly rounding: OddsRounding; readonly places?: number },
): string {
  const returned = BigInt(price.returnRatio.numerator)
  const staked = BigInt(price.returnRatio.denominator)
  const won = returned - staked
  const figure =
    won >= staked
      ? { numerator: 100n * won, denominator: staked }
      : { numerator: -100n * staked, denominator: won }
  const isWhole = figure.numerator % figure.denominator === 0n
  const text = formatQuotient(figure, { rounding, places: isWhole ? 0 : places })
  if (!text.startsWith('-')) return `+${text}`
  // Rounded up to even money, which books print as +100.
  return /^-100(?:\.0+)?$/.test(text) ? text.replace('-', '+') : text
}

/**
 * Returns decimal odds, return per 1 staked, with exactly `places` digits: `1.90` for −110 with
 * `floor`, as DraftKings shows it; `1.91` with `half-even`, as most feeds do.
 */
export function formatDecimalOdds(price: PriceRatio, as: PrintedAs): string {
  const { numerator, denominator } = price.returnRatio
  return formatQuotient({ numerator: BigInt(numerator), denominator: BigInt(denominator) }, as)
}

/** Returns fractional odds in lowest terms, winnings per stake: `10/11`, `1/1`. Exact, never rounded. */
export function formatFractionalOdds(price: PriceRatio): string {
  const { numerator, denominator } = fractionalOddsOf(price)
  return `${numerator}/${denominator}`
}

/**
 * Returns the implied probability in per cent with exactly `places` digits, `52.4%`. Here `ceil` is
 * the cautious side: a higher probability is a lower return.
 */
export function formatPercentOdds(price: PriceRatio, as: PrintedAs): string {
  const { numerator, denominator } = price.returnRatio
  const figure = { numerator: 100n * BigInt(denominator), denominator: BigInt(numerator) }
  return `${formatQuotient(figure, as)}%`
}

/** Returns odds in the format that is asked for; American whole, a fraction exact. */
export function formatOdds(price: PriceRatio, format: OddsNotation, as: PrintedAs): string {
  switch (format) {
    case 'american':
      return formatAmericanOdds(price, { rounding: as.rounding })
    case 'decimal':
      return formatDecimalOdds(price, as)
    case 'fractional':
      return formatFractionalOdds(price)
    case 'percent':
      return formatPercentOdds(price, as)
    default:
      return assertNever(format)
  }
}
