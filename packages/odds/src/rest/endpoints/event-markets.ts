/**
 * GET /v4/sports/{sport}/events/{id}/markets: which markets were lately seen of one game. One credit.
 * @module
 */
import type { WireLocation } from '@arbkit/core'
import type { SendOptions } from '@arbkit/http'
import { type BookScope, LISTING_COST } from '../../credits/cost.ts'
import { type EventMarkets, parseEventMarkets } from '../../to-core/event-markets.ts'
import type { OddsRequest, SendOdds } from '../request.ts'
import { checkSame, type OddsReply, replyOf } from './call.ts'
import { bookScope, eventSegment, queryOf, sportSegment } from './parameters.ts'

/** Whose markets of which game. */
export interface EventMarketsParams {
  readonly sport: string
  readonly eventId: string
  readonly books: BookScope
}

/** Returns the call. @throws {InvalidInputError} */
export function eventMarketsRequest({ sport, eventId, books }: EventMarketsParams): OddsRequest {
  return {
    endpoint: 'event-markets',
    path: `/v4/sports/${sportSegment(sport)}/events/${eventSegment(eventId)}/markets`,
    query: queryOf({ ...bookScope(books), dateFormat: 'iso' }),
    cost: LISTING_COST,
  }
}

/** Returns the market keys by book. @throws as {@link replyOf}. */
export async function getEventMarkets(
  send: SendOdds,
  params: EventMarketsParams,
  options?: SendOptions,
): Promise<OddsReply<EventMarkets>> {
  const read = (payload: unknown, at: WireLocation): EventMarkets => {
    const markets = parseEventMarkets(payload, at)
    if (markets.event !== undefined) checkSame(at, 'id', markets.event.eventId, params.eventId)
    return markets
  }
  return replyOf(send, eventMarketsRequest(params), read, options)
}
