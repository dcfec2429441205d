import { fc, test as prop } from '@fast-check/vitest'
import { describe, expect, it } from 'vitest'
import { recogniseKalshi } from './recognise.ts'

const market = {
  ticker: 'KXMLBGAME-26AUG072145TBSEA-TB',
  event_ticker: 'KXMLBGAME-26AUG072145TBSEA',
  status: 'active',
  updated_time: '2026-08-07T01:00:00Z',
  close_time: '2026-08-11T01:45:00Z',
}
const event = {
  event_ticker: 'KXMLBGAME-26AUG072145TBSEA',
  series_ticker: 'KXMLBGAME',
  title: 'Tampa Bay vs Seattle',
  last_updated_ts: '2026-08-07T02:00:00Z',
  markets: [market],
}
const book = { ticker: market.ticker, orderbook_fp: { yes_dollars: [], no_dollars: [] } }
const series = { ticker: 'KXMLBGAME', fee_type: 'quadratic', fee_multiplier: 1 }
const settlement = { ticker: 'T', market_result: 'yes', revenue: 100 }
const message = { type: 'orderbook_delta', sid: 1, seq: 2, msg: { ts_ms: 5 } }
const milestone = {
  id: 'm',
  title: 'Syracuse vs Pittsburgh',
  type: 'football_game',
  start_date: '2026-09-17T23:30:00Z',
  last_updated_ts: '2026-09-16T00:00:00Z',
  details: {},
  related_event_tickers: [],
}
const target = { id: 't', name: 'Syracuse', type: 'football_team' }
const candlesticks = [{ end_period_ts: 60 }, { end_period_ts: 120 }]

const shapeOf = (file: unknown): string | undefined => recogniseKalshi(file)?.shape

