/**
 * What a plan comes to, a sport and in all: who is polled how, how often, and for how many credits.
 * @module
 */
import { intervalMsAt } from './due.ts'
import { grouped } from './grouped.ts'
import { phaseOf, type PollPhase } from './rhythm.ts'
import { marketsOf, type PollStream } from './streams.ts'
import {
  countedUntil,
  countedUntilMonthEnd,
  creditsOf,
  type CountedStream,
  pollsBetween,
} from './stretch.ts'
import { windowEndsOf } from './windows.ts'
import type { PollerWorld } from './world.ts'

const HOUR_MS = 60 * 60_000

/** What polling is expected to cost from now on, credits with fractions, as things stand. */
export interface CreditTotals {
  /** In the next 60 minutes, at the rates of these. */
  readonly creditsPerHour: number
  /** Until the day is over (UTC). */
  readonly creditsPerDay: number
  /** Until the month is over (UTC); days that no fixture is known of are taken to be like the known. */
  readonly creditsPerMonth: number
}

/** One kind of call of a sport. */
export interface CallRhythm {
  /** How many calls are repeated: one a sport, or one a fixture with additional markets. */
  readonly count: number
  /** Time between two polls of the most urgent as things stand, ms; Infinity where none is polled now. */
  readonly intervalMs: number
  /** Most that one of them costs. */
  readonly costCredits: number
}

/** A sport's part of the plan. */
export interface SportPlan extends CreditTotals {
  readonly sportKey: string
  /** Fixtures that something is wanted of, by where they stand. */
  readonly phases: Readonly<Record<Exclude<PollPhase, 'finished'>, number>>
  /** The sport's own call; undefined where no featured market is wanted. */
  readonly sportOdds: CallRhythm | undefined
  /** Calls a fixture; undefined where no additional market is wanted. */
  readonly eventOdds: CallRhythm | undefined
}

/** Returns each sport's part, in the order of the world. */
export function sportPlansOf(
  world: PollerWorld,
  streams: readonly PollStream[],
  stretch: number,
): SportPlan[] {
  const bySport = grouped(streams, ({ sportKey }) => sportKey)
  const fixtures = grouped(world.fixtures, ({ sportKey }) => sportKey)
  return world.sports.map((sport) => {
    const own = bySport.get(sport.sportKey) ?? []
    const phases = { far: 0, ramp: 0, 'last-hour': 0, 'in-play': 0 }
    for (const fixture of fixtures.get(sport.sportKey) ?? []) {
      const phase = phaseOf(fixture, world.nowMs)
      if (phase !== 'finished' && marketsOf(fixture, sport).length > 0) phases[phase] += 1
    }
    const rhythm = (isEvent: boolean) =>
      rhythmOf(
        own.filter(({ eventId }) => (eventId !== undefined) === isEvent),
        world.nowMs,
        stretch,
      )
    return {
      sportKey: sport.sportKey,
      phases,
      sportOdds: rhythm(false),
      eventOdds: rhythm(true),
      ...totalsOf(world, own, stretch),
    }
  })
}

function rhythmOf(
  streams: readonly PollStream[],
  nowMs: number,
  stretch: number,
): CallRhythm | undefined {
  if (streams.length === 0) return undefined
  const calls = [...grouped(streams, ({ eventId }) => eventId ?? '').values()]
  const costs = calls.map((own) => own.reduce((sum, { costCredits }) => sum + costCredits, 0))
  return {
    count: calls.length,
    intervalMs: Math.min(...streams.map((stream) => intervalMsAt(stream, nowMs, stretch))),
    costCredits: Math.max(...costs),
  }
}

/** Returns what streams cost under a stretch. */
export function totalsOf(
  world: PollerWorld,
  streams: readonly PollStream[],
  stretch: number,
): CreditTotals {
  const { nowMs } = world
  const credits = (counted: readonly CountedStream[]) => creditsOf(counted, nowMs, stretch)
  const hour = { fromMs: nowMs, toMs: nowMs + HOUR_MS }
  return {
    creditsPerHour: streams.reduce(
      (sum, { costCredits, pieces }) => sum + costCredits * pollsBetween(pieces, hour, stretch),
      0,
    ),
    creditsPerDay: credits(countedUntil(streams, windowEndsOf(nowMs).dayMs)),
    creditsPerMonth: credits(countedUntilMonthEnd(streams, world)),
  }
}
