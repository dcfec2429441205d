import { fc, test as prop } from '@fast-check/vitest'
import { describe, expect, it } from 'vitest'
import { InvalidInputError } from '../errors.ts'
import { feeOfOrder } from '../fees/kalshi.ts'
import { KALSHI_ROUNDINGS } from '../fees/kalshi-schedule.ts'
import { levelsOf, paperFees } from '../testing/made-up-trades.ts'
import { centicontracts, priceTicks } from '../units/money.ts'
import {
  costMost,
  levelsLeft,
  type PaperFees,
  takeFromBook,
  type Taking,
  type TakingOrder,
} from './taking.ts'

const FREE: PaperFees = { tag: 'none' }
const buy = (count: number, ticks: number, timeInForce: 'ioc' | 'fok' = 'ioc'): TakingOrder => ({
  action: 'buy',
  timeInForce,
  count: centicontracts(count),
  limitPrice: priceTicks(ticks),
})
const sell = (count: number, ticks: number): TakingOrder => ({
  ...buy(count, ticks),
  action: 'sell',
})
const counts = ({ fills }: Taking) => fills.map(({ price, count }) => [price, count])

const ASKS = levelsOf([6000, 100], [6100, 50], [6300, 500])

describe('a purchase', () => {
  it('walks the levels up to its limit, cheapest first', () => {
    const taking = takeFromBook(buy(20_000, 6200), ASKS, FREE)
    expect(counts(taking)).toEqual([
      [6000, 10_000],
      [6100, 5_000],
    ])
    expect(taking).toMatchObject({ filled: 15_000, unfilled: 5_000, value: 90_500_000, fee: 0 })
  })

  it('takes no more than it asked for', () => {
    const taking = takeFromBook(buy(12_000, 6300), ASKS, FREE)
    expect(counts(taking)).toEqual([
      [6000, 10_000],
      [6100, 2_000],
    ])
    expect(taking.unfilled).toBe(0)
  })

  it('takes at its limit, and not a tick above', () => {
    expect(takeFromBook(buy(10_000, 6000), ASKS, FREE).filled).toBe(10_000)
    expect(takeFromBook(buy(10_000, 5999), ASKS, FREE)).toMatchObject({ filled: 0, fills: [] })
  })

  it('is charged the exact fee of its fills, at most the fee known before', () => {
    // 0.07 × 100 × 0.6 × 0.4 = 1.68 and 0.07 × 50 × 0.61 × 0.39 = 0.83265, to $0.0001 up: 0.8327.
    const taking = takeFromBook(buy(15_000, 6100), ASKS, paperFees('1'))
    expect(taking.fee).toBe(2_512_700)
    expect(taking.feeMost).toBeGreaterThanOrEqual(taking.fee)
  })

  it('fills all or nothing as FOK', () => {
    expect(takeFromBook(buy(15_000, 6100, 'fok'), ASKS, FREE).filled).toBe(15_000)
    const killed = takeFromBook(buy(15_100, 6100, 'fok'), ASKS, paperFees('1'))
    expect(killed).toMatchObject({ fills: [], filled: 0, unfilled: 15_100, value: 0, fee: 0 })
  })
})

describe('a sale', () => {
  const bids = levelsOf([5900, 30], [5800, 100], [5000, 100])

  it('walks the bids down to its limit, dearest first', () => {
    const taking = takeFromBook(sell(10_000, 5800), bids, FREE)
    expect(counts(taking)).toEqual([
      [5900, 3_000],
      [5800, 7_000],
    ])
    expect(taking.value).toBe(58_300_000)
  })

  it('takes at its limit, and not a tick below', () => {
    expect(takeFromBook(sell(20_000, 5800), bids, FREE).filled).toBe(13_000)
    expect(takeFromBook(sell(20_000, 5801), bids, FREE).filled).toBe(3_000)
  })

  it('is charged the exact fee of its fills', () => {
    // 0.07 × 30 × 0.59 × 0.41 = 0.50799; what the sale brings is floored to $0.0001.
    const taking = takeFromBook(sell(3_000, 5900), bids, paperFees('1'))
    expect(taking.fee).toBe(508_000)
    // 0.00593 less 0.000169 is credited as 0.0057; bought, it would be charged as 0.0061.
    const tiny = takeFromBook(sell(1, 5930), levelsOf([5930, 1]), paperFees('1'))
    expect(tiny.fee).toBe(230)
  })

  it('knows the most that it can be charged', () => {
    expect(takeFromBook(sell(1, 5900), bids, paperFees('1'))).toMatchObject({
      fee: 200,
      feeMost: 200,
    })
  })
})

describe('what it refuses', () => {
  it.each([
    [buy(0, 6000), ASKS],
    [buy(100, 0), ASKS],
    [buy(100, 10_000), ASKS],
    [buy(20_000, 6300), levelsOf([6100, 1], [6000, 1])],
    [buy(20_000, 6300), levelsOf([6100, 1], [6100, 1])],
    [buy(20_000, 6300), levelsOf([6100, 0])],
    [sell(20_000, 5000), levelsOf([6000, 1], [6100, 1])],
  ])('%j', (order, levels) => {
    expect(() => takeFromBook(order, levels, FREE)).toThrow(InvalidInputError)
  })
})

