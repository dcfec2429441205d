/**
 * GET /v4/historical/sports/{sport}/odds: a sport's featured markets as they stood at a moment. Ten credits a
 * market and region; paid plans only.
 * @module
 */
import type { OddsListing } from '@arbkit/core'
import type { SendOptions } from '@arbkit/http'
import { pastOddsCost } from '../../credits/cost.ts'
import { type FeedSnapshot, parseSnapshot } from '../../to-core/snapshot.ts'
import type { OddsRequest, SendOdds } from '../request.ts'
import { type OddsReply, replyOf } from './call.ts'
import { oddsFilters, type OddsParams, readOddsOf } from './odds.ts'
import { oddsQuery, scopeOf } from './odds-query.ts'
import { featuredMarketKeys, snapshotTime, sportSegment } from './parameters.ts'

/** Which odds, and of when. */
export interface HistoricalOddsParams extends OddsParams {
  /** Unix ms: the closest snapshot at or before it is answered. */
  readonly atMs: number
}

/** Returns the call. @throws {InvalidInputError} also an additional market. */
export function historicalOddsRequest(params: HistoricalOddsParams): OddsRequest {
  const scope = scopeOf(params, featuredMarketKeys)
  const filters = { date: snapshotTime(params.atMs), ...oddsFilters(params) }
  return {
    endpoint: 'historical-odds',
    path: `/v4/historical/sports/${sportSegment(params.sport)}/odds`,
    query: oddsQuery(scope, params, filters),
    cost: pastOddsCost(scope),
  }
}

/** Returns the odds of the snapshot. @throws as {@link replyOf}. */
export async function getHistoricalOdds(
  send: SendOdds,
  params: HistoricalOddsParams,
  options?: SendOptions,
): Promise<OddsReply<FeedSnapshot<readonly OddsListing[]>>> {
  const readData = readOddsOf(params.sport)
  return replyOf(
    send,
    historicalOddsRequest(params),
    (payload, at) => parseSnapshot(payload, at, readData),
    options,
  )
}
