import { type Centicontracts, centicontracts, priceTicks } from '@arbkit/core'
import type { StreamMessage } from '@arbkit/kalshi'
import { fc, test as prop } from '@fast-check/vitest'
import { beforeEach, describe, expect, it } from 'vitest'
import { ContractBooks } from './contract-books.ts'
import type { Arrival } from './frame-request.ts'

const T = Date.UTC(2026, 7, 7, 12)
const MARKET = 'KXMLBGAME-26AUG072145TBSEA-TB'
const OTHER = 'KXMLBGAME-26AUG072145TBSEA-SEA'

let books: ContractBooks
beforeEach(() => {
  books = new ContractBooks()
})

const arrivalAt = (seconds: number): Arrival => ({
  frameSeq: 1,
  atMs: T + seconds * 1000,
  file: 'a.json',
  path: '$',
  timeSource: 'file',
})
const level = (price: number, size: number) => ({
  price: priceTicks(price),
  size: centicontracts(size),
})
const snapshot = (seq: number, marketId = MARKET, sid = 1): StreamMessage => ({
  tag: 'snapshot',
  sid,
  seq,
  marketId,
  book: { yesBids: [level(4000, 100), level(3900, 200)], noBids: [level(5800, 300)] },
})
interface Change {
  readonly marketId?: string
  readonly sid?: number
  readonly price?: number
  /** Hundredths of a contract, signed. */
  readonly change?: number
}
const delta = (
  seq: number,
  { marketId = MARKET, sid = 1, price = 4100, change = 50 }: Change = {},
): StreamMessage => ({
  tag: 'delta',
  sid,
  seq,
  marketId,
  delta: { side: 'yes', price: priceTicks(price), change: change as Centicontracts },
  changedMs: undefined,
})
const hear = (message: StreamMessage, seconds: number, connection = 'stream'): void => {
  books.apply(message, connection, arrivalAt(seconds))
}
const ageAt = (seconds: number, marketId = MARKET): number =>
  seconds - ((books.bookOf(marketId)?.asOfMs ?? 0) - T) / 1000

describe('books of a stream', () => {
  it('are a snapshot and the changes since', () => {
    hear(snapshot(1), 0)
    hear(delta(2), 1)
    hear(delta(3, { price: 4000, change: -100 }), 2)
    const book = books.bookOf(MARKET)
    expect(book).toMatchObject({ isInSync: true, origin: 'stream', arrival: { atMs: T + 2000 } })
    expect(book?.levels.bidLevels('yes')).toEqual([level(4100, 50), level(3900, 200)])
    expect(book?.levels.bidLevels('no')).toEqual([level(5800, 300)])
  })

  it('are not made from changes without a snapshot', () => {
    hear(delta(1), 0)
    expect(books.bookOf(MARKET)).toBeUndefined()
  })

  it('take no change of another subscription or connection', () => {
    hear(snapshot(1), 0)
    hear(delta(1, { sid: 2 }), 1)
    hear(delta(2), 1, 'another stream')
    expect(books.bookOf(MARKET)?.levels.bidLevels('yes')).toHaveLength(2)
    expect(books.bookOf(MARKET)?.isInSync).toBe(true)
  })

  it("are as old as their connection's last frame, whatever it was about", () => {
    hear(snapshot(1), 0)
    hear(snapshot(2, OTHER), 40)
    expect(ageAt(50)).toBe(10)
    hear({ tag: 'other', type: 'ticker', sid: 9, seq: undefined }, 45)
    expect(ageAt(50)).toBe(5)
    hear(snapshot(1, OTHER), 49, 'another stream')
    expect(ageAt(50)).toBe(5)
  })

  it.each([
    ['a missing number', 3],
    ['a number twice', 1],
    ['numbers that start over', 0],
  ])('are out of sync after %s, all of the subscription, until a new snapshot', (_name, seq) => {
    hear(snapshot(0, OTHER), 0)
    hear(snapshot(1), 10)
    hear(delta(seq), 20)
    expect(books.bookOf(MARKET)?.isInSync).toBe(false)
    expect(books.bookOf(OTHER)?.isInSync).toBe(false)
    hear(delta(seq + 1), 30)
    expect(books.bookOf(MARKET)?.isInSync).toBe(false)
    // Right until the last frame before the gap, and no longer.
    expect(ageAt(30)).toBe(20)
    hear(snapshot(seq + 2), 40)
    expect(books.bookOf(MARKET)?.isInSync).toBe(true)
    expect(ageAt(40)).toBe(0)
    expect(books.bookOf(OTHER)?.isInSync).toBe(false)
  })

  it('count numbers by subscription, answers to commands included', () => {
    hear(snapshot(1), 0)
    hear(snapshot(7, OTHER, 2), 1)
    hear({ tag: 'ok', sid: 1, seq: 2, marketIds: [MARKET] }, 2)
    hear(delta(3), 3)
    hear(delta(8, { sid: 2, marketId: OTHER }), 3)
    expect(books.bookOf(MARKET)?.isInSync).toBe(true)
    expect(books.bookOf(OTHER)?.isInSync).toBe(true)
    hear(delta(5), 4)
    expect(books.bookOf(MARKET)?.isInSync).toBe(false)
    expect(books.bookOf(OTHER)?.isInSync).toBe(true)
  })

  it.each<[string, StreamMessage]>([
    ['its subscription ends', { tag: 'unsubscribed', sid: 1, seq: 3 }],
    ['its subscription begins anew', { tag: 'subscribed', sid: 1, channel: 'orderbook_delta' }],
    ['it is taken off the subscription', { tag: 'ok', sid: 1, seq: 3, marketIds: [OTHER] }],
    ['the buffer overflows', { tag: 'error', sid: 1, seq: 3, code: 25, message: 'overflow' }],
    ['its channel fails', { tag: 'error', sid: undefined, seq: undefined, code: 10, message: '' }],
  ])('are kept up to date no longer when %s', (_name, message) => {
    hear(snapshot(1), 0)
    hear(snapshot(2, OTHER), 1)
    hear(message, 2)
    hear({ tag: 'other', type: 'ticker', sid: 9, seq: undefined }, 60)
    expect(books.bookOf(MARKET)).toMatchObject({ isInSync: false, asOfMs: T + 1000 })
  })

  it('stay in sync over an error that only refuses a command', () => {
    hear(snapshot(1), 0)
    hear({ tag: 'error', sid: 1, seq: 2, code: 2, message: 'params' }, 1)
    hear(delta(3), 2)
    expect(books.bookOf(MARKET)?.isInSync).toBe(true)
  })

  prop.prop([fc.uniqueArray(fc.integer({ min: 2, max: 40 }), { maxLength: 4 })], { seed: 7 })(
    'are in sync exactly where no number is missing',
    (missing) => {
      books = new ContractBooks()
      hear(snapshot(1), 0)
      for (let seq = 2; seq <= 40; seq += 1) if (!missing.includes(seq)) hear(delta(seq), seq)
      const isTail = missing.length > 0 && Math.min(...missing) === 41 - missing.length
      expect(books.bookOf(MARKET)?.isInSync).toBe(missing.length === 0 || isTail)
    },
  )
})

