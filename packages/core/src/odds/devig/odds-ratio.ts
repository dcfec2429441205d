/**
 * Odds-ratio devig: the odds of every outcome are cut by one factor, after Cheung, "Fixed-odds
 * betting and traditional odds" (2015). The same thing as a constant shift of the log odds by ln C,
 * which penaltyblog calls "logarithmic".
 * @module
 */
import { Decimal } from '../../units/decimal.ts'
import { sumOf } from '../overround.ts'
import { devigBy, type Devigged } from './devig.ts'
import { rootOfDecreasing } from './root.ts'

/**
 * Solves Σp = 1 for C, the parameter, with p = r/(C + r − C·r): above 1, below it for an
 * underround. The sum decreases in C from n to 0, so there is exactly one C. Two outcomes are solved
 * in closed form, C = √(r₁r₂/((1 − r₁)(1 − r₂))).
 * @throws {NoConvergenceError} never for prices that `Devig` accepts. Other errors as of every `Devig`.
 */
export const devigOddsRatio = devigBy({
  method: 'odds-ratio',
  neutral: 1,
  solve: (implied, sum) => {
    const odds = implied.map((probability) => probability.div(new Decimal(1).minus(probability)))
    const [first, second, third] = odds
    if (first !== undefined && second !== undefined && third === undefined) {
      return solveTwo(first, second)
    }
    return solveMany(odds, sum)
  },
})

function solveTwo(first: Decimal, second: Decimal): Omit<Devigged, 'method'> {
  const fair = first.div(second).sqrt()
  const probability = fair.div(fair.plus(1))
  return {
    probabilities: [probability, new Decimal(1).minus(probability)],
    parameter: first.times(second).sqrt(),
  }
}

function solveMany(odds: readonly Decimal[], sum: Decimal): Omit<Devigged, 'method'> {
  const { probabilities, x: parameter } = rootOfDecreasing({
    at: (factor) => pointAt(factor, odds),
    start: pointAt(new Decimal(1), odds),
    end: endOf(odds, sum),
  })
  return { probabilities, parameter }
}

function pointAt(x: Decimal, odds: readonly Decimal[]) {
  const probabilities = odds.map((each) => each.div(each.plus(x)))
  const slopes = probabilities.map((each, index) => each.div(x.plus(odds[index] ?? 0)))
  return { x, value: sumOf(probabilities).minus(1), slope: sumOf(slopes).neg(), probabilities }
}

/**
 * n equal outcomes need C = (n − 1) times their odds. If all are taken to be like the favourite that
 * is too much, like the longest shot too little; twice and half of it keep the root away from the end.
 */
function endOf(odds: readonly Decimal[], sum: Decimal): Decimal {
  if (sum.gt(1))
    return Decimal.max(...odds)
      .times(odds.length - 1)
      .times(2)
  return Decimal.min(...odds)
    .times(odds.length - 1)
    .div(2)
}
