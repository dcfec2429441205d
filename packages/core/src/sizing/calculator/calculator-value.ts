/**
 * What a calculation is worth to someone who has an opinion: expected profit of the position, edge of
 * each leg, and Kelly stakes, for each leg alone and for all of them together.
 * @module
 */
import { assertInput } from '../../assert.ts'
import { Decimal } from '../../units/decimal.ts'
import {
  type Microdollars,
  microdollars,
  MICRODOLLARS_PER_CENT,
  MICRODOLLARS_PER_DOLLAR,
} from '../../units/money.ts'
import { kellyBet } from '../kelly/kelly-bet.ts'
import { kellyExclusive } from '../kelly/kelly-exclusive.ts'
import type { KellyStakePlan } from '../kelly/kelly-plan.ts'
import { type Calculation, effectiveOddsOf } from './calculate.ts'
import { type CalculatorLeg, unitValueOf } from './calculator-leg.ts'
import { fractionToDecimal } from './exact-fraction.ts'
import { largestQuantity } from './ideal-quantities.ts'

/** What is believed, and the money behind it. */
export interface CalculatorBeliefs {
  /** By outcome, each in (0, 1); they sum to 1. */
  readonly probabilities: readonly Decimal[]
  /** Share of full Kelly, in (0, 1]. */
  readonly lambda: Decimal
  /** What the fractions are of, above 0; without it no stakes are told. */
  readonly bankroll?: Microdollars
}

/** A Kelly size of one leg. */
export interface CalculatedKelly {
  /** Share of the bankroll paid in cash, scaled by lambda: before limit and step. */
  readonly fraction: Decimal
  /** In the leg's own unit, rounded down to its step and cut to its limit; undefined without a bankroll. */
  readonly quantity: number | undefined
}

/** What one leg is worth. */
export interface LegValue {
  readonly probability: Decimal
  /** Expected profit per 1 of cash, fees and commission included; undefined for a free bet. */
  readonly edge: Decimal | undefined
  /** If only this leg is taken; undefined for a free bet. */
  readonly alone: CalculatedKelly | undefined
  /** If all legs are taken by Kelly at once; undefined where one of them is a free bet. */
  readonly together: CalculatedKelly | undefined
}

/** What a calculation is worth. */
export interface CalculatedValue {
  /** Expected profit of the position as sized, dollars. */
  readonly expectedProfit: Decimal
  readonly legs: readonly LegValue[]
}

/** What a sum of probabilities may be off 1: what divisions at 40 digits leave. */
const SUM_SLACK = new Decimal('1e-30')
/** Decimals of an expected value: finer than any sum, coarser than the arithmetic. */
const VALUE_PLACES = 25
/** Fractions do not depend on the bankroll; this one stands in where none is told. */
const ANY_BANKROLL = microdollars(MICRODOLLARS_PER_DOLLAR)

/**
 * Returns what a calculation is worth.
 * @throws {InvalidInputError} not a probability for each leg, or a sum other than 1.
 * @throws {KellyInputError} a probability outside (0, 1), lambda outside (0, 1].
 */
export function calculatorValue(
  legs: readonly CalculatorLeg[],
  calculation: Calculation,
  beliefs: CalculatorBeliefs,
): CalculatedValue {
  const { probabilities } = beliefs
  checkProbabilities(probabilities, legs.length)
  const expected = calculation.outcomes.reduce(
    (sum, { profit }, index) => sum.plus((probabilities[index] as Decimal).times(profit)),
    new Decimal(0),
  )
  const odds = legs.map(effectiveOddsOf)
  const together = togetherFractions(odds, beliefs)
  return {
    expectedProfit: withoutResidue(expected.div(MICRODOLLARS_PER_DOLLAR)),
    legs: legs.map((leg, index) => {
      const probability = probabilities[index] as Decimal
      const decimalOdds = odds[index]
      const alone = decimalOdds && aloneFraction(probability, decimalOdds, beliefs)
      return {
        probability,
        edge: decimalOdds && withoutResidue(decimalOdds.times(probability).minus(1)),
        alone: alone && sizeOf(leg, alone, beliefs),
        together: together && sizeOf(leg, together[index] as Decimal, beliefs),
      }
    }),
  }
}

/** Cuts what divisions at 40 digits leave: nobody is to read a loss of 5.01 where it is 5. */
function withoutResidue(value: Decimal): Decimal {
  return value.toDecimalPlaces(VALUE_PLACES)
}

function planOf({ bankroll = ANY_BANKROLL, lambda }: CalculatorBeliefs): KellyStakePlan {
  return { bankroll, lambda, stakeStep: 1 as KellyStakePlan['stakeStep'] }
}

/** What costs as much as it pays, or more, has no odds to size by. */
function isPaying(odds: Decimal): boolean {
  return odds.gt(1)
}

function aloneFraction(
  winProbability: Decimal,
  decimalOdds: Decimal,
  beliefs: CalculatorBeliefs,
): Decimal {
  if (!isPaying(decimalOdds)) return new Decimal(0)
  return kellyBet({ winProbability, decimalOdds }, planOf(beliefs)).fraction
}

function togetherFractions(
  odds: readonly (Decimal | undefined)[],
  beliefs: CalculatorBeliefs,
): readonly Decimal[] | undefined {
  const candidates = odds.flatMap((decimalOdds, index) =>
    decimalOdds !== undefined && isPaying(decimalOdds)
      ? [{ index, decimalOdds, probability: beliefs.probabilities[index] as Decimal }]
      : [],
  )
  if (odds.includes(undefined) || candidates.length === 0) return undefined
  const { bets } = kellyExclusive(candidates, planOf(beliefs))
  return odds.map((_, index) => {
    const place = candidates.findIndex((candidate) => candidate.index === index)
    return bets[place]?.fraction ?? new Decimal(0)
  })
}

function sizeOf(
  leg: CalculatorLeg,
  fraction: Decimal,
  { bankroll }: CalculatorBeliefs,
): CalculatedKelly {
  if (bankroll === undefined) return { fraction, quantity: undefined }
  const step = outlayStepOf(leg)
  const budget = fraction.times(bankroll).div(step).floor().times(step)
  const affordable = budget.div(fractionToDecimal(unitValueOf(leg).cost)).div(leg.step)
  const steps = Number(affordable.toFixed(0, Decimal.ROUND_DOWN))
  const most = largestQuantity(leg) ?? Number.MAX_SAFE_INTEGER
  return { fraction, quantity: Math.min(steps * leg.step, most) }
}

/**
 * What is paid for a leg is rounded up to a multiple of this, microdollars: within a budget of whole
 * steps, the rounding stays within it too.
 */
function outlayStepOf(leg: CalculatorLeg): number {
  return leg.tag === 'contract' ? leg.costs.totalStepMicrodollars : MICRODOLLARS_PER_CENT
}

function checkProbabilities(probabilities: readonly Decimal[], count: number): void {
  assertInput(
    probabilities.length === count,
    `a probability for each of ${count} legs is needed, got ${probabilities.length}`,
  )
  const sum = probabilities.reduce((total, value) => total.plus(value), new Decimal(0))
  assertInput(
    sum.minus(1).abs().lte(SUM_SLACK),
    `the probabilities must sum to 1, got ${sum.toString()}`,
  )
}
