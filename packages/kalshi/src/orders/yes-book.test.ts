import {
  type Centicontracts,
  centicontracts,
  costMicrodollars,
  formatCenticontracts,
  isOnGrid,
  parseCenticontracts,
  type PriceGrid,
  type PriceTicks,
  priceTicks,
} from '@arbkit/core'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  checkOnGrid,
  checkOrderCount,
  collateralOf,
  type ContractTrade,
  fromYesBook,
  ORDER_COUNT_MIN,
  outcomeSideOf,
  toYesBook,
} from './yes-book.ts'

const prices = fc.integer({ min: 1, max: 9_999 }).map(priceTicks)
const counts = fc.integer({ min: 1, max: 10_000_000_000 }).map(centicontracts)
const sides = fc.constantFrom('yes' as const, 'no' as const)
const trades: fc.Arbitrary<ContractTrade> = fc.record({
  action: fc.constantFrom('buy' as const, 'sell' as const),
  side: sides,
  price: prices,
})
const quotes = fc.record({
  bookSide: fc.constantFrom('bid' as const, 'ask' as const),
  yesPrice: prices,
})

const range = (start: number, end: number, step: number): PriceGrid[number] => ({
  start: priceTicks(start),
  end: priceTicks(end),
  step: priceTicks(step),
})
/** Whole cents; tenths at the edges; hundredths at the very edges: all as the venue publishes them. */
const GRIDS: readonly PriceGrid[] = [
  [range(0, 10_000, 100)],
  [range(0, 1000, 10), range(1000, 9000, 100), range(9000, 10_000, 10)],
  [range(0, 1000, 50), range(1000, 9000, 50), range(9000, 10_000, 50)],
  [range(0, 100, 1), range(100, 9900, 10), range(9900, 10_000, 1)],
]

describe('the YES book', () => {
  it.each([
    ['buy', 'yes', 3000, 'bid', 3000],
    ['sell', 'yes', 3000, 'ask', 3000],
    ['buy', 'no', 3000, 'ask', 7000],
    ['sell', 'no', 3000, 'bid', 7000],
    ['buy', 'no', 5201, 'ask', 4799],
  ] as const)('%s %s at %i ticks is a %s at %i', (action, side, price, bookSide, yesPrice) => {
    const trade = { action, side, price: priceTicks(price) }
    expect(toYesBook(trade)).toEqual({ bookSide, yesPrice })
    expect(fromYesBook({ bookSide, yesPrice: priceTicks(yesPrice) }, side)).toEqual(trade)
  })

  it('is a bid where the trade gains by YES, an ask where it gains by NO', () => {
    expect(outcomeSideOf('bid')).toBe('yes')
    expect(outcomeSideOf('ask')).toBe('no')
  })

  it('comes back to the trade it came from, said of the same side', () => {
    fc.assert(
      fc.property(trades, (trade) => {
        expect(fromYesBook(toYesBook(trade), trade.side)).toEqual(trade)
      }),
    )
  })

  it('comes back to the quote it came from, said of either side', () => {
    fc.assert(
      fc.property(quotes, sides, (quote, side) => {
        expect(toYesBook(fromYesBook(quote, side))).toEqual(quote)
      }),
    )
  })

  it('buying NO at q is selling YES at 1 − q, and costs what that collateralises', () => {
    fc.assert(
      fc.property(prices, counts, (price, count) => {
        const buyNo = toYesBook({ action: 'buy', side: 'no', price })
        const sellYes = toYesBook({
          action: 'sell',
          side: 'yes',
          price: priceTicks(10_000 - price),
        })
        expect(buyNo).toEqual(sellYes)
        expect(collateralOf(sellYes, count)).toBe(costMicrodollars(price, count))
        expect(collateralOf(buyNo, count)).toBe(price * count)
      }),
    )
  })

  it('both sides of one trade hold a dollar a contract together', () => {
    fc.assert(
      fc.property(prices, counts, (yesPrice, count) => {
        const bid = collateralOf({ bookSide: 'bid', yesPrice }, count)
        const ask = collateralOf({ bookSide: 'ask', yesPrice }, count)
        expect(bid + ask).toBe(10_000 * count)
      }),
    )
  })

  it('a price on the grid of NO is on the grid of YES', () => {
    fc.assert(
      fc.property(trades, fc.constantFrom(...GRIDS), (trade, grid) => {
        const quote = toYesBook(trade)
        expect(isOnGrid(grid, quote.yesPrice)).toBe(isOnGrid(grid, trade.price))
      }),
    )
  })

  it('refuses a price off the grid, by the YES price', () => {
    const [cents = []] = GRIDS
    const quote = toYesBook({ action: 'buy', side: 'no', price: priceTicks(5250) })
    expect(() => checkOnGrid(quote, cents)).toThrow(
      "price must be on the market's grid, got 0.4750 of YES",
    )
    const whole = toYesBook({ action: 'buy', side: 'no', price: priceTicks(5200) })
    expect(checkOnGrid(whole, cents)).toBe(whole)
    // A grid that is not its own mirror image is one of YES prices.
    const lopsided = [range(0, 1000, 10), range(1000, 10_000, 100)]
    const cheapNo = toYesBook({ action: 'buy', side: 'no', price: priceTicks(510) })
    const cheapYes = toYesBook({ action: 'buy', side: 'yes', price: priceTicks(510) })
    expect(() => checkOnGrid(cheapNo, lopsided)).toThrow('0.9490 of YES')
    expect(checkOnGrid(cheapYes, lopsided)).toBe(cheapYes)
  })

  it.each([0, 10_000, -100, 10_100, 0.5, Number.NaN])('refuses to trade at %d ticks', (price) => {
    const bad = price as PriceTicks
    expect(() => toYesBook({ action: 'buy', side: 'yes', price: bad })).toThrow('price must be')
    expect(() => fromYesBook({ bookSide: 'ask', yesPrice: bad }, 'no')).toThrow('price must be')
  })
})

describe('counts', () => {
  it('go over the wire and back exactly', () => {
    fc.assert(
      fc.property(counts, (count) => {
        expect(parseCenticontracts(formatCenticontracts(checkOrderCount(count)))).toBe(count)
      }),
    )
  })

  it('start at a hundredth of a contract', () => {
    expect(formatCenticontracts(centicontracts(ORDER_COUNT_MIN))).toBe('0.01')
    expect(checkOrderCount(centicontracts(1))).toBe(1)
  })

  it.each([0, -1, 0.5, 10_000_000_001, Number.NaN])('are never %d', (count) => {
    const bad = count as Centicontracts
    expect(() => checkOrderCount(bad)).toThrow('count must be a whole number of centicontracts')
    expect(() => checkOrderCount(bad, 'reduceBy')).toThrow('reduceBy must be')
    expect(() => collateralOf({ bookSide: 'bid', yesPrice: priceTicks(1) }, bad)).toThrow('count')
  })
})
