/**
 * Unit costs: what a dollar of winning payout costs at least, as one whole number of microdollars.
 * All that the quick bound knows of a price. Always at or below what full evaluation reckons with,
 * so that a bound which rejects on them never rejects what full evaluation accepts.
 *
 * Nothing here allocates, and nothing throws: what is no price comes out as `NaN`, which the bound
 * refuses by name.
 * @module
 */
import type { AllInTable } from '../../fees/all-in-table.ts'
import { CENTICONTRACTS_PER_CONTRACT, MICRODOLLARS_PER_DOLLAR } from '../../units/money.ts'
import type { Rational } from '../../units/rational.ts'

/** Unit cost of what is not offered: dearer than anything. */
export const NOT_OFFERED = Infinity

/** Unit cost of a free bet: the stake is the book's. */
export const FREE_BET_UNIT_COST = 0

/**
 * Returns the least that a dollar of contracts costs whose best ask is `bestAskTicks`, price and
 * fees, at that level or any deeper one.
 * @param bestAskTicks 1 to 10,000; undefined where nothing is offered.
 */
export function contractUnitCost(table: AllInTable, bestAskTicks: number | undefined): number {
  if (bestAskTicks === undefined) return NOT_OFFERED
  return table.leastFrom(bestAskTicks) * CENTICONTRACTS_PER_CONTRACT
}

/**
 * Returns what has to be staked for a dollar of payout, rounded down.
 * @param returnRatio what 1 staked returns if the bet wins, commission taken off; undefined where no
 *   price is offered.
 */
export function betUnitCost(returnRatio: Rational | undefined): number {
  if (returnRatio === undefined) return NOT_OFFERED
  const { numerator, denominator } = returnRatio
  if (!(numerator > 0 && denominator > 0)) return Number.NaN
  const product = denominator * MICRODOLLARS_PER_DOLLAR
  if (product <= Number.MAX_SAFE_INTEGER) return (product - (product % numerator)) / numerator
  // Two roundings of a float: off by far less than one wherever a unit cost means anything.
  return Math.max(0, Math.floor((denominator / numerator) * MICRODOLLARS_PER_DOLLAR) - 1)
}

/**
 * Returns whether two claims that between them win in every outcome cost less than the dollar that
 * one of them pays: the quick answer for one pair.
 */
export function canPayTogether(unitCost: number, otherUnitCost: number): boolean {
  return !(unitCost + otherUnitCost >= MICRODOLLARS_PER_DOLLAR)
}
