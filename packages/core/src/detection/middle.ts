/**
 * Middles: two claims that can not both lose and may both win, an over at 44.5 and an under at 47.5
 * elsewhere. Costs little in most outcomes, gains in some. No expectation is claimed: how likely the
 * middle is comes from the caller or is left open.
 * @module
 */
import { assertInput } from '../assert.ts'
import type { Payoff } from '../settlement/payoff.ts'
import { bestPortfolio } from '../sizing/portfolio/best-portfolio.ts'
import type { PortfolioHolding, PortfolioPosition } from '../sizing/portfolio/portfolio.ts'
import { Decimal } from '../units/decimal.ts'
import { type Microdollars, microdollars } from '../units/money.ts'
import { type SizedMiddle, sizeMiddle } from './middle-size.ts'
import type { PortfolioLeg } from './portfolio-finding.ts'
import { isOffered, type PortfolioMargin, portfolioMarginOf } from './portfolio-margin.ts'
import {
  type PortfolioClaim,
  type PortfolioInput,
  type PortfolioQuestion,
  portfolioQuestionOf,
} from './portfolio-question.ts'
import { type PortfolioTail, portfolioTailOf } from './portfolio-tail.ts'

/** How likely each regular outcome is, by someone's model. */
export interface OutcomeModel {
  /** Whose model it is; shown beside the figure. */
  readonly name: string
  /** By outcome id, every regular one: 0 to 1 (included), and 1 in all. */
  readonly probabilities: ReadonlyMap<string, Decimal>
}

/** Two claims over one space. */
export interface MiddleInput extends Omit<PortfolioInput, 'claims'> {
  readonly claims: readonly [PortfolioClaim, PortfolioClaim]
  /** Most that the worst outcome may lose, as a share of what both cost; {@link MIDDLE_LOSS_SHARE_MAX} where left out. */
  readonly lossShareMax?: Decimal
  readonly model?: OutcomeModel
}

/** The loss beyond which two claims are called bets and not a middle: a tenth of what they cost. */
export const MIDDLE_LOSS_SHARE_MAX: Decimal = new Decimal('0.1')

/** How far a model's probabilities may sum to something other than 1. */
export const MODEL_SUM_TOLERANCE: Decimal = new Decimal('1e-9')

/** What was found. */
export type MiddleFinding =
  | ({ readonly tag: 'middle' } & Middle)
  | {
      readonly tag: 'no-middle'
      /**
       * `locked`: pays everywhere; look for a portfolio instead. `no-gain`: no outcome pays.
       * `dear`: costs more than the share at any size. `unaffordable`: nothing fits limits, cash and
       * bankroll, or a claim is not offered.
       */
      readonly cause: 'locked' | 'no-gain' | 'dear' | 'unaffordable'
      /** The worst outcome at the best prices, over what both cost; undefined where a claim is not offered. */
      readonly returnOnCost: Decimal | undefined
    }

/** A middle, sized. */
export interface Middle {
  readonly legs: readonly PortfolioLeg[]
  /** Over every regular outcome, exact. */
  readonly position: PortfolioPosition
  /** What it loses in the worst regular outcome: 0 or more. */
  readonly cost: Microdollars
  /** `cost` over what both claims cost, fees included. */
  readonly lossShare: Decimal
  /** Ids of the regular outcomes with a profit: how wide it is. */
  readonly gainOutcomes: readonly string[]
  /** Those of them in which both claims are paid in full; empty for a half middle, a push beside a win. */
  readonly doubleWins: readonly string[]
  /** The least and the most profit over `gainOutcomes`. */
  readonly gain: { readonly least: Microdollars; readonly most: Microdollars }
  /**
   * How likely `gainOutcomes` have to be together for the middle to break even at worst: each
   * reckoned at its least gain, all others at `cost`. 0 to below 1.
   */
  readonly breakEvenProbability: Decimal
  /** Expected profit in microdollars, by the caller's model; undefined without one. */
  readonly expected: { readonly model: string; readonly microdollars: Decimal } | undefined
  readonly tail: PortfolioTail | undefined
}

/**
 * Returns the middle of two claims, as large as depth, limits, cash, bankroll and the loss share
 * allow.
 * @throws {InvalidInputError} claims that do not fit their space, a free bet, a loss share below 0,
 *   or a model that leaves out an outcome, names another one, or does not sum to 1.
 */
