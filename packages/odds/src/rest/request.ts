/**
 * What every call to The Odds API is, before the key is put in and it is sent: data that endpoints make,
 * the budget prices and the transport sends. All calls read.
 * @module
 */
import type { Query, SendOptions } from '@arbkit/http'
import type { CreditCost } from '../credits/cost.ts'
import type { CreditUsage } from './usage-headers.ts'

/** Which endpoint a call is for. */
export type OddsEndpoint =
  | 'sports'
  | 'events'
  | 'odds'
  | 'event-odds'
  | 'event-markets'
  | 'scores'
  | 'participants'
  | 'historical-odds'
  | 'historical-events'
  | 'historical-event-odds'

/** One call. */
export interface OddsRequest {
  readonly endpoint: OddsEndpoint
  /** Behind the host, with the keys filled in: `/v4/sports/baseball_mlb/odds`. */
  readonly path: string
  /** Without the key, in the order sent. */
  readonly query: Query
  /** What it can cost. */
  readonly cost: CreditCost
}

/** An answer that was believed. */
export interface OddsAnswer {
  /** The body as received, the key struck out should it be repeated: what is recorded. */
  readonly text: string
  /** The body, parsed. */
  readonly body: unknown
  /** What the headers say was spent; undefined where they say nothing. */
  readonly usage: CreditUsage | undefined
  /** When the whole answer was there, Unix ms. */
  readonly receivedMs: number
  /** When the attempt that was answered was sent, Unix ms; left out where it is not known. */
  readonly sentMs?: number | undefined
  /** The server's clock by its `date` header, Unix ms in whole seconds; left out where it said none. */
  readonly serverMs?: number | undefined
}

/**
 * Sends a call and returns its answer.
 * @throws {OddsApiError} one of the API's own refusals, by name and with a cure.
 * @throws {RateLimitedError} asked too often, after the repeats that were allowed.
 * @throws {VenueNoAnswerError} no answer that can be believed.
 * @throws {OddsRequestNotSentError} it never left: late, aborted, or too many waited.
 */
export type SendOdds = (request: OddsRequest, options?: SendOptions) => Promise<OddsAnswer>
