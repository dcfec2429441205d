/**
 * Goto devig: every outcome gives up the same number of standard errors, as goto_conversion does it
 * (github.com/gotoConversion/goto_conversion at 0529359, read 2026).
 * @module
 */
import { Decimal } from '../../units/decimal.ts'
import { sumOf } from '../overround.ts'
import { devigBy } from './devig.ts'
import { allPositive } from './positive.ts'

/**
 * Subtracts s·√(1 − r) from each implied probability r, with s = (S − 1)/Σ√(1 − r), the parameter:
 * √(1 − r) is the standard error √(r(1 − r)) of an outcome per √r.
 * @throws {NonPositiveProbabilityError} long shots in a book with a large margin. Other errors as of
 *   every `Devig`.
 */
export const devigGoto = devigBy({
  method: 'goto',
  neutral: 0,
  solve: (implied, sum) => {
    const errors = implied.map((probability) => new Decimal(1).minus(probability).sqrt())
    const parameter = sum.minus(1).div(sumOf(errors))
    const probabilities = implied.map((probability, index) =>
      probability.minus(parameter.times(errors[index] ?? 0)),
    )
    return { probabilities: allPositive('goto', probabilities), parameter }
  },
})
