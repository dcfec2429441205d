import { fc, test as prop } from '@fast-check/vitest'
import { centicontracts, WireFormatError } from '@arbkit/core'
import { parseEvents } from '@arbkit/kalshi'
import { parseOdds } from '@arbkit/odds'
import { describe, expect, it } from 'vitest'
import { parseNumbersAsText } from './exact-json.ts'
import { type JoinedRow, looksLikeJoinedRow, readJoinedRow } from './joined-row.ts'
import { bare, book, EVENT, type Field, lineOf, row, side } from './test-support/made-up-table.ts'

const AT = { source: 'table.jsonl', path: 'line 7' }
const read = (changes: Record<string, Field | undefined> = {}, assumed?: number): JoinedRow =>
  readJoinedRow(
    parseNumbersAsText(lineOf(row(changes))),
    AT,
    assumed === undefined ? undefined : centicontracts(assumed),
  )
const marketsIn = ({ kalshi }: JoinedRow) =>
  parseEvents(JSON.parse(kalshi), AT).flatMap(({ markets }) => markets)
const topsOf = (read: JoinedRow) => marketsIn(read).map(({ topOfBook }) => topOfBook)
const quotesOf = ({ odds }: JoinedRow) =>
  parseOdds(JSON.parse(odds), AT, { format: 'american' }).flatMap(({ markets }) =>
    markets.map(({ book: key, updatedMs, outcomes }) => [
      key,
      new Date(updatedMs).toISOString(),
      ...outcomes.map(({ name, price }) => `${name} ${price.original}`),
    ]),
  )

describe('a row', () => {
  it('is an event of Kalshi with best quotes as exact decimals', () => {
    expect(JSON.parse(read().kalshi)).toEqual({
      cursor: '',
      events: [
        {
          event_ticker: EVENT,
          series_ticker: 'KXMLBGAME',
          title: EVENT,
          markets: [
            expect.objectContaining({
              ticker: `${EVENT}-SEA`,
              event_ticker: EVENT,
              status: 'active',
              yes_sub_title: 'Seattle Mariners',
              yes_bid_dollars: '0.5800',
              yes_ask_dollars: '0.6000',
              yes_bid_size_fp: '90.00',
              yes_ask_size_fp: '77.25',
              price_ranges: [{ start: '0.0000', end: '1.0000', step: '0.0100' }],
            }),
            expect.objectContaining({
              ticker: `${EVENT}-TB`,
              yes_sub_title: 'Tampa Bay Rays',
              yes_bid_dollars: '0.4000',
              yes_ask_dollars: '0.4200',
              yes_bid_size_fp: '1200.50',
              yes_ask_size_fp: '310.00',
            }),
          ],
        },
      ],
    })
    expect(topsOf(read())).toEqual([
      { yesBids: [{ price: 5800, size: 9000 }], noBids: [{ price: 4000, size: 7725 }] },
      { yesBids: [{ price: 4000, size: 120_050 }], noBids: [{ price: 5800, size: 31_000 }] },
    ])
  })

  it('is an odds event, each quote dated by the last poll and not by its last change', () => {
    const made = read()
    expect(quotesOf(made)).toEqual([
      ['draftkings', '2026-08-07T22:38:00.000Z', 'Seattle Mariners -150', 'Tampa Bay Rays +126'],
      ['fanduel', '2026-08-07T22:38:00.000Z', 'Seattle Mariners -148', 'Tampa Bay Rays +130'],
    ])
    expect(JSON.parse(made.odds)).toMatchObject({
      id: 'odds-tb-sea',
      commence_time: '2026-08-08T01:46:00Z',
      bookmakers: [{ changed: '2026-08-07T20:00:00Z' }, { changed: '2026-08-07T22:38:00Z' }],
    })
    expect(made.asked).toEqual({
      sportKey: 'baseball_mlb',
      markets: ['h2h'],
      eventIds: ['odds-tb-sea'],
    })
    expect(made.capturedMs).toBe(Date.parse('2026-08-07T22:45:00Z'))
    expect(made.polledMs).toBe(Date.parse('2026-08-07T22:38:00Z'))
  })

  it('quotes nothing where the row does not', () => {
    const kalshi = {
      home: { ticker: `${EVENT}-SEA`, yes_ask: bare('0.6'), yes_ask_size: bare('5') },
    }
    const books = { draftkings: { home: null, away: bare('126.0') }, fanduel: {} }
    const made = read({ kalshi, books })
    expect(topsOf(made)).toEqual([{ yesBids: [], noBids: [{ price: 4000, size: 500 }] }])
    expect(made.quotesWithoutSize).toBe(0)
    expect(quotesOf(made)).toEqual([
      ['draftkings', '2026-08-07T22:38:00.000Z', 'Tampa Bay Rays +126'],
      ['fanduel', '2026-08-07T22:38:00.000Z'],
    ])
    expect(quotesOf(read({ books: {} }))).toEqual([])
    expect(topsOf(read({ kalshi: { home: null } }))).toEqual([])
  })

  it('takes 0 and 1 dollar for no quote, as the venue prints it', () => {
    const made = read({
      kalshi: { home: side(`${EVENT}-SEA`, { bid: '0.0', ask: '1.0' }) },
    })
    expect(topsOf(made)).toEqual([{ yesBids: [], noBids: [] }])
    expect(made.quotesWithoutSize).toBe(0)
  })

  it('reads a YES quote from the NO quote alone', () => {
    const kalshi = {
      home: {
        ticker: `${EVENT}-SEA`,
        no_ask: bare('0.42'),
        no_bid: bare('0.40'),
        yes_bid_size: bare('1'),
        yes_ask_size: bare('2'),
      },
    }
    expect(topsOf(read({ kalshi }))).toEqual([
      { yesBids: [{ price: 5800, size: 100 }], noBids: [{ price: 4000, size: 200 }] },
    ])
  })
})

