/**
 * Says which Kalshi response a parsed JSON file holds, by structure alone, and cuts it into frames:
 * the payloads as the venue sent them, out of whatever wrapper a person recorded them in. Looks at
 * the first element of a list only, so it promises a shape and not that all of it is well formed.
 * @module
 */
import { isRecord } from '@arbkit/core'
import { newestStampMs, stampMs } from './stamps.ts'

/** Which response a payload is. Each has its parser: events, markets, order books, … */
export type KalshiShape =
  | 'kalshi-events'
  | 'kalshi-markets'
  | 'kalshi-order-books'
  | 'kalshi-ws-stream'
  | 'kalshi-series'
  | 'kalshi-fee-changes'
  | 'kalshi-settlements'
  | 'kalshi-candlesticks'
  | 'kalshi-milestones'
  | 'kalshi-structured-targets'

/** One response, or one message of a stream. */
export interface KalshiFrame {
  readonly shape: KalshiShape
  /** The payload as its parser takes it. A book or candlesticks recorded apart carry their `ticker`. */
  readonly payload: unknown
  /** Where it stood in the file, `frames[3].frame`; `$` for the whole. */
  readonly path: string
  /** When this one was received, Unix ms, where the file says so for each. */
  readonly atMs: number | undefined
}

/** A recognised file. */
export interface KalshiRecognition {
  /** The file's main shape: that of its first frame. */
  readonly shape: KalshiShape
  readonly frames: readonly KalshiFrame[]
  /** When the file says it was captured, Unix ms. */
  readonly capturedMs: number | undefined
  /** The newest time the venue states inside, Unix ms: a lower bound of the capture. */
  readonly newestMs: number | undefined
}

type Json = Readonly<Record<string, unknown>>

/** Wrappers taken off at most, one inside the other. */
const WRAPPERS_MAX = 2

/** Returns what a parsed JSON file holds, or undefined where it is no response of Kalshi's. */
export function recogniseKalshi(file: unknown): KalshiRecognition | undefined {
  const frames = framesOf(file, '', WRAPPERS_MAX)
  const [first] = frames
  if (first === undefined) return undefined
  return {
    shape: first.shape,
    frames,
    capturedMs: isRecord(file) ? stampMs(file['captured_ms'] ?? file['captured_at']) : undefined,
    newestMs: newestStampMs(file),
  }
}

function framesOf(value: unknown, path: string, wrappers: number): readonly KalshiFrame[] {
  const stream = isRecord(value) ? value['frames'] : value
  if (Array.isArray(stream) && isStreamFrame(stream[0])) {
    return streamFrames(stream, isRecord(value) ? `${path}.frames` : path)
  }
  const shape = shapeOf(value)
  if (shape !== undefined) return [frame(shape, bodyOf(value, shape), path)]
  return wrappers > 0 && isRecord(value) ? wrappedFrames(value, path, wrappers - 1) : []
}

function frame(shape: KalshiShape, payload: unknown, path: string, atMs?: number): KalshiFrame {
  return { shape, payload, path: path === '' ? '$' : path.replace(/^\./, ''), atMs }
}

/** Keys that envelope a response; a capture's own keys beside them are not part of it. */
const ENVELOPES: Readonly<Record<string, KalshiShape>> = {
  events: 'kalshi-events',
  event: 'kalshi-events',
  markets: 'kalshi-markets',
  market: 'kalshi-markets',
  orderbooks: 'kalshi-order-books',
  series: 'kalshi-series',
  series_fee_change_arr: 'kalshi-fee-changes',
  event_fee_changes: 'kalshi-fee-changes',
  settlements: 'kalshi-settlements',
  milestones: 'kalshi-milestones',
  milestone: 'kalshi-milestones',
  structured_targets: 'kalshi-structured-targets',
  structured_target: 'kalshi-structured-targets',
}

function shapeOf(value: unknown): KalshiShape | undefined {
  if (Array.isArray(value)) return itemShapeOf(value[0])
  if (!isRecord(value)) return undefined
  // A bare item first: an event holds markets as an envelope would.
  const bare = itemShapeOf(value)
  if (bare !== undefined) return bare
  for (const [key, shape] of Object.entries(ENVELOPES)) {
    if (key in value && isEnveloped(value[key], shape, value)) return shape
  }
  return undefined
}

/** An empty list says what it is only by its envelope's cursor, or by a name no one else uses. */
function isEnveloped(content: unknown, shape: KalshiShape, envelope: Json): boolean {
  const item: unknown = Array.isArray(content) ? content[0] : content
  if (Array.isArray(content) && item === undefined) {
    return 'cursor' in envelope || shape === 'kalshi-fee-changes'
  }
  // A target is only an id, a name and a type: its envelope's name says what it is.
  if (shape === 'kalshi-structured-targets') return isTarget(item)
  return itemShapeOf(item) === shape
}

