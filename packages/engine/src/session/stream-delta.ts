/**
 * The one message that a stream sends all day, a change of a level, read by hand: what is plainly one is
 * read as the venue's package reads it, everything else is left to that package and its errors.
 * @module
 */
import {
  complementTicks,
  InvalidInputError,
  isRecord,
  parseCenticontractsDelta,
  parsePriceTicks,
  type PriceTicks,
  TICKS_PER_DOLLAR,
} from '@arbkit/core'
import type { StreamMessage } from '@arbkit/kalshi'

type DeltaMessage = Extract<StreamMessage, { tag: 'delta' }>

/** Returns the change, or undefined where it is not plain: another message, or one out of shape. */
export function plainDelta(body: unknown, usesYesPrices: boolean): DeltaMessage | undefined {
  if (!isRecord(body) || body['type'] !== 'orderbook_delta') return undefined
  const { sid, seq, id, msg } = body
  if (!isNumber(sid) || !isNumber(seq) || id !== undefined || !isRecord(msg)) return undefined
  const {
    market_ticker: marketId,
    price_dollars: priceText,
    delta_fp: changeText,
    side,
    ts_ms: changedMs,
  } = msg
  if (typeof marketId !== 'string' || marketId === '') return undefined
  if (typeof priceText !== 'string' || typeof changeText !== 'string') return undefined
  if (side !== 'yes' && side !== 'no') return undefined
  if (changedMs !== undefined && !Number.isSafeInteger(changedMs)) return undefined
  const stated = priceOf(priceText)
  const change = read(changeText, parseCenticontractsDelta)
  if (stated === undefined || change === undefined) return undefined
  // At nothing and at a dollar nothing can trade: that is another message.
  if (stated <= 0 || stated >= TICKS_PER_DOLLAR) return undefined
  const price = usesYesPrices && side === 'no' ? complementTicks(stated) : stated
  const delta = { side, price, change } as const
  return { tag: 'delta', sid, seq, marketId, delta, changedMs: changedMs as number | undefined }
}

function isNumber(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0
}

/** Longest text that is remembered: every price there is, in few forms. */
const PRICE_LENGTH_MAX = 6
const prices = new Map<string, PriceTicks>()

function priceOf(text: string): PriceTicks | undefined {
  const known = prices.get(text)
  if (known !== undefined) return known
  const price = read(text, parsePriceTicks)
  if (price !== undefined && text.length <= PRICE_LENGTH_MAX) prices.set(text, price)
  return price
}

function read<Value>(text: string, parse: (text: string) => Value): Value | undefined {
  try {
    return parse(text)
  } catch (error) {
    if (!(error instanceof InvalidInputError)) throw error
    return undefined
  }
}
