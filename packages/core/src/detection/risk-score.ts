/**
 * What an opportunity may be expected to bring when it is not taken at its word: the guaranteed
 * profit less what three things that can go wrong would cost, each times an assumed probability. All
 * assumptions are arguments with names, and the score comes back in its parts, so that nobody has to
 * believe it. It ranks; it promises nothing, and it is no forecast.
 * @module
 */
import { assertInput } from '../assert.ts'
import { Decimal } from '../units/decimal.ts'
import { type Microdollars, MICRODOLLARS_PER_DOLLAR } from '../units/money.ts'

/** The assumptions behind a score. None was measured: they are to be replaced by one's own records. */
export interface RiskAssumptions {
  /** Probability of an irregular outcome (postponed, void, a price the venue sets), in [0, 1]. */
  readonly irregularProbability: Decimal
  /**
   * Probability of a wrong pair at a confidence of 0, in [0, 1]; at a confidence c it is this times
   * 1 − c, nothing at 1.
   */
  readonly mispairProbability: Decimal
  /** Share of the capital lost if the legs are not on the same event, in [0, 1]; 1: both lose. */
  readonly mispairLossShare: Decimal
  /** Age at which a quote is as likely gone as not, milliseconds, above 0. */
  readonly quoteHalfLifeMs: number
}

/**
 * Cautious guesses: one game in a hundred ends irregularly; a pair at the confidence of 0.85 is wrong
 * 1.5 times in a hundred, and then everything is lost; a quote is gone after a minute half of the
 * times, the age that a feed's prices have by design.
 */
export const RISK_ASSUMPTIONS: RiskAssumptions = {
  irregularProbability: new Decimal('0.01'),
  mispairProbability: new Decimal('0.1'),
  mispairLossShare: new Decimal(1),
  quoteHalfLifeMs: 60_000,
}

/** What a score is made from. */
export interface RiskInput {
  /** Profit in the worst regular outcome. */
  readonly guaranteed: Microdollars
  /** Money that is tied up, above 0. */
  readonly capital: Microdollars
  /** Profit in the worst irregular outcome; left out where the position has none. */
  readonly worstTail?: Microdollars
  /** That all legs are on the same event, in [0, 1]; 1 if left out: nothing had to be matched. */
  readonly confidence?: number
  /** Age of the oldest quote, whole milliseconds, 0 or more. */
  readonly quoteAgeMs: number
}

/** A score and its parts: `scoreDollars` = `guaranteedDollars` − the three costs. */
export interface RiskScore {
  readonly scoreDollars: Decimal
  readonly guaranteedDollars: Decimal
  /** Probability of an irregular outcome times what the worst one falls short of the guarantee, 0 or more. */
  readonly tailCostDollars: Decimal
  /** Probability of a wrong pair times the guarantee not earned and the capital lost, 0 or more. */
  readonly mispairCostDollars: Decimal
  /** Probability that a quote is gone times the guarantee not earned, 0 or more. */
  readonly fadeCostDollars: Decimal
  readonly irregularProbability: Decimal
  readonly mispairProbability: Decimal
  readonly fadeProbability: Decimal
}

/**
 * Returns the risk-adjusted score in dollars, at 40 digits.
 *
 * With G the guarantee, T the worst tail, C the capital and c the confidence:
 * `G − q·max(0, G − T) − m(1 − c)·max(0, G + s·C) − a/(a + h)·max(0, G)`.
 * - The tail costs what it falls short of G; a tail above G is no gain, since nothing makes it happen.
 * - A wrong pair is a bet without its hedge: the guarantee is not earned and the capital's share lost.
 *   It has to be dear, because confidence is an order of doubts and no measured probability.
 * - A quote that is gone costs only the profit not made; its chance a/(a + h) is 0 for a fresh quote
 *   and one half at the half-life.
 *
 * The three are taken off in full, as if no two came together: with small probabilities that is the
 * expectation but for products of them, and where they are large the score is below it.
 * So a worse tail, more doubt or an older quote never raises a score.
 * @throws {InvalidInputError} an assumption, the capital, the confidence or the age out of range.
 */
export function riskScoreOf(
  { guaranteed, capital, worstTail = guaranteed, confidence = 1, quoteAgeMs }: RiskInput,
  assumptions: RiskAssumptions = RISK_ASSUMPTIONS,
): RiskScore {
  checkAssumptions(assumptions)
  assertInput(capital > 0, `capital must be above 0 microdollars, got ${capital}`)
  assertInput(confidence >= 0 && confidence <= 1, `confidence must be 0 to 1, got ${confidence}`)
  assertInput(
    Number.isSafeInteger(quoteAgeMs) && quoteAgeMs >= 0,
    `a quote's age must be whole milliseconds, 0 or more, got ${quoteAgeMs}`,
  )
  const { irregularProbability, mispairLossShare, quoteHalfLifeMs } = assumptions
  const mispairProbability = assumptions.mispairProbability.times(new Decimal(1).minus(confidence))
  const fadeProbability = new Decimal(quoteAgeMs).div(quoteAgeMs + quoteHalfLifeMs)
  const guaranteedDollars = dollarsOf(guaranteed)
  const shortfall = above0(guaranteedDollars.minus(dollarsOf(worstTail)))
  const mispairLoss = above0(guaranteedDollars.plus(mispairLossShare.times(dollarsOf(capital))))
  const tailCostDollars = irregularProbability.times(shortfall)
  const mispairCostDollars = mispairProbability.times(mispairLoss)
  const fadeCostDollars = fadeProbability.times(above0(guaranteedDollars))
  const cost = tailCostDollars.plus(mispairCostDollars).plus(fadeCostDollars)
  return {
    scoreDollars: guaranteedDollars.minus(cost),
    guaranteedDollars,
    tailCostDollars,
    mispairCostDollars,
    fadeCostDollars,
    irregularProbability,
    mispairProbability,
    fadeProbability,
  }
}

function checkAssumptions(assumptions: RiskAssumptions): void {
  const { irregularProbability, mispairProbability, mispairLossShare, quoteHalfLifeMs } =
    assumptions
  const shares = { irregularProbability, mispairProbability, mispairLossShare }
  for (const [name, share] of Object.entries(shares)) {
    assertInput(share.gte(0) && share.lte(1), `${name} must be 0 to 1, got ${share.toString()}`)
  }
  assertInput(
    Number.isSafeInteger(quoteHalfLifeMs) && quoteHalfLifeMs > 0,
    `a quote's half-life must be whole milliseconds above 0, got ${quoteHalfLifeMs}`,
  )
}

function above0(value: Decimal): Decimal {
  return Decimal.max(value, 0)
}

function dollarsOf(amount: Microdollars): Decimal {
  return new Decimal(amount).div(MICRODOLLARS_PER_DOLLAR)
}
