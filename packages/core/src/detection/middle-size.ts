/**
 * How much of each of two claims a middle holds: as much as fits, in the ratio that makes the loss
 * outside the middle alike on both sides, and only as deep into a ladder as the loss stays small.
 * @module
 */
import { evaluatePortfolio } from '../sizing/portfolio/evaluate-portfolio.ts'
import { stepOf } from '../sizing/portfolio/holding.ts'
import type {
  PortfolioPart,
  PortfolioPosition,
  PortfolioProblem,
} from '../sizing/portfolio/portfolio.ts'
import { Decimal } from '../units/decimal.ts'
import { MICRODOLLARS_PER_CENT, MICRODOLLARS_PER_DOLLAR } from '../units/money.ts'
import type { PortfolioMargin } from './portfolio-margin.ts'

/** A middle of some size. */
export interface SizedMiddle {
  /** By part, both above 0. */
  readonly quantities: readonly [number, number]
  readonly position: PortfolioPosition
}

/** What to size. */
export interface MiddleProblem {
  /** Two parts, over every regular outcome. */
  readonly problem: PortfolioProblem
  /** The mix of both that loses least at the best prices. */
  readonly margin: PortfolioMargin
  /** Most that the worst outcome may lose, as a share of what both cost; 0 or more. */
  readonly lossShareMax: Decimal
}

/** How many steps around the exact ratio the second part is tried at. */
const STEPS_AROUND = 2

/**
 * Returns the largest middle found whose worst loss stays within the share, or undefined where none
 * does within limits, cash and bankroll. The size is found by doubling and bisection: a loss share
 * that rises with the size, but for rounding, has one largest size.
 */
export function sizeMiddle(middle: MiddleProblem): SizedMiddle | undefined {
  const ratio = ratioOf(middle)
  if (ratio === undefined) return undefined
  const { anchor } = ratio
  const stepsMax = stepsWithin(middle.problem.parts[anchor] as PortfolioPart)
  let found: SizedMiddle | undefined
  let low = 0
  let high = stepsMax + 1
  for (let steps = 1; steps <= stepsMax; steps *= 2) {
    const sized = sizedAt(middle, ratio, steps)
    if (sized !== undefined) [low, found] = [steps, sized]
    else if (found !== undefined) {
      high = steps
      break
    }
  }
  while (found !== undefined && high - low > 1) {
    const middleSteps = Math.floor((low + high) / 2)
    const sized = sizedAt(middle, ratio, middleSteps)
    if (sized === undefined) high = middleSteps
    else [low, found] = [middleSteps, sized]
  }
  return found
}

/** The part that is counted out in steps, and what of the other goes with one unit of it. */
interface MiddleRatio {
  readonly anchor: 0 | 1
  readonly otherPerUnit: Decimal
}

/** The part whose step pays more is the anchor: the other one then follows it closely. */
function ratioOf({ problem, margin }: MiddleProblem): MiddleRatio | undefined {
  const units = problem.parts.map((part, index) => {
    const share = margin.mix.find((entry) => entry.part === index)?.share
    return share?.div(unitCostDollars(part))
  })
  const [first, second] = units
  if (first === undefined || second === undefined) return undefined
  const [stepOfFirst, stepOfSecond] = problem.parts.map(stepOf) as [number, number]
  // More steps of a part in the mix mean finer steps.
  const isFirstCoarser = first.div(stepOfFirst).lte(second.div(stepOfSecond))
  return isFirstCoarser
    ? { anchor: 0, otherPerUnit: second.div(first) }
    : { anchor: 1, otherPerUnit: first.div(second) }
}

/** The best position with so many steps of the anchor, if it is within every bound. */
function sizedAt(
  { problem, lossShareMax }: MiddleProblem,
  { anchor, otherPerUnit }: MiddleRatio,
  steps: number,
): SizedMiddle | undefined {
  const other = problem.parts[1 - anchor] as PortfolioPart
  const held = steps * stepOf(problem.parts[anchor] as PortfolioPart)
  const exact = Number(otherPerUnit.times(held).div(stepOf(other)).toFixed(0))
  let best: SizedMiddle | undefined
  for (let around = -STEPS_AROUND; around <= STEPS_AROUND; around += 1) {
    const otherSteps = exact + around
    if (otherSteps < 1 || otherSteps > stepsWithin(other)) continue
    const otherHeld = otherSteps * stepOf(other)
    const quantities = anchor === 0 ? ([held, otherHeld] as const) : ([otherHeld, held] as const)
    if (!reachesLeast(problem, quantities)) continue
    const position = evaluatePortfolio(problem, quantities)
    if (!isAffordable(problem, position)) continue
    if (best === undefined || position.guaranteed > best.position.guaranteed) {
      best = { quantities, position }
    }
  }
  const lossMax = best && lossShareMax.times(best.position.totalCost)
  return lossMax?.plus((best as SizedMiddle).position.guaranteed).gte(0) === true ? best : undefined
}

function isAffordable(problem: PortfolioProblem, position: PortfolioPosition): boolean {
  if (position.capital > problem.bankroll) return false
  return [...position.capitalByAccount].every(
    ([account, capital]) => capital <= (problem.cash.get(account) ?? Infinity),
  )
}

function reachesLeast({ parts }: PortfolioProblem, quantities: readonly number[]): boolean {
  return parts.every(
    (part, index) => part.tag === 'contract' || (quantities[index] as number) >= part.stakeMin,
  )
}

/** Whole steps that limit and depth leave. */
function stepsWithin(part: PortfolioPart): number {
  const most =
    part.tag === 'contract' ? Math.min(part.cost.depth, part.sizeMax ?? Infinity) : part.stakeMax
  return Math.floor(most / stepOf(part))
}

/** Dollars that one centicontract costs at least, or one cent of stake. */
function unitCostDollars(part: PortfolioPart): Decimal {
  const microdollars =
    part.tag === 'contract'
      ? Math.min(...part.cost.segments.map(({ unitCost }) => unitCost))
      : MICRODOLLARS_PER_CENT
  return new Decimal(microdollars).div(MICRODOLLARS_PER_DOLLAR)
}
