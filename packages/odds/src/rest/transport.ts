/**
 * Sends a call: waits for a place on the wire, puts the key in, sends it once, and turns whatever comes back
 * into JSON or into a named error. A call that was not answered, or asked too often, is sent again; each
 * repeat may be charged again, so each attempt is reported with what the headers said of it.
 * @module
 */
import { assertInput, type Clock, type Fetch, type Rng } from '@arbkit/core'
import {
  type Answer,
  encodeQuery,
  exchange,
  NoAnswer,
  type RetryPolicy,
  type SendOptions,
  type Sleep,
} from '@arbkit/http'
import type { OddsApiKey } from './api-key.ts'
import {
  errorOfOddsAnswer,
  errorOfOddsSilence,
  type FailedOddsCall,
  FREQUENCY_WAIT_MS,
  isOddsRefusal,
} from './errors.ts'
import type { OddsApiHost } from './hosts.ts'
import { checkInTime, createInFlightLimit, IN_FLIGHT_MAX, type InFlightLimit } from './in-flight.ts'
import { patientSends } from './patient-sends.ts'
import type { OddsAnswer, OddsRequest, SendOdds } from './request.ts'
import { type CreditUsage, serverMsOf, usageOf } from './usage-headers.ts'

/** Longest wait for a whole answer, ms; a call's deadline can only shorten it. */
export const ODDS_ANSWER_TIMEOUT_MS = 10_000

/** Three attempts, after waits of 2 to 4 and of 4 to 8 seconds: no wait is shorter than half its bound. */
export const ODDS_RETRY: RetryPolicy = {
  attempts: 3,
  firstWaitMs: 2 * FREQUENCY_WAIT_MS,
  longestWaitMs: 10_000,
}

/** What sending needs. */
export interface OddsTransportOptions {
  readonly host: OddsApiHost
  readonly key: OddsApiKey
  /** `createUndiciFetch()`, or a double. */
  readonly fetch: Fetch
  readonly clock: Clock
  readonly rng: Rng
  readonly sleep: Sleep
  readonly retry?: RetryPolicy | undefined
  /** {@link ODDS_ANSWER_TIMEOUT_MS} unless given. */
  readonly answerTimeoutMs?: number | undefined
  /** {@link IN_FLIGHT_MAX} unless given. */
  readonly inFlightMax?: number | undefined
  /**
   * Called once for each attempt that was sent, repeats and refusals too, before its outcome is known to
   * the caller. Undefined where nothing said what it cost: then up to `request.cost.max` may be gone.
   */
  readonly onUsage?: ((usage: CreditUsage | undefined, request: OddsRequest) => void) | undefined
}

/**
 * Returns a `SendOdds`. Besides the errors that it names it throws `InvalidInputError` for a path that would
 * be sent otherwise than it is written. A deadline ends a call wherever it is.
 */
export function createOddsTransport(options: OddsTransportOptions): SendOdds {
  const { clock, rng, sleep, retry: policy = ODDS_RETRY } = options
  const limit = createInFlightLimit({ clock, sleep, max: options.inFlightMax ?? IN_FLIGHT_MAX })
  const send: SendOdds = async (request, sendOptions = {}) =>
    attempt({ options, limit }, { request, url: addressOf(options, request) }, sendOptions)
  return patientSends(send, { policy, clock, rng, sleep })
}

/** @throws {InvalidInputError} for what would be sent otherwise than it is written. */
function addressOf({ host, key }: OddsTransportOptions, request: OddsRequest): string {
  const { path, query } = request
  const url = `${host.url}${path}${encodeQuery(query)}`
  const isAsWritten = path.startsWith('/') && URL.parse(url)?.pathname === path
  assertInput(isAsWritten, 'GET: expected a path as it stands in a URL', { path })
  return key.addedTo(url)
}

async function attempt(
  { options, limit }: { readonly options: OddsTransportOptions; readonly limit: InFlightLimit },
  call: { readonly request: OddsRequest; readonly url: string },
  sendOptions: SendOptions,
): Promise<OddsAnswer> {
  const leave = await limit.enter(call.request, sendOptions)
  try {
    return await sendOnce(options, call, sendOptions)
  } finally {
    leave()
  }
}

async function sendOnce(
  options: OddsTransportOptions,
  { request, url }: { readonly request: OddsRequest; readonly url: string },
  { deadlineMs = Infinity, signal }: SendOptions,
): Promise<OddsAnswer> {
  const { clock, key } = options
  const sentMs = clock.now()
  checkInTime(request, { deadlineMs, signal }, sentMs)
  const timeoutMs = Math.min(options.answerTimeoutMs ?? ODDS_ANSWER_TIMEOUT_MS, deadlineMs - sentMs)
  const headers = { accept: 'application/json', 'user-agent': 'arbkit' }
  const outgoing = { url, method: 'GET', headers, timeoutMs, signal } as const
  const failed: FailedOddsCall = { request, key }
  let answer: Answer
  try {
    answer = await exchange(options, outgoing)
  } catch (failure) {
    options.onUsage?.(undefined, request)
    if (!(failure instanceof NoAnswer)) throw failure
    throw errorOfOddsSilence(failed, failure.message, failure.status)
  }
  const receivedMs = clock.now()
  const usage = usageOf(answer.headers)
  options.onUsage?.(usage, request)
  const { text, body } = believed(failed, answer, usage)
  return { text, body, usage, receivedMs, sentMs, serverMs: serverMsOf(answer.headers) }
}

/** @throws {VenueError} for an answer that is no success, or no JSON. */
function believed(
  call: FailedOddsCall,
  { status, body }: Answer,
  usage: CreditUsage | undefined,
): Pick<OddsAnswer, 'text' | 'body'> {
  if (status < 200 || status > 299) throw errorOfOddsAnswer(call, { status, body, usage })
  const text = call.key.struckFrom(body)
  const value = parsedOr(text, () =>
    errorOfOddsSilence(call, `status ${status}, and the body is not JSON`, status),
  )
  if (isOddsRefusal(value)) throw errorOfOddsAnswer(call, { status, body, usage })
  return { text, body: value }
}

function parsedOr(text: string, error: () => Error): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw error()
  }
}
