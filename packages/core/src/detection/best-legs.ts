/**
 * Contracts against several books at once: for each outcome the cheapest leg over all books, and the
 * best portfolio of all of them. The cheapest legs alone would be wrong once a stake limit binds, so
 * every claim that could help goes into the search.
 * @module
 */
import type { Payoff } from '../settlement/payoff.ts'
import { allInCost } from '../sizing/ladder-cost.ts'
import type { PortfolioPart, PortfolioProblem } from '../sizing/portfolio/portfolio.ts'
import { Decimal } from '../units/decimal.ts'
import { MICRODOLLARS_PER_CENT } from '../units/money.ts'
import { dominatedBetsOf } from './dominance.ts'
import {
  type FindPortfolioInput,
  findPortfolio,
  type PortfolioFinding,
} from './portfolio-finding.ts'
import {
  costOfDollar,
  MARGIN_TOLERANCE,
  type PortfolioMargin,
  portfolioMarginOf,
} from './portfolio-margin.ts'
import {
  inputOfHeld,
  type PortfolioQuestion,
  portfolioQuestionOf,
  problemOfParts,
} from './portfolio-question.ts'

/** The claim that pays a dollar in one outcome for least. */
export interface BestLeg {
  /** Id of the regular outcome. */
  readonly outcome: string
  /** Id of the claim's part. */
  readonly leg: string
  /** Dollars for a dollar there, fees and commission included, at the best price. */
  readonly costOfDollar: Decimal
}

/** A claim that was left out of the search. */
export interface DominatedLeg {
  readonly leg: string
  /** Id of the one that is at least as good at any stake there is money for. */
  readonly by: string
}

/** Several venues against each other. */
export interface BestLegs {
  /** Over all claims; indices are those of the input. */
  readonly finding: PortfolioFinding
  /** In the order of the space; an outcome in which no claim is paid in full is left out. */
  readonly cheapest: readonly BestLeg[]
  readonly dominated: readonly DominatedLeg[]
}

/**
 * Returns the best portfolio over every venue, and the best leg of each outcome.
 * @throws {InvalidInputError} what {@link findPortfolio} refuses.
 */
export function findBestLegs(input: FindPortfolioInput): BestLegs {
  const { problem } = portfolioQuestionOf(input)
  const dominated = dominatedBetsOf(problem)
  const dropped = new Set(dominated.map(({ part }) => part))
  const kept = [...input.claims.keys()].filter((index) => !dropped.has(index))
  const finding = noLessThanPairs(input, problem, findAmong(input, kept))
  const idOf = (index: number): string => problem.parts[index]?.id ?? ''
  return {
    finding,
    cheapest: cheapestLegsOf(problem),
    dominated: dominated.map(({ part, by }) => ({ leg: idOf(part), by: idOf(by) })),
  }
}

/** What is found among some claims, with indices of the input. */
function findAmong(input: FindPortfolioInput, indices: readonly number[]): PortfolioFinding {
  const finding = findPortfolio(inputOfHeld(input, indices))
  const restored = (margin: PortfolioMargin): PortfolioMargin => ({
    ...margin,
    mix: margin.mix.map((entry) => ({ ...entry, part: indices[entry.part] as number })),
  })
  if (finding.tag !== 'miss') return { ...finding, margin: restored(finding.margin) }
  return finding.margin === undefined ? finding : { ...finding, margin: restored(finding.margin) }
}

/**
 * A search that ended before it was sure may lie some cents below what two of the legs make alone;
 * then those two are the finding. Pairs that can not earn as much at their best prices are skipped;
 * dominated claims count, for cut short a search may do better with the lesser of two.
 */
function noLessThanPairs(
  input: FindPortfolioInput,
  problem: PortfolioProblem,
  found: PortfolioFinding,
): PortfolioFinding {
  const isSure = found.tag === 'locked' ? found.isProvenBest : found.margin?.canPay !== true
  if (isSure) return found
  let best = found
  for (const first of problem.parts.keys()) {
    for (let second = first + 1; second < problem.parts.length; second += 1) {
      const floor = best.tag === 'locked' ? best.position.guaranteed : 0
      if (mostOfPair(problem, [first, second]).lte(floor)) continue
      const pair = findAmong(input, [first, second])
      if (pair.tag === 'locked' && pair.position.guaranteed > floor) {
        best = { ...pair, isProvenBest: false }
      }
    }
  }
  return best
}

/** What two parts guarantee at most: their return at the best prices, on all that they can cost. */
function mostOfPair(problem: PortfolioProblem, pair: readonly [number, number]): Decimal {
  const ofPair = problemOfParts(problem, pair)
  const margin = portfolioMarginOf(ofPair)
  if (margin?.canPay !== true) return new Decimal(0)
  const outlay = ofPair.parts.map(outlayMost)
  const rate = margin.returnOnCost.plus(MARGIN_TOLERANCE)
  return rate.times(Decimal.sum(...outlay))
}

/** All that a part can cost, a free bet's stake included; microdollars. */
function outlayMost(part: PortfolioPart): number {
  return part.tag === 'bet'
    ? part.stakeMax * MICRODOLLARS_PER_CENT
    : allInCost(part.cost, part.cost.depth)
}

function cheapestLegsOf({ parts, outcomes }: PortfolioQuestion['problem']): readonly BestLeg[] {
  const costs = parts.map(costOfDollar)
  return outcomes.flatMap(({ id, payoffs }) => {
    let best: BestLeg | undefined
    for (const [index, { id: leg }] of parts.entries()) {
      const cost = costs[index]
      if (cost === undefined || !isPaidInFull(payoffs[index] ?? [])) continue
      if (best === undefined || cost.lt(best.costOfDollar)) {
        best = { outcome: id, leg, costOfDollar: cost }
      }
    }
    return best === undefined ? [] : [best]
  })
}

function isPaidInFull(possible: PortfolioProblem['outcomes'][number]['payoffs'][number]): boolean {
  return possible.length > 0 && possible.every(({ quantity }: Payoff) => isOne(quantity))
}

function isOne({ numerator, denominator }: Payoff['quantity']): boolean {
  return numerator === 1 && denominator === 1
}
