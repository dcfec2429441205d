/**
 * Whose prices to ask for: regions or bookmakers by name, whichever costs less.
 * @module
 */
import { assertInput } from '@arbkit/core'
import { BOOKS } from '../books.ts'
import { type BookScope, regionCountOf } from '../credits/cost.ts'

/**
 * Returns the cheaper scope that brings all the books wanted: their regions, or the books by name, ten
 * for a region. At equal cost by name: the answer holds nothing that nobody wants. Regions also need
 * every book's region to be known. One call has one scope, so the two are never mixed.
 * @throws {InvalidInputError} no book named.
 */
export function cheapestScope(
  books: readonly string[],
  regionOf: (bookKey: string) => string | undefined = (key) => BOOKS.get(key)?.region,
): BookScope {
  assertInput(books.length > 0, 'odds: expected a bookmaker')
  const byName: BookScope = { bookmakers: [...new Set(books)].toSorted() }
  const known = books.flatMap((key) => regionOf(key) ?? [])
  if (known.length < books.length) return byName
  const byRegion: BookScope = { regions: [...new Set(known)].toSorted() }
  return regionCountOf(byRegion) < regionCountOf(byName) ? byRegion : byName
}

/** Returns true where a scope brings exchanges and prediction markets only: the source asks them more often. */
export function isExchangeScope(scope: BookScope): boolean {
  if ('regions' in scope) return scope.regions.every((region) => region === 'us_ex')
  return scope.bookmakers.every((key) => {
    const kind = BOOKS.get(key)?.kind
    return kind === 'exchange' || kind === 'prediction-market'
  })
}
