/**
 * Removing the bookmaker's margin from a complete set of prices: probabilities that sum to 1. One
 * interface for every method; multiplicative so far.
 * @module
 */
import { assertInput } from '../assert.ts'
import { ArbError } from '../errors.ts'
import { Decimal } from '../units/decimal.ts'

/** What 40-digit divisions may take from a sum that is exactly 1, as in three times 1/3. */
const DIVISION_SLACK = new Decimal('1e-30')

/** A method of removing the margin. */
export type DevigMethod = 'multiplicative'

/** Result of one method. */
export interface Devigged {
  readonly method: DevigMethod
  /** Fair probabilities in the order of the prices, each in (0, 1); they sum to 1 up to rounding at 40 digits. */
  readonly probabilities: readonly Decimal[]
}

/** Options of every method. */
export interface DevigOptions {
  /** Accept prices whose implied probabilities sum to less than 1. */
  readonly allowUnderround?: boolean
}

/** A method: implied probabilities (vig included) of every outcome, in, and fair ones out. */
export type Devig = (implied: readonly Decimal[], options?: DevigOptions) => Devigged

/** The prices sum to less than 1: inside one regulated book that is bad data, not a gift. */
export class UnderroundError extends ArbError {
  override readonly name = 'UnderroundError'
  override readonly resend = 'never'
}

/** Returns the sum of the implied probabilities less 1: the overround, negative for an underround. */
export function overroundOf(implied: readonly Decimal[]): Decimal {
  return sumOf(implied).minus(1)
}

/** Returns the hold, overround/(1 + overround): the share of all stakes the book keeps. */
export function holdOf(implied: readonly Decimal[]): Decimal {
  const sum = sumOf(implied)
  return sum.minus(1).div(sum)
}

/**
 * Multiplicative devig: each implied probability divided by their sum.
 * @throws {InvalidInputError} fewer than two prices, or a probability outside (0, 1).
 * @throws {UnderroundError} a sum below 1 without `allowUnderround`.
 */
export const devigMultiplicative: Devig = (implied, options = {}) => {
  const sum = checkedSum(implied, options)
  return {
    method: 'multiplicative',
    probabilities: implied.map((probability) => probability.div(sum)),
  }
}

function checkedSum(implied: readonly Decimal[], options: DevigOptions): Decimal {
  assertInput(implied.length >= 2, `devig needs two prices or more, got ${implied.length}`)
  for (const probability of implied) {
    assertInput(
      probability.gt(0) && probability.lt(1),
      `an implied probability must lie between 0 and 1, got ${probability.toString()}`,
    )
  }
  const sum = sumOf(implied)
  if (sum.plus(DIVISION_SLACK).lt(1) && options.allowUnderround !== true) {
    throw new UnderroundError(`implied probabilities sum to ${sum.toFixed(6)}, below 1`)
  }
  return sum
}

function sumOf(implied: readonly Decimal[]): Decimal {
  return implied.reduce((sum, probability) => sum.plus(probability), new Decimal(0))
}
