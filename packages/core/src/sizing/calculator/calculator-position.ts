/**
 * Whole quantities of the legs of a calculation as a portfolio, evaluated by its evaluator: what they
 * cost at most, what each outcome pays to the cent, and beside it what it would pay unfloored.
 * @module
 */
import { returnAfterCommission } from '../../fees/commission.ts'
import { LOSE, WIN } from '../../settlement/payoff.ts'
import {
  type Centicontracts,
  type Cents,
  microdollars,
  MICRODOLLARS_MAX,
  MICRODOLLARS_PER_CENT,
} from '../../units/money.ts'
import { addRational, floorTimes, rational } from '../../units/rational.ts'
import { ladderCostOf } from '../ladder-cost.ts'
import { evaluatePortfolio } from '../portfolio/evaluate-portfolio.ts'
import type { PortfolioHolding, PortfolioPart, PortfolioPosition } from '../portfolio/portfolio.ts'
import { CONTRACT_PAYOUT_STEP_MICRODOLLARS } from '../two-leg-position.ts'
import {
  type CalculatorBet,
  type CalculatorContract,
  type CalculatorLay,
  type CalculatorLeg,
  keptShare,
  unitValueOf,
} from './calculator-leg.ts'
import {
  type ExactFraction,
  fractionOf,
  minus,
  plus,
  times,
  wholeFraction,
} from './exact-fraction.ts'

/** Whole quantities and what they come to. */
export interface CalculatorPosition {
  /** By leg, in the leg's own unit. */
  readonly quantities: readonly number[]
  readonly portfolio: PortfolioPosition
  /** By outcome, microdollars: the profit if nothing were floored to what the venue pays in. */
  readonly unflooredProfits: readonly ExactFraction[]
}

/**
 * Returns what the quantities come to; leg and outcome of the same index belong together.
 * @throws {InvalidInputError} sums too large to be exact.
 */
export function calculatorPosition(
  legs: readonly CalculatorLeg[],
  quantities: readonly number[],
): CalculatorPosition {
  const placed = legs.map((leg, index) => partOf(leg, quantities[index] as number))
  const outcomes = legs.map(({ id }, outcome) => ({
    id,
    payoffs: legs.map((_, leg) => [leg === outcome ? WIN : LOSE]),
  }))
  const portfolio = evaluatePortfolio(
    {
      parts: placed.map(({ part }) => part),
      outcomes,
      cash: new Map(),
      bankroll: microdollars(MICRODOLLARS_MAX),
      capitalReturns: [],
    },
    placed.map(({ quantity }) => quantity),
  )
  const total = wholeFraction(portfolio.totalCost)
  const unflooredProfits = legs.map((leg, index) =>
    minus(unflooredPayout(leg, quantities[index] as number, portfolio.holdings[index]), total),
  )
  return { quantities, portfolio, unflooredProfits }
}

/** A part of a portfolio, and how much of it is held. */
interface PlacedPart {
  readonly part: PortfolioPart
  readonly quantity: number
}

function partOf(leg: CalculatorLeg, quantity: number): PlacedPart {
  switch (leg.tag) {
    case 'bet':
      return betPart(leg, quantity as Cents)
    case 'lay':
      return layPart(leg, quantity as Cents)
    default:
      return contractPart(leg, quantity as Centicontracts)
  }
}

function contractPart(leg: CalculatorContract, quantity: Centicontracts): PlacedPart {
  const part: PortfolioPart = {
    tag: 'contract',
    id: leg.id,
    account: leg.id,
    cost: ladderCostOf([{ price: leg.price, size: quantity }], leg.costs),
    step: 1 as Centicontracts,
    payoutStepMicrodollars: CONTRACT_PAYOUT_STEP_MICRODOLLARS,
  }
  return { part, quantity }
}

function betPart(leg: CalculatorBet, stake: Cents): PlacedPart {
  const returned = returnAfterCommission(leg.price.returnRatio, leg.commission)
  const returnRatio = leg.isFreeBet ? addRational(returned, rational(-1)) : returned
  return {
    part: { ...wholeBet(leg, stake), returnRatio, isFreeBet: leg.isFreeBet },
    quantity: stake,
  }
}

/**
 * A lay as a bet of its liability, rounded up to the cent; what is won is rounded down. The ratio is
 * that of this very stake: one ratio for all of them would promise the rounding of the liability too.
 */
function layPart(leg: CalculatorLay, stake: Cents): PlacedPart {
  const { numerator, denominator } = leg.price.returnRatio
  const liability = -floorTimes(-stake, rational(numerator - denominator, denominator))
  const won = floorTimes(stake, keptShare(leg.commission))
  const returnRatio = rational(liability + won, liability)
  const part = { ...wholeBet(leg, liability as Cents), returnRatio, isFreeBet: false }
  return { part, quantity: liability }
}

/** A bet that takes exactly this stake. */
function wholeBet({ id }: CalculatorLeg, stake: Cents) {
  const bet = { tag: 'bet', id, account: id, stakeStep: 1 as Cents } as const
  return { ...bet, stakeMin: 1 as Cents, stakeMax: stake }
}

/** What the leg pays if it wins, nothing floored, on what it costs rounded. */
function unflooredPayout(
  leg: CalculatorLeg,
  quantity: number,
  holding: PortfolioHolding | undefined,
): ExactFraction {
  if (leg.tag !== 'lay') return times(unitValueOf(leg).payout, wholeFraction(quantity))
  const won = times(fractionOf(keptShare(leg.commission)), wholeFraction(quantity))
  const liability = wholeFraction(holding?.cost ?? 0)
  return plus(times(won, wholeFraction(MICRODOLLARS_PER_CENT)), liability)
}
