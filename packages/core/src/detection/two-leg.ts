/**
 * Detection over two legs: is there a size at which contracts on one side of a question and a bet
 * on the other pay in every regular outcome? Locked, conditional on a named outcome, or a miss with
 * its cause. Every figure is exact after rounding and with fees at their maximum.
 * @module
 */
import type { AskLadder } from '../book/ladder.ts'
import { type ContractCosts, FREE_OF_FEES } from '../fees/contract-costs.ts'
import { LEAGUES, type LeagueId } from '../fixtures/league.ts'
import type { Proposition } from '../fixtures/proposition.ts'
import { type Claim, payoffsOf } from '../outcomes/claim.ts'
import { type OutcomeSpace, twoSidedSpace } from '../outcomes/space.ts'
import { ladderCostOf } from '../sizing/ladder-cost.ts'
import { bestTwoLeg, twoLegAt } from '../sizing/two-leg.ts'
import {
  createTwoLegPosition,
  type PositionLegs,
  type TwoLegPosition,
} from '../sizing/two-leg-position.ts'
import type { TwoLegOutcome, TwoLegProblem } from '../sizing/two-leg-problem.ts'
import { Decimal } from '../units/decimal.ts'
import type { Centicontracts, Cents, Microdollars } from '../units/money.ts'
import type { Rational } from '../units/rational.ts'
import { type LimitedBy, limitOf } from './limit.ts'
import { type UnitMargin, unitMarginOf } from './margin.ts'
import { type TailExposure, tailExposureOf } from './tail.ts'

/** The contract leg: what it costs to buy one side. */
export interface ContractLeg {
  readonly venue: 'kalshi'
  /** Side bought; YES is the question itself. */
  readonly side: 'yes' | 'no'
  readonly ladder: AskLadder
  readonly costs: ContractCosts
  readonly step: Centicontracts
}

/** The bet leg: what 1 staked on the other side returns. */
export interface BetLeg {
  /** Bookmaker's key. */
  readonly book: string
  /** Return per 1 staked, commission taken off. */
  readonly returnRatio: Rational
  readonly stakeMax: Cents
  readonly stakeStep: Cents
}

/** A pair of legs on one question. */
export interface TwoLegInput {
  readonly league: LeagueId
  /** What YES means. The bet is on the opposite of the contract's side. */
  readonly question: Proposition
  readonly contract: ContractLeg
  readonly bet: BetLeg
  readonly bankroll: Microdollars
}

/** Why there is no profit: the prices themselves, Kalshi's fees, or whole cents and contracts. */
export type MissCause = 'price' | 'fees' | 'rounding' | 'unaffordable'

/** A regular outcome in which a conditional position does not pay. */
export interface Exception {
  readonly outcome: string
  readonly profit: Microdollars
}

/** What was found. */
export type Finding =
  | ({ readonly tag: 'locked' } & Found)
  | ({ readonly tag: 'conditional'; readonly exceptions: readonly Exception[] } & Found)
  | {
      readonly tag: 'miss'
      readonly cause: MissCause
      readonly margin: UnitMargin
      /** What the best price alone would have come to, to show how near it was; undefined if unaffordable. */
      readonly position: TwoLegPosition | undefined
      readonly tail: TailExposure | undefined
    }

interface Found {
  /** `outcomes` holds every regular one; `guaranteed` leaves out the exceptions of a conditional one. */
  readonly position: TwoLegPosition
  readonly margin: UnitMargin
  /** Guaranteed profit over total cost. For a conditional one: outside the exceptions. */
  readonly returnOnCost: Decimal
  readonly tail: TailExposure | undefined
  readonly limitedBy: LimitedBy
  readonly isProvenBest: boolean
}

/** How a position is shown: in every regular outcome, and with its tail. */
interface Show {
  outcomesOf(position: PositionLegs): TwoLegPosition['outcomes']
  tailOf(position: PositionLegs): TailExposure | undefined
}

/** Returns what two legs come to. The ladder must not be empty. */
export function findTwoLeg(input: TwoLegInput): Finding {
  const claims = claimsOf(input)
  const space = twoSidedSpace(LEAGUES[input.league], input.question)
  const every = problemOf(input, regularOutcomes(space, claims))
  const decided = {
    ...every,
    outcomes: every.outcomes.filter((outcome) => outcome.id === 'yes' || outcome.id === 'no'),
  }
  const margin = unitMarginOf(decided)
  const show: Show = {
    outcomesOf: ({ size, stake }) => createTwoLegPosition(every, size, stake).outcomes,
    tailOf: (position) => tailExposureOf(position, claims, space),
  }
  if (margin.unit.lte(0)) return missOf(input, decided, { margin, show })
  for (const problem of every.outcomes.length === decided.outcomes.length
    ? [every]
    : [every, decided]) {
    const solution = bestTwoLeg(problem)
    if (solution === undefined) break
    const { isProvenBest } = solution
    const position = { ...solution.position, outcomes: show.outcomesOf(solution.position) }
    if (position.guaranteed <= 0) continue
    const found: Found = {
      position,
      margin,
      returnOnCost: returnOf(position),
      tail: show.tailOf(position),
      limitedBy: limitOf(problem, position),
      isProvenBest,
    }
    if (problem === every) return { tag: 'locked', ...found }
    return { tag: 'conditional', exceptions: exceptionsOf(position), ...found }
  }
  return missOf(input, decided, { margin, show })
}

