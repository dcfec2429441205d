/**
 * Candlesticks, reckoned from the trades.
 * @module
 */
import type { TradeView } from '../../exchange/views.ts'
import type { VenueContext } from '../venue-state.ts'
import { countText, priceText, secondsOf } from '../wire-text.ts'
import { type Answer, done, invalid, notFound, type WireRow } from './answer.ts'
import { flagOf, wholeOf, wordOf } from './fields.ts'
import { theMarket } from './read-markets.ts'

/** Candles of one answer at most. */
export const CANDLES_MAX = 5000

/**
 * `GET /series/{series}/markets/{ticker}/candlesticks`. Periods without a trade are left out; quotes
 * are not remembered, so a candle's are those of its trades.
 */
export function readCandles(
  context: VenueContext,
  [series = '', ticker = '']: readonly string[],
  query: URLSearchParams,
): Answer {
  const { config, openInterest } = theMarket(context, ticker)
  if (config.seriesId !== series) throw notFound('market not found')
  const [start, end] = [wholeOf(query, 'start_ts'), wholeOf(query, 'end_ts')]
  const minutes = wordOf(query, 'period_interval', ['1', '60', '1440'])
  if (start === undefined || end === undefined || minutes === undefined) {
    throw invalid('start_ts, end_ts and period_interval are required')
  }
  const seconds = Number(minutes) * 60
  const periods = new Map<number, TradeView[]>()
  let before: TradeView | undefined
  for (const trade of context.exchange.tradesOf(config.marketId)) {
    const endsAt = (Math.floor(secondsOf(trade.atMs) / seconds) + 1) * seconds
    if (endsAt < start) before = trade
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
  const isWanted = flagOf(query, 'include_latest_before_start') ?? false
  const first =
    before === undefined || !isWanted
      ? []
      : [carriedOn(before.yesPrice, { endsAt: nextEnd(start, seconds), openInterest })]
  return done({ ticker: config.marketId, candlesticks: [...first, ...candlesticks] })
}

const nextEnd = (start: number, seconds: number): number =>
  (Math.floor(start / seconds) + 1) * seconds

/** The state before the first candle: no price of its own, only the previous one. */
function carriedOn(
  price: TradeView['yesPrice'],
  { endsAt, openInterest }: { readonly endsAt: number; readonly openInterest: TradeView['count'] },
): WireRow {
  const text = priceText(price)
  const quotes = { open_dollars: text, low_dollars: text, high_dollars: text, close_dollars: text }
  return {
    end_period_ts: endsAt,
    yes_bid: quotes,
    yes_ask: quotes,
    price: {
      open_dollars: null,
      low_dollars: null,
      high_dollars: null,
      close_dollars: null,
      previous_dollars: text,
    },
    volume_fp: '0.00',
    open_interest_fp: countText(openInterest),
  }
}

function orNull(price: TradeView['yesPrice'] | undefined): string | null {
  return price === undefined ? null : priceText(price)
}
