/**
 * Frames to messages, fast where it matters. Snapshots and deltas are nearly everything that comes,
 * trades and quotes most of the rest, so they are read field by field; what is not exactly as usual goes the way of the schemas, which read
 * it or say what is wrong. A property test holds the two ways to the same answers.
 * @module
 */
import {
  type Centicontracts,
  CENTICONTRACTS_MAX,
  isRecord,
  type PriceLevel,
  type PriceTicks,
  TICKS_PER_DOLLAR,
  WireFormatError,
} from '@arbkit/core'
import { parseStreamMessage, type StreamMessage } from '../to-core/stream.ts'
import { decodeAnswerFrame } from './decode-answer-frame.ts'
import { decodeMarketFrame } from './decode-market-frame.ts'
import { digitsOf, isWhole, isWholeOrNone, type LooseFrame } from './loose-frame.ts'

/** What a frame is called in errors. */
const AT = { source: 'kalshi stream', path: '$' }

/** A frame that can not be read; its numbers where at least they can. */
export interface Unreadable {
  readonly tag: 'unreadable'
  /** Undefined where the frame is no JSON. */
  readonly error: WireFormatError | undefined
  readonly sid: number | undefined
  readonly seq: number | undefined
}

/** Returns the message of a frame, or that it can not be read; never throws. */
export function decodeFrame(text: string, usesYesPrices: boolean): StreamMessage | Unreadable {
  let payload: unknown
  try {
    payload = JSON.parse(text)
  } catch {
    return { tag: 'unreadable', error: undefined, sid: undefined, seq: undefined }
  }
  const usual =
    decodeBookFrame(payload, usesYesPrices) ??
    decodeMarketFrame(payload) ??
    decodeAnswerFrame(payload)
  if (usual !== undefined) return usual
  try {
    return parseStreamMessage(payload, AT, { usesYesPrices })
  } catch (error) {
    if (!(error instanceof WireFormatError)) throw error
    return {
      tag: 'unreadable',
      error,
      sid: wholeIn(payload, 'sid'),
      seq: wholeIn(payload, 'seq'),
    }
  }
}

function wholeIn(payload: unknown, key: string): number | undefined {
  const value = isRecord(payload) ? payload[key] : undefined
  return Number.isSafeInteger(value) ? (value as number) : undefined
}

interface LooseBody {
  readonly market_ticker?: unknown
  readonly yes_dollars_fp?: unknown
  readonly no_dollars_fp?: unknown
  readonly price_dollars?: unknown
  readonly delta_fp?: unknown
  readonly side?: unknown
  readonly ts_ms?: unknown
}

/**
 * Returns a snapshot or delta that is as usual; undefined for anything else, which is then for the
 * schemas to read or refuse.
 */
export function decodeBookFrame(
  payload: unknown,
  usesYesPrices: boolean,
): StreamMessage | undefined {
  if (typeof payload !== 'object' || payload === null) return undefined
  const { type, id, sid, seq, msg } = payload as LooseFrame
  const isDelta = type === 'orderbook_delta'
  if (!isDelta && type !== 'orderbook_snapshot') return undefined
  if (!isWhole(sid) || !isWhole(seq) || !isWholeOrNone(id)) return undefined
  if (typeof msg !== 'object' || msg === null) return undefined
  const body = msg as LooseBody
  const marketId = body.market_ticker
  if (typeof marketId !== 'string' || marketId === '') return undefined
  return isDelta
    ? deltaOf(body, { sid, seq, marketId }, usesYesPrices)
    : snapshotOf(body, { sid, seq, marketId }, usesYesPrices)
}

interface Head {
  readonly sid: number
  readonly seq: number
  readonly marketId: string
}

function deltaOf(
  { price_dollars, delta_fp, side, ts_ms }: LooseBody,
  { sid, seq, marketId }: Head,
  usesYesPrices: boolean,
): StreamMessage | undefined {
  if (side !== 'yes' && side !== 'no') return undefined
  if (typeof price_dollars !== 'string' || typeof delta_fp !== 'string') return undefined
  if (!isWholeOrNone(ts_ms)) return undefined
  const stated = digitsOf(price_dollars, 4)
  const change = digitsOf(delta_fp, 2)
  // The comparisons are false for what is not a number.
  if (!(stated > 0 && stated < TICKS_PER_DOLLAR)) return undefined
  if (!(change >= -CENTICONTRACTS_MAX && change <= CENTICONTRACTS_MAX)) return undefined
  const price = usesYesPrices && side === 'no' ? TICKS_PER_DOLLAR - stated : stated
  return {
    tag: 'delta',
    sid,
    seq,
    marketId,
    delta: { side, price: price as PriceTicks, change: change as Centicontracts },
    changedMs: ts_ms ?? undefined,
  }
}

function snapshotOf(
  { yes_dollars_fp, no_dollars_fp }: LooseBody,
  { sid, seq, marketId }: Head,
  usesYesPrices: boolean,
): StreamMessage | undefined {
  const yesBids = bidsOf(yes_dollars_fp, false)
  const noBids = bidsOf(no_dollars_fp, usesYesPrices)
  if (yesBids === undefined || noBids === undefined) return undefined
  return { tag: 'snapshot', sid, seq, marketId, book: { yesBids, noBids } }
}

/** Returns a side's bids; undefined unless every price is higher than the one before, as is usual. */
function bidsOf(levels: unknown, inYesPrices: boolean): readonly PriceLevel[] | undefined {
  if (levels === undefined || levels === null) return []
  if (!Array.isArray(levels)) return undefined
  const bids: PriceLevel[] = []
  let before = -1
  for (const level of levels as readonly unknown[]) {
    if (!Array.isArray(level)) return undefined
    const priceText: unknown = level[0]
    const sizeText: unknown = level[1]
    if (typeof priceText !== 'string' || typeof sizeText !== 'string') return undefined
    const stated = digitsOf(priceText, 4)
    const size = digitsOf(sizeText, 2)
    if (!(stated > before && stated <= TICKS_PER_DOLLAR)) return undefined
    if (!(size >= 0 && size <= CENTICONTRACTS_MAX)) return undefined
    before = stated
    if (size === 0 || stated === 0 || stated === TICKS_PER_DOLLAR) continue
    const price = inYesPrices ? TICKS_PER_DOLLAR - stated : stated
    bids.push({ price: price as PriceTicks, size: size as Centicontracts })
  }
  return bids
}
