/**
 * The Kelly sizes of several bets open at once whose results do not depend on each other. Each is a
 * little less than the bet alone would get. Two bets on one game are not independent: size those as
 * exclusive outcomes, or one of them.
 * @module
 */
import { Decimal } from '../../units/decimal.ts'
import { expectedLogGrowth } from './growth.ts'
import { maximiseGrowth } from './growth-maximum.ts'
import { gainsOver, jointOutcomesOf } from './joint-outcomes.ts'
import { edgeOfBet, type KellyBet, type KellyStake } from './kelly-bet.ts'
import { checkCount, checkFractions } from './kelly-errors.ts'
import { type KellyStakePlan, lambdaOf, stakeOf } from './kelly-plan.ts'

/** The sizes of simultaneous independent bets. */
export interface KellyIndependentSize {
  /** In the order of the bets. */
  readonly bets: readonly KellyStake[]
  /** Fraction of the bankroll not staked, in (0, 1]. */
  readonly reserve: Decimal
  /** Expected log growth of the bankroll at these fractions, nats, 0 or more. */
  readonly growth: Decimal
  /** Proven bound, nats: at full Kelly no other fractions grow faster by more. At most 1e-25. */
  readonly shortfallMax: Decimal
}

/** Most bets given at once; those with an edge are bounded by `KELLY_JOINT_OUTCOMES_MAX` besides. */
export const KELLY_INDEPENDENT_BETS_MAX = 1000

const ZERO = new Decimal(0)

/**
 * Returns the Kelly sizes of simultaneous independent bets: 0 where a bet has no edge, which costs
 * no joint outcome. With lambda every full fraction is scaled alike.
 * @throws {KellyInputError} `count-out-of-range` (ten bets with an edge, six if all may be pushed),
 *   and as `kellyBet`.
 * @throws {KellyConvergenceError} no optimum proven.
 * @throws {InvalidInputError} a bankroll or stake step of 0 or less, or a limit below 0.
 */
export function kellyIndependent(
  bets: readonly KellyBet[],
  plan: KellyStakePlan,
): KellyIndependentSize {
  checkCount(bets.length, KELLY_INDEPENDENT_BETS_MAX, 'independent bets')
  const lambda = lambdaOf(plan)
  const edges = bets.map(edgeOfBet)
  // Independence makes this exact: the slope at 0 is the edge times something above 0.
  const isBacked = edges.map((edge) => edge.gt(0))
  const backed = bets.filter((_bet, index) => isBacked[index])
  const { fractions: full, shortfallMax } = maximiseGrowth(backed)
  const scaled = full.map((fraction) => fraction.times(lambda)).values()
  const fractions = isBacked.map((is) => (is ? (scaled.next().value as Decimal) : ZERO))
  return {
    bets: fractions.map((fraction, index) => ({
      fraction,
      stake: stakeOf(fraction, plan),
      edge: edges[index] as Decimal,
    })),
    reserve: fractions.reduce((kept, fraction) => kept.minus(fraction), new Decimal(1)),
    growth: growthOfIndependent(bets, fractions),
    shortfallMax,
  }
}

/**
 * Returns the expected log growth at any fractions, in nats: −Infinity where they sum to 1.
 * @throws {KellyInputError} as {@link kellyIndependent}, bets at a fraction of 0 not counted;
 *   `fraction-out-of-range`.
 */
export function growthOfIndependent(
  bets: readonly KellyBet[],
  fractions: readonly Decimal[],
): Decimal {
  checkCount(bets.length, KELLY_INDEPENDENT_BETS_MAX, 'independent bets')
  checkFractions(fractions, bets.length)
  const isStaked = fractions.map((fraction) => fraction.gt(0))
  const joint = jointOutcomesOf(bets.filter((_bet, index) => isStaked[index]))
  const staked = fractions.filter((_fraction, index) => isStaked[index])
  const gains = gainsOver(joint, staked)
  return expectedLogGrowth(
    joint.probabilities.map((probability, index) => ({
      probability,
      wealth: new Decimal(1).plus(gains[index] as Decimal),
    })),
  )
}
