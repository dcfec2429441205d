/**
 * Implied probability as a format of its own: the price of a certain dollar.
 * @module
 */
import { assertInput } from '../assert.ts'
import { Decimal } from '../units/decimal.ts'

/**
 * Returns the decimal odds at which a probability would break even: 1/p.
 * @param probability in (0, 1), both ends left out.
 * @throws {InvalidInputError} outside that range, or NaN.
 */
export function impliedToDecimal(probability: Decimal): Decimal {
  assertInput(
    probability.gt(0) && probability.lt(1),
    `a probability must lie between 0 and 1, got ${probability.toString()}`,
  )
  return new Decimal(1).div(probability)
}

/**
 * Returns the probability that decimal odds imply, margin included: 1/odds.
 * @throws {InvalidInputError} decimal odds of 1 or less.
 */
export function decimalToImplied(decimalOdds: Decimal): Decimal {
  assertInput(decimalOdds.gt(1), `decimal odds must be above 1, got ${decimalOdds.toString()}`)
  return new Decimal(1).div(decimalOdds)
}
