/**
 * What goes out for a request, as data: whole, in pieces, torn, held, or nothing.
 * @module
 */
import type { Rng } from '@arbkit/core'
import { firstHalfOf, type Hit, piecesOf } from '@arbkit/http/testing'
import { refusalBody, TOO_OFTEN } from './api-refusal.ts'
import type { OddsTrouble } from './odds-fault.ts'
import { ODDS_REWRITES } from './odds-rewrites.ts'

interface Head {
  readonly status: number
  /** Names in lower case; `content-length` is that of the whole text, torn or not. */
  readonly headers: Readonly<Record<string, string>>
  /** Held back so long before anything of it is sent, ms. */
  readonly delayMs: number
}

/** What is written to the connection. */
export type OddsApiReply =
  | ({ readonly tag: 'whole'; readonly text: string } & Head)
  /** Written whole once it is let go. */
  | ({ readonly tag: 'held'; readonly text: string } & Head)
  /** Each piece after `pieceMs`. */
  | ({
      readonly tag: 'pieces'
      readonly pieces: readonly string[]
      readonly pieceMs: number
    } & Head)
  /** The text, though more was announced, and the connection breaks. */
  | ({ readonly tag: 'torn'; readonly text: string } & Head)
  | { readonly tag: 'broken'; readonly delayMs: number }
  | { readonly tag: 'silent'; readonly delayMs: number }

/** An answer before it is written. */
export interface OddsApiAnswer {
  readonly status: number
  readonly body: unknown
}

/** What replies are made with. */
export interface ReplyMaker {
  /** Answers as the API does, and charges for it. */
  readonly answer: () => OddsApiAnswer
  /** Counts a request that cost nothing. */
  readonly chargeNothing: () => void
  /** Headers as the account stands now. */
  readonly head: () => Readonly<Record<string, string>>
  readonly rng: Rng
}

const HTML_TYPE = 'text/html'
const PIECES_USUAL = 4

/** Pages of proxies: nothing of credits stands in their headers. Ours; none is documented. */
const PROXY_PAGES: Readonly<Record<number, string>> = {
  502: '<html><body>502 Bad Gateway</body></html>',
  503: '<html><body>503 Service Temporarily Unavailable</body></html>',
  504: '<html><body>504 Gateway Time-out</body></html>',
}

/** Returns what goes out of a request once the faults had their way. */
export function replyTo({ delayMs, trouble }: Hit<OddsTrouble>, maker: ReplyMaker): OddsApiReply {
  switch (trouble?.tag) {
    case 'drop':
      return { tag: 'broken', delayMs }
    case 'silent':
      return { tag: 'silent', delayMs }
    case 'lost-answer':
      maker.answer()
      return { tag: 'broken', delayMs }
    case 'status':
      return { ...statusReply(trouble, maker), delayMs }
    case 'duplicate':
      maker.answer()
      return { ...wholeReply(maker), delayMs }
    case 'torn': {
      const whole = wholeReply(maker)
      return { ...whole, tag: 'torn', text: firstHalfOf(whole.text), delayMs }
    }
    case 'slow': {
      const { status, headers, text } = wholeReply(maker)
      const pieces = piecesOf(text, trouble.pieces ?? PIECES_USUAL)
      return { tag: 'pieces', status, headers, pieces, pieceMs: trouble.ms, delayMs }
    }
    case 'wrong': {
      const { rewrite } = trouble
      const change = typeof rewrite === 'function' ? rewrite : ODDS_REWRITES[rewrite]
      const { status, body } = maker.answer()
      return { ...sent(status, change(body, maker.rng), maker), delayMs }
    }
    case undefined:
      return { ...wholeReply(maker), delayMs }
  }
}

type Whole = Extract<OddsApiReply, { tag: 'whole' }>

function wholeReply(maker: ReplyMaker): Whole {
  const { status, body } = maker.answer()
  return textReply(status, JSON.stringify(body), maker.head())
}

function statusReply(
  { status, body }: Extract<OddsTrouble, { tag: 'status' }>,
  maker: ReplyMaker,
): Whole {
  const page = PROXY_PAGES[status]
  if (body === undefined && page !== undefined) {
    return textReply(status, page, { 'content-type': HTML_TYPE })
  }
  maker.chargeNothing()
  if (body !== undefined) return textReply(status, body, maker.head())
  if (status === TOO_OFTEN.status) return sent(status, refusalBody(TOO_OFTEN), maker)
  return sent(status, `<html>${status === 500 ? 'Internal Server Error' : status}</html>`, maker)
}

/** A text is sent as a page. */
function sent(status: number, body: unknown, { head }: ReplyMaker): Whole {
  if (typeof body !== 'string') return textReply(status, JSON.stringify(body), head())
  return textReply(status, body, { ...head(), 'content-type': HTML_TYPE })
}

/** Returns a text as it is written. */
export function textReply(
  status: number,
  text: string,
  head: Readonly<Record<string, string>>,
): Whole {
  const headers = { ...head, 'content-length': String(Buffer.byteLength(text)) }
  return { tag: 'whole', status, headers, text, delayMs: 0 }
}
