/**
 * What can keep a set of prices from becoming probabilities. Each error has its class name to switch
 * on and a `code` in words for reports; none is worth sending again.
 * @module
 */
import { ArbError } from '../../errors.ts'
import type { Decimal } from '../../units/decimal.ts'

/** The prices sum to less than 1: inside one regulated book that is bad data, not a gift. */
export class UnderroundError extends ArbError {
  override readonly name = 'UnderroundError'
  override readonly resend = 'never'
  readonly code = 'underround'
}

/**
 * A method that subtracts came to 0 or less for a long shot. `context.method` names it,
 * `context.probabilities` holds the raw values as text.
 */
export class NonPositiveProbabilityError extends ArbError {
  override readonly name = 'NonPositiveProbabilityError'
  override readonly resend = 'never'
  readonly code = 'non-positive-probability'
  readonly #probabilities: readonly Decimal[]

  constructor(method: string, probabilities: readonly Decimal[]) {
    const lowest = probabilities.reduce((least, value) => (value.lt(least) ? value : least))
    super(`${method} devig leaves a probability of ${lowest.toSignificantDigits(6).toString()}`, {
      context: { method, probabilities: probabilities.map(String) },
    })
    this.#probabilities = probabilities
  }

  /** What the formula gave, in the order of the prices: they sum to 1, one at least is 0 or less. */
  get probabilities(): readonly Decimal[] {
    return this.#probabilities
  }
}

/** A root was not closed in within the bound on evaluations. */
export class NoConvergenceError extends ArbError {
  override readonly name = 'NoConvergenceError'
  override readonly resend = 'never'
  readonly code = 'no-convergence'
}

/** A market without a price for one of its outcomes: what is left says nothing about the margin. */
export class MissingOutcomeError extends ArbError {
  override readonly name = 'MissingOutcomeError'
  override readonly resend = 'never'
  readonly code = 'missing-outcome'
}

/** Prices of different lines, as −3 against +3.5: no one of them is the complement of the other. */
export class MixedLinesError extends ArbError {
  override readonly name = 'MixedLinesError'
  override readonly resend = 'never'
  readonly code = 'mixed-lines'
}
