/**
 * GET /v4/sports: the sports in season. Free.
 * @module
 */
import type { SendOptions } from '@arbkit/http'
import { FREE } from '../../credits/cost.ts'
import { type FeedSport, parseSports } from '../../to-core/sport.ts'
import type { OddsRequest, SendOdds } from '../request.ts'
import { type OddsReply, replyOf } from './call.ts'
import { queryOf, switchText } from './parameters.ts'

/** Which sports. */
export interface SportsParams {
  /** True for those out of season too. */
  readonly isAll?: boolean | undefined
}

/** Returns the call. */
export function sportsRequest({ isAll }: SportsParams = {}): OddsRequest {
  const query = queryOf({ all: switchText(isAll) })
  return { endpoint: 'sports', path: '/v4/sports', query, cost: FREE }
}

/** Returns the sports. @throws as {@link replyOf}. */
export async function getSports(
  send: SendOdds,
  params: SportsParams = {},
  options?: SendOptions,
): Promise<OddsReply<readonly FeedSport[]>> {
  return replyOf(send, sportsRequest(params), parseSports, options)
}
