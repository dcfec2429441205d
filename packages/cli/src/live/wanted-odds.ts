/**
 * What is asked of the feed: markets, and from whom.
 * @module
 */
import type { BookChoice, WantedOdds } from '@arbkit/engine'
import { cheapestScope } from '@arbkit/odds'
import { DEFAULT_MARKETS, DEFAULT_REGIONS } from './defaults.ts'

/** What was said. */
export interface OddsWishes {
  readonly markets?: readonly string[] | undefined
  readonly regions?: readonly string[] | undefined
  readonly books?: readonly BookChoice[] | undefined
}

/** Books that were named are asked for and nobody else; regions bring others to compare with. */
export function wantedOddsOf({ markets, regions, books }: OddsWishes): WantedOdds {
  const named = books === undefined ? undefined : cheapestScope(books.map(({ key }) => key))
  return {
    markets: markets ?? DEFAULT_MARKETS,
    books: regions === undefined ? (named ?? { regions: DEFAULT_REGIONS }) : { regions },
  }
}
