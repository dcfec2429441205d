/**
 * Which parts of a problem go into sizing: all that are offered where they fit, else those of the
 * best mix, then those of the best mix without them, until there is no more room.
 * @module
 */
import { PORTFOLIO_PARTS_MAX } from '../sizing/portfolio/check-portfolio.ts'
import type { PortfolioProblem } from '../sizing/portfolio/portfolio.ts'
import { isOffered, type PortfolioMargin, portfolioMarginOf } from './portfolio-margin.ts'
import { problemOfParts } from './portfolio-question.ts'

/** Indices of parts, upwards. */
export interface SelectedParts {
  readonly parts: readonly number[]
  /** False where something offered had to be left out. */
  readonly isComplete: boolean
}

/**
 * Returns the parts to size. Where a mix pays at the best prices, its parts are among them, those of
 * the largest share first: leaving others out can cost profit, and the finding only where the mix
 * alone has more parts than a problem may have.
 */
export function selectedParts(problem: PortfolioProblem, margin: PortfolioMargin): SelectedParts {
  let left = [...problem.parts.keys()].filter((index) => isOffered(problem, index))
  if (left.length <= PORTFOLIO_PARTS_MAX) return { parts: left, isComplete: true }
  const chosen: number[] = []
  let layer: readonly number[] = byShare(margin)
  while (layer.length > 0 && chosen.length < PORTFOLIO_PARTS_MAX) {
    chosen.push(...layer.slice(0, PORTFOLIO_PARTS_MAX - chosen.length))
    const taken = new Set(layer)
    left = left.filter((index) => !taken.has(index))
    const next = left.length === 0 ? undefined : portfolioMarginOf(problemOfParts(problem, left))
    layer = next?.mix.map(({ part }) => left[part] as number) ?? []
  }
  return { parts: chosen.toSorted((a, b) => a - b), isComplete: false }
}

function byShare({ mix }: PortfolioMargin): readonly number[] {
  return mix.toSorted((a, b) => b.share.cmp(a.share) || a.part - b.part).map(({ part }) => part)
}
