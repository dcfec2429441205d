import { fc, test as prop } from '@fast-check/vitest'
import { describe, expect, it } from 'vitest'
import { centicontracts, priceTicks } from '../units/money.ts'
import { ladderSize } from './ladder.ts'
import { OrderBook } from './order-book.ts'

describe('ladderSize', () => {
  it('is 0 where nothing is offered', () => {
    expect(ladderSize([])).toBe(0)
  })

  const bids = fc.uniqueArray(
    fc.record({
      price: fc.integer({ min: 1, max: 9999 }).map(priceTicks),
      size: fc.integer({ min: 1, max: 1_000_000 }).map(centicontracts),
    }),
    { maxLength: 30, selector: (level) => level.price },
  )
  prop.prop([bids])('is everything that rests on the other side of a book', (noBids) => {
    const book = OrderBook.of({ yesBids: [], noBids })
    const resting = noBids.reduce((sum, { price }) => sum + book.bidSize('no', price), 0)
    expect(ladderSize(book.askLadder('yes'))).toBe(resting)
    expect(ladderSize(book.askLadder('no'))).toBe(0)
  })
})
