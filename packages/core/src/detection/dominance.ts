/**
 * Which bets can be left out of a search because another one is at least as good whatever is
 * bought: same stake, no less paid in any regular outcome, and room for all the money there is.
 * Nothing is left out that a mix could need once a stake limit binds.
 * @module
 */
import type { Payoff } from '../settlement/payoff.ts'
import type { BetPart, PortfolioProblem } from '../sizing/portfolio/portfolio.ts'
import { MICRODOLLARS_PER_CENT } from '../units/money.ts'
import { addRational, compareRational, multiplyRational, type Rational } from '../units/rational.ts'

/** A part that need not be looked at, and the one that does as well. */
export interface Dominated {
  /** Index of the part. */
  readonly part: number
  /** Index of a part that is not dominated itself. */
  readonly by: number
}

/**
 * Returns the bets that another bet replaces cent for cent in any portfolio of the problem, without
 * lowering its worst regular outcome. Contracts, free bets and problems in which capital returns
 * early are left alone: what is bought there is not bounded by the bankroll.
 */
export function dominatedBetsOf(problem: PortfolioProblem): readonly Dominated[] {
  if (problem.capitalReturns.length > 0) return []
  const indices = [...problem.parts.keys()]
  const isDominated = (part: number, by: number): boolean =>
    part !== by &&
    dominates(problem, by, part) &&
    // Of two that replace each other the first one stays.
    (by < part || !dominates(problem, part, by))
  const kept = indices.filter((part) => !indices.some((by) => isDominated(part, by)))
  return indices.flatMap((part) => {
    if (kept.includes(part)) return []
    const by = kept.find((candidate) => isDominated(part, candidate))
    return by === undefined ? [] : [{ part, by }]
  })
}

function dominates(problem: PortfolioProblem, better: number, worse: number): boolean {
  const [a, b] = [problem.parts[better], problem.parts[worse]]
  if (a?.tag !== 'bet' || b?.tag !== 'bet' || a.isFreeBet || b.isFreeBet) return false
  return (
    takesAnyStakeOf(problem, a, b) &&
    problem.outcomes.every(({ payoffs }) => {
      const [ofA, ofB] = [payoffs[better]?.[0], payoffs[worse]?.[0]]
      if (ofA === undefined || ofB === undefined) return false
      const isCertain = payoffs[better]?.length === 1 && payoffs[worse]?.length === 1
      if (!isCertain || !isWholeShare(ofA) || !isWholeShare(ofB)) return false
      return compareRational(worthOf(ofA, a.returnRatio), worthOf(ofB, b.returnRatio)) >= 0
    })
  )
}

/** Says whether what is staked on `b`, and on `a` besides, could all be staked on `a`. */
function takesAnyStakeOf({ bankroll, cash }: PortfolioProblem, a: BetPart, b: BetPart): boolean {
  return (
    a.stakeMax * MICRODOLLARS_PER_CENT >= bankroll &&
    a.stakeMin <= b.stakeMin &&
    b.stakeStep % a.stakeStep === 0 &&
    (a.account === b.account || !cash.has(a.account))
  )
}

/**
 * For shares of 0, 1 and 1/n flooring twice is flooring once, so that a payout of more per cent
 * staked is no smaller at any stake.
 */
function isWholeShare({ quantity, cost }: Payoff): boolean {
  return [quantity, cost].every(({ numerator }) => numerator === 0 || numerator === 1)
}

/** What 1 staked comes to. */
function worthOf({ quantity, cost }: Payoff, returnRatio: Rational): Rational {
  return addRational(multiplyRational(quantity, returnRatio), cost)
}
