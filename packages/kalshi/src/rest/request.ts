/**
 * What every call to the venue is, before it is signed and sent: data that endpoints make, limits
 * price and the transport sends.
 * @module
 */

import type { Query, SendOptions } from '@arbkit/http'

export type { Query, SendOptions } from '@arbkit/http'

/** Which of the account's token buckets pays. */
export interface RequestCost {
  readonly bucket: 'read' | 'write'
  /** Tokens; 10 unless the venue says otherwise (docs.kalshi.com/getting_started/rate_limits, 2026-09-22). */
  readonly tokens: number
  /** Shard whose own bucket pays for a single write; undefined for the unscoped one. */
  readonly exchangeIndex?: number | undefined
}

/** One call. */
export interface KalshiRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  /** Behind `/trade-api/v2`, with the ids filled in: `/markets/KXNFLGAME-…/orderbook`. */
  readonly path: string
  readonly query: Query
  /** JSON to send; undefined for none. */
  readonly body?: unknown
  /** False where the call changes something: then no answer means that it may have been done. */
  readonly isRead: boolean
  /** True where the venue answers only to a signature. */
  readonly isSigned: boolean
  readonly cost: RequestCost
}

/**
 * Sends a call and returns the parsed JSON of its answer, undefined for an empty one.
 * @throws {VenueRejectedError} @throws {RateLimitedError} @throws {VenueNoAnswerError}
 */
export type Send = (request: KalshiRequest, options?: SendOptions) => Promise<unknown>
