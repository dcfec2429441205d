/**
 * The plan of polling: which calls to make now, when to look again, and what it all will cost. A pure
 * function of the world.
 * @module
 */
import { assertInput } from '@arbkit/core'
import { FREE } from '../credits/cost.ts'
import { cheapestCalls } from './cheapest-calls.ts'
import { dueMsOf, intervalMsAt } from './due.ts'
import { grouped } from './grouped.ts'
import { phaseOf } from './rhythm.ts'
import { type StarvedFixture, starvedOf } from './starved.ts'
import { type BindingLimit, horizonMsOf, type Stretch, stretchOf } from './stretch.ts'
import { type PollStream, streamsOf } from './streams.ts'
import { type CreditTotals, type SportPlan, sportPlansOf, totalsOf } from './sport-plan.ts'
import { spendableOf, windowEndsOf } from './windows.ts'
import {
  type EventsCall,
  eventsKey,
  type PlannedCall,
  type PollerWorld,
  quoteKeysOf,
} from './world.ts'

/** Between two lists of a sport's fixtures, ms: free, but starts move and games are added. */
export const LISTING_INTERVAL_MS = 15 * 60_000

/** Longest time without a look at the plan, ms. */
export const WAKE_MS_MAX = 15 * 60_000

/** Least time to the next look, ms: a moment that moves with every look is not chased. */
export const WAKE_MS_MIN = 1000

/** What to do, and what it costs. */
export interface PollPlan {
  readonly nowMs: number
  /** Due now and paid for, the most urgent first. */
  readonly calls: readonly PlannedCall[]
  /** When to look again if nothing else happens, Unix ms; after `nowMs`. */
  readonly nextWakeMs: number
  readonly perSport: readonly SportPlan[]
  readonly totals: CreditTotals
  /** What every interval is multiplied with so that the credits last; in-play prices feel its square. */
  readonly lambda: number
  /** Which limit asks for it. */
  readonly binding: BindingLimit
  /** Credits that may be spent now; Infinity where there is no limit. */
  readonly spendableCredits: number
  /** Who is asked about too rarely to be of use. */
  readonly starved: readonly StarvedFixture[]
}

/**
 * Returns the plan of a moment.
 * @throws {InvalidInputError} credits that are not whole, a sport named twice, a sport without books, or
 * polling that began later than now.
 */
export function planPoll(world: PollerWorld): PollPlan {
  checkWorld(world)
  const { nowMs } = world
  const streams = streamsOf(world, horizonMsOf(nowMs))
  const stretch = stretchOf(world, streams)
  return {
    nowMs,
    calls: callsNow(world, streams, stretch.stretch),
    nextWakeMs: nextWakeMsOf(world, streams, stretch),
    perSport: sportPlansOf(world, streams, stretch.stretch),
    totals: totalsOf(world, streams, stretch.stretch),
    lambda: stretch.stretch,
    binding: stretch.binding,
    spendableCredits: spendableOf(world.credits, world.inFlight),
    starved: starvedOf(world, streams, stretch),
  }
}

function checkWorld({ nowMs, startedMs, sports, cacheTtlMs }: PollerWorld): void {
  assertInput(startedMs <= nowMs, 'poller: began later than now', { startedMs, nowMs })
  assertInput(cacheTtlMs >= 0, 'poller: expected a lifetime of 0 or more', { cacheTtlMs })
  const keys = new Set(sports.map(({ sportKey }) => sportKey))
  assertInput(keys.size === sports.length, 'poller: a sport is named twice')
}

/** Returns true where nothing is asked of a sport for the time being. */
function isPaused({ nowMs, pausedUntilMs }: PollerWorld, sportKey: string): boolean {
  return (pausedUntilMs.get(sportKey) ?? nowMs) > nowMs
}

function isStopped({ nowMs, stoppedUntilMs = nowMs }: PollerWorld): boolean {
  return stoppedUntilMs > nowMs
}

