import { WireFormatError } from '@arbkit/core'
import { describe, expect, it } from 'vitest'
import { parseStreamMessage } from './stream.ts'

const AT = { source: 'ws.json', path: 'frames[4].frame' }
const TICKER = 'KXMLBGAME-26AUG072145TBSEA-TB'

const snapshot = (msg: object = {}): object => ({
  type: 'orderbook_snapshot',
  sid: 1,
  seq: 2,
  msg: {
    market_ticker: TICKER,
    market_id: '943f',
    yes_dollars_fp: [['0.4100', '10.00']],
    no_dollars_fp: [['0.5600', '17.00']],
    ...msg,
  },
})

const delta = (msg: object = {}): object => ({
  type: 'orderbook_delta',
  sid: 1,
  seq: 3,
  msg: {
    market_ticker: TICKER,
    market_id: '943f',
    price_dollars: '0.4300',
    delta_fp: '-100.00',
    side: 'no',
    ts: '2026-08-07T06:46:28.97871Z',
    ts_ms: 1_786_085_188_978,
    ...msg,
  },
})

describe('parseStreamMessage', () => {
  it('reads a snapshot', () => {
    expect(parseStreamMessage(snapshot(), AT)).toEqual({
      tag: 'snapshot',
      sid: 1,
      seq: 2,
      marketId: TICKER,
      book: {
        yesBids: [{ price: 4100, size: 1000 }],
        noBids: [{ price: 5600, size: 1700 }],
      },
    })
  })

  it('reads a side without a key as empty', () => {
    const message = parseStreamMessage(snapshot({ no_dollars_fp: undefined }), AT)
    expect(message).toMatchObject({ book: { yesBids: [{ price: 4100 }], noBids: [] } })
  })

  it('reads a delta, with and without its time', () => {
    expect(parseStreamMessage(delta(), AT)).toEqual({
      tag: 'delta',
      sid: 1,
      seq: 3,
      marketId: TICKER,
      delta: { side: 'no', price: 4300, change: -10_000 },
      changedMs: 1_786_085_188_978,
    })
    expect(parseStreamMessage(delta({ ts_ms: undefined }), AT)).toMatchObject({
      changedMs: undefined,
    })
  })

  it('turns YES prices on the NO side back, where the subscription asked for them', () => {
    const options = { usesYesPrices: true }
    expect(parseStreamMessage(delta(), AT, options)).toMatchObject({
      delta: { side: 'no', price: 5700 },
    })
    expect(parseStreamMessage(delta({ side: 'yes' }), AT, options)).toMatchObject({
      delta: { side: 'yes', price: 4300 },
    })
    expect(parseStreamMessage(snapshot(), AT, options)).toMatchObject({
      book: { yesBids: [{ price: 4100 }], noBids: [{ price: 4400 }] },
    })
  })

  it.each([
    [
      { type: 'subscribed', id: 2, msg: { channel: 'orderbook_delta', sid: 1, more: 1 } },
      { tag: 'subscribed', commandId: 2, sid: 1, channel: 'orderbook_delta' },
    ],
    [
      { type: 'ok', id: 4, sid: 1, seq: 2, msg: { market_tickers: ['A', 'B'] } },
      { tag: 'ok', commandId: 4, sid: 1, seq: 2, marketIds: ['A', 'B'] },
    ],
    [
      { type: 'ok', id: 9, msg: [{ channel: 'ticker', sid: 3 }] },
      { tag: 'ok', commandId: 9, sid: undefined, seq: undefined, marketIds: undefined },
    ],
    [
      { type: 'ok', id: 9, sid: 1, seq: 5 },
      { tag: 'ok', commandId: 9, sid: 1, seq: 5, marketIds: undefined },
    ],
    [
      { id: 102, sid: 2, seq: 7, type: 'unsubscribed' },
      { tag: 'unsubscribed', commandId: 102, sid: 2, seq: 7 },
    ],
    [
      { id: 1, type: 'error', msg: { code: 8, msg: 'Unknown channel name' } },
      {
        tag: 'error',
        commandId: 1,
        sid: undefined,
        seq: undefined,
        code: 8,
        message: 'Unknown channel name',
      },
    ],
    [
      { type: 'error', sid: 1, seq: 9, msg: { code: 25, msg: 'buffer overflow' } },
      { tag: 'error', sid: 1, seq: 9, code: 25, message: 'buffer overflow' },
    ],
    [
      {
        type: 'market_lifecycle_v2',
        sid: 13,
        msg: { market_ticker: 'KXNBAGAME-26NOV22BOSNYK-NYK', event_type: 'settled' },
      },
      {
        tag: 'lifecycle',
        sid: 13,
        seq: undefined,
        marketId: 'KXNBAGAME-26NOV22BOSNYK-NYK',
        eventType: 'settled',
      },
    ],
    [
      {
        type: 'market_lifecycle_v2',
        sid: 13,
        msg: { market_ticker: 'M', event_type: 'determined', settlement_value: '0.5000' },
      },
      {
        tag: 'lifecycle',
        sid: 13,
        seq: undefined,
        marketId: 'M',
        eventType: 'determined',
        settlementValue: '0.5000',
      },
    ],
    [
      {
        type: 'event_fee_update',
        sid: 13,
        msg: {
          event_ticker: 'KXNBAGAME-26NOV22BOSNYK',
          fee_type_override: 'quadratic',
          fee_multiplier_override: 2,
        },
      },
      {
        tag: 'fee-update',
        sid: 13,
        seq: undefined,
        eventId: 'KXNBAGAME-26NOV22BOSNYK',
        feeType: 'quadratic',
        feeMultiplier: '2',
      },
    ],
    [
      {
        type: 'event_fee_update',
        msg: { event_ticker: 'E', fee_type_override: null, fee_multiplier_override: null },
      },
      {
        tag: 'fee-update',
        sid: undefined,
        seq: undefined,
        eventId: 'E',
        feeType: undefined,
        feeMultiplier: undefined,
      },
    ],
    [
      {
        type: 'orderbook_delta',
        sid: 1,
        seq: 9,
        msg: { market_ticker: 'M', price_dollars: '1.0000', delta_fp: '5.00', side: 'yes' },
      },
      { tag: 'other', type: 'orderbook_delta', sid: 1, seq: 9 },
    ],
    [
      { type: 'invented_tomorrow' },
      { tag: 'other', type: 'invented_tomorrow', sid: undefined, seq: undefined },
    ],
  ])('reads %j', (message, expected) => {
    expect(parseStreamMessage(message, AT)).toEqual(expected)
  })

  it.each([
    [{ sid: 1 }, 'type: expected string, got nothing'],
    [{ type: 'ok', sid: '1' }, 'sid: expected number, got "1"'],
    [{ type: 'unsubscribed', sid: 1 }, 'seq: expected number, got nothing'],
    [{ type: 'subscribed', id: 1, msg: {} }, 'msg.channel: expected string, got nothing'],
    [{ type: 'error', msg: { code: '8', msg: '' } }, 'msg.code: expected number, got "8"'],
    [delta({ side: 'buy' }), 'msg.side: expected "yes" or "no", got "buy"'],
    [
      delta({ price_dollars: '43' }),
      'msg.price_dollars: expected a price in dollars from 0 to 1, got "43"',
    ],
    [delta({ price_dollars: 43 }), 'msg.price_dollars: expected string, got 43'],
    [
      delta({ delta_fp: '1.005' }),
      'msg.delta_fp: expected a change of a count of contracts, got "1.005"',
    ],
    [
      snapshot({ yes_dollars_fp: [['0.4100', '-10.00']] }),
      'msg.yes_dollars_fp[0][1]: expected a count of contracts of 0 or more, got "-10.00"',
    ],
    [snapshot({ market_ticker: undefined }), 'msg.market_ticker: expected string, got nothing'],
  ])('refuses %j', (message, problem) => {
    const expected = `ws.json: frames[4].frame.${problem}`
    expect(refusal(() => parseStreamMessage(message, AT))).toBe(expected)
  })

  it.each([null, [], 'text', 7])('refuses what is no message: %j', (message) => {
    expect(() => parseStreamMessage(message, AT)).toThrow('frames[4].frame: expected object')
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
