/**
 * What an answer that is not a success means, as one of the core's errors: refused, asked too often, or
 * nothing that can be believed. Messages hold the method, the path, the status and what the venue says
 * of itself; never a header, a key or a body that was sent, even where the venue repeats it.
 * @module
 */
import {
  printable,
  RateLimitedError,
  type VenueError,
  VenueNoAnswerError,
  VenueRejectedError,
} from '@arbkit/core'
import type { KalshiRequest } from './request.ts'

/** The call that failed, and what must not be repeated of it. */
export interface FailedCall extends Pick<KalshiRequest, 'method' | 'path' | 'isRead'> {
  /** Key id, signature, body sent: struck out of what the venue says. */
  readonly hidden: readonly string[]
}

/** An answer with a status outside 200 to 299. */
export interface FailedAnswer {
  readonly status: number
  /** Empty where there was none, or it could not be read. */
  readonly body: string
}

/** What the venue says of itself. */
export interface VenueWords {
  /** Its own code, `insufficient_balance`. */
  readonly code: string | undefined
  /** Its message and details, on one line. */
  readonly text: string | undefined
}

/** Request Timeout: the venue may have begun. */
const STATUS_TIMEOUT = 408
/** Conflict: of an order, its client_order_id was taken before, so the first one may stand. */
const STATUS_CONFLICT = 409
const STATUS_TOO_MANY = 429

/** Shortest text struck out: a shorter one stands everywhere by chance. */
const HIDDEN_LENGTH_MIN = 8
const HIDDEN_MARK = '(hidden)'

/**
 * Returns the error of an answer with a status outside 200 to 299: 429 was not done and may be sent
 * again; 408, 409, 5xx, 3xx and what is no status at all leave open whether it was done; all else is a
 * refusal.
 */
export function errorOfAnswer(call: FailedCall, { status, body }: FailedAnswer): VenueError {
  const { method, path, isRead } = call
  const { code, text } = wordsOf(body, call.hidden)
  const said = [code, text === undefined ? undefined : printable(text)]
  const message = [`${method} ${path}: status ${status}`, ...said].filter(Boolean).join(' ')
  const context = { method, path, status, ...(code === undefined ? {} : { code }) }
  if (status === STATUS_TOO_MANY) return new RateLimitedError(message, { context })
  const isRefusal =
    status >= 400 && status < 500 && status !== STATUS_TIMEOUT && status !== STATUS_CONFLICT
  if (isRefusal) return new VenueRejectedError(message, { status, code, context })
  return new VenueNoAnswerError(message, { isRead, context })
}

/** Returns the error of a call that ended without an answer that can be believed. */
export function errorOfSilence(
  call: FailedCall,
  problem: string,
  status?: number,
): VenueNoAnswerError {
  const { method, path, isRead } = call
  const context = { method, path, ...(status === undefined ? {} : { status }) }
  return new VenueNoAnswerError(`${method} ${path}: ${problem}`, { isRead, context })
}

/**
 * Returns the code and text of an error's body, in whichever of the venue's shapes: `{code, message,
 * details}` (OpenAPI, 2026-08-22), the same inside `{error}`, `{error: "too many requests"}`, `{msg}`
 * (all three seen live in 2026). A body that is not JSON says nothing: it is some proxy's page.
 */
export function wordsOf(body: string, hidden: readonly string[]): VenueWords {
  const whole = parsed(body)
  const error = fieldOf(whole, 'error')
  const holder = typeof error === 'object' && error !== null ? error : whole
  const texts = [
    error,
    fieldOf(holder, 'message'),
    fieldOf(holder, 'msg'),
    fieldOf(holder, 'details'),
  ].filter((value) => typeof value === 'string' && value !== '')
  const code = fieldOf(holder, 'code')
  const shownCode = typeof code === 'string' ? struck(code, hidden) : undefined
  return {
    code: shownCode !== undefined && /^[\w.:-]{1,64}$/.test(shownCode) ? shownCode : undefined,
    text: texts.length === 0 ? undefined : struck(texts.join(': '), hidden),
  }
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch {
    return undefined
  }
}

const fieldOf = (holder: unknown, key: string): unknown =>
  typeof holder === 'object' && holder !== null && Object.hasOwn(holder, key)
    ? Reflect.get(holder, key)
    : undefined

const struck = (text: string, hidden: readonly string[]): string =>
  hidden
    .filter(({ length }) => length >= HIDDEN_LENGTH_MIN)
    .reduce((rest, secret) => rest.replaceAll(secret, HIDDEN_MARK), text)
