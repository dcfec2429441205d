/**
 * What goes out for a request once a fault had its way: whole, in pieces, torn, or nothing.
 * @module
 */
import { firstHalfOf, piecesOf } from '@arbkit/http/testing'
import type { Answer } from '../rest/answer.ts'
import { TOO_MANY_REQUESTS } from '../rest/answer.ts'
import type { RestTrouble } from './fault.ts'

/** What is written to the connection. */
export type Reply =
  | {
      readonly tag: 'whole'
      readonly status: number
      readonly contentType: string
      readonly text: string
    }
  /** Each piece after `ms`. */
  | {
      readonly tag: 'pieces'
      readonly status: number
      readonly pieces: readonly string[]
      readonly ms: number
    }
  /** The text, though more was announced, and the connection breaks. */
  | { readonly tag: 'torn'; readonly status: number; readonly text: string }
  | { readonly tag: 'broken' }
  | { readonly tag: 'silent' }

const JSON_TYPE = 'application/json'
const PIECES_USUAL = 4

/** The venue's bodies (captures of 2026), others of the specified form; a page where a proxy answers. */
const BODIES: Readonly<Record<number, unknown>> = {
  429: TOO_MANY_REQUESTS.body,
  500: { error: { code: 'internal_server_error', message: 'internal server error' } },
  502: '<html><body>502 Bad Gateway</body></html>',
  503: { error: { code: 'service_unavailable', message: 'service unavailable' } },
  504: '<html><body>504 Gateway Timeout</body></html>',
}

/** Returns an answer as it is written. */
export function wholeReply({ status, body }: Answer): Reply {
  const text = body === undefined ? '' : JSON.stringify(body)
  return { tag: 'whole', status, contentType: JSON_TYPE, text }
}

/** Returns what goes out; `answer` carries the request out and may be called not at all, or twice. */
export function replyTo(
  trouble: Exclude<RestTrouble, { tag: 'latency' }> | undefined,
  answer: () => Answer,
): Reply {
  switch (trouble?.tag) {
    case undefined:
      return wholeReply(answer())
    case 'status': {
      const { status } = trouble
      const body = trouble.body ?? BODIES[status] ?? { error: { code: 'fault', message: 'fault' } }
      return sentReply(status, body)
    }
    case 'drop':
      return { tag: 'broken' }
    case 'silent':
      return { tag: 'silent' }
    case 'lost-answer':
      answer()
      return { tag: 'broken' }
    case 'duplicate':
      answer()
      return wholeReply(answer())
    case 'torn': {
      const { status, body } = answer()
      const text = JSON.stringify(body ?? {})
      return { tag: 'torn', status, text: firstHalfOf(text) }
    }
    case 'slow': {
      const { status, body } = answer()
      const pieces = piecesOf(JSON.stringify(body ?? {}), trouble.pieces ?? PIECES_USUAL)
      return { tag: 'pieces', status, pieces, ms: trouble.ms }
    }
    case 'wrong': {
      const { status, body } = answer()
      return sentReply(status, trouble.rewrite(body))
    }
  }
}

/** A text is sent as HTML. */
function sentReply(status: number, body: unknown): Reply {
  return typeof body === 'string'
    ? { tag: 'whole', status, contentType: 'text/html', text: body }
    : wholeReply({ status, body })
}
