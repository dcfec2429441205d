/**
 * From unrounded quantities to ones that can be placed: of the multiples of each leg's step next
 * below and next above, the combination with the best worst case. The total may exceed the one asked
 * for by a step of each leg.
 *
 * A contract is a coarse step beside cents of stake. So where there are contracts, the other legs are
 * also tried around what covers a whole number of them: everything is scaled until that leg is whole.
 * @module
 */
import { assertInvariant } from '../../assert.ts'
import type { CalculatorLeg } from './calculator-leg.ts'
import { type CalculatorPosition, calculatorPosition } from './calculator-position.ts'
import {
  ceilToStep,
  compareFractions,
  type ExactFraction,
  floorToStep,
  over,
  times,
  wholeFraction,
} from './exact-fraction.ts'
import { largestQuantity } from './ideal-quantities.ts'

/** What is to be rounded. */
export interface RoundingInput {
  readonly legs: readonly CalculatorLeg[]
  /** By leg, above 0. */
  readonly ideal: readonly ExactFraction[]
  /** Legs whose quantity stands as it is. */
  readonly fixed: readonly number[]
}

/**
 * Returns the neighbouring position with the highest guaranteed profit; of equal ones the one whose
 * worst outcome pays more before payouts are floored, then whose next worst does, then the cheaper. Every leg
 * holds one step at least.
 * @throws {InvalidInputError} sums beyond what money can hold.
 */
export function roundQuantities({ legs, ideal, fixed }: RoundingInput): CalculatorPosition {
  let best: CalculatorPosition | undefined
  for (const scale of scalesOf(legs, ideal, fixed)) {
    const choices = legs.map((leg, index) => {
      const quantity = ideal[index] as ExactFraction
      return fixed.includes(index)
        ? [floorToStep(quantity, 1)]
        : neighbours(leg, times(quantity, scale))
    })
    for (const quantities of combinations(choices)) {
      const position = calculatorPosition(legs, quantities)
      if (best === undefined || isBetter(position, best)) best = position
    }
  }
  assertInvariant(best !== undefined, 'rounding has at least one candidate')
  return best
}

/** 1, and what makes each leg of contracts whole that is not fixed. */
function scalesOf(
  legs: readonly CalculatorLeg[],
  ideal: readonly ExactFraction[],
  fixed: readonly number[],
): readonly ExactFraction[] {
  const scales = [wholeFraction(1)]
  for (const [index, leg] of legs.entries()) {
    if (leg.tag !== 'contract' || fixed.includes(index)) continue
    const quantity = ideal[index] as ExactFraction
    for (const whole of neighbours(leg, quantity)) {
      scales.push(over(wholeFraction(whole), quantity))
    }
  }
  return scales
}

/** The multiples of the step around a quantity, within one step and the limit. */
function neighbours(leg: CalculatorLeg, quantity: ExactFraction): readonly number[] {
  const most = largestQuantity(leg) ?? Number.MAX_SAFE_INTEGER
  const around = [floorToStep(quantity, leg.step), ceilToStep(quantity, leg.step)]
  return [...new Set(around.map((whole) => Math.min(Math.max(whole, leg.step), most)))]
}

function combinations(choices: readonly (readonly number[])[]): readonly (readonly number[])[] {
  return choices.reduce<readonly (readonly number[])[]>(
    (built, values) => built.flatMap((head) => values.map((value) => [...head, value])),
    [[]],
  )
}

function isBetter(a: CalculatorPosition, b: CalculatorPosition): boolean {
  const [guaranteed, other] = [a.portfolio.guaranteed, b.portfolio.guaranteed]
  if (guaranteed !== other) return guaranteed > other
  const [left, right] = [sortedProfits(a), sortedProfits(b)]
  for (const [index, profit] of left.entries()) {
    const order = compareFractions(profit, right[index] as ExactFraction)
    if (order !== 0) return order > 0
  }
  return a.portfolio.totalCost < b.portfolio.totalCost
}

function sortedProfits({ unflooredProfits }: CalculatorPosition): readonly ExactFraction[] {
  return unflooredProfits.toSorted(compareFractions)
}
