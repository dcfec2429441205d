/**
 * Answers to commands, fast: each addition to a subscription is answered by a list of all its markets.
 * What is not exactly as usual is left to the schemas; a property test holds the two ways to the same.
 * @module
 */
import type { StreamMessage } from '../to-core/stream.ts'
import { isWhole, isWholeOrNone, type LooseFrame } from './loose-frame.ts'

/** Returns an `ok` with its markets, or a `subscribed`, as usual; undefined for anything else. */
export function decodeAnswerFrame(payload: unknown): StreamMessage | undefined {
  if (typeof payload !== 'object' || payload === null) return undefined
  const { type, id, sid, seq, msg } = payload as LooseFrame
  if (type !== 'ok' && type !== 'subscribed') return undefined
  if (!isWholeOrNone(sid) || !isWholeOrNone(seq) || !isWholeOrNone(id)) return undefined
  if (typeof msg !== 'object' || msg === null || Array.isArray(msg)) return undefined
  const commandId = id ?? undefined
  if (type === 'subscribed') {
    const { channel, sid: begun } = msg as { readonly channel?: unknown; readonly sid?: unknown }
    if (typeof channel !== 'string' || !isWhole(begun)) return undefined
    return { tag: 'subscribed', sid: begun, channel, commandId }
  }
  const { market_tickers: marketIds } = msg as { readonly market_tickers?: unknown }
  if (!isTexts(marketIds)) return undefined
  return { tag: 'ok', commandId, sid: sid ?? undefined, seq: seq ?? undefined, marketIds }
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((each) => typeof each === 'string')
}
