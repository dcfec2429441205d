import { fc, test as prop } from '@fast-check/vitest'
import { describe, expect, it } from 'vitest'
import { Decimal } from '../units/decimal.ts'
import type { BookQuote } from './book-probabilities.ts'
import {
  type Consensus,
  CONSENSUS_AGE_MS_MAX,
  CONSENSUS_BOOKS_MIN,
  consensusOf,
} from './consensus.ts'
import { devigMultiplicative } from './devig/multiplicative.ts'
import { devigShin } from './devig/shin.ts'
import type { MarketShape } from './devig/market.ts'
import { impliedProbabilityOf } from './price.ts'
import { parseOdds } from './parse-odds.ts'

const market: MarketShape = {
  type: 'moneyline',
  outcomes: [
    { name: 'Rams', line: undefined },
    { name: 'Bears', line: undefined },
  ],
}
const quote = (book: string, rams: string, bears: string, ageMs = 0): BookQuote => ({
  book,
  prices: [
    { name: 'Rams', line: undefined, price: parseOdds(rams) },
    { name: 'Bears', line: undefined, price: parseOdds(bears) },
  ],
  ageMs,
})
/** A book without margin. */
const fairly = (book: string, percent: number, ageMs = 0) =>
  quote(book, `${percent}%`, `${100 - percent}%`, ageMs)
const weightsOf = (entries: Readonly<Record<string, number | string>>) =>
  new Map(Object.entries(entries).map(([book, weight]) => [book, new Decimal(weight)]))

function probabilitiesOf(consensus: Consensus): string[] {
  if (consensus.tag !== 'consensus') throw new Error(consensus.tag)
  return consensus.probabilities.map((p) => p.toSignificantDigits(20).toFixed())
}

describe('consensusOf', () => {
  it('is the mean of books of equal weight', () => {
    const quotes = [fairly('a', 50), fairly('b', 52), fairly('c', 54)]
    const consensus = consensusOf({ market, quotes })
    expect(probabilitiesOf(consensus)).toEqual(['0.52', '0.48'])
    expect(consensus.used.map(({ book, weight }) => [book, weight.toFixed()])).toEqual([
      ['a', '1'],
      ['b', '1'],
      ['c', '1'],
    ])
    expect(consensus.dropped).toEqual([])
  })

  it('weighs the books as it is told, 1 where it is not', () => {
    const quotes = [fairly('a', 50), fairly('b', 52), fairly('c', 54)]
    const weights = weightsOf({ a: 0, b: 3, elsewhere: 7 })
    const consensus = consensusOf({ market, quotes, weights })
    // (3·0.52 + 0.54)/4
    expect(probabilitiesOf(consensus)).toEqual(['0.525', '0.475'])
    expect(consensus.used.map(({ weight }) => weight.toFixed())).toEqual(['0', '3', '1'])
  })

  it('removes each margin by Shin unless told otherwise', () => {
    const quotes = [quote('a', '-850', '+575'), quote('b', '-900', '+600')]
    const meanBy = (devig: typeof devigShin) => {
      const each = quotes.map(
        ({ prices }) =>
          devig(prices.map(({ price }) => impliedProbabilityOf(price))).probabilities[0]!,
      )
      return each[0]!.plus(each[1]!).div(2).toSignificantDigits(20).toFixed()
    }
    expect(probabilitiesOf(consensusOf({ market, quotes }))[0]).toBe(meanBy(devigShin))
    const multiplicative = consensusOf({ market, quotes, devig: devigMultiplicative })
    expect(probabilitiesOf(multiplicative)[0]).toBe(meanBy(devigMultiplicative))
    expect(meanBy(devigShin)).not.toBe(meanBy(devigMultiplicative))
  })

  it('sets aside what is old, what says nothing and what is out of line, each with its reason', () => {
    const consensus = consensusOf({
      market,
      quotes: [
        fairly('wild', 70),
        fairly('old', 51, CONSENSUS_AGE_MS_MAX + 1),
        fairly('a', 50),
        { ...fairly('half', 50), prices: fairly('half', 50).prices.slice(0, 1) },
        fairly('b', 51),
        fairly('c', 52, CONSENSUS_AGE_MS_MAX),
      ],
    })
    expect(probabilitiesOf(consensus)).toEqual(['0.51', '0.49'])
    expect(consensus.used.map(({ book }) => book)).toEqual(['a', 'b', 'c'])
    expect(consensus.dropped.map(({ book, reason }) => [book, reason])).toEqual([
      ['old', 'stale'],
      ['half', 'missing-outcome'],
      ['wild', 'outlier'],
    ])
  })

  it('takes the age limit that it is given', () => {
    const quotes = [fairly('a', 50, 45_000), fairly('b', 51, 45_001)]
    const consensus = consensusOf({ market, quotes, ageMsMax: 45_000, booksMin: 1 })
    expect(consensus.used.map(({ book }) => book)).toEqual(['a'])
  })

  it('says when too few books are left, with those that are', () => {
    expect(CONSENSUS_BOOKS_MIN).toBe(2)
    expect(consensusOf({ market, quotes: [fairly('a', 50)] })).toMatchObject({
      tag: 'too-few-books',
      booksMin: 2,
      used: [{ book: 'a' }],
      dropped: [],
    })
    expect(consensusOf({ market, quotes: [fairly('a', 50)], booksMin: 1 }).tag).toBe('consensus')
    const quotes = [fairly('a', 50), fairly('b', 51), fairly('c', 52)]
    expect(consensusOf({ market, quotes, booksMin: 3 }).tag).toBe('consensus')
    expect(consensusOf({ market, quotes, booksMin: 4 }).tag).toBe('too-few-books')
    expect(consensusOf({ market, quotes: [] }).tag).toBe('too-few-books')
  })

  it('counts only books of a weight', () => {
    const quotes = [fairly('a', 50), fairly('b', 51)]
    const weights = weightsOf({ b: 0 })
    expect(consensusOf({ market, quotes, weights }).tag).toBe('too-few-books')
    const alone = consensusOf({ market, quotes, weights, booksMin: 1 })
    expect(probabilitiesOf(alone)).toEqual(['0.5', '0.5'])
    const nobody = weightsOf({ a: 0, b: 0 })
    expect(consensusOf({ market, quotes, weights: nobody, booksMin: 1 }).tag).toBe('too-few-books')
  })

  it('refuses what it can not be asked', () => {
    const quotes = [fairly('a', 50), fairly('b', 51)]
    for (const booksMin of [0, -1, 1.5, Number.NaN]) {
      expect(() => consensusOf({ market, quotes, booksMin })).toThrow(/whole number above 0/)
    }
    for (const weight of ['-0.1', 'NaN', 'Infinity']) {
      expect(() => consensusOf({ market, quotes, weights: weightsOf({ b: weight }) })).toThrow(
        /a weight must be 0 or more, got .* for b/,
      )
    }
    expect(() => consensusOf({ market, quotes: [fairly('a', 50), fairly('a', 51)] })).toThrow(
      /quoted twice/,
    )
    expect(() => consensusOf({ market, quotes, ageMsMax: -1 })).toThrow(/oldest age/)
  })
})

