/**
 * Candlesticks: what a market was quoted and traded at over a period.
 * @module
 */
import {
  type Centicontracts,
  type PriceTicks,
  type WireLocation,
  checkWire,
  insideWire,
} from '@arbkit/core'
import {
  candlesticksSchema,
  quotesSchema,
  type WireCandlestick,
  type WireQuotes,
  type WireTrades,
} from '../wire/candlestick.ts'
import { readCount, readPrice } from './read.ts'

/** First, highest, lowest and last price of a period. */
export interface Ohlc {
  readonly open: PriceTicks
  readonly high: PriceTicks
  readonly low: PriceTicks
  readonly close: PriceTicks
}

/** One period of one market. */
export interface Candlestick {
  /** End of the period (included), Unix ms. */
  readonly endMs: number
  /** Best YES bid; 0 stands for no bid, as the venue prints it. */
  readonly yesBid: Ohlc
  /** Best YES ask; 1 dollar (or 0) stands for no ask. */
  readonly yesAsk: Ohlc
  /** Trades at YES prices; undefined where none happened. */
  readonly traded: Ohlc | undefined
  readonly volume: Centicontracts
  readonly openInterest: Centicontracts
}

/** The candlesticks of one market, in the order received. */
export interface MarketCandlesticks {
  readonly marketId: string
  readonly candlesticks: readonly Candlestick[]
}

/**
 * Parses the candlesticks of one market, `{ticker, candlesticks: […]}`.
 * @throws {WireFormatError} a field missing or of another type, a price outside 0 to 1.
 */
export function parseCandlesticks(payload: unknown, at: WireLocation): MarketCandlesticks {
  const { ticker, candlesticks } = checkWire(candlesticksSchema, payload, at)
  return {
    marketId: ticker,
    candlesticks: candlesticks.map((wire, index) =>
      candlestickOf(wire, insideWire(at, 'candlesticks', index)),
    ),
  }
}

function candlestickOf(wire: WireCandlestick, at: WireLocation): Candlestick {
  return {
    endMs: wire.end_period_ts * 1000,
    yesBid: quotesOf(wire.yes_bid, insideWire(at, 'yes_bid')),
    yesAsk: quotesOf(wire.yes_ask, insideWire(at, 'yes_ask')),
    traded: tradesOf(wire.price, insideWire(at, 'price')),
    volume: readCount(at, 'volume_fp', wire.volume_fp),
    openInterest: readCount(at, 'open_interest_fp', wire.open_interest_fp),
  }
}

function quotesOf(wire: WireQuotes, at: WireLocation): Ohlc {
  return {
    open: readPrice(at, 'open_dollars', wire.open_dollars),
    high: readPrice(at, 'high_dollars', wire.high_dollars),
    low: readPrice(at, 'low_dollars', wire.low_dollars),
    close: readPrice(at, 'close_dollars', wire.close_dollars),
  }
}

/** All four prices, or none: a period without a trade has only the previous price. */
function tradesOf(wire: WireTrades, at: WireLocation): Ohlc | undefined {
  const prices = [wire.open_dollars, wire.high_dollars, wire.low_dollars, wire.close_dollars]
  const isTraded = prices.some((price) => typeof price === 'string')
  return isTraded ? quotesOf(checkWire(quotesSchema, wire, at), at) : undefined
}
