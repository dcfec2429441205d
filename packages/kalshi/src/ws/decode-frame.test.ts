import { CENTICONTRACTS_MAX, WireFormatError } from '@arbkit/core'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseStreamMessage } from '../to-core/stream.ts'
import { decodeAnswerFrame } from './decode-answer-frame.ts'
import { decodeBookFrame, decodeFrame } from './decode-frame.ts'
import { decodeMarketFrame } from './decode-market-frame.ts'

const AT = { source: 'kalshi stream', path: '$' }
const M = 'KXMLBGAME-26AUG072145TBSEA-TB'

/** What the schemas make of a payload: the message, or 'refused'. */
function bySchema(payload: unknown, usesYesPrices: boolean): unknown {
  try {
    return parseStreamMessage(payload, AT, { usesYesPrices })
  } catch (error) {
    if (error instanceof WireFormatError) return 'refused'
    throw error
  }
}

const delta = (msg: object = {}, head: object = {}): object => ({
  type: 'orderbook_delta',
  sid: 1,
  seq: 24,
  ...head,
  msg: { market_ticker: M, price_dollars: '0.4300', delta_fp: '-100.00', side: 'no', ...msg },
})
const snapshot = (msg: object = {}, head: object = {}): object => ({
  type: 'orderbook_snapshot',
  sid: 1,
  seq: 1,
  ...head,
  msg: { market_ticker: M, yes_dollars_fp: [['0.4100', '10.00']], ...msg },
})

describe('decodeBookFrame', () => {
  it('reads a delta', () => {
    expect(decodeBookFrame(delta({ ts_ms: 1_786_085_188_978 }), false)).toEqual({
      tag: 'delta',
      sid: 1,
      seq: 24,
      marketId: M,
      delta: { side: 'no', price: 4300, change: -10_000 },
      changedMs: 1_786_085_188_978,
    })
  })

  it('reads a snapshot with a side missing, and NO bids at YES prices', () => {
    const levels = [
      ['0.0001', '0.01'],
      ['0.960', '1'],
    ]
    expect(
      decodeBookFrame(snapshot({ yes_dollars_fp: undefined, no_dollars_fp: levels }), true),
    ).toEqual({
      tag: 'snapshot',
      sid: 1,
      seq: 1,
      marketId: M,
      book: {
        yesBids: [],
        noBids: [
          { price: 9999, size: 1 },
          { price: 400, size: 100 },
        ],
      },
    })
  })

  it.each([
    ['0.43', 4300],
    ['0.430000', 4300],
    ['00.4300', 4300],
    ['0.0001', 1],
    ['0.9999', 9999],
  ])('reads the price %s as %d ticks', (price_dollars, price) => {
    expect(decodeBookFrame(delta({ price_dollars }), false)).toMatchObject({ delta: { price } })
  })

  it.each([
    ['0', 0],
    ['-0.00', 0],
    ['0.01', 1],
    ['-0.01', -1],
    ['100000000.00', CENTICONTRACTS_MAX],
    ['-100000000', -CENTICONTRACTS_MAX],
  ])('reads the change %s as %d', (delta_fp, change) => {
    expect(decodeBookFrame(delta({ delta_fp }), false)).toMatchObject({ delta: { change } })
  })

  it.each([
    ['a price past the fourth decimal', delta({ price_dollars: '0.43001' })],
    ['a price in words', delta({ price_dollars: '0.4e1' })],
    ['a price without digits before the point', delta({ price_dollars: '.43' })],
    ['a price that ends in its point', delta({ price_dollars: '0.' })],
    ['an empty price', delta({ price_dollars: '' })],
    ['a sign of plus', delta({ delta_fp: '+1.00' })],
    ['a lone minus', delta({ delta_fp: '-' })],
    ['a change past the second decimal', delta({ delta_fp: '1.005' })],
    ['a change too large', delta({ delta_fp: '100000000.01' })],
    ['digits of another script', delta({ delta_fp: '١.00' })],
    ['a number where text is due', delta({ delta_fp: 5 })],
    ['a side that is none', delta({ side: 'bid' })],
    ['no market', delta({ market_ticker: undefined })],
    ['a market without a name', delta({ market_ticker: '' })],
    ['no number', delta({}, { seq: undefined })],
    ['a number that is none', delta({}, { seq: 1.5 })],
    ['a subscription in text', delta({}, { sid: '1' })],
    ['an id in text', delta({}, { id: '1' })],
    ['a time in text', delta({ ts_ms: '1' })],
    ['levels that are none', snapshot({ yes_dollars_fp: {} })],
    ['a level of one', snapshot({ yes_dollars_fp: [['0.4100']] })],
    ['a level that is none', snapshot({ no_dollars_fp: [null] })],
    ['a negative size', snapshot({ yes_dollars_fp: [['0.4100', '-1.00']] })],
    ['a price above a dollar', snapshot({ yes_dollars_fp: [['1.0100', '1.00']] })],
    [
      'a price twice',
      snapshot({
        yes_dollars_fp: [
          ['0.41', '1'],
          ['0.4100', '1'],
        ],
      }),
    ],
    ['no body', { type: 'orderbook_delta', sid: 1, seq: 1 }],
    ['a body that is a list', { type: 'orderbook_delta', sid: 1, seq: 1, msg: [] }],
  ])('leaves %s to the schemas, which refuse it', (_, payload) => {
    expect(decodeBookFrame(payload, false)).toBeUndefined()
    expect(bySchema(payload, false)).toBe('refused')
  })
})

