/**
 * The quantities that make every outcome pay the same, before anything is rounded: exact, from the
 * sum to be spread, the payout wanted, or the leg that is fixed.
 * @module
 */
import { assertInput, assertNever } from '../../assert.ts'
import type { Microdollars } from '../../units/money.ts'
import { type CalculatorLeg, quantityText, type UnitValue, unitValueOf } from './calculator-leg.ts'
import {
  compareFractions,
  type ExactFraction,
  minus,
  over,
  plus,
  times,
  wholeFraction,
} from './exact-fraction.ts'

/** What decides the size of a calculation. */
export type CalculatorSizing =
  /** Cash to be spread over the legs, above 0. */
  | { readonly tag: 'total'; readonly total: Microdollars }
  /** What every outcome is to pay, above 0; with legs at zero profit, what the others are to pay. */
  | { readonly tag: 'payout'; readonly payout: Microdollars }
  /** One leg has this quantity, above 0, and the others cover it. It is taken as it is, never rounded. */
  | { readonly tag: 'leg'; readonly leg: number; readonly quantity: number }
  /** Every leg is held already, each above 0: nothing is sized. */
  | { readonly tag: 'held'; readonly quantities: readonly number[] }

/** Quantities before rounding. */
export interface IdealQuantities {
  /** By leg, in the leg's own unit, above 0. */
  readonly quantities: readonly ExactFraction[]
  /** The leg whose limit made the calculation smaller than asked, or cut its own quantity. */
  readonly limitedBy: number | undefined
}

/** What is to be sized. */
export interface IdealInput {
  readonly legs: readonly CalculatorLeg[]
  readonly sizing: CalculatorSizing
  /** Legs that only earn their total cost back, so that the others take all the profit. */
  readonly zeroProfitLegs: readonly number[]
}

const ONE = wholeFraction(1)
const ZERO = wholeFraction(0)

/**
 * Returns the quantities before rounding. Without legs at zero profit every outcome pays the same; a
 * leg at zero profit pays the total cost, and the others pay the same among themselves. A limit makes
 * everything smaller in proportion; beside a fixed leg it cuts its own leg alone.
 * @throws {InvalidInputError} a size of 0 or less, a leg that is not there, no leg left to take the
 *   profit, a total where nothing costs anything, or a fixed leg above its own limit.
 */
export function idealQuantities({ legs, sizing, zeroProfitLegs }: IdealInput): IdealQuantities {
  if (sizing.tag === 'held') return heldQuantities(legs, sizing.quantities)
  const units = legs.map(unitValueOf)
  const payouts = relativePayouts(units, zeroProfitLegs)
  const perScale = units.map(({ payout }, index) => over(payouts[index] as ExactFraction, payout))
  const scale = scaleOf(sizing, units, perScale)
  const wanted = perScale.map((quantity) => times(quantity, scale))
  return sizing.tag === 'leg'
    ? cutBesideFixed(legs, wanted, sizing.leg)
    : shrunkToLimits(legs, wanted)
}

/** Returns the largest quantity a leg can have, a multiple of its step; undefined without a limit. */
export function largestQuantity({ most, step }: CalculatorLeg): number | undefined {
  return most === undefined ? undefined : Math.floor(most / step) * step
}

/** What each outcome pays where the legs without a rule of their own pay 1. */
function relativePayouts(
  units: readonly UnitValue[],
  zeroProfitLegs: readonly number[],
): readonly ExactFraction[] {
  for (const index of zeroProfitLegs) {
    assertInput(units[index] !== undefined, `there is no leg ${index + 1} to leave without profit`)
  }
  const isZero = (index: number) => zeroProfitLegs.includes(index)
  const costShare = (of: (index: number) => boolean) =>
    units.reduce(
      (sum, { cost, payout }, index) => (of(index) ? plus(sum, over(cost, payout)) : sum),
      ZERO,
    )
  const left = minus(ONE, costShare(isZero))
  assertInput(
    units.some((_, index) => !isZero(index)) && compareFractions(left, ZERO) > 0,
    'at least one leg must be left to take the profit, and the others must cost less than they pay',
  )
  const total = over(
    costShare((index) => !isZero(index)),
    left,
  )
  return units.map((_, index) => (isZero(index) ? total : ONE))
}

