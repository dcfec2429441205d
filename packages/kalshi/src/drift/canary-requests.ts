/**
 * The calls that the canary makes. None of them changes anything at the venue, also the two that go to
 * the order endpoints: one order lacks everything that an order needs, one cancellation names an order
 * that can not exist.
 * @module
 */
import { InvalidInputError, isRecord, parsePriceTicks, TICKS_PER_DOLLAR } from '@arbkit/core'
import type { KalshiRequest, Query } from '../rest/request.ts'

/** Markets looked at: one page. */
export const CANARY_MARKETS = 100

/** Events, milestones, fills and orders looked at. */
export const CANARY_ROWS = 20

/** Tokens of a call unless the venue says otherwise (docs.kalshi.com, rate limits, 2026-09-22). */
const TOKENS_DEFAULT = 10
/** Tokens of a cancellation (same page). */
const TOKENS_CANCEL = 2

/** The identifier of nothing (RFC 9562, section 5.9): no order has it. */
export const NIL_ORDER_ID = '00000000-0000-0000-0000-000000000000'

const read = (path: string, query: Query = [], isSigned = false): KalshiRequest => ({
  method: 'GET',
  path,
  query,
  isRead: true,
  isSigned,
  cost: { bucket: 'read', tokens: TOKENS_DEFAULT },
})

/** Open markets without combos. */
export const OPEN_MARKETS = read('/markets', [
  ['limit', String(CANARY_MARKETS)],
  ['status', 'open'],
  ['mve_filter', 'exclude'],
])

/** Open events with their markets. */
export const OPEN_EVENTS = read('/events', [
  ['limit', String(CANARY_ROWS)],
  ['status', 'open'],
  ['with_nested_markets', 'true'],
])

/** Milestones, with the limit that the venue asks for. */
export const MILESTONES = read('/milestones', [['limit', String(CANARY_ROWS)]])

/** Milestones without it: refused with 400 (live, 2026-09). */
export const MILESTONES_WITHOUT_LIMIT = read('/milestones')

/** Scheduled fee changes of all series. */
export const SERIES_FEE_CHANGES = read('/series/fee_changes')

/** Scheduled fee overrides of all events. */
export const EVENT_FEE_CHANGES = read('/events/fee_changes', [['limit', String(CANARY_ROWS)]])

/** Whether the venue trades. */
export const EXCHANGE_STATUS = read('/exchange/status')

/** The account's latest fills. */
export const FILLS = read('/portfolio/fills', [['limit', String(CANARY_ROWS)]], true)

/** The account's latest orders. */
export const ORDERS = read('/portfolio/orders', [['limit', String(CANARY_ROWS)]], true)

/** The account's positions. */
export const POSITIONS = read('/portfolio/positions', [['limit', String(CANARY_ROWS)]], true)

/** The account's money. */
export const BALANCE = read('/portfolio/balance', [], true)

/** One series with its fee. */
export const seriesRequest = (seriesId: string): KalshiRequest =>
  read(`/series/${encodeURIComponent(seriesId)}`)

/** One market's whole book: every level, bids only, NO bids at NO prices. */
export const orderBookRequest = (marketId: string): KalshiRequest =>
  read(`/markets/${encodeURIComponent(marketId)}/orderbook`, [['depth', '0']])

/**
 * An order without ticker, side, count, price or time in force, all of which are required: the order
 * endpoint that we know refuses it with 400, one that is gone answers 404 or 410 (OpenAPI 3.34.0,
 * CreateOrderV2, 2026-10-10). There is nothing in it that could be placed.
 */
export const EMPTY_ORDER: KalshiRequest = {
  method: 'POST',
  path: '/portfolio/events/orders',
  query: [],
  body: {},
  isRead: false,
  isSigned: true,
  cost: { bucket: 'write', tokens: TOKENS_DEFAULT },
}

/**
 * A cancellation of an order that does not exist: 404 with the venue's own code (OpenAPI 3.34.0,
 * CancelOrderV2). The id must never be empty: without one the same path cancels everything.
 */
export const UNKNOWN_CANCEL: KalshiRequest = {
  method: 'DELETE',
  path: `/portfolio/events/orders/${NIL_ORDER_ID}`,
  query: [['exchange_index', '0']],
  isRead: false,
  isSigned: true,
  cost: { bucket: 'write', tokens: TOKENS_CANCEL },
}

/** Returns the records in a list of an answer's body, `{markets: […]}`; none where there is no list. */
export function rowsOf(body: unknown, key: string): readonly Readonly<Record<string, unknown>>[] {
  const list = isRecord(body) ? body[key] : undefined
  return Array.isArray(list) ? list.filter(isRecord) : []
}

/**
 * Returns the market whose book is looked at: the one with bids on both sides whose prices lie furthest
 * from the middle, where a mirror image shows; else the first; undefined where there is none.
 */
export function bookMarketOf(
  body: unknown,
): { readonly marketId: string; readonly isTwoSided: boolean } | undefined {
  const markets = rowsOf(body, 'markets').flatMap((row) => {
    const { ticker, yes_bid_dollars: yesBid, no_bid_dollars: noBid } = row
    if (typeof ticker !== 'string') return []
    const [yes, no] = [priceOrNone(yesBid), priceOrNone(noBid)]
    const isTwoSided = yes !== undefined && no !== undefined && yes > 0 && no > 0
    const distance = isTwoSided ? Math.abs(no - TICKS_PER_DOLLAR / 2) : -1
    return [{ marketId: ticker, isTwoSided, distance }]
  })
  return markets.toSorted((a, b) => b.distance - a.distance)[0]
}

/** Returns a price on the wire in ticks, undefined for anything that is none. */
export function priceOrNone(value: unknown): number | undefined {
  if (typeof value !== 'string') return undefined
  try {
    return parsePriceTicks(value)
  } catch (error) {
    if (error instanceof InvalidInputError) return undefined
    throw error
  }
}
