import { InvalidInputError, SessionError, WireFormatError } from '@arbkit/core'
import type { Frame } from '@arbkit/store'
import { beforeEach, describe, expect, it } from 'vitest'
import { MarketState } from './market-state.ts'

const T = Date.UTC(2026, 7, 7, 12)
const EVENT = 'KXMLBGAME-26AUG072145TBSEA'
const MARKET = `${EVENT}-TB`

type Json = Record<string, unknown>

let state: MarketState
let seq: number
beforeEach(() => {
  state = new MarketState()
  seq = 0
})

interface At {
  readonly seconds?: number
  readonly file?: string
  readonly oddsFormat?: string
  readonly usesYesPrices?: boolean
}

const frameOf = (shape: string, body: unknown, at: At = {}): Frame => {
  seq += 1
  const { seconds = 0, file = 'a.json', ...rest } = at
  const request = { shape, file, path: 'x', timeSource: 'file', ...rest }
  return { seq, turn: seq, t: T + seconds * 1000, source: 'test', request, body }
}
const see = (shape: string, body: unknown, at?: At): void => state.apply(frameOf(shape, body, at))

const market = (rest: Json = {}): Json => ({
  ticker: MARKET,
  event_ticker: EVENT,
  status: 'active',
  yes_sub_title: 'Tampa Bay',
  yes_bid_dollars: '0.4300',
  yes_ask_dollars: '0.4500',
  yes_bid_size_fp: '10.00',
  yes_ask_size_fp: '20.00',
  rules_primary: '',
  rules_secondary: '',
  price_ranges: [{ start: '0.0000', end: '1.0000', step: '0.0100' }],
  ...rest,
})
const events = (rest: Json = {}): Json => ({
  events: [
    {
      event_ticker: EVENT,
      series_ticker: 'KXMLBGAME',
      title: 'Tampa Bay vs Seattle',
      markets: [market()],
      ...rest,
    },
  ],
})
const snapshot = (number: number): Json => ({
  type: 'orderbook_snapshot',
  sid: 1,
  seq: number,
  msg: { market_ticker: MARKET, yes_dollars_fp: [['0.4000', '5.00']], no_dollars_fp: [] },
})
const odds = (price: number, { id = 'e1', key = 'h2h' } = {}): Json => ({
  id,
  sport_key: 'baseball_mlb',
  commence_time: '2026-08-08T01:45:00Z',
  home_team: 'Seattle Mariners',
  away_team: 'Tampa Bay Rays',
  bookmakers: [
    {
      key: 'draftkings',
      title: 'DraftKings',
      last_update: '2026-08-07T11:59:50Z',
      markets: [
        {
          key,
          outcomes: [
            { name: 'Tampa Bay Rays', price },
            { name: 'Seattle Mariners', price },
          ],
        },
      ],
    },
  ],
})
const feeNow = (): string => {
  const { origin, multiplier } = state.feeRateOf(state.contractOf(MARKET)!)
  return `${origin} x${multiplier.toFixed()}`
}

describe('time', () => {
  it('is that of the last frame, and never falls', () => {
    expect([state.nowMs, state.frames]).toEqual([0, 0])
    see('kalshi-series', { series: [] }, { seconds: 20 })
    see('kalshi-series', { series: [] }, { seconds: 10 })
    expect([state.nowMs, state.frames]).toEqual([T + 20_000, 2])
  })
})

