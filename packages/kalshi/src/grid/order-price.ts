/**
 * Whether a market would take an order at a price, and which prices beside it would be taken.
 * Orders off the grid are refused by the venue (docs.kalshi.com, fixed point migration, 2026-08-22).
 * @module
 */
import {
  isOnGrid,
  type PriceGrid,
  type PriceRange,
  type PriceTicks,
  TICKS_PER_DOLLAR,
} from '@arbkit/core'
import type { GridAsOf } from './grid-book.ts'
import { TICKS_PER_CENT } from './price-ranges.ts'

/** Prices that would be taken on either side; undefined where there is none before 0 or 1. */
export interface NearestPrices {
  readonly below: PriceTicks | undefined
  readonly above: PriceTicks | undefined
}

/** What a grid says about a price. */
export type OrderPriceCheck =
  | { readonly tag: 'on-grid' }
  | ({ readonly tag: 'off-grid' } & NearestPrices)
  /** Nothing is known: the prices beside it are whole cents, which every market takes. */
  | ({
      readonly tag: 'unknown-grid'
      readonly because: Extract<GridAsOf, { tag: 'unknown' }>['because']
      readonly isWholeCent: boolean
    } & NearestPrices)

/** Checks a price of the YES book, in which every order is stated: a NO price q is checked as 1 − q. */
export function checkOrderPrice(known: GridAsOf, price: PriceTicks): OrderPriceCheck {
  if (known.tag === 'unknown') {
    const isWholeCent = isOnGrid(WHOLE_CENTS, price)
    return { ...known, tag: 'unknown-grid', isWholeCent, ...nearestPrices(WHOLE_CENTS, price) }
  }
  if (isOnGrid(known.grid, price)) return { tag: 'on-grid' }
  return { tag: 'off-grid', ...nearestPrices(known.grid, price) }
}

/** Returns the highest price that is taken below this one, and the lowest above it. */
export function nearestPrices(grid: PriceGrid, price: PriceTicks): NearestPrices {
  const ranges = [...grid, ...WHOLE_CENTS]
  const below = ranges.map((range) => lastBelow(range, price)).filter(isOrderPrice)
  const above = ranges.map((range) => firstAbove(range, price)).filter(isOrderPrice)
  return {
    below: below.length === 0 ? undefined : (Math.max(...below) as PriceTicks),
    above: above.length === 0 ? undefined : (Math.min(...above) as PriceTicks),
  }
}

/** Every market takes whole cents. */
const WHOLE_CENTS: PriceGrid = [
  {
    start: 0 as PriceTicks,
    end: TICKS_PER_DOLLAR as PriceTicks,
    step: TICKS_PER_CENT as PriceTicks,
  },
]

/** The range's highest step below the price; −1 where the range begins too high. */
function lastBelow({ start, end, step }: PriceRange, price: number): number {
  const most = Math.min(price - 1, end)
  if (most < start) return -1
  return start + Math.floor((most - start) / step) * step
}

/** The range's lowest step above the price; a dollar where the range ends too low. */
function firstAbove({ start, end, step }: PriceRange, price: number): number {
  const least = Math.max(price + 1, start)
  const first = start + Math.ceil((least - start) / step) * step
  return first > end ? TICKS_PER_DOLLAR : first
}

function isOrderPrice(price: number): boolean {
  return price > 0 && price < TICKS_PER_DOLLAR
}
