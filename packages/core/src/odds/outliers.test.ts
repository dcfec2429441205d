import { fc, test as prop } from '@fast-check/vitest'
import { describe, expect, it } from 'vitest'
import { Decimal } from '../units/decimal.ts'
import type { BookProbabilities } from './book-probabilities.ts'
import { OUTLIER_BOOKS_MIN, withoutOutliers } from './outliers.ts'

/** Books of two outcomes, by the probability of the first. */
const booksAt = (...first: readonly (number | string)[]): BookProbabilities[] =>
  first.map((p, index) => ({
    book: `book-${index}`,
    probabilities: [new Decimal(p), new Decimal(1).minus(p)],
  }))
const keptOf = (books: readonly BookProbabilities[]) =>
  withoutOutliers(books).kept.map(({ book }) => book)

describe('withoutOutliers', () => {
  it('sets the one far off aside, and says where it stood', () => {
    const { kept, dropped } = withoutOutliers(booksAt('0.50', '0.51', '0.62', '0.505'))
    expect(kept.map(({ book }) => book)).toEqual(['book-0', 'book-1', 'book-3'])
    expect(dropped).toEqual([
      {
        book: 'book-2',
        reason: 'outlier',
        detail: "0.6200 for outcome 1, the books' median is 0.5075",
      },
    ])
  })

  it('takes half a cent for the least deviation: 2.6 cents off is in line', () => {
    // 3.5·0.005/0.6745 = 0.02594…
    expect(keptOf(booksAt('0.5', '0.5', '0.5', '0.5259'))).toHaveLength(4)
    expect(keptOf(booksAt('0.5', '0.5', '0.5', '0.5260'))).toHaveLength(3)
    expect(keptOf(booksAt('0.5', '0.5', '0.5', '0.4741'))).toHaveLength(4)
    expect(keptOf(booksAt('0.5', '0.5', '0.5', '0.4740'))).toHaveLength(3)
  })

  it('allows more where the books differ more', () => {
    // Median 0.5, deviation 0.02: 3.5·0.02/0.6745 = 0.1037…
    expect(keptOf(booksAt('0.48', '0.50', '0.52', '0.50', '0.47', '0.60'))).toHaveLength(6)
    expect(keptOf(booksAt('0.46', '0.48', '0.50', '0.52', '0.605'))).toHaveLength(4)
    expect(keptOf(booksAt('0.46', '0.48', '0.50', '0.52', '0.603'))).toHaveLength(5)
  })

  it(`judges nobody among fewer than ${OUTLIER_BOOKS_MIN}`, () => {
    expect(withoutOutliers([])).toEqual({ kept: [], dropped: [] })
    expect(keptOf(booksAt('0.1', '0.9'))).toHaveLength(2)
    expect(keptOf(booksAt('0.5', '0.5', '0.9'))).toEqual(['book-0', 'book-1'])
  })

  it('looks at every outcome', () => {
    const three = (...p: readonly string[]) => p.map((each) => new Decimal(each))
    const { dropped } = withoutOutliers([
      { book: 'a', probabilities: three('0.40', '0.30', '0.30') },
      { book: 'b', probabilities: three('0.40', '0.30', '0.30') },
      { book: 'c', probabilities: three('0.40', '0.20', '0.40') },
    ])
    expect(dropped).toEqual([
      { book: 'c', reason: 'outlier', detail: "0.2000 for outcome 2, the books' median is 0.3000" },
    ])
  })

  const first = fc.integer({ min: 1, max: 999 }).map((n) => new Decimal(n).div(1000).toFixed())
  const field = fc.array(first, { minLength: 3, maxLength: 9 })
  prop.prop([field])('keeps more than half, whatever they quote', (quotes) => {
    const books = booksAt(...quotes)
    const { kept, dropped } = withoutOutliers(books)
    expect(kept.length * 2).toBeGreaterThanOrEqual(books.length)
    expect(kept.length + dropped.length).toBe(books.length)
  })

  prop.prop([field])('does not depend on the order of the books', (quotes) => {
    const books = booksAt(...quotes)
    expect(keptOf(books.toReversed()).toSorted()).toEqual(keptOf(books).toSorted())
  })
})
