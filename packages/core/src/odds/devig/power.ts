/**
 * Power devig: p = r^k. Long shots give up most of the margin, which is how books set prices; after
 * Clarke, "Adjusting true odds to allow for vigorish" (2016), and Clarke, Kovalchik & Ingram,
 * "Adjusting bookmaker's odds to allow for overround", Am. J. Sports Science 5(6), 2017.
 * @module
 */
import { Decimal } from '../../units/decimal.ts'
import { sumOf } from '../overround.ts'
import { devigBy } from './devig.ts'
import { rootOfDecreasing } from './root.ts'

/**
 * Raises each implied probability to the power k, the parameter: above 1, below it for an
 * underround. The sum decreases in k and is n at 0, so there is exactly one k. R "implied" and
 * others print 1/k.
 * @throws {NoConvergenceError} never for prices that `Devig` accepts. Other errors as of every `Devig`.
 */
export const devigPower = devigBy({
  method: 'power',
  neutral: 1,
  solve: (implied, sum) => {
    const logs = implied.map((probability) => probability.ln())
    const { probabilities, x: parameter } = rootOfDecreasing({
      at: (exponent) => pointAt(exponent, powersOf(logs, exponent), logs),
      start: pointAt(new Decimal(1), implied, logs),
      end: endOf(logs, sum),
    })
    return { probabilities, parameter }
  },
})

function powersOf(logs: readonly Decimal[], exponent: Decimal): Decimal[] {
  return logs.map((log) => log.times(exponent).exp())
}

function pointAt(x: Decimal, probabilities: readonly Decimal[], logs: readonly Decimal[]) {
  const slope = sumOf(probabilities.map((power, index) => power.times(logs[index] ?? 0)))
  return { x, value: sumOf(probabilities).minus(1), slope, probabilities }
}

/**
 * n equal outcomes need k = ln n/−ln r. If all are taken to be like the favourite that is too much,
 * like the longest shot too little; twice and half of it keep the root away from the end.
 */
function endOf(logs: readonly Decimal[], sum: Decimal): Decimal {
  const needed = new Decimal(logs.length).ln().neg()
  if (sum.gt(1)) return needed.div(Decimal.max(...logs)).times(2)
  return needed.div(Decimal.min(...logs)).div(2)
}
