/**
 * The first half of a consensus: every book by itself, from its quotes to fair probabilities, or to
 * the reason why it has none. One bad book must not cost the others their say, so nothing a book
 * quotes is thrown; only what the caller asks wrongly is.
 * @module
 */
import { assertInput } from '../assert.ts'
import { InvalidInputError } from '../errors.ts'
import type { Decimal } from '../units/decimal.ts'
import type { Devig } from './devig/devig.ts'
import {
  MissingOutcomeError,
  MixedLinesError,
  NonPositiveProbabilityError,
  UnderroundError,
} from './devig/errors.ts'
import {
  checkMarket,
  impliedOfMarket,
  type MarketShape,
  type PricedOutcome,
} from './devig/market.ts'

/** One book's prices of a market at one moment. */
export interface BookQuote {
  /** Key of the bookmaker, `draftkings`. */
  readonly book: string
  /** Its prices; other lines may stand among them. */
  readonly prices: readonly PricedOutcome[]
  /** Age of the quote, milliseconds; `Infinity` where it is not known. */
  readonly ageMs: number
}

/** A book's own view. */
export interface BookProbabilities {
  readonly book: string
  /** Devigged, in the order of the market's outcomes. */
  readonly probabilities: readonly Decimal[]
}

/**
 * Why a book was set aside. `stale`: older than allowed, or of no age that a quote can have;
 * `invalid-price`: priced twice, or at odds that no method accepts; `outlier`: far from the others.
 */
export type DropReason =
  | 'stale'
  | 'missing-outcome'
  | 'mixed-lines'
  | 'underround'
  | 'non-positive-probability'
  | 'invalid-price'
  | 'outlier'

/** A book that was set aside. */
export interface DroppedBook {
  readonly book: string
  readonly reason: DropReason
  /** One line for a person. */
  readonly detail: string
}

/** What is asked of the books. */
export interface BookReading {
  readonly market: MarketShape
  readonly quotes: readonly BookQuote[]
  readonly devig: Devig
  /** Oldest age that counts (included). */
  readonly ageMsMax: number
}

/**
 * Returns the books that have a view, in the order of the quotes, and the others with their reason.
 * @throws {InvalidInputError} a book quoted twice, or `ageMsMax` below 0 or NaN.
 * @throws {MixedLinesError} the lines of `market` do not belong together.
 */
export function readBooks({ market, quotes, devig, ageMsMax }: BookReading): {
  readonly read: readonly BookProbabilities[]
  readonly dropped: readonly DroppedBook[]
} {
  checkMarket(market)
  assertInput(ageMsMax >= 0, `the oldest age must be 0 or more, got ${ageMsMax}`)
  const books = new Set(quotes.map(({ book }) => book))
  assertInput(books.size === quotes.length, 'a book is quoted twice', { books: [...books] })
  const read: BookProbabilities[] = []
  const dropped: DroppedBook[] = []
  for (const { book, prices, ageMs } of quotes) {
    if (!(ageMs >= 0 && ageMs <= ageMsMax)) {
      const detail = `${ageMs} ms old, at most ${ageMsMax} allowed`
      dropped.push({ book, reason: 'stale', detail })
      continue
    }
    try {
      read.push({ book, probabilities: devig(impliedOfMarket(market, prices)).probabilities })
    } catch (error) {
      dropped.push({ book, ...reasonOf(error) })
    }
  }
  return { read, dropped }
}

/** Rethrows what no quote can cause. */
function reasonOf(error: unknown): Omit<DroppedBook, 'book'> {
  if (error instanceof InvalidInputError) return { reason: 'invalid-price', detail: error.message }
  const isOfQuote =
    error instanceof MissingOutcomeError ||
    error instanceof MixedLinesError ||
    error instanceof UnderroundError ||
    error instanceof NonPositiveProbabilityError
  if (isOfQuote) return { reason: error.code, detail: error.message }
  throw error
}
