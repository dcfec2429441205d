/**
 * The one error hierarchy. `name` is a literal to switch on; `resend` says what a caller may do
 * with the request that failed. Messages are one line: what, where, got, expected. Nothing here
 * may carry a credential: `context` is for the log.
 * @module
 */

/**
 * Whether a failed request may be sent again. `reconcile-first`: the venue may have acted, read
 * back the order before sending anything.
 */
export type Resend = 'safe' | 'never' | 'reconcile-first'

/** Facts for the log; never credentials. */
export type ErrorContext = Readonly<Record<string, unknown>>

/** Base of every error that arbkit throws on purpose. */
export abstract class ArbError extends Error {
  abstract override readonly name: string
  abstract readonly resend: Resend
  readonly context: ErrorContext

  constructor(message: string, options: { context?: ErrorContext; cause?: unknown } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause })
    this.context = options.context ?? {}
  }
}

/** The caller broke the contract of a function: fix the call. */
export class InvalidInputError extends ArbError {
  override readonly name = 'InvalidInputError'
  override readonly resend = 'never'
}

/** We are wrong: a condition that can not be false was false. Stop. */
export class InvariantError extends ArbError {
  override readonly name = 'InvariantError'
  override readonly resend = 'never'
}

/** Where a wire value stood: the file or request, and the path inside it. */
export interface WireLocation {
  /** File name or endpoint, as the user knows it. */
  readonly source: string
  /** Dotted path inside the payload, `$` for the root; for example `[3].bookmakers[0].key`. */
  readonly path: string
}

/** A payload that is not of the venue's documented shape. The message is one line. */
export class WireFormatError extends ArbError {
  override readonly name = 'WireFormatError'
  override readonly resend = 'never'
  readonly location: WireLocation

  constructor(
    location: WireLocation,
    problem: { readonly expected: string; readonly got: unknown },
    options: { context?: ErrorContext; cause?: unknown } = {},
  ) {
    super(
      `${location.source}: ${location.path}: expected ${problem.expected}, got ${printable(problem.got)}`,
      options,
    )
    this.location = location
  }
}

/** A recorded session that can not be read or written. */
export class SessionError extends ArbError {
  override readonly name = 'SessionError'
  override readonly resend = 'never'
}

/**
 * A venue refused, or did not answer. `context` holds method, path and status; never a header, a key or
 * a body that was sent.
 */
export abstract class VenueError extends ArbError {}

/** The venue understood and refused: sending the same again changes nothing. */
export class VenueRejectedError extends VenueError {
  override readonly name = 'VenueRejectedError'
  override readonly resend = 'never'
  /** HTTP status. */
  readonly status: number
  /** The venue's own code, `insufficient_balance`; undefined where it gave none. */
  readonly code: string | undefined

  constructor(
    message: string,
    options: {
      readonly status: number
      readonly code?: string | undefined
      readonly context?: ErrorContext
      readonly cause?: unknown
    },
  ) {
    super(message, options)
    this.status = options.status
    this.code = options.code
  }
}

/** Asked too often: nothing was done, and the same may be sent again later. */
export class RateLimitedError extends VenueError {
  override readonly name = 'RateLimitedError'
  override readonly resend = 'safe'
  /** What the venue asks to wait; undefined where it does not say. */
  readonly retryAfterMs: number | undefined

  constructor(
    message: string,
    options: {
      readonly retryAfterMs?: number | undefined
      readonly context?: ErrorContext
      readonly cause?: unknown
    } = {},
  ) {
    super(message, options)
    this.retryAfterMs = options.retryAfterMs
  }
}

/**
 * No answer that can be believed: a timeout, a broken connection, a 5xx, a body that is not of its
 * schema. A read may be sent again; whatever was to change something may have been done.
 */
export class VenueNoAnswerError extends VenueError {
  override readonly name = 'VenueNoAnswerError'
  override readonly resend: 'safe' | 'reconcile-first'

  constructor(
    message: string,
    options: {
      readonly isRead: boolean
      readonly context?: ErrorContext
      readonly cause?: unknown
    },
  ) {
    super(message, options)
    this.resend = options.isRead ? 'safe' : 'reconcile-first'
  }
}

/** True for every error that arbkit throws on purpose; anything else is a bug of ours. */
export function isArbError(error: unknown): error is ArbError {
  return error instanceof ArbError
}

/** Longest rendering of a wrong value in a message; longer ones end in an ellipsis. */
export const PRINTABLE_LENGTH_MAX = 80

/**
 * Returns a short one-line rendering of any value for an error message: JSON where JSON can say
 * it, at most {@link PRINTABLE_LENGTH_MAX} characters, no control characters.
 */
export function printable(value: unknown): string {
  const text = describe(value).replaceAll(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g, ' ')
  return text.length <= PRINTABLE_LENGTH_MAX ? text : `${text.slice(0, PRINTABLE_LENGTH_MAX - 1)}…`
}

function describe(value: unknown): string {
  if (value === undefined) return 'nothing'
  if (typeof value === 'number' || typeof value === 'bigint') return String(value)
  if (typeof value === 'function' || typeof value === 'symbol') return typeof value
  try {
    return JSON.stringify(value) ?? typeof value
  } catch {
    return Object.prototype.toString.call(value)
  }
}
