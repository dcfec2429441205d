/**
 * Trades and best quotes, fast: the two channels of everybody's that come often. What is not exactly as
 * usual is left to the schemas; a property test holds the two ways to the same answers.
 * @module
 */
import {
  type Centicontracts,
  CENTICONTRACTS_MAX,
  type PriceTicks,
  TICKS_PER_DOLLAR,
} from '@arbkit/core'
import type { MarketDataMessage } from '../to-core/stream-channels.ts'
import { digitsOf, isWholeOrNone, type LooseFrame } from './loose-frame.ts'

interface LooseBody {
  readonly market_ticker?: unknown
  readonly price_dollars?: unknown
  readonly yes_bid_dollars?: unknown
  readonly yes_ask_dollars?: unknown
  readonly yes_bid_size_fp?: unknown
  readonly yes_ask_size_fp?: unknown
  readonly trade_id?: unknown
  readonly yes_price_dollars?: unknown
  readonly count_fp?: unknown
  readonly taker_outcome_side?: unknown
  readonly is_block_trade?: unknown
  readonly ts_ms?: unknown
}

interface Head {
  readonly sid: number | undefined
  readonly seq: number | undefined
  readonly marketId: string
  readonly atMs: number | undefined
}

/** Returns a trade or a ticker that is as usual; undefined for anything else. */
export function decodeMarketFrame(payload: unknown): MarketDataMessage | undefined {
  if (typeof payload !== 'object' || payload === null) return undefined
  const { type, id, sid, seq, msg } = payload as LooseFrame
  const isTicker = type === 'ticker'
  if (!isTicker && type !== 'trade') return undefined
  if (!isWholeOrNone(sid) || !isWholeOrNone(seq) || !isWholeOrNone(id)) return undefined
  if (typeof msg !== 'object' || msg === null || Array.isArray(msg)) return undefined
  const body = msg as LooseBody
  const { market_ticker: marketId, ts_ms: atMs } = body
  if (typeof marketId !== 'string' || marketId === '' || !isWholeOrNone(atMs)) return undefined
  const head = { sid: sid ?? undefined, seq: seq ?? undefined, marketId, atMs: atMs ?? undefined }
  return isTicker ? tickerOf(body, head) : tradeOf(body, head)
}

function tickerOf(
  body: LooseBody,
  { sid, seq, marketId, atMs }: Head,
): MarketDataMessage | undefined {
  const last = ticksOf(body.price_dollars)
  const bid = ticksOf(body.yes_bid_dollars)
  const ask = ticksOf(body.yes_ask_dollars)
  const bidSize = sizeOrNone(body.yes_bid_size_fp)
  const askSize = sizeOrNone(body.yes_ask_size_fp)
  if (last === -1 || bid === -1 || ask === -1 || bidSize === -1 || askSize === -1) return undefined
  return {
    tag: 'ticker',
    sid,
    seq,
    marketId,
    lastPrice: quoteOf(last),
    yesBid: quoteOf(bid),
    yesAsk: quoteOf(ask),
    yesBidSize: bidSize as Centicontracts | undefined,
    yesAskSize: askSize as Centicontracts | undefined,
    atMs,
  }
}

function tradeOf(
  body: LooseBody,
  { sid, seq, marketId, atMs }: Head,
): MarketDataMessage | undefined {
  const { trade_id: tradeId, taker_outcome_side: side, is_block_trade: isBlock } = body
  const price = ticksOf(body.yes_price_dollars)
  const count = sizeOrNone(body.count_fp)
  if (typeof tradeId !== 'string' || tradeId === '') return undefined
  if (price === -1 || count === -1 || count === undefined) return undefined
  if (typeof isBlock !== 'boolean' || (side !== 'yes' && side !== 'no')) return undefined
  return {
    tag: 'trade',
    sid,
    seq,
    tradeId,
    marketId,
    yesPrice: price as PriceTicks,
    count: count as Centicontracts,
    takerSide: side,
    isBlock,
    atMs,
  }
}

/** A price of 0 to 1 in ticks; -1 for anything else. */
function ticksOf(text: unknown): number {
  if (typeof text !== 'string') return -1
  const ticks = digitsOf(text, 4)
  return ticks >= 0 && ticks <= TICKS_PER_DOLLAR ? ticks : -1
}

/** A count in hundredths, undefined where there is none; -1 for anything else. */
function sizeOrNone(text: unknown): number | undefined {
  if (text === undefined || text === null) return undefined
  if (typeof text !== 'string') return -1
  const size = digitsOf(text, 2)
  return size >= 0 && size <= CENTICONTRACTS_MAX ? size : -1
}

/** Prices at which nothing can trade stand for no quote. */
function quoteOf(ticks: number): PriceTicks | undefined {
  return ticks > 0 && ticks < TICKS_PER_DOLLAR ? (ticks as PriceTicks) : undefined
}
