/**
 * `@arbkit/odds`: the wire formats of The Odds API v4, checked and turned into the nouns of
 * `@arbkit/core`. This part parses only: no network, no clock. Wire schemas are private, so a change
 * of the wire stays in here.
 * @module
 */
export {
  type Book,
  type BookKind,
  bookKindOf,
  type BookRegion,
  BOOKS,
  DEFAULT_BOOKS,
} from './books.ts'
export { detectOddsFormat, type FeedOddsFormat, oddsFormatOf } from './odds-format.ts'
export {
  type OddsFrame,
  type OddsRecognition,
  type OddsShape,
  recogniseOdds,
} from './recognise.ts'
export { parseOdds, type ParseOddsOptions } from './to-core/listing.ts'