const books = fc
  .uniqueArray(
    fc.record({
      book: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'),
      percent: fc.integer({ min: 5, max: 95 }),
      weight: fc.integer({ min: 1, max: 9 }),
    }),
    { selector: ({ book }) => book, minLength: 2, maxLength: 6 },
  )
  .map((parts) => ({
    quotes: parts.map(({ book, percent }) => fairly(book, percent)),
    weights: weightsOf(Object.fromEntries(parts.map(({ book, weight }) => [book, weight]))),
  }))

describe('properties of the consensus', () => {
  prop.prop([books])('lies between the books used, and sums to 1', (input) => {
    const consensus = consensusOf({ market, ...input, booksMin: 1 })
    if (consensus.tag !== 'consensus') throw new Error(consensus.tag)
    for (const [index, p] of consensus.probabilities.entries()) {
      const each = consensus.used.map(({ probabilities }) => probabilities[index]!)
      expect(p.gte(Decimal.min(...each).minus('1e-35'))).toBe(true)
      expect(p.lte(Decimal.max(...each).plus('1e-35'))).toBe(true)
    }
    const sum = consensus.probabilities.reduce((a, b) => a.plus(b))
    expect(sum.minus(1).abs().lt('1e-30')).toBe(true)
  })

  prop.prop([books])('does not depend on the order of the books', ({ quotes, weights }) => {
    const straight = consensusOf({ market, quotes, weights, booksMin: 1 })
    const turned = consensusOf({ market, quotes: quotes.toReversed(), weights, booksMin: 1 })
    expect(probabilitiesOf(turned)).toEqual(probabilitiesOf(straight))
  })

  prop.prop([books, fc.integer({ min: 2, max: 50 })])(
    'depends only on the ratio of the weights',
    ({ quotes, weights }, factor) => {
      const scaled = new Map([...weights].map(([book, weight]) => [book, weight.times(factor)]))
      expect(
        probabilitiesOf(consensusOf({ market, quotes, weights: scaled, booksMin: 1 })),
      ).toEqual(probabilitiesOf(consensusOf({ market, quotes, weights, booksMin: 1 })))
    },
  )

  prop.prop([books, fc.integer({ min: 5, max: 95 })])(
    'a stale quote changes nothing',
    ({ quotes, weights }, percent) => {
      const more = [fairly('stale', percent, CONSENSUS_AGE_MS_MAX + 1), ...quotes]
      expect(probabilitiesOf(consensusOf({ market, quotes: more, weights, booksMin: 1 }))).toEqual(
        probabilitiesOf(consensusOf({ market, quotes, weights, booksMin: 1 })),
      )
    },
  )

  prop.prop([fc.integer({ min: 300, max: 700 }), fc.integer({ min: 1, max: 999 })])(
    'one wild book among four can not pull it by more than a cent',
    (permille, wild) => {
      const line = (book: string, thousandths: number) =>
        quote(book, `${thousandths / 10}%`, `${(1000 - thousandths) / 10}%`)
      const quotes = [-2, 0, 2].map((step) => line(`book${step}`, permille + step))
      const consensus = consensusOf({ market, quotes: [...quotes, line('wild', wild)] })
      const [first] = probabilitiesOf(consensus)
      expect(
        new Decimal(first!)
          .minus(permille / 1000)
          .abs()
          .lt('0.01'),
      ).toBe(true)
    },
  )
})
