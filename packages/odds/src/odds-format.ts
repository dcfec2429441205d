/**
 * Whether a payload's prices are American or decimal odds. The feed does not say; the numbers mostly
 * do. A payload is of one format throughout, so all of its prices are looked at together.
 * @module
 */
import { AMERICAN_ODDS_MIN, type OddsFormat } from '@arbkit/core'
import { valuesUnder } from './walk.ts'

/** What The Odds API can be asked for (`oddsFormat`). */
export type FeedOddsFormat = Extract<OddsFormat, 'american' | 'decimal'>

/**
 * Returns the format of prices that stand together, or undefined where they fit both or neither and
 * the user has to say. A negative price is American. Without one, a fraction is decimal; whole numbers
 * are American if all are 100 or more, and decimal if all are above 1 and below 100.
 */
export function oddsFormatOf(prices: Iterable<number>): FeedOddsFormat | undefined {
  let [isAny, isFraction, isAllLarge, isAllSmall] = [false, false, true, true]
  for (const price of prices) {
    if (price < 0) return 'american'
    isAny = true
    if (!Number.isInteger(price)) isFraction = true
    if (!(price >= AMERICAN_ODDS_MIN)) isAllLarge = false
    if (!(price > 1 && price < AMERICAN_ODDS_MIN)) isAllSmall = false
  }
  if (isFraction) return 'decimal'
  if (!isAny || isAllLarge === isAllSmall) return undefined
  return isAllLarge ? 'american' : 'decimal'
}

/** Returns the format of everything priced in a payload of any shape, or undefined: the user has to say. */
export function detectOddsFormat(payload: unknown): FeedOddsFormat | undefined {
  return oddsFormatOf(pricesOf(payload))
}

/** Every number under a key `price`, in the order of the payload. */
function* pricesOf(payload: unknown): Generator<number> {
  for (const price of valuesUnder('price', payload)) if (typeof price === 'number') yield price
}