const ticks = fc.integer({ min: 0, max: 10_000 }).map((tick) => (tick / 10_000).toFixed(4))
const wildText = fc.oneof(
  fc.constantFrom('', '0', '1', '1.0000', '-0', '.5', '5.', '1e-2', ' 0.5', '0.5 ', '0.00001'),
  fc.string({ maxLength: 6 }),
  fc.stringMatching(/^-?\d{1,20}(\.\d{1,8})?$/),
)
const price = fc.oneof({ weight: 8, arbitrary: ticks }, wildText)
const count = fc.oneof(
  {
    weight: 8,
    arbitrary: fc
      .integer({ min: -1_000_000, max: 10_000_000 })
      .map((size) => (size / 100).toFixed(2)),
  },
  wildText,
)
const wild = fc.oneof(
  fc.constantFrom(undefined, null, true, -1, 0, 1.5, 2 ** 53, '1', {}, []),
  fc.string({ maxLength: 4 }),
)
const mostly = <T>(usual: fc.Arbitrary<T>): fc.Arbitrary<unknown> =>
  fc.oneof({ weight: 15, arbitrary: usual }, wild)
const whole = fc.integer({ min: 1, max: 2 ** 40 })
const level = fc.oneof(
  { weight: 12, arbitrary: fc.tuple(price, count) },
  fc.tuple(price),
  fc.tuple(price, count, fc.string()),
  wild,
)
const side = fc.oneof(
  mostly(fc.array(level, { maxLength: 6 })),
  fc
    .uniqueArray(fc.integer({ min: 0, max: 10_000 }), { maxLength: 8 })
    .map((prices) =>
      prices
        .toSorted((a, b) => a - b)
        .map((tick) => [(tick / 10_000).toFixed(4), ((tick % 77) / 100).toFixed(2)]),
    ),
)
const head = {
  sid: mostly(whole),
  seq: mostly(whole),
  id: fc.oneof({ weight: 8, arbitrary: fc.constant(undefined) }, wild),
}
const anyFrame = fc.oneof(
  fc.record({
    type: fc.constant('orderbook_delta'),
    ...head,
    msg: mostly(
      fc.record({
        market_ticker: mostly(fc.constantFrom(M, 'KX')),
        price_dollars: mostly(price),
        delta_fp: mostly(count),
        side: mostly(fc.constantFrom('yes', 'no')),
        ts_ms: fc.oneof(fc.constant(undefined), mostly(whole)),
      }),
    ),
  }),
  fc.record({
    type: fc.constant('orderbook_snapshot'),
    ...head,
    msg: mostly(
      fc.record({
        market_ticker: mostly(fc.constantFrom(M, 'KX')),
        yes_dollars_fp: side,
        no_dollars_fp: side,
      }),
    ),
  }),
)

describe('the fast way and the way of the schemas', () => {
  it('agree on whatever the fast way takes, and it takes what is as usual', () => {
    const seen = { taken: 0, left: 0, refused: 0 }
    fc.assert(
      fc.property(anyFrame, fc.boolean(), (frame, usesYesPrices) => {
        const payload: unknown = JSON.parse(JSON.stringify(frame))
        const slow = bySchema(payload, usesYesPrices)
        const fast = decodeBookFrame(payload, usesYesPrices)
        // What is left to the schemas agrees with them; what they refuse is left to them.
        expect(fast ?? slow).toEqual(slow)
        if (fast !== undefined) seen.taken += 1
        else if (slow === 'refused') seen.refused += 1
        else seen.left += 1
      }),
      { numRuns: 4_000 },
    )
    expect(seen.taken).toBeGreaterThan(100)
    expect(seen.refused).toBeGreaterThan(100)
  })

  it('takes every frame that has nothing unusual', () => {
    const usual = fc.record({
      type: fc.constant('orderbook_delta'),
      sid: whole,
      seq: whole,
      msg: fc.record({
        market_ticker: fc.constant(M),
        price_dollars: fc.integer({ min: 1, max: 9_999 }).map((tick) => (tick / 10_000).toFixed(4)),
        delta_fp: fc.integer({ min: -(10 ** 9), max: 10 ** 9 }).map((n) => (n / 100).toFixed(2)),
        side: fc.constantFrom('yes', 'no'),
        ts_ms: whole,
      }),
    })
    fc.assert(
      fc.property(usual, fc.boolean(), (payload, usesYesPrices) => {
        expect(decodeBookFrame(payload, usesYesPrices)).toEqual(bySchema(payload, usesYesPrices))
      }),
    )
  })
})

