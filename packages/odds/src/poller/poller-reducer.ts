/**
 * The poller as data: what it knows, what happens to it, and what it wants done. It counts its own
 * credits, so that whatever comes back, or does not, no limit is passed.
 * @module
 */
import type { CreditUsage } from '../rest/usage-headers.ts'
import { endMsOf } from './rhythm.ts'
import type { PollerCommand, PollerEvent, SeenFixture } from './poller-event.ts'
import { type PollPlan, planPoll } from './plan.ts'
import { windowEndsOf } from './windows.ts'
import {
  type CreditWindow,
  eventOfQuoteKey,
  type PlannedCall,
  type PollCredits,
  type PollerWorld,
  type PollFixture,
  type PollSport,
  quoteKeysOf,
} from './world.ts'

/** Most calls without an answer: more, and the API refuses for frequency (users' reports, 2026). */
export const CALLS_MAX = 4

/** How long what is over is remembered, ms. */
const REMEMBERED_MS = 48 * 60 * 60_000

const BACKOFF_MS_MIN = 5000
const BACKOFF_MS_MAX = 10 * 60_000

interface Failures {
  readonly count: number
  readonly untilMs: number
}

/** Everything a poller knows. */
export interface PollerState {
  readonly nowMs: number
  readonly startedMs: number
  readonly sports: readonly PollSport[]
  readonly fixtures: ReadonlyMap<string, PollFixture>
  readonly credits: PollCredits
  readonly polled: ReadonlyMap<string, number>
  readonly listed: ReadonlyMap<string, number>
  readonly inFlight: ReadonlyMap<number, PlannedCall>
  readonly lastCallId: number
  /** By sport key. */
  readonly failures: ReadonlyMap<string, Failures>
  readonly stoppedUntilMs: number | undefined
  readonly cacheTtlMs: number
  /** The latest plan; undefined before the first event. */
  readonly plan: PollPlan | undefined
}

/** What a poller begins with. */
export interface PollerStart {
  readonly nowMs: number
  readonly sports: readonly PollSport[]
  /** With what was spent before, today and this month. */
  readonly credits: PollCredits
  readonly cacheTtlMs: number
  readonly fixtures?: readonly PollFixture[] | undefined
  /** When quotes last came, as {@link PollerWorld.polled}. */
  readonly polled?: ReadonlyMap<string, number> | undefined
}

/** Returns a poller that has done nothing yet. */
export function createPollerState(start: PollerStart): PollerState {
  return {
    nowMs: start.nowMs,
    startedMs: start.nowMs,
    sports: start.sports,
    fixtures: new Map((start.fixtures ?? []).map((fixture) => [fixture.eventId, fixture])),
    credits: start.credits,
    polled: start.polled ?? new Map(),
    listed: new Map(),
    inFlight: new Map(),
    lastCallId: 0,
    failures: new Map(),
    stoppedUntilMs: undefined,
    cacheTtlMs: start.cacheTtlMs,
    plan: undefined,
  }
}

/** A poller after an event, and what it wants done. */
export interface PollerStep {
  readonly state: PollerState
  /** Calls first, then one wake. */
  readonly commands: readonly PollerCommand[]
}

/** Returns what a poller knows, as a plan reads it. */
export function worldOf(state: PollerState): PollerWorld {
  const { failures, fixtures, inFlight, plan: _plan, lastCallId: _lastCallId, ...same } = state
  return {
    ...same,
    fixtures: listOf(fixtures),
    inFlight: [...inFlight.values()],
    pausedUntilMs: new Map([...failures].map(([key, { untilMs }]) => [key, untilMs])),
  }
}

/** The same list for the same fixtures: what is worked out from a list is worked out once. */
const listOf = (() => {
  const lists = new WeakMap<ReadonlyMap<string, PollFixture>, readonly PollFixture[]>()
  return (fixtures: ReadonlyMap<string, PollFixture>): readonly PollFixture[] => {
    const list = lists.get(fixtures) ?? [...fixtures.values()]
    lists.set(fixtures, list)
    return list
  }
})()

