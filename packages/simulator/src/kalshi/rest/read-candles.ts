/**
 * Candlesticks, reckoned from the trades.
 * @module
 */
import type { TradeView } from '../../exchange/views.ts'
import type { VenueContext } from '../venue-state.ts'
import { countText, priceText, secondsOf } from '../wire-text.ts'
import { type Answer, done, invalid } from './answer.ts'
import { wholeOf, wordOf } from './fields.ts'
import { theMarket } from './read-markets.ts'

/** Candles of one answer at most. */
export const CANDLES_MAX = 5000

/**
 * `GET /series/{series}/markets/{ticker}/candlesticks`. Periods without a trade are left out; quotes
 * are not remembered, so a candle's are those of its trades.
 */
export function readCandles(context: VenueContext, ticker: string, query: URLSearchParams): Answer {
  const { config, openInterest } = theMarket(context, ticker)
  const [start, end] = [wholeOf(query, 'start_ts'), wholeOf(query, 'end_ts')]
  const minutes = wordOf(query, 'period_interval', ['1', '60', '1440'])
  if (start === undefined || end === undefined || minutes === undefined) {
    throw invalid('start_ts, end_ts and period_interval are required')
  }
  const seconds = Number(minutes) * 60
  const periods = new Map<number, TradeView[]>()
  for (const trade of context.exchange.tradesOf(config.marketId)) {
    const endsAt = (Math.floor(secondsOf(trade.atMs) / seconds) + 1) * seconds
    if (endsAt < start || endsAt > end) continue
    periods.set(endsAt, [...(periods.get(endsAt) ?? []), trade])
  }
  if (periods.size > CANDLES_MAX) throw invalid(`at most ${CANDLES_MAX} candlesticks`)
  const candlesticks = [...periods].map(([endsAt, trades]) => {
    const prices = trades.map(({ yesPrice }) => yesPrice)
    const sorted = prices.toSorted((a, b) => a - b)
    const candle = {
      open_dollars: orNull(prices[0]),
      low_dollars: orNull(sorted[0]),
      high_dollars: orNull(sorted.at(-1)),
      close_dollars: orNull(prices.at(-1)),
    }
    const count = trades.reduce((sum, trade) => sum + trade.count, 0) as TradeView['count']
    return {
      end_period_ts: endsAt,
      yes_bid: candle,
      yes_ask: candle,
      price: candle,
      volume_fp: countText(count),
      open_interest_fp: countText(openInterest),
    }
  })
  return done({ ticker: config.marketId, candlesticks })
}

function orNull(price: TradeView['yesPrice'] | undefined): string | null {
  return price === undefined ? null : priceText(price)
}
