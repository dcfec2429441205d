/**
 * The best position of two ladders of contracts, exactly: walk both while the next hundredth of both
 * together still costs less than it pays. Whole steps of either, fees at their maximum.
 *
 * One of the two pays in every outcome, so the worst case is the smaller size less both costs. That
 * size is a whole number of steps of one of the ladders; and whatever is held of the other beyond the
 * least that covers it only costs. So the sizes that count are the steps of the first, covered by the
 * second, and the steps of the second, covered by the first. Between two ends of levels the unrounded
 * figure is a straight line and never below the rounded one: search goes from its higher end and stops
 * where even the unrounded figure can not beat the best found. The result is the true optimum.
 * @module
 */
import { type Centicontracts, type Microdollars, MICRODOLLARS_PER_CENT } from '../units/money.ts'
import { allInCost, linearCost } from './ladder-cost.ts'
import { evaluatePortfolio } from './portfolio/evaluate-portfolio.ts'
import type { ContractPart, PortfolioPosition } from './portfolio/portfolio.ts'
import { SIZING_CANDIDATES_MAX } from './two-leg.ts'
import {
  type HalfDollars,
  portfolioOfLadders,
  prepareTwoLadder,
  type TwoLadderProblem,
} from './two-ladder-problem.ts'

/** The best position, and whether the search proved it. */
export interface TwoLadderSolution {
  readonly first: Centicontracts
  readonly second: Centicontracts
  /** Parts in the order first, second. */
  readonly position: PortfolioPosition
  /** False only where the search hit its bound; the position stands, a better one may exist. */
  readonly isProvenBest: boolean
}

/**
 * Returns the position with the highest guaranteed profit, at least one step of each; of equal ones
 * that cover no more than they need, the one whose next worst outcome pays more, then the cheaper.
 * Undefined where not one step of each is within depth, limits and bankroll. The guaranteed profit may
 * be negative: then there is no arbitrage.
 * @throws {InvalidInputError} what `prepareTwoLadder` refuses.
 */
export function bestTwoLadder(
  problem: TwoLadderProblem,
  candidatesMax: number = SIZING_CANDIDATES_MAX,
): TwoLadderSolution | undefined {
  const halves = prepareTwoLadder(problem)
  const search: Search = { problem, halves, best: undefined, left: candidatesMax }
  const { first, second } = problem
  walk(search, { lead: first, steps: affordableSteps(problem, first) })
  if (first.step !== second.step) {
    walk(search, { lead: second, steps: affordableSteps(problem, second) })
  }
  if (search.best === undefined) return undefined
  const { sizes } = search.best
  return {
    first: sizes.first as Centicontracts,
    second: sizes.second as Centicontracts,
    position: evaluatePortfolio(portfolioOfLadders(problem), [sizes.first, sizes.second]),
    isProvenBest: search.left > 0,
  }
}

interface Search {
  readonly problem: TwoLadderProblem
  readonly halves: readonly HalfDollars[]
  best: Priced | undefined
  left: number
}

interface Sizes {
  readonly first: number
  readonly second: number
}

interface Priced {
  readonly sizes: Sizes
  readonly cost: number
  /** Ascending, microdollars. */
  readonly profits: readonly number[]
}

/** Prices the steps of one ladder, level by level. */
function walk(
  search: Search,
  { lead, steps }: { readonly lead: ContractPart; readonly steps: number },
): void {
  const { first, second } = search.problem
  const ends = [first, second].flatMap(({ cost }) => cost.segments.map(({ to }) => to))
  let from = 0
  for (const to of ends.toSorted((a, b) => a - b)) {
    const low = Math.floor(from / lead.step) + 1
    const high = Math.min(Math.floor(to / lead.step), steps)
    from = to
    if (low > high) continue
    const isRising =
      unrounded(search.problem, high * lead.step) >= unrounded(search.problem, low * lead.step)
    if (isRising) scan(search, { lead, from: high, to: low, by: -1 })
    else scan(search, { lead, from: low, to: high, by: 1 })
  }
}

/** Prices steps in one direction until the unrounded figure falls to the best found. */
function scan(
  search: Search,
  {
    lead,
    from,
    to,
    by,
  }: {
    readonly lead: ContractPart
    readonly from: number
    readonly to: number
    readonly by: 1 | -1
  },
): void {
  for (let steps = from; by * steps <= by * to && search.left > 0; steps += by) {
    const covered = steps * lead.step
    const { best } = search
    if (best !== undefined && unrounded(search.problem, covered) < (best.profits[0] as number))
      return
    search.left -= 1
    const priced = priceOf(search, sizesFor(search.problem, covered))
    if (best === undefined || isBetter(priced, best)) search.best = priced
  }
}

/** Returns what `size` of both earns at worst with nothing rounded: whole microdollars, exact. */
function unrounded({ first, second }: TwoLadderProblem, size: number): number {
  return size * MICRODOLLARS_PER_CENT - linearCost(first.cost, size) - linearCost(second.cost, size)
}

/** Least whole steps of both that cover a size. */
function sizesFor({ first, second }: TwoLadderProblem, size: number): Sizes {
  return {
    first: Math.ceil(size / first.step) * first.step,
    second: Math.ceil(size / second.step) * second.step,
  }
}

/** Returns the largest number of steps of one ladder that both can cover within depth, limits and bankroll. */
function affordableSteps(problem: TwoLadderProblem, lead: ContractPart): number {
  const { first, second, bankroll } = problem
  let low = 0
  let high = Math.floor(mostOf(lead) / lead.step)
  while (low < high) {
    const middle = Math.ceil((low + high) / 2)
    const sizes = sizesFor(problem, middle * lead.step)
    const isOffered = sizes.first <= mostOf(first) && sizes.second <= mostOf(second)
    if (isOffered && costOf(problem, sizes) <= bankroll) low = middle
    else high = middle - 1
  }
  return low
}

function mostOf({ cost, sizeMax }: ContractPart): number {
  return Math.min(cost.depth, sizeMax ?? cost.depth)
}

function costOf({ first, second }: TwoLadderProblem, sizes: Sizes): Microdollars {
  return (allInCost(first.cost, sizes.first) + allInCost(second.cost, sizes.second)) as Microdollars
}

function priceOf({ problem, halves }: Search, sizes: Sizes): Priced {
  const cost = costOf(problem, sizes)
  const profits = halves.map(
    ({ first, second }) =>
      ((first * sizes.first + second * sizes.second) * MICRODOLLARS_PER_CENT) / 2 - cost,
  )
  return { sizes, cost, profits: profits.toSorted((a, b) => a - b) }
}

/** The worst outcome decides, then the second worst, and so on; then the lower cost. */
function isBetter(a: Priced, b: Priced): boolean {
  for (const [index, profit] of a.profits.entries()) {
    const other = b.profits[index] as number
    if (profit !== other) return profit > other
  }
  return a.cost < b.cost
}
