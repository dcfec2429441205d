/**
 * What an answer that is not a success means: refused for good, asked too often, or nothing that can be
 * believed. Messages hold the path, the status, the API's code and what it says; never the key, even where
 * the server repeats it.
 * @module
 */
import { isRecord, printable, RateLimitedError, VenueError, VenueNoAnswerError } from '@arbkit/core'
import { HIDDEN_MARK, type OddsApiKey } from './api-key.ts'
import {
  FREQUENCY_CODE,
  meaningOf,
  type OddsErrorCode,
  type OddsErrorMeaning,
  type OddsRefusal,
} from './error-codes.ts'
import type { OddsRequest } from './request.ts'
import type { CreditUsage } from './usage-headers.ts'

/** Wait after which the API lets one ask again, ms ("a couple of seconds", error codes, 2026-11-21). */
export const FREQUENCY_WAIT_MS = 2000

/** The API understood and refused: sending the same again changes nothing. Branch on `kind`. */
export class OddsApiError extends VenueError {
  override readonly name = 'OddsApiError'
  override readonly resend = 'never'
  readonly kind: OddsRefusal
  /** HTTP status. */
  readonly status: number
  /** The API's own code; undefined where it gave none. */
  readonly code: OddsErrorCode | (string & {}) | undefined
  /** One sentence that a user can act on. */
  readonly cure: string
  /** What the headers said of the account's credits; undefined where they said nothing. */
  readonly usage: CreditUsage | undefined

  constructor(
    message: string,
    facts: {
      readonly kind: OddsRefusal
      readonly status: number
      readonly code?: string | undefined
      readonly cure: string
      readonly usage?: CreditUsage | undefined
      readonly path: string
    },
  ) {
    const { kind, status, code, cure, usage, path } = facts
    super(message, { context: { path, status, kind, ...(code === undefined ? {} : { code }) } })
    this.kind = kind
    this.status = status
    this.code = code
    this.cure = cure
    this.usage = usage
  }
}

/** The call that failed, and what must not be repeated of it. */
export interface FailedOddsCall {
  readonly request: Pick<OddsRequest, 'path'>
  readonly key: OddsApiKey
}

/** An answer that is no success. */
export interface FailedOddsAnswer {
  readonly status: number
  /** Empty where there was none, or it could not be read. */
  readonly body: string
  readonly usage: CreditUsage | undefined
}

/** How the API puts it where it gives no code (error codes, 2026-11-21). */
const OUT_OF_CREDITS_TEXT = /usage quota has been reached/i

const STATUS_TIMEOUT = 408
const STATUS_TOO_MANY = 429

/**
 * Returns the error of an answer that is no success: by its code, else by its status. 429 may be sent again
 * later; 408, 5xx, 3xx and what is no status at all answer nothing; all else is a refusal.
 */
export function errorOfOddsAnswer(call: FailedOddsCall, answer: FailedOddsAnswer): VenueError {
  const { path } = call.request
  const { status, usage } = answer
  const { code, text } = wordsOf(answer.body, call.key)
  const said = [code, text].filter((part) => part !== undefined)
  const line = [`GET ${path}: status ${status}`, ...said].join(' ')
  const context = { path, status, ...(code === undefined ? {} : { code }) }
  const known = knownMeaning(code, text)
  if (known === undefined && (code === FREQUENCY_CODE || status === STATUS_TOO_MANY)) {
    return new RateLimitedError(`${line}: asked too often`, {
      retryAfterMs: FREQUENCY_WAIT_MS,
      context,
    })
  }
  const isRefusal = status >= 400 && status < 500 && status !== STATUS_TIMEOUT
  const meaning = known ?? (isRefusal ? meaningOfStatus(status) : undefined)
  if (meaning === undefined) return new VenueNoAnswerError(line, { isRead: true, context })
  const { kind, cure } = meaning
  return new OddsApiError(`${line}: ${cure}`, { kind, status, code, cure, usage, path })
}

/** Returns the error of a call that ended without an answer that can be believed. */
export function errorOfOddsSilence(
  { request: { path }, key }: FailedOddsCall,
  problem: string,
  status?: number,
): VenueNoAnswerError {
  const context = { path, ...(status === undefined ? {} : { status }) }
  const shown = key.isShownIn(problem) ? HIDDEN_MARK : problem
  return new VenueNoAnswerError(`GET ${path}: ${shown}`, { isRead: true, context })
}

/** Says whether a body is the API's way to refuse, whatever the status above it. */
export function isOddsRefusal(body: unknown): boolean {
  return isRecord(body) && typeof body['error_code'] === 'string'
}

function knownMeaning(
  code: string | undefined,
  text: string | undefined,
): OddsErrorMeaning | undefined {
  if (code !== undefined) return meaningOf(code)
  const isOut = text !== undefined && OUT_OF_CREDITS_TEXT.test(text)
  return isOut ? meaningOf('OUT_OF_USAGE_CREDITS') : undefined
}

/** What is left to say where the API gives no code, or one that is not documented. */
function meaningOfStatus(status: number): OddsErrorMeaning {
  const cure =
    status === 401 || status === 403
      ? "check the API key and the plan's credits at the-odds-api.com"
      : 'look the code up at the-odds-api.com'
  return { kind: 'unknown', cure }
}

interface ApiWords {
  readonly code: string | undefined
  /** On one line, as JSON text. */
  readonly text: string | undefined
}

const CODE = /^[A-Za-z][\w-]{0,63}$/

/** Returns the code and message of an error's body. One that is not JSON says nothing: some proxy's page. */
function wordsOf(body: string, key: OddsApiKey): ApiWords {
  const whole = parsed(body)
  if (!isRecord(whole)) return { code: undefined, text: undefined }
  const { error_code: code, message } = whole
  const isCode = typeof code === 'string' && CODE.test(code) && !key.isShownIn(code)
  const isText = typeof message === 'string' && message !== ''
  return {
    code: isCode ? code : undefined,
    text: isText ? printable(key.isShownIn(message) ? HIDDEN_MARK : message) : undefined,
  }
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch {
    return undefined
  }
}
