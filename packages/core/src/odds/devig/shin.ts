/**
 * Shin devig: the margin protects the book from a share z of bettors who know the outcome, and these
 * are dearest on long shots. Shin, "Prices of State Contingent Claims with Insider Traders, and the
 * Favourite-Longshot Bias", Economic Journal 102, 1992; "Measuring the Incidence of Insider Trading
 * in a Market for State-Contingent Claims", Economic Journal 103, 1993; solved for p as in Jullien &
 * Salanié, Economic Journal 104, 1994. The "efficient" closed form of 2025 is exact for two outcomes
 * only, and off by up to 0.17 for more: not used.
 * @module
 */
import { Decimal } from '../../units/decimal.ts'
import { sumOf } from '../overround.ts'
import { devigBy, type Devigged } from './devig.ts'
import { rootOfDecreasing } from './root.ts'

/**
 * Solves Σp = 1 for z, the parameter, with p = (√(z² + 4(1 − z)r²/S) − z)/(2(1 − z)). Each p
 * decreases in z; their sum is √S at 0 and Σr²/S, below 1, at 1, so that there is exactly one z, in
 * [0, 1). Two outcomes are solved in closed form and equal the additive method.
 *
 * Underround with `allowUnderround`: no share of insiders explains it, and the model has no solution.
 * The same equation, continued below 0, has exactly one: −1/(n − 1) < z < 0, the parameter.
 * @throws {NoConvergenceError} never for prices that `Devig` accepts. Other errors as of every `Devig`.
 */
export const devigShin = devigBy({
  method: 'shin',
  neutral: 0,
  solve: (implied, sum) => {
    const [first, second, third] = implied
    if (first !== undefined && second !== undefined && third === undefined) {
      return solveTwo(first.minus(second), sum)
    }
    return solveMany(implied, sum)
  },
})

function solveTwo(difference: Decimal, sum: Decimal): Omit<Devigged, 'method'> {
  const square = difference.times(difference)
  const above = sum.minus(1).times(square.minus(sum))
  const favourite = difference.plus(1).div(2)
  return {
    probabilities: [favourite, new Decimal(1).minus(favourite)],
    parameter: above.div(square.minus(1).times(sum)),
  }
}

function solveMany(implied: readonly Decimal[], sum: Decimal): Omit<Devigged, 'method'> {
  const shares = implied.map((probability) => probability.times(probability).div(sum))
  const { probabilities, x: parameter } = rootOfDecreasing({
    at: (insiders) => pointAt(insiders, shares),
    start: pointAt(new Decimal(0), shares),
    end: sum.gt(1) ? new Decimal(1) : new Decimal(-1).div(implied.length - 1),
  })
  return { probabilities, parameter }
}

function pointAt(x: Decimal, shares: readonly Decimal[]) {
  const points = shares.map((share) => shinAt(x, share))
  const probabilities = points.map(({ probability }) => probability)
  const slope = sumOf(points.map(({ slope }) => slope))
  return { x, value: sumOf(probabilities).minus(1), slope, probabilities }
}

/** The positive root of (1 − z)p² + zp = share, written so that nothing cancels, and dp/dz. */
function shinAt(insiders: Decimal, share: Decimal): { probability: Decimal; slope: Decimal } {
  const rest = new Decimal(1).minus(insiders)
  const root = insiders.times(insiders).plus(rest.times(share).times(4)).sqrt()
  const probability = insiders.isNegative()
    ? root.minus(insiders).div(rest.times(2))
    : share.times(2).div(root.plus(insiders))
  return { probability, slope: probability.times(probability).minus(probability).div(root) }
}
