/**
 * What kind of market a book offers, lay markets of exchanges included.
 * @module
 */
import type { BookMarket } from '../fixtures/listing.ts'
import type { MarketType } from '../fixtures/proposition.ts'

const LAY_MARKET_TYPES: Readonly<Record<string, MarketType>> = {
  h2h_lay: 'moneyline',
  spreads_lay: 'spread',
  totals_lay: 'total',
}

/** Returns what kind of market a book offers; undefined where it is none of ours. */
export function bookMarketTypeOf({ marketType, marketKey }: BookMarket): MarketType | undefined {
  return marketType ?? LAY_MARKET_TYPES[marketKey]
}
