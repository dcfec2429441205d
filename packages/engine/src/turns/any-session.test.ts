/**
 * Any made-up session, for properties: lists, books, streams with gaps and new beginnings, fees that
 * change, games that move, odds that are withdrawn, pauses, and a clock that stands, jumps and steps back.
 * @module
 */
import { fc, test as prop } from '@fast-check/vitest'
import type { Frame } from '@arbkit/store'
import { expect } from 'vitest'
import {
  deltaFrame,
  eventsFrame,
  frameAt,
  MADE_UP_GAMES,
  MADE_UP_MS,
  type MadeUpFrame,
  type MadeUpGame,
  marketOf,
  oddsEventOf,
  orderBookFrame,
  snapshotFrame,
  streamFrame,
  tickerOf,
} from './test-support/made-up-frames.ts'

const anyGame = fc.constantFrom<MadeUpGame>(...MADE_UP_GAMES)
const anySide = fc.constantFrom<0 | 1>(0, 1)
const anyTicker = fc.tuple(anyGame, anySide).map(([game, side]) => tickerOf(game, side))
const anyConnection = fc.constantFrom('stream one', 'stream two')
const anySeq = fc.constantFrom<'next' | 'gap' | 'first'>('next', 'next', 'next', 'gap', 'first')
const anyMultiplier = fc.constantFrom(0, 0.5, 1, 2, 11)
/** Around the session: before it, inside it, and after it. */
const anyMoment = fc.integer({ min: -4000, max: 9000 }).map((s) => MADE_UP_MS + s * 1000)
const anyBid = fc.oneof({ weight: 6, arbitrary: fc.integer({ min: 36, max: 58 }) }, fc.constant(0))

/** Something that is told, with its numbering left open. */
type Told = (
  seqOf: (connection: string, how: 'next' | 'gap' | 'first') => number,
  atMs: number,
) => MadeUpFrame

const always =
  (frame: MadeUpFrame): Told =>
  () =>
    frame

const anyMarket = fc.record({
  yesBid: fc.integer({ min: 36, max: 50 }),
  yesAsk: fc.integer({ min: 44, max: 58 }),
  status: fc.constantFrom('active', 'active', 'paused'),
  waiver: fc.option(
    anyMoment.map((ms) => new Date(ms).toISOString()),
    { nil: undefined, freq: 5 },
  ),
})

const override = (multiplier: number | undefined) =>
  multiplier === undefined
    ? {}
    : { fee_type_override: 'quadratic', fee_multiplier_override: multiplier }

const anyEvents = fc
  .tuple(anyGame, anyMarket, anyMarket, fc.option(anyMultiplier, { nil: undefined, freq: 3 }))
  .map(([game, away, home, multiplier]) => {
    const markets = [marketOf(game, 0, away), marketOf(game, 1, home)]
    return always(eventsFrame(game, markets, override(multiplier)))
  })

const anyOpenMarkets = fc
  .tuple(anyGame, anyMarket, fc.subarray<0 | 1>([0, 1]), fc.boolean(), fc.boolean())
  .map(([game, market, sides, isFirst, isLast]) => {
    const markets = sides.map((side) => marketOf(game, side, market))
    const openMarketsOf = { seriesId: game.series, isFirst }
    const body = { markets, cursor: isLast ? '' : 'more' }
    return always({ shape: 'kalshi-markets', body, request: { openMarketsOf } })
  })

const anyOrderBook = fc
  .tuple(anyTicker, anyBid, anyBid)
  .map(([ticker, yesBid, noBid]) => always(orderBookFrame(ticker, yesBid, noBid)))

const anySnapshot = fc.tuple(anyConnection, anySeq, anyTicker, anyBid, anyBid).map(
  ([connection, how, ticker, yesBid, noBid]): Told =>
    (seqOf) =>
      snapshotFrame(connection, seqOf(connection, how), { ticker, yesBid, noBid }),
)

const anyDelta = fc
  .tuple(
    anyConnection,
    anySeq,
    anyTicker,
    fc.constantFrom<'yes' | 'no'>('yes', 'no'),
    fc.integer({ min: 40, max: 58 }),
    fc.constantFrom(-50, 30, 50),
  )
  .map(
    ([connection, how, ticker, side, price, contracts]): Told =>
      (seqOf) =>
        deltaFrame(connection, seqOf(connection, how), { ticker, side, price, contracts }),
  )

