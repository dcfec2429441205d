/**
 * Whether NO bids of a book are stated at NO prices or at YES prices, found by comparing them with the
 * same book stated at NO prices. Both were taken at nearly the same time, so most levels agree. Pure.
 * @module
 */
import { TICKS_PER_DOLLAR } from '@arbkit/core'
import { priceOrNone } from './canary-requests.ts'

/** How NO bids are stated; unclear where both readings fit alike. */
export type NoPriceConvention = 'no-prices' | 'yes-prices' | 'unclear'

/**
 * Returns the reading under which more levels agree.
 * @param atNoPrices levels `[price, count]` known to be at NO prices.
 * @param levels levels of which that is asked.
 */
export function noPriceConvention(atNoPrices: unknown, levels: unknown): NoPriceConvention {
  const known = new Set(pricesOf(atNoPrices))
  const stated = pricesOf(levels)
  const straight = stated.filter((price) => known.has(price)).length
  const mirrored = stated.filter((price) => known.has(TICKS_PER_DOLLAR - price)).length
  if (straight === mirrored) return 'unclear'
  return straight > mirrored ? 'no-prices' : 'yes-prices'
}

function pricesOf(levels: unknown): readonly number[] {
  if (!Array.isArray(levels)) return []
  return levels.flatMap((level: unknown) => {
    const price = Array.isArray(level) ? priceOrNone(level[0]) : undefined
    return price === undefined ? [] : [price]
  })
}
