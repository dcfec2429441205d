import type { PriceGrid } from '@arbkit/core'
import { describe, expect, it } from 'vitest'
import { parseMarkets } from '../to-core/market.ts'
import { forgetGridsBefore, gridAsOf, NO_GRIDS, noteGrids } from './grid-book.ts'
import { parseStreamMessage } from '../to-core/stream.ts'
import { gridEventOfLifecycle, gridEventOfMessage, gridEventsOfMarkets } from './grid-events.ts'
import { missingWholeCents, priceGridOfRanges } from './price-ranges.ts'

const AT = { source: 'frame', path: '$' }
const MARKET = 'KXNFLGAME-26NOV29KCDEN-KC'
const ranges = (step: string) => [{ start: '0.0000', end: '1.0000', step }]
const grid = (step: string): PriceGrid => priceGridOfRanges(ranges(step), AT)
const CENTS = grid('0.0100')
const DECI = grid('0.0010')

const lifecycle = (eventType: string, msg: object = {}, top: object = {}) => ({
  type: 'market_lifecycle_v2',
  sid: 13,
  msg: { market_ticker: MARKET, event_type: eventType, ...msg },
  ...top,
})
const event = (message: unknown, receivedMs = 50) => gridEventOfMessage(message, AT, receivedMs)

describe('the grid book', () => {
  const seen = { marketId: MARKET, grid: CENTS, atMs: 10 }
  const changed = { marketId: MARKET, grid: DECI, atMs: 20 }

  it('knows nothing until it has seen something, and nothing of other markets', () => {
    const book = noteGrids(NO_GRIDS, [seen])
    const unknown = { tag: 'unknown', because: 'never-seen' }
    expect(gridAsOf(book, MARKET, 9)).toEqual(unknown)
    expect(gridAsOf(book, 'another', 10)).toEqual(unknown)
    expect(gridAsOf(NO_GRIDS, MARKET, 10)).toEqual(unknown)
  })

  it.each([
    ['as they happened', [seen, changed]],
    ['the other way round', [changed, seen]],
    ['twice', [seen, changed, seen, changed]],
  ])('follows a change while the market is open, told %s', (_name, events) => {
    const book = noteGrids(NO_GRIDS, events)
    expect(gridAsOf(book, MARKET, 19)).toEqual({ tag: 'known', grid: CENTS, sinceMs: 10 })
    expect(gridAsOf(book, MARKET, 20)).toEqual({ tag: 'known', grid: DECI, sinceMs: 20 })
  })

  it('is unknown again where a change can not be read, until it is seen again', () => {
    const book = noteGrids(NO_GRIDS, [seen, { ...changed, grid: undefined }, { ...seen, atMs: 30 }])
    expect(gridAsOf(book, MARKET, 20)).toEqual({ tag: 'unknown', because: 'changed-unreadably' })
    expect(gridAsOf(book, MARKET, 30)).toMatchObject({ tag: 'known', sinceMs: 30 })
  })

  it('takes no side between two grids of one moment', () => {
    const book = noteGrids(NO_GRIDS, [changed, { ...seen, atMs: 20 }])
    expect(gridAsOf(book, MARKET, 25)).toEqual({ tag: 'unknown', because: 'contradicting' })
  })

  it('forgets what no later question needs, and does not change what it came from', () => {
    const book = noteGrids(NO_GRIDS, [seen, changed])
    const shorter = forgetGridsBefore(book, 25)
    expect(gridAsOf(shorter, MARKET, 25)).toEqual(gridAsOf(book, MARKET, 25))
    expect(gridAsOf(shorter, MARKET, 15).tag).toBe('unknown')
    expect(gridAsOf(book, MARKET, 15).tag).toBe('known')
  })
})

