/**
 * Detection over any outcome space: is there a portfolio of these claims that pays in every regular
 * outcome? Locked, conditional on a named event, or a miss with its cause. Every figure is exact
 * after rounding and with fees at their maximum; what is not held is not shown.
 * @module
 */
import { assertInvariant } from '../assert.ts'
import type { TableOutcome } from '../outcomes/payoff-table.ts'
import { bestPortfolio } from '../sizing/portfolio/best-portfolio.ts'
import { evaluatePortfolio } from '../sizing/portfolio/evaluate-portfolio.ts'
import type {
  PortfolioHolding,
  PortfolioPosition,
  PortfolioProblem,
} from '../sizing/portfolio/portfolio.ts'
import { Decimal } from '../units/decimal.ts'
import { type Microdollars, microdollars } from '../units/money.ts'
import { type ExceptionEvent, exceptionSetsOf } from './exceptions.ts'
import { selectedParts } from './part-selection.ts'
import { type PortfolioMargin, portfolioMarginOf } from './portfolio-margin.ts'
import {
  inputOfHeld,
  problemOfParts,
  type PortfolioClaim,
  type PortfolioInput,
  portfolioQuestionOf,
  withoutCapitalLimits,
  withoutFees,
  withoutOutcomes,
} from './portfolio-question.ts'
import { type PortfolioTail, portfolioTailOf } from './portfolio-tail.ts'
import type { Exception, MissCause } from './two-leg.ts'

/** What to look for a sure profit in. */
export interface FindPortfolioInput extends PortfolioInput {
  /**
   * Events besides a tie in which a conditional position need not pay; none where left out. To name
   * a common one is to call a bet an arbitrage.
   */
  readonly mayExcept?: readonly ExceptionEvent[]
  /**
   * Most portfolios priced in whole steps for one set of exceptions, where time is short; at least 1.
   * Fewer may guarantee less, and miss what pays by cents alone; figures stay exact.
   */
  readonly candidatesMax?: number
}

/** One claim as held. */
export interface PortfolioLeg extends PortfolioClaim {
  readonly holding: PortfolioHolding
}

/** What was found. */
export type PortfolioFinding =
  | ({ readonly tag: 'locked' } & PortfolioFound)
  | ({ readonly tag: 'conditional'; readonly exceptions: readonly Exception[] } & PortfolioFound)
  | PortfolioMiss

/** A portfolio that pays. */
export interface PortfolioFound {
  /** What is held, in the order of the input; a claim without quantity is left out. */
  readonly legs: readonly PortfolioLeg[]
  /**
   * By leg, over every regular outcome; `guaranteed` leaves out the exceptions of a conditional
   * one.
   */
  readonly position: PortfolioPosition
  /** Guaranteed profit over costs and fees; undefined where free bets cost nothing. */
  readonly returnOnCost: Decimal | undefined
  /** Guaranteed profit over the capital it takes; undefined where it takes none. */
  readonly returnOnCapital: Decimal | undefined
  /** At the best prices, over the outcomes that are covered; parts by index of the input. */
  readonly margin: PortfolioMargin
  readonly tail: PortfolioTail | undefined
  /** True where no portfolio within the limits guarantees more. */
  readonly isProvenBest: boolean
}

/** No portfolio that pays was found. */
export interface PortfolioMiss {
  readonly tag: 'miss'
  /**
   * `price`: not even without Kalshi's fees, or nothing is offered. `fees`: it would pay without
   * them. `rounding`: only in parts of contracts and cents, or below a least stake.
   * `unaffordable`: cash and bankroll do not reach.
   */
  readonly cause: MissCause
  /**
   * How near: the margin over the outcomes that remain with everything excepted that may be; parts
   * by index of the input. Undefined where nothing is offered.
   */
  readonly margin: PortfolioMargin | undefined
}

/**
 * Returns what the claims come to. Locked is looked for first; then conditional positions, those
 * that leave out least before those that leave out more: ties, and what `mayExcept` names.
 * @throws {InvalidInputError} no claim, claims that do not fit their space, or an exception that
 *   names no regular outcome.
 * @throws {TooManyTableRowsError} the space is too large with its irregular outcomes.
 * @throws {RelaxationError} the solver ended without an answer: nothing is known.
 */
