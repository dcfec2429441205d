/**
 * The one weakness of methods that subtract: a long shot may be left with nothing or less.
 * @module
 */
import type { Decimal } from '../../units/decimal.ts'
import type { DevigMethod } from './devig.ts'
import { NonPositiveProbabilityError } from './errors.ts'

/** Returns the probabilities as they are. @throws {NonPositiveProbabilityError} one of them is 0 or less. */
export function allPositive(
  method: DevigMethod,
  probabilities: readonly Decimal[],
): readonly Decimal[] {
  if (probabilities.every((probability) => probability.gt(0))) return probabilities
  throw new NonPositiveProbabilityError(method, probabilities)
}
