import { fc, test as prop } from '@fast-check/vitest'
import {
  centicontracts,
  formatCenticontracts,
  formatPriceTicks,
  OrderBook,
  priceTicks,
  WireFormatError,
} from '@arbkit/core'
import { describe, expect, it } from 'vitest'
import { parseOrderBooks } from './order-book.ts'

const AT = { source: 'b.json', path: '$' }
const book = (yes: unknown, no: unknown): object => ({
  ticker: 'KXMLBGAME-26AUG072145TBSEA-TB',
  orderbook_fp: { yes_dollars: yes, no_dollars: no },
})
const EXAMPLE = book(
  [
    ['0.4100', '10.00'],
    ['0.4200', '13.00'],
  ],
  [
    ['0.4500', '20.00'],
    ['0.5600', '17.00'],
  ],
)

describe('parseOrderBooks', () => {
  it('reads bids of both sides; the asks follow in core', () => {
    const [parsed] = parseOrderBooks(EXAMPLE, AT)
    expect(parsed).toEqual({
      marketId: 'KXMLBGAME-26AUG072145TBSEA-TB',
      book: {
        yesBids: [
          { price: 4100, size: 1000 },
          { price: 4200, size: 1300 },
        ],
        noBids: [
          { price: 4500, size: 2000 },
          { price: 5600, size: 1700 },
        ],
      },
    })
    expect(parsed && OrderBook.of(parsed.book).bestAsk('yes')).toBe(4400)
  })

  it('takes {orderbooks}, a list, or one', () => {
    const expected = parseOrderBooks([EXAMPLE], AT)
    expect(parseOrderBooks({ orderbooks: [EXAMPLE] }, AT)).toEqual(expected)
    expect(parseOrderBooks(EXAMPLE, AT)).toEqual(expected)
  })

  it('takes empty and null sides, and leaves placeholders out', () => {
    expect(parseOrderBooks(book([], null), AT)[0]?.book).toEqual({ yesBids: [], noBids: [] })
    const levels = [
      ['0.0000', '5.00'],
      ['0.4100', '0.00'],
      ['1.0000', '5.00'],
      ['0.4200', '0.01', 'extra'],
    ]
    expect(parseOrderBooks(book(levels, []), AT)[0]?.book.yesBids).toEqual([
      { price: 4200, size: 1 },
    ])
  })

  it.each([
    [{ orderbook_fp: { yes_dollars: [], no_dollars: [] } }, 'ticker: expected string, got nothing'],
    [{ ticker: 'T', orderbook: { yes: [], no: [] } }, 'orderbook_fp: expected object, got nothing'],
    [
      { ticker: 'T', orderbook_fp: { yes: [], no_dollars: [] } },
      'orderbook_fp.yes_dollars: expected array, got nothing',
    ],
    [
      book([['0.4100', '-1.00']], []),
      'orderbook_fp.yes_dollars[0][1]: expected a count of contracts of 0 or more, got "-1.00"',
    ],
    [
      book(
        [],
        [
          ['0.5', '1'],
          ['1.5', '1'],
        ],
      ),
      'orderbook_fp.no_dollars[1][0]: expected a price in dollars from 0 to 1, got "1.5"',
    ],
    [
      book(
        [
          ['0.41', '1'],
          ['0.4100', '2'],
        ],
        [],
      ),
      'orderbook_fp.yes_dollars[1][0]: expected each price once, got "0.4100"',
    ],
    [book([[41, 10]], []), 'orderbook_fp.yes_dollars[0][0]: expected string, got 41'],
    [book([['0.41']], []), 'orderbook_fp.yes_dollars[0][1]: expected string, got nothing'],
  ])('refuses %j', (payload, message) => {
    expect(refusal(() => parseOrderBooks(payload, AT))).toBe(`b.json: ${message}`)
  })

  const side = fc.uniqueArray(
    fc.record({
      price: fc.integer({ min: 1, max: 9999 }).map(priceTicks),
      size: fc.integer({ min: 1, max: 10_000_000_000 }).map(centicontracts),
    }),
    { selector: ({ price }) => price, maxLength: 40 },
  )
  prop.prop([side, side])('reads back any book', (yesBids, noBids) => {
    const wire = (levels: typeof yesBids): unknown =>
      levels.map(({ price, size }) => [formatPriceTicks(price), formatCenticontracts(size)])
    const [parsed] = parseOrderBooks(book(wire(yesBids), wire(noBids)), AT)
    expect(parsed?.book).toEqual({ yesBids, noBids })
  })
})

/** The message of the WireFormatError that a call throws. */
function refusal(run: () => unknown): string {
  try {
    run()
  } catch (error) {
    if (error instanceof WireFormatError) return error.message
    throw error
  }
  return 'nothing thrown'
}