/**
 * Takes one event without planning. Time never goes back: an event from before counts as now. An answer
 * to a call that is not out changes nothing, nor does what is said of a fixture that is not known.
 */
export function absorbEvent(state: PollerState, event: PollerEvent): PollerState {
  return applied(at(state, event.nowMs), event)
}

/** Takes one event as {@link absorbEvent} does, and plans anew. @throws {InvalidInputError} as `planPoll`. */
export function stepPoller(before: PollerState, event: PollerEvent): PollerStep {
  const state = absorbEvent(before, event)
  const plan = planPoll(worldOf(state))
  const room = Math.max(0, CALLS_MAX - state.inFlight.size)
  const calls = plan.calls.slice(0, room).map((call, index) => ({
    type: 'call' as const,
    callId: state.lastCallId + 1 + index,
    call,
  }))
  const inFlight = new Map(state.inFlight)
  for (const { callId, call } of calls) inFlight.set(callId, call)
  return {
    state: { ...state, inFlight, lastCallId: state.lastCallId + calls.length, plan },
    commands: [...calls, { type: 'wake', atMs: plan.nextWakeMs }],
  }
}

/** Moves the time on; a new day or month begins with nothing spent. */
function at(state: PollerState, eventMs: number): PollerState {
  const nowMs = Math.max(state.nowMs, eventMs)
  const ends = windowEndsOf(state.nowMs)
  const { day, month } = state.credits
  const remembered = [...state.fixtures.values()].filter(
    (fixture) => endMsOf(fixture) > nowMs - REMEMBERED_MS,
  )
  return {
    ...(remembered.length < state.fixtures.size ? withFixtures(state, remembered) : state),
    nowMs,
    credits: {
      day: day !== undefined && nowMs >= ends.dayMs ? { ...day, spent: 0 } : day,
      month: month !== undefined && nowMs >= ends.monthMs ? { ...month, spent: 0 } : month,
    },
  }
}

/** Forgets all other fixtures, and when their own markets were polled. */
function withFixtures(state: PollerState, remembered: readonly PollFixture[]): PollerState {
  const fixtures = new Map(remembered.map((fixture) => [fixture.eventId, fixture]))
  const isForgotten = (key: string): boolean => {
    const eventId = eventOfQuoteKey(key)
    return eventId !== undefined && !fixtures.has(eventId)
  }
  const polled = new Map([...state.polled].filter(([key]) => !isForgotten(key)))
  return { ...state, fixtures, polled }
}

function applied(state: PollerState, event: PollerEvent): PollerState {
  const { nowMs } = state
  switch (event.type) {
    case 'tick':
      return state
    case 'answer':
      return answered(state, event)
    case 'failure':
      return failed(state, event)
    case 'budget-stop':
      return { ...state, stoppedUntilMs: event.untilMs ?? windowEndsOf(nowMs).monthMs }
    case 'credits':
      return { ...state, credits: event.credits }
    case 'near-edge':
      return changed(state, event.eventId, { nearEdge: event.edge })
    case 'wish':
      return changed(state, event.eventId, { markets: event.markets })
    case 'sports':
      return { ...state, sports: event.sports }
  }
}

/** Returns the poller with something else about a fixture; one that is not known stays so. */
function changed(state: PollerState, eventId: string, change: Partial<PollFixture>): PollerState {
  const fixture = state.fixtures.get(eventId)
  if (fixture === undefined) return state
  return {
    ...state,
    fixtures: new Map(state.fixtures).set(eventId, { ...fixture, ...change }),
  }
}

