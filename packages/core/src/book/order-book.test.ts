import { fc, test as prop } from '@fast-check/vitest'
import { describe, expect, it } from 'vitest'
import { InvalidInputError } from '../errors.ts'
import { parseCenticontracts, parsePriceTicks } from '../units/fixed-point.ts'
import { centicontracts, CENTICONTRACTS_MAX, priceTicks } from '../units/money.ts'
import type { PriceLevel } from './ladder.ts'
import {
  type BookDelta,
  type BookSnapshot,
  type ContractSide,
  OrderBook,
  otherContractSide,
} from './order-book.ts'

function level(price: string, size: string): PriceLevel {
  return { price: parsePriceTicks(price), size: parseCenticontracts(size) }
}

function change(side: ContractSide, price: string, contracts: number) {
  return { side, price: parsePriceTicks(price), change: centicontracts(contracts * 100) }
}

const SNAPSHOT: BookSnapshot = {
  yesBids: [level('0.40', '10.00'), level('0.42', '5.00')],
  noBids: [level('0.55', '7.00'), level('0.50', '100.00')],
}

describe('reading a book', () => {
  const book = OrderBook.of(SNAPSHOT)

  it('the best bid is the highest, and the ask is 1 less the best bid of the other side', () => {
    expect([book.bestBid('yes'), book.bestAsk('yes')]).toEqual([4200, 4500])
    expect([book.bestBid('no'), book.bestAsk('no')]).toEqual([5500, 5800])
  })

  it('the asks of a side are the bids of the other, cheapest first, with their sizes', () => {
    expect(book.askLadder('yes')).toEqual([level('0.45', '7.00'), level('0.50', '100.00')])
    expect(book.askLadder('no')).toEqual([level('0.58', '5.00'), level('0.60', '10.00')])
  })

  it('an empty book has neither bid nor ask', () => {
    const empty = new OrderBook()
    expect([empty.bestBid('yes'), empty.bestAsk('no'), empty.isEmpty()]).toEqual([
      undefined,
      undefined,
      true,
    ])
    expect(empty.askLadder('yes')).toEqual([])
    expect([book.isEmpty(), empty.isCrossed()]).toEqual([false, false])
  })

  it('the other side of YES is NO and back', () => {
    expect([otherContractSide('yes'), otherContractSide('no')]).toEqual(['no', 'yes'])
  })
})

