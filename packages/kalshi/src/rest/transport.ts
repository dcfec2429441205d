/**
 * Sends a call: waits for its tokens, signs it, sends it once, and turns whatever comes back into JSON or
 * into one of the core's errors. What it repeats, and when, is `retry.ts`.
 * @module
 */
import { assertInput, type Clock, type Fetch, type Rng } from '@arbkit/core'
import {
  type Answer,
  checkPolicy,
  DEFAULT_RETRY,
  encodeQuery,
  exchange,
  NoAnswer,
  type Outgoing,
  type RetryPolicy,
  type SendOptions,
  type Sleep,
  withRetry,
} from '@arbkit/http'
import { type Credentials, REST_PREFIX, signCall } from '../auth/signature.ts'
import { RequestNotSentError } from '../limits/not-sent-error.ts'
import type { RequestQueue } from '../limits/request-queue.ts'
import { errorOfAnswer, errorOfSilence, type FailedCall } from './errors.ts'
import type { KalshiHost } from './hosts.ts'
import type { KalshiRequest, Send } from './request.ts'

/** Longest wait for a whole answer, ms; a call's deadline can only shorten it. */
export const ANSWER_TIMEOUT_MS = 10_000

/** What the transport says it is. */
export const USER_AGENT = 'arbkit'

/** What sending needs. */
export interface TransportOptions {
  readonly host: KalshiHost
  /** `createUndiciFetch()`, or a double. */
  readonly fetch: Fetch
  readonly clock: Clock
  readonly rng: Rng
  readonly sleep: Sleep
  /** Without them, calls that need a signature are refused before they are sent. */
  readonly credentials?: Credentials | undefined
  readonly limits: RequestQueue
  readonly retry?: RetryPolicy | undefined
  readonly answerTimeoutMs?: number | undefined
  /** Told of every answer that was believed, before it is parsed by its endpoint: to record it. */
  readonly onAnswer?: ((answer: ReceivedAnswer) => void) | undefined
}

/** An answer as it came over the wire. */
export interface ReceivedAnswer {
  readonly request: KalshiRequest
  /** The body, exactly as received; empty where there was none. */
  readonly text: string
  /** When it was asked for, and when the whole answer was there, Unix ms. */
  readonly sentMs: number
  readonly receivedMs: number
  /** The venue's own time by its `Date` header, Unix ms in whole seconds; undefined without one. */
  readonly venueMs: number | undefined
}

/**
 * Returns a `Send`. Besides the errors that `Send` names it throws `InvalidInputError` for a call that
 * can not be sent as it is, and `RequestNotSentError` for one that never left: late, aborted, or one too
 * many. A deadline ends a call wherever it is; once it was sent, that is `VenueNoAnswerError`.
 */
export function createTransport(options: TransportOptions): Send {
  const { clock, rng, sleep, retry: policy = DEFAULT_RETRY } = options
  checkPolicy(policy)
  return async (request, sendOptions = {}) => {
    const prepared = prepare(options, request)
    const { isRead } = request
    return withRetry(async () => sendOnce(options, prepared, sendOptions), {
      ...sendOptions,
      policy,
      isRead,
      clock,
      rng,
      sleep,
    })
  }
}

/** A call as text. */
interface PreparedCall {
  readonly request: KalshiRequest
  readonly url: string
  /** From the root, as signed. */
  readonly path: string
  readonly body: string | undefined
}

/** @throws {InvalidInputError} for what would be sent or signed otherwise than it is written. */
function prepare({ host, credentials }: TransportOptions, request: KalshiRequest): PreparedCall {
  const { method, path, isSigned, body } = request
  const url = `${host.restUrl}${path}${encodeQuery(request.query)}`
  const isAsWritten = URL.parse(url)?.pathname === `${REST_PREFIX}${path}` && path.startsWith('/')
  assertInput(isAsWritten, `${method}: expected a path as it stands in a URL`, { method, path })
  assertInput(
    !isSigned || credentials !== undefined,
    `${method} ${path}: needs a signature, and there are no credentials`,
  )
  return { request, url, path: `${REST_PREFIX}${path}`, body: encodeBody(body) }
}