const anyMessage = fc
  .tuple(
    anyConnection,
    fc.oneof(
      fc.constantFrom<unknown>(
        { type: 'ping', sid: 7 },
        { type: 'subscribed', msg: { sid: 1, channel: 'orderbook_delta' } },
        { type: 'unsubscribed', sid: 1, seq: 9 },
        { type: 'error', sid: 1, msg: { code: 25, msg: 'too slow' } },
        { type: 'ok', sid: 1, seq: 9, msg: { market_tickers: [tickerOf(MADE_UP_GAMES[0], 0)] } },
      ),
      fc
        .tuple(anyTicker, fc.constantFrom('activated', 'deactivated', 'settled', 'other'))
        .map(([market_ticker, event_type]) => ({
          type: 'market_lifecycle_v2',
          sid: 2,
          msg: { market_ticker, event_type },
        })),
      fc.tuple(anyTicker, fc.constantFrom('0.0010', '0.0200')).map(([market_ticker, step]) => ({
        type: 'market_lifecycle_v2',
        sid: 2,
        msg: {
          market_ticker,
          event_type: 'price_level_structure_updated',
          price_ranges: [{ start: '0.0000', end: '1.0000', step }],
        },
      })),
      fc
        .tuple(anyGame, fc.option(anyMultiplier, { nil: undefined }))
        .map(([{ event: event_ticker }, multiplier]) => ({
          type: 'event_fee_update',
          sid: 3,
          msg: { event_ticker, ...override(multiplier) },
        })),
    ),
  )
  .map(([connection, message]) => always(streamFrame(connection, message)))

const anySeries = fc
  .tuple(anyGame, anyMultiplier, fc.option(anyMoment, { nil: undefined }))
  .map(([{ series: ticker }, fee_multiplier, updatedMs]) => {
    const stamp = updatedMs === undefined ? undefined : new Date(updatedMs).toISOString()
    const last = stamp === undefined ? {} : { last_updated_ts: stamp }
    const series = [{ ticker, fee_type: 'quadratic', fee_multiplier, ...last }]
    return always({ shape: 'kalshi-series', body: { series } })
  })

const anyFeeChange = fc
  .tuple(anyGame, anyMultiplier, anyMoment)
  .map(([{ series: series_ticker }, fee_multiplier, atMs]) => {
    const scheduled_ts = new Date(atMs).toISOString()
    const change = {
      id: `c${atMs}`,
      series_ticker,
      fee_type: 'quadratic',
      fee_multiplier,
      scheduled_ts,
    }
    return always({ shape: 'kalshi-fee-changes', body: { series_fee_change_arr: [change] } })
  })

const anyStatus = fc
  .tuple(fc.boolean(), fc.boolean())
  .map(([exchange_active, trading_active]) =>
    always({ shape: 'kalshi-exchange-status', body: { exchange_active, trading_active } }),
  )

const anyMilestone = fc
  .tuple(anyGame, fc.constantFrom('m1', 'm2'), fc.constantFrom(0, 0, 0, 1, 30), fc.boolean())
  .map(([game, id, hours, isElsewhere]) => {
    const about = isElsewhere ? MADE_UP_GAMES[0] : game
    const milestone = {
      id,
      title: game.title,
      type: 'football_game',
      start_date: new Date(game.startMs + hours * 3_600_000).toISOString(),
      details: { home_team_id: 'home', away_team_id: 'away' },
      primary_event_tickers: [about.event],
    }
    return always({ shape: 'kalshi-milestones', body: { milestones: [milestone] } })
  })

const anyTargets = fc.constantFrom('Boston', 'Dallas', 'Nowhere').map((name) =>
  always({
    shape: 'kalshi-structured-targets',
    body: { structured_targets: [{ id: 'away', name, type: 'basketball_team' }] },
  }),
)

const anyPrices = fc
  .tuple(fc.integer({ min: 100, max: 150 }), fc.integer({ min: -8, max: 30 }), fc.boolean())
  .map(([price, margin, isHome]): readonly [number, number] => {
    const other = -Math.max(100, price + margin)
    return isHome ? [other, price] : [price, other]
  })
