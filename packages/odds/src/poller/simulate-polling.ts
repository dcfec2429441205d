/**
 * Polling a made-up schedule on a made-up clock against the documented charges: what a plan buys, before
 * a credit is spent on finding out.
 * @module
 */
import { assertInvariant, type Rng } from '@arbkit/core'
import { regionCountOf } from '../credits/cost.ts'
import type { CreditUsage } from '../rest/usage-headers.ts'
import type { PollPlan } from './plan.ts'
import type { PollerCommand, PollerEvent, SeenFixture } from './poller-event.ts'
import { createPollerState, type PollerState, stepPoller } from './poller-reducer.ts'
import { freshnessOf, type PhaseFreshness, type Receipt } from './freshness.ts'
import { endMsOf } from './rhythm.ts'
import { DAY_MS } from './windows.ts'
import type { PlannedCall, PollCredits, PollFixture, PollSport } from './world.ts'

/** What is simulated. */
export interface PollingScenario {
  readonly sports: readonly PollSport[]
  /** What is really played; `endedMs` is when a game really ends. */
  readonly schedule: readonly PollFixture[]
  readonly credits: PollCredits
  readonly fromMs: number
  /** Not included. */
  readonly toMs: number
  readonly cacheTtlMs: number
  readonly rng: Rng
  /** How long before its start a fixture is listed, ms; a week where left out. */
  readonly listedAheadMs?: number | undefined
  /** Share of calls that get no answer, though some are charged; 0 where left out. */
  readonly failureShare?: number | undefined
  /** Share of an event's markets that come back and are charged; 1 where left out. */
  readonly returnedShare?: number | undefined
}

/** One call and what it really cost. */
export interface SimulatedCall {
  readonly sentMs: number
  readonly call: PlannedCall
  readonly chargedCredits: number
  /** False where the answer was lost, or the event gone. */
  readonly isAnswered: boolean
}

/** What came of it. */
export interface PollingOutcome {
  readonly calls: readonly SimulatedCall[]
  readonly spentCredits: number
  /** The first plan that knows the fixtures of all sports; the last one where none does. */
  readonly firstPlan: PollPlan
  /** How young quotes were, over all fixtures that something is wanted of, by phase. */
  readonly freshness: Readonly<Record<'last-hour' | 'in-play', PhaseFreshness>>
  /** The poller as it was left. */
  readonly state: PollerState
}

/** From sending to answer, ms. */
const LATENCY_MS = 250

/** Most events of a simulation: more, and it goes in circles. */
const EVENTS_MAX = 1_000_000

/** Time in which a fixture is listed before it starts, where nothing else is said, ms. */
const LISTED_AHEAD_MS = 7 * DAY_MS

/** What comes back from a call. */
interface Reply {
  readonly atMs: number
  readonly chargedCredits: number
  readonly event: PollerEvent
  /** Undefined where no quotes came. */
  readonly receipt: Receipt | undefined
}

/**
 * Polls a schedule from its first moment to its last.
 * @throws {InvalidInputError} as `planPoll`.
 */
export function simulatePolling(scenario: PollingScenario): PollingOutcome {
  const { fromMs, toMs, sports, credits, cacheTtlMs } = scenario
  const reply = createServer(scenario)
  const calls: SimulatedCall[] = []
  const receipts: Receipt[] = []
  let state = createPollerState({ nowMs: fromMs, sports, credits, cacheTtlMs })
  let replies: readonly Reply[] = []
  let wakeMs = fromMs
  let firstPlan: PollPlan | undefined
  for (let count = 0; ; count += 1) {
    assertInvariant(count < EVENTS_MAX, 'a simulation ends')
    const [first] = replies
    const isReply = first !== undefined && first.atMs <= wakeMs
    const nowMs = isReply ? first.atMs : wakeMs
    if (nowMs >= toMs) break
    if (isReply) replies = replies.slice(1)
    if (isReply && first.receipt !== undefined) receipts.push(first.receipt)
    const step = stepPoller(state, isReply ? first.event : { type: 'tick', nowMs })
    state = step.state
    if (state.listed.size === sports.length) firstPlan ??= state.plan
    for (const command of step.commands) {
      if (command.type === 'wake') wakeMs = command.atMs
      else {
        const answer = reply(command, nowMs)
        const { chargedCredits, receipt } = answer
        const isAnswered = receipt !== undefined
        calls.push({ sentMs: nowMs, call: command.call, chargedCredits, isAnswered })
        replies = [...replies, answer].toSorted((a, b) => a.atMs - b.atMs)
      }
    }
  }
  const plan = firstPlan ?? state.plan
  assertInvariant(plan !== undefined, 'a simulation has a first moment')
  return {
    calls,
    spentCredits: calls.reduce((sum, { chargedCredits }) => sum + chargedCredits, 0),
    firstPlan: plan,
    freshness: freshnessOf(wantedOf(scenario), receipts, { fromMs, toMs }),
    state,
  }
}

