import { existsSync, readFileSync } from 'node:fs'
import { WireFormatError } from '@arbkit/core'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { parseStreamMessage } from './stream.ts'

const SPEC = new URL('../../../../../shared/spec/kalshi-asyncapi-2026-08-22.yaml', import.meta.url)
const isHere = existsSync(SPEC)
if (!isHere) {
  console.warn('\nSKIPPED: no AsyncAPI in ../shared/spec, its examples of channels were not read\n')
}

const AT = { source: 'ws.json', path: '$' }
const M = 'KXMLBGAME-26AUG072145TBSEA-TB'

const trade = {
  trade_id: '351e0e4a-0000-4000-8000-000000000000',
  market_ticker: M,
  yes_price_dollars: '0.2100',
  no_price_dollars: '0.7900',
  count_fp: '22.56',
  taker_outcome_side: 'no',
  taker_book_side: 'ask',
  is_block_trade: true,
  ts_ms: 1_781_570_879_974,
}
const ticker = {
  market_ticker: M,
  price_dollars: '0.480',
  yes_bid_dollars: '0.450',
  yes_ask_dollars: '0.530',
  volume_fp: '33896.00',
  yes_bid_size_fp: '300.00',
  yes_ask_size_fp: '150.00',
  ts_ms: 1_669_149_841_000,
}
const fill = {
  trade_id: 'd91bc706-ee49-470d-82d8-11418bda6fed',
  order_id: 'ee587a1c-8b87-4dcf-b721-9f6f790619fa',
  client_order_id: 'mine-1',
  market_ticker: M,
  exchange_index: 3,
  is_taker: true,
  outcome_side: 'no',
  book_side: 'ask',
  yes_price_dollars: '0.750',
  count_fp: '278.00',
  fee_cost: '3.648750',
  post_position_fp: '-500.00',
  subaccount: 2,
  ts_ms: 1_671_899_397_000,
}
const order = {
  order_id: 'ee587a1c-8b87-4dcf-b721-9f6f790619fa',
  client_order_id: 'mine-1',
  ticker: M,
  status: 'resting',
  outcome_side: 'yes',
  yes_price_dollars: '0.3500',
  initial_count_fp: '10.00',
  fill_count_fp: '0.25',
  remaining_count_fp: '9.75',
  taker_fees_dollars: '0.0100',
  maker_fees_dollars: '0.0000',
  exchange_index: 0,
  last_update_reason: 'Amend',
  last_updated_ts_ms: 1_733_047_200_000,
}
const position = {
  market_ticker: M,
  position_fp: '-100.00',
  position_cost_dollars: '50.0000',
  realized_pnl_dollars: '-10.0000',
  fees_paid_dollars: '1.0000',
  subaccount: 1,
}

const read = (type: string, msg: object): unknown =>
  parseStreamMessage({ type, sid: 5, seq: 7, msg }, AT)

