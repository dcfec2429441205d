/**
 * Calls wait here until the account has the tokens for them: the queue's data, driven by a clock and a
 * sleep. Bounded, in order, and honest about what was never sent.
 * @module
 */
import { assertInput, assertInvariant, type Clock, type Rng } from '@arbkit/core'
import type { KalshiRequest, SendOptions } from '../rest/request.ts'
import { createAlarm } from './alarm.ts'
import { acknowledge, bucketNamesOf, type Grant } from './buckets.ts'
import type { EndpointCosts } from '../to-core/account.ts'
import { checkCosts, PUBLISHED_COSTS, repricedTokens } from './endpoint-costs.ts'
import type { Waiting } from './lane.ts'
import { type NotSentReason, RequestNotSentError } from './not-sent-error.ts'
import { PRIORITIES, priorityOf } from './priority.ts'
import {
  createQueueState,
  dispatch,
  enqueue,
  lengthOf,
  type QueueState,
  refuseGrant,
  relimit,
  withdraw,
} from './queue-reducer.ts'
import type { Sleep } from '@arbkit/http'
import type { TokenLimits } from './tiers.ts'

/** What the queue reads of a call. */
export type QueuedCall = Pick<KalshiRequest, 'method' | 'path' | 'cost'>

/** What the account said of itself. */
export interface AccountTerms {
  readonly limits?: TokenLimits | undefined
  readonly costs?: EndpointCosts | undefined
}

/** Gives out the account's tokens. */
export interface RequestQueue {
  /**
   * Resolves when the call may be sent; its tokens are spent then, whatever becomes of it.
   * @throws {RequestNotSentError} when its deadline passes, it is aborted, too many wait, or it costs
   * more than its bucket ever holds. @throws {InvalidInputError} for an exchange index or a cost out of range.
   */
  acquire(call: QueuedCall, options?: SendOptions): Promise<Grant>
  /** The venue refused for asking too often: the buckets that paid are emptied and paused. */
  refused(grant: Grant): void
  /** The venue answered anything else. */
  answered(grant: Grant): void
  /** Goes on under what the account says of itself. @throws {InvalidInputError} for limits or costs out of range. */
  update(terms: AccountTerms): void
  /** How many wait. */
  length(): number
}

/** What the queue needs from the world. */
export interface RequestQueueOptions {
  readonly clock: Clock
  readonly rng: Rng
  readonly sleep: Sleep
  readonly limits: TokenLimits
  /** The published table where it is left out. */
  readonly costs?: EndpointCosts | undefined
}

interface Waiter {
  readonly call: QueuedCall
  readonly resolve: (grant: Grant) => void
  readonly reject: (error: RequestNotSentError) => void
  /** Takes the ear off the caller's signal. */
  readonly stopListening: () => void
}

/**
 * Returns a queue whose buckets are full: what an earlier process spent is not known, and a refusal
 * corrects it.
 */
export function createRequestQueue(options: RequestQueueOptions): RequestQueue {
  const { clock, rng, sleep } = options
  let state: QueueState = createQueueState(options.limits, clock.now())
  let costs = options.costs ?? PUBLISHED_COSTS
  checkCosts(costs)
  let lastId = 0
  const waiters = new Map<number, Waiter>()

  const take = (id: number): Waiter => {
    const waiter = waiters.get(id)
    assertInvariant(waiter !== undefined, 'whoever waits is known', { id })
    waiters.delete(id)
    waiter.stopListening()
    return waiter
  }
  const drop = (id: number, reason: NotSentReason): void => {
    const { call, reject } = take(id)
    reject(new RequestNotSentError(call, reason))
  }
  const pump = (): void => {
    const next = dispatch(state, clock.now())
    state = next.state
    for (const { id, reason } of next.dropped) drop(id, reason)
    for (const { id, grant } of next.granted) take(id).resolve(grant)
    alarm.set(next.wakeInMs)
  }
  const alarm = createAlarm(sleep, pump)
  const wait = async (waiting: Waiting, call: QueuedCall, signal?: AbortSignal): Promise<Grant> =>
    new Promise((resolve, reject) => {
      const onAbort = (): void => {
        state = withdraw(state, waiting.id)
        drop(waiting.id, 'aborted')
        pump()
      }
      signal?.addEventListener('abort', onAbort, { once: true })
      const stopListening = (): void => signal?.removeEventListener('abort', onAbort)
      waiters.set(waiting.id, { call, resolve, reject, stopListening })
      pump()
    })

  return {
    async acquire(call, { deadlineMs, signal } = {}) {
      if (signal?.aborted === true) throw new RequestNotSentError(call, 'aborted')
      lastId += 1
      const waiting = waitingOf(call, { id: lastId, costs, deadlineMs })
      const longer = enqueue(state, waiting)
      if (longer === undefined) throw new RequestNotSentError(call, 'queue-full')
      state = longer
      return wait(waiting, call, signal)
    },
    refused(grant) {
      state = refuseGrant(state, grant, { roll: rng.next(), nowMs: clock.now() })
      pump()
    },
    answered(grant) {
      state = { ...state, buckets: acknowledge(state.buckets, grant) }
    },
    update(terms) {
      if (terms.costs !== undefined) checkCosts(terms.costs)
      costs = terms.costs ?? costs
      if (terms.limits !== undefined) state = relimit(state, terms.limits, clock.now())
      pump()
    },
    length: () => PRIORITIES.reduce((sum, priority) => sum + lengthOf(state, priority), 0),
  }
}

/** Prices a call. @throws {InvalidInputError} for an exchange index or a cost out of range. */
function waitingOf(
  call: QueuedCall,
  more: {
    readonly id: number
    readonly costs: EndpointCosts
    readonly deadlineMs: number | undefined
  },
): Waiting {
  const { tokens } = call.cost
  assertInput(Number.isInteger(tokens) && tokens >= 1, 'cost: expected whole tokens', { tokens })
  return {
    id: more.id,
    priority: priorityOf(call),
    bucketNames: bucketNamesOf(call.cost),
    tokens: repricedTokens(more.costs, { ...call, tokens }),
    deadlineMs: more.deadlineMs,
  }
}
