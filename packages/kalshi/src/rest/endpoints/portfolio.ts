/**
 * Calls for what the account has and had: cash, positions, fills, settlements.
 * @module
 */
import { insideWire, type WireLocation } from '@arbkit/core'
import { type Balance, parseBalance } from '../../to-core/balance.ts'
import { type AccountFill, parseFills } from '../../to-core/fill.ts'
import {
  type EventPosition,
  type MarketPosition,
  parseEventPositions,
  parseMarketPositions,
} from '../../to-core/position.ts'
import { parseSettlements, type Settlement } from '../../to-core/settlement.ts'
import type { KalshiRequest, Send, SendOptions } from '../request.ts'
import { answerOf, type CursorParams, fieldOf, type Page, pageReader, readRequest } from './call.ts'
import {
  checkCursor,
  checkExchangeIndex,
  checkId,
  checkLimit,
  checkSubaccount,
  checkWord,
  commaSeparated,
  optional,
  queryOf,
  secondsRange,
} from './parameters.ts'

/** Most positions, fills or settlements of a page (OpenAPI 3.28.0). */
export const PORTFOLIO_PAGE_MAX = 1_000

/** Whose cash. */
export interface BalanceParams {
  /** 0 (the primary one, default) to 63. */
  readonly subaccount?: number | undefined
  /** Of this shard only; of all by default. */
  readonly exchangeIndex?: number | undefined
}

/** Returns the call `GET /portfolio/balance`. @throws {InvalidInputError} */
export function getBalanceRequest(params: BalanceParams): KalshiRequest {
  const query = queryOf({
    subaccount: checkSubaccount(params.subaccount),
    exchange_index: optional(params.exchangeIndex, checkExchangeIndex),
  })
  return readRequest('/portfolio/balance', { query, isSigned: true })
}

/** Returns the account's cash, shard by shard. @throws as {@link answerOf}. */
export async function getBalance(
  send: Send,
  params: BalanceParams,
  options?: SendOptions,
): Promise<Balance> {
  return answerOf(send, getBalanceRequest(params), parseBalance, options)
}

/** Words by which positions are filtered. */
export const POSITION_FILTERS = ['unsettled', 'settled', 'all'] as const
/** What of a position must not be 0. */
export const POSITION_COUNTS = ['position', 'total_traded'] as const

/** Which positions. */
export interface PositionsParams extends CursorParams {
  readonly marketId?: string | undefined
  readonly eventId?: string | undefined
  /** `unsettled` by default (since 2026-10-01). */
  readonly settlementStatus?: (typeof POSITION_FILTERS)[number] | undefined
  /** Only positions in which one of these is not 0. */
  readonly notZero?: readonly (typeof POSITION_COUNTS)[number][] | undefined
  /** 1 to {@link PORTFOLIO_PAGE_MAX}; 100 by default. */
  readonly limit?: number | undefined
  readonly subaccount?: number | undefined
  readonly exchangeIndex?: number | undefined
}

/** A page of positions. */
export interface PositionsPage extends Page<MarketPosition> {
  readonly events: readonly EventPosition[]
}

/** Returns the call `GET /portfolio/positions`. @throws {InvalidInputError} */
export function getPositionsRequest(params: PositionsParams): KalshiRequest {
  for (const word of params.notZero ?? []) checkWord('notZero', word, POSITION_COUNTS)
  const query = queryOf({
    cursor: checkCursor(params.cursor),
    limit: checkLimit(params.limit, PORTFOLIO_PAGE_MAX),
    count_filter: commaSeparated('notZero', params.notZero),
    settlement_status: optional(params.settlementStatus, (word) =>
      checkWord('settlementStatus', word, POSITION_FILTERS),
    ),
    ticker: optional(params.marketId, (id) => checkId('marketId', id)),
    event_ticker: optional(params.eventId, (id) => checkId('eventId', id)),
    subaccount: checkSubaccount(params.subaccount),
    exchange_index: optional(params.exchangeIndex, checkExchangeIndex),
  })
  return readRequest('/portfolio/positions', { query, isSigned: true })
}

