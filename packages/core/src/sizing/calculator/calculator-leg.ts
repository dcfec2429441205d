/**
 * The legs of a calculation: a bet, a free bet, a lay or contracts at one price, and what one unit of
 * each costs and pays. A leg pays in its own outcome and in no other. Quantities are cents of stake,
 * cents of the stake laid, or centicontracts.
 * @module
 */
import { assertInput } from '../../assert.ts'
import { returnAfterCommission } from '../../fees/commission.ts'
import type { ContractCosts } from '../../fees/contract-costs.ts'
import type { PriceRatio } from '../../odds/price.ts'
import { formatFixedPoint } from '../../units/fixed-point.ts'
import {
  type Centicontracts,
  type Cents,
  microdollars,
  MICRODOLLARS_PER_CENT,
  MICRODOLLARS_PER_DOLLAR,
  type PriceTicks,
} from '../../units/money.ts'
import { type Rational, rational } from '../../units/rational.ts'
import {
  compareFractions,
  type ExactFraction,
  fractionOf,
  minus,
  plus,
  times,
  wholeFraction,
} from './exact-fraction.ts'

/** A bet at a book or an exchange. */
export interface CalculatorBet {
  readonly tag: 'bet'
  /** Names the leg and its outcome; unique in a calculation. */
  readonly id: string
  readonly price: PriceRatio
  /** Share of net winnings that is kept by the venue, 0 (included) to 1 (not included). */
  readonly commission: Rational
  /** True where the stake is the book's: it costs nothing and does not come back. */
  readonly isFreeBet: boolean
  /** Stakes are multiples of this, above 0. */
  readonly step: Cents
  /** Largest stake that the book takes; no limit if left out. */
  readonly most?: Cents
}

/**
 * A lay: a bet that the other outcome does not come true, taken from someone who backs it. With a
 * stake s laid at odds O it costs the liability s·(O − 1), and returns it with s less commission.
 * It pays in every outcome but one, so it goes with exactly one other leg.
 */
export interface CalculatorLay {
  readonly tag: 'lay'
  readonly id: string
  /** Odds of the outcome laid, which is the other leg's. */
  readonly price: PriceRatio
  readonly commission: Rational
  /** Stakes laid are multiples of this, above 0. */
  readonly step: Cents
  /** Largest stake that can be laid; no limit if left out. */
  readonly most?: Cents
}

/** Contracts of one dollar, bought at one price. */
export interface CalculatorContract {
  readonly tag: 'contract'
  readonly id: string
  /** Strictly between 0 and 1 dollar. */
  readonly price: PriceTicks
  /** Price and fee at most. */
  readonly costs: ContractCosts
  /** Counts are multiples of this, above 0: 100 for whole contracts. */
  readonly step: Centicontracts
  /** Most that can be bought at this price; no limit if left out. */
  readonly most?: Centicontracts
}

/** One leg of a calculation. */
export type CalculatorLeg = CalculatorBet | CalculatorLay | CalculatorContract

/** What one unit of a leg comes to before any rounding, in microdollars. */
export interface UnitValue {
  /** Cash that is paid for it, fees included; 0 for a free bet. */
  readonly cost: ExactFraction
  /** What comes back if the leg wins, above 0. */
  readonly payout: ExactFraction
}

/** Most legs of one calculation: the price of the rounding doubles with each. */
export const CALCULATOR_LEGS_MAX = 6
/**
 * Most that one leg may pay, and that one step of it may pay, $50 million: the sums of all legs stay
 * within what money can hold.
 */
export const CALCULATOR_PAYOUT_MAX = microdollars(50_000_000 * MICRODOLLARS_PER_DOLLAR)

/**
 * Returns what one unit of a leg costs and pays.
 * @throws {InvalidInputError} odds of 1 or less, or a commission outside its range.
 */
export function unitValueOf(leg: CalculatorLeg): UnitValue {
  const cent = wholeFraction(MICRODOLLARS_PER_CENT)
  if (leg.tag === 'contract') {
    return { cost: wholeFraction(leg.costs.perCenticontract(leg.price)), payout: cent }
  }
  const returned = fractionOf(returnAfterCommission(leg.price.returnRatio, leg.commission))
  if (leg.tag === 'bet') {
    const paid = times(returned, cent)
    return leg.isFreeBet
      ? { cost: wholeFraction(0), payout: minus(paid, cent) }
      : { cost: cent, payout: paid }
  }
  const liability = minus(times(fractionOf(leg.price.returnRatio), cent), cent)
  const won = times(fractionOf(keptShare(leg.commission)), cent)
  return { cost: liability, payout: plus(liability, won) }
}

/** Returns 1 − commission. */
export function keptShare(commission: Rational): Rational {
  return rational(commission.denominator - commission.numerator, commission.denominator)
}

/** @throws {InvalidInputError} legs that do not make a calculation: too few, too many, alike, or a lay beside two. */
export function checkLegs(legs: readonly CalculatorLeg[]): void {
  assertInput(
    legs.length >= 2 && legs.length <= CALCULATOR_LEGS_MAX,
    `a calculation has 2 to ${CALCULATOR_LEGS_MAX} legs, got ${legs.length}`,
  )
  const ids = new Set(legs.map(({ id }) => id))
  assertInput(ids.size === legs.length, 'every leg of a calculation has a name of its own')
  for (const leg of legs) {
    assertInput(
      leg.tag !== 'lay' || legs.length === 2,
      `a lay pays in every outcome but one: it goes with one other leg, got ${legs.length} legs`,
    )
    assertInput(
      Number.isSafeInteger(leg.step) && leg.step > 0,
      `the step of ${leg.id} must be above 0, got ${leg.step}`,
    )
    assertInput(
      leg.most === undefined || leg.most >= leg.step,
      `the limit of ${leg.id} (${quantityText(leg.most)}) is below its step (${quantityText(leg.step)})`,
    )
    assertInput(
      isWithinPayoutMax(leg, wholeFraction(leg.step)),
      `one step of ${leg.id} (${quantityText(leg.step)}) would pay more than $50 million`,
    )
  }
}

/** True where a quantity of a leg pays no more than {@link CALCULATOR_PAYOUT_MAX}. */
export function isWithinPayoutMax(leg: CalculatorLeg, quantity: ExactFraction): boolean {
  const payout = times(unitValueOf(leg).payout, quantity)
  return compareFractions(payout, wholeFraction(CALCULATOR_PAYOUT_MAX)) <= 0
}

/** Returns a quantity as people write it: dollars of stake, or contracts, two decimals. */
export function quantityText(quantity: number | undefined): string {
  return formatFixedPoint(quantity ?? 0, 2)
}
