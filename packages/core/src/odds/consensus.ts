/**
 * What several books together hold the outcomes of a market to be worth: each book is devigged by
 * itself, what is old, incomplete or out of line is set aside with its reason, and the rest is
 * averaged by weight. Pure: ages enter as numbers.
 * @module
 */
import { assertInput, assertInvariant } from '../assert.ts'
import { Decimal } from '../units/decimal.ts'
import {
  type BookProbabilities,
  type BookQuote,
  type DroppedBook,
  readBooks,
} from './book-probabilities.ts'
import { type Devig, SUM_SLACK } from './devig/devig.ts'
import type { MarketShape } from './devig/market.ts'
import { devigShin } from './devig/shin.ts'
import { withoutOutliers } from './outliers.ts'
import { sumOf } from './overround.ts'

/** Oldest quote that counts where nothing else is said, 120 s: a feed's before the game. */
export const CONSENSUS_AGE_MS_MAX = 120_000
/** Fewest books that make a consensus where nothing else is said. */
export const CONSENSUS_BOOKS_MIN = 2

/** What a consensus is made of. */
export interface ConsensusInput {
  readonly market: MarketShape
  /** At most one for each book. */
  readonly quotes: readonly BookQuote[]
  /**
   * How each book's margin is removed; Shin by default: it allows for the favourite-longshot bias,
   * never fails on a regular book, and is a closed form for two outcomes.
   */
  readonly devig?: Devig
  /** Weight by key of the bookmaker, 0 or more, 1 where none is given. With 0 a book has no say in the mean. */
  readonly weights?: ReadonlyMap<string, Decimal>
  /** Fewest books of a weight above 0; {@link CONSENSUS_BOOKS_MIN} by default. */
  readonly booksMin?: number
  /** Oldest quote that counts (included), milliseconds; {@link CONSENSUS_AGE_MS_MAX} by default. */
  readonly ageMsMax?: number
}

/** A book that was not set aside. */
export interface ConsensusBook extends BookProbabilities {
  /** Its weight in the mean; 0 for a book that is only asked whether it agrees. */
  readonly weight: Decimal
}

/** The books' common view, or that there are too few of them. */
export type Consensus = {
  /** In the order of the quotes. */
  readonly used: readonly ConsensusBook[]
  /** With their reasons; the order is that of the quotes, outliers last. */
  readonly dropped: readonly DroppedBook[]
} & (
  | {
      readonly tag: 'consensus'
      /** Weighted mean, in the order of the market's outcomes: each in (0, 1), their sum is 1. */
      readonly probabilities: readonly Decimal[]
    }
  | { readonly tag: 'too-few-books'; readonly booksMin: number }
)

/**
 * Returns the weighted mean of the books' fair probabilities, with what was used and what was set
 * aside. Nothing that a book quotes is thrown: it becomes a reason.
 * @throws {InvalidInputError} a book quoted twice, a weight below 0 or not finite, a minimum that is
 *   not a whole number above 0, or an age limit below 0.
 * @throws {MixedLinesError} the lines of `market` do not belong together.
 */
export function consensusOf({
  market,
  quotes,
  devig = devigShin,
  weights = new Map(),
  booksMin = CONSENSUS_BOOKS_MIN,
  ageMsMax = CONSENSUS_AGE_MS_MAX,
}: ConsensusInput): Consensus {
  assertInput(
    Number.isInteger(booksMin) && booksMin >= 1,
    `the fewest books must be a whole number above 0, got ${booksMin}`,
  )
  checkWeights(weights)
  const { read, dropped: unread } = readBooks({ market, quotes, devig, ageMsMax })
  const { kept, dropped: outliers } = withoutOutliers(read)
  const used = kept.map((book) => ({ ...book, weight: weights.get(book.book) ?? new Decimal(1) }))
  const dropped = [...unread, ...outliers]
  const heard = used.filter(({ weight }) => weight.gt(0))
  if (heard.length < booksMin) return { tag: 'too-few-books', used, dropped, booksMin }
  const probabilities = market.outcomes.map((_, index) => weightedMean(heard, index))
  const error = sumOf(probabilities).minus(1).abs()
  assertInvariant(error.lte(SUM_SLACK), 'consensus must sum to 1', { probabilities })
  return { tag: 'consensus', probabilities, used, dropped }
}

function checkWeights(weights: ReadonlyMap<string, Decimal>): void {
  for (const [book, weight] of weights) {
    const isWeight = weight.isFinite() && weight.gte(0)
    assertInput(isWeight, `a weight must be 0 or more, got ${weight.toString()} for ${book}`)
  }
}

function weightedMean(books: readonly ConsensusBook[], index: number): Decimal {
  const total = sumOf(books.map(({ weight }) => weight))
  const parts = books.map(({ weight, probabilities }) => weight.times(probabilities[index] ?? 0))
  return sumOf(parts).div(total)
}