function answered(
  before: PollerState,
  event: Extract<PollerEvent, { type: 'answer' }>,
): PollerState {
  const call = before.inFlight.get(event.callId)
  if (call === undefined) return before
  const state = settled(before, event.callId, call, event.usage, call.cost.max)
  const failures = new Map(state.failures)
  failures.delete(call.sportKey)
  const fixtures = seen(state, call, event.fixtures)
  if (call.kind === 'events') {
    const listed = new Map(state.listed).set(call.sportKey, state.nowMs)
    return { ...state, failures, fixtures, listed }
  }
  const polled = new Map(state.polled)
  for (const key of quoteKeysOf(call)) polled.set(key, state.nowMs)
  return { ...state, failures, fixtures, polled }
}

function failed(
  before: PollerState,
  event: Extract<PollerEvent, { type: 'failure' }>,
): PollerState {
  const call = before.inFlight.get(event.callId)
  if (call === undefined) return before
  const assumed = event.cause === 'not-sent' ? 0 : call.cost.max
  const state = settled(before, event.callId, call, event.usage, assumed)
  const { nowMs } = state
  if (event.cause === 'spent') {
    return { ...state, stoppedUntilMs: windowEndsOf(nowMs).monthMs }
  }
  if (event.cause === 'gone' && call.kind === 'event-odds') {
    return changed(state, call.eventId, { endedMs: nowMs })
  }
  const count = (state.failures.get(call.sportKey)?.count ?? 0) + 1
  const backoffMs = Math.min(BACKOFF_MS_MAX, BACKOFF_MS_MIN * 2 ** (count - 1))
  const untilMs = nowMs + Math.max(backoffMs, event.retryAfterMs ?? 0)
  return { ...state, failures: new Map(state.failures).set(call.sportKey, { count, untilMs }) }
}

/** Takes a call off the ones in flight, and its credits off what is left. */
function settled(
  state: PollerState,
  callId: number,
  call: PlannedCall,
  usage: CreditUsage | undefined,
  assumedCredits: number,
): PollerState {
  const inFlight = new Map(state.inFlight)
  inFlight.delete(callId)
  const charged = usage?.last ?? (call.kind === 'events' ? 0 : assumedCredits)
  const spend = (counted: CreditWindow | undefined): CreditWindow | undefined =>
    counted === undefined ? undefined : { ...counted, spent: counted.spent + charged }
  const day = spend(state.credits.day)
  const month = spend(state.credits.month)
  // Others may use the account: what it has left is the most there is.
  const known = month === undefined ? 0 : month.limit - (usage?.remaining ?? Infinity)
  return {
    ...state,
    inFlight,
    credits: {
      day,
      month: month === undefined ? undefined : { ...month, spent: Math.max(month.spent, known) },
    },
  }
}

/**
 * Returns the fixtures after an answer. What a list of a sport's events does not have any more is over
 * where it had begun, and forgotten where it had not.
 */
function seen(
  { fixtures: before, nowMs }: PollerState,
  call: PlannedCall,
  answer: readonly SeenFixture[],
): ReadonlyMap<string, PollFixture> {
  const changes = new Map<string, PollFixture | undefined>()
  for (const { eventId, sportKey, startMs } of answer) {
    const { endedMs, ...known } = before.get(eventId) ?? { eventId, sportKey, startMs: undefined }
    if (known.startMs !== startMs || known.sportKey !== sportKey || endedMs !== undefined) {
      changes.set(eventId, { ...known, sportKey, startMs })
    }
  }
  if (call.kind === 'events') {
    const listed = new Set(answer.map(({ eventId }) => eventId))
    for (const [eventId, fixture] of before) {
      const isMissing = fixture.sportKey === call.sportKey && !listed.has(eventId)
      if (isMissing && fixture.startMs > nowMs) changes.set(eventId, undefined)
      else if (isMissing && fixture.endedMs === undefined) {
        changes.set(eventId, { ...fixture, endedMs: nowMs })
      }
    }
  }
  if (changes.size === 0) return before
  const fixtures = new Map(before)
  for (const [eventId, fixture] of changes) {
    if (fixture === undefined) fixtures.delete(eventId)
    else fixtures.set(eventId, fixture)
  }
  return fixtures
}
