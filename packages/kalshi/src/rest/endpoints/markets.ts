/**
 * Calls for markets. Nearly all rows of the whole list are combos (99 % in 2026-08), so they are left
 * out unless asked for.
 * @module
 */
import { assertInput, type ContractMarket, InvalidInputError } from '@arbkit/core'
import { parseMarkets } from '../../to-core/market.ts'
import type { KalshiRequest, Send, SendOptions } from '../request.ts'
import {
  answerOf,
  checkSame,
  type CursorParams,
  type Page,
  pageReader,
  readRequest,
  theOnly,
} from './call.ts'
import {
  checkCursor,
  checkId,
  checkLimit,
  checkWord,
  commaSeparated,
  optional,
  queryOf,
  secondsBefore,
  secondsRange,
  segmentOf,
} from './parameters.ts'

/** Most markets of a page (OpenAPI 3.28.0). */
export const MARKETS_PAGE_MAX = 1_000

/** Words by which markets are filtered; a market that `open` finds says `active` of itself. */
export const MARKET_FILTERS = ['unopened', 'open', 'paused', 'closed', 'settled'] as const

/** What to do with combos. */
export const COMBO_FILTERS = ['exclude', 'only', 'include'] as const

type MarketFilter = (typeof MARKET_FILTERS)[number]

/** Which markets. Only one of the ranges of time may be given. */
export interface MarketsParams extends CursorParams {
  /** 1 to {@link MARKETS_PAGE_MAX}; 100 by default. */
  readonly limit?: number | undefined
  readonly eventId?: string | undefined
  readonly seriesId?: string | undefined
  /** At most 100. */
  readonly marketIds?: readonly string[] | undefined
  readonly status?: MarketFilter | undefined
  /** `exclude` by default. */
  readonly combos?: (typeof COMBO_FILTERS)[number] | undefined
  /** Unix ms; only with `unopened`, `open` or no status. */
  readonly minCreatedMs?: number | undefined
  readonly maxCreatedMs?: number | undefined
  /** Unix ms; only with `closed` or no status. */
  readonly minCloseMs?: number | undefined
  readonly maxCloseMs?: number | undefined
  /** Unix ms; only with `settled` or no status. */
  readonly minSettledMs?: number | undefined
  readonly maxSettledMs?: number | undefined
  /** Unix ms; only by itself or with a series, combos excluded. */
  readonly minUpdatedMs?: number | undefined
}

/** Returns the call `GET /markets`. @throws {InvalidInputError} also filters that exclude each other. */
export function getMarketsRequest(params: MarketsParams): KalshiRequest {
  checkTimeFilters(params)
  const created = secondsRange(
    ['minCreatedMs', params.minCreatedMs],
    ['maxCreatedMs', params.maxCreatedMs],
  )
  const close = secondsRange(['minCloseMs', params.minCloseMs], ['maxCloseMs', params.maxCloseMs])
  const settled = secondsRange(
    ['minSettledMs', params.minSettledMs],
    ['maxSettledMs', params.maxSettledMs],
  )
  const combos = checkWord('combos', params.combos ?? 'exclude', COMBO_FILTERS)
  const query = queryOf({
    limit: checkLimit(params.limit, MARKETS_PAGE_MAX),
    cursor: checkCursor(params.cursor),
    event_ticker: optional(params.eventId, (id) => checkId('eventId', id)),
    series_ticker: optional(params.seriesId, (id) => checkId('seriesId', id)),
    min_created_ts: created[0],
    max_created_ts: created[1],
    min_updated_ts: secondsBefore('minUpdatedMs', params.minUpdatedMs),
    max_close_ts: close[1],
    min_close_ts: close[0],
    min_settled_ts: settled[0],
    max_settled_ts: settled[1],
    status: optional(params.status, (word) => checkWord('status', word, MARKET_FILTERS)),
    tickers: commaSeparated('marketIds', params.marketIds),
    mve_filter: combos === 'include' ? undefined : combos,
  })
  return readRequest('/markets', { query, isSigned: false })
}

/** Statuses that each range of time goes with; no status goes with all (OpenAPI 3.28.0, GET /markets). */
const TIME_FILTERS: readonly {
  readonly names: readonly (keyof MarketsParams)[]
  readonly statuses: readonly MarketFilter[]
}[] = [
  { names: ['minCreatedMs', 'maxCreatedMs'], statuses: ['unopened', 'open'] },
  { names: ['minCloseMs', 'maxCloseMs'], statuses: ['closed'] },
  { names: ['minSettledMs', 'maxSettledMs'], statuses: ['settled'] },
  { names: ['minUpdatedMs'], statuses: [] },
]

function checkTimeFilters(params: MarketsParams): void {
  const isGiven = (name: keyof MarketsParams): boolean => params[name] !== undefined
  const used = TIME_FILTERS.flatMap(({ names, statuses }) => {
    const name = names.find(isGiven)
    return name === undefined ? [] : [{ name, statuses }]
  })
  const [first, second] = used
  if (first === undefined) return
  if (second !== undefined) {
    throw new InvalidInputError(`${second.name} must not be given with ${first.name}`, {
      context: { parameter: second.name },
    })
  }
  assertInput(
    params.status === undefined || first.statuses.includes(params.status),
    `${first.name} must not be given with status ${params.status}`,
    { parameter: first.name },
  )
  if (first.name === 'minUpdatedMs') checkAlone(params)
}

function checkAlone(params: MarketsParams): void {
  const isAlone =
    params.eventId === undefined &&
    params.marketIds === undefined &&
    (params.combos ?? 'exclude') === 'exclude'
  assertInput(isAlone, 'minUpdatedMs must not be given with eventId, marketIds or combos', {
    parameter: 'minUpdatedMs',
  })
}

const readMarkets = pageReader(parseMarkets, 'markets')

/** Returns a page of markets. @throws as {@link answerOf}. */
export async function getMarkets(
  send: Send,
  params: MarketsParams,
  options?: SendOptions,
): Promise<Page<ContractMarket>> {
  return answerOf(send, getMarketsRequest(params), readMarkets, options)
}

/** Which market. */
export interface MarketParams {
  readonly marketId: string
}

/** Returns the call `GET /markets/{ticker}`. @throws {InvalidInputError} */
export function getMarketRequest({ marketId }: MarketParams): KalshiRequest {
  return readRequest(`/markets/${segmentOf('marketId', marketId)}`, { isSigned: false })
}

/** Returns one market. @throws as {@link answerOf}. */
export async function getMarket(
  send: Send,
  params: MarketParams,
  options?: SendOptions,
): Promise<ContractMarket> {
  return answerOf(
    send,
    getMarketRequest(params),
    (payload, at) => {
      const market = theOnly(parseMarkets(payload, at), at)
      checkSame(at, 'market', market.listing.marketId, params.marketId)
      return market
    },
    options,
  )
}