export function findPortfolio(input: FindPortfolioInput): PortfolioFinding {
  const question = portfolioQuestionOf(input)
  const regular = question.table.outcomes.filter(({ kind }) => kind === 'regular')
  let covered = question.problem
  let margin: PortfolioMargin | undefined
  const claims = input.claims.map(({ claim }) => claim)
  const mayExcept = input.mayExcept ?? []
  for (const exceptions of exceptionSetsOf({ regular, claims, mayExcept })) {
    covered = withoutOutcomes(question.problem, exceptions)
    margin = portfolioMarginOf(covered)
    if (margin === undefined) break
    if (!margin.canPay) continue
    const solution = sizedOf(covered, margin, input.candidatesMax)
    if (solution === undefined) continue
    const { isProvenBest, ...sized } = solution
    // A tie is an exception for a winner's market only: spreads that lose on one are a bet.
    const holdsWinner = sized.indices.some(
      (index) => input.claims[index]?.claim.marketType === 'moneyline',
    )
    if (isTieLeftOpen(exceptions, { regular, mayExcept }) && !holdsWinner) continue
    return { ...foundOf(input, { ...sized, covered }), margin, isProvenBest }
  }
  return { tag: 'miss', cause: causeOf(covered, margin, input.candidatesMax), margin }
}

/** True where a tie is among what is left out, and nobody named it. */
function isTieLeftOpen(
  exceptions: ReadonlySet<string>,
  {
    regular,
    mayExcept,
  }: { readonly regular: readonly TableOutcome[]; readonly mayExcept: readonly ExceptionEvent[] },
): boolean {
  const named = new Set(mayExcept.flatMap(({ outcomes }) => outcomes))
  return regular.some(({ id, state }) => state === 'tied' && exceptions.has(id) && !named.has(id))
}

/** What is held, by index of the input's claims, and how much of each; above 0. */
interface Sized {
  readonly indices: readonly number[]
  readonly quantities: readonly number[]
}

/** The best portfolio, where it pays. */
function sizedOf(
  problem: PortfolioProblem,
  margin: PortfolioMargin,
  candidatesMax: number | undefined,
): (Sized & { readonly isProvenBest: boolean }) | undefined {
  const { parts, isComplete } = selectedParts(problem, margin)
  const options = candidatesMax === undefined ? {} : { candidatesMax }
  const solution = bestPortfolio(problemOfParts(problem, parts), options)
  if (solution === undefined || solution.position.guaranteed <= 0) return undefined
  const held = [...parts.keys()].filter((at) => (solution.quantities[at] as number) > 0)
  return {
    indices: held.map((at) => parts[at] as number),
    quantities: held.map((at) => solution.quantities[at] as number),
    isProvenBest: isComplete && solution.isProvenBest,
  }
}

/** What is known of a finding from its quantities alone. */
type Shown = Pick<
  PortfolioFound,
  'legs' | 'position' | 'returnOnCost' | 'returnOnCapital' | 'tail'
> &
  ({ readonly tag: 'locked' } | { readonly tag: 'conditional'; exceptions: readonly Exception[] })

function foundOf(
  input: PortfolioInput,
  { indices, quantities, covered }: Sized & { readonly covered: PortfolioProblem },
): Shown {
  const heldInput = inputOfHeld(input, indices)
  const held = portfolioQuestionOf(heldInput)
  const everywhere = evaluatePortfolio(held.problem, quantities)
  const coveredIds = new Set(covered.outcomes.map(({ id }) => id))
  const guaranteed = Math.min(
    ...everywhere.outcomes.filter(({ id }) => coveredIds.has(id)).map(({ profit }) => profit),
  )
  assertInvariant(guaranteed > 0, 'a position that was sized to pay does pay', { guaranteed })
  const exceptions = everywhere.outcomes
    .filter(({ profit }) => profit <= 0)
    .map(({ id, profit }) => ({ outcome: id, profit }))
  const isLocked = exceptions.length === 0
  const position = isLocked ? everywhere : { ...everywhere, guaranteed: microdollars(guaranteed) }
  const shown = {
    legs: heldInput.claims.map((claim, index) => ({
      ...claim,
      holding: position.holdings[index] as PortfolioHolding,
    })),
    position,
    returnOnCost: shareOf(position.guaranteed, position.totalCost),
    returnOnCapital: shareOf(position.guaranteed, position.capital),
    tail: portfolioTailOf({ ...held, quantities }),
  }
  return isLocked ? { tag: 'locked', ...shown } : { tag: 'conditional', exceptions, ...shown }
}

/** Returns a sum over another one, or undefined where that is not above zero. */
function shareOf(part: Microdollars, whole: Microdollars): Decimal | undefined {
  return whole > 0 ? new Decimal(part).div(whole) : undefined
}

function causeOf(
  problem: PortfolioProblem,
  margin: PortfolioMargin | undefined,
  candidatesMax: number | undefined,
): MissCause {
  if (margin === undefined) return 'price'
  if (margin.returnOnCost.lte(0)) {
    const free = portfolioMarginOf(withoutFees(problem))
    return free?.returnOnCost.gt(0) === true ? 'fees' : 'price'
  }
  const unlimited = sizedOf(withoutCapitalLimits(problem), margin, candidatesMax)
  return unlimited === undefined ? 'rounding' : 'unaffordable'
}