describe('recogniseKalshi', () => {
  it.each([
    ['kalshi-events', [event]],
    ['kalshi-events', { events: [event], cursor: '' }],
    ['kalshi-events', { events: [], cursor: '' }],
    ['kalshi-events', { event, markets: [market] }],
    ['kalshi-events', event],
    ['kalshi-markets', [market]],
    ['kalshi-markets', { markets: [market], cursor: 'x' }],
    ['kalshi-markets', { markets: [], cursor: '' }],
    ['kalshi-markets', { market }],
    ['kalshi-markets', market],
    ['kalshi-order-books', [book]],
    ['kalshi-order-books', { orderbooks: [book] }],
    ['kalshi-order-books', book],
    ['kalshi-order-books', { orderbook_fp: book.orderbook_fp }],
    ['kalshi-ws-stream', [message]],
    ['kalshi-ws-stream', message],
    ['kalshi-ws-stream', { frames: [message] }],
    ['kalshi-ws-stream', [{ type: 'subscribed', id: 1, msg: {} }]],
    ['kalshi-ws-stream', [{ type: 'error', msg: { code: 8, msg: 'x' } }]],
    ['kalshi-ws-stream', [{ id: 1, sid: 2, seq: 7, type: 'unsubscribed' }]],
    ['kalshi-series', { series }],
    ['kalshi-series', { series: [series] }],
    ['kalshi-series', [series]],
    ['kalshi-series', { payloads: { KXMLBGAME: { series } } }],
    ['kalshi-fee-changes', { series_fee_change_arr: [] }],
    ['kalshi-fee-changes', { event_fee_changes: [], cursor: '' }],
    ['kalshi-fee-changes', { event_fee_changes: [{ scheduled_ts: '', series_ticker: 'S' }] }],
    ['kalshi-settlements', { settlements: [settlement], cursor: '' }],
    ['kalshi-settlements', [settlement]],
    ['kalshi-settlements', { note: 'n', payload: { settlements: [settlement] } }],
    ['kalshi-candlesticks', { ticker: 'T', candlesticks }],
    ['kalshi-candlesticks', { markets: { T: { candlesticks } } }],
    ['kalshi-milestones', { milestones: [milestone], cursor: '' }],
    ['kalshi-milestones', { milestones: [], cursor: '' }],
    ['kalshi-milestones', { milestone }],
    ['kalshi-milestones', [milestone]],
    ['kalshi-milestones', milestone],
    ['kalshi-milestones', { payload: { milestones: [milestone], cursor: '' } }],
    ['kalshi-structured-targets', { structured_targets: [target], cursor: '' }],
    ['kalshi-structured-targets', { structured_target: target }],
    ['kalshi-structured-targets', [{ ...target, source_ids: {} }]],
    ['kalshi-events', { events: [event], milestones: [milestone], cursor: '' }],
  ])('knows %s by its structure: %j', (shape, file) => {
    expect(shapeOf(file)).toBe(shape)
  })

  it.each([
    null,
    5,
    'text',
    true,
    [],
    {},
    [[]],
    [1],
    { events: [] },
    { markets: [] },
    { series: [] },
    { data: [event] },
    { events: [{ id: 'a', sport_key: 'b', commence_time: 'c' }] },
    [{ id: 'a', sport_key: 'b', commence_time: 'c', bookmakers: [] }],
    [{ id: 'm', type: 'football_game', title: 't', details: {} }],
    [target],
    { structured_targets: [{ id: 1, name: 'n', type: 't' }] },
    { milestones: [] },
    { milestones: [{ id: 'm', title: 't' }] },
    { markets: {} },
    { frames: [] },
    { payload: { payload: { payload: { events: [event] } } } },
  ])('does not claim %j', (file) => {
    expect(recogniseKalshi(file)).toBeUndefined()
  })

  it('takes a stream apart, one frame a message, with its time of receipt', () => {
    const file = {
      captured_ms: 9000,
      frames: [
        { received_ms: 1000, frame: message },
        { received_at: '2026-08-07T00:00:00.5Z', frame: message },
        { frame: message },
        message,
        'torn',
      ],
    }
    const atMs = [1000, Date.UTC(2026, 7, 7) + 500, undefined, undefined, undefined]
    const payloads = [message, message, message, message, 'torn']
    const recognised = recogniseKalshi(file)
    expect(recognised).toMatchObject({ shape: 'kalshi-ws-stream', capturedMs: 9000 })
    expect(recognised?.frames.map((frame) => frame.atMs)).toEqual(atMs)
    expect(recognised?.frames.map((frame) => frame.payload)).toEqual(payloads)
    expect(recognised?.frames.map((frame) => frame.path)).toEqual([
      'frames[0].frame',
      'frames[1].frame',
      'frames[2].frame',
      'frames[3]',
      'frames[4]',
    ])
  })

  it("keeps a response as it came, and takes a capture's own notes off", () => {
    const response = { events: [event], cursor: '' }
    expect(recogniseKalshi(response)?.frames).toEqual([
      { shape: 'kalshi-events', payload: response, path: '$', atMs: undefined },
    ])
    const capture = { captured_at: '2026-08-09T21:23:44.243643+00:00', note: 'n', ...response }
    const recognised = recogniseKalshi(capture)
    expect(recognised?.capturedMs).toBe(Date.UTC(2026, 7, 9, 21, 23, 44, 243))
    expect(recognised?.frames[0]?.payload).toEqual(response)
    expect(recogniseKalshi({ captured_ms: 5, ...market })?.frames[0]?.payload).toMatchObject(market)
  })

  it('keeps the milestones beside their events', () => {
    const response = { events: [event], milestones: [milestone], cursor: '' }
    const recognised = recogniseKalshi({ captured_ms: 5, note: 'n', ...response })
    expect(recognised?.frames[0]?.payload).toEqual(response)
  })

  it('cuts one market and its book out of a capture of both', () => {
    const file = {
      captured_at: '2026-08-09T07:17:29Z',
      ticker: market.ticker,
      event_ticker: market.event_ticker,
      nested: market,
      single: { market },
      orderbook: { orderbook_fp: book.orderbook_fp },
    }
    expect(recogniseKalshi(file)?.frames).toEqual([
      { shape: 'kalshi-markets', payload: { market }, path: 'single', atMs: undefined },
      { shape: 'kalshi-order-books', payload: book, path: 'orderbook', atMs: undefined },
    ])
    expect(recogniseKalshi({ ...file, single: undefined })?.frames[0]?.path).toBe('nested')
  })

  it('gives candlesticks their ticker back', () => {
    const file = { captured_ms: 7, markets: { 'KX-A': { candlesticks }, 'KX-B': {} } }
    expect(recogniseKalshi(file)?.frames).toEqual([
      {
        shape: 'kalshi-candlesticks',
        payload: { ticker: 'KX-A', candlesticks },
        path: 'markets["KX-A"]',
        atMs: undefined,
      },
    ])
  })

  it('finds every series of a capture', () => {
    const file = { payloads: { A: { series }, B: { series }, C: { error: 'x' } } }
    expect(recogniseKalshi(file)?.frames.map(({ path }) => path)).toEqual([
      'payloads["A"]',
      'payloads["B"]',
    ])
  })

  it('infers no later than what the venue states as past', () => {
    expect(recogniseKalshi([event])?.newestMs).toBe(Date.UTC(2026, 7, 7, 2))
    expect(recogniseKalshi({ ticker: 'T', candlesticks })?.newestMs).toBe(120_000)
    expect(recogniseKalshi({ frames: [{ received_ms: 9, frame: message }] })?.newestMs).toBe(9)
    // A start lies ahead: it is no lower bound of the capture.
    expect(recogniseKalshi([milestone])?.newestMs).toBe(Date.UTC(2026, 8, 16))
    expect(recogniseKalshi([book])?.newestMs).toBeUndefined()
    expect(recogniseKalshi([book])?.capturedMs).toBeUndefined()
  })

  prop.prop([fc.jsonValue()])('looks at any JSON without a complaint', (file) => {
    recogniseKalshi(file)
  })

  it('is not led astray by depth', () => {
    const deep = JSON.parse(`${'['.repeat(20_000)}${']'.repeat(20_000)}`) as unknown
    expect(recogniseKalshi(deep)).toBeUndefined()
    expect(recogniseKalshi([{ ...event, deep }])?.newestMs).toBe(Date.UTC(2026, 7, 7, 2))
  })
})
