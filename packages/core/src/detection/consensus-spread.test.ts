import { describe, expect, it, vi } from 'vitest'
import { InvariantError } from '../errors.ts'
import type { BookQuote } from '../odds/book-probabilities.ts'
import { type ConsensusInput, consensusOf } from '../odds/consensus.ts'
import { DEVIG_METHODS } from '../odds/devig/devig-all.ts'
import { NoConvergenceError } from '../odds/devig/errors.ts'
import { devigShin } from '../odds/devig/shin.ts'
import { parseOdds } from '../odds/parse-odds.ts'
import { Decimal } from '../units/decimal.ts'
import { consensusSpreadOf } from './consensus-spread.ts'

const quote = (book: string, ...prices: readonly string[]): BookQuote => ({
  book,
  prices: prices.map((text, index) => ({
    name: 'ABC'[index]!,
    line: undefined,
    price: parseOdds(text),
  })),
  ageMs: 0,
})
const booksOf = (...quotes: readonly BookQuote[]): ConsensusInput => ({
  market: {
    type: 'moneyline',
    outcomes: quotes[0]!.prices.map(({ name, line }) => ({ name, line })),
  },
  quotes,
})
const LONG_SHOT = booksOf(quote('a', '-850', '+575'), quote('b', '-900', '+600'))
const HALF = new Decimal('0.5')

describe('consensusSpreadOf', () => {
  it.each([0, 1])('asks every method the whole question again, outcome %i', (outcomeIndex) => {
    const { views, failures } = consensusSpreadOf(LONG_SHOT, outcomeIndex, HALF)
    expect(failures).toEqual([])
    expect(views.map(({ method }) => method)).toEqual(Object.keys(DEVIG_METHODS))
    for (const { method, probability, books } of views) {
      const consensus = consensusOf({ ...LONG_SHOT, devig: DEVIG_METHODS[method] })
      const probabilities = consensus.tag === 'consensus' ? consensus.probabilities : []
      expect([method, probability, books]).toEqual([method, probabilities[outcomeIndex], 2])
    }
  })

  it('spans all of them and the consensus in use', () => {
    const own = consensusSpreadOf(LONG_SHOT, 1, new Decimal('0.13'))
    const sorted = own.views.map(({ probability }) => probability).toSorted((a, b) => a.cmp(b))
    expect([own.lowest, own.highest]).toEqual([sorted[0], sorted.at(-1)])
    expect(own.width.eq(own.highest.minus(own.lowest))).toBe(true)
    expect(consensusSpreadOf(LONG_SHOT, 1, HALF).highest).toEqual(HALF)
    expect(consensusSpreadOf(LONG_SHOT, 1, new Decimal('0.01')).lowest.toFixed()).toBe('0.01')
  })

  it('keeps weights, limits and ages of the question, and counts the books with a say', () => {
    const more = booksOf(...LONG_SHOT.quotes, quote('c', '-800', '+550'))
    const weights = new Map([['c', new Decimal(0)]])
    const { views } = consensusSpreadOf({ ...more, weights }, 1, HALF)
    const plain = consensusSpreadOf(LONG_SHOT, 1, HALF).views
    expect(views).toEqual(plain)
    const none = consensusSpreadOf({ ...LONG_SHOT, booksMin: 3 }, 1, HALF)
    expect([none.views, none.failures.length, none.width.toFixed()]).toEqual([[], 7, '0'])
  })

  it('names a method that sets too many books aside, and counts fewer where it sets aside one', () => {
    const far = quote('far', '-2000', '+1600', '+20000')
    const near = ['a', 'b'].map((book) => quote(book, '-2000', '+1600', '+5000'))
    const { views } = consensusSpreadOf(booksOf(far, ...near), 0, HALF)
    const countOf = (method: string) => views.find((view) => view.method === method)?.books
    expect([countOf('multiplicative'), countOf('additive')]).toEqual([3, 2])
    const alone = consensusSpreadOf(booksOf(far, near[0]!), 0, HALF)
    expect(alone.failures).toContainEqual({ method: 'additive', cause: 'too-few-books' })
  })

  it('names a method that does not end; anything else that is thrown is not of a method', () => {
    const power = vi.spyOn(DEVIG_METHODS, 'power')
    power.mockImplementation(() => {
      throw new NoConvergenceError('no root')
    })
    const { failures, views } = consensusSpreadOf(LONG_SHOT, 1, HALF)
    expect(failures).toEqual([{ method: 'power', cause: 'no-convergence' }])
    expect(views).toHaveLength(6)
    power.mockImplementation(() => {
      throw new InvariantError('broken')
    })
    expect(() => consensusSpreadOf(LONG_SHOT, 1, HALF)).toThrow(InvariantError)
  })

  it('has no width where books have no margin', () => {
    const fair = booksOf(quote('a', '55%', '45%'), quote('b', '55%', '45%'))
    const spread = consensusSpreadOf({ ...fair, devig: devigShin }, 0, new Decimal('0.55'))
    expect([spread.width.toFixed(), spread.lowest.toFixed()]).toEqual(['0', '0.55'])
  })
})