describe('contracts', () => {
  it('come from events with their best quotes as a book', () => {
    see('kalshi-events', events())
    const contract = state.contractOf(MARKET)
    expect(contract?.listing.yesLabel).toBe('Tampa Bay')
    expect(contract?.market?.isTrading).toBe(true)
    expect(contract?.book).toMatchObject({
      origin: 'best-quotes',
      asOfMs: T,
      arrival: { frameSeq: 1, file: 'a.json', path: 'x', timeSource: 'file' },
    })
    expect(contract?.book?.levels.bestAsk('yes')).toBe(4500)
  })

  it('are known by their ticker where a book or a stream names them, and by more once it is there', () => {
    see('kalshi-order-books', [
      { ticker: MARKET, orderbook_fp: { yes_dollars: [['0.41', '1.00']], no_dollars: [] } },
    ])
    expect(state.contractOf(MARKET)).toMatchObject({
      market: undefined,
      book: { origin: 'order-book' },
    })
    expect(state.contractOf(MARKET)?.listing.yesLabel).toBeUndefined()
    see('kalshi-markets', { markets: [market({ status: 'paused' })] }, { seconds: 1 })
    expect(state.contractOf(MARKET)?.market).toMatchObject({ isTrading: false, status: 'paused' })
    see('kalshi-ws-stream', snapshot(1), { seconds: 2 })
    expect(state.contractOf(MARKET)?.listing.yesLabel).toBe('Tampa Bay')
    expect(state.contractOf(MARKET)?.book?.origin).toBe('stream')
    expect(state.contractListings()).toHaveLength(1)
  })

  it('have no book where a stream only changes what was never sent', () => {
    const msg = { market_ticker: MARKET, price_dollars: '0.4', delta_fp: '1.00', side: 'yes' }
    see('kalshi-ws-stream', { type: 'orderbook_delta', sid: 1, seq: 1, msg })
    expect(state.contractOf(MARKET)?.book).toBeUndefined()
  })

  it('are not known where nothing named them', () => {
    expect(state.contractOf(MARKET)).toBeUndefined()
  })

  it('read NO bids at YES prices where the stream was subscribed to so', () => {
    const no = {
      ...snapshot(1),
      msg: { market_ticker: MARKET, no_dollars_fp: [['0.4500', '5.00']] },
    }
    see('kalshi-ws-stream', no)
    expect(state.contractOf(MARKET)?.book?.levels.bestAsk('yes')).toBe(5500)
    see('kalshi-ws-stream', no, { file: 'b.json', usesYesPrices: true })
    expect(state.contractOf(MARKET)?.book?.levels.bestAsk('yes')).toBe(4500)
  })

  it('keep streams of two files apart', () => {
    see('kalshi-ws-stream', snapshot(1), { file: 'one.json' })
    see('kalshi-ws-stream', { type: 'ok', sid: 1, seq: 9 }, { seconds: 5, file: 'two.json' })
    expect(state.contractOf(MARKET)?.book).toMatchObject({ isInSync: true, asOfMs: T })
    see('kalshi-ws-stream', { type: 'ok', sid: 1, seq: 9 }, { seconds: 6, file: 'one.json' })
    expect(state.contractOf(MARKET)?.book).toMatchObject({ isInSync: false, asOfMs: T })
  })
})

describe('fees', () => {
  const series = (feeMultiplier: number, last_updated_ts?: string) => [
    { ticker: 'KXMLBGAME', fee_type: 'quadratic', fee_multiplier: feeMultiplier, last_updated_ts },
  ]
  const LONG_AGO = '2026-08-01T00:00:00Z'

  it("are those of the book's time, unless those of the session's end are dearer", () => {
    see('kalshi-events', events())
    expect(feeNow()).toBe('assumed x1')
    // Read after the quote, and cheaper: it may not have held then.
    see('kalshi-series', series(0.5), { seconds: 60 })
    expect(feeNow()).toBe('assumed x1')
    see('kalshi-series', series(0.5, LONG_AGO), { seconds: 61 })
    expect(feeNow()).toBe('series x0.5')
    // Read after the quote, and dearer: an order sent now would pay it.
    see('kalshi-series', series(2, '2026-08-07T12:01:02Z'), { seconds: 62 })
    expect(feeNow()).toBe('series x2')
  })

  it('are overridden, waived and changed as the venue says', () => {
    see('kalshi-series', series(0.5, LONG_AGO))
    const override = { fee_type_override: 'quadratic', fee_multiplier_override: 3 }
    see('kalshi-events', events(override), { seconds: 10 })
    expect(feeNow()).toBe('event-override x3')
    see('kalshi-events', events(), { seconds: 20 })
    expect(feeNow()).toBe('series x0.5')
    const update = { type: 'event_fee_update', sid: 9, msg: { event_ticker: EVENT, ...override } }
    see('kalshi-ws-stream', update, { seconds: 30 })
    expect(feeNow()).toBe('event-override x3')
    see('kalshi-events', events(), { seconds: 40 })
    const [own] = series(2)
    const change = { ...own, id: 'c', series_ticker: 'KXMLBGAME' }
    see('kalshi-fee-changes', {
      series_fee_change_arr: [{ ...change, scheduled_ts: '2026-08-07T12:01:00Z' }],
    })
    expect(feeNow()).toBe('series x0.5')
    see('kalshi-events', events(), { seconds: 60 })
    expect(feeNow()).toBe('series x2')
    const waived = market({ fee_waiver_expiration_time: '2026-08-08T00:00:00Z' })
    see('kalshi-markets', { markets: [waived] }, { seconds: 70 })
    expect(feeNow()).toBe('waiver x0')
  })
})

