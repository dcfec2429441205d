/**
 * The poller at work: sends the calls that its reducer asks for, a few at a time, and tells it what came
 * of them, until it is stopped. Clock, sleep and sending are arguments.
 * @module
 */
import { type Clock, RateLimitedError, VenueNoAnswerError } from '@arbkit/core'
import type { Sleep } from '@arbkit/http'
import type { OddsAnswer, OddsRequest, SendOdds } from '../rest/request.ts'
import type { CreditUsage } from '../rest/usage-headers.ts'
import type { PollPlan } from './plan.ts'
import type { FailureCause, PollerCommand, PollerEvent, SeenFixture } from './poller-event.ts'
import {
  absorbEvent,
  createPollerState,
  type PollerStart,
  type PollerState,
  stepPoller,
} from './poller-reducer.ts'
import type { NearEdge, PlannedCall, PollCredits, PollSport } from './world.ts'

/** What a failed call means; `fatal` ends the poller. */
export interface PollFailure {
  readonly cause: FailureCause | 'fatal'
  /** What the answer said was spent, where there was one. */
  readonly usage?: CreditUsage | undefined
  readonly retryAfterMs?: number | undefined
}

/** What the poller needs. */
export interface PollerOptions extends Omit<PollerStart, 'nowMs'> {
  readonly send: SendOdds
  readonly clock: Clock
  readonly sleep: Sleep
  /** Builds the request of a call: `eventsRequest`, `oddsRequest` or `eventOddsRequest`. */
  readonly requestOf: (call: PlannedCall) => OddsRequest
  /** Reads the fixtures of an answer; may throw for a body that is not of its schema. */
  readonly fixturesOf: (call: PlannedCall, answer: OddsAnswer) => readonly SeenFixture[]
  /** Takes an answer on; what it throws ends the poller. */
  readonly onAnswer: (call: PlannedCall, answer: OddsAnswer) => void
  /** Says what a failure of `send` or `fixturesOf` means; {@link judgeFailure} where left out. */
  readonly judge?: ((error: unknown) => PollFailure) | undefined
  /** Told each new plan. */
  readonly onPlan?: ((plan: PollPlan) => void) | undefined
}

/** A poller at work. */
export interface Poller {
  /**
   * Polls until the signal is aborted and then resolves, once no call is out any more. May be called once.
   * @throws the failure that was judged `fatal`, or what an option threw.
   */
  run(signal: AbortSignal): Promise<void>
  /** How near to paying a fixture was; one that is not known yet is passed over. */
  nearEdge(eventId: string, edge: NearEdge): void
  /** Wants these markets of a fixture in place of its sport's; undefined: its sport's again. As {@link nearEdge}. */
  wish(eventId: string, markets: readonly string[] | undefined): void
  /** Polls these sports from now on; what is known of those that stay is kept. */
  setSports(sports: readonly PollSport[]): void
  /** Takes the credits from a ledger kept elsewhere. */
  setCredits(credits: PollCredits): void
  /** Makes no call that costs until then, Unix ms; left out: until the month is over. */
  stopSpending(untilMs?: number): void
  /** The latest plan; undefined before it runs. */
  plan(): PollPlan | undefined
}

/** Judges by the errors that every venue's client throws: what may be sent again is, all else is fatal. */
export function judgeFailure(error: unknown): PollFailure {
  if (error instanceof RateLimitedError) {
    return { cause: 'retry', retryAfterMs: error.retryAfterMs }
  }
  return { cause: error instanceof VenueNoAnswerError ? 'retry' : 'fatal' }
}

