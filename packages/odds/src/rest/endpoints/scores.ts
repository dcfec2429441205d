/**
 * GET /v4/sports/{sport}/scores: games live and to come, and those of up to three days back. One credit, two
 * with days back.
 * @module
 */
import { assertInput, printable } from '@arbkit/core'
import type { SendOptions } from '@arbkit/http'
import { scoresCost } from '../../credits/cost.ts'
import { type FeedScore, parseScores } from '../../to-core/score.ts'
import type { OddsRequest, SendOdds } from '../request.ts'
import { type OddsReply, replyOf } from './call.ts'
import { eventIdList, queryOf, sportSegment } from './parameters.ts'

/** Most days back (guide of 2025-09-10). */
export const SCORES_DAYS_MAX = 3

/** Which scores. */
export interface ScoresParams {
  readonly sport: string
  /** Days back, 1 to {@link SCORES_DAYS_MAX}; undefined for no finished games. */
  readonly daysFrom?: number | undefined
  readonly eventIds?: readonly string[] | undefined
}

/** Returns the call. @throws {InvalidInputError} */
export function scoresRequest({ sport, daysFrom, eventIds }: ScoresParams): OddsRequest {
  assertInput(
    daysFrom === undefined ||
      (Number.isInteger(daysFrom) && daysFrom >= 1 && daysFrom <= SCORES_DAYS_MAX),
    `daysFrom must be 1 to ${SCORES_DAYS_MAX} whole days, got ${printable(daysFrom)}`,
    { parameter: 'daysFrom' },
  )
  return {
    endpoint: 'scores',
    path: `/v4/sports/${sportSegment(sport)}/scores`,
    query: queryOf({
      daysFrom: daysFrom === undefined ? undefined : String(daysFrom),
      dateFormat: 'iso',
      eventIds: eventIdList(eventIds),
    }),
    cost: scoresCost(daysFrom !== undefined),
  }
}

/** Returns the scores. @throws as {@link replyOf}. */
export async function getScores(
  send: SendOdds,
  params: ScoresParams,
  options?: SendOptions,
): Promise<OddsReply<readonly FeedScore[]>> {
  return replyOf(send, scoresRequest(params), parseScores, options)
}
