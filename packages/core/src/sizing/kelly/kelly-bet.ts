/**
 * The Kelly size of one bet at fixed odds, which may be pushed (stake returned): in closed form,
 * (p′·O − 1)/(O − 1) with p′ = p/(1 − q), the probability of a win where it is not pushed.
 * Source: Kelly, "A New Interpretation of Information Rate", 1956.
 * @module
 */
import { Decimal } from '../../units/decimal.ts'
import type { Cents } from '../../units/money.ts'
import { expectedLogGrowth } from './growth.ts'
import {
  checkDecimalOdds,
  checkFractions,
  checkProbability,
  KELLY_PROBABILITY_MARGIN,
  KellyInputError,
} from './kelly-errors.ts'
import { type KellyStakePlan, lambdaOf, stakeOf } from './kelly-plan.ts'

/** A bet at fixed odds and what is believed about it. */
export interface KellyBet {
  /** In (0, 1). */
  readonly winProbability: Decimal
  /** Probability that the stake comes back, 0 or more; with the win below 1. 0 if left out. */
  readonly pushProbability?: Decimal
  /** Return per 1 staked, stake included, commission taken off; above 1. */
  readonly decimalOdds: Decimal
}

/** How much of one bet. */
export interface KellyStake {
  /** Fraction of the bankroll, scaled by lambda, in [0, 1): before the limit and the stake step. */
  readonly fraction: Decimal
  /** What to stake: the fraction of the bankroll, cut to the limit, floored to the stake step. */
  readonly stake: Cents
  /** Expected profit per 1 staked, above −1; where it is 0 or less the single bet's fraction is 0. */
  readonly edge: Decimal
}

/** The size of a single bet. */
export interface KellyBetSize extends KellyStake {
  /** Expected log growth of the bankroll at `fraction`, nats per bet, 0 or more. */
  readonly growth: Decimal
}

/** The three probabilities of a checked bet. */
export interface BetChances {
  readonly win: Decimal
  readonly push: Decimal
  /** Above 0. */
  readonly lose: Decimal
}

const ONE = new Decimal(1)
const ZERO = new Decimal(0)

/**
 * Returns the Kelly size of a single bet; 0 where the edge is 0 or negative.
 * @throws {KellyInputError} `probability-out-of-range`, `odds-out-of-range`, `lambda-out-of-range`.
 * @throws {InvalidInputError} a bankroll or stake step of 0 or less, or a limit below 0.
 */
export function kellyBet(bet: KellyBet, plan: KellyStakePlan): KellyBetSize {
  const edge = edgeOfBet(bet)
  const fraction = singleFraction(bet).times(lambdaOf(plan))
  return { fraction, stake: stakeOf(fraction, plan), edge, growth: growthOfBet(bet, fraction) }
}

/**
 * Returns the expected log growth at any fraction, in nats: −Infinity at 1.
 * @throws {KellyInputError} as {@link kellyBet}; `fraction-out-of-range` outside [0, 1].
 */
export function growthOfBet(bet: KellyBet, fraction: Decimal): Decimal {
  const { win, push, lose } = chancesOf(bet)
  checkFractions([fraction], 1)
  return expectedLogGrowth([
    { probability: win, wealth: ONE.plus(fraction.times(bet.decimalOdds.minus(1))) },
    { probability: push, wealth: ONE },
    { probability: lose, wealth: ONE.minus(fraction) },
  ])
}

/** Returns the expected profit per 1 staked: p·O + q − 1. @throws {KellyInputError} as {@link kellyBet}. */
export function edgeOfBet(bet: KellyBet): Decimal {
  const { win, push } = chancesOf(bet)
  return win.times(bet.decimalOdds).plus(push).minus(1)
}

/** Returns the full Kelly fraction of the bet alone, in [0, 1). @throws {KellyInputError} as {@link kellyBet}. */
export function singleFraction(bet: KellyBet): Decimal {
  const { push } = chancesOf(bet)
  // (p′·O − 1)/(O − 1) multiplied out: one division, of an edge that is exact for printed figures.
  const full = edgeOfBet(bet).div(bet.decimalOdds.minus(1).times(ONE.minus(push)))
  return Decimal.max(full, ZERO)
}

/** Returns win, push and loss of a checked bet; they sum to 1. @throws {KellyInputError} as {@link kellyBet}. */
export function chancesOf(bet: KellyBet): BetChances {
  const { winProbability: win, pushProbability: push = ZERO, decimalOdds } = bet
  checkProbability(win, 'the probability of a win')
  const lose = ONE.minus(win).minus(push)
  if (!push.gte(0) || lose.lt(KELLY_PROBABILITY_MARGIN)) {
    const message = `a push of ${push.toString()} and a win of ${win.toString()} must be 0 or more, and together below 1`
    throw new KellyInputError('probability-out-of-range', message)
  }
  checkDecimalOdds(decimalOdds)
  return { win, push, lose }
}