describe('channels', () => {
  it('reads a trade', () => {
    expect(read('trade', trade)).toEqual({
      tag: 'trade',
      sid: 5,
      seq: 7,
      tradeId: trade.trade_id,
      marketId: M,
      yesPrice: 2100,
      count: 2256,
      takerSide: 'no',
      isBlock: true,
      atMs: 1_781_570_879_974,
    })
  })

  it.each([undefined, null, 'neither'])('reads a trade whose taker is %j as of nobody', (side) => {
    const message = read('trade', { ...trade, taker_outcome_side: side, ts_ms: undefined })
    expect(message).toMatchObject({ takerSide: undefined, atMs: undefined })
  })

  it('reads best quotes, and prices at which nothing trades as none', () => {
    expect(read('ticker', ticker)).toEqual({
      tag: 'ticker',
      sid: 5,
      seq: 7,
      marketId: M,
      lastPrice: 4800,
      yesBid: 4500,
      yesAsk: 5300,
      yesBidSize: 30_000,
      yesAskSize: 15_000,
      atMs: 1_669_149_841_000,
    })
    const none = {
      ...ticker,
      price_dollars: '0.0000',
      yes_bid_dollars: '0.0000',
      yes_ask_dollars: '1.0000',
      yes_bid_size_fp: undefined,
    }
    expect(read('ticker', none)).toMatchObject({
      lastPrice: undefined,
      yesBid: undefined,
      yesAsk: undefined,
      yesBidSize: undefined,
    })
  })

  it('reads a fill to the microdollar', () => {
    expect(read('fill', fill)).toEqual({
      tag: 'fill',
      sid: 5,
      seq: 7,
      tradeId: fill.trade_id,
      orderId: fill.order_id,
      clientOrderId: 'mine-1',
      marketId: M,
      exchangeIndex: 3,
      isTaker: true,
      outcomeSide: 'no',
      yesPrice: 7500,
      count: 27_800,
      fee: 3_648_750,
      position: -50_000,
      subaccount: 2,
      atMs: 1_671_899_397_000,
    })
  })

  it('reads an order', () => {
    expect(read('user_order', order)).toEqual({
      tag: 'user-order',
      sid: 5,
      seq: 7,
      orderId: order.order_id,
      clientOrderId: 'mine-1',
      marketId: M,
      status: 'resting',
      outcomeSide: 'yes',
      yesPrice: 3500,
      initial: 1_000,
      filled: 25,
      remaining: 975,
      takerFees: 10_000,
      makerFees: 0,
      exchangeIndex: 0,
      reason: 'Amend',
      atMs: 1_733_047_200_000,
    })
  })

  it('reads a position', () => {
    expect(read('market_position', position)).toEqual({
      tag: 'position',
      sid: 5,
      seq: 7,
      marketId: M,
      position: -10_000,
      cost: 50_000_000,
      realizedProfit: -10_000_000,
      feesPaid: 1_000_000,
      subaccount: 1,
    })
  })

  it.each<[string, object, string]>([
    ['trade', { ...trade, count_fp: '-1.00' }, 'msg.count_fp: expected a count'],
    ['trade', { ...trade, trade_id: '' }, 'msg.trade_id: expected string that is not empty'],
    ['ticker', { ...ticker, yes_bid_dollars: '1.5' }, 'msg.yes_bid_dollars: expected a price'],
    ['ticker', { ...ticker, yes_ask_dollars: undefined }, 'msg.yes_ask_dollars: expected string'],
    ['fill', { ...fill, outcome_side: 'bid' }, 'msg.outcome_side: expected "yes" or "no"'],
    ['fill', { ...fill, fee_cost: '0.0000001' }, 'msg.fee_cost: expected a sum in dollars'],
    ['fill', { ...fill, is_taker: 'true' }, 'msg.is_taker: expected boolean'],
    ['user_order', { ...order, outcome_side: undefined }, 'msg.outcome_side: expected "yes"'],
    [
      'user_order',
      { ...order, market_ticker: M, ticker: undefined },
      'msg.ticker: expected string',
    ],
    ['market_position', { ...position, position_fp: 'none' }, 'msg.position_fp: expected a change'],
  ])('refuses a %s that is not as it should be', (type, msg, problem) => {
    expect(() => read(type, msg)).toThrow(WireFormatError)
    expect(() => read(type, msg)).toThrow(problem)
  })
})

describe.skipIf(!isHere)('the examples of the AsyncAPI', () => {
  interface Example {
    readonly payload: { readonly type: string; readonly msg: object }
  }
  const examplesOf = (name: string): readonly Example[] => {
    const spec = parse(readFileSync(SPEC, 'utf8')) as {
      components: { messages: Record<string, { examples: readonly Example[] }> }
    }
    return spec.components.messages[name]?.examples ?? []
  }

  it.each([
    ['trade', 'trade', {}],
    ['ticker', 'ticker', {}],
    // What the schemas require and the examples leave out is filled in.
    ['fill', 'fill', { outcome_side: 'yes', fee_cost: '0.0000' }],
    ['userOrder', 'user-order', { outcome_side: 'yes' }],
    ['marketPosition', 'position', {}],
  ])('are read: %s', (name, tag, more) => {
    const examples = examplesOf(name)
    expect(examples.length).toBeGreaterThan(0)
    for (const { payload } of examples) {
      const frame = { ...payload, msg: { ...payload.msg, ...more } }
      expect(parseStreamMessage(frame, AT)).toMatchObject({ tag })
    }
  })
})
