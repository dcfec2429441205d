/**
 * Calls for what was traded: single trades and candlesticks.
 * @module
 */
import { type MarketCandlesticks, parseCandlesticks } from '../../to-core/candlestick.ts'
import { parseTrades, type Trade } from '../../to-core/trade.ts'
import type { KalshiRequest, Send, SendOptions } from '../request.ts'
import {
  answerOf,
  checkSame,
  type CursorParams,
  type Page,
  pageReader,
  readRequest,
} from './call.ts'
import {
  checkCursor,
  checkId,
  checkLimit,
  checkWord,
  optional,
  queryOf,
  secondsRange,
  segmentOf,
} from './parameters.ts'

/** Most trades of a page (OpenAPI 3.28.0). */
export const TRADES_PAGE_MAX = 1_000

/** Which trades. */
export interface TradesParams extends CursorParams {
  readonly marketId?: string | undefined
  /** Unix ms. */
  readonly minTradedMs?: number | undefined
  readonly maxTradedMs?: number | undefined
  /** True for those agreed outside the book only, false for the others only. */
  readonly isBlockTrade?: boolean | undefined
  /** 1 to {@link TRADES_PAGE_MAX}; 100 by default. */
  readonly limit?: number | undefined
}

/** Returns the call `GET /markets/trades`. @throws {InvalidInputError} */
export function getTradesRequest(params: TradesParams): KalshiRequest {
  const [minTs, maxTs] = secondsRange(
    ['minTradedMs', params.minTradedMs],
    ['maxTradedMs', params.maxTradedMs],
  )
  const query = queryOf({
    limit: checkLimit(params.limit, TRADES_PAGE_MAX),
    cursor: checkCursor(params.cursor),
    ticker: optional(params.marketId, (id) => checkId('marketId', id)),
    min_ts: minTs,
    max_ts: maxTs,
    is_block_trade: params.isBlockTrade,
  })
  return readRequest('/markets/trades', { query, isSigned: false })
}

const readTrades = pageReader(parseTrades, 'trades')

/** Returns a page of trades. @throws as {@link answerOf}. */
export async function getTrades(
  send: Send,
  params: TradesParams,
  options?: SendOptions,
): Promise<Page<Trade>> {
  return answerOf(send, getTradesRequest(params), readTrades, options)
}

/** Lengths of a candlestick's period, minutes. */
export const CANDLESTICK_MINUTES = [1, 60, 1440] as const

/** Which candlesticks. */
export interface CandlesticksParams {
  readonly seriesId: string
  readonly marketId: string
  /** Ends of the periods, first and last (included), Unix ms. */
  readonly fromMs: number
  readonly toMs: number
  readonly periodMinutes: (typeof CANDLESTICK_MINUTES)[number]
  /** True to begin with the state before `fromMs`. */
  readonly withStateBefore?: boolean | undefined
}

/** Returns the call `GET /series/{series_ticker}/markets/{ticker}/candlesticks`. @throws {InvalidInputError} */
export function getCandlesticksRequest(params: CandlesticksParams): KalshiRequest {
  const [startTs, endTs] = secondsRange(['fromMs', params.fromMs], ['toMs', params.toMs])
  const series = segmentOf('seriesId', params.seriesId)
  const market = segmentOf('marketId', params.marketId)
  const query = queryOf({
    start_ts: startTs,
    end_ts: endTs,
    period_interval: checkWord('periodMinutes', params.periodMinutes, CANDLESTICK_MINUTES),
    include_latest_before_start: params.withStateBefore,
  })
  return readRequest(`/series/${series}/markets/${market}/candlesticks`, { query, isSigned: false })
}

/** Returns the candlesticks of one market. @throws as {@link answerOf}. */
export async function getCandlesticks(
  send: Send,
  params: CandlesticksParams,
  options?: SendOptions,
): Promise<MarketCandlesticks> {
  return answerOf(
    send,
    getCandlesticksRequest(params),
    (payload, at) => {
      const candlesticks = parseCandlesticks(payload, at)
      checkSame(at, 'ticker', candlesticks.marketId, params.marketId)
      return candlesticks
    },
    options,
  )
}
