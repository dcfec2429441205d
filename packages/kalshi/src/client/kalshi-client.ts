/**
 * A client as a bot makes one: a signed transport under the account's limits, a canary that runs at the
 * start and hourly, and orders that leave only while it vouches for the venue. Everything that reaches
 * outside is an argument.
 * @module
 */
import { assertInput, type Clock, type Fetch, type Rng, VenueNoAnswerError } from '@arbkit/core'
import { exchange, NoAnswer, type RetryPolicy, type Sleep } from '@arbkit/http'
import type { Credentials } from '../auth/signature.ts'
import type { CanaryPorts } from '../drift/canary-check.ts'
import { canaryChecks, type CanaryOptions, type CanaryReport, runCanary } from '../drift/canary.ts'
import { type TradingGate, tradingGate } from '../drift/trading-gate.ts'
import { createRequestQueue } from '../limits/request-queue.ts'
import { TIER_LIMITS, type TokenLimits } from '../limits/tiers.ts'
import type { EndpointCosts } from '../to-core/account.ts'
import type { KalshiHost } from '../rest/hosts.ts'
import type { Send } from '../rest/request.ts'
import {
  ANSWER_TIMEOUT_MS,
  createTransport,
  type TransportOptions,
  USER_AGENT,
} from '../rest/transport.ts'
import { type KnownTerms, learnTerms, NOT_ASKED } from './account-terms.ts'
import { CanaryRunner, type CanaryState } from './canary-runner.ts'
import { guardedQueue } from './order-guard.ts'

/** What a client is made of. */
export interface KalshiClientOptions {
  readonly host: KalshiHost
  /** `createUndiciFetch()`, or a double. */
  readonly fetch: Fetch
  readonly clock: Clock
  readonly rng: Rng
  readonly sleep: Sleep
  /** Without them only public reads are sent, and there is no canary. */
  readonly credentials?: Credentials | undefined
  /** Until the account has said what it has; the lowest tier's where it is left out. */
  readonly limits?: TokenLimits | undefined
  /** Until then as well; the published table where it is left out. */
  readonly costs?: EndpointCosts | undefined
  readonly retry?: RetryPolicy | undefined
  readonly answerTimeoutMs?: number | undefined
  /** Told of every answer, the canary's too: to record it. */
  readonly onAnswer?: TransportOptions['onAnswer']
  readonly canary?:
    | (CanaryOptions & { readonly readSnapshot?: CanaryPorts['readSnapshot'] })
    | undefined
  /** Told of every report of the canary, once it counts. */
  readonly onCanary?: ((report: CanaryReport) => void) | undefined
}

/** A client. */
export interface KalshiClient {
  /**
   * Sends any call. One that could open or enlarge a position is sent only while {@link gate} is open;
   * cancelling, decreasing and reading always are.
   * @throws {TradingRefusedError} the canary has not run, is too old, or failed; with the check and the
   *   cure. Otherwise as `createTransport` says.
   */
  readonly send: Send
  /** Returns whether orders may leave now, and if not, which check failed and the cure. */
  gate(): TradingGate
  /** Returns how the canary stands. */
  canary(): CanaryState
  /** Returns where the limits come from that calls are sent by. */
  terms(): KnownTerms
  /**
   * Asks the account for its limits and runs the canary, now and from then on hourly, sooner after a
   * failure. Nothing where it was started already.
   * @throws {InvalidInputError} without credentials: most of what is checked is the account's.
   */
  startCanary(): void
  /** Ends the canary; orders are refused once its last report is too old. */
  stop(): void
}

/** Returns a client. Its canary has to be started before orders leave. @throws {InvalidInputError} limits or costs out of range. */
export function createKalshiClient(options: KalshiClientOptions): KalshiClient {
  const { clock, rng, sleep, credentials } = options
  const queue = createRequestQueue({
    clock,
    rng,
    sleep,
    limits: options.limits ?? TIER_LIMITS.basic,
    costs: options.costs,
  })
  const checks = canaryChecks(options.canary)
  let terms = NOT_ASKED
  // The canary sends past its own gate: one of its questions goes to the order endpoint.
  const bare = createTransport({ ...options, limits: queue })
  const readDate = dateOfStatus(options)
  const runner = new CanaryRunner({
    clock,
    rng,
    sleep,
    onReport: options.onCanary,
    run: async (signal) => {
      const send: Send = async (request, more) => bare(request, { ...more, signal })
      const asked = await learnTerms(send, queue, { askedMs: clock.now(), signal })
      // What was learned before still holds where the account is silent now.
      if (asked.tag === 'learned' || terms.tag === 'assumed') terms = asked
      const { readSnapshot } = options.canary ?? {}
      return runCanary({ send, clock, readDate, readSnapshot }, checks)
    },
  })
  const gate = (): TradingGate => tradingGate(runner.state().lastReport, clock.now())
  return {
    send: createTransport({ ...options, limits: guardedQueue(queue, gate) }),
    gate,
    canary: () => runner.state(),
    terms: () => terms,
    startCanary: () => {
      assertInput(credentials !== undefined, 'the canary asks for the account: needs credentials')
      runner.start()
    },
    stop: () => runner.stop(),
  }
}

/** Returns what reads the `Date` header of the exchange's status: public, and never waited for long. */
function dateOfStatus(options: KalshiClientOptions): CanaryPorts['readDate'] {
  const { host, answerTimeoutMs: timeoutMs = ANSWER_TIMEOUT_MS } = options
  const outgoing = {
    url: `${host.restUrl}/exchange/status`,
    method: 'GET',
    headers: { accept: 'application/json', 'user-agent': USER_AGENT },
    timeoutMs,
  } as const
  return async () => {
    try {
      const { headers } = await exchange(options, outgoing)
      return headers.get('date')
    } catch (cause) {
      if (!(cause instanceof NoAnswer)) throw cause
      throw new VenueNoAnswerError(`no answer with a Date header: ${cause.message}`, {
        isRead: true,
        cause,
      })
    }
  }
}
