/**
 * The margin of one contract at the price that costs least, before any rounding of sizes: the quick
 * answer to whether two prices cross, and by how much they miss.
 * @module
 */
import { assertInput } from '../assert.ts'
import type { TwoLegProblem } from '../sizing/two-leg-problem.ts'
import { Decimal } from '../units/decimal.ts'
import {
  CENTICONTRACTS_PER_CONTRACT,
  MICRODOLLARS_PER_CENT,
  MICRODOLLARS_PER_DOLLAR,
} from '../units/money.ts'
import type { Rational } from '../units/rational.ts'

/** Figures of one contract, in dollars. */
export interface UnitMargin {
  /** Price and fee of a contract at the level where both together are least, at most. */
  readonly contractCost: Decimal
  /** Stake that returns a dollar if the bet wins. */
  readonly stake: Decimal
  /** 1 − contract cost − stake: what is left of the dollar. */
  readonly unit: Decimal
  /** `unit` over what both legs cost: the return before rounding. */
  readonly returnOnCost: Decimal
}

/**
 * Returns the margin at the level of the ladder that costs least all in: no position does better a
 * contract. That is the first level nearly always, but off the grid of the balance a price may cost
 * more than the next one on it.
 * @throws {InvalidInputError} an empty ladder.
 */
export function unitMarginOf(problem: TwoLegProblem): UnitMargin {
  const { segments } = problem.contracts
  assertInput(segments.length > 0, 'margin needs an ask')
  let least = Infinity
  for (const { unitCost } of segments) if (unitCost < least) least = unitCost
  const { betReturn } = problem
  const known = lastMargins.get(betReturn)
  if (known?.unitCost === least) return known.margin
  const margin = marginAt(least, betReturn)
  lastMargins.set(betReturn, { unitCost: least, margin })
  return margin
}

/** The last margin against each bet: most changes of a ladder leave its best price. */
const lastMargins = new WeakMap<
  Rational,
  { readonly unitCost: number; readonly margin: UnitMargin }
>()

function marginAt(least: number, { numerator, denominator }: Rational): UnitMargin {
  const contractCost = new Decimal(least)
    .times(CENTICONTRACTS_PER_CONTRACT)
    .div(MICRODOLLARS_PER_DOLLAR)
  const stake = new Decimal(denominator).div(numerator)
  const unit = new Decimal(1).minus(contractCost).minus(stake)
  return { contractCost, stake, unit, returnOnCost: unit.div(contractCost.plus(stake)) }
}

/**
 * Returns whether a dollar is left over anything where 0.01 contract costs this many microdollars:
 * the sign of {@link UnitMargin.unit}, in whole numbers.
 */
export function isUnitMarginAboveZero(unitCost: number, betReturn: Rational): boolean {
  const left = (MICRODOLLARS_PER_CENT - unitCost) * betReturn.numerator
  const stake = MICRODOLLARS_PER_CENT * betReturn.denominator
  if (Number.isSafeInteger(left) && Number.isSafeInteger(stake)) return left > stake
  return (
    BigInt(MICRODOLLARS_PER_CENT - unitCost) * BigInt(betReturn.numerator) >
    BigInt(MICRODOLLARS_PER_CENT) * BigInt(betReturn.denominator)
  )
}
