/**
 * The prices a leg could have, in the notation its own was given in: a scale to search for the price
 * at which a calculation breaks even. A higher place on the scale is a better price for the person
 * who takes it.
 * @module
 */
import { assertInput, assertNever } from '../../assert.ts'
import { americanOdds } from '../../odds/american.ts'
import { exactDecimalOdds, printedDecimalOdds } from '../../odds/decimal.ts'
import { formatFractionalOdds } from '../../odds/format-odds.ts'
import { exactPercentOdds, printedPercentOdds } from '../../odds/percent.ts'
import type { OddsNotation, OddsPrice } from '../../odds/price.ts'
import { formatFixedPoint, formatPriceTicks } from '../../units/fixed-point.ts'
import { type PriceTicks, priceTicks, TICKS_PER_DOLLAR } from '../../units/money.ts'
import { compareRational, type Rational, rational } from '../../units/rational.ts'
import type { CalculatorLeg } from './calculator-leg.ts'

/** How the prices of a scale are written. */
export type PriceNotation =
  | { readonly tag: 'american' }
  /** Whole multiples of 10^−places; `printed` prices at the lowest value that prints so. */
  | {
      readonly tag: 'decimal' | 'percent'
      readonly places: number
      readonly reading: 'exact' | 'printed'
    }
  /** Hundredths: the fractions that books quote are no even scale. */
  | { readonly tag: 'fractional' }
  /** A contract, in multiples of a number of ticks that divides a dollar: 100 for cents. */
  | { readonly tag: 'contract'; readonly stepTicks: number }

/** One place on a scale. */
export interface ScalePrice {
  /** The price in its notation: `-115`, `1.87`, `53.5%`, `87/100`, `0.4600`. */
  readonly text: string
  /** The leg at this price. */
  readonly leg: CalculatorLeg
}

/** All prices of one leg in one notation. */
export interface PriceScale {
  /** Places run from 0 (the worst price) to this, included. */
  readonly last: number
  /** Returns the price at a place. */
  readonly at: (place: number) => ScalePrice
  /** The highest place whose price is not better than the leg's own. */
  readonly own: number
}

/** Odds beyond 1000 to 1 are not searched. */
export const SCALE_ODDS_MAX = 1001
/** Most decimals of a scale of decimal odds or percentages. */
export const SCALE_PLACES_MAX = 6

/**
 * Returns the scale of a leg.
 * @throws {InvalidInputError} a notation that is not one of the leg's, or decimals or ticks that make
 *   no scale.
 */
export function priceScaleOf(leg: CalculatorLeg, notation: PriceNotation): PriceScale {
  const problem = `a ${leg.tag} has no scale of ${notation.tag} prices`
  if (leg.tag === 'contract') {
    assertInput(notation.tag === 'contract', problem)
    return contractScale(leg, notation.stepTicks)
  }
  assertInput(notation.tag !== 'contract', problem)
  const { count, at } = oddsOf(notation)
  const isLay = leg.tag === 'lay'
  const pricedAt = (place: number): OddsPrice<OddsNotation> => at(isLay ? count - 1 - place : place)
  return {
    last: count - 1,
    at: (place) => {
      const price = pricedAt(place)
      return { text: price.original, leg: { ...leg, price } }
    },
    own: highest(count, (place) => {
      const order = compareRational(pricedAt(place).returnRatio, leg.price.returnRatio)
      return isLay ? order >= 0 : order <= 0
    }),
  }
}

/** Odds by place, ascending. */
interface OddsScale {
  readonly count: number
  readonly at: (place: number) => OddsPrice<OddsNotation>
}

function contractScale(
  leg: Extract<CalculatorLeg, { tag: 'contract' }>,
  stepTicks: number,
): PriceScale {
  assertInput(
    Number.isInteger(stepTicks) && stepTicks > 0 && TICKS_PER_DOLLAR % stepTicks === 0,
    `a step of prices must divide a dollar, got ${stepTicks} ticks`,
  )
  const last = TICKS_PER_DOLLAR / stepTicks - 2
  const priceAt = (place: number): PriceTicks =>
    priceTicks(TICKS_PER_DOLLAR - (place + 1) * stepTicks)
  return {
    last,
    at: (place) => {
      const price = priceAt(place)
      return { text: formatPriceTicks(price), leg: { ...leg, price } }
    },
    own: highest(last + 1, (place) => priceAt(place) >= leg.price),
  }
}

function oddsOf(notation: Exclude<PriceNotation, { readonly tag: 'contract' }>): OddsScale {
  switch (notation.tag) {
    case 'american':
      return americanScale()
    case 'decimal':
      return decimalScale(notation.places, notation.reading)
    case 'percent':
      return percentScale(notation.places, notation.reading)
    case 'fractional':
      return fractionalScale()
    default:
      return assertNever(notation)
  }
}

/** …, −102, −101, +100, +101, …, as far as the longest odds either way. */
function americanScale(): OddsScale {
  const reach = (SCALE_ODDS_MAX - 1) * 100 - 100
  return {
    count: 2 * reach + 1,
    at: (place) => {
      const step = place - reach
      return americanOdds(step >= 0 ? 100 + step : step - 100)
    },
  }
}

function decimalScale(places: number, reading: 'exact' | 'printed'): OddsScale {
  checkPlaces(places)
  const unit = 10 ** places
  const priceOf = reading === 'printed' ? printedDecimalOdds : exactDecimalOdds
  return {
    count: (SCALE_ODDS_MAX - 1) * unit,
    at: (place) => priceOf(formatFixedPoint(unit + 1 + place, places)),
  }
}

/** A lower percentage is the better price. */
function percentScale(places: number, reading: 'exact' | 'printed'): OddsScale {
  checkPlaces(places)
  const unit = 10 ** places
  const priceOf = reading === 'printed' ? printedPercentOdds : exactPercentOdds
  // 99.9 % as a page prints it may be certainty: the scale ends a place below.
  const worst = 100 * unit - 2
  return {
    count: worst,
    at: (place) => priceOf(`${formatFixedPoint(worst - place, places)}%`),
  }
}

function fractionalScale(): OddsScale {
  return {
    count: (SCALE_ODDS_MAX - 1) * 100,
    at: (place) => {
      const returnRatio: Rational = rational(101 + place, 100)
      const original = formatFractionalOdds({ returnRatio })
      return { returnRatio, original, format: 'fractional', exactness: 'exact' }
    },
  }
}

function checkPlaces(places: number): void {
  assertInput(
    Number.isInteger(places) && places >= 1 && places <= SCALE_PLACES_MAX,
    `a scale has 1 to ${SCALE_PLACES_MAX} decimals, got ${places}`,
  )
}

/** The last of `count` places at which a condition holds that fails from some place on; 0 where it never does. */
function highest(count: number, holds: (place: number) => boolean): number {
  let [known, beyond] = [0, count]
  while (beyond - known > 1) {
    const middle = Math.floor((known + beyond) / 2)
    if (holds(middle)) known = middle
    else beyond = middle
  }
  return known
}
