/**
 * Expected log growth: what every Kelly size maximises, over a list of ways a bet can end.
 * @module
 */
import { Decimal } from '../../units/decimal.ts'

/** One way things can end. */
export interface WealthState {
  /** Probability, 0 or more. */
  readonly probability: Decimal
  /** Bankroll afterwards over bankroll before, 0 or more. */
  readonly wealth: Decimal
}

/**
 * Returns Σ p·ln(wealth) in nats per bet: the expected log growth of the bankroll. 0 for no bet,
 * −Infinity where ruin has a probability above 0. States of probability 0 do not count.
 */
export function expectedLogGrowth(states: readonly WealthState[]): Decimal {
  return states.reduce(
    (sum, { probability, wealth }) =>
      probability.gt(0) ? sum.plus(probability.times(wealth.ln())) : sum,
    new Decimal(0),
  )
}
