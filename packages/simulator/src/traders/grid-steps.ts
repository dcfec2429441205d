/**
 * The prices of a market's grid next to a price.
 * @module
 */
import { type PriceGrid, type PriceTicks, priceTicks, TICKS_PER_DOLLAR } from '@arbkit/core'

const TICKS_PER_CENT = 100
/** Float noise of a worth that is on a step. */
const NOISE = 1e-7

/** Returns the highest price of the grid that is not above some ticks; undefined below the lowest one. */
export function priceAtMost(grid: PriceGrid, ticks: number): PriceTicks | undefined {
  const most = Math.min(ticks + NOISE, TICKS_PER_DOLLAR - 1)
  let best = Math.floor(most / TICKS_PER_CENT) * TICKS_PER_CENT
  for (const { start, end, step } of grid) {
    if (most < start) continue
    best = Math.max(best, start + Math.floor((Math.min(most, end) - start) / step) * step)
  }
  return best > 0 && best < TICKS_PER_DOLLAR ? priceTicks(best) : undefined
}

/** Returns the lowest price of the grid that is not below some ticks; undefined above the highest one. */
export function priceAtLeast(grid: PriceGrid, ticks: number): PriceTicks | undefined {
  const least = Math.max(ticks - NOISE, 1)
  let best = Math.ceil(least / TICKS_PER_CENT) * TICKS_PER_CENT
  for (const { start, end, step } of grid) {
    const price = start + Math.max(0, Math.ceil((least - start) / step)) * step
    if (price <= end) best = Math.min(best, price)
  }
  return best > 0 && best < TICKS_PER_DOLLAR ? priceTicks(best) : undefined
}
