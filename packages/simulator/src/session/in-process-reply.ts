/**
 * Replies of both venues as one thing that a client without sockets receives: when, what, and how it
 * breaks.
 * @module
 */
import type { OddsApiReply } from '@arbkit/odds/testing'
import type { Reply } from '../kalshi/faults/rest-reply.ts'

/** What comes back. */
export type Arrival =
  | {
      readonly tag: 'answer'
      readonly status: number
      /** Names in lower case. */
      readonly headers: Readonly<Record<string, string>>
      readonly text: string
      /** From the head to the end of the body, ms. */
      readonly bodyMs: number
      /** The connection breaks in the body. */
      readonly isTorn: boolean
      /** It comes once it is let go. */
      readonly isHeld: boolean
    }
  | { readonly tag: 'broken' }
  | { readonly tag: 'silent' }

const WHOLE = { tag: 'answer', bodyMs: 0, isTorn: false, isHeld: false } as const

/** A torn body announces so much more than comes of it, bytes. */
const TORN_BYTES = 1000

/** Returns what arrives of the exchange's reply; `toldMs` is the time that its head tells. */
export function arrivalOfKalshi(reply: Reply, toldMs: number): Arrival {
  // Told in whole seconds, as the venue does.
  const date = new Date(toldMs).toUTCString()
  const json = { date, 'content-type': 'application/json' }
  switch (reply.tag) {
    case 'broken':
    case 'silent':
      return { tag: reply.tag }
    case 'whole': {
      const { status, text, contentType } = reply
      const headers = text === '' ? { date } : { date, 'content-type': contentType }
      return { ...WHOLE, status, text, headers }
    }
    case 'pieces': {
      const { status, pieces, ms } = reply
      const text = pieces.join('')
      return { ...WHOLE, status, text, headers: json, bodyMs: ms * pieces.length }
    }
    case 'torn': {
      const { status, text } = reply
      const headers = { ...json, 'content-length': String(Buffer.byteLength(text) + TORN_BYTES) }
      return { ...WHOLE, status, text, headers, isTorn: true }
    }
  }
}

/** Returns what arrives of the odds feed's reply, once its delay is over. */
export function arrivalOfOdds(reply: OddsApiReply): Arrival {
  switch (reply.tag) {
    case 'broken':
    case 'silent':
      return { tag: reply.tag }
    case 'pieces': {
      const { status, headers, pieces, pieceMs } = reply
      const bodyMs = pieceMs * pieces.length
      return { ...WHOLE, status, headers, text: pieces.join(''), bodyMs }
    }
    case 'whole':
    case 'torn':
    case 'held': {
      const { tag, status, headers, text } = reply
      return { ...WHOLE, status, headers, text, isTorn: tag === 'torn', isHeld: tag === 'held' }
    }
  }
}
