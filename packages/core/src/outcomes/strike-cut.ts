/**
 * Cuts of a number line just before or just after a number, and the stretches between them. On a
 * line of whole numbers, or of a fixed number of decimals, cuts with no number between them are one.
 * @module
 */
import { Decimal } from '../units/decimal.ts'

/** Which numbers there are. */
export interface NumberLine {
  /**
   * Digits after the point that the number can have: 0 for counts, 2 for cents; `any` where every
   * number is possible. Fewer digits leave fewer outcomes: one too few and an outcome is missing.
   */
  readonly decimals: number | 'any'
}

/** A cut; where it lies `after` a number, the number belongs to the stretch below. */
export interface StrikeCut {
  readonly value: Decimal
  readonly side: 'before' | 'after'
}

/** The numbers between two cuts; undefined where it has no end. */
export interface Stretch {
  readonly from: StrikeCut | undefined
  readonly to: StrikeCut | undefined
}

/**
 * Returns the one cut that stands for all with the same numbers below it: on a line of fixed
 * decimals that before the first number above it.
 */
export function cutOnLine({ value, side }: StrikeCut, { decimals }: NumberLine): StrikeCut {
  if (decimals === 'any') return { value, side }
  if (side === 'before') {
    return { value: value.toDecimalPlaces(decimals, Decimal.ROUND_CEIL), side: 'before' }
  }
  const below = value.toDecimalPlaces(decimals, Decimal.ROUND_FLOOR)
  return { value: below.plus(unitOf(decimals)), side: 'before' }
}

/** Returns below 0, 0 or above 0 as `a` lies below, at or above `b`. */
export function compareCuts(a: StrikeCut, b: StrikeCut): number {
  const byValue = a.value.comparedTo(b.value)
  if (byValue !== 0 || a.side === b.side) return byValue
  return a.side === 'before' ? -1 : 1
}

/** Returns the numbers of a stretch in words: `3 to 5`, `95000.00 or more`, `above 2.5 and at most 3`. */
export function stretchLabel({ from, to }: Stretch, { decimals }: NumberLine): string {
  if (decimals === 'any') return labelOfAny(from, to)
  const low = from?.value.toFixed(decimals)
  const high = to?.value.minus(unitOf(decimals)).toFixed(decimals)
  if (low === undefined) return high === undefined ? 'any number' : `${high} or less`
  if (high === undefined) return `${low} or more`
  return low === high ? low : `${low} to ${high}`
}

function labelOfAny(from: StrikeCut | undefined, to: StrikeCut | undefined): string {
  if (from !== undefined && to !== undefined && from.value.eq(to.value)) {
    return `exactly ${from.value.toString()}`
  }
  const ends = [
    ...(from === undefined
      ? []
      : [`${from.side === 'before' ? 'at least' : 'above'} ${from.value.toString()}`]),
    ...(to === undefined
      ? []
      : [`${to.side === 'before' ? 'below' : 'at most'} ${to.value.toString()}`]),
  ]
  return ends.length === 0 ? 'any number' : ends.join(' and ')
}

/** The distance between neighbours: 1, 0.1, 0.01, ... */
function unitOf(decimals: number): Decimal {
  return new Decimal(10).pow(-decimals)
}
