/**
 * What the account says of its own limits and costs, asked for and told to the queue.
 * @module
 */
import { InvalidInputError, VenueError } from '@arbkit/core'
import type { RequestQueue } from '../limits/request-queue.ts'
import { getAccountLimits, getEndpointCosts } from '../rest/endpoints/account.ts'
import type { Send, SendOptions } from '../rest/request.ts'

/** Where the limits come from that calls are sent by. */
export type KnownTerms =
  /** Nothing was learned yet, or could not be: the limits that the client was made with hold. */
  | { readonly tag: 'assumed'; readonly because: string }
  /** As the account said at `askedMs` (Unix ms); `tier` is the venue's word, `basic`. */
  | { readonly tag: 'learned'; readonly tier: string; readonly askedMs: number }

/** Terms before anybody asked. */
export const NOT_ASKED: KnownTerms = { tag: 'assumed', because: 'the account was not asked yet' }

/**
 * Asks the account, has the queue go on by what it says, and returns where the terms come from. A
 * venue that refuses, is silent, or states limits out of range changes nothing.
 */
export async function learnTerms(
  send: Send,
  queue: RequestQueue,
  options: SendOptions & { readonly askedMs: number },
): Promise<KnownTerms> {
  const { askedMs, ...sendOptions } = options
  try {
    const { tier, read, write } = await getAccountLimits(send, sendOptions)
    const costs = await getEndpointCosts(send, sendOptions)
    queue.update({ limits: { read, write }, costs })
    return { tag: 'learned', tier, askedMs }
  } catch (error) {
    const isTheirs = error instanceof VenueError || error instanceof InvalidInputError
    if (!isTheirs) throw error
    return { tag: 'assumed', because: error.message }
  }
}
