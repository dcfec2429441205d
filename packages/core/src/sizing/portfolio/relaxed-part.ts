/**
 * One part as the relaxation sees it: a curve of payout and cost over quantity, nothing rounded, and
 * the payoffs that can be its least. Floats: they steer a search and are never shown.
 * @module
 */
import type { Payoff } from '../../settlement/payoff.ts'
import { MICRODOLLARS_PER_CENT } from '../../units/money.ts'
import { linearCost } from '../ladder-cost.ts'
import { stepOf } from './holding.ts'
import type { PortfolioPart } from './portfolio.ts'
import type { PayoffSet } from './prepare-portfolio.ts'

/** What some quantity of a part comes to before rounding; microdollars. */
export interface CurvePoint {
  readonly quantity: number
  readonly winPayout: number
  /** Price without fees. */
  readonly price: number
  /** Price and fees. */
  readonly allIn: number
}

/** A payoff in floats. */
export interface PayoffTerm {
  readonly quantity: number
  readonly cost: number
}

/** A part with nothing rounded. */
export interface RelaxedPart {
  /** By payoff set: those of its payoffs that are the least for some quantity; one nearly always. */
  readonly terms: readonly (readonly PayoffTerm[])[]
  /** True where a cost counts in a payoff, so that price and fees can not be told as one figure. */
  readonly needsPrice: boolean
  readonly step: number
  /** The unrounded point at a quantity within the depth. */
  pointAt(quantity: number): CurvePoint
  /** Ends of the ladder's levels strictly between two quantities, ascending. */
  levelEndsWithin(low: number, high: number): readonly number[]
}

/** Returns the part without its roundings: it never costs more, nor pays less, than the rounded one. */
export function relaxedPartOf(
  part: PortfolioPart,
  { sets, most }: { readonly sets: readonly PayoffSet[]; readonly most: number },
): RelaxedPart {
  const curve = part.tag === 'bet' ? betCurve(part) : contractCurve(part)
  const prices = [1, most].map((quantity) => {
    const { price, winPayout } = curve.pointAt(Math.min(quantity, most))
    return winPayout === 0 ? 0 : price / winPayout
  })
  const terms = sets.map((set) => leastTerms(set, prices))
  const needsPrice = part.tag === 'contract' && terms.flat().some(({ cost }) => cost !== 0)
  return { ...curve, terms, needsPrice, step: stepOf(part) }
}

type Curve = Pick<RelaxedPart, 'pointAt' | 'levelEndsWithin'>

function betCurve(part: Extract<PortfolioPart, { tag: 'bet' }>): Curve {
  const { numerator, denominator } = part.returnRatio
  const perCent = (numerator / denominator) * MICRODOLLARS_PER_CENT
  const priceOfCent = part.isFreeBet ? 0 : MICRODOLLARS_PER_CENT
  return {
    pointAt: (quantity) => ({
      quantity,
      winPayout: quantity * perCent,
      price: quantity * priceOfCent,
      allIn: quantity * priceOfCent,
    }),
    levelEndsWithin: () => [],
  }
}

function contractCurve({ cost }: Extract<PortfolioPart, { tag: 'contract' }>): Curve {
  const { segments } = cost
  const priceBefore: number[] = []
  let before = 0
  for (const { price, from, to } of segments) {
    priceBefore.push(before)
    before += price * (to - from)
  }
  /** Number of the level in which the quantity lies. */
  const levelAt = (quantity: number): number => {
    let [low, high] = [0, segments.length - 1]
    while (low < high) {
      const middle = (low + high) >> 1
      if ((segments[middle]?.to as number) < quantity) low = middle + 1
      else high = middle
    }
    return low
  }
  return {
    pointAt: (quantity) => {
      const segment = segments[levelAt(quantity)]
      if (quantity === 0 || segment === undefined) {
        return { quantity: 0, winPayout: 0, price: 0, allIn: 0 }
      }
      const below = priceBefore[levelAt(quantity)] as number
      return {
        quantity,
        winPayout: quantity * MICRODOLLARS_PER_CENT,
        price: below + (quantity - segment.from) * segment.price,
        allIn: linearCost(cost, quantity),
      }
    },
    levelEndsWithin: (low, high) => {
      const ends: number[] = []
      for (let level = levelAt(low); level < segments.length; level += 1) {
        const { to } = segments[level] as (typeof segments)[number]
        if (to >= high) break
        if (to > low) ends.push(to)
      }
      return ends
    },
  }
}

/**
 * Keeps the payoffs that can be the least. All are linear in payout and price, and price over payout
 * only ranges from the first price to the average of the whole: one that is nowhere lower than another
 * at both ends is nowhere lower between them.
 */
function leastTerms(set: PayoffSet, prices: readonly number[]): readonly PayoffTerm[] {
  const terms = set.map(termOf)
  const at = ({ quantity, cost }: PayoffTerm, price: number) => quantity + cost * price
  return terms.filter((term, index) =>
    terms.every((other, otherIndex) => {
      if (index === otherIndex) return true
      const isNeverLower = prices.every((price) => at(term, price) >= at(other, price))
      const isSame = prices.every((price) => at(term, price) === at(other, price))
      return !isNeverLower || (isSame && index < otherIndex)
    }),
  )
}

function termOf({ quantity, cost }: Payoff): PayoffTerm {
  return {
    quantity: quantity.numerator / quantity.denominator,
    cost: cost.numerator / cost.denominator,
  }
}

/** Returns the least payout of a point over the terms, microdollars. */
export function leastOfTerms(
  terms: readonly PayoffTerm[],
  { winPayout, price }: Pick<CurvePoint, 'winPayout' | 'price'>,
): number {
  let least = Number.POSITIVE_INFINITY
  for (const { quantity, cost } of terms) {
    least = Math.min(least, quantity * winPayout + cost * price)
  }
  return least
}
