/**
 * Sending again what was not answered, or asked too often: a wrapper of its own, so that a budget can stand
 * between it and the network and set aside the credits of each attempt by itself.
 * @module
 */
import type { Clock, Rng } from '@arbkit/core'
import { checkPolicy, type RetryPolicy, type Sleep, withRetry } from '@arbkit/http'
import type { SendOdds } from './request.ts'

/** What patience needs. */
export interface PatienceOptions {
  readonly policy: RetryPolicy
  readonly clock: Clock
  readonly rng: Rng
  readonly sleep: Sleep
}

/**
 * Returns a sender that repeats, within the deadline of each call. A wait is never shorter than half its
 * bound: asked again at once, the API refuses again. @throws {InvalidInputError} for a policy out of range.
 */
export function patientSends(
  send: SendOdds,
  { policy, clock, rng, sleep }: PatienceOptions,
): SendOdds {
  checkPolicy(policy)
  const patient: Rng = { next: () => 0.5 + rng.next() / 2 }
  return async (request, sendOptions = {}) =>
    withRetry(async () => send(request, sendOptions), {
      ...sendOptions,
      policy,
      isRead: true,
      clock,
      rng: patient,
      sleep,
    })
}
