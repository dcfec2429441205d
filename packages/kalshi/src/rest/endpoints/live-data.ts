/**
 * Calls for live data: the score and the clock of games, as the venue has them.
 * @module
 */
import { insideWire, type WireLocation } from '@arbkit/core'
import {
  type EventLiveData,
  type MilestoneLiveData,
  parseEventLiveData,
  parseLiveData,
} from '../../to-core/live-data.ts'
import type { KalshiRequest, Send, SendOptions } from '../request.ts'
import { answerOf, checkAskedFor, checkSame, fieldOf, readRequest, theOnly } from './call.ts'
import { checkIds, checkText, partsOf, queryOf, segmentOf } from './parameters.ts'

/** Most milestones of one call (OpenAPI 3.28.0). */
export const LIVE_DATA_PER_CALL = 100
/** Most milestones of one batch, which is cut into calls. */
export const LIVE_DATA_MAX = 10_000

/** Whose live data. */
export interface LiveDataParams {
  readonly milestoneId: string
  /** True to get players' statistics along, where the venue has them. */
  readonly withPlayers?: boolean | undefined
}

/** Returns the call `GET /live_data/milestone/{milestone_id}`. @throws {InvalidInputError} */
export function getLiveDataRequest({ milestoneId, withPlayers }: LiveDataParams): KalshiRequest {
  const path = `/live_data/milestone/${segmentOf('milestoneId', milestoneId)}`
  return readRequest(path, {
    query: queryOf({ include_player_stats: withPlayers }),
    isSigned: false,
  })
}

/** Returns the live data of one milestone. @throws as {@link answerOf}. */
export async function getLiveData(
  send: Send,
  params: LiveDataParams,
  options?: SendOptions,
): Promise<MilestoneLiveData> {
  return answerOf(
    send,
    getLiveDataRequest(params),
    (payload, at) => {
      const data = theOnly(parseLiveData(payload, at), at)
      checkSame(at, 'live_data', data.milestoneId, params.milestoneId)
      return data
    },
    options,
  )
}

/** Whose live data. */
export interface LiveDataBatchParams {
  /** 1 to {@link LIVE_DATA_MAX}, each once. */
  readonly milestoneIds: readonly string[]
  readonly withPlayers?: boolean | undefined
}

/** Returns the calls `GET /live_data/batch`, as few as hold the milestones. @throws {InvalidInputError} */
export function getLiveDataBatchRequests({
  milestoneIds,
  withPlayers,
}: LiveDataBatchParams): readonly KalshiRequest[] {
  const ids = checkIds('milestoneIds', milestoneIds, LIVE_DATA_MAX)
  return partsOf(ids, LIVE_DATA_PER_CALL).map((part) => {
    const query = queryOf({ milestone_ids: part, include_player_stats: withPlayers })
    return readRequest('/live_data/batch', { query, isSigned: false })
  })
}

/**
 * Returns the live data in the order received; a milestone that has none is not among them. Fails as a
 * whole. @throws as {@link answerOf}.
 */
export async function getLiveDataBatch(
  send: Send,
  params: LiveDataBatchParams,
  options?: SendOptions,
): Promise<readonly MilestoneLiveData[]> {
  const parts = getLiveDataBatchRequests(params).map(async (request) =>
    answerOf(
      send,
      request,
      (payload, at) =>
        dataAskedFor(
          payload,
          at,
          request.query.map(([, value]) => value),
        ),
      options,
    ),
  )
  return (await Promise.all(parts)).flat()
}

function dataAskedFor(
  payload: unknown,
  at: WireLocation,
  milestoneIds: readonly string[],
): readonly MilestoneLiveData[] {
  const place = insideWire(at, 'live_datas')
  const list = parseLiveData(fieldOf(payload, at, 'live_datas') ?? [], place)
  checkAskedFor(place, 'milestone_id', {
    got: list.map(({ milestoneId }) => milestoneId),
    asked: milestoneIds,
  })
  return list
}

/** Which event's live data. */
export interface EventLiveDataParams {
  readonly eventId: string
  /** How far back a series of values goes, `1h`; where the kind of data has one. */
  readonly range?: string | undefined
}

/** Returns the call `GET /live_data/events/{event_ticker}`. @throws {InvalidInputError} */
export function getEventLiveDataRequest({ eventId, range }: EventLiveDataParams): KalshiRequest {
  const path = `/live_data/events/${segmentOf('eventId', eventId)}`
  return readRequest(path, {
    query: queryOf({ range: checkText('range', range) }),
    isSigned: false,
  })
}

/** Returns the live data of an event; the answer does not name it. @throws as {@link answerOf}. */
export async function getEventLiveData(
  send: Send,
  params: EventLiveDataParams,
  options?: SendOptions,
): Promise<EventLiveData> {
  return answerOf(
    send,
    getEventLiveDataRequest(params),
    (payload, at) =>
      parseEventLiveData(fieldOf(payload, at, 'live_data'), insideWire(at, 'live_data')),
    options,
  )
}