const text = (max: number): fc.Arbitrary<unknown> => mostly(fc.string({ maxLength: max }))
const marketFrame = fc.oneof(
  fc.record({
    type: fc.constant('ticker'),
    ...head,
    msg: mostly(
      fc.record({
        market_ticker: mostly(fc.constantFrom(M, '')),
        price_dollars: mostly(price),
        yes_bid_dollars: mostly(price),
        yes_ask_dollars: mostly(price),
        yes_bid_size_fp: mostly(count),
        yes_ask_size_fp: mostly(count),
        ts_ms: mostly(whole),
      }),
    ),
  }),
  fc.record({
    type: fc.constant('trade'),
    ...head,
    msg: mostly(
      fc.record({
        market_ticker: mostly(fc.constantFrom(M, '')),
        trade_id: text(3),
        yes_price_dollars: mostly(price),
        count_fp: mostly(count),
        taker_outcome_side: mostly(fc.constantFrom('yes', 'no')),
        is_block_trade: mostly(fc.boolean()),
        ts_ms: mostly(whole),
      }),
    ),
  }),
)

describe('the fast way of trades and quotes', () => {
  it('agrees with the schemas on whatever it takes', () => {
    const seen = { taken: 0, refused: 0 }
    fc.assert(
      fc.property(marketFrame, (frame) => {
        const payload: unknown = JSON.parse(JSON.stringify(frame))
        const slow = bySchema(payload, true)
        const fast = decodeMarketFrame(payload)
        expect(fast ?? slow).toEqual(slow)
        if (fast !== undefined) seen.taken += 1
        if (slow === 'refused') seen.refused += 1
      }),
      { numRuns: 3_000 },
    )
    expect(seen.taken).toBeGreaterThan(100)
    expect(seen.refused).toBeGreaterThan(100)
  })

  const ticker = (msg: object): object => ({
    type: 'ticker',
    sid: 11,
    msg: {
      market_ticker: M,
      price_dollars: '0.480',
      yes_bid_dollars: '0.450',
      yes_ask_dollars: '0.530',
      yes_bid_size_fp: '300.00',
      yes_ask_size_fp: '150.00',
      ts_ms: 1_669_149_841_000,
      ...msg,
    },
  })
  const trade = (msg: object): object => ({
    type: 'trade',
    sid: 1,
    seq: 124_753,
    msg: {
      trade_id: '351e',
      market_ticker: M,
      yes_price_dollars: '0.2100',
      count_fp: '22.56',
      taker_outcome_side: 'no',
      is_block_trade: true,
      ts_ms: 1_781_570_879_974,
      ...msg,
    },
  })

  it.each([
    ['a ticker', ticker({})],
    ['no bid and no ask', ticker({ yes_bid_dollars: '0.0000', yes_ask_dollars: '1.0000' })],
    ['no last price', ticker({ price_dollars: '0.0000' })],
    ['a ticker without sizes and time', ticker({ yes_bid_size_fp: null, ts_ms: undefined })],
    ['a trade', trade({})],
    ['a trade of a taker of YES', trade({ taker_outcome_side: 'yes', is_block_trade: false })],
  ])('takes %s, and says what the schemas say', (_, payload) => {
    expect(decodeMarketFrame(payload)).toEqual(bySchema(payload, true))
    expect(decodeMarketFrame(payload)).toBeDefined()
  })

  it.each([
    ['a trade without a side', trade({ taker_outcome_side: undefined })],
    ['a trade of a side unheard of', trade({ taker_outcome_side: 'both' })],
    ['a trade that does not say how it was matched', trade({ is_block_trade: null })],
    ['a size in a notation of its own', ticker({ yes_bid_size_fp: '3.000000000000000' })],
  ])('leaves %s to the schemas, which read it', (_, payload) => {
    expect(decodeMarketFrame(payload)).toBeUndefined()
    expect(bySchema(payload, true)).not.toBe('refused')
  })

  it.each([
    ['a price above a dollar', ticker({ yes_ask_dollars: '1.0001' })],
    ['a price below nothing', ticker({ price_dollars: '-0.0100' })],
    ['a size below nothing', ticker({ yes_ask_size_fp: '-1.00' })],
    ['a size too large', ticker({ yes_bid_size_fp: '100000000.01' })],
    ['a trade of no count', trade({ count_fp: undefined })],
    ['a trade of no price', trade({ yes_price_dollars: null })],
    ['a trade without an id', trade({ trade_id: '' })],
    ['a market without a name', trade({ market_ticker: '' })],
    ['a time in text', ticker({ ts_ms: '1' })],
    ['a body that is a list', { type: 'trade', sid: 1, msg: [] }],
    ['a subscription in text', { ...ticker({}), sid: '1' }],
    ['a number that is none', { ...trade({}), seq: 1.5 }],
    ['an id in text', { ...trade({}), id: '1' }],
  ])('leaves %s to the schemas, which refuse it', (_, payload) => {
    expect(decodeMarketFrame(payload)).toBeUndefined()
    expect(bySchema(payload, true)).toBe('refused')
  })
})