describe('the life of a contract', () => {
  const lifecycle = (event_type: string) => ({
    type: 'market_lifecycle_v2',
    sid: 2,
    msg: { market_ticker: MARKET, event_type },
  })

  it('is what the stream last said since the market was read', () => {
    see('kalshi-events', events())
    expect(state.contractOf(MARKET)?.lastEvent).toBeUndefined()
    see('kalshi-ws-stream', lifecycle('deactivated'), { seconds: 1 })
    const stopped = { eventType: 'deactivated', isTrading: false }
    expect(state.contractOf(MARKET)?.lastEvent).toEqual(stopped)
    for (const other of ['metadata_updated', 'constructor']) {
      see('kalshi-ws-stream', lifecycle(other), { seconds: 2 })
      expect(state.contractOf(MARKET)?.lastEvent).toEqual(stopped)
    }
    see('kalshi-ws-stream', lifecycle('activated'), { seconds: 3 })
    expect(state.contractOf(MARKET)?.lastEvent?.isTrading).toBe(true)
    see('kalshi-events', events(), { seconds: 4 })
    expect(state.contractOf(MARKET)?.lastEvent).toBeUndefined()
  })

  it('changes its price grid, until the market is read again', () => {
    const grid = () => state.contractOf(MARKET)?.market?.priceGrid
    const changed = (price_ranges: unknown) => {
      const { msg, ...head } = lifecycle('price_level_structure_updated')
      return { ...head, msg: { ...msg, price_ranges } }
    }
    const fine = [{ start: '0.0000', end: '1.0000', step: '0.0010' }]
    // Of a market of which no more is known than its ticker there is no grid to change.
    see('kalshi-ws-stream', changed(fine))
    expect(state.contractOf(MARKET)).toBeUndefined()
    see('kalshi-events', events(), { seconds: 1 })
    expect(grid()).toEqual([{ start: 0, end: 10_000, step: 100 }])
    see('kalshi-ws-stream', changed(fine), { seconds: 2 })
    expect(grid()).toEqual([{ start: 0, end: 10_000, step: 10 }])
    see('kalshi-ws-stream', lifecycle('deactivated'), { seconds: 3 })
    expect(grid()).toHaveLength(1)
    // Nobody knows which prices it takes now: none can be relied on.
    see('kalshi-ws-stream', changed('fine'), { seconds: 4 })
    expect(grid()).toEqual([])
    see('kalshi-events', events(), { seconds: 5 })
    expect(grid()).toHaveLength(1)
  })
})

describe('odds', () => {
  const prices = () =>
    state.oddsListings().flatMap(({ markets }) => markets[0]?.outcomes[0]?.price ?? [])

  it('are of lists, of historical envelopes and of single events', () => {
    see('odds-list', [odds(-110)])
    see('odds-event', odds(-120, { id: 'e2' }), { seconds: 1 })
    expect(prices().map(({ original }) => original)).toEqual(['-110', '-120'])
    const timestamp = '2026-08-07T12:00:02Z'
    see('odds-historical', { timestamp, data: [odds(-130)] }, { seconds: 30 })
    expect(prices().map(({ original }) => original)).toEqual(['-130'])
    expect(state.oddsEventOf('e1')?.arrival.frameSeq).toBe(3)
    expect(state.oddsEventOf('e2')).toBeUndefined()
  })

  it('are read in the format that the import settled', () => {
    see('odds-list', [odds(200)], { oddsFormat: 'decimal' })
    see('odds-event', odds(200, { id: 'e2' }), { oddsFormat: 'american' })
    expect(prices().map(({ format }) => format)).toEqual(['decimal', 'american'])
  })
})

describe('frames that are not for a scan, and frames that can not be read', () => {
  it('passes over settlements and candlesticks', () => {
    see('kalshi-settlements', { settlements: [] })
    see('kalshi-candlesticks', { ticker: 'X', candlesticks: [] })
    expect(state.contractListings()).toEqual([])
  })

  it.each(['nothing', 'constructor', 'toString', '__proto__'])('refuses the shape %s', (shape) => {
    expect(() => see(shape, {})).toThrow(
      new SessionError(`frame 1 has an unknown shape: "${shape}"`),
    )
  })

  it('refuses text and a request that no import wrote', () => {
    const { request, ...frame } = frameOf('kalshi-series', {})
    expect(() => state.apply({ ...frame, text: 'PONG' })).toThrow('frame 1 holds text, not JSON')
    expect(() => state.apply(frame)).toThrow(InvalidInputError)
    expect(() => state.apply({ ...frame, request: { ...request, timeSource: 'guess' } })).toThrow(
      /^frame without a readable request: /,
    )
  })

  it('names file, path and value of a payload that is not of its shape', () => {
    const bad = events({ markets: [market({ yes_bid_dollars: 'NaN' })] })
    expect(() => see('kalshi-events', bad)).toThrow(WireFormatError)
    expect(() => see('kalshi-events', bad)).toThrow(
      'a.json: x.events[0].markets[0].yes_bid_dollars: expected a price in dollars from 0 to 1, got "NaN"',
    )
  })
})
