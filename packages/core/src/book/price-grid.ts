/**
 * The prices a market accepts: ranges with a step each, as the venue publishes them
 * (`price_ranges`, Kalshi "fixed point migration", 2026-08-22). The label beside them is not a key.
 * @module
 */
import { assertInput } from '../assert.ts'
import { type PriceTicks, TICKS_PER_DOLLAR } from '../units/money.ts'

/** Prices from `start` to `end`, both included, `step` apart. */
export interface PriceRange {
  readonly start: PriceTicks
  readonly end: PriceTicks
  readonly step: PriceTicks
}

/** A market's grid: ranges ascending, the end of one is the start of the next. */
export type PriceGrid = readonly PriceRange[]

/** Most ranges a grid may have. */
export const PRICE_RANGES_MAX = 32

/** @throws {InvalidInputError} no range, too many, a step of zero, or ranges out of order. */
export function checkPriceGrid(grid: PriceGrid): PriceGrid {
  assertInput(grid.length > 0, 'price grid is empty')
  assertInput(
    grid.length <= PRICE_RANGES_MAX,
    `price grid has more than ${PRICE_RANGES_MAX} ranges`,
  )
  let from = 0
  for (const { start, end, step } of grid) {
    assertInput(step > 0, `price step must be above 0, got ${step}`)
    assertInput(start >= from && end > start, `price range out of order: ${start} to ${end}`)
    from = end
  }
  return grid
}

/**
 * True where an order at this price would be taken: strictly between 0 and 1, and on a step of a
 * range. A whole cent is always valid.
 */
export function isOnGrid(grid: PriceGrid, price: PriceTicks): boolean {
  if (price <= 0 || price >= TICKS_PER_DOLLAR) return false
  if (price % 100 === 0) return true
  return grid.some(
    ({ start, end, step }) => price >= start && price <= end && (price - start) % step === 0,
  )
}
