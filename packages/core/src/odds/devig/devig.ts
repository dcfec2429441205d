/**
 * Removing the bookmaker's margin from a complete set of prices: the one interface of all methods,
 * and what holds for each of them. Prices are checked before a method sees them, probabilities
 * before a caller does; a set without margin comes back as it is.
 * @module
 */
import { assertInput, assertInvariant } from '../../assert.ts'
import { Decimal } from '../../units/decimal.ts'
import { sumOf } from '../overround.ts'
import { UnderroundError } from './errors.ts'

/** What 40-digit arithmetic may take from a sum that is exactly 1, as in three times 1/3. */
export const SUM_SLACK = new Decimal('1e-30')
/** Most outcomes accepted; the longest field of an outright is a few hundred. */
export const DEVIG_OUTCOMES_MAX = 1000
/** Nearest that an implied probability may come to 0 or to 1: odds of a trillion to one, either way. */
export const IMPLIED_MARGIN_MIN = new Decimal('1e-12')

/**
 * A method of removing the margin, and the parameter it finds. With r the implied probabilities, S
 * their sum and n their number:
 * - `multiplicative`: p = r/S; S
 * - `additive`: p = r − m, m = (S − 1)/n; m. Also "differential margin weighting" (Buchdahl).
 * - `power`: p = r^k; k. Called "logarithmic" by Buchdahl.
 * - `shin`: Shin (1993); z, the share of insiders' money
 * - `odds-ratio`: p = r/(C + r − C·r) (Cheung 2015); C. A constant shift of the log odds by ln C.
 * - `probit`: p = Φ(Φ⁻¹(r) − c); c
 * - `goto`: p = r − s·√(1 − r) (goto_conversion, read 2026); s
 */
export type DevigMethod =
  | 'multiplicative'
  | 'additive'
  | 'power'
  | 'shin'
  | 'odds-ratio'
  | 'probit'
  | 'goto'

/** Result of one method. */
export interface Devigged {
  readonly method: DevigMethod
  /** Fair probabilities in the order of the prices, each in (0, 1); their sum is 1 to 30 digits. */
  readonly probabilities: readonly Decimal[]
  /** What the method solved for (see {@link DevigMethod}); S, k and C are 1, the others 0 without margin. */
  readonly parameter: Decimal
}

/** Options of every method. */
export interface DevigOptions {
  /** Accept prices whose implied probabilities sum to less than 1, and raise them to 1. */
  readonly allowUnderround?: boolean
}

/**
 * A method: implied probabilities (margin included) of every outcome of one market in, fair ones out.
 * Two outcomes at least. Throws `InvalidInputError` for fewer than two prices, more than
 * {@link DEVIG_OUTCOMES_MAX}, or a probability not strictly between 0 and 1 (odds of 1 or less, NaN);
 * `UnderroundError` for a sum below 1 without `allowUnderround`.
 */
export type Devig = (implied: readonly Decimal[], options?: DevigOptions) => Devigged

/** What makes one method: never called for a set without margin. */
export interface DevigFormula {
  readonly method: DevigMethod
  /** The parameter of a set that has no margin. */
  readonly neutral: 0 | 1
  readonly solve: (implied: readonly Decimal[], sum: Decimal) => Omit<Devigged, 'method'>
}

/** Returns the method of a formula, with the checks that all of them share. */
export function devigBy({ method, neutral, solve }: DevigFormula): Devig {
  return (implied, options = {}) => {
    const sum = checkedSum(implied, options)
    if (sum.minus(1).abs().lte(SUM_SLACK)) {
      return { method, probabilities: [...implied], parameter: new Decimal(neutral) }
    }
    const { probabilities, parameter } = solve(implied, sum)
    checkProbabilities(probabilities, implied.length)
    return { method, probabilities, parameter }
  }
}

function checkedSum(implied: readonly Decimal[], options: DevigOptions): Decimal {
  const count = implied.length
  assertInput(count >= 2, `devig needs two prices or more, got ${count}`)
  assertInput(count <= DEVIG_OUTCOMES_MAX, `more than ${DEVIG_OUTCOMES_MAX} prices: ${count}`)
  const highest = new Decimal(1).minus(IMPLIED_MARGIN_MIN)
  for (const probability of implied) {
    assertInput(
      probability.gte(IMPLIED_MARGIN_MIN) && probability.lte(highest),
      `an implied probability must lie between 0 and 1 (odds above 1), got ${probability.toString()}`,
    )
  }
  const sum = sumOf(implied)
  if (sum.plus(SUM_SLACK).lt(1) && options.allowUnderround !== true) {
    throw new UnderroundError(`implied probabilities sum to ${sum.toFixed(6)}, below 1`, {
      context: { implied: implied.map(String) },
    })
  }
  return sum
}

function checkProbabilities(probabilities: readonly Decimal[], count: number): void {
  const context = { probabilities: probabilities.map(String) }
  assertInvariant(probabilities.length === count, 'a probability for every price', context)
  const isInside = probabilities.every((probability) => probability.gt(0) && probability.lt(1))
  assertInvariant(isInside, 'a fair probability must lie between 0 and 1', context)
  const error = sumOf(probabilities).minus(1).abs()
  assertInvariant(error.lte(SUM_SLACK), 'fair probabilities must sum to 1', context)
}
