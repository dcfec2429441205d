/**
 * The best worst case of a portfolio with nothing rounded: an upper bound of what any portfolio that
 * can be bought earns for sure, and the quantities that reach it.
 * @module
 */
import { assertInput } from '../../assert.ts'
import { type Microdollars, microdollars } from '../../units/money.ts'
import { PIVOTS_MAX, RelaxationError } from './linear-program.ts'
import type { PortfolioProblem } from './portfolio.ts'
import { preparePortfolio } from './prepare-portfolio.ts'
import { type BoxOptimum, relaxBox } from './relax-box.ts'
import { type RelaxationFrame, relaxationFrameOf } from './relaxation-frame.ts'

/** The optimum of the relaxation. */
export interface PortfolioRelaxation {
  /**
   * No portfolio in whole steps, with its costs rounded up and its payouts down, is guaranteed more.
   * At least 0: nothing bought loses nothing.
   */
  readonly relaxedGuarantee: Microdollars
  /** By part: centicontracts, or cents of stake; not rounded, floats. */
  readonly quantities: readonly number[]
}

/**
 * What a relaxed figure may be below the true optimum for the solver's tolerance: a billionth of the
 * largest payout or cost, and a microdollar for the sums around it. The solver stops where no share
 * would gain more than 1e-11 of a unit, there is at most one whole share for each of at most 64 parts,
 * and the unit is that largest figure: 6.4e-10 of it.
 */
const MARGIN_SHARE = 1e-10

/** Returns the margin added to every relaxed figure before it is used as a bound, microdollars. */
export function relaxationMargin({ unit }: Pick<RelaxationFrame, 'unit'>): number {
  return 1 + unit * MARGIN_SHARE
}

/** How much may be spent on one relaxation. */
export interface RelaxationOptions {
  /** Pivots of one program; {@link PIVOTS_MAX} where left out. */
  readonly pivotsMax?: number
}

/**
 * Returns the unrounded optimum. Empty where nothing gains: a guarantee of 0 (and its float margin).
 * Limits that no rounding can pass are kept: whole steps of depth and limit, and what is affordable.
 * @throws {InvalidInputError} a malformed problem.
 * @throws {RelaxationError} the solver ended without an answer.
 */
export function relaxPortfolio(
  problem: PortfolioProblem,
  options: RelaxationOptions = {},
): PortfolioRelaxation {
  const { pivotsMax = PIVOTS_MAX } = options
  assertInput(pivotsMax >= 1, `pivots must be at least 1, got ${pivotsMax}`)
  const frame = relaxationFrameOf(preparePortfolio(problem))
  const optimum = relaxAll(frame, pivotsMax)
  return { relaxedGuarantee: boundOf(frame, optimum), quantities: optimum.quantities }
}

/**
 * Returns the optimum over everything that is offered.
 * @throws {RelaxationError} the solver ended without an answer.
 */
export function relaxAll(frame: RelaxationFrame, pivotsMax: number = PIVOTS_MAX): BoxOptimum {
  const low = frame.most.map(() => 0)
  const optimum = relaxBox(frame, { low, high: frame.most }, pivotsMax)
  if (optimum.tag === 'optimal') return optimum
  throw new RelaxationError(`the relaxation has no answer, the solver ended: ${optimum.tag}`)
}

/** Returns the relaxed figure with its margin, in whole microdollars, towards zero gain: never below the true one. */
export function boundOf(frame: RelaxationFrame, { guaranteed }: BoxOptimum): Microdollars {
  return microdollars(Math.floor(guaranteed + relaxationMargin(frame)))
}
