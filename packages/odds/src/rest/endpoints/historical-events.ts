/**
 * GET /v4/historical/sports/{sport}/events: the games as they were listed at a moment. One credit, none where
 * none were listed; paid plans only.
 * @module
 */
import type { SendOptions } from '@arbkit/http'
import { PAST_EVENTS_COST } from '../../credits/cost.ts'
import { type FeedEvent, parseEvents } from '../../to-core/feed-event.ts'
import { type FeedSnapshot, parseSnapshot } from '../../to-core/snapshot.ts'
import type { OddsRequest, SendOdds } from '../request.ts'
import { type OddsReply, replyOf } from './call.ts'
import { type EventsParams, eventsQuery } from './events.ts'
import { snapshotTime, sportSegment } from './parameters.ts'

/** Which events, and of when. */
export interface HistoricalEventsParams extends EventsParams {
  /** Unix ms: the closest snapshot at or before it is answered. */
  readonly atMs: number
}

/** Returns the call. @throws {InvalidInputError} */
export function historicalEventsRequest(params: HistoricalEventsParams): OddsRequest {
  return {
    endpoint: 'historical-events',
    path: `/v4/historical/sports/${sportSegment(params.sport)}/events`,
    query: eventsQuery(params, snapshotTime(params.atMs)),
    cost: PAST_EVENTS_COST,
  }
}

/** Returns the events of the snapshot. @throws as {@link replyOf}. */
export async function getHistoricalEvents(
  send: SendOdds,
  params: HistoricalEventsParams,
  options?: SendOptions,
): Promise<OddsReply<FeedSnapshot<readonly FeedEvent[]>>> {
  return replyOf(
    send,
    historicalEventsRequest(params),
    (payload, at) => parseSnapshot(payload, at, parseEvents),
    options,
  )
}
