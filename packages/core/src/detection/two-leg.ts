/**
 * Detection over two legs: is there a size at which contracts on one side of a question and a bet
 * on the other pay in every regular outcome? Locked, conditional on a named outcome, or a miss with
 * its cause. Every figure is exact after rounding and with fees at their maximum.
 * @module
 */
import type { AskLadder } from '../book/ladder.ts'
import type { ContractCosts } from '../fees/contract-costs.ts'
import type { LeagueId } from '../fixtures/league.ts'
import type { Proposition } from '../fixtures/proposition.ts'
import { ladderCostOf } from '../sizing/ladder-cost.ts'
import { bestTwoLeg, largestCovered } from '../sizing/two-leg.ts'
import { outcomeProfitsOf, type TwoLegPosition } from '../sizing/two-leg-position.ts'
import type { TwoLegProblem } from '../sizing/two-leg-problem.ts'
import { Decimal } from '../units/decimal.ts'
import type { Centicontracts, Cents, Microdollars } from '../units/money.ts'
import type { Rational } from '../units/rational.ts'
import { type LimitedBy, limitOf } from './limit.ts'
import { isUnitMarginAboveZero, type UnitMargin, unitMarginOf } from './margin.ts'
import { type TailExposure, tailExposureOfRows } from './tail.ts'
import { type TwoLegTerms, twoLegTermsOf } from './two-leg-terms.ts'

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
  | ({ readonly tag: 'locked' } & TwoLegFound)
  | ({ readonly tag: 'conditional'; readonly exceptions: readonly Exception[] } & TwoLegFound)
  | {
      readonly tag: 'miss'
      readonly cause: MissCause
      readonly margin: UnitMargin
      /** What the best price alone would have come to, to show how near it was; undefined if unaffordable. */
      readonly position: TwoLegPosition | undefined
      readonly tail: TailExposure | undefined
    }

/** Two legs that pay. */
export interface TwoLegFound {
  /** `outcomes` holds every regular one; `guaranteed` leaves out the exceptions of a conditional one. */
  readonly position: TwoLegPosition
  readonly margin: UnitMargin
  /** Guaranteed profit over total cost. For a conditional one: outside the exceptions. */
  readonly returnOnCost: Decimal
  readonly tail: TailExposure | undefined
  readonly limitedBy: LimitedBy
  readonly isProvenBest: boolean
}

/** Returns what two legs come to. The ladder must not be empty. */
export function findTwoLeg(input: TwoLegInput): Finding {
  const terms = twoLegTermsOf({
    league: input.league,
    question: input.question,
    venue: input.contract.venue,
    side: input.contract.side,
    book: input.bet.book,
  })
  const every = problemOf(input, terms)
  const decided = terms.decided === terms.regular ? every : { ...every, outcomes: terms.decided }
  const margin = unitMarginOf(decided)
  if (margin.unit.lte(0)) return missOf(decided, { terms, margin })
  for (const problem of every === decided ? [every] : [every, decided]) {
    const solution = bestTwoLeg(problem)
    if (solution === undefined) break
    const { isProvenBest } = solution
    const position = withEveryOutcome(solution.position, terms)
    if (position.guaranteed <= 0) continue
    const found: TwoLegFound = {
      position,
      margin,
      returnOnCost: returnOf(position),
      tail: tailExposureOfRows(position, terms.tailRows),
      limitedBy: limitOf(problem, position),
      isProvenBest,
    }
    if (problem === every) return { tag: 'locked', ...found }
    return { tag: 'conditional', exceptions: exceptionsOf(position), ...found }
  }
  return missOf(decided, { terms, margin })
}

/** Returns guaranteed profit over total cost. */
export function returnOf(position: TwoLegPosition): Decimal {
  return new Decimal(position.guaranteed).div(position.totalCost)
}

function problemOf({ contract, bet, bankroll }: TwoLegInput, terms: TwoLegTerms): TwoLegProblem {
  return {
    contracts: ladderCostOf(contract.ladder, contract.costs),
    contractStep: contract.step,
    betReturn: bet.returnRatio,
    stakeStep: bet.stakeStep,
    stakeMax: bet.stakeMax,
    bankroll,
    outcomes: terms.regular,
  }
}

/** A position is shown with every regular outcome, whichever of them it was sized over. */
function withEveryOutcome(position: TwoLegPosition, { regular }: TwoLegTerms): TwoLegPosition {
  if (position.outcomes.length === regular.length) return position
  return { ...position, outcomes: outcomeProfitsOf(position, regular) }
}

function exceptionsOf({ outcomes }: TwoLegPosition): readonly Exception[] {
  return outcomes
    .filter((outcome) => outcome.profit <= 0)
    .map(({ id, profit }) => ({ outcome: id, profit }))
}

function missOf(
  problem: TwoLegProblem,
  { terms, margin }: { readonly terms: TwoLegTerms; readonly margin: UnitMargin },
): Finding {
  const reference = referencePosition(problem)
  const cause = causeOf(problem, { margin, isAffordable: reference !== undefined })
  if (reference === undefined) {
    return { tag: 'miss', cause, margin, position: undefined, tail: undefined }
  }
  const position = withEveryOutcome(reference, terms)
  const tail = tailExposureOfRows(position, terms.tailRows)
  return { tag: 'miss', cause, margin, position, tail }
}

function causeOf(
  { contracts, betReturn }: TwoLegProblem,
  { margin, isAffordable }: { margin: UnitMargin; isAffordable: boolean },
): MissCause {
  if (!isAffordable) return 'unaffordable'
  if (margin.unit.gt(0)) return 'rounding'
  const bestPrice = contracts.segments[0]?.price ?? 0
  return isUnitMarginAboveZero(bestPrice, betReturn) ? 'fees' : 'price'
}

/** The whole best price level, cut to what limit and bankroll allow; one step at least. */
function referencePosition(problem: TwoLegProblem): TwoLegPosition | undefined {
  const first = problem.contracts.segments[0]
  if (first === undefined || problem.contracts.depth < problem.contractStep) return undefined
  const onlyFirst = Math.max(first.to, problem.contractStep)
  const depth = Math.min(onlyFirst, problem.contracts.depth) as Centicontracts
  return largestCovered({ ...problem, contracts: { ...problem.contracts, depth } })
}
