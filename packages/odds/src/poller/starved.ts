/**
 * Which fixtures are asked about too rarely to be of use, and why.
 * @module
 */
import { intervalMsAt } from './due.ts'
import { LEAST_USEFUL_MS, phaseOf, type PollPhase } from './rhythm.ts'
import type { PollStream } from './streams.ts'
import type { Stretch } from './stretch.ts'
import { spendableOf } from './windows.ts'
import type { PollerWorld } from './world.ts'

/**
 * `day-limit`, `month-limit`: the credits have to last. `spent`: none is left for the cheapest call.
 * `stopped`: the budget said so. `paused`: its sport failed.
 */
export type StarvedReason = 'day-limit' | 'month-limit' | 'spent' | 'stopped' | 'paused'

/** A fixture whose quotes are old before they come. */
export interface StarvedFixture {
  readonly eventId: string
  readonly sportKey: string
  readonly phase: Exclude<PollPhase, 'finished'>
  /** Time between its polls, ms, of the rarest of its markets; undefined where there are none. */
  readonly intervalMs: number | undefined
  readonly reason: StarvedReason
}

/** Returns the starved fixtures, in the order of the streams, each once. */
export function starvedOf(
  world: PollerWorld,
  streams: readonly PollStream[],
  { stretch, binding }: Stretch,
): readonly StarvedFixture[] {
  const { nowMs } = world
  const starved = new Map<string, StarvedFixture>()
  for (const stream of streams) {
    const halt = haltOf(world, stream)
    const intervalMs = halt === undefined ? intervalMsAt(stream, nowMs, stretch) : undefined
    for (const { eventId, sportKey, ...rest } of stream.fixtures) {
      const phase = phaseOf({ eventId, sportKey, ...rest }, nowMs)
      if (phase !== 'finished' && (intervalMs ?? Infinity) > LEAST_USEFUL_MS[phase]) {
        const reason = halt ?? (binding === 'day' ? 'day-limit' : 'month-limit')
        const slowest = starved.get(eventId)?.intervalMs ?? 0
        if (intervalMs === undefined || intervalMs > slowest) {
          starved.set(eventId, { eventId, sportKey, phase, intervalMs, reason })
        }
      }
    }
  }
  return [...starved.values()]
}

/** Returns what keeps a stream from being polled at all. */
function haltOf(
  { nowMs, stoppedUntilMs = nowMs, pausedUntilMs, credits, inFlight }: PollerWorld,
  { sportKey, costCredits }: PollStream,
): StarvedReason | undefined {
  if (stoppedUntilMs > nowMs) return 'stopped'
  if ((pausedUntilMs.get(sportKey) ?? nowMs) > nowMs) return 'paused'
  return spendableOf(credits, inFlight) < costCredits ? 'spent' : undefined
}
