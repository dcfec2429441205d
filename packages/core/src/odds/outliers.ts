/**
 * Setting aside the book that is out of line with the others, by statistics that it can not move
 * itself: a stale or broken quote among a few books would carry a mean along with it.
 * @module
 */
import { Decimal } from '../units/decimal.ts'
import type { BookProbabilities, DroppedBook } from './book-probabilities.ts'
import { medianDeviationOf, medianOf } from './robust.ts'

/** Fewest books among which one can be out of line: of two, either may be the wrong one. */
export const OUTLIER_BOOKS_MIN = 3
/**
 * Largest modified z-score, 0.6745·|p − median|/MAD, that is still in line: Iglewicz & Hoaglin, "How
 * to Detect and Handle Outliers", ASQC 1993.
 */
export const OUTLIER_SCORE_MAX = new Decimal('3.5')
/** Φ⁻¹(3/4): makes the median absolute deviation comparable to a standard deviation. */
export const OUTLIER_SCORE_FACTOR = new Decimal('0.6745')
/**
 * Least deviation taken, half a cent: books that agree to the cent must not make an outlier of one
 * that is a cent away. A book within 2.6 cents of the median is always in line.
 */
export const OUTLIER_DEVIATION_MIN = new Decimal('0.005')

/**
 * Returns the books in line and those set aside, each in the order given. A book is set aside if its
 * probability of any outcome scores above {@link OUTLIER_SCORE_MAX}; all are judged at once against
 * the same medians, so that the order does not matter.
 * @param books with as many probabilities each.
 */
export function withoutOutliers(books: readonly BookProbabilities[]): {
  readonly kept: readonly BookProbabilities[]
  readonly dropped: readonly DroppedBook[]
} {
  if (books.length < OUTLIER_BOOKS_MIN) return { kept: books, dropped: [] }
  const [first] = books
  const columns = (first?.probabilities ?? []).map((_, index) =>
    columnOf(books.flatMap(({ probabilities }) => probabilities[index] ?? [])),
  )
  const kept: BookProbabilities[] = []
  const dropped: DroppedBook[] = []
  for (const book of books) {
    const detail = faultOf(book, columns)
    if (detail === undefined) kept.push(book)
    else dropped.push({ book: book.book, reason: 'outlier', detail })
  }
  return { kept, dropped }
}

interface Column {
  readonly median: Decimal
  /** Furthest from the median that is in line. */
  readonly reach: Decimal
}

function columnOf(values: readonly Decimal[]): Column {
  const deviation = Decimal.max(medianDeviationOf(values), OUTLIER_DEVIATION_MIN)
  return {
    median: medianOf(values),
    reach: OUTLIER_SCORE_MAX.times(deviation).div(OUTLIER_SCORE_FACTOR),
  }
}

function faultOf(
  { probabilities }: BookProbabilities,
  columns: readonly Column[],
): string | undefined {
  for (const [index, { median, reach }] of columns.entries()) {
    const probability = probabilities[index] ?? median
    if (probability.minus(median).abs().gt(reach)) {
      return `${probability.toFixed(4)} for outcome ${index + 1}, the books' median is ${median.toFixed(4)}`
    }
  }
  return undefined
}