/** Returns guaranteed profit over total cost. */
export function returnOf(position: TwoLegPosition): Decimal {
  return new Decimal(position.guaranteed).div(position.totalCost)
}

function claimsOf({ league, question, contract, bet }: TwoLegInput): {
  contract: Claim
  bet: Claim
} {
  const common = { league, marketType: question.tag }
  return {
    contract: { ...common, venue: contract.venue, instrument: 'contract', wins: contract.side },
    bet: {
      ...common,
      venue: bet.book,
      instrument: 'bet',
      wins: contract.side === 'yes' ? 'no' : 'yes',
    },
  }
}

/** In a regular outcome every venue's rule is known, so each claim has exactly one payoff. */
function regularOutcomes(
  space: OutcomeSpace,
  claims: { readonly contract: Claim; readonly bet: Claim },
): readonly TwoLegOutcome[] {
  return space
    .filter((outcome) => outcome.kind === 'regular')
    .flatMap((outcome) => {
      const contracts = payoffsOf(claims.contract, outcome).possible
      const bets = payoffsOf(claims.bet, outcome).possible
      return contracts.flatMap((contract) => bets.map((bet) => ({ id: outcome.id, contract, bet })))
    })
}

function problemOf(
  { contract, bet, bankroll }: TwoLegInput,
  outcomes: readonly TwoLegOutcome[],
): TwoLegProblem {
  return {
    contracts: ladderCostOf(contract.ladder, contract.costs),
    contractStep: contract.step,
    betReturn: bet.returnRatio,
    stakeStep: bet.stakeStep,
    stakeMax: bet.stakeMax,
    bankroll,
    outcomes,
  }
}

function exceptionsOf({ outcomes }: TwoLegPosition): readonly Exception[] {
  return outcomes
    .filter((outcome) => outcome.profit <= 0)
    .map(({ id, profit }) => ({ outcome: id, profit }))
}

function missOf(
  input: TwoLegInput,
  problem: TwoLegProblem,
  { margin, show }: { readonly margin: UnitMargin; readonly show: Show },
): Finding {
  const reference = referencePosition(problem)
  const cause = causeOf(input, problem, { margin, isAffordable: reference !== undefined })
  if (reference === undefined) {
    return { tag: 'miss', cause, margin, position: undefined, tail: undefined }
  }
  const position = { ...reference, outcomes: show.outcomesOf(reference) }
  return { tag: 'miss', cause, margin, position, tail: show.tailOf(position) }
}

function causeOf(
  { contract }: TwoLegInput,
  problem: TwoLegProblem,
  { margin, isAffordable }: { margin: UnitMargin; isAffordable: boolean },
): MissCause {
  if (!isAffordable) return 'unaffordable'
  if (margin.unit.gt(0)) return 'rounding'
  const free = { ...problem, contracts: ladderCostOf(contract.ladder, FREE_OF_FEES) }
  return unitMarginOf(free).unit.gt(0) ? 'fees' : 'price'
}

/** The whole best price level, cut to what limit and bankroll allow; one step at least. */
function referencePosition(problem: TwoLegProblem): TwoLegPosition | undefined {
  const first = problem.contracts.segments[0]
  if (first === undefined || problem.contracts.depth < problem.contractStep) return undefined
  const onlyFirst = Math.max(first.to, problem.contractStep)
  const contracts = {
    ...problem.contracts,
    depth: Math.min(onlyFirst, problem.contracts.depth) as Centicontracts,
  }
  return largestAffordable({ ...problem, contracts })
}

function largestAffordable(problem: TwoLegProblem): TwoLegPosition | undefined {
  let low = 0
  let high = Math.floor(problem.contracts.depth / problem.contractStep)
  let found: TwoLegPosition | undefined
  while (low < high) {
    const middle = Math.ceil((low + high) / 2)
    const position = twoLegAt(problem, (middle * problem.contractStep) as Centicontracts)
    const isCovered =
      position !== undefined && position.betWinPayout >= position.size - problem.stakeStep
    if (isCovered) [low, found] = [middle, position]
    else high = middle - 1
  }
  return found
}