/** What the relative quantities are multiplied with. */
function scaleOf(
  sizing: Exclude<CalculatorSizing, { tag: 'held' }>,
  units: readonly UnitValue[],
  perScale: readonly ExactFraction[],
): ExactFraction {
  switch (sizing.tag) {
    case 'total': {
      assertInput(sizing.total > 0, `the total must be above 0, got ${sizing.total} microdollars`)
      const cost = units.reduce(
        (sum, unit, index) => plus(sum, times(unit.cost, perScale[index] as ExactFraction)),
        ZERO,
      )
      assertInput(
        compareFractions(cost, ZERO) > 0,
        'free bets alone cost nothing: there is no total to spread',
      )
      return over(wholeFraction(sizing.total), cost)
    }
    case 'payout':
      assertInput(sizing.payout > 0, `the payout must be above 0, got ${sizing.payout}`)
      return wholeFraction(sizing.payout)
    case 'leg': {
      const { leg, quantity } = sizing
      const own = perScale[leg]
      assertInput(own !== undefined, `there is no leg ${leg + 1} to fix`)
      assertInput(
        compareFractions(own, ZERO) > 0,
        `leg ${leg + 1} can not be fixed at no profit: the others cost nothing`,
      )
      checkQuantity(quantity, leg)
      return over(wholeFraction(quantity), own)
    }
    default:
      return assertNever(sizing)
  }
}

function heldQuantities(
  legs: readonly CalculatorLeg[],
  quantities: readonly number[],
): IdealQuantities {
  assertInput(
    quantities.length === legs.length,
    `a quantity for each of ${legs.length} legs is needed, got ${quantities.length}`,
  )
  for (const [index, quantity] of quantities.entries()) checkQuantity(quantity, index)
  return { quantities: quantities.map(wholeFraction), limitedBy: undefined }
}

function checkQuantity(quantity: number, leg: number): void {
  assertInput(
    Number.isSafeInteger(quantity) && quantity > 0,
    `the quantity of leg ${leg + 1} must be whole and above 0, got ${quantity}`,
  )
}

/** The tightest limit decides by how much everything shrinks. */
function shrunkToLimits(
  legs: readonly CalculatorLeg[],
  wanted: readonly ExactFraction[],
): IdealQuantities {
  let factor = ONE
  let limitedBy: number | undefined
  for (const [index, leg] of legs.entries()) {
    const most = largestQuantity(leg)
    const quantity = wanted[index] as ExactFraction
    if (most === undefined || compareFractions(quantity, ZERO) <= 0) continue
    const fits = over(wholeFraction(most), quantity)
    if (compareFractions(fits, factor) < 0) [factor, limitedBy] = [fits, index]
  }
  return { quantities: wanted.map((quantity) => times(quantity, factor)), limitedBy }
}

function cutBesideFixed(
  legs: readonly CalculatorLeg[],
  wanted: readonly ExactFraction[],
  fixed: number,
): IdealQuantities {
  let limitedBy: number | undefined
  const quantities = wanted.map((quantity, index) => {
    const leg = legs[index] as CalculatorLeg
    const most = index === fixed ? leg.most : largestQuantity(leg)
    if (most === undefined) return quantity
    if (compareFractions(quantity, wholeFraction(most)) <= 0) return quantity
    assertInput(
      index !== fixed,
      `leg ${fixed + 1} is fixed above its own limit of ${quantityText(most)}`,
    )
    limitedBy ??= index
    return wholeFraction(most)
  })
  return { quantities, limitedBy }
}