describe('what is left for the next paper order', () => {
  it('is less what was taken, level by level', () => {
    const left = levelsLeft(ASKS, [
      { price: priceTicks(6000), count: centicontracts(4_000) },
      { price: priceTicks(6000), count: centicontracts(1_000) },
      { price: priceTicks(6100), count: centicontracts(5_000) },
      { price: priceTicks(6200), count: centicontracts(5_000) },
    ])
    expect(left).toEqual(levelsOf([6000, 50], [6300, 500]))
  })

  it('is nothing of a level that shrank below what was taken', () => {
    const taken = [{ price: priceTicks(6000), count: centicontracts(9_000) }]
    expect(levelsLeft(levelsOf([6000, 20]), taken)).toEqual([])
  })
})

const anyLevels = fc
  .uniqueArray(fc.tuple(fc.integer({ min: 1, max: 9_999 }), fc.integer({ min: 1, max: 400 })), {
    selector: ([ticks]) => ticks,
    maxLength: 6,
  })
  .map((levels) =>
    levels
      .toSorted(([a], [b]) => a - b)
      .map(([ticks, size]) => ({ price: priceTicks(ticks), size: centicontracts(size) })),
  )

const anyFees = fc.constantFrom<PaperFees>(
  FREE,
  paperFees('1'),
  paperFees('0.5'),
  paperFees('1', 'non-direct'),
)

prop.prop([
  anyLevels,
  fc.integer({ min: 1, max: 2_000 }),
  fc.integer({ min: 1, max: 9_999 }),
  fc.boolean(),
  fc.constantFrom('ioc' as const, 'fok' as const),
  anyFees,
])(
  'adds up, keeps to its limit and leaves nothing better behind',
  (levels, count, ticks, isBuy, timeInForce, fees) => {
    const book = isBuy ? levels : levels.toReversed()
    const order = { ...(isBuy ? buy(count, ticks) : sell(count, ticks)), timeInForce }
    const taking = takeFromBook(order, book, fees)
    const within = book.filter(({ price }) => (isBuy ? price <= ticks : price >= ticks))
    const offered = within.reduce((sum, { size }) => sum + size, 0)
    const expected = timeInForce === 'fok' && offered < count ? 0 : Math.min(offered, count)
    expect(taking.filled).toBe(expected)
    expect(taking.filled + taking.unfilled).toBe(count)
    expect(taking.value).toBe(taking.fills.reduce((sum, fill) => sum + fill.price * fill.count, 0))
    for (const [index, fill] of taking.fills.entries()) {
      expect(fill.price).toBe(within[index]?.price)
      const isLast = index === taking.fills.length - 1
      if (!isLast) expect(fill.count).toBe(within[index]?.size)
    }
    expect(taking.fee).toBeGreaterThanOrEqual(0)
    expect(taking.fee).toBeLessThanOrEqual(taking.feeMost)
  },
)

/** Splits a count into parts by the given cuts. */
function split(count: number, cuts: readonly number[]): readonly number[] {
  const inside = cuts.map((cut) => cut % count).filter((cut) => cut > 0)
  const ends = [...new Set([0, ...inside, count])].toSorted((a, b) => a - b)
  return ends.slice(1).map((end, index) => end - (ends[index] as number))
}

prop.prop(
  [
    anyLevels.filter((levels) => levels.length > 0),
    fc.array(fc.nat(400), { maxLength: 12 }),
    fc.constantFrom('buy' as const, 'sell' as const),
    fc.constantFrom('direct' as const, 'non-direct' as const),
    fc.constantFrom(...KALSHI_ROUNDINGS),
  ],
  { numRuns: 300 },
)(
  'no split into fills is charged more than the most',
  (levels, cuts, action, membership, rounding) => {
    const fees = paperFees('1', membership)
    if (fees.tag !== 'kalshi') throw new Error('made-up fees are Kalshi fees')
    const terms = { ...fees.terms, rounding }
    const book = action === 'buy' ? levels : levels.toReversed()
    const order = {
      action,
      timeInForce: 'ioc',
      count: centicontracts(2_400),
      limitPrice: priceTicks(action === 'buy' ? 9_999 : 1),
    } as const
    const taking = takeFromBook(order, book, { tag: 'kalshi', terms })
    const fills = taking.fills.flatMap(({ price, count }) =>
      split(count, cuts).map((part) => ({
        action,
        liquidity: 'taker' as const,
        price,
        count: centicontracts(part),
      })),
    )
    expect(feeOfOrder(terms, fills).total).toBeLessThanOrEqual(taking.feeMost)
  },
)

prop.prop([
  anyLevels,
  fc.integer({ min: 1, max: 2_000 }),
  fc.integer({ min: 1, max: 9_999 }),
  anyFees,
])('never costs more than was set aside for it', (levels, count, ticks, fees) => {
  const order = buy(count, ticks)
  const taking = takeFromBook(order, levels, fees)
  expect(taking.value + taking.fee).toBeLessThanOrEqual(costMost(fees, order))
  expect(costMost(fees, order)).toBeGreaterThanOrEqual(order.limitPrice * count)
})
