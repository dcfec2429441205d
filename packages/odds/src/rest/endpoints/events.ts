/**
 * GET /v4/sports/{sport}/events: games without their odds. Free.
 * @module
 */
import type { SendOptions } from '@arbkit/http'
import { FREE } from '../../credits/cost.ts'
import { type FeedEvent, parseEvents } from '../../to-core/feed-event.ts'
import type { OddsRequest, SendOdds } from '../request.ts'
import { type OddsReply, replyOf } from './call.ts'
import {
  commenceRange,
  type CommenceRange,
  eventIdList,
  queryOf,
  sportSegment,
  switchText,
} from './parameters.ts'

/** Which events. */
export interface EventsParams extends CommenceRange {
  /** `baseball_mlb`. */
  readonly sport: string
  readonly eventIds?: readonly string[] | undefined
  /** False by default. */
  readonly includeRotationNumbers?: boolean | undefined
}

/** Returns the call. @throws {InvalidInputError} */
export function eventsRequest(params: EventsParams): OddsRequest {
  return {
    endpoint: 'events',
    path: `/v4/sports/${sportSegment(params.sport)}/events`,
    query: eventsQuery(params),
    cost: FREE,
  }
}

/** Returns the query of events, of today or of the past. @throws {InvalidInputError} */
export function eventsQuery(
  params: Omit<EventsParams, 'sport'>,
  date?: string,
): OddsRequest['query'] {
  const [from, to] = commenceRange(params)
  return queryOf({
    date,
    dateFormat: 'iso',
    eventIds: eventIdList(params.eventIds),
    commenceTimeFrom: from,
    commenceTimeTo: to,
    includeRotationNumbers: switchText(params.includeRotationNumbers),
  })
}

/** Returns the events. @throws as {@link replyOf}. */
export async function getEvents(
  send: SendOdds,
  params: EventsParams,
  options?: SendOptions,
): Promise<OddsReply<readonly FeedEvent[]>> {
  return replyOf(send, eventsRequest(params), parseEvents, options)
}
