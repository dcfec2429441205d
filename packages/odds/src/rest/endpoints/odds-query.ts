/**
 * What all four calls for odds have in common: whose prices of what, in American odds, with everything that
 * has to travel with a price.
 * @module
 */
import type { Query } from '@arbkit/http'
import type { BookScope, OddsScope } from '../../credits/cost.ts'
import { bookScope, queryOf, switchText } from './parameters.ts'

/** What is asked for beside prices; all but the last two unless switched off. */
export interface OddsExtras {
  /** Deep links to the bet slip. */
  readonly includeLinks?: boolean | undefined
  /** The book's own ids of events, markets and selections. */
  readonly includeSids?: boolean | undefined
  /** The largest stakes, mostly of exchanges. */
  readonly includeBetLimits?: boolean | undefined
  /** False by default. */
  readonly includeRotationNumbers?: boolean | undefined
  /** Payout factors of daily-fantasy sites; false by default. */
  readonly includeMultipliers?: boolean | undefined
}

/** Prices of what, and whose. */
export interface PricesParams extends OddsExtras {
  /** Market keys, `h2h`. */
  readonly markets: readonly string[]
  readonly books: BookScope
}

/** Filters and the moment, as they are written. */
export interface OddsFilters {
  readonly date?: string | undefined
  readonly eventIds?: string | undefined
  readonly commenceTimeFrom?: string | undefined
  readonly commenceTimeTo?: string | undefined
}

/** Returns the query. @throws {InvalidInputError} no region, no bookmaker. */
export function oddsQuery(scope: OddsScope, extras: OddsExtras, filters: OddsFilters = {}): Query {
  const books = scope.books
  return queryOf({
    date: filters.date,
    ...('bookmakers' in books ? { bookmakers: books.bookmakers } : { regions: books.regions }),
    markets: scope.markets,
    oddsFormat: 'american',
    dateFormat: 'iso',
    eventIds: filters.eventIds,
    commenceTimeFrom: filters.commenceTimeFrom,
    commenceTimeTo: filters.commenceTimeTo,
    includeLinks: switchText(extras.includeLinks, true),
    includeSids: switchText(extras.includeSids, true),
    includeBetLimits: switchText(extras.includeBetLimits, true),
    includeRotationNumbers: switchText(extras.includeRotationNumbers),
    includeMultipliers: switchText(extras.includeMultipliers),
  })
}

/** Returns markets and books as they are sent and charged. @throws {InvalidInputError} as `keysOf`, no book. */
export function scopeOf(
  { markets, books }: PricesParams,
  keysOf: (markets: readonly string[]) => readonly string[],
): OddsScope {
  return { markets: keysOf(markets), books: bookScope(books) }
}
