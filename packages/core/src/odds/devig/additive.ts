/**
 * Additive devig: every outcome carries the same margin m = (S − 1)/n. The same thing as Buchdahl's
 * "margin weights proportional to the odds" ("Wisdom of the Crowd", 2015), and as Shin's method
 * where there are two outcomes.
 * @module
 */
import type { Decimal } from '../../units/decimal.ts'
import { devigBy } from './devig.ts'
import { allPositive } from './positive.ts'

/**
 * Subtracts m, the parameter, from each implied probability.
 * @throws {NonPositiveProbabilityError} a long shot priced at m or less: Clarke, Kovalchik & Ingram
 *   (2017) warn of it. Other errors as of every `Devig`.
 */
export const devigAdditive = devigBy({
  method: 'additive',
  neutral: 0,
  solve: (implied, sum) => {
    const parameter = additiveMargin(implied, sum)
    const probabilities = implied.map((probability) => probability.minus(parameter))
    return { probabilities: allPositive('additive', probabilities), parameter }
  },
})

/** Returns the margin per outcome, (S − 1)/n. */
function additiveMargin(implied: readonly Decimal[], sum: Decimal): Decimal {
  return sum.minus(1).div(implied.length)
}