describe('where grids come from', () => {
  it('a listing counts from when it was asked for, so a change told meanwhile is newer', () => {
    const market = {
      ticker: MARKET,
      event_ticker: 'KXNFLGAME-26NOV29KCDEN',
      status: 'active',
      yes_sub_title: 'Kansas City',
      yes_bid_dollars: '0.5000',
      yes_ask_dollars: '0.5100',
      yes_bid_size_fp: '1.00',
      yes_ask_size_fp: '1.00',
      rules_primary: '',
      rules_secondary: '',
      price_ranges: ranges('0.0100'),
    }
    const listed = gridEventsOfMarkets(parseMarkets([market], AT), 10)
    expect(listed).toEqual([{ marketId: MARKET, grid: CENTS, atMs: 10 }])
    const told = event(
      lifecycle('price_level_structure_updated', { price_ranges: ranges('0.0010') }),
      15,
    )
    // The answer came after the change, and still showed the old grid.
    expect(gridAsOf(noteGrids(NO_GRIDS, [told!, ...listed]), MARKET, 30)).toMatchObject({
      grid: DECI,
    })
  })

  it.each(['price_level_structure_updated', 'created', 'metadata_updated', 'a_new_word'])(
    '%s with ranges is read, at the time it was sent',
    (word) => {
      const message = lifecycle(
        word,
        { price_level_structure: 'linear_cent', price_ranges: ranges('0.0010') },
        { sending_ts_ms: 40 },
      )
      expect(event(message)).toEqual({ marketId: MARKET, grid: DECI, atMs: 40 })
      expect(event({ ...message, type: 'multivariate_market_lifecycle' })).toMatchObject({
        grid: DECI,
      })
    },
  )

  it('is told alike by the raw message and by the parsed one', () => {
    const messages = [
      lifecycle('created', { price_ranges: ranges('0.0010') }, { sending_ts_ms: 40 }),
      lifecycle('created', { price_ranges: ranges('0.0010') }),
      lifecycle('price_level_structure_updated', { price_ranges: [] }),
      lifecycle('settled'),
    ]
    for (const message of messages) {
      const parsed = parseStreamMessage(message, AT)
      if (parsed.tag !== 'lifecycle') throw new Error(parsed.tag)
      expect(gridEventOfLifecycle(parsed, 50)).toEqual(event(message))
    }
    const [, received] = messages
    expect(event(received!)?.atMs).toBe(50)
  })

  it.each([
    ['no ranges', {}],
    ['a label only', { price_level_structure: 'deci_cent' }],
    ['null', { price_ranges: null }],
    ['ranges without a step', { price_ranges: [{ start: '0', end: '1' }] }],
    ['a step of zero', { price_ranges: ranges('0.0000') }],
    ['an empty list', { price_ranges: [] }],
    ['cents', { price_ranges: [{ start: '0', end: '100', step: '1' }] }],
  ])('a change with %s makes the grid unknown', (_name, msg) => {
    expect(event(lifecycle('price_level_structure_updated', msg))).toEqual({
      marketId: MARKET,
      grid: undefined,
      atMs: 50,
    })
  })

  it.each([
    ['a market that was settled', lifecycle('settled')],
    ['a strike that moved', lifecycle('metadata_updated', { floor_strike: 3 })],
    ['another channel', { type: 'ticker', sid: 1, msg: { price_ranges: ranges('0.0010') } }],
  ])('%s says nothing about a grid', (_name, message) => {
    expect(event(message)).toBeUndefined()
  })

  it('refuses a lifecycle message without a market', () => {
    expect(() => event(lifecycle('created', { market_ticker: undefined }))).toThrow(
      'frame: msg.market_ticker: expected string, got nothing',
    )
  })
})

describe('ranges', () => {
  it('hold every whole cent, or say which one is missing', () => {
    expect(missingWholeCents(CENTS)).toEqual([])
    expect(missingWholeCents(DECI)).toEqual([])
    const coarse = priceGridOfRanges(
      [
        { start: '0', end: '0.1', step: '0.005' },
        { start: '0.1', end: '0.9', step: '0.01' },
        { start: '0.9', end: '0.98', step: '0.03' },
      ],
      AT,
    )
    expect(missingWholeCents(coarse)).toEqual([9100, 9200, 9400, 9500, 9700, 9800, 9900])
  })

  it('are refused by place', () => {
    expect(() => priceGridOfRanges([{ start: '0', end: '1.5', step: '0.01' }], AT)).toThrow(
      'frame: [0].end: expected a price in dollars from 0 to 1, got "1.5"',
    )
  })
})