const answerFrame = fc.oneof(
  fc.record({
    type: fc.constant('ok'),
    ...head,
    msg: mostly(fc.record({ market_tickers: mostly(fc.array(mostly(fc.constantFrom(M, '')))) })),
  }),
  fc.record({
    type: fc.constant('subscribed'),
    ...head,
    msg: mostly(fc.record({ channel: mostly(fc.constantFrom('ticker', '')), sid: mostly(whole) })),
  }),
)

describe('the fast way of answers', () => {
  it('agrees with the schemas on whatever it takes', () => {
    const seen = { taken: 0, refused: 0, left: 0 }
    fc.assert(
      fc.property(answerFrame, (frame) => {
        const payload: unknown = JSON.parse(JSON.stringify(frame))
        const slow = bySchema(payload, true)
        const fast = decodeAnswerFrame(payload)
        expect(fast ?? slow).toEqual(slow)
        if (fast !== undefined) seen.taken += 1
        else if (slow === 'refused') seen.refused += 1
        else seen.left += 1
      }),
      { numRuns: 3_000 },
    )
    for (const count of Object.values(seen)) expect(count).toBeGreaterThan(5)
  })

  it('takes what is as usual', () => {
    const ok = { type: 'ok', id: 4, sid: 1, seq: 2, msg: { market_tickers: [M, 'KX'] } }
    expect(decodeAnswerFrame(ok)).toEqual({
      tag: 'ok',
      commandId: 4,
      sid: 1,
      seq: 2,
      marketIds: [M, 'KX'],
    })
    const begun = { type: 'subscribed', id: 2, msg: { channel: 'ticker', sid: 7 } }
    const message = { tag: 'subscribed', commandId: 2, sid: 7, channel: 'ticker' }
    expect(decodeAnswerFrame(begun)).toEqual(message)
    expect(decodeAnswerFrame({ type: 'unsubscribed', id: 2, sid: 7, seq: 3 })).toBeUndefined()
    expect(decodeAnswerFrame(null)).toBeUndefined()
  })
})

describe('decodeFrame', () => {
  it('reads what the schemas read, in whatever order the levels come', () => {
    const levels = [
      ['0.4200', '1.00'],
      ['0.4100', '2.00'],
    ]
    const text = JSON.stringify(snapshot({ yes_dollars_fp: levels }))
    expect(decodeFrame(text, false)).toMatchObject({
      tag: 'snapshot',
      book: { yesBids: [{ price: 4200 }, { price: 4100 }] },
    })
    expect(decodeFrame('{"type":"invented_tomorrow","sid":4}', false)).toEqual({
      tag: 'other',
      type: 'invented_tomorrow',
      sid: 4,
      seq: undefined,
    })
  })

  it('says what it can not read, with the numbers where they can be read', () => {
    expect(decodeFrame('{', false)).toEqual({
      tag: 'unreadable',
      error: undefined,
      sid: undefined,
      seq: undefined,
    })
    const broken = decodeFrame(JSON.stringify(delta({ side: 'buy' })), false)
    expect(broken).toMatchObject({ tag: 'unreadable', sid: 1, seq: 24 })
    expect(broken.tag === 'unreadable' && broken.error?.message).toBe(
      'kalshi stream: msg.side: expected "yes" or "no", got "buy"',
    )
    expect(decodeFrame('null', false)).toMatchObject({ tag: 'unreadable', sid: undefined })
  })
})
