/**
 * Calls for series and for fees that will change.
 * @module
 */
import { insideWire, type SeriesFees } from '@arbkit/core'
import { type FeeChange, parseFeeChanges, parseSeries } from '../../to-core/series.ts'
import type { KalshiRequest, Send, SendOptions } from '../request.ts'
import {
  answerOf,
  checkSame,
  cursorOf,
  type CursorParams,
  fieldOf,
  type Page,
  readRequest,
  theOnly,
} from './call.ts'
import {
  checkCursor,
  checkId,
  checkLimit,
  checkText,
  optional,
  queryOf,
  secondsBefore,
  segmentOf,
} from './parameters.ts'

/** Which series. */
export interface SeriesListParams {
  /** `Sports`. */
  readonly category?: string | undefined
  /** `Basketball`. */
  readonly tags?: string | undefined
  /** Changed after this, Unix ms. */
  readonly minUpdatedMs?: number | undefined
}

/** Returns the call `GET /series`. @throws {InvalidInputError} */
export function getSeriesListRequest(params: SeriesListParams): KalshiRequest {
  const query = queryOf({
    category: checkText('category', params.category),
    tags: checkText('tags', params.tags),
    min_updated_ts: secondsBefore('minUpdatedMs', params.minUpdatedMs),
  })
  return readRequest('/series', { query, isSigned: false })
}

/** Returns the series with what each charges; the venue does not page them. @throws as {@link answerOf}. */
export async function getSeriesList(
  send: Send,
  params: SeriesListParams,
  options?: SendOptions,
): Promise<readonly SeriesFees[]> {
  return answerOf(
    send,
    getSeriesListRequest(params),
    (payload, at) => parseSeries(fieldOf(payload, at, 'series') ?? [], insideWire(at, 'series')),
    options,
  )
}

/** Which series. */
export interface SeriesParams {
  readonly seriesId: string
}

/** Returns the call `GET /series/{series_ticker}`. @throws {InvalidInputError} */
export function getSeriesRequest({ seriesId }: SeriesParams): KalshiRequest {
  return readRequest(`/series/${segmentOf('seriesId', seriesId)}`, { isSigned: false })
}

/** Returns what one series charges. @throws as {@link answerOf}. */
export async function getSeries(
  send: Send,
  params: SeriesParams,
  options?: SendOptions,
): Promise<SeriesFees> {
  return answerOf(
    send,
    getSeriesRequest(params),
    (payload, at) => {
      const series = theOnly(parseSeries(payload, at), at)
      checkSame(at, 'series', series.seriesId, params.seriesId)
      return series
    },
    options,
  )
}

/** Which changes of series' fees. */
export interface SeriesFeeChangesParams {
  readonly seriesId?: string | undefined
  /** True for those that already apply as well. */
  readonly withPast?: boolean | undefined
}

/** Returns the call `GET /series/fee_changes`. @throws {InvalidInputError} */
export function getSeriesFeeChangesRequest(params: SeriesFeeChangesParams): KalshiRequest {
  const query = queryOf({
    series_ticker: optional(params.seriesId, (id) => checkId('seriesId', id)),
    show_historical: params.withPast,
  })
  return readRequest('/series/fee_changes', { query, isSigned: false })
}

/** Returns the changes of series' fees. @throws as {@link answerOf}. */
export async function getSeriesFeeChanges(
  send: Send,
  params: SeriesFeeChangesParams,
  options?: SendOptions,
): Promise<readonly FeeChange[]> {
  return answerOf(
    send,
    getSeriesFeeChangesRequest(params),
    (payload, at) => {
      const changes = fieldOf(payload, at, 'series_fee_change_arr') ?? []
      return parseFeeChanges({ series_fee_change_arr: changes }, at)
    },
    options,
  )
}

/** Most changes of a page (OpenAPI 3.28.0). */
export const FEE_CHANGES_PAGE_MAX = 1_000

/** Which changes of events' fees. */
export interface EventFeeChangesParams extends CursorParams {
  readonly eventId?: string | undefined
  /** 1 to {@link FEE_CHANGES_PAGE_MAX}; 100 by default. */
  readonly limit?: number | undefined
}

/** Returns the call `GET /events/fee_changes`. @throws {InvalidInputError} */
export function getEventFeeChangesRequest(params: EventFeeChangesParams): KalshiRequest {
  const query = queryOf({
    event_ticker: optional(params.eventId, (id) => checkId('eventId', id)),
    limit: checkLimit(params.limit, FEE_CHANGES_PAGE_MAX),
    cursor: checkCursor(params.cursor),
  })
  return readRequest('/events/fee_changes', { query, isSigned: false })
}

/** Returns a page of changes of events' fees. @throws as {@link answerOf}. */
export async function getEventFeeChanges(
  send: Send,
  params: EventFeeChangesParams,
  options?: SendOptions,
): Promise<Page<FeeChange>> {
  return answerOf(
    send,
    getEventFeeChangesRequest(params),
    (payload, at) => ({
      items: parseFeeChanges(
        { event_fee_changes: fieldOf(payload, at, 'event_fee_changes') ?? [] },
        at,
      ),
      cursor: cursorOf(payload, at),
    }),
    options,
  )
}
