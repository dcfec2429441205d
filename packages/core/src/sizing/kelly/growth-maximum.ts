/**
 * Maximises the expected log growth of simultaneous independent bets by damped Newton steps.
 *
 * Growth is strictly concave in the fractions, and each bet given here has an edge, so its best
 * fraction is above 0 (at 0 the slope is edge·E[1/wealth]) and the maximum is the one point where
 * every slope is 0. A step d, cut to 1/(1 + m) of itself where m is the deepest relative loss it
 * brings, keeps every wealth above 0 and always raises growth: along it the slope falls from
 * λ² = gradient·d no faster than λ²·(1 − t/(1 − t·m)). Near the maximum m vanishes and the step is
 * Newton's own. Nothing leaves without the proof of {@link shortfallBound}.
 * @module
 */
import { Decimal } from '../../units/decimal.ts'
import {
  firstMoments,
  gainsOver,
  jointOutcomesOf,
  secondMoments,
  weightedSum,
} from './joint-outcomes.ts'
import { type KellyBet, singleFraction } from './kelly-bet.ts'
import { KellyConvergenceError } from './kelly-errors.ts'
import { solvePositiveDefinite } from './linear-system.ts'

/** Fractions that maximise growth, with what they may still fall short. */
export interface GrowthMaximum {
  /** Full Kelly fractions in the order of the bets, each in [0, 1); they leave at least {@link KELLY_RESERVE_MIN}. */
  readonly fractions: readonly Decimal[]
  /** Proven bound, nats: no other fractions grow faster by more. At most {@link KELLY_SHORTFALL_MAX}. */
  readonly shortfallMax: Decimal
}

/** Most Newton steps; ordinary odds take 3 to 14, odds of thousands some 20. */
export const KELLY_ITERATIONS_MAX = 100
/** Growth that a result may fall short of the optimum, nats: fractions are good to about 20 digits. */
export const KELLY_SHORTFALL_MAX = new Decimal('1e-25')
/** Least share of the bankroll an optimum may keep: below it 40 digits prove nothing to 1e-25. */
export const KELLY_RESERVE_MIN = new Decimal('1e-12')

const ONE = new Decimal(1)
const ZERO = new Decimal(0)

/**
 * Returns the full Kelly fractions of independent bets, each of which has an edge above 0.
 * @throws {KellyInputError} `count-out-of-range`: more joint outcomes than are gone through.
 * @throws {KellyConvergenceError} no proven maximum within `iterationsMax` steps, or one that keeps
 *   less than {@link KELLY_RESERVE_MIN}: bets so nearly certain that all would be staked.
 */
export function maximiseGrowth(
  bets: readonly KellyBet[],
  iterationsMax: number = KELLY_ITERATIONS_MAX,
): GrowthMaximum {
  const joint = jointOutcomesOf(bets)
  let fractions = startOf(bets)
  for (let iteration = 0; iteration <= iterationsMax; iteration += 1) {
    const wealths = gainsOver(joint, fractions).map((gain) => ONE.plus(gain))
    if (!wealths.every((wealth) => wealth.gt(0))) break
    const perWealth = joint.probabilities.map((p, index) => p.div(wealths[index] as Decimal))
    const gradient = firstMoments(joint, perWealth)
    const shortfallMax = shortfallBound(gradient, fractions)
    if (shortfallMax.lte(KELLY_SHORTFALL_MAX)) {
      const reserve = fractions.reduce((kept, fraction) => kept.minus(fraction), ONE)
      if (reserve.lt(KELLY_RESERVE_MIN)) break
      return { fractions: fractions.map((fraction) => Decimal.max(fraction, ZERO)), shortfallMax }
    }
    const perSquare = perWealth.map((value, index) => value.div(wealths[index] as Decimal))
    const step = solvePositiveDefinite(secondMoments(joint, perSquare), gradient)
    if (step === undefined) break
    const share = ONE.div(ONE.plus(deepestLoss(gainsOver(joint, step), wealths)))
    fractions = fractions.map((fraction, index) =>
      fraction.plus(share.times(step[index] as Decimal)),
    )
  }
  throw new KellyConvergenceError(
    `${bets.length} simultaneous bets: no proven optimum within ${iterationsMax} steps`,
    {
      context: {
        bets: bets.map((bet) => [bet.winProbability.toString(), bet.decimalOdds.toString()]),
      },
    },
  )
}

/**
 * Returns a proven bound of how much faster any fractions could grow than these, nats: the
 * condition of Karush, Kuhn and Tucker with its error in figures. With X the return of one asset
 * (a bet, or cash), W the wealth here and V that of the optimum: the growth missed is E[ln(V/W)] ≤
 * ln E[V/W] ≤ ln max E[X/W] = ln(1 + max(gradient, 0) − gradient·fractions).
 * Source: Cover, "An algorithm for maximizing expected log investment return", IEEE IT 30, 1984.
 */
export function shortfallBound(
  gradient: readonly Decimal[],
  fractions: readonly Decimal[],
): Decimal {
  return Decimal.max(ZERO, ...gradient).minus(weightedSum(gradient, fractions))
}

/** Each bet's own fraction times what the others would leave: sums to less than 1, exact for one bet. */
function startOf(bets: readonly KellyBet[]): readonly Decimal[] {
  const alone = bets.map(singleFraction)
  return alone.map((own, index) =>
    alone.reduce(
      (product, other, at) => (at === index ? product : product.times(ONE.minus(other))),
      own,
    ),
  )
}

/** The largest share of its wealth that any joint outcome loses; 0 where all gain. */
function deepestLoss(gains: readonly Decimal[], wealths: readonly Decimal[]): Decimal {
  return gains.reduce(
    (deepest, gain, index) => Decimal.max(deepest, gain.negated().div(wealths[index] as Decimal)),
    ZERO,
  )
}