export function findMiddle(input: MiddleInput): MiddleFinding {
  const lossShareMax = input.lossShareMax ?? MIDDLE_LOSS_SHARE_MAX
  assertInput(lossShareMax.gte(0), `loss share must be 0 or more, got ${lossShareMax.toString()}`)
  const isPaidFor = input.claims.every(({ part }) => part.tag === 'contract' || !part.isFreeBet)
  assertInput(isPaidFor, 'a middle is of claims that cost something; a free bet costs nothing')
  const question = portfolioQuestionOf(input)
  if (input.model !== undefined) checkModel(question, input.model)
  const margin = input.claims.every((_, index) => isOffered(question.problem, index))
    ? portfolioMarginOf(question.problem)
    : undefined
  const none = (cause: Extract<MiddleFinding, { tag: 'no-middle' }>['cause']): MiddleFinding => ({
    tag: 'no-middle',
    cause,
    returnOnCost: margin?.returnOnCost,
  })
  if (margin === undefined) return none('unaffordable')
  if (margin.canPay && isLocked(question)) return none('locked')
  if (margin.mix.length < 2) return none('no-gain')
  const sized = sizeMiddle({ problem: question.problem, margin, lossShareMax })
  if (sized === undefined) {
    const isDear = margin.returnOnCost.plus(lossShareMax).lt(0)
    return none(isDear || fitsAnyShare(question, margin) ? 'dear' : 'unaffordable')
  }
  return sized.position.outcomes.some(({ profit }) => profit > 0)
    ? middleOf(input, question, sized)
    : none('no-gain')
}

/** One claim a middle could be made of, by any pair of several: see {@link findMiddles}. */
export interface MiddlesInput extends Omit<MiddleInput, 'claims' | 'capitalReturns'> {
  readonly claims: readonly PortfolioClaim[]
}

/** Most claims whose pairs are looked through. */
export const MIDDLE_CLAIMS_MAX = 100

/**
 * Returns the middles among all pairs of claims, the smallest loss share first.
 * @throws {InvalidInputError} fewer than two claims, more than {@link MIDDLE_CLAIMS_MAX}, or what
 *   {@link findMiddle} refuses.
 */
export function findMiddles({ claims, ...input }: MiddlesInput): readonly Middle[] {
  assertInput(
    claims.length >= 2 && claims.length <= MIDDLE_CLAIMS_MAX,
    `middles are sought among 2 to ${MIDDLE_CLAIMS_MAX} claims, got ${claims.length}`,
  )
  const found = claims.flatMap((first, index) =>
    claims.slice(index + 1).flatMap((second) => {
      const finding = findMiddle({ ...input, claims: [first, second], capitalReturns: [] })
      return finding.tag === 'middle' ? [finding] : []
    }),
  )
  return found.toSorted((a, b) => a.lossShare.cmp(b.lossShare))
}

function isLocked({ problem }: PortfolioQuestion): boolean {
  const solution = bestPortfolio(problem)
  return solution !== undefined && solution.position.guaranteed > 0
}

/** Says whether anything at all could be bought in this ratio, whatever it loses. */
function fitsAnyShare({ problem }: PortfolioQuestion, margin: PortfolioMargin): boolean {
  return sizeMiddle({ problem, margin, lossShareMax: new Decimal(1) }) !== undefined
}

function middleOf(
  { claims, model }: MiddleInput,
  question: PortfolioQuestion,
  { quantities, position }: SizedMiddle,
): MiddleFinding {
  const gains = position.outcomes.filter(({ profit }) => profit > 0)
  const profits = gains.map(({ profit }) => profit)
  const cost = microdollars(Math.max(0, -position.guaranteed))
  const least = microdollars(Math.min(...profits))
  return {
    tag: 'middle',
    legs: claims.map((claim, index) => ({
      ...claim,
      holding: position.holdings[index] as PortfolioHolding,
    })),
    position,
    cost,
    lossShare: new Decimal(cost).div(position.totalCost),
    gainOutcomes: gains.map(({ id }) => id),
    doubleWins: doubleWinsOf(question),
    gain: { least, most: microdollars(Math.max(...profits)) },
    breakEvenProbability: new Decimal(cost).div(cost + least),
    expected: model && { model: model.name, microdollars: expectedOf(position, model) },
    tail: portfolioTailOf({ ...question, quantities }),
  }
}

function doubleWinsOf({ problem }: PortfolioQuestion): readonly string[] {
  return problem.outcomes
    .filter(({ payoffs }) => payoffs.every((possible) => possible.every(isFullPayment)))
    .map(({ id }) => id)
}

function isFullPayment({ quantity }: Payoff): boolean {
  return quantity.numerator === 1 && quantity.denominator === 1
}

function expectedOf({ outcomes }: PortfolioPosition, { probabilities }: OutcomeModel): Decimal {
  return outcomes.reduce(
    (sum, { id, profit }) => sum.plus((probabilities.get(id) as Decimal).times(profit)),
    new Decimal(0),
  )
}

function checkModel({ problem }: PortfolioQuestion, { name, probabilities }: OutcomeModel): void {
  const ids = problem.outcomes.map(({ id }) => id)
  const missing = ids.find((id) => !probabilities.has(id))
  assertInput(missing === undefined, `model ${name} has no probability of ${missing}`)
  assertInput(
    probabilities.size === ids.length,
    `model ${name} has ${probabilities.size} outcomes, the space ${ids.length}`,
  )
  const values = [...probabilities.values()]
  assertInput(
    values.every((value) => value.gte(0) && value.lte(1)),
    `probabilities of model ${name} must be 0 to 1`,
  )
  const sum = Decimal.sum(...values)
  assertInput(
    sum.minus(1).abs().lte(MODEL_SUM_TOLERANCE),
    `probabilities of model ${name} must sum to 1, got ${sum.toString()}`,
  )
}
