/**
 * What to size where both legs are contracts bought from ladders: one side at one venue and the other
 * side at another, or two contracts of which one at least pays.
 * @module
 */
import { InvalidInputError } from '../errors.ts'
import type { Payoff } from '../settlement/payoff.ts'
import { type Microdollars, MICRODOLLARS_PER_CENT } from '../units/money.ts'
import { checkPortfolio } from './portfolio/check-portfolio.ts'
import type { ContractPart, PortfolioProblem } from './portfolio/portfolio.ts'

/** The payoffs of both ladders in one regular outcome. */
export interface TwoLadderOutcome {
  readonly id: string
  readonly first: Payoff
  readonly second: Payoff
}

/** What to size. */
export interface TwoLadderProblem {
  readonly first: ContractPart
  readonly second: ContractPart
  /** Most that both legs may cost together. */
  readonly bankroll: Microdollars
  /**
   * Regular outcomes that the guarantee covers. In each the two pay a dollar together or more; in one
   * only the first pays, in one only the second.
   */
  readonly outcomes: readonly TwoLadderOutcome[]
}

/** What both contracts pay in one outcome, in half dollars: 0, 1 or 2 each. */
export interface HalfDollars {
  readonly first: number
  readonly second: number
}

/** Payouts of half a contract's hundredth are whole multiples of what divides this. */
const MICRODOLLARS_PER_HALF_CENT = MICRODOLLARS_PER_CENT / 2

/** Returns the problem as a portfolio of two parts without cash of its own or netting. */
export function portfolioOfLadders(problem: TwoLadderProblem): PortfolioProblem {
  const { first, second, bankroll, outcomes } = problem
  return {
    parts: [first, second],
    outcomes: outcomes.map((outcome) => ({
      id: outcome.id,
      payoffs: [[outcome.first], [outcome.second]],
    })),
    cash: new Map(),
    bankroll,
    capitalReturns: [],
  }
}

/**
 * Returns what the closed form reads of the outcomes.
 * @throws {InvalidInputError} a malformed problem, or one that the closed form does not know: a payoff
 *   other than 0, a half or 1; an outcome in which both pay less than a dollar together; none in which
 *   only the one, or only the other pays; payouts floored to a step that does not divide half a cent.
 */
export function prepareTwoLadder(problem: TwoLadderProblem): readonly HalfDollars[] {
  checkPortfolio(portfolioOfLadders(problem))
  const halves = problem.outcomes.map(({ first, second }) => ({
    first: halvesOf(first),
    second: halvesOf(second),
  }))
  const isCovered = halves.every(({ first, second }) => first + second >= 2)
  const isExact = [problem.first, problem.second].every(
    (part) => MICRODOLLARS_PER_HALF_CENT % part.payoutStepMicrodollars === 0,
  )
  const hasFirst = halves.some(({ first, second }) => first === 2 && second === 0)
  const hasSecond = halves.some(({ first, second }) => first === 0 && second === 2)
  if (isCovered && isExact && hasFirst && hasSecond) return halves
  throw new InvalidInputError('two ladders need contracts of which one pays and either may')
}

function halvesOf({ quantity, cost }: Payoff): number {
  if (cost.numerator !== 0 || quantity.denominator > 2) {
    throw new InvalidInputError('a contract pays 0, a half or 1 in a regular outcome')
  }
  return (quantity.numerator * 2) / quantity.denominator
}
