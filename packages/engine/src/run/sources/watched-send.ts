/**
 * Calls of a feed, and what they say of it: an answer means that it is heard, silence or a fault of the
 * venue that it is not. A refusal of one call is an answer.
 * @module
 */
import { isArbError, VenueNoAnswerError, VenueRejectedError } from '@arbkit/core'
import type { FeedName } from '../engine-event.ts'
import type { EnginePort } from '../engine-source.ts'

/** First status that is the venue's fault. */
const SERVER_ERROR = 500

/** Returns a sender that tells the engine when a call fails for want of the venue. */
export function watchedSend<Args extends readonly unknown[], Answer>(
  send: (...args: Args) => Promise<Answer>,
  {
    port,
    feed,
    signal,
  }: { readonly port: EnginePort; readonly feed: FeedName; readonly signal: AbortSignal },
): (...args: Args) => Promise<Answer> {
  return async (...args) => {
    try {
      return await send(...args)
    } catch (error) {
      if (!signal.aborted && isOutage(error)) port.lost(feed, error.message)
      throw error
    }
  }
}

function isOutage(error: unknown): error is Error {
  if (!isArbError(error)) return false
  if (error instanceof VenueNoAnswerError) return true
  return error instanceof VenueRejectedError && error.status >= SERVER_ERROR
}
