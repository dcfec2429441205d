import { describe, expect, it } from 'vitest'
import { InvalidInputError, InvariantError } from '../errors.ts'
import { type BookQuote, readBooks } from './book-probabilities.ts'
import { devigAdditive } from './devig/additive.ts'
import { devigMultiplicative } from './devig/multiplicative.ts'
import { MixedLinesError } from './devig/errors.ts'
import type { MarketShape } from './devig/market.ts'
import { parseOdds } from './parse-odds.ts'

const market: MarketShape = {
  type: 'spread',
  outcomes: [
    { name: 'Rams', line: -3 },
    { name: 'Bears', line: 3 },
  ],
}
const priced = (name: string, line: number, odds: string) => ({
  name,
  line,
  price: parseOdds(odds),
})
const quote = (book: string, rams: string, bears: string, ageMs = 0): BookQuote => ({
  book,
  prices: [priced('Rams', -3, rams), priced('Bears', 3, bears)],
  ageMs,
})
const read = (...quotes: readonly BookQuote[]) =>
  readBooks({ market, quotes, devig: devigMultiplicative, ageMsMax: 1000 })

describe('readBooks', () => {
  it('devigs each book by itself, in the order of the market', () => {
    const { read: books, dropped } = read(quote('a', '-110', '-110'), quote('b', '+150', '-150'))
    expect(dropped).toEqual([])
    expect(books.map(({ book }) => book)).toEqual(['a', 'b'])
    const shown = books.map(({ probabilities }) => probabilities.map((p) => p.toFixed(30)))
    expect(shown).toEqual([
      [`0.5${'0'.repeat(29)}`, `0.5${'0'.repeat(29)}`],
      [`0.4${'0'.repeat(29)}`, `0.6${'0'.repeat(29)}`],
    ])
  })

  it('names every kind of quote that says nothing', () => {
    const good = quote('good', '-110', '-110')
    const { read: books, dropped } = read(
      quote('old', '-110', '-110', 1001),
      { book: 'one-sided', prices: [priced('Rams', -3, '-110')], ageMs: 0 },
      {
        book: 'hook',
        prices: [priced('Rams', -3, '-110'), priced('Bears', 3.5, '-125')],
        ageMs: 0,
      },
      quote('generous', '+110', '+105'),
      { book: 'twice', prices: [...good.prices, priced('Rams', -3, '+100')], ageMs: 0 },
      good,
    )
    expect(books.map(({ book }) => book)).toEqual(['good'])
    expect(dropped).toEqual([
      { book: 'old', reason: 'stale', detail: '1001 ms old, at most 1000 allowed' },
      { book: 'one-sided', reason: 'missing-outcome', detail: 'no price for Bears 3' },
      { book: 'hook', reason: 'mixed-lines', detail: 'Bears 3 is not priced, only Bears 3.5' },
      {
        book: 'generous',
        reason: 'underround',
        detail: 'implied probabilities sum to 0.963995, below 1',
      },
      { book: 'twice', reason: 'invalid-price', detail: 'Rams -3 is priced twice' },
    ])
  })

  it('names a method that fails on a long shot', () => {
    const quotes = [quote('a', '-100000000', '+5000')]
    const { dropped } = readBooks({ market, quotes, devig: devigAdditive, ageMsMax: 0 })
    expect(dropped).toEqual([])
    const three: MarketShape = {
      type: 'moneyline',
      outcomes: ['A', 'Draw', 'B'].map((name) => ({ name, line: undefined })),
    }
    const prices = [
      ['A', '-1000'],
      ['Draw', '+400'],
      ['B', '+10000'],
    ] as const
    const far: BookQuote = {
      book: 'far',
      prices: prices.map(([name, odds]) => ({ name, line: undefined, price: parseOdds(odds) })),
      ageMs: 0,
    }
    const found = readBooks({ market: three, quotes: [far], devig: devigAdditive, ageMsMax: 0 })
    expect(found.dropped).toMatchObject([{ book: 'far', reason: 'non-positive-probability' }])
  })

  it.each([
    [0, true],
    [1000, true],
    [1001, false],
    [Number.POSITIVE_INFINITY, false],
    [-1, false],
    [Number.NaN, false],
  ])('takes a quote of %d ms: %s', (ageMs, isTaken) => {
    const { read: books, dropped } = read(quote('a', '-110', '-110', ageMs))
    expect(books.map(({ book }) => book)).toEqual(isTaken ? ['a'] : [])
    expect(dropped.map(({ reason }) => reason)).toEqual(isTaken ? [] : ['stale'])
  })

  it('refuses what the caller asks wrongly', () => {
    expect(() => read(quote('a', '-110', '-110'), quote('a', '-105', '-115'))).toThrow(
      InvalidInputError,
    )
    for (const ageMsMax of [-1, Number.NaN]) {
      expect(() => readBooks({ market, quotes: [], devig: devigAdditive, ageMsMax })).toThrow(
        /oldest age must be 0 or more/,
      )
    }
    const mixed: MarketShape = { ...market, type: 'total' }
    expect(() =>
      readBooks({ market: mixed, quotes: [], devig: devigAdditive, ageMsMax: 0 }),
    ).toThrow(MixedLinesError)
  })

  it('hides no mistake of ours behind a reason', () => {
    const devig = () => {
      throw new InvariantError('ours')
    }
    expect(() =>
      readBooks({ market, quotes: [quote('a', '-110', '-110')], devig, ageMsMax: 0 }),
    ).toThrow(InvariantError)
  })
})
