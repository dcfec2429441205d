/**
 * How far a price may move before a calculation stops paying: for one leg, the worst price at which
 * the guaranteed profit still is 0 or more, everything sized again, rounded and charged as it would be.
 *
 * Rounding makes the guarantee uneven around the price looked for. What is returned is a price that
 * holds, with the next worse one not holding: that is shown by evaluating both, not inferred.
 * @module
 */
import { assertInput } from '../../assert.ts'
import { type CalculatorInput, guaranteedProfit } from './calculate.ts'
import type { PriceScale, ScalePrice } from './price-scale.ts'

/** Where one leg breaks even. */
export type BreakEven =
  /** The worst price that holds: the next worse on its scale loses. */
  | { readonly tag: 'price'; readonly price: ScalePrice }
  /** Every price of the scale holds. */
  | { readonly tag: 'any' }
  /** No price that was tried holds, the best of the scale among them. */
  | { readonly tag: 'none' }

/** Which leg is asked about. */
export interface BreakEvenInput {
  /** The calculation; legs at zero profit are left out of account, for they earn nothing by design. */
  readonly input: CalculatorInput
  readonly leg: number
  readonly scale: PriceScale
}

/**
 * Returns where a leg breaks even, the others at their own prices.
 * @throws {InvalidInputError} a leg that is not there, or as {@link calculate}.
 */
export function breakEven({ input, leg, scale }: BreakEvenInput): BreakEven {
  assertInput(input.legs[leg] !== undefined, `there is no leg ${leg + 1}`)
  const holds = (place: number): boolean => {
    const legs = input.legs.with(leg, scale.at(place).leg)
    // Beyond the largest payout nothing is evaluated, and nothing is said to hold.
    return (guaranteedProfit({ legs, sizing: input.sizing }) ?? -1) >= 0
  }
  const bracket = holds(scale.own)
    ? bracketBelow(scale.own, holds)
    : bracketAbove(scale.own, scale.last, holds)
  if (bracket === 'any' || bracket === 'none') return { tag: bracket }
  let { failing, holding } = bracket
  while (holding - failing > 1) {
    const middle = Math.floor((failing + holding) / 2)
    if (holds(middle)) holding = middle
    else failing = middle
  }
  return { tag: 'price', price: scale.at(holding) }
}

/** A place that does not hold, and a better one that does. */
interface Bracket {
  readonly failing: number
  readonly holding: number
}

/** Goes to worse prices in steps that double. */
function bracketBelow(start: number, holds: (place: number) => boolean): Bracket | 'any' {
  let holding = start
  for (let stride = 1; holding > 0; stride *= 2) {
    const place = Math.max(start - stride, 0)
    if (!holds(place)) return { failing: place, holding }
    holding = place
  }
  return 'any'
}

/** Goes to better prices in steps that double. */
function bracketAbove(
  start: number,
  last: number,
  holds: (place: number) => boolean,
): Bracket | 'none' {
  let failing = start
  for (let stride = 1; failing < last; stride *= 2) {
    const place = Math.min(start + stride, last)
    if (holds(place)) return { failing, holding: place }
    failing = place
  }
  return 'none'
}
