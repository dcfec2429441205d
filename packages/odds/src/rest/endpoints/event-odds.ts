/**
 * GET /v4/sports/{sport}/events/{id}/odds: any markets of one game. A credit a region for each market that
 * comes back.
 * @module
 */
import { isRecord, type OddsListing, WireFormatError, type WireLocation } from '@arbkit/core'
import type { SendOptions } from '@arbkit/http'
import { oddsCost } from '../../credits/cost.ts'
import { parseOdds } from '../../to-core/listing.ts'
import type { OddsRequest, SendOdds } from '../request.ts'
import { checkSame, type OddsReply, replyOf } from './call.ts'
import { oddsQuery, type PricesParams, scopeOf } from './odds-query.ts'
import { eventSegment, marketKeys, sportSegment } from './parameters.ts'

/** Which odds of one game. */
export interface EventOddsParams extends PricesParams {
  readonly sport: string
  readonly eventId: string
}

/** Returns the call. @throws {InvalidInputError} */
export function eventOddsRequest(params: EventOddsParams): OddsRequest {
  const scope = scopeOf(params, marketKeys)
  return {
    endpoint: 'event-odds',
    path: `/v4/sports/${sportSegment(params.sport)}/events/${eventSegment(params.eventId)}/odds`,
    query: oddsQuery(scope, params),
    cost: oddsCost(scope),
  }
}

/** Returns a reader of one game's odds; of a tournament, undefined. */
export function readEventOddsOf(
  eventId: string,
): (payload: unknown, at: WireLocation) => OddsListing | undefined {
  return (payload, at) => {
    // The parser takes lists and envelopes as well, which are no answer here.
    if (!isRecord(payload) || 'data' in payload) {
      throw new WireFormatError(at, { expected: 'one event', got: payload })
    }
    const [listing] = parseOdds(payload, at, { format: 'american' })
    if (listing !== undefined) checkSame(at, 'id', listing.eventId, eventId)
    return listing
  }
}

/** Returns the odds; undefined for a tournament. @throws as {@link replyOf}. */
export async function getEventOdds(
  send: SendOdds,
  params: EventOddsParams,
  options?: SendOptions,
): Promise<OddsReply<OddsListing | undefined>> {
  return replyOf(send, eventOddsRequest(params), readEventOddsOf(params.eventId), options)
}