/** @throws {InvalidInputError} for a number that JSON would turn into null, and for no JSON at all. */
function encodeBody(body: unknown): string | undefined {
  if (body === undefined) return undefined
  const text = JSON.stringify(body, (key, value: unknown) => {
    const isWritable =
      typeof value !== 'bigint' && (typeof value !== 'number' || Number.isFinite(value))
    assertInput(isWritable, 'body: expected finite numbers', { key })
    return value
  }) as string | undefined
  assertInput(text !== undefined, 'body: expected JSON')
  return text
}

async function sendOnce(
  options: TransportOptions,
  prepared: PreparedCall,
  sendOptions: SendOptions,
): Promise<unknown> {
  const { clock, limits } = options
  const { request } = prepared
  const { deadlineMs = Infinity, signal } = sendOptions
  const grant = await limits.acquire(request, sendOptions)
  if (signal?.aborted === true) throw new RequestNotSentError(request, 'aborted')
  const nowMs = clock.now()
  if (nowMs >= deadlineMs) throw new RequestNotSentError(request, 'deadline')

  const { headers, hidden } = headersOf(options, prepared, Math.floor(nowMs))
  const call: FailedCall = { ...request, hidden }
  const timeoutMs = Math.min(options.answerTimeoutMs ?? ANSWER_TIMEOUT_MS, deadlineMs - nowMs)
  const { url, body: bodySent } = prepared
  const { method } = request
  const outgoing: Outgoing = { url, method, headers, body: bodySent, timeoutMs, signal }
  const answer = await answerOf(options, call, outgoing)
  const { status, body } = answer
  if (status === 429) limits.refused(grant)
  else limits.answered(grant)
  if (status < 200 || status > 299) throw errorOfAnswer(call, answer)
  const payload = body === '' ? undefined : parsed(call, answer)
  const receivedMs = Math.floor(clock.now())
  const venueMs = dateOf(answer.headers.get('date'))
  options.onAnswer?.({ request, text: body, sentMs: nowMs, receivedMs, venueMs })
  return payload
}

/** @throws {VenueNoAnswerError} the body is not JSON. */
function parsed(call: FailedCall, { status, body }: Answer): unknown {
  try {
    return JSON.parse(body) as unknown
  } catch {
    throw errorOfSilence(call, `status ${status}, and the body is not JSON`, status)
  }
}

function dateOf(header: string | null): number | undefined {
  const ms = header === null ? Number.NaN : Date.parse(header)
  return Number.isNaN(ms) ? undefined : ms
}

/** Headers of one attempt, and what of them and of the body must not be repeated. */
function headersOf(
  { credentials }: TransportOptions,
  { request, path, body }: PreparedCall,
  timestampMs: number,
): { readonly headers: Readonly<Record<string, string>>; readonly hidden: readonly string[] } {
  const { method, isSigned } = request
  const plain = {
    accept: 'application/json',
    'user-agent': USER_AGENT,
    ...(body === undefined ? {} : { 'content-type': 'application/json' }),
  }
  const sent = body === undefined ? [] : [body]
  if (!isSigned || credentials === undefined) return { headers: plain, hidden: sent }
  const signature = signCall(credentials, { timestampMs, method, path })
  return { headers: { ...plain, ...signature }, hidden: [...Object.values(signature), ...sent] }
}

/** @throws {VenueNoAnswerError} in place of {@link NoAnswer}. */
async function answerOf(
  ports: TransportOptions,
  call: FailedCall,
  outgoing: Outgoing,
): Promise<Answer> {
  try {
    return await exchange(ports, outgoing)
  } catch (failure) {
    if (failure instanceof NoAnswer) throw errorOfSilence(call, failure.message, failure.status)
    throw failure
  }
}
