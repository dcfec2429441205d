/**
 * When a call that failed is sent again: never while what became of the first one is unknown, never past
 * its deadline, and after a wait of chance length, so that many clients do not come back together.
 * @module
 */
import {
  assertInput,
  type Clock,
  RateLimitedError,
  type Rng,
  VenueError,
  VenueNoAnswerError,
} from '@arbkit/core'
import type { Sleep } from './sleep.ts'

/** How long a call may take, and who may end it. */
export interface SendOptions {
  /** Until when it is worth sending, Unix ms; waiting in a queue counts. */
  readonly deadlineMs?: number | undefined
  readonly signal?: AbortSignal | undefined
}

/** How often and how patiently. */
export interface RetryPolicy {
  /** Times a call is sent at most, the first included; from 1 to {@link ATTEMPTS_MAX}. */
  readonly attempts: number
  /** Longest first wait, ms; it doubles with each. */
  readonly firstWaitMs: number
  /** Longest wait of all, ms. */
  readonly longestWaitMs: number
}

/** Most attempts that a policy may ask for. */
export const ATTEMPTS_MAX = 10

/** Three attempts, waits of at most 200 and 400 ms. */
export const DEFAULT_RETRY: RetryPolicy = {
  attempts: 3,
  firstWaitMs: 200,
  longestWaitMs: 5000,
}

/** One attempt each. */
export const NO_RETRY: RetryPolicy = { ...DEFAULT_RETRY, attempts: 1 }

/** What repeating needs to know of the call, and of the world. */
export interface RetryOptions extends SendOptions {
  readonly policy: RetryPolicy
  readonly isRead: boolean
  readonly clock: Clock
  readonly rng: Rng
  readonly sleep: Sleep
}

/** @throws {InvalidInputError} for a policy out of range. */
export function checkPolicy({ attempts, firstWaitMs, longestWaitMs }: RetryPolicy): void {
  assertInput(
    Number.isInteger(attempts) && attempts >= 1 && attempts <= ATTEMPTS_MAX,
    `retry: expected 1 to ${ATTEMPTS_MAX} attempts`,
    { attempts },
  )
  assertInput(firstWaitMs >= 0 && longestWaitMs >= 0, 'retry: expected waits of 0 ms or more')
}

/**
 * Says whether the same call may be sent again. A read may; whatever changes something only where the
 * venue said that it did nothing (429), and only under a deadline: an order is not worth the same later,
 * and who set no deadline has not said until when.
 */
export function mayRepeat(
  error: unknown,
  call: { readonly isRead: boolean; readonly deadlineMs?: number | undefined },
): boolean {
  if (!(error instanceof VenueError) || error.resend !== 'safe') return false
  if (call.isRead) return error instanceof RateLimitedError || error instanceof VenueNoAnswerError
  return error instanceof RateLimitedError && call.deadlineMs !== undefined
}

/** Returns the wait before an attempt (2 for the second), ms: any length up to a doubling bound. */
export function waitBeforeMs(policy: RetryPolicy, attempt: number, roll: number): number {
  const longest = Math.min(policy.longestWaitMs, policy.firstWaitMs * 2 ** (attempt - 2))
  return Math.floor(roll * (longest + 1))
}

/**
 * Returns what the first attempt that succeeds returns.
 * @throws the last attempt's error, as soon as it may not or can not be repeated.
 */
export async function withRetry<T>(attempt: () => Promise<T>, options: RetryOptions): Promise<T> {
  const { policy, clock, rng, sleep, deadlineMs = Infinity, signal } = options
  for (let next = 2; ; next += 1) {
    try {
      return await attempt()
    } catch (error) {
      const isOver = next > policy.attempts || signal?.aborted === true
      if (isOver || !mayRepeat(error, options)) throw error
      const waitMs = waitBeforeMs(policy, next, rng.next())
      if (clock.now() + waitMs >= deadlineMs) throw error
      if (!(await slept(sleep(waitMs, signal))) || clock.now() >= deadlineMs) throw error
    }
  }
}

/** Says whether a wait went through to its end. */
async function slept(wait: Promise<void>): Promise<boolean> {
  try {
    await wait
    return true
  } catch {
    return false
  }
}
