/**
 * What Kelly sizing refuses, by name, and the checks that refuse it. Every probability, price and
 * share of the folder passes here before anything is computed with it.
 * @module
 */
import { ArbError, type ErrorContext } from '../../errors.ts'
import { DECIMAL_ODDS_MAX } from '../../odds/decimal.ts'
import { Decimal } from '../../units/decimal.ts'

/** What was wrong with the question. */
export type KellyProblem =
  /** A probability outside (0, 1), or a win and a push that leave nothing to lose with. */
  | 'probability-out-of-range'
  /** Decimal odds of 1 or less, or above `DECIMAL_ODDS_MAX`. */
  | 'odds-out-of-range'
  /** An all-in cost of a one-dollar contract outside (0, 1). */
  | 'cost-out-of-range'
  /** Mutually exclusive outcomes whose probabilities sum to more than 1. */
  | 'probabilities-above-one'
  /** A share of full Kelly outside (0, 1]. */
  | 'lambda-out-of-range'
  /** A fraction below 0, fractions that sum to more than 1, or not one for each bet. */
  | 'fraction-out-of-range'
  /** No bet at all, or more than the named bound. */
  | 'count-out-of-range'

/** The question has no Kelly answer: fix the call. `problem` says which part of it. */
export class KellyInputError extends ArbError {
  override readonly name = 'KellyInputError'
  override readonly resend = 'never'
  readonly problem: KellyProblem

  constructor(problem: KellyProblem, message: string, context: ErrorContext = {}) {
    super(message, { context })
    this.problem = problem
  }
}

/** The search for simultaneous bets ended without a proven optimum: nothing is returned. */
export class KellyConvergenceError extends ArbError {
  override readonly name = 'KellyConvergenceError'
  override readonly resend = 'never'
}

/** A probability nearer to 0 or 1 than this is taken for 0 or 1: 40 digits can not size by it. */
export const KELLY_PROBABILITY_MARGIN = new Decimal('1e-25')

const ONE = new Decimal(1)

/** @throws {KellyInputError} `probability-out-of-range`: not within (0, 1), both ends left out, or NaN. */
export function checkProbability(probability: Decimal, what = 'a probability'): void {
  const isInside =
    probability.gte(KELLY_PROBABILITY_MARGIN) &&
    probability.lte(ONE.minus(KELLY_PROBABILITY_MARGIN))
  if (isInside) return
  const message = `${what} must lie between 0 and 1, got ${probability.toString()}`
  throw new KellyInputError('probability-out-of-range', message)
}

/** @throws {KellyInputError} `odds-out-of-range`: 1 or less, above `DECIMAL_ODDS_MAX`, or NaN. */
export function checkDecimalOdds(decimalOdds: Decimal): void {
  if (decimalOdds.gt(1) && decimalOdds.lte(DECIMAL_ODDS_MAX)) return
  const message = `decimal odds must be above 1 and at most ${DECIMAL_ODDS_MAX}, got ${decimalOdds.toString()}`
  throw new KellyInputError('odds-out-of-range', message)
}

/** @throws {KellyInputError} `cost-out-of-range`: not within (0, 1), both ends left out, or NaN. */
export function checkCost(costDollars: Decimal): void {
  if (costDollars.gt(0) && costDollars.lt(1)) return
  const message = `a contract's all-in cost must lie between 0 and 1 dollar, got ${costDollars.toString()}`
  throw new KellyInputError('cost-out-of-range', message)
}

/** @throws {KellyInputError} `count-out-of-range`: none, or more than `max`. */
export function checkCount(count: number, max: number, what: string): void {
  if (count >= 1 && count <= max) return
  throw new KellyInputError('count-out-of-range', `1 to ${max} ${what} can be sized, got ${count}`)
}

/** @throws {KellyInputError} `fraction-out-of-range`: not one for each bet, one below 0, or a sum above 1. */
export function checkFractions(fractions: readonly Decimal[], count: number): void {
  const sum = fractions.reduce((total, fraction) => total.plus(fraction), new Decimal(0))
  const isRight = fractions.length === count && fractions.every((f) => f.gte(0)) && sum.lte(1)
  if (isRight) return
  const message = `fractions must be 0 or more, one for each of ${count} bets, and sum to at most 1`
  throw new KellyInputError('fraction-out-of-range', message, { fractions: fractions.map(String) })
}