const anyOdds = fc
  .tuple(
    anyGame,
    fc.array(fc.tuple(anyPrices, fc.constantFrom(0, 0, 3, 10, 40, 130, -10)), { maxLength: 5 }),
    fc.constantFrom(0, 0, 0, 0, 0, 0, 0, 1_800_000, 26 * 3_600_000),
    fc.constantFrom<'list' | 'asked' | 'event' | 'asked-event' | 'gone' | 'empty'>(
      'list',
      'list',
      'asked',
      'asked',
      'event',
      'asked-event',
      'asked-event',
      'gone',
      'empty',
    ),
  )
  .map(
    ([game, prices, movedMs, how]): Told =>
      (_, atMs) => {
        const quotes = prices.map(([each, ageSeconds], index) => ({
          book: BOOKS[index] ?? 'draftkings',
          prices: each,
          updatedMs: atMs - ageSeconds * 1000,
        }))
        const event = oddsEventOf(game, quotes, game.startMs + movedMs)
        const asked = { sportKey: game.sport, markets: ['h2h'] }
        const one = { ...asked, eventIds: [game.oddsId] }
        const oddsFormat = 'american'
        switch (how) {
          case 'list':
            return { shape: 'odds-list', body: [event], request: { oddsFormat } }
          case 'asked':
            return { shape: 'odds-list', body: [event], request: { oddsFormat, asked } }
          case 'event':
            return { shape: 'odds-event', body: event, request: { oddsFormat } }
          case 'asked-event':
            return { shape: 'odds-event', body: event, request: { oddsFormat, asked: one } }
          case 'gone':
            return { shape: 'odds-gone', body: {}, request: { asked: one } }
          default:
            return { shape: 'odds-list', body: [], request: { oddsFormat, asked } }
        }
      },
  )
/** What both games begin with. */
const anyOddsList = fc.tuple(anyPrices, anyPrices).map((prices) => ({
  shape: 'odds-list',
  body: MADE_UP_GAMES.map((game) =>
    oddsEventOf(
      game,
      prices.map((each, index) => ({
        book: BOOKS[index] ?? '',
        prices: each,
        updatedMs: MADE_UP_MS,
      })),
    ),
  ),
  request: { oddsFormat: 'american' },
}))
const BOOKS = ['draftkings', 'fanduel', 'betmgm', 'pinnacle', 'betfair_ex_eu']

const anyTold: fc.Arbitrary<Told> = fc.oneof(
  { weight: 2, arbitrary: anyEvents },
  { weight: 1, arbitrary: anyOpenMarkets },
  { weight: 3, arbitrary: anyOrderBook },
  { weight: 4, arbitrary: anySnapshot },
  { weight: 6, arbitrary: anyDelta },
  { weight: 4, arbitrary: anyMessage },
  { weight: 2, arbitrary: anySeries },
  { weight: 1, arbitrary: anyFeeChange },
  { weight: 1, arbitrary: anyStatus },
  { weight: 1, arbitrary: anyMilestone },
  { weight: 1, arbitrary: anyTargets },
  { weight: 6, arbitrary: anyOdds },
  { weight: 2, arbitrary: fc.constant(always({ shape: 'tick', body: {} })) },
)

/** Seconds from one frame to the next: mostly none or few, now and then long, or back. */
const anyStep = fc.constantFrom(0, 0, 0, 0, 0, 1, 1, 1, 2, 5, 20, 100, 1000, -3)

/** Frames in turns; the first two list both games. */
export function anySession(maxLength: number): fc.Arbitrary<readonly Frame[]> {
  const step = fc.record({ told: anyTold, seconds: anyStep, isTurn: fc.boolean() })
  const begin = fc.tuple(
    ...MADE_UP_GAMES.map((game) =>
      anyMarket.map((market) =>
        eventsFrame(game, [marketOf(game, 0, market), marketOf(game, 1, market)]),
      ),
    ),
    anyOddsList,
  )
  return fc
    .tuple(begin, fc.array(step, { minLength: 10, maxLength, size: 'max' }))
    .map(([lists, steps]) => {
      const numbers = new Map<string, number>()
      const seqOf = (connection: string, how: 'next' | 'gap' | 'first'): number => {
        const next = how === 'first' ? 1 : (numbers.get(connection) ?? 0) + (how === 'gap' ? 3 : 1)
        numbers.set(connection, next)
        return next
      }
      let [t, turn] = [MADE_UP_MS, 1]
      const frames = lists.map((each, index) => frameAt(each, { seq: index + 1, turn, t }))
      for (const { told, seconds, isTurn } of steps) {
        t += seconds * 1000
        if (isTurn) turn += 1
        frames.push(frameAt(told(seqOf, t), { seq: frames.length + 1, turn, t }))
      }
      return frames
    })
}

prop.prop([anySession(12)], { seed: 1, numRuns: 20 })(
  'a made-up session has its frames in order, in turns that go on',
  (frames) => {
    expect(frames.map(({ seq }) => seq)).toEqual(frames.map((_, index) => index + 1))
    const turns = frames.map(({ turn }) => turn)
    expect(turns).toEqual(turns.toSorted((a, b) => a - b))
  },
)
