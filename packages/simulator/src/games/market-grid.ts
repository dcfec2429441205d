/**
 * Price grids by the label that the venue prints for them (price level structures, 2026-08 to 2026-10). Of
 * 2,145 game markets 60 had half cents (Brazilian soccer among them), the others whole ones.
 * @module
 */
import { type PriceGrid, type PriceTicks, priceTicks, TICKS_PER_DOLLAR } from '@arbkit/core'

/** Labels of the grids that a simulated market may have. */
export type GridLabel =
  | 'linear_cent'
  | 'center_half_edge_half_cent'
  | 'deci_cent'
  | 'tapered_deci_cent'

const range = (start: number, end: number, step: number): PriceGrid[number] => ({
  start: priceTicks(start),
  end: priceTicks(end),
  step: priceTicks(step),
})

/** The grids. */
export const MARKET_GRIDS: Readonly<Record<GridLabel, PriceGrid>> = {
  linear_cent: [range(0, TICKS_PER_DOLLAR, 100)],
  center_half_edge_half_cent: [range(0, TICKS_PER_DOLLAR, 50)],
  deci_cent: [range(0, TICKS_PER_DOLLAR, 10)],
  tapered_deci_cent: [
    range(0, 1000, 10),
    range(1000, 9000, 100),
    range(9000, TICKS_PER_DOLLAR, 10),
  ],
}

/** Returns a grid as the venue writes `price_ranges`. */
export function wireRangesOf(grid: PriceGrid): readonly Readonly<Record<string, string>>[] {
  return grid.map(({ start, end, step }) => ({
    start: dollarsOf(start),
    end: dollarsOf(end),
    step: dollarsOf(step),
  }))
}

function dollarsOf(ticks: PriceTicks): string {
  const digits = String(ticks).padStart(5, '0')
  return `${digits.slice(0, -4)}.${digits.slice(-4)}`
}
