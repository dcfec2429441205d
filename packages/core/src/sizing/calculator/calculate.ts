/**
 * The calculator: legs of which each pays in its own outcome, and a size, to quantities that can be
 * placed and what every outcome comes to. Stakes are equal-payout stakes, or leave named legs without
 * profit; they are rounded so that the worst outcome pays most. Nothing is promised that fees, the
 * rounding of stakes and the flooring of payouts would take away.
 * @module
 */
import { assertInput } from '../../assert.ts'
import { Decimal } from '../../units/decimal.ts'
import {
  type Microdollars,
  microdollars,
  MICRODOLLARS_PER_CENT,
  MICRODOLLARS_PER_DOLLAR,
  TICKS_PER_DOLLAR,
} from '../../units/money.ts'
import { type CalculatorLeg, checkLegs, isWithinPayoutMax, unitValueOf } from './calculator-leg.ts'
import type { CalculatorPosition } from './calculator-position.ts'
import {
  type ExactFraction,
  fractionOf,
  fractionToDecimal,
  minus,
  over,
  plus,
  times,
  wholeFraction,
} from './exact-fraction.ts'
import { type CalculatorSizing, idealQuantities, type IdealQuantities } from './ideal-quantities.ts'
import { roundQuantities } from './round-quantities.ts'

/** What is to be calculated. */
export interface CalculatorInput {
  readonly legs: readonly CalculatorLeg[]
  readonly sizing: CalculatorSizing
  /** Indices of legs that only earn the total cost back; the profit is left to the others. */
  readonly zeroProfitLegs?: readonly number[]
}

/** One leg as it is to be placed. */
export interface CalculatedLeg {
  readonly id: string
  /** Cents of stake, cents of the stake laid, or centicontracts. */
  readonly quantity: number
  /** The quantity before rounding, in the same unit, at 40 digits. */
  readonly idealQuantity: Decimal
  /** Cash without fees: the stake, the liability of a lay, 0 for a free bet. */
  readonly cost: Microdollars
  /** Fees at most. */
  readonly fees: Microdollars
  /** What comes back if it wins, floored to what the venue pays in. */
  readonly winPayout: Microdollars
  /** What 1 of cash returns if it wins, after fees and commission, before rounding; undefined for a free bet. */
  readonly effectiveOdds: Decimal | undefined
}

/** What one outcome comes to. */
export interface CalculatedOutcome {
  readonly id: string
  /** Payouts less the total cost: what will have been earned. */
  readonly profit: Microdollars
  /** The same before payouts are floored to the cent, dollars, at 40 digits: never below `profit`. */
  readonly unflooredProfit: Decimal
}

/** The margin of the prices, before and after what the venues take. */
export interface CalculatedMargin {
  /** Sum of the implied probabilities less 1, prices as offered; below 0 the prices cross. */
  readonly overround: Decimal
  readonly hold: Decimal
  /** What it costs to be paid $1 in every outcome, fees and commission included, free bets for nothing. */
  readonly costPerDollar: Decimal
}

/** The whole answer. */
export interface Calculation {
  readonly legs: readonly CalculatedLeg[]
  /** In the order of the legs. */
  readonly outcomes: readonly CalculatedOutcome[]
  /** Cash for all legs, fees at most included. */
  readonly totalCost: Microdollars
  /** The least profit over the outcomes; above 0 it is an arbitrage. */
  readonly guaranteed: Microdollars
  /** The largest profit over the outcomes. */
  readonly best: Microdollars
  /** Guaranteed profit over the total cost; undefined where nothing costs anything. */
  readonly returnOnCost: Decimal | undefined
  /** Guaranteed profit over the face of the free bets; undefined without one. */
  readonly freeBetConversion: Decimal | undefined
  readonly margin: CalculatedMargin
  /** What the unrounded quantities cost, dollars. */
  readonly idealTotalCost: Decimal
  /** Index of the leg whose limit made it smaller than asked. */
  readonly limitedBy: number | undefined
}

/**
 * Returns the stakes and what they come to.
 * @throws {InvalidInputError} legs that do not make a calculation, a size of 0 or less, odds or a
 *   commission out of range, or a leg that would pay more than {@link CALCULATOR_PAYOUT_MAX}.
 */
export function calculate(input: CalculatorInput): Calculation {
  const { legs, sizing, zeroProfitLegs = [] } = input
  const sized = checkedIdeal(input)
  const { quantities: ideal, limitedBy } = sized
  assertInput(
    sizing.tag !== 'held' || zeroProfitLegs.length === 0,
    'a position that is held is not sized: no leg can be left without profit',
  )
  const tooLarge = payoutBeyondMax(legs, ideal)
  assertInput(tooLarge === undefined, `${tooLarge?.id} would pay more than $50 million`)
  const position = positionOf(input, sized)
  const { portfolio } = position
  const profits = portfolio.outcomes.map(({ profit }) => profit)
  const { totalCost, guaranteed } = portfolio
  return {
    legs: legs.map((leg, index) => calculatedLeg(leg, position, index, ideal)),
    outcomes: portfolio.outcomes.map(({ id, profit }, index) => ({
      id,
      profit,
      unflooredProfit: dollarsOf(position.unflooredProfits[index] as ExactFraction),
    })),
    totalCost,
    guaranteed,
    best: microdollars(Math.max(...profits)),
    returnOnCost: totalCost > 0 ? new Decimal(guaranteed).div(totalCost) : undefined,
    freeBetConversion: conversionOf(legs, position),
    margin: marginOf(legs),
    idealTotalCost: dollarsOf(
      sumOf(legs.map((leg, index) => times(unitValueOf(leg).cost, ideal[index] as ExactFraction))),
    ),
    limitedBy,
  }
}