describe('books of responses', () => {
  const top = { yesBids: [level(4500, 10)], noBids: [level(5400, 20)] }
  const deep = { yesBids: [level(4500, 10), level(4400, 90)], noBids: [level(5400, 20)] }
  const answer = (origin: 'order-book' | 'best-quotes', seconds: number): void => {
    books.replace(MARKET, origin === 'order-book' ? deep : top, origin, arrivalAt(seconds))
  }

  it('are right for the moment of the response', () => {
    answer('best-quotes', 3)
    expect(books.bookOf(MARKET)).toMatchObject({ origin: 'best-quotes', isInSync: true })
    expect(ageAt(10)).toBe(7)
  })

  it('never replace a newer one', () => {
    answer('order-book', 3)
    answer('best-quotes', 2)
    expect(books.bookOf(MARKET)?.origin).toBe('order-book')
    answer('best-quotes', 5)
    answer('order-book', 4)
    expect(books.bookOf(MARKET)?.origin).toBe('best-quotes')
  })

  it.each([
    ['best-quotes', 'order-book'],
    ['order-book', 'best-quotes'],
  ] as const)('give way to the deeper one of the same moment: %s, then %s', (first, second) => {
    answer(first, 3)
    answer(second, 3)
    expect(books.bookOf(MARKET)?.origin).toBe('order-book')
    expect(books.bookOf(MARKET)?.levels.bidLevels('yes')).toHaveLength(2)
  })

  it('give way to a stream that was heard since, and stand in for one that fell silent', () => {
    hear(snapshot(1), 0)
    answer('best-quotes', 0)
    expect(books.bookOf(MARKET)?.origin).toBe('stream')
    answer('best-quotes', 10)
    expect(books.bookOf(MARKET)).toMatchObject({ origin: 'best-quotes', asOfMs: T + 10_000 })
    // The stream's book was kept up to date meanwhile: no change is lost.
    hear(delta(2), 20)
    expect(books.bookOf(MARKET)).toMatchObject({ origin: 'stream', isInSync: true })
    expect(books.bookOf(MARKET)?.levels.bestBid('yes')).toBe(4100)
  })

  it('stand in for a stream that is out of sync, where they are newer than the gap', () => {
    answer('order-book', 0)
    hear(snapshot(1), 5)
    hear(delta(3), 10)
    expect(books.bookOf(MARKET)).toMatchObject({ origin: 'stream', isInSync: false })
    answer('order-book', 12)
    hear(delta(4), 15)
    expect(books.bookOf(MARKET)).toMatchObject({ origin: 'order-book', isInSync: true })
  })

  it('know nothing of other markets', () => {
    answer('order-book', 0)
    expect(books.bookOf(OTHER)).toBeUndefined()
  })
})
