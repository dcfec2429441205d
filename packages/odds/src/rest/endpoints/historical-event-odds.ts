/**
 * GET /v4/historical/sports/{sport}/events/{id}/odds: any markets of one game as they stood at a moment. Ten
 * credits a region for each market that comes back; additional markets from 2023-05-03 on; paid plans only.
 * @module
 */
import type { OddsListing } from '@arbkit/core'
import type { SendOptions } from '@arbkit/http'
import { pastOddsCost } from '../../credits/cost.ts'
import { type FeedSnapshot, parseSnapshot } from '../../to-core/snapshot.ts'
import type { OddsRequest, SendOdds } from '../request.ts'
import { type OddsReply, replyOf } from './call.ts'
import { type EventOddsParams, readEventOddsOf } from './event-odds.ts'
import { oddsQuery, scopeOf } from './odds-query.ts'
import { eventSegment, marketKeys, snapshotTime, sportSegment } from './parameters.ts'

/** Which odds of one game, and of when. */
export interface HistoricalEventOddsParams extends EventOddsParams {
  /** Unix ms: the closest snapshot at or before it is answered. */
  readonly atMs: number
}

/** Returns the call. @throws {InvalidInputError} */
export function historicalEventOddsRequest(params: HistoricalEventOddsParams): OddsRequest {
  const scope = scopeOf(params, marketKeys)
  const event = eventSegment(params.eventId)
  return {
    endpoint: 'historical-event-odds',
    path: `/v4/historical/sports/${sportSegment(params.sport)}/events/${event}/odds`,
    query: oddsQuery(scope, params, { date: snapshotTime(params.atMs) }),
    cost: pastOddsCost(scope),
  }
}

/** Returns the odds of the snapshot; `data` is undefined for a tournament. @throws as {@link replyOf}. */
export async function getHistoricalEventOdds(
  send: SendOdds,
  params: HistoricalEventOddsParams,
  options?: SendOptions,
): Promise<OddsReply<FeedSnapshot<OddsListing | undefined>>> {
  const readData = readEventOddsOf(params.eventId)
  return replyOf(
    send,
    historicalEventOddsRequest(params),
    (payload, at) => parseSnapshot(payload, at, readData),
    options,
  )
}
