/**
 * The portfolio of any number of legs whose worst outcome pays most: relaxed to a linear program,
 * rounded to what the venues take, and evaluated exactly. Two legs that a closed form knows are solved
 * by it. The figures of the position are those of {@link evaluatePortfolio}, and no others.
 * @module
 */
import { assertInput, assertInvariant } from '../../assert.ts'
import type { Microdollars } from '../../units/money.ts'
import { closedFormOf } from './closed-forms.ts'
import { evaluatePortfolio } from './evaluate-portfolio.ts'
import { PIVOTS_MAX } from './linear-program.ts'
import type { PortfolioPosition, PortfolioProblem } from './portfolio.ts'
import { preparePortfolio } from './prepare-portfolio.ts'
import { boundOf, relaxAll } from './relax-portfolio.ts'
import { relaxationFrameOf } from './relaxation-frame.ts'
import { ROUNDING_BOXES_MAX, ROUNDING_CANDIDATES_MAX, roundPortfolio } from './round-portfolio.ts'

/** The best portfolio found, and what any could earn at most. */
export interface PortfolioSolution {
  readonly position: PortfolioPosition
  /** No portfolio in whole steps is guaranteed more; at least 0. */
  readonly relaxedGuarantee: Microdollars
  /** By part: centicontracts, or cents of stake; whole steps, 0 where a part does not help. */
  readonly quantities: readonly number[]
  /**
   * True only where it was proven that nothing is guaranteed more; of two legs in closed form, nothing
   * that holds a step of each.
   */
  readonly isProvenBest: boolean
}

/** How far to search. A lower figure is faster; the position stands, a better one may exist. */
export interface PortfolioOptions {
  /** Most portfolios priced, at least 1; {@link ROUNDING_CANDIDATES_MAX} where left out. */
  readonly candidatesMax?: number
  /** Most relaxations besides the first, 0 or more; {@link ROUNDING_BOXES_MAX} where left out. */
  readonly boxesMax?: number
  /** Most pivots of one relaxation, at least 1; {@link PIVOTS_MAX} where left out. */
  readonly pivotsMax?: number
}

/**
 * Returns the portfolio with the highest guaranteed profit found; of equal ones the one whose next
 * worst outcome pays more, then the cheaper. Never worse than the relaxed optimum with every quantity
 * rounded down, where that is affordable.
 *
 * Where nothing is sure to gain it holds nothing, and guarantees 0. Two legs that a closed form knows
 * come back as it gives them: one step of each at least, though it lose, to show how near it was.
 * Undefined where no step of any part is within depth, limits, cash and bankroll (of a closed form: no
 * step of each).
 * @throws {InvalidInputError} a malformed problem or option, or payouts past a billion dollars.
 * @throws {RelaxationError} the solver ended without an answer.
 */
export function bestPortfolio(
  problem: PortfolioProblem,
  options: PortfolioOptions = {},
): PortfolioSolution | undefined {
  const {
    candidatesMax = ROUNDING_CANDIDATES_MAX,
    boxesMax = ROUNDING_BOXES_MAX,
    pivotsMax = PIVOTS_MAX,
  } = options
  assertInput(candidatesMax >= 1, `candidates must be at least 1, got ${candidatesMax}`)
  assertInput(boxesMax >= 0, `boxes must be 0 or more, got ${boxesMax}`)
  assertInput(pivotsMax >= 1, `pivots must be at least 1, got ${pivotsMax}`)
  const prepared = preparePortfolio(problem)
  const known = closedFormOf(problem)
  const hasNothing = known !== undefined && known.quantities === undefined
  if (hasNothing || prepared.most.every((most) => most === 0)) return undefined
  const frame = relaxationFrameOf(prepared)
  const root = relaxAll(frame, pivotsMax)
  const relaxedGuarantee = boundOf(frame, root)
  if (known?.quantities !== undefined) {
    const { quantities, isProvenBest } = known
    const position = evaluatePortfolio(problem, quantities)
    return { position, relaxedGuarantee, quantities, isProvenBest }
  }
  const { best, isProvenBest } = roundPortfolio({
    prepared,
    frame,
    root,
    candidatesMax,
    boxesMax,
    pivotsMax,
  })
  const position = evaluatePortfolio(problem, best.quantities)
  assertInvariant(position.guaranteed === best.guaranteed, 'search and evaluation disagree', {
    searched: best.guaranteed,
    evaluated: position.guaranteed,
  })
  return { position, relaxedGuarantee, quantities: best.quantities, isProvenBest }
}