function isTarget(item: unknown): item is Json {
  return isRecord(item) && ['id', 'name', 'type'].every((key) => typeof item[key] === 'string')
}

function itemShapeOf(item: unknown): KalshiShape | undefined {
  if (!isRecord(item)) return undefined
  if ('event_ticker' in item && 'series_ticker' in item && 'title' in item) return 'kalshi-events'
  if ('market_result' in item && 'revenue' in item) return 'kalshi-settlements'
  if ('scheduled_ts' in item && 'series_ticker' in item) return 'kalshi-fee-changes'
  if ('orderbook_fp' in item) return 'kalshi-order-books'
  if ('start_date' in item && 'related_event_tickers' in item) return 'kalshi-milestones'
  if (isTarget(item) && 'source_ids' in item) return 'kalshi-structured-targets'
  if ('ticker' in item && 'candlesticks' in item) return 'kalshi-candlesticks'
  if ('ticker' in item && 'fee_type' in item) return 'kalshi-series'
  if ('ticker' in item && 'event_ticker' in item && 'status' in item) return 'kalshi-markets'
  return isStreamMessage(item) ? 'kalshi-ws-stream' : undefined
}

/** The venue's own part of an object: its envelope and cursor, without the capture's notes. */
function bodyOf(value: unknown, shape: KalshiShape): unknown {
  if (!isRecord(value) || !('captured_at' in value || 'captured_ms' in value)) return value
  const own = Object.entries(value).filter(
    ([key]) => ENVELOPES[key] === shape || key === 'cursor' || isBesideEvents(key, value),
  )
  return own.length === 0 ? value : Object.fromEntries(own)
}

/** GET /events/{ticker} puts the markets beside their event, GET /events milestones beside the events. */
function isBesideEvents(key: string, value: Json): boolean {
  return (key === 'markets' && 'event' in value) || (key === 'milestones' && 'events' in value)
}

function isStreamMessage(value: unknown): boolean {
  if (!isRecord(value) || typeof value['type'] !== 'string') return false
  return 'msg' in value ? 'sid' in value || 'id' in value || isRecord(value['msg']) : 'sid' in value
}

function isStreamFrame(value: unknown): boolean {
  return isStreamMessage(value) || (isRecord(value) && isStreamMessage(value['frame']))
}

/** One frame a message, with the time of receipt where the recorder kept it beside the message. */
function streamFrames(list: readonly unknown[], path: string): readonly KalshiFrame[] {
  return list.map((entry, index) => {
    const place = `${path}[${index}]`
    if (!isRecord(entry) || !('frame' in entry)) return frame('kalshi-ws-stream', entry, place)
    const atMs = stampMs(entry['received_ms'] ?? entry['received_at'])
    return frame('kalshi-ws-stream', entry['frame'], `${place}.frame`, atMs)
  })
}

/** Wrappers people recorded responses in (captures of 2026-08). */
function wrappedFrames(file: Json, path: string, wrappers: number): readonly KalshiFrame[] {
  if ('payload' in file) return framesOf(file['payload'], `${path}.payload`, wrappers)
  if (isRecord(file['payloads'])) {
    return Object.entries(file['payloads']).flatMap(([key, payload]) =>
      framesOf(payload, `${path}.payloads[${JSON.stringify(key)}]`, wrappers),
    )
  }
  const byTicker = file['markets']
  if (isRecord(byTicker)) return candlestickFrames(byTicker, `${path}.markets`)
  return oneMarketFrames(file, path)
}

/** `{markets: {<ticker>: {candlesticks}}}`: each becomes `{ticker, candlesticks}` again. */
function candlestickFrames(byTicker: Json, path: string): readonly KalshiFrame[] {
  return Object.entries(byTicker).flatMap(([ticker, market]) => {
    if (!isRecord(market) || !Array.isArray(market['candlesticks'])) return []
    const payload = { ticker, candlesticks: market['candlesticks'] }
    return [frame('kalshi-candlesticks', payload, `${path}[${JSON.stringify(ticker)}]`)]
  })
}

/** `{ticker, single, nested, orderbook}`: one market as two endpoints return it, and its book. */
function oneMarketFrames(file: Json, path: string): readonly KalshiFrame[] {
  const markets = ['single', 'nested'].flatMap((key) =>
    shapeOf(file[key]) === 'kalshi-markets'
      ? [frame('kalshi-markets', file[key], `${path}.${key}`)]
      : [],
  )
  const book = file['orderbook']
  const books =
    isRecord(book) && 'orderbook_fp' in book
      ? [frame('kalshi-order-books', { ticker: file['ticker'], ...book }, `${path}.orderbook`)]
      : []
  return [...markets.slice(0, 1), ...books]
}