const readMarketPositions = pageReader(parseMarketPositions, 'market_positions')

function readPositions(payload: unknown, at: WireLocation): PositionsPage {
  const events = fieldOf(payload, at, 'event_positions') ?? []
  return {
    ...readMarketPositions(payload, at),
    events: parseEventPositions(events, insideWire(at, 'event_positions')),
  }
}

/** Returns a page of positions, by market and by event. @throws as {@link answerOf}. */
export async function getPositions(
  send: Send,
  params: PositionsParams,
  options?: SendOptions,
): Promise<PositionsPage> {
  return answerOf(send, getPositionsRequest(params), readPositions, options)
}

/** Which fills. There is no filter by the id we gave an order. */
export interface FillsParams extends CursorParams {
  /** At most 100 (since 2026-10-08). */
  readonly marketIds?: readonly string[] | undefined
  readonly orderId?: string | undefined
  /** Unix ms. */
  readonly minFilledMs?: number | undefined
  readonly maxFilledMs?: number | undefined
  /** 1 to {@link PORTFOLIO_PAGE_MAX}; 100 by default. */
  readonly limit?: number | undefined
  /** Of all by default. */
  readonly subaccount?: number | undefined
  readonly exchangeIndex?: number | undefined
}

/** Returns the call `GET /portfolio/fills`. @throws {InvalidInputError} */
export function getFillsRequest(params: FillsParams): KalshiRequest {
  const [minTs, maxTs] = secondsRange(
    ['minFilledMs', params.minFilledMs],
    ['maxFilledMs', params.maxFilledMs],
  )
  const query = queryOf({
    ticker: commaSeparated('marketIds', params.marketIds),
    order_id: optional(params.orderId, (id) => checkId('orderId', id)),
    min_ts: minTs,
    max_ts: maxTs,
    limit: checkLimit(params.limit, PORTFOLIO_PAGE_MAX),
    cursor: checkCursor(params.cursor),
    subaccount: checkSubaccount(params.subaccount),
    exchange_index: optional(params.exchangeIndex, checkExchangeIndex),
  })
  return readRequest('/portfolio/fills', { query, isSigned: true })
}

const readFills = pageReader(parseFills, 'fills')

/** Returns a page of fills. @throws as {@link answerOf}. */
export async function getFills(
  send: Send,
  params: FillsParams,
  options?: SendOptions,
): Promise<Page<AccountFill>> {
  return answerOf(send, getFillsRequest(params), readFills, options)
}

/** Which settlements. */
export interface SettlementsParams extends CursorParams {
  readonly marketId?: string | undefined
  readonly eventId?: string | undefined
  /** Unix ms. */
  readonly minSettledMs?: number | undefined
  readonly maxSettledMs?: number | undefined
  /** 1 to {@link PORTFOLIO_PAGE_MAX}; 100 by default. */
  readonly limit?: number | undefined
  /** Of all by default. */
  readonly subaccount?: number | undefined
}

/** Returns the call `GET /portfolio/settlements`. @throws {InvalidInputError} */
export function getSettlementsRequest(params: SettlementsParams): KalshiRequest {
  const [minTs, maxTs] = secondsRange(
    ['minSettledMs', params.minSettledMs],
    ['maxSettledMs', params.maxSettledMs],
  )
  const query = queryOf({
    limit: checkLimit(params.limit, PORTFOLIO_PAGE_MAX),
    cursor: checkCursor(params.cursor),
    ticker: optional(params.marketId, (id) => checkId('marketId', id)),
    event_ticker: optional(params.eventId, (id) => checkId('eventId', id)),
    min_ts: minTs,
    max_ts: maxTs,
    subaccount: checkSubaccount(params.subaccount),
  })
  return readRequest('/portfolio/settlements', { query, isSigned: true })
}

const readSettlements = pageReader(parseSettlements, 'settlements')

/** Returns a page of settlements. @throws as {@link answerOf}. */
export async function getSettlements(
  send: Send,
  params: SettlementsParams,
  options?: SendOptions,
): Promise<Page<Settlement>> {
  return answerOf(send, getSettlementsRequest(params), readSettlements, options)
}