function wantedOf({ schedule, sports }: PollingScenario): readonly PollFixture[] {
  const wanted = new Map(sports.map(({ sportKey, markets }) => [sportKey, markets]))
  return schedule.filter(({ sportKey }) => (wanted.get(sportKey) ?? []).length > 0)
}

/** What a call comes to at the venue. */
interface Outcome {
  readonly chargedCredits: number
  readonly isGone?: true
}

/** Returns the venue: it charges as the guide of 2025-09-10 says, and answers a little later. */
function createServer(scenario: PollingScenario) {
  const { rng, failureShare = 0, schedule, listedAheadMs = LISTED_AHEAD_MS } = scenario
  let used = Math.max(scenario.credits.month?.spent ?? 0, scenario.credits.day?.spent ?? 0)
  const isListed = (fixture: PollFixture, nowMs: number): boolean =>
    fixture.startMs - listedAheadMs <= nowMs && nowMs < endMsOf(fixture)
  return ({ callId, call }: Extract<PollerCommand, { type: 'call' }>, sentMs: number): Reply => {
    const nowMs = sentMs + LATENCY_MS
    const listed = schedule.filter(
      (fixture) => fixture.sportKey === call.sportKey && isListed(fixture, sentMs),
    )
    const { chargedCredits, isGone } = outcomeAt(call, listed, scenario)
    used += chargedCredits
    const usage: CreditUsage = { remaining: REMAINING, used, last: chargedCredits }
    const common = { nowMs, callId }
    if (rng.next() < failureShare) {
      // Lost on the way: nobody knows whether it was charged.
      const event = { type: 'failure', cause: 'retry', ...common } as const
      return { atMs: nowMs, chargedCredits, event, receipt: undefined }
    }
    if (isGone === true) {
      const event = { type: 'failure', cause: 'gone', usage, ...common } as const
      return { atMs: nowMs, chargedCredits, event, receipt: undefined }
    }
    const fixtures: readonly SeenFixture[] =
      call.kind === 'event-odds'
        ? listed.filter(({ eventId }) => eventId === call.eventId).map(seenOf)
        : listed.map(seenOf)
    const event = { type: 'answer', usage, fixtures, ...common } as const
    return { atMs: nowMs, chargedCredits, event, receipt: { atMs: nowMs, call } }
  }
}

/** What the account has left: more than any limit of a scenario. */
const REMAINING = 1_000_000_000

function seenOf({ eventId, sportKey, startMs }: PollFixture): SeenFixture {
  return { eventId, sportKey, startMs }
}

function outcomeAt(
  call: PlannedCall,
  listed: readonly PollFixture[],
  { rng, returnedShare = 1 }: PollingScenario,
): Outcome {
  switch (call.kind) {
    case 'events':
      return { chargedCredits: 0 }
    case 'sport-odds':
      return { chargedCredits: listed.length === 0 ? 0 : call.cost.max }
    case 'event-odds': {
      const isThere = listed.some(({ eventId }) => eventId === call.eventId)
      if (!isThere) return { chargedCredits: 0, isGone: true }
      const returned = call.markets.filter(() => rng.next() < returnedShare)
      return { chargedCredits: returned.length * regionCountOf(call.books) }
    }
  }
}