/**
 * Returns the guaranteed profit of {@link calculate} alone; undefined where a leg would have to pay
 * more than {@link CALCULATOR_PAYOUT_MAX}.
 * @throws {InvalidInputError} as {@link calculate} otherwise.
 */
export function guaranteedProfit(input: CalculatorInput): Microdollars | undefined {
  const ideal = checkedIdeal(input)
  if (payoutBeyondMax(input.legs, ideal.quantities) !== undefined) return undefined
  return positionOf(input, ideal).portfolio.guaranteed
}

function checkedIdeal({ legs, sizing, zeroProfitLegs = [] }: CalculatorInput): IdealQuantities {
  checkLegs(legs)
  return idealQuantities({ legs, sizing, zeroProfitLegs })
}

/** The first leg that would pay too much. */
function payoutBeyondMax(
  legs: readonly CalculatorLeg[],
  ideal: readonly ExactFraction[],
): CalculatorLeg | undefined {
  return legs.find((leg, index) => !isWithinPayoutMax(leg, ideal[index] as ExactFraction))
}

function positionOf(
  { legs, sizing }: CalculatorInput,
  { quantities }: IdealQuantities,
): CalculatorPosition {
  const fixed = sizing.tag === 'leg' ? [sizing.leg] : sizing.tag === 'held' ? [...legs.keys()] : []
  return roundQuantities({ legs, ideal: quantities, fixed })
}

function calculatedLeg(
  leg: CalculatorLeg,
  { quantities, portfolio }: CalculatorPosition,
  index: number,
  ideal: readonly ExactFraction[],
): CalculatedLeg {
  const holding = portfolio.holdings[index]
  return {
    id: leg.id,
    quantity: quantities[index] as number,
    idealQuantity: fractionToDecimal(ideal[index] as ExactFraction),
    cost: holding?.cost ?? microdollars(0),
    fees: holding?.fees ?? microdollars(0),
    winPayout: holding?.winPayout ?? microdollars(0),
    effectiveOdds: effectiveOddsOf(leg),
  }
}

/** Returns what 1 of cash returns if the leg wins, after fees and commission; undefined for a free bet. */
export function effectiveOddsOf(leg: CalculatorLeg): Decimal | undefined {
  const { cost, payout } = unitValueOf(leg)
  return cost.numerator === 0n ? undefined : fractionToDecimal(over(payout, cost))
}

/** Returns the implied probability of a leg's own outcome at its price as offered, margin included, in (0, 1). */
export function impliedOfLeg(leg: CalculatorLeg): Decimal {
  return fractionToDecimal(impliedFraction(leg))
}

function impliedFraction(leg: CalculatorLeg): ExactFraction {
  if (leg.tag === 'contract') {
    return over(wholeFraction(leg.price), wholeFraction(TICKS_PER_DOLLAR))
  }
  const implied = over(wholeFraction(1), fractionOf(leg.price.returnRatio))
  return leg.tag === 'lay' ? minus(wholeFraction(1), implied) : implied
}

/** Exact until the last division: prices without margin have none, not what 40 digits leave. */
function marginOf(legs: readonly CalculatorLeg[]): CalculatedMargin {
  const book = sumOf(legs.map(impliedFraction))
  const overround = minus(book, wholeFraction(1))
  const cost = sumOf(
    legs.map((leg) => {
      const unit = unitValueOf(leg)
      return over(unit.cost, unit.payout)
    }),
  )
  return {
    overround: fractionToDecimal(overround),
    hold: fractionToDecimal(over(overround, book)),
    costPerDollar: fractionToDecimal(cost),
  }
}

function conversionOf(
  legs: readonly CalculatorLeg[],
  { quantities, portfolio }: CalculatorPosition,
): Decimal | undefined {
  const face = legs.reduce(
    (sum, leg, index) =>
      leg.tag === 'bet' && leg.isFreeBet ? sum + (quantities[index] as number) : sum,
    0,
  )
  if (face === 0) return undefined
  return new Decimal(portfolio.guaranteed).div(MICRODOLLARS_PER_CENT).div(face)
}

function sumOf(values: readonly ExactFraction[]): ExactFraction {
  return values.reduce(plus, wholeFraction(0))
}

function dollarsOf(amount: ExactFraction): Decimal {
  return fractionToDecimal(over(amount, wholeFraction(MICRODOLLARS_PER_DOLLAR)))
}
