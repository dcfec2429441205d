/**
 * What can go wrong on purpose, as data: what happens, where, when and how often. The same list and the
 * same seed give the same trouble.
 * @module
 */
import type { Latency, Occasion } from '@arbkit/http/testing'

/** What a body is turned into: another body, or text that is sent as it is. */
export type Rewrite = (body: unknown) => unknown

/** A fault of the REST interface. */
export type RestTrouble =
  /** Arrives later, by `ms` and up to `jitterMs` more by chance, and is answered then. */
  | Latency
  /** Refused with this status (429, 500, 503) and not carried out. */
  | { readonly tag: 'status'; readonly status: number; readonly body?: unknown }
  /** The connection breaks and nothing was carried out. */
  | { readonly tag: 'drop' }
  /** Carried out; the connection breaks before the answer. */
  | { readonly tag: 'lost-answer' }
  /** Carried out twice, as by a proxy that sends again; the second answer is the one given. */
  | { readonly tag: 'duplicate' }
  /** Carried out; half of the body, then the connection breaks. */
  | { readonly tag: 'torn' }
  /** Carried out; the body comes in `pieces` with `ms` before each. */
  | { readonly tag: 'slow'; readonly ms: number; readonly pieces?: number }
  /** Not carried out; nothing comes and the connection stays open. */
  | { readonly tag: 'silent' }
  /** Carried out; the body is another. A text is sent as HTML. */
  | { readonly tag: 'wrong'; readonly rewrite: Rewrite }

/** A fault of the stream; `drop` and `gap` both leave a hole in the numbering. */
export type StreamTrouble =
  | Latency
  /** The message is lost on its way; its number was given. */
  | { readonly tag: 'drop' }
  /** The message comes twice, word for word. */
  | { readonly tag: 'duplicate' }
  /** The connection breaks before the message. */
  | { readonly tag: 'disconnect' }
  /** Behind the message the numbering jumps by `by`, 1 by default; nothing was missed. */
  | { readonly tag: 'gap'; readonly by?: number }
  /** The message is another. A text is sent as it is. */
  | { readonly tag: 'wrong'; readonly rewrite: Rewrite }
  /** Behind the message its subscription ends with this error. */
  | { readonly tag: 'end'; readonly code: 10 | 17 | 25 }

/** A fault of requests. */
export interface RestFault extends Occasion {
  readonly on: 'rest'
  readonly method?: string
  /** Start of the path behind `/trade-api/v2`: `/portfolio/` for all of them. */
  readonly path?: string
  readonly trouble: RestTrouble
}

/** A fault of messages that the stream sends. */
export interface StreamFault extends Occasion {
  readonly on: 'stream'
  /** `type` of the message: `orderbook_delta`. */
  readonly type?: string
  readonly trouble: StreamTrouble
}

/** The venue's own time is off by `ms`: `Date` headers, timestamps, the age of signatures. */
export interface ClockFault {
  readonly on: 'clock'
  readonly fromMs?: number
  readonly untilMs?: number
  readonly ms: number
}

/**
 * Trading stops at `fromMs` and goes on at `untilMs`; on every shard unless one is named. As in the
 * maintenance, orders may be cancelled meanwhile.
 */
export interface PauseFault {
  readonly on: 'exchange'
  readonly fromMs?: number
  readonly untilMs?: number
  /** The exchange is closed altogether: orders are not even cancelled. */
  readonly isClosed?: boolean
  readonly exchangeIndex?: number
}

/** A fault. */
export type Fault = RestFault | StreamFault | ClockFault | PauseFault
