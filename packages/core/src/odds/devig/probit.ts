/**
 * Probit devig: every outcome is moved by the same number of standard deviations of a normal
 * distribution, the counterpart of the odds-ratio method with Φ in place of the logistic curve. It
 * suits prices that come from a normal model of the margin of victory.
 * @module
 */
import { Decimal } from '../../units/decimal.ts'
import { sumOf } from '../overround.ts'
import { devigBy, type Devigged } from './devig.ts'
import { normalAt, normalQuantile } from './normal.ts'
import { rootOfDecreasing } from './root.ts'

/**
 * Solves ΣΦ(Φ⁻¹(r) − c) = 1 for c, the parameter: above 0, below it for an underround. The sum
 * decreases in c from n to 0, so there is exactly one c. Two outcomes are solved in closed form,
 * c = (Φ⁻¹(r₁) + Φ⁻¹(r₂))/2.
 * @throws {NoConvergenceError} never for prices that `Devig` accepts. Other errors as of every `Devig`.
 */
export const devigProbit = devigBy({
  method: 'probit',
  neutral: 0,
  solve: (implied, sum) => {
    const quantiles = implied.map(normalQuantile)
    const [first, second, third] = quantiles
    if (first !== undefined && second !== undefined && third === undefined) {
      return solveTwo(first, second)
    }
    return solveMany(quantiles, sum)
  },
})

/** Φ(−x) = 1 − Φ(x): the lower tail is computed, the other outcome is what is left. */
function solveTwo(first: Decimal, second: Decimal): Omit<Devigged, 'method'> {
  const half = first.minus(second).div(2)
  const longShot = normalAt(half.abs().neg()).probability
  const favourite = new Decimal(1).minus(longShot)
  return {
    probabilities: half.isNegative() ? [longShot, favourite] : [favourite, longShot],
    parameter: first.plus(second).div(2),
  }
}

function solveMany(quantiles: readonly Decimal[], sum: Decimal): Omit<Devigged, 'method'> {
  const at = (shift: Decimal) => pointAt(shift, quantiles)
  const { probabilities, x: parameter } = rootOfDecreasing({
    at,
    start: at(new Decimal(0)),
    end: endOf(quantiles, sum),
  })
  return { probabilities, parameter }
}

function pointAt(x: Decimal, quantiles: readonly Decimal[]) {
  const points = quantiles.map((quantile) => normalAt(quantile.minus(x)))
  const probabilities = points.map(({ probability }) => probability)
  const slope = sumOf(points.map(({ density }) => density)).neg()
  return { x, value: sumOf(probabilities).minus(1), slope, probabilities }
}

/**
 * n equal outcomes need c = Φ⁻¹(r) − Φ⁻¹(1/n). If all are taken to be like the favourite that is too
 * much, like the longest shot too little; one more and one less keep the root away from the end.
 */
function endOf(quantiles: readonly Decimal[], sum: Decimal): Decimal {
  const equal = normalQuantile(new Decimal(1).div(quantiles.length))
  if (sum.gt(1))
    return Decimal.max(...quantiles)
      .minus(equal)
      .plus(1)
  return Decimal.min(...quantiles)
    .minus(equal)
    .minus(1)
}
