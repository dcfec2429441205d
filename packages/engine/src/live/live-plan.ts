/**
 * What watching would cost: the poller's plan of the first moment, without a call that is paid for.
 * @module
 */
import { createPollerState, planPoll, type PollCredits, type PollPlan, worldOf } from '@arbkit/odds'
import type { LiveSports } from './live-scanner.ts'
import { fixturesOf, POLL_CACHE_TTL_MS } from './live-watch.ts'
import type { WantedOdds } from './odds-polling.ts'

/** Returns the plan for what both venues list now. @throws {InvalidInputError} credits that are not whole. */
export function planLive(
  live: LiveSports,
  {
    odds,
    credits,
    nowMs,
  }: { readonly odds: WantedOdds; readonly credits: PollCredits; readonly nowMs: number },
): PollPlan {
  const state = createPollerState({
    nowMs,
    sports: live.sports.map(({ sportKey }) => ({ sportKey, ...odds })),
    credits,
    cacheTtlMs: POLL_CACHE_TTL_MS,
    fixtures: fixturesOf(live),
  })
  return planPoll(worldOf(state))
}
