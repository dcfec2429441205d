/**
 * How an answer is read. One that is not what its schema says is no answer: it may be asked for again.
 * @module
 */
import { insideWire, VenueNoAnswerError, WireFormatError, type WireLocation } from '@arbkit/core'
import type { SendOptions } from '@arbkit/http'
import type { OddsAnswer, OddsRequest, SendOdds } from '../request.ts'

/** What was asked for, and the answer that it was read from. */
export interface OddsReply<T> {
  readonly value: T
  readonly answer: OddsAnswer
}

/**
 * Sends the call and returns what `read` makes of its answer.
 * @throws {ArbError} as {@link SendOdds}; {@link VenueNoAnswerError} also where the answer is not as
 *   documented.
 */
export async function replyOf<T>(
  send: SendOdds,
  request: OddsRequest,
  read: (payload: unknown, at: WireLocation) => T,
  options?: SendOptions,
): Promise<OddsReply<T>> {
  const answer = await send(request, options)
  const { path } = request
  try {
    return { value: read(answer.body, { source: `GET ${path}`, path: '$' }), answer }
  } catch (error) {
    if (!(error instanceof WireFormatError)) throw error
    const place = error.location.path
    throw new VenueNoAnswerError(`GET ${path}: answer is not as documented at ${place}`, {
      isRead: true,
      context: { path, place },
      cause: error,
    })
  }
}

/** Says that an answer is about what was asked. @throws {WireFormatError} it names another. */
export function checkSame(at: WireLocation, key: string, got: string, asked: string): void {
  if (got === asked) return
  throw new WireFormatError(insideWire(at, key), { expected: JSON.stringify(asked), got })
}
