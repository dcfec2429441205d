import {
  americanOdds,
  type BookOutcome,
  centicontracts,
  exactDecimalOdds,
  OrderBook,
  type PriceGrid,
  printedDecimalOdds,
  priceTicks,
} from '@arbkit/core'
import { describe, expect, it } from 'vitest'
import { orderBookReasons, outlierReasons, underroundReasons } from './bad-data.ts'

const bookOf = (yes: readonly number[], no: readonly number[]): OrderBook => {
  const bids = (prices: readonly number[]) =>
    prices.map((price) => ({ price: priceTicks(price), size: centicontracts(100) }))
  return OrderBook.of({ yesBids: bids(yes), noBids: bids(no) })
}
const CENTS: PriceGrid = [{ start: priceTicks(0), end: priceTicks(10_000), step: priceTicks(100) }]
const codes = (...args: Parameters<typeof orderBookReasons>) =>
  orderBookReasons(...args).map(({ code }) => code)

describe('an order book', () => {
  it('is fine with bids on both sides that leave a spread', () => {
    expect(codes(bookOf([4000], [5900]), 'yes', CENTS)).toEqual([])
    expect(codes(bookOf([4000], [5900]), 'no', CENTS)).toEqual([])
  })

  it.each([
    [4000, 6000],
    [4001, 6000],
    [9900, 9900],
  ])('is crossed where the bids of %i and %i ticks add up to a dollar or more', (yes, no) => {
    expect(codes(bookOf([yes], [no]), 'yes', undefined)).toEqual(['crossed-book'])
  })

  it('says the two bids of a crossed book', () => {
    expect(orderBookReasons(bookOf([4100], [6000]), 'yes', CENTS)[0]?.detail).toBe(
      'YES bid 0.4100 and NO bid 0.6000 add up to a dollar or more',
    )
  })

  it('is not crossed one tick below', () => {
    expect(codes(bookOf([3999], [6000]), 'yes', undefined)).toEqual([])
  })

  it('is a placeholder where nobody bids for the side that would be bought', () => {
    expect(codes(bookOf([], [5900]), 'yes', CENTS)).toEqual(['placeholder'])
    expect(codes(bookOf([4000], []), 'no', CENTS)).toEqual(['placeholder'])
    expect(codes(bookOf([], [5900]), 'no', CENTS)).toEqual([])
  })

  it('is off the grid where a price that would be taken is, on any level', () => {
    expect(codes(bookOf([4000], [5900, 5850]), 'yes', CENTS)).toEqual(['off-grid'])
    expect(codes(bookOf([4000], [5900, 5850]), 'no', CENTS)).toEqual([])
    expect(codes(bookOf([4050], [5900]), 'no', CENTS)).toEqual(['off-grid'])
    expect(codes(bookOf([4000], [5850]), 'yes', undefined)).toEqual([])
  })
})

describe('an underround', () => {
  const pair = (...prices: readonly string[]): BookOutcome[] =>
    prices.map((text) => ({
      name: text,
      price: text.includes('.') ? printedDecimalOdds(text) : americanOdds(Number(text)),
      point: undefined,
      betLimit: undefined,
      link: undefined,
    }))
  const isUnder = (...prices: readonly string[]) => underroundReasons(pair(...prices)).length > 0

  it.each([
    ['101', '101', true],
    ['100', '100', false],
    ['100', '-100', false],
    ['-110', '110', false],
    ['-110', '111', true],
    ['-110', '-110', false],
    // Judged as printed: the lowest value that prints 2.00 would never be under.
    ['2.00', '2.01', true],
    ['2.00', '2.00', false],
    ['1.91', '1.91', false],
  ])('of %s and %s: %s', (a, b, expected) => {
    expect(isUnder(a, b)).toBe(expected)
  })

  it('says the sum', () => {
    expect(underroundReasons(pair('300', '-150'))).toEqual([
      { code: 'underround', detail: 'both sides together at 85.00 %' },
    ])
  })
})

describe('an outlier', () => {
  const at = (...odds: readonly string[]) => odds.map((text) => exactDecimalOdds(text))
  const isOutlier = (own: string, others: readonly string[]) =>
    outlierReasons(exactDecimalOdds(own), at(...others)).length > 0

  it.each([
    ['2.50', ['2.00', '2.00', '2.00'], false],
    ['2.51', ['2.00', '2.00', '2.00'], true],
    ['1.66', ['2.00', '2.00', '2.00'], true],
    ['1.67', ['2.00', '2.00', '2.00'], false],
    ['4.00', ['2.00', '2.00'], false],
    ['4.00', ['4.00', '4.00', '2.00'], false],
    ['2.00', ['4.00', '4.00', '2.00'], true],
    // The median of an even number lies between the middle two: 0.375.
    ['3.63', ['4.00', '5.00', '2.00', '2.00'], false],
    ['3.64', ['4.00', '5.00', '2.00', '2.00'], true],
  ] as const)('of %s beside %j: %s', (own, others, expected) => {
    expect(isOutlier(own, others)).toBe(expected)
  })

  it('says both figures', () => {
    expect(outlierReasons(exactDecimalOdds('4.00'), at('2.00', '2.00', '2.00'))).toEqual([
      { code: 'outlier', detail: 'implies 25.0 %, the median of 3 others is 50.0 %' },
    ])
  })
})
