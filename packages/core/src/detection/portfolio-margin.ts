/**
 * How near a set of claims is to a sure profit, before any size is chosen: the mix of legs, a dollar
 * in all, whose worst outcome is best, every leg at the price that costs least all in. No portfolio
 * of these claims earns more per dollar, whatever its size: fees only grow and payouts are floored.
 * @module
 */
import type { Payoff } from '../settlement/payoff.ts'
import type { CostSegment } from '../sizing/ladder-cost.ts'
import type { BetPart, PortfolioPart, PortfolioProblem } from '../sizing/portfolio/portfolio.ts'
import { Decimal } from '../units/decimal.ts'
import { MICRODOLLARS_PER_CENT } from '../units/money.ts'
import { type Rational, rational, rationalToDecimal } from '../units/rational.ts'
import { bestMix } from './best-mix.ts'

/** What one part takes of the dollar. */
export interface MixShare {
  /** Index of the part in its problem. */
  readonly part: number
  /** Share of the outlay, 0 (not included) to 1; a free bet's stake counts as outlay. */
  readonly share: Decimal
}

/** The best mix at the best prices. */
export interface PortfolioMargin {
  /**
   * What the mix earns in its worst outcome, over what it costs: −0.02 loses two cents a dollar, −1
   * leaves an outcome that nothing covers. The exact figure of `mix`, which itself is the best to
   * about ten digits.
   */
  readonly returnOnCost: Decimal
  /** Shares that sum to 1, by part; parts that take nothing are left out. */
  readonly mix: readonly MixShare[]
  /** False only where no portfolio of the problem can end above zero in every outcome. */
  readonly canPay: boolean
}

/**
 * Far above what the solver's floats are off by on returns of a dollar, far below a return worth
 * having: a mix this close to zero is left to exact sizing.
 */
export const MARGIN_TOLERANCE = 1e-6

/** One price at which a part can be had. */
interface Column {
  readonly part: number
  readonly unit: UnitOfPart
}

/** What one dollar of outlay at one price comes to. */
interface UnitOfPart {
  /** Paid if it wins. */
  readonly win: Rational
  /** Price in it, fees apart: what a refund gives back. */
  readonly price: Rational
  /** Outlay that is not really spent: 1 for a free bet. */
  readonly kept: 0 | 1
}

/** Returns the best mix, or undefined where no part has anything to buy. */
export function portfolioMarginOf(problem: PortfolioProblem): PortfolioMargin | undefined {
  const columns = problem.parts.flatMap((part, index) => columnsOf(problem, part, index))
  if (columns.length === 0) return undefined
  const rows = problem.outcomes.map(({ payoffs }) =>
    columns.map(({ part, unit }) => floatWorth(payoffs[part] as readonly Payoff[], unit)),
  )
  const { weights, bound } = bestMix(rows)
  const held = columns.flatMap((column, index) => {
    const share = weights[index] as Decimal
    return share.gt(0) ? [{ ...column, share }] : []
  })
  const worst = problem.outcomes.map(({ payoffs }) =>
    held.reduce(
      (sum, { part, unit, share }) =>
        sum.plus(exactWorth(payoffs[part] as readonly Payoff[], unit).times(share)),
      NOTHING,
    ),
  )
  const returnOnCost = Decimal.min(...worst).minus(1)
  const canPay = returnOnCost.gt(0) || bound - 1 > -MARGIN_TOLERANCE
  return { returnOnCost, mix: sharesOf(held), canPay }
}

/**
 * Returns what a dollar costs where the part is paid in full, in dollars, at the price that costs
 * least all in; undefined where nothing is offered, and for a free bet, whose stake is no cost.
 */
export function costOfDollar(part: PortfolioPart): Decimal | undefined {
  if (!isPartOffered(part) || (part.tag === 'bet' && part.isFreeBet)) return undefined
  if (part.tag === 'bet') return new Decimal(1).div(rationalToDecimal(part.returnRatio))
  const { unitCost } = cheapestSegment(part.cost.segments)
  return new Decimal(unitCost).div(MICRODOLLARS_PER_CENT)
}

/** Says whether at least one step of the part at this index can be bought. */
export function isOffered({ parts }: PortfolioProblem, index: number): boolean {
  const part = parts[index]
  return part !== undefined && isPartOffered(part)
}

function isPartOffered(part: PortfolioPart): boolean {
  return part.tag === 'bet'
    ? part.stakeMax >= Math.max(part.stakeMin, part.stakeStep)
    : Math.min(part.cost.depth, part.sizeMax ?? Infinity) >= part.step
}

/** A contract is had at its cheapest price; where it may be refunded, dearer ones differ in kind. */
function columnsOf({ outcomes }: PortfolioProblem, part: PortfolioPart, index: number): Column[] {
  if (!isPartOffered(part)) return []
  if (part.tag === 'bet') return [{ part: index, unit: unitOfBet(part) }]
  const isRefunded = outcomes.some(({ payoffs }) =>
    payoffs[index]?.some(({ cost }) => cost.numerator !== 0),
  )
  const { segments } = part.cost
  const prices = isRefunded ? segments : [cheapestSegment(segments)]
  return prices.map((segment) => ({ part: index, unit: unitOfSegment(segment) }))
}

function unitOfBet({ returnRatio, isFreeBet }: BetPart): UnitOfPart {
  return { win: returnRatio, price: rational(isFreeBet ? 0 : 1), kept: isFreeBet ? 1 : 0 }
}

/** A centicontract that wins pays one cent; price and unit cost are microdollars a centicontract. */
function unitOfSegment({ price, unitCost }: CostSegment): UnitOfPart {
  return {
    win: rational(MICRODOLLARS_PER_CENT, unitCost),
    price: rational(price, unitCost),
    kept: 0,
  }
}

/** The ladder of a part that is offered is not empty. */
function cheapestSegment(segments: readonly CostSegment[]): CostSegment {
  return segments.reduce((best, segment) => (segment.unitCost < best.unitCost ? segment : best))
}

/** What a dollar of outlay is worth at the worst payoff, the profit plus 1; for the solver alone. */
function floatWorth(possible: readonly Payoff[], { win, price, kept }: UnitOfPart): number {
  return Math.min(
    ...possible.map(
      ({ quantity, cost }) =>
        floatOf(quantity) * floatOf(win) + floatOf(cost) * floatOf(price) + kept,
    ),
  )
}

function exactWorth(possible: readonly Payoff[], { win, price, kept }: UnitOfPart): Decimal {
  const worths = possible.map(({ quantity, cost }) =>
    rationalToDecimal(quantity)
      .times(rationalToDecimal(win))
      .plus(rationalToDecimal(cost).times(rationalToDecimal(price)))
      .plus(kept),
  )
  return Decimal.min(...worths)
}

function sharesOf(held: readonly MixShare[]): readonly MixShare[] {
  const shares = new Map<number, Decimal>()
  for (const { part, share } of held) shares.set(part, (shares.get(part) ?? NOTHING).plus(share))
  return [...shares].map(([part, share]) => ({ part, share }))
}

function floatOf({ numerator, denominator }: Rational): number {
  return numerator / denominator
}

const NOTHING = new Decimal(0)
