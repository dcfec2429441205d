/**
 * `price_ranges` of the wire as a price grid. The label beside it, `price_level_structure`, is never
 * read: new labels come over time (docs.kalshi.com, fixed point migration, 2026-08-22).
 * @module
 */
import {
  checkPriceGrid,
  checkWire,
  convertWire,
  insideWire,
  type PriceGrid,
  type PriceTicks,
  type WireLocation,
} from '@arbkit/core'
import * as z from 'zod'
import { readPrice } from '../to-core/read.ts'

const rangesSchema = z.array(
  z.looseObject({ start: z.string(), end: z.string(), step: z.string() }),
)

/**
 * Returns the grid that `price_ranges` state.
 * @param at where the ranges stand.
 * @throws {WireFormatError} another shape, a price outside 0 to 1, ranges that are no grid.
 */
export function priceGridOfRanges(ranges: unknown, at: WireLocation): PriceGrid {
  const grid = checkWire(rangesSchema, ranges, at).map(({ start, end, step }, index) => {
    const place = insideWire(at, index)
    return {
      start: readPrice(place, 'start', start),
      end: readPrice(place, 'end', end),
      step: readPrice(place, 'step', step),
    }
  })
  const expected = 'ascending price ranges with a step each'
  return convertWire({ at, key: 'length', expected }, grid, checkPriceGrid)
}

/**
 * Returns the whole cents strictly between 0 and 1 that the ranges leave out: none for every grid of
 * the venue ("whole cents are always valid", docs.kalshi.com, fixed point migration, 2026-08-22), so
 * one in here means that the ranges changed their meaning.
 */
export function missingWholeCents(grid: PriceGrid): readonly PriceTicks[] {
  return WHOLE_CENTS.filter(
    (price) =>
      !grid.some(
        ({ start, end, step }) => price >= start && price <= end && (price - start) % step === 0,
      ),
  )
}

/** Ticks in a cent. */
export const TICKS_PER_CENT = 100

const WHOLE_CENTS = Array.from(
  { length: 99 },
  (_, index) => ((index + 1) * TICKS_PER_CENT) as PriceTicks,
)