describe('a size that is missing', () => {
  const kalshi = { home: side(`${EVENT}-SEA`, { bid: '0.58', ask: '0.60' }) }

  it('is none: nothing can be bought there, and that is counted', () => {
    const made = read({ kalshi })
    expect(topsOf(made)).toEqual([{ yesBids: [], noBids: [] }])
    expect(made.quotesWithoutSize).toBe(2)
    expect(JSON.parse(made.kalshi)).toMatchObject({
      events: [{ markets: [{ yes_bid_dollars: '0.5800', yes_bid_size_fp: '0.00' }] }],
    })
  })

  it('is what the user assumes, where one is missing and nowhere else', () => {
    const made = read({ kalshi }, 10_000)
    expect(topsOf(made)).toEqual([
      { yesBids: [{ price: 5800, size: 10_000 }], noBids: [{ price: 4000, size: 10_000 }] },
    ])
    expect(made.quotesWithoutSize).toBe(2)
    expect(read({}, 10_000)).toEqual(read())
    const empty = { home: side(`${EVENT}-SEA`, { bid: '0', ask: '1' }) }
    expect(topsOf(read({ kalshi: empty }, 10_000))).toEqual([{ yesBids: [], noBids: [] }])
  })

  it('is not one of zero, which the row says', () => {
    const told = side(`${EVENT}-SEA`, { bid: '0.58', ask: '0.60', sizes: ['0', '0.0'] })
    const made = read({ kalshi: { home: told } }, 10_000)
    expect(topsOf(made)).toEqual([{ yesBids: [], noBids: [] }])
    expect(made.quotesWithoutSize).toBe(0)
  })
})

describe('the price grid', () => {
  it.each([
    ['0.58', '0.60', '0.0100'],
    ['0.585', '0.60', '0.0010'],
    ['0.58', '0.6001', '0.0001'],
  ])('of %s and %s has steps of %s', (bid, ask, step) => {
    const made = read({ kalshi: { home: side(`${EVENT}-SEA`, { bid, ask }) } })
    expect(marketsIn(made)[0]?.priceGrid[0]?.step).toBe(Number(step) * 10_000)
  })
})

const home = (changes: Record<string, Field | undefined>) => ({
  kalshi: { home: { ...side(`${EVENT}-SEA`, { bid: '0.58', ask: '0.60' }), ...changes } },
})
const dk = (changes: Record<string, Field | undefined>) => ({
  books: { draftkings: { ...book('-150.0', '126.0', '2026-08-07T20:00:00Z'), ...changes } },
})

