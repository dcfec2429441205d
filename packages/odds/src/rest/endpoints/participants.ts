/**
 * GET /v4/sports/{sport}/participants: the names of a sport's teams or persons. One credit.
 * @module
 */
import type { SendOptions } from '@arbkit/http'
import { LISTING_COST } from '../../credits/cost.ts'
import { type FeedParticipant, parseParticipants } from '../../to-core/participant.ts'
import type { OddsRequest, SendOdds } from '../request.ts'
import { type OddsReply, replyOf } from './call.ts'
import { sportSegment } from './parameters.ts'

/** Of which sport. */
export interface ParticipantsParams {
  readonly sport: string
}

/** Returns the call. @throws {InvalidInputError} */
export function participantsRequest({ sport }: ParticipantsParams): OddsRequest {
  const path = `/v4/sports/${sportSegment(sport)}/participants`
  return { endpoint: 'participants', path, query: [], cost: LISTING_COST }
}

/** Returns the participants. @throws as {@link replyOf}. */
export async function getParticipants(
  send: SendOdds,
  params: ParticipantsParams,
  options?: SendOptions,
): Promise<OddsReply<readonly FeedParticipant[]>> {
  return replyOf(send, participantsRequest(params), parseParticipants, options)
}
