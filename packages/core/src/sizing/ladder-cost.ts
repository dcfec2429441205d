/**
 * What the first `n` hundredths of a contract of a ladder cost, all in and at most, as a
 * piecewise-linear function: one segment a price level.
 * @module
 */
import { assertInput } from '../assert.ts'
import type { AskLadder } from '../book/ladder.ts'
import type { ContractCosts } from '../fees/contract-costs.ts'
import {
  type Centicontracts,
  type Microdollars,
  microdollars,
  MICRODOLLARS_MAX,
  type PriceTicks,
} from '../units/money.ts'

/** One level of a ladder with its cumulative bounds. Sizes in centicontracts. */
export interface CostSegment {
  readonly price: PriceTicks
  /** Size available below this level. */
  readonly from: number
  /** Size available up to and with this level. */
  readonly to: number
  /** All-in cost of 0.01 contract here, microdollars. */
  readonly unitCost: number
  /** All-in cost of everything below, microdollars. */
  readonly costBefore: number
}

/** A ladder prepared for pricing. */
export interface LadderCost {
  readonly segments: readonly CostSegment[]
  readonly depth: Centicontracts
  readonly totalStepMicrodollars: number
}

/** Most levels a ladder may have. */
export const LADDER_LEVELS_MAX = 10_001

/** @throws {InvalidInputError} a ladder out of order, with an empty level, or with too many levels. */
export function ladderCostOf(ladder: AskLadder, costs: ContractCosts): LadderCost {
  assertInput(
    ladder.length <= LADDER_LEVELS_MAX,
    `ladder has more than ${LADDER_LEVELS_MAX} levels`,
  )
  const segments: CostSegment[] = []
  let from = 0
  let costBefore = 0
  let previous = 0
  for (const { price, size } of ladder) {
    // Asked first: a message for every level of every ladder would cost more than the levels do.
    if (!(price > previous && size > 0)) refuseLevel(price, size, previous)
    const unitCost = costs.perCenticontract(price)
    segments.push({ price, from, to: from + size, unitCost, costBefore })
    from += size
    costBefore += unitCost * size
    previous = price
  }
  microdollars(costBefore)
  return {
    segments,
    depth: from as Centicontracts,
    totalStepMicrodollars: costs.totalStepMicrodollars,
  }
}

/** Returns the all-in cost before the order's final rounding: exact, microdollars. */
export function linearCost(cost: LadderCost, size: number): number {
  const segment = segmentAt(cost, size)
  return segment === undefined ? 0 : linearCostIn(segment, size)
}

/** Returns the same where the segment of the last centicontract is known. */
export function linearCostIn(segment: CostSegment, size: number): number {
  return segment.costBefore + (size - segment.from) * segment.unitCost
}

/** Returns the most the first `size` centicontracts cost, price and fees, rounded up. */
export function allInCost(cost: LadderCost, size: number): Microdollars {
  return roundedCost(cost, linearCost(cost, size))
}

/** Returns a cost rounded up as the total of an order. */
export function roundedCost(cost: LadderCost, linear: number): Microdollars {
  const step = cost.totalStepMicrodollars
  const rounded = Math.ceil(linear / step) * step
  // A sum out of range is left to the check that names it.
  return rounded <= MICRODOLLARS_MAX ? (rounded as Microdollars) : microdollars(rounded)
}

/** Returns what each level contributes to the first `size` centicontracts, cheapest first. */
export function takenLevels(
  cost: LadderCost,
  size: number,
): readonly { readonly price: PriceTicks; readonly count: Centicontracts }[] {
  return cost.segments
    .filter((segment) => segment.from < size)
    .map((segment) => ({
      price: segment.price,
      count: (Math.min(segment.to, size) - segment.from) as Centicontracts,
    }))
}

/** @throws {InvalidInputError} always: what is wrong with the level. */
function refuseLevel(price: number, size: number, previous: number): void {
  assertInput(price > previous, `ladder prices must ascend, got ${price} after ${previous}`)
  assertInput(size > 0, `ladder size must be above 0, got ${size}`)
}

/** The segment in which the `size`-th centicontract lies; binary search. */
function segmentAt({ segments }: LadderCost, size: number): CostSegment | undefined {
  let low = 0
  let high = segments.length - 1
  while (low < high) {
    const middle = (low + high) >> 1
    if ((segments[middle] as CostSegment).to < size) low = middle + 1
    else high = middle
  }
  return segments[low]
}