describe('changing a book', () => {
  it('when the best level goes, the next one below is the best', () => {
    const book = OrderBook.of(SNAPSHOT)
    book.apply(change('yes', '0.42', -5))
    expect(book.bestBid('yes')).toBe(4000)
    book.apply(change('yes', '0.40', -10))
    expect(book.bestBid('yes')).toBeUndefined()
    expect(book.bestAsk('no')).toBeUndefined()
  })

  it('a change past zero leaves nothing, and nothing is owed by what comes after', () => {
    const book = OrderBook.of(SNAPSHOT)
    book.apply(change('yes', '0.42', -50))
    book.apply(change('yes', '0.42', 3))
    expect(book.bidSize('yes', parsePriceTicks('0.42'))).toBe(300)
    book.apply(change('yes', '0.30', -1))
    expect(book.bidSize('yes', parsePriceTicks('0.30'))).toBe(0)
  })

  it('the first price finer than a cent may come late: what was there stays', () => {
    const book = OrderBook.of(SNAPSHOT)
    book.apply(change('yes', '0.4195', 2))
    expect(book.bestBid('yes')).toBe(4200)
    book.apply(change('yes', '0.4205', 1))
    expect(book.bestBid('yes')).toBe(4205)
    expect(book.bidLevels('yes').map(({ price }) => price)).toEqual([4205, 4200, 4195, 4000])
    expect(book.bidSize('yes', parsePriceTicks('0.4200'))).toBe(500)
    expect(book.bidSize('no', parsePriceTicks('0.5555'))).toBe(0)
  })

  it('tenths of a cent first, single ticks after: what was there stays, level by level', () => {
    const book = OrderBook.of(SNAPSHOT)
    book.apply(change('yes', '0.4190', 2))
    expect(book.bidLevels('yes').map(({ price }) => price)).toEqual([4200, 4190, 4000])
    expect(book.bidSize('yes', parsePriceTicks('0.4195'))).toBe(0)
    book.apply(change('yes', '0.4195', 3))
    expect(book.bidLevels('yes').map(({ price }) => price)).toEqual([4200, 4195, 4190, 4000])
    expect(book.bidSize('yes', parsePriceTicks('0.4190'))).toBe(200)
    book.apply(change('yes', '0.42', -5))
    expect(book.bestBid('yes')).toBe(4195)
  })

  it.each([-100, 10_100, 10_001, 42.5, Number.NaN])(
    'refuses %d ticks, which is no price, and keeps what it had',
    (ticks) => {
      const book = OrderBook.of(SNAPSHOT)
      const delta = { side: 'yes', price: ticks, change: 100 } as unknown as BookDelta
      expect(() => book.apply(delta)).toThrow(InvalidInputError)
      expect(() => book.apply(delta)).toThrow(/no such price level/)
      expect(book.snapshot()).toEqual(OrderBook.of(SNAPSHOT).snapshot())
    },
  )

  it('refuses a change that is no number', () => {
    const book = OrderBook.of(SNAPSHOT)
    const delta = { side: 'yes', price: 4200, change: Number.NaN } as unknown as BookDelta
    expect(() => book.apply(delta)).toThrow(InvalidInputError)
    expect(book.bidSize('yes', parsePriceTicks('0.42'))).toBe(500)
  })

  it('a snapshot replaces everything', () => {
    const book = OrderBook.of(SNAPSHOT)
    book.apply(change('yes', '0.4205', 1))
    book.replace({ yesBids: [level('0.10', '1.00')], noBids: [] })
    expect(book.snapshot()).toEqual({ yesBids: [level('0.10', '1.00')], noBids: [] })
  })

  it('is crossed from a dollar on: both sides could be bought for no more than they pay', () => {
    const book = OrderBook.of({ yesBids: [level('0.44', '1')], noBids: [level('0.55', '1')] })
    expect(book.isCrossed()).toBe(false)
    book.apply(change('yes', '0.45', 1))
    expect(book.isCrossed()).toBe(true)
    book.apply(change('yes', '0.45', -1))
    expect(book.isCrossed()).toBe(false)
  })

  it('refuses a size beyond the largest and keeps what it had', () => {
    const book = OrderBook.of(SNAPSHOT)
    const most = (ticks: number): BookDelta => ({
      side: 'yes',
      price: priceTicks(ticks),
      change: centicontracts(CENTICONTRACTS_MAX),
    })
    expect(() => book.apply(most(4200))).toThrow(InvalidInputError)
    expect(book.snapshot()).toEqual(OrderBook.of(SNAPSHOT).snapshot())
    book.apply(most(100))
    expect(book.bidSize('yes', priceTicks(100))).toBe(CENTICONTRACTS_MAX)
  })
})

/** The same book, as simply as it can be said. */
class NaiveBook {
  readonly bids = { yes: new Map<number, number>(), no: new Map<number, number>() }

  replace({ yesBids, noBids }: BookSnapshot): void {
    this.bids.yes = new Map(yesBids.map(({ price, size }) => [price, size]))
    this.bids.no = new Map(noBids.map(({ price, size }) => [price, size]))
  }

  apply(side: ContractSide, price: number, by: number): void {
    const size = (this.bids[side].get(price) ?? 0) + by
    if (size > 0) this.bids[side].set(price, size)
    else this.bids[side].delete(price)
  }

  levels(side: ContractSide): { price: number; size: number }[] {
    const sorted = [...this.bids[side]].toSorted(([a], [b]) => b - a)
    return sorted.map(([price, size]) => ({ price, size }))
  }
}

// Few prices, close together, so that levels are hit again and the next one below is a neighbour.
const CENTS = [1, 38, 39, 40, 41, 42, 58, 59, 60, 61, 62, 99].map((n) => n * 100)
const TENTHS = [10, 3980, 3990, 4000, 4010, 4020, 5990, 6010, 9990]
const TICKS = [1, 3998, 3999, 4000, 4001, 4002, 5998, 5999, 6000, 6001, 9999]
const coarse = fc.constantFrom(...CENTS)
const tenths = fc.constantFrom(...CENTS, ...TENTHS)
const fine = fc.constantFrom(...CENTS, ...TENTHS, ...TICKS)

function levelsOf(price: fc.Arbitrary<number>): fc.Arbitrary<PriceLevel[]> {
  return fc
    .uniqueArray(fc.tuple(price, fc.integer({ min: 1, max: 50_000 })), {
      maxLength: 12,
      selector: ([p]) => p,
    })
    .map((pairs) =>
      pairs.map(([p, size]) => ({ price: priceTicks(p), size: centicontracts(size) })),
    )
}