describe('a broken row', () => {
  it.each<[string, Record<string, Field | undefined>, string]>([
    ['no ticker', home({ ticker: undefined }), 'kalshi.home.ticker: expected string, got nothing'],
    [
      'another event',
      home({ ticker: 'KXMLBGAME-26AUG082145TBSEA-SEA' }),
      `kalshi.home.ticker: expected another market of ${EVENT} a side, got "KXMLBGAME-26AUG082145TBSEA-SEA"`,
    ],
    [
      'a price above a dollar',
      home({ yes_bid: bare('1.01') }),
      'kalshi.home.yes_bid: expected a price in dollars from 0 to 1, got "1.01"',
    ],
    [
      'a price finer than a tick',
      home({ yes_ask: bare('0.60000000000000004') }),
      'kalshi.home.yes_ask: expected a price in dollars from 0 to 1, got "0.60000000000000004"',
    ],
    [
      'a price with an exponent',
      home({ yes_ask: bare('6e-1') }),
      'kalshi.home.yes_ask: expected a price in dollars from 0 to 1, got "6e-1"',
    ],
    [
      'a negative size',
      home({ yes_ask_size: bare('-5') }),
      'kalshi.home.yes_ask_size: expected a count of contracts of 0 or more, got "-5"',
    ],
    [
      'YES and NO that contradict each other',
      home({ no_ask: bare('0.41') }),
      'kalshi.home.no_ask: expected 0.4200, 1 less yes_bid, got "0.41"',
    ],
    [
      'odds of 99',
      dk({ home: bare('-99.0') }),
      'books.draftkings.home: expected whole American odds of 100 or more either way, got "-99.0"',
    ],
    [
      'decimal odds',
      dk({ away: bare('1.91') }),
      'books.draftkings.away: expected whole American odds of 100 or more either way, got "1.91"',
    ],
    [
      'a price that is an object',
      dk({ away: {} }),
      'books.draftkings.away: expected string, got {}',
    ],
    [
      'a time without a zone',
      { captured_at: '2026-08-07T22:45:00' },
      'captured_at: expected a time with its zone, got "2026-08-07T22:45:00"',
    ],
    [
      'a start that is no time',
      { commence_time: 'soon' },
      'commence_time: expected a time with its zone, got "soon"',
    ],
    [
      'a poll that is no time',
      { odds_feed_last_poll: bare('5') },
      'odds_feed_last_poll: expected a time with its zone, got "5"',
    ],
    [
      'a change that is no time',
      dk({ changed: 'today' }),
      'books.draftkings.changed: expected a time with its zone, got "today"',
    ],
    [
      'a capture before 1970',
      { captured_at: '1969-12-31T23:59:59Z' },
      'captured_at: expected a time with its zone, got "1969-12-31T23:59:59Z"',
    ],
    ['no books', { books: undefined }, 'books: expected '],
    ['no team', { home_team: '' }, 'home_team: expected '],
  ])('with %s is refused by line and field', (_name, changes, message) => {
    expect(() => read(changes)).toThrow(WireFormatError)
    expect(() => read(changes)).toThrow(`table.jsonl: line 7.${message}`)
  })

  it('with one market on both sides is refused', () => {
    const twice = side(`${EVENT}-SEA`, { bid: '0.5', ask: '0.6' })
    expect(() => read({ kalshi: { home: twice, away: twice } })).toThrow(
      'line 7.kalshi.away.ticker',
    )
  })
})

describe('the shape of a table', () => {
  it.each([
    [lineOf(row()), true],
    [lineOf(row()).slice(0, -40), true],
    [lineOf(row({ kalshi: undefined, odds_event_id: undefined })), true],
    [lineOf(row({ kalshi: undefined, odds_event_id: undefined, kalshi_event: undefined })), false],
    [`[${lineOf(row())}]`, false],
    ['{"kalshi": 1, "books": {}}', false],
    ['{"ticker": "KXMLBGAME", "fee_type": "quadratic"}', false],
  ])('of %s', (line, isTable) => {
    expect(looksLikeJoinedRow(line)).toBe(isTable)
  })
})

const cents = fc.integer({ min: 1, max: 9999 }).map((ticks) => (ticks / 10_000).toFixed(4))
const size = fc
  .integer({ min: 0, max: 10 ** 9 })
  .map((n) => `${Math.floor(n / 100)}.${String(n % 100).padStart(2, '0')}`)
prop.prop([cents, cents, size, size], { seed: 5, numRuns: 300 })(
  'what a row quotes is what stands in the book, to the last digit',
  (bid, ask, bidSize, askSize) => {
    const kalshi = { home: side(`${EVENT}-SEA`, { bid, ask, sizes: [bidSize, askSize] }) }
    const { markets } = (JSON.parse(read({ kalshi }).kalshi) as { events: [{ markets: object[] }] })
      .events[0]
    expect(markets).toEqual([
      expect.objectContaining({
        yes_bid_dollars: bid,
        yes_ask_dollars: ask,
        yes_bid_size_fp: bidSize,
        yes_ask_size_fp: askSize,
      }),
    ])
  },
)
