/**
 * GET /v4/sports/{sport}/odds: featured markets of a sport's games, or of those live and next over all
 * sports. A credit a market and region, whatever comes of it; none where no event comes.
 * @module
 */
import {
  assertInput,
  insideWire,
  type OddsListing,
  WireFormatError,
  type WireLocation,
} from '@arbkit/core'
import type { SendOptions } from '@arbkit/http'
import { oddsCost } from '../../credits/cost.ts'
import { parseOdds } from '../../to-core/listing.ts'
import type { OddsRequest, SendOdds } from '../request.ts'
import { checkSame, type OddsReply, replyOf } from './call.ts'
import { oddsQuery, type OddsFilters, type PricesParams, scopeOf } from './odds-query.ts'
import {
  commenceRange,
  type CommenceRange,
  eventIdList,
  featuredMarketKeys,
  sportOrUpcoming,
  UPCOMING,
} from './parameters.ts'

/** Which odds of a sport. */
export interface OddsParams extends PricesParams, CommenceRange {
  /** `baseball_mlb`; or `upcoming`, which takes no range of time. */
  readonly sport: string
  readonly eventIds?: readonly string[] | undefined
}

/** Returns the call. @throws {InvalidInputError} also an additional market, a range of time with `upcoming`. */
export function oddsRequest(params: OddsParams): OddsRequest {
  const sport = sportOrUpcoming(params.sport)
  const isTimed = params.commenceFromMs !== undefined || params.commenceToMs !== undefined
  assertInput(
    sport !== UPCOMING || !isTimed,
    'commenceFromMs and commenceToMs must not be given with upcoming: the API passes them over',
    { parameter: 'commenceFromMs' },
  )
  const scope = scopeOf(params, featuredMarketKeys)
  return {
    endpoint: 'odds',
    path: `/v4/sports/${sport}/odds`,
    query: oddsQuery(scope, params, oddsFilters(params)),
    cost: oddsCost(scope),
  }
}

/** Returns the filters as they are written. @throws {InvalidInputError} */
export function oddsFilters(
  params: Pick<OddsParams, 'eventIds' | keyof CommenceRange>,
): OddsFilters {
  const [commenceTimeFrom, commenceTimeTo] = commenceRange(params)
  return { eventIds: eventIdList(params.eventIds), commenceTimeFrom, commenceTimeTo }
}

/** Returns a reader of the odds of one sport, in American odds as they were asked for. */
export function readOddsOf(
  sport: string,
): (payload: unknown, at: WireLocation) => readonly OddsListing[] {
  return (payload, at) => {
    if (!Array.isArray(payload)) throw new WireFormatError(at, { expected: 'array', got: payload })
    const listings = parseOdds(payload, at, { format: 'american' })
    for (const [index, { sportKey }] of listings.entries()) {
      if (sport !== UPCOMING) checkSame(insideWire(at, index), 'sport_key', sportKey, sport)
    }
    return listings
  }
}

/** Returns the odds. @throws as {@link replyOf}. */
export async function getOdds(
  send: SendOdds,
  params: OddsParams,
  options?: SendOptions,
): Promise<OddsReply<readonly OddsListing[]>> {
  return replyOf(send, oddsRequest(params), readOddsOf(params.sport), options)
}
