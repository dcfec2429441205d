/**
 * The Kelly sizes of bets of which at most one wins, exactly: outcomes enter by expected return,
 * best first, while it exceeds the reserve; R = (1 − Σp)/(1 − Σ1/O) over those that entered is what
 * is kept, and each gets p − R/O. An outcome may be backed below its own break-even as a hedge.
 * Source: Smoczynski & Tomkins, "An explicit solution to the problem of optimizing the allocations
 * of a bettor's wealth when wagering on horse races", Mathematical Scientist 35, 2010.
 * @module
 */
import { Decimal } from '../../units/decimal.ts'
import { expectedLogGrowth } from './growth.ts'
import type { KellyStake } from './kelly-bet.ts'
import {
  checkCount,
  checkDecimalOdds,
  checkFractions,
  checkProbability,
  KellyInputError,
} from './kelly-errors.ts'
import { type KellyStakePlan, lambdaOf, stakeOf } from './kelly-plan.ts'

/** One of several outcomes of which at most one comes true, and the odds on it. */
export interface KellyOutcome {
  /** In (0, 1); over all outcomes at most 1. What is missing is the chance that none comes true. */
  readonly probability: Decimal
  /** Return per 1 staked, stake included; above 1. */
  readonly decimalOdds: Decimal
}

/** The sizes of bets on mutually exclusive outcomes. */
export interface KellyExclusiveSize {
  /** In the order of the outcomes. */
  readonly bets: readonly KellyStake[]
  /** Fraction of the bankroll not staked, in [0, 1]; 0 only where every way to end is backed. */
  readonly reserve: Decimal
  /** Expected log growth of the bankroll at these fractions, nats, 0 or more. */
  readonly growth: Decimal
}

/** Most outcomes of one question. */
export const KELLY_EXCLUSIVE_OUTCOMES_MAX = 1000

/** What devig may add to a sum of exactly 1, or leave of it: far below any probability accepted. */
const SUM_SLACK = new Decimal('1e-30')
/**
 * An outcome enters if its expected return exceeds the reserve by more than this. Less is what
 * divisions leave; more than the slack by a factor above any odds, so that the sum of 1/O stays
 * below 1.
 */
const ADVANTAGE_MIN = new Decimal('1e-22')
const ONE = new Decimal(1)
const ZERO = new Decimal(0)

/**
 * Returns the Kelly sizes of mutually exclusive bets. All are 0 where none has an edge. With lambda
 * every full fraction is scaled alike.
 * @throws {KellyInputError} `probability-out-of-range`, `odds-out-of-range`,
 *   `probabilities-above-one`, `lambda-out-of-range`, `count-out-of-range`.
 * @throws {InvalidInputError} a bankroll or stake step of 0 or less, or a limit below 0.
 */
export function kellyExclusive(
  outcomes: readonly KellyOutcome[],
  plan: KellyStakePlan,
): KellyExclusiveSize {
  checkOutcomes(outcomes)
  const lambda = lambdaOf(plan)
  const full = fullReserve(outcomes)
  const fractions = outcomes.map(({ probability, decimalOdds }) =>
    beats(probability.times(decimalOdds), full)
      ? probability.minus(full.div(decimalOdds)).times(lambda)
      : ZERO,
  )
  const reserve = ONE.minus(lambda).plus(lambda.times(full))
  const bets = outcomes.map(({ probability, decimalOdds }, index) => {
    const fraction = fractions[index] as Decimal
    const edge = probability.times(decimalOdds).minus(1)
    return { fraction, stake: stakeOf(fraction, plan), edge }
  })
  return { bets, reserve, growth: growthAt(outcomes, fractions, reserve) }
}

/**
 * Returns the expected log growth at any fractions, in nats; −Infinity where nothing is left in an
 * outcome that can happen.
 * @throws {KellyInputError} as {@link kellyExclusive}; `fraction-out-of-range`.
 */
export function growthOfExclusive(
  outcomes: readonly KellyOutcome[],
  fractions: readonly Decimal[],
): Decimal {
  checkOutcomes(outcomes)
  checkFractions(fractions, outcomes.length)
  return growthAt(
    outcomes,
    fractions,
    fractions.reduce((kept, fraction) => kept.minus(fraction), ONE),
  )
}

function growthAt(
  outcomes: readonly KellyOutcome[],
  fractions: readonly Decimal[],
  reserve: Decimal,
): Decimal {
  const states = outcomes.map(({ probability, decimalOdds }, index) => ({
    probability,
    wealth: reserve.plus((fractions[index] as Decimal).times(decimalOdds)),
  }))
  const ofNone = outcomes.reduce((left, { probability }) => left.minus(probability), ONE)
  return expectedLogGrowth([...states, { probability: withoutResidue(ofNone), wealth: reserve }])
}

/**
 * The share of the bankroll that full Kelly keeps. Probabilities sum to at most 1, so an outcome
 * whose return exceeds the reserve always leaves the sum of 1/O below 1.
 */
function fullReserve(outcomes: readonly KellyOutcome[]): Decimal {
  const byReturn = outcomes
    .map(({ probability, decimalOdds }) => ({
      probability,
      decimalOdds,
      expectedReturn: probability.times(decimalOdds),
    }))
    .toSorted((a, b) => b.expectedReturn.cmp(a.expectedReturn))
  let reserve = ONE
  let [uncovered, unpriced] = [ONE, ONE]
  for (const { probability, decimalOdds, expectedReturn } of byReturn) {
    if (!beats(expectedReturn, reserve)) break
    uncovered = withoutResidue(uncovered.minus(probability))
    unpriced = unpriced.minus(ONE.div(decimalOdds))
    reserve = uncovered.div(unpriced)
  }
  return reserve
}

function beats(expectedReturn: Decimal, reserve: Decimal): boolean {
  return expectedReturn.minus(reserve).gt(ADVANTAGE_MIN)
}

/** Three times 1/3 is not 1 at 40 digits: what is left is no outcome. */
function withoutResidue(left: Decimal): Decimal {
  return left.gt(SUM_SLACK) ? left : ZERO
}

function checkOutcomes(outcomes: readonly KellyOutcome[]): void {
  checkCount(outcomes.length, KELLY_EXCLUSIVE_OUTCOMES_MAX, 'exclusive outcomes')
  let sum = ZERO
  for (const { probability, decimalOdds } of outcomes) {
    checkProbability(probability)
    checkDecimalOdds(decimalOdds)
    sum = sum.plus(probability)
  }
  if (sum.minus(SUM_SLACK).lte(1)) return
  const message = `probabilities of exclusive outcomes sum to ${sum.toFixed(6)}, above 1`
  throw new KellyInputError('probabilities-above-one', message, { sum: sum.toString() })
}