/** Returns the calls that are due and can be paid; one that can not is passed by. */
function callsNow(
  world: PollerWorld,
  streams: readonly PollStream[],
  stretch: number,
): readonly PlannedCall[] {
  const { nowMs, inFlight } = world
  const asked = new Set(inFlight.flatMap(quoteKeysOf))
  const due = isStopped(world)
    ? []
    : streams.filter(
        (stream) =>
          !isPaused(world, stream.sportKey) &&
          !stream.quoteKeys.some((key) => asked.has(key)) &&
          dueMsOf(stream, nowMs, stretch) <= nowMs,
      )
  return [
    ...listingsNow(world, asked),
    ...affordableCalls(byUrgency(due, nowMs, stretch), spendableOf(world.credits, inFlight)),
  ]
}

/**
 * Returns the calls whose costs together are at most `credits`, in order; one too dear is passed by. The
 * stretch alone keeps what is due within the credits: this stands between its arithmetic and the money.
 */
export function affordableCalls(
  calls: readonly PlannedCall[],
  credits: number,
): readonly PlannedCall[] {
  let leftCredits = credits
  return calls.filter(({ cost }) => {
    const isPaid = cost.max <= leftCredits
    if (isPaid) leftCredits -= cost.max
    return isPaid
  })
}

function listingsNow(world: PollerWorld, asked: ReadonlySet<string>): EventsCall[] {
  return world.sports.flatMap(({ sportKey }) => {
    const isOut = asked.has(eventsKey(sportKey)) || isPaused(world, sportKey)
    if (isOut || listingDueMs(world, sportKey) > world.nowMs) return []
    return [{ kind: 'events', sportKey, cost: FREE }]
  })
}

function listingDueMs({ listed }: PollerWorld, sportKey: string): number {
  const lastMs = listed.get(sportKey)
  return lastMs === undefined ? -Infinity : lastMs + LISTING_INTERVAL_MS
}

/** Returns the calls for what is due, those first whose quotes are asked for most often. */
function byUrgency(
  due: readonly PollStream[],
  nowMs: number,
  stretch: number,
): readonly PlannedCall[] {
  const bySport = grouped(due, ({ sportKey }) => sportKey)
  const ranked = [...bySport.values()].flatMap((own) => {
    const [first] = own
    if (first === undefined) return []
    const intervals = new Map(
      own.flatMap((stream) =>
        stream.quoteKeys.map((key) => [key, intervalMsAt(stream, nowMs, stretch)] as const),
      ),
    )
    return cheapestCalls(
      first,
      own.flatMap((stream) => wantsOf(stream, nowMs)),
    ).map((call) => ({
      call,
      intervalMs: Math.min(...quoteKeysOf(call).map((key) => intervals.get(key) ?? Infinity)),
    }))
  })
  return ranked.toSorted((a, b) => compare(a.intervalMs, b.intervalMs)).map(({ call }) => call)
}

/** Compares two numbers that may both be Infinity. */
function compare(a: number, b: number): number {
  return a === b ? 0 : a - b
}

/** What a due stream asks for, of each fixture that is not over. */
function wantsOf({ fixtures, markets }: PollStream, nowMs: number) {
  return fixtures
    .filter((fixture) => phaseOf(fixture, nowMs) !== 'finished')
    .map(({ eventId }) => ({ eventId, markets }))
}

/** Returns the first moment at which a call may be due, some time after now. */
function nextWakeMsOf(
  world: PollerWorld,
  streams: readonly PollStream[],
  { stretch }: Stretch,
): number {
  const { nowMs, stoppedUntilMs = nowMs } = world
  const moments = [
    windowEndsOf(nowMs).dayMs,
    stoppedUntilMs,
    ...world.pausedUntilMs.values(),
    ...world.sports.map(({ sportKey }) => listingDueMs(world, sportKey)),
    ...streams.map((stream) => dueMsOf(stream, nowMs, stretch)),
  ]
  const latestMs = nowMs + WAKE_MS_MAX
  const nextMs = moments.reduce((next, at) => (at > nowMs ? Math.min(next, at) : next), latestMs)
  return Math.max(nowMs + WAKE_MS_MIN, Math.ceil(nextMs))
}
