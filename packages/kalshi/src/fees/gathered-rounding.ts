/**
 * How much rounding an order has overpaid before a fill, as bounds: exact from its first fill on, open
 * where earlier fills were not seen. What a fill was charged tells how much was given back, and so
 * narrows what is left. Pure.
 * @module
 */
import {
  BALANCE_PRECISION_MICRODOLLARS,
  feeOfFill,
  type KalshiFeeTerms,
  type KalshiFill,
  type Microdollars,
} from '@arbkit/core'

/** Bounds of the rounding overpaid and not given back, microdollars, both included. */
export interface GatheredRounding {
  readonly least: number
  readonly most: number
}

/** An order before its first fill. */
export const NOTHING_GATHERED: GatheredRounding = { least: 0, most: 0 }

/** An order of which earlier fills are missing: a thousand dollars, more than any fill is charged. */
export const UNKNOWN_GATHERED: GatheredRounding = { least: 0, most: 1_000_000_000 }

/** What the algorithm says about a fill whose order has gathered something between two bounds. */
export interface FeeRange {
  readonly least: Microdollars
  readonly most: Microdollars
  /** Charges possible lie this far apart, microdollars. */
  readonly step: number
}

/** Returns the charges possible: from the most given back to the least. */
export function feeRangeOf(
  terms: KalshiFeeTerms,
  fill: KalshiFill,
  gathered: GatheredRounding,
): FeeRange {
  const { rounding, membership } = terms
  return {
    least: netFeeOf(terms, fill, gathered.most),
    most: netFeeOf(terms, fill, gathered.least),
    step: rounding.rebateStepMicrodollars ?? BALANCE_PRECISION_MICRODOLLARS[membership],
  }
}

/** Returns the rounding that a fill adds before anything is given back, microdollars. */
export function roundingOf(terms: KalshiFeeTerms, fill: KalshiFill): number {
  return feeOfFill(terms, accumulatorOf(0), fill).roundingFee
}

/**
 * Returns what is left after a fill that was charged `charged`, one of the charges possible: the
 * bounds from which exactly that would have been given back.
 */
export function afterCharge(
  terms: KalshiFeeTerms,
  fill: KalshiFill,
  { gathered, charged }: { readonly gathered: GatheredRounding; readonly charged: number },
): GatheredRounding {
  // The more was gathered, the less is charged: both ends are found by bisection.
  const least = firstWhere(gathered, (amount) => netFeeOf(terms, fill, amount) <= charged)
  const past = firstWhere(
    { least, most: gathered.most + 1 },
    (amount) => amount > gathered.most || netFeeOf(terms, fill, amount) < charged,
  )
  return { least: leftAfter(terms, fill, least), most: leftAfter(terms, fill, past - 1) }
}

function leftAfter(terms: KalshiFeeTerms, fill: KalshiFill, amount: number): number {
  return feeOfFill(terms, accumulatorOf(amount), fill).accumulator.roundingMicrodollars
}

function netFeeOf(terms: KalshiFeeTerms, fill: KalshiFill, amount: number): Microdollars {
  return feeOfFill(terms, accumulatorOf(amount), fill).netFee
}

function accumulatorOf(amount: number) {
  return { roundingMicrodollars: amount as Microdollars }
}

/** The first whole amount for which a condition holds that holds for every larger one too, or the last. */
function firstWhere({ least, most }: GatheredRounding, holds: (amount: number) => boolean): number {
  let [low, high] = [least, most]
  while (low < high) {
    const middle = Math.floor((low + high) / 2)
    if (holds(middle)) high = middle
    else low = middle + 1
  }
  return low
}
