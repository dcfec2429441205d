/**
 * The bookmaker's margin over a complete set of prices, in its two usual measures. "Vig" is used for
 * both, so the word does not occur here.
 * @module
 */
import { assertInput } from '../assert.ts'
import { Decimal } from '../units/decimal.ts'

/**
 * Returns the sum of the implied probabilities less 1: the overround, negative for an underround.
 * @param implied implied probabilities of every outcome of one market, margin included; each in (0, 1).
 * @throws {InvalidInputError} no price, or a probability outside that range (odds of 1 or less, NaN).
 */
export function overroundOf(implied: readonly Decimal[]): Decimal {
  return bookOf(implied).minus(1)
}

/**
 * Returns the hold, overround/(1 + overround): the share of all stakes the book keeps if they are
 * placed so that every outcome pays the same. Below 1, negative for an underround.
 * @param implied implied probabilities of every outcome of one market, margin included; each in (0, 1).
 * @throws {InvalidInputError} no price, or a probability outside that range (odds of 1 or less, NaN).
 */
export function holdOf(implied: readonly Decimal[]): Decimal {
  const sum = bookOf(implied)
  return sum.minus(1).div(sum)
}

/** Returns the sum, 0 of none. */
export function sumOf(values: readonly Decimal[]): Decimal {
  return values.reduce((sum, value) => sum.plus(value), new Decimal(0))
}

/** The sum of implied probabilities that are ones. */
function bookOf(implied: readonly Decimal[]): Decimal {
  assertInput(implied.length > 0, 'a margin needs a price')
  for (const probability of implied) {
    assertInput(
      probability.gt(0) && probability.lt(1),
      `an implied probability must lie between 0 and 1 (odds above 1), got ${probability.toString()}`,
    )
  }
  return sumOf(implied)
}
