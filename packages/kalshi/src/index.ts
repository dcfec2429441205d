/**
 * `@arbkit/kalshi`: Kalshi's wire formats, checked and turned into the nouns of `@arbkit/core`. This
 * part parses only: no network, no clock. Wire schemas are private, so a change of the wire stays
 * in here.
 * @module
 */
export {
  type KalshiFrame,
  type KalshiRecognition,
  type KalshiShape,
  recogniseKalshi,
} from './recognise.ts'
export { subjectOfSeries } from './series-table.ts'
export { type GameCode, parseTicker, type Ticker, type WallClock } from './ticker.ts'
export {
  type Candlestick,
  type MarketCandlesticks,
  type Ohlc,
  parseCandlesticks,
} from './to-core/candlestick.ts'
export { parseEvents } from './to-core/event.ts'
export { listingOfTicker } from './to-core/listing.ts'
export { parseMarkets } from './to-core/market.ts'
export {
  type Milestone,
  parseMilestones,
  parseStructuredTargets,
  type StructuredTarget,
  withMilestone,
} from './to-core/milestone.ts'
export { type MarketBook, parseOrderBooks } from './to-core/order-book.ts'
export { type FeeChange, parseFeeChanges, parseSeries } from './to-core/series.ts'
export { parseSettlements, type Settlement } from './to-core/settlement.ts'
export { parseStreamMessage, type StreamMessage, type StreamOptions } from './to-core/stream.ts'
