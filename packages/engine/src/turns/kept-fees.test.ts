/** What a contract costs is kept while no fee changes; what it was kept from must say the same as before. */
import { OrderBook } from '@arbkit/core'
import { beforeEach, describe, expect, it } from 'vitest'
import { scanMarkets } from '../scan/scan.ts'
import { MarketState } from '../session/market-state.ts'
import { IncrementalScan } from './incremental-scan.ts'
import {
  deltaFrame,
  eventsFrame,
  frameAt,
  MADE_UP_GAMES,
  MADE_UP_MS,
  type MadeUpFrame,
  marketOf,
  oddsEventOf,
  snapshotFrame,
  tickerOf,
} from './test-support/made-up-frames.ts'
import { MADE_UP_OPTIONS as OPTIONS } from './test-support/made-up-options.ts'

const [NFL, NBA] = MADE_UP_GAMES
const TICKER = tickerOf(NBA, 1)

let state: MarketState
let scan: IncrementalScan
let turn = 0

beforeEach(() => {
  state = new MarketState()
  scan = new IncrementalScan(state, OPTIONS)
  turn = 0
})

/** Everything, books by what stands in them. */
const textOf = (value: unknown): string =>
  JSON.stringify(value, (_, each: unknown) => (each instanceof OrderBook ? each.snapshot() : each))

/** A turn; what follows the session must say what a scan of everything says. Returns how many are near. */
function take(seconds: number, ...frames: readonly MadeUpFrame[]): number {
  turn += 1
  for (const frame of frames) {
    state.apply(frameAt(frame, { seq: state.frames + 1, turn, t: MADE_UP_MS + seconds * 1000 }))
  }
  scan.turn()
  const whole = scanMarkets({ state, nowMs: state.nowMs, options: OPTIONS })
  expect(textOf(scan.result())).toBe(textOf(whole))
  return whole.opportunities.length + whole.rejected.length
}

const series = (seriesId: string, multiplier: number, atSeconds: number): MadeUpFrame => ({
  shape: 'kalshi-series',
  body: {
    series: {
      ticker: seriesId,
      fee_type: 'quadratic',
      fee_multiplier: multiplier,
      last_updated_ts: new Date(MADE_UP_MS + atSeconds * 1000).toISOString(),
    },
  },
})
const market = (waiver?: string): MadeUpFrame =>
  eventsFrame(NBA, [marketOf(NBA, 1, { yesBid: 50, yesAsk: 60, status: 'active', waiver })])
/** 0.505 for a dollar from New York's loss: 0.50 misses by half a cent, and by two more with its fee. */
const ODDS: MadeUpFrame = {
  shape: 'odds-list',
  body: [oddsEventOf(NBA, [{ book: 'draftkings', prices: [-102, -118], updatedMs: MADE_UP_MS }])],
}
const change = (seq: number): MadeUpFrame =>
  deltaFrame('one', seq, { ticker: TICKER, side: 'no', price: 50, contracts: 1 })

describe('a fee that is told with a moment before the last change of another one', () => {
  it('counts from the frame that tells it', () => {
    const book = snapshotFrame('one', 1, { ticker: TICKER, yesBid: 40, noBid: 50 })
    expect(take(1, series(NFL.series, 1, 0), market(), ODDS, book)).toBe(0)
    expect(take(2, change(2))).toBe(0)
    expect(take(3, series(NBA.series, 0, -60))).toBeGreaterThan(0)
    expect(take(4, change(3))).toBeGreaterThan(0)
    expect(take(5, series(NBA.series, 1, -30), change(4))).toBe(0)
  })
})

describe('a waiver', () => {
  it('counts while it lasts, whatever was kept', () => {
    const book = snapshotFrame('one', 1, { ticker: TICKER, yesBid: 40, noBid: 50 })
    const untilMs = MADE_UP_MS + 4000
    expect(take(1, market(), ODDS, book)).toBe(0)
    expect(take(2, market(new Date(untilMs).toISOString()), change(2))).toBeGreaterThan(0)
    expect(take(3, change(3))).toBeGreaterThan(0)
    expect(take(5, change(4))).toBe(0)
  })
})

describe('a book that is older than the last change', () => {
  it('is charged the dearer of both fees, until it is confirmed', () => {
    const book = snapshotFrame('one', 1, { ticker: TICKER, yesBid: 40, noBid: 50 })
    expect(take(1, series(NBA.series, 1, 0), market(), ODDS, book)).toBe(0)
    expect(take(9, series(NBA.series, 0, 8))).toBe(0)
    expect(take(10, change(2))).toBeGreaterThan(0)
  })
})
