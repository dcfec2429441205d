/**
 * What can go wrong with the API on purpose, as data: what happens, where, when and how often. The same
 * list and the same seed give the same trouble.
 * @module
 */
import type { Latency, Occasion } from '@arbkit/http/testing'
import type { OddsRewrite, OddsWrong } from './odds-rewrites.ts'

/** What happens to a request. Credits are those that the honest answer costs. */
export type OddsTrouble =
  /** Answered at once, charged, and sent later. */
  | Latency
  /**
   * Refused with this status and not charged. 429 in the API's words; 500 with a page; 502, 503 and 504
   * with the page of a proxy, which says nothing of credits. Or with a body of one's own.
   */
  | { readonly tag: 'status'; readonly status: number; readonly body?: string }
  /** The connection breaks; nothing was charged. */
  | { readonly tag: 'drop' }
  /** Charged; the connection breaks before the answer. */
  | { readonly tag: 'lost-answer' }
  /** Charged twice, as by a proxy that sends again; the second answer is the one given. */
  | { readonly tag: 'duplicate' }
  /** Charged; half of the body, then the connection breaks. */
  | { readonly tag: 'torn' }
  /** Charged; the body comes in `pieces`, 4 unless given, with `ms` before each. */
  | { readonly tag: 'slow'; readonly ms: number; readonly pieces?: number }
  /** Not charged; nothing comes and the connection stays open. */
  | { readonly tag: 'silent' }
  /** Charged; the body is another. */
  | { readonly tag: 'wrong'; readonly rewrite: OddsWrong | OddsRewrite }

/** A fault of requests. */
export interface OddsRequestFault extends Occasion {
  readonly on: 'request'
  /** Start of the path: `/v4/sports/basketball_nba/odds`. */
  readonly path?: string
  readonly trouble: OddsTrouble
}

/** The API's clock is off by `ms`: the `date` header, every `last_update`, or both where none is named. */
export interface OddsClockFault extends Pick<Occasion, 'fromMs' | 'untilMs'> {
  readonly on: 'clock'
  readonly ms: number
  readonly shows?: 'date' | 'last-update'
}

/**
 * The account is refused for a while. `deactivated`: every key of it. `out-of-credits`: other programs
 * spent what was left; it is there again afterwards.
 */
export interface OddsAccountFault extends Pick<Occasion, 'fromMs' | 'untilMs'> {
  readonly on: 'account'
  readonly state: 'deactivated' | 'out-of-credits'
}

/** A fault. */
export type OddsFault = OddsRequestFault | OddsClockFault | OddsAccountFault