/** Returns a poller that does not run yet. @throws {InvalidInputError} as `planPoll`, when it runs. */
export function createPoller(options: PollerOptions): Poller {
  const { clock } = options
  let state: PollerState = createPollerState({ ...options, nowMs: clock.now() })
  let perform: ((commands: readonly PollerCommand[]) => void) | undefined
  const dispatch = (event: PollerEvent): void => {
    const step = stepPoller(state, event)
    state = step.state
    if (step.state.plan !== undefined) options.onPlan?.(step.state.plan)
    perform?.(step.commands)
  }
  const tell = (event: PollerEvent): void => {
    // Before it runs nobody makes the calls that a plan asks for.
    if (perform === undefined) state = absorbEvent(state, event)
    else dispatch(event)
  }
  return {
    async run(signal) {
      const work = createWork(options, dispatch, signal)
      perform = work.perform
      try {
        if (!signal.aborted) dispatch({ type: 'tick', nowMs: clock.now() })
        await work.ended()
      } finally {
        perform = undefined
      }
    },
    nearEdge: (eventId, edge) => tell({ type: 'near-edge', nowMs: clock.now(), eventId, edge }),
    wish: (eventId, markets) => tell({ type: 'wish', nowMs: clock.now(), eventId, markets }),
    setSports: (sports) => tell({ type: 'sports', nowMs: clock.now(), sports }),
    setCredits: (credits) => tell({ type: 'credits', nowMs: clock.now(), credits }),
    stopSpending: (untilMs) => tell({ type: 'budget-stop', nowMs: clock.now(), untilMs }),
    plan: () => state.plan,
  }
}

interface Work {
  readonly perform: (commands: readonly PollerCommand[]) => void
  /** Resolves once the signal is aborted and nothing is out; rejects with what ended it. */
  ended(): Promise<void>
}

function createWork(
  options: PollerOptions,
  dispatch: (event: PollerEvent) => void,
  signal: AbortSignal,
): Work {
  const { clock, sleep } = options
  const own = new AbortController()
  const stop = AbortSignal.any([signal, own.signal])
  const out = new Set<Promise<void>>()
  let failure: { readonly error: unknown } | undefined
  let alarm = new AbortController()
  stop.addEventListener('abort', () => alarm.abort(), { once: true })

  const guarded = (act: () => void): void => {
    if (stop.aborted) return
    try {
      act()
    } catch (error) {
      failure ??= { error }
      own.abort()
    }
  }
  const track = (work: Promise<void>): void => {
    out.add(work)
    void work.finally(() => out.delete(work))
  }
  const wake = async (atMs: number): Promise<void> => {
    alarm.abort()
    const mine = new AbortController()
    alarm = mine
    try {
      await sleep(Math.max(0, atMs - clock.now()), mine.signal)
    } catch (error) {
      if (mine.signal.aborted) return
      guarded(() => {
        throw error
      })
    }
    if (!mine.signal.aborted) guarded(() => dispatch({ type: 'tick', nowMs: clock.now() }))
  }
  const call = async (callId: number, planned: PlannedCall): Promise<void> => {
    const event = await eventOfCall(options, { callId, call: planned, signal: stop })
    guarded(() => {
      if ('error' in event) throw event.error
      dispatch(event)
    })
  }
  return {
    perform(commands) {
      for (const command of commands) {
        track(command.type === 'wake' ? wake(command.atMs) : call(command.callId, command.call))
      }
    },
    async ended() {
      while (out.size > 0) await Promise.race(out)
      if (failure !== undefined) throw failure.error
    },
  }
}

interface OutCall {
  readonly callId: number
  readonly call: PlannedCall
  readonly signal: AbortSignal
}

/** Makes a call and returns what the reducer is told of it, or what ends the poller. */
async function eventOfCall(
  options: PollerOptions,
  { callId, call, signal }: OutCall,
): Promise<PollerEvent | { readonly error: unknown }> {
  const { send, requestOf, fixturesOf, onAnswer, clock, judge = judgeFailure } = options
  let request: OddsRequest
  try {
    request = requestOf(call)
  } catch (error) {
    return { error }
  }
  let usage: CreditUsage | undefined
  try {
    const answer = await send(request, { signal })
    usage = answer.usage
    const fixtures = fixturesOf(call, answer)
    if (!signal.aborted) deliver(onAnswer, call, answer)
    return { type: 'answer', nowMs: clock.now(), callId, usage, fixtures }
  } catch (error) {
    if (error instanceof Undelivered) return { error: error.cause }
    const { cause, ...more } = judge(error)
    if (cause === 'fatal') return { error }
    return {
      type: 'failure',
      nowMs: clock.now(),
      callId,
      cause,
      ...more,
      usage: usage ?? more.usage,
    }
  }
}

/** What `onAnswer` threw: the caller's own, never the venue's. */
class Undelivered extends Error {}

function deliver(onAnswer: PollerOptions['onAnswer'], call: PlannedCall, answer: OddsAnswer): void {
  try {
    onAnswer(call, answer)
  } catch (cause) {
    throw new Undelivered('an answer could not be taken on', { cause })
  }
}
