/**
 * The one entry for odds of unknown format, as books print and people type them. The format is told
 * from the text alone and never guessed: what could be two formats is refused, with both readings.
 * @module
 */
import { assertNever } from '../assert.ts'
import { InvalidInputError, printable } from '../errors.ts'
import { isEvenMoney, parseAmericanOdds } from './american.ts'
import { exactDecimalOdds, printedDecimalOdds } from './decimal.ts'
import { parseFractionalOdds } from './fractional.ts'
import { exactPercentOdds, printedPercentOdds } from './percent.ts'
import type { OddsNotation, OddsPrice } from './price.ts'

/** What is known about the text beforehand. */
export interface ParseOddsOptions {
  /** The format, where it is known. */
  readonly format?: OddsNotation
  /**
   * Whether decimals and percentages are exact as written (a person typed them, the default) or
   * rounded by whoever printed them, and then priced at the lowest return that prints so.
   */
  readonly reading?: 'exact' | 'printed'
}

const AMERICAN_LIKE = /^[+\u2212-]\d/
const PERCENT_LIKE = /^[\d.\s]+%$/
const FRACTION_LIKE = /^\d+\s*[/\u2044-]\s*\d+$/
/** A whole figure of one or two digits can not be American; a longer one can be either. */
const DECIMAL_LIKE = /^(?:\d{1,2}|\d+\.\d+)$/
const AMERICAN_OR_DECIMAL = /^\d+$/

/**
 * Returns the price of odds in any format:
 *
 * | text | read as |
 * |---|---|
 * | `-110`, `−110` (U+2212), `+150` | American |
 * | `EVEN`, `EVENS`, `EVS`, `EV` | American +100 |
 * | `10/11`, `5-2`, `10⁄11` (U+2044) | fractional |
 * | `1.91`, `101.0`, `3` | decimal |
 * | `52.4%` | implied probability |
 * | `150` | refused: American +150 or decimal 150.00 |
 *
 * `original` is the text without surrounding spaces.
 * @throws {InvalidInputError} ambiguous without `format`, no odds, or odds of 1 or less.
 */
export function parseOdds(text: string, options: ParseOddsOptions = {}): OddsPrice<OddsNotation> {
  const trimmed = text.trim()
  const format = options.format ?? formatOf(trimmed)
  const isPrinted = options.reading === 'printed'
  switch (format) {
    case 'american':
      return parseAmericanOdds(trimmed)
    case 'fractional':
      return parseFractionalOdds(trimmed)
    case 'decimal':
      return isPrinted ? printedDecimalOdds(trimmed) : exactDecimalOdds(trimmed)
    case 'percent':
      return isPrinted ? printedPercentOdds(trimmed) : exactPercentOdds(trimmed)
    default:
      return assertNever(format)
  }
}

function formatOf(text: string): OddsNotation {
  if (AMERICAN_LIKE.test(text) || isEvenMoney(text)) return 'american'
  if (PERCENT_LIKE.test(text)) return 'percent'
  if (FRACTION_LIKE.test(text)) return 'fractional'
  if (DECIMAL_LIKE.test(text)) return 'decimal'
  if (!AMERICAN_OR_DECIMAL.test(text)) throw new InvalidInputError(`not odds: ${printable(text)}`)
  throw new InvalidInputError(
    `ambiguous odds ${printable(text)}: put + before American odds, .0 behind decimal ones`,
    { context: { readings: ['american', 'decimal'] } },
  )
}