function stepsOf(price: fc.Arbitrary<number>) {
  const snapshot = fc.record({ yesBids: levelsOf(price), noBids: levelsOf(price) })
  const delta = fc.record({
    side: fc.constantFrom<ContractSide>('yes', 'no'),
    price,
    by: fc.integer({ min: -60_000, max: 50_000 }),
  })
  const step = fc.oneof(
    { weight: 1, arbitrary: snapshot.map((whole) => ({ snapshot: whole })) },
    { weight: 12, arbitrary: delta },
  )
  return fc.array(step, { maxLength: 40 })
}

/** Whole cents first; what is finer comes late. */
const sequence = fc
  .tuple(stepsOf(coarse), stepsOf(tenths), stepsOf(fine))
  .map((parts) => parts.flat())

describe('agrees with a naive book', () => {
  prop.prop([sequence], { numRuns: 500 })('after every snapshot and every change', (steps) => {
    const [book, naive] = [new OrderBook(), new NaiveBook()]
    for (const next of steps) {
      if ('snapshot' in next) {
        book.replace(next.snapshot)
        naive.replace(next.snapshot)
      } else {
        const { side, price: p, by } = next
        book.apply({ side, price: priceTicks(p), change: centicontracts(by) })
        naive.apply(side, p, by)
        expect(book.bidSize(side, priceTicks(p))).toBe(naive.bids[side].get(p) ?? 0)
      }
      const [yes, no] = [naive.levels('yes'), naive.levels('no')]
      expect(book.snapshot()).toEqual({ yesBids: yes, noBids: no })
      expect([book.bestBid('yes'), book.bestBid('no')]).toEqual([yes[0]?.price, no[0]?.price])
      expect(book.bestAsk('yes')).toBe(no[0] && 10_000 - no[0].price)
      expect(book.askLadder('no')).toEqual(yes.map((l) => ({ ...l, price: 10_000 - l.price })))
      expect(book.isEmpty()).toBe(yes.length + no.length === 0)
      const isCrossed = yes.some((y) => no.some((n) => y.price + n.price >= 10_000))
      expect(book.isCrossed()).toBe(isCrossed)
    }
  })

  prop.prop([sequence])('ladders ascend, and read back as they are', (steps) => {
    const book = new OrderBook()
    for (const next of steps) {
      if ('snapshot' in next) book.replace(next.snapshot)
      else {
        const { side, price: p, by } = next
        book.apply({ side, price: priceTicks(p), change: centicontracts(by) })
      }
    }
    for (const side of ['yes', 'no'] as const) {
      const prices = book.askLadder(side).map((l) => l.price as number)
      expect(prices).toEqual([...new Set(prices)].toSorted((a, b) => a - b))
      expect(book.askLadder(side).every(({ size }) => size > 0)).toBe(true)
    }
    expect(OrderBook.of(book.snapshot()).snapshot()).toEqual(book.snapshot())
  })
})

describe('the version of a ladder', () => {
  const anyChange = fc.record({
    side: fc.constantFrom<ContractSide>('yes', 'no'),
    cents: fc.integer({ min: 1, max: 99 }),
    contracts: fc.integer({ min: -20, max: 20 }),
  })

  prop.prop([fc.array(anyChange, { maxLength: 40 })], { seed: 5 })(
    'is another wherever the ladder is, and grows with changes of that side alone',
    (changes) => {
      const book = OrderBook.of(SNAPSHOT)
      for (const { side, cents, contracts } of changes) {
        const sides = (['yes', 'no'] as const).map((each) => ({
          each,
          version: book.ladderVersion(each),
          ladder: book.askLadder(each),
        }))
        book.apply({
          side,
          price: priceTicks(cents * 100),
          change: centicontracts(contracts * 100),
        })
        for (const { each, version, ladder } of sides) {
          const grown = book.ladderVersion(each) - version
          expect(grown).toBe(each === side ? 0 : 1)
          if (grown === 0) expect(book.askLadder(each)).toEqual(ladder)
        }
      }
    },
  )

  it('grows when everything is replaced', () => {
    const book = OrderBook.of(SNAPSHOT)
    const before = [book.ladderVersion('yes'), book.ladderVersion('no')] as const
    book.replace({ yesBids: [], noBids: [] })
    expect(book.ladderVersion('yes')).toBeGreaterThan(before[0])
    expect(book.ladderVersion('no')).toBeGreaterThan(before[1])
  })
})
