/**
 * Portfolios of two parts that a closed form knows: contracts and a bet, or two ladders of contracts.
 * They are handed over, so that the same two legs always come to the same position.
 * @module
 */
import { InvalidInputError } from '../../errors.ts'
import type { Payoff } from '../../settlement/payoff.ts'
import {
  type Centicontracts,
  type Cents,
  type Microdollars,
  MICRODOLLARS_PER_CENT,
} from '../../units/money.ts'
import { allInCost, type LadderCost } from '../ladder-cost.ts'
import { bestTwoLadder } from '../two-ladder.ts'
import { prepareTwoLadder, type TwoLadderProblem } from '../two-ladder-problem.ts'
import { bestTwoLeg } from '../two-leg.ts'
import { CONTRACT_PAYOUT_STEP_MICRODOLLARS } from '../two-leg-position.ts'
import { prepareProblem, type TwoLegOutcome, type TwoLegProblem } from '../two-leg-problem.ts'
import type { BetPart, ContractPart, PortfolioProblem } from './portfolio.ts'
import { largestPassing, mostOffered } from './prepare-portfolio.ts'

/** What a closed form came to; no quantities where not a step of each part can be bought. */
export interface ClosedFormAnswer {
  readonly quantities: readonly number[] | undefined
  readonly isProvenBest: boolean
}

/** Returns the answer of a closed form; undefined where none knows the problem, which must be checked. */
export function closedFormOf(problem: PortfolioProblem): ClosedFormAnswer | undefined {
  const [first, second] = problem.parts
  if (first === undefined || second === undefined || problem.parts.length > 2) return undefined
  const isPlain =
    problem.capitalReturns.length === 0 &&
    problem.outcomes.every(({ payoffs }) => payoffs.every((set) => set.length === 1))
  if (!isPlain) return undefined
  if (first.tag === 'contract' && second.tag === 'contract') {
    return ladderAnswer(problem, first, second)
  }
  if (first.tag === 'contract' && second.tag === 'bet') {
    return legAnswer(problem, { contract: first, bet: second, contractAt: 0 })
  }
  if (first.tag === 'bet' && second.tag === 'contract') {
    return legAnswer(problem, { contract: second, bet: first, contractAt: 1 })
  }
  return undefined
}

function payoffAt(payoffs: readonly (readonly Payoff[])[], part: number): Payoff {
  return payoffs[part]?.[0] as Payoff
}

function ladderAnswer(
  problem: PortfolioProblem,
  first: ContractPart,
  second: ContractPart,
): ClosedFormAnswer | undefined {
  const limits = limitsOf(problem)
  const ladders: TwoLadderProblem = {
    first: { ...first, sizeMax: limits.most(first) as Centicontracts },
    second: { ...second, sizeMax: limits.most(second) as Centicontracts },
    bankroll: limits.bankroll,
    outcomes: problem.outcomes.map(({ id, payoffs }) => ({
      id,
      first: payoffAt(payoffs, 0),
      second: payoffAt(payoffs, 1),
    })),
  }
  if (!isKnown(() => prepareTwoLadder(ladders))) return undefined
  const solution = bestTwoLadder(ladders)
  return {
    quantities: solution && [solution.first, solution.second],
    isProvenBest: solution?.isProvenBest ?? true,
  }
}

interface Legs {
  readonly contract: ContractPart
  readonly bet: BetPart
  /** Number of the contract part: 0 or 1. */
  readonly contractAt: 0 | 1
}

function legAnswer(
  problem: PortfolioProblem,
  { contract, bet, contractAt }: Legs,
): ClosedFormAnswer | undefined {
  const outcomes = problem.outcomes.map(({ id, payoffs }) => ({
    id,
    contract: payoffAt(payoffs, contractAt),
    bet: payoffAt(payoffs, 1 - contractAt),
  }))
  const isPlain =
    !bet.isFreeBet &&
    contract.payoutStepMicrodollars === CONTRACT_PAYOUT_STEP_MICRODOLLARS &&
    needsBoth(outcomes)
  if (!isPlain) return undefined
  const limits = limitsOf(problem)
  const legs: TwoLegProblem = {
    contracts: firstOf(contract.cost, limits.most(contract)),
    contractStep: contract.step,
    betReturn: bet.returnRatio,
    stakeStep: bet.stakeStep,
    stakeMax: limits.most(bet) as Cents,
    bankroll: limits.bankroll,
    outcomes,
  }
  if (!isKnown(() => prepareProblem(legs))) return undefined
  const solution = bestTwoLeg(legs)
  if (solution === undefined) return { quantities: undefined, isProvenBest: true }
  const { position, isProvenBest } = solution
  // The closed form knows no least stake: what it finds stands where the book would take it.
  if (position.stake < bet.stakeMin) return undefined
  const quantities = [position.size, position.stake]
  return { quantities: contractAt === 0 ? quantities : quantities.toReversed(), isProvenBest }
}

/** Each leg pays where the other does not: neither can be left out of a position that gains. */
function needsBoth(outcomes: readonly TwoLegOutcome[]): boolean {
  return (
    outcomes.some(({ contract, bet }) => pays(contract) && isLost(bet)) &&
    outcomes.some(({ contract, bet }) => isLost(contract) && pays(bet))
  )
}

function pays({ quantity }: Payoff): boolean {
  return quantity.numerator > 0
}

function isLost({ quantity, cost }: Payoff): boolean {
  return quantity.numerator === 0 && cost.numerator === 0
}

/** The closed forms say by an error what they do not know. */
function isKnown(prepare: () => unknown): boolean {
  try {
    prepare()
    return true
  } catch (error) {
    if (error instanceof InvalidInputError) return false
    throw error
  }
}

/** Cash as limits of each part, where each has an account of its own; else as a limit of both. */
function limitsOf({ parts, cash, bankroll }: PortfolioProblem): {
  readonly bankroll: Microdollars
  most(part: ContractPart | BetPart): number
} {
  const isShared = parts[0]?.account === parts[1]?.account
  const shared = isShared ? cash.get(parts[0]?.account ?? '') : undefined
  return {
    bankroll: shared === undefined || shared > bankroll ? bankroll : shared,
    most: (part) => {
      const most = mostOffered(part)
      const own = isShared ? undefined : cash.get(part.account)
      if (own === undefined) return most
      return part.tag === 'bet'
        ? largestPassing(
            { most, step: part.stakeStep },
            (stake) => stake * MICRODOLLARS_PER_CENT <= own,
          )
        : largestPassing({ most, step: part.step }, (size) => allInCost(part.cost, size) <= own)
    },
  }
}

/** The first `size` of a ladder, as a ladder. */
function firstOf(cost: LadderCost, size: number): LadderCost {
  if (size >= cost.depth) return cost
  const segments = cost.segments
    .filter(({ from }) => from < size)
    .map((segment) => ({ ...segment, to: Math.min(segment.to, size) }))
  return { ...cost, segments, depth: size as Centicontracts }
}
