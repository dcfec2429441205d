import { describe, expect, it } from 'vitest'
import type { PollerEvent } from './poller-event.ts'
import {
  CALLS_MAX,
  createPollerState,
  type PollerStart,
  type PollerState,
  type PollerStep,
  stepPoller,
} from './poller-reducer.ts'
import { eventQuoteKey, type PollFixture, type PollSport, sportQuoteKey } from './world.ts'

const HOUR = 60 * 60_000
const NOW = Date.UTC(2026, 10, 21, 12)
const MIDNIGHT = Date.UTC(2026, 10, 22)
const NBA = 'basketball_nba'
const sport = (sportKey: string, markets = ['h2h', 'totals']): PollSport => ({
  sportKey,
  markets,
  books: { regions: ['us'] },
})
const game = (eventId: string, startMs = NOW - HOUR, sportKey = NBA): PollFixture => ({
  eventId,
  sportKey,
  startMs,
})
const limited = (limit: number, spent = 0, reserve = 0) => ({ limit, spent, reserve })
const usage = (last: number, remaining = 1_000_000) => ({ last, remaining, used: 0 })

const begin = (more: Partial<PollerStart> = {}): PollerState =>
  createPollerState({
    nowMs: NOW,
    sports: [sport(NBA)],
    credits: { day: limited(1000), month: limited(20_000) },
    cacheTtlMs: 0,
    fixtures: [game('a')],
    ...more,
  })

const calls = ({ commands }: PollerStep) =>
  commands.flatMap((command) => (command.type === 'call' ? [command] : []))
const wakeMs = ({ commands }: PollerStep) =>
  commands.flatMap((command) => (command.type === 'wake' ? [command.atMs] : []))

const tick = (state: PollerState, nowMs = NOW) => stepPoller(state, { type: 'tick', nowMs })

/** Answers a call with what it costs at most and what is known. */
function answer(
  state: PollerState,
  callId: number,
  more: Partial<Extract<PollerEvent, { type: 'answer' }>> = {},
): PollerStep {
  const fixtures = [...state.fixtures.values()]
  return stepPoller(state, { type: 'answer', nowMs: NOW + 100, callId, fixtures, ...more })
}

/** A poller that has listed its sport and has its call for odds out, with its id. */
function listed(more: Partial<PollerStart> = {}): { state: PollerState; callId: number } {
  const first = tick(begin(more))
  const [listing, odds] = calls(first)
  expect([listing!.call.kind, odds!.call.kind]).toEqual(['events', 'sport-odds'])
  return { state: answer(first.state, listing!.callId).state, callId: odds!.callId }
}

describe('calls', () => {
  it('are made once, with ids of their own, and then there is one wake', () => {
    const first = tick(begin())
    expect(calls(first).map(({ callId }) => callId)).toEqual([1, 2])
    expect(wakeMs(first)).toHaveLength(1)
    const second = tick(first.state)
    expect(calls(second)).toEqual([])
    expect(second.state.inFlight.size).toBe(2)
  })

  it('are no more than a few at a time', () => {
    const sports = ['a', 'b', 'c', 'd', 'e'].map((key) => sport(key))
    const first = tick(
      begin({ sports, fixtures: sports.map((s) => game(s.sportKey, NOW, s.sportKey)) }),
    )
    expect(calls(first)).toHaveLength(CALLS_MAX)
    const second = answer(first.state, 1)
    expect(calls(second)).toHaveLength(1)
    expect(second.state.inFlight.size).toBe(CALLS_MAX)
  })

  it('are forgotten by whoever answers what was never asked', () => {
    const { state } = listed()
    expect(answer(state, 99, { usage: usage(7) }).state.credits).toEqual(state.credits)
    const failed = stepPoller(state, { type: 'failure', nowMs: NOW, callId: 99, cause: 'retry' })
    expect(failed.state.credits).toEqual(state.credits)
    expect(failed.state.failures.size).toBe(0)
  })
})

describe('answers', () => {
  it('cost what they say', () => {
    const { state, callId } = listed()
    const { credits, inFlight } = answer(state, callId, { usage: usage(1) }).state
    expect(credits).toEqual({ day: limited(1000, 1), month: limited(20_000, 1) })
    expect(inFlight.size).toBe(0)
  })

  it('cost their most where they do not say, and a list nothing', () => {
    const { state, callId } = listed()
    expect(state.credits.day?.spent).toBe(0)
    expect(answer(state, callId).state.credits.day?.spent).toBe(2)
  })

  it('tell what the account has left, where that is less', () => {
    const { state, callId } = listed()
    const after = answer(state, callId, { usage: usage(2, 5000) }).state
    expect(after.credits.month).toEqual(limited(20_000, 15_000))
    expect(after.credits.day).toEqual(limited(1000, 2))
  })

  it('say when quotes came: the next is an interval later', () => {
    const { state, callId } = listed()
    const after = answer(state, callId, { usage: usage(2), nowMs: NOW + 500 })
    expect(after.state.polled).toEqual(
      new Map([
        [sportQuoteKey(NBA, 'h2h'), NOW + 500],
        [sportQuoteKey(NBA, 'totals'), NOW + 500],
      ]),
    )
    expect(wakeMs(after)).toEqual([NOW + 500 + 40_000])
    expect(calls(tick(after.state, NOW + 500 + 39_000))).toEqual([])
    expect(calls(tick(after.state, NOW + 500 + 40_000))).toHaveLength(1)
  })

  it('bring fixtures, and move them, and keep what is wished of them', () => {
    const first = tick(begin())
    const wished = stepPoller(first.state, {
      type: 'wish',
      nowMs: NOW,
      eventId: 'a',
      markets: ['h2h'],
    })
    const fixtures = [game('a', NOW + HOUR), game('b', NOW + 2 * HOUR)]
    const { state } = answer(wished.state, 2, { fixtures })
    expect([...state.fixtures.values()]).toEqual([
      { ...game('a', NOW + HOUR), markets: ['h2h'] },
      game('b', NOW + 2 * HOUR),
    ])
  })

  it('of a list end what it has no more, and forget what had not begun', () => {
    const fixtures = [game('on', NOW - HOUR), game('soon', NOW + HOUR), game('nhl', NOW, 'nhl')]
    const first = tick(begin({ fixtures }))
    const { state } = answer(first.state, 1, { fixtures: [] })
    expect(state.fixtures.get('on')?.endedMs).toBe(NOW + 100)
    expect(state.fixtures.has('soon')).toBe(false)
    expect(state.fixtures.get('nhl')).toEqual(game('nhl', NOW, 'nhl'))
    const later = answer(state, 2, { fixtures: [game('on', NOW - HOUR)] })
    expect(later.state.fixtures.get('on')).toEqual(game('on', NOW - HOUR))
  })

  it('of odds end nothing: a book may leave an event out', () => {
    const { state, callId } = listed()
    expect(answer(state, callId, { fixtures: [] }).state.fixtures.get('a')).toEqual(game('a'))
  })
})

describe('failures', () => {
  const fail = (
    state: PollerState,
    callId: number,
    more: Partial<Extract<PollerEvent, { type: 'failure' }>> = {},
  ) => stepPoller(state, { type: 'failure', nowMs: NOW + 100, callId, cause: 'retry', ...more })

  it('may have been charged: they count as the most, or as what the answer said', () => {
    const { state, callId } = listed()
    expect(fail(state, callId).state.credits.day?.spent).toBe(2)
    expect(fail(state, callId, { usage: usage(0) }).state.credits.day?.spent).toBe(0)
    expect(fail(state, callId, { cause: 'not-sent' }).state.credits.day?.spent).toBe(0)
  })

  it('leave the sport alone, twice as long each time, until one is answered', () => {
    let { state, callId } = listed()
    let nowMs = NOW + 100
    for (const waitMs of [5000, 10_000, 20_000]) {
      const failed = fail(state, callId, { nowMs })
      expect(calls(tick(failed.state, nowMs + waitMs - 1))).toEqual([])
      nowMs += waitMs
      const again = tick(failed.state, nowMs)
      callId = calls(again)[0]!.callId
      state = again.state
    }
    expect(answer(state, callId, { nowMs }).state.failures.size).toBe(0)
  })

  it('wait for ten minutes at most, or for as long as the venue asks', () => {
    const { state, callId } = listed()
    const asked = fail(state, callId, { retryAfterMs: 11_000 }).state
    expect(asked.failures.get(NBA)).toEqual({ count: 1, untilMs: NOW + 100 + 11_000 })
    const many = new Map([[NBA, { count: 30, untilMs: 0 }]])
    const long = fail({ ...state, failures: many }, callId).state
    expect(long.failures.get(NBA)?.untilMs).toBe(NOW + 100 + 10 * 60_000)
  })

  it('leave the other sports be', () => {
    const sports = [sport(NBA), sport('nhl')]
    const fixtures = [game('a'), game('n', NOW - HOUR, 'nhl')]
    let { state } = tick(begin({ sports, fixtures, credits: {} }))
    for (const callId of [1, 2]) state = answer(state, callId).state
    const idOf = (sportKey: string) =>
      [...state.inFlight].find(([, call]) => call.sportKey === sportKey)![0]
    state = fail(state, idOf(NBA)).state
    state = answer(state, idOf('nhl')).state
    const at = (nowMs: number) => calls(tick(state, nowMs)).map(({ call }) => call.sportKey)
    expect(at(NOW + 100 + 4999)).toEqual([])
    expect(at(NOW + 100 + 5000)).toEqual([NBA])
    expect(at(NOW + 100 + 40_000).toSorted()).toEqual([NBA, 'nhl'])
  })

  it('of an event that is gone end it and nothing else', () => {
    const first = tick(begin({ sports: [sport(NBA, ['team_totals'])] }))
    const { callId } = calls(first).find(({ call }) => call.kind === 'event-odds')!
    const gone = fail(first.state, callId, { cause: 'gone', usage: usage(0) })
    expect(gone.state.fixtures.get('a')?.endedMs).toBe(NOW + 100)
    expect(gone.state.failures.size).toBe(0)
  })

  it('of an account without credits stop all that costs until the month is over', () => {
    const { state, callId } = listed()
    const spent = fail(state, callId, { cause: 'spent', usage: usage(0, 0) }).state
    expect(spent.stoppedUntilMs).toBe(Date.UTC(2026, 11, 1))
    expect(spent.credits.month?.spent).toBe(20_000)
    const next = tick(spent, Date.UTC(2026, 11, 1) - 1)
    expect(calls(next).map(({ call }) => call.kind)).toEqual(['events'])
  })
})

describe('credits', () => {
  it('that are out are set aside', () => {
    const { state, callId } = listed()
    const poor = { type: 'credits', nowMs: NOW + 200, credits: { day: limited(9, 2, 2) } } as const
    const after = stepPoller(state, poor).state
    expect(after.plan?.spendableCredits).toBe(3)
    expect(answer(after, callId, { usage: usage(0) }).state.plan?.spendableCredits).toBe(5)
    expect(answer(after, callId, { usage: usage(2) }).state.plan?.spendableCredits).toBe(3)
  })

  it('begin anew with the day, and with the month', () => {
    const credits = { day: limited(1000, 400), month: limited(20_000, 9000) }
    const state = begin({ credits })
    expect(tick(state, MIDNIGHT - 1).state.credits).toEqual(credits)
    expect(tick(state, MIDNIGHT).state.credits).toEqual({ ...credits, day: limited(1000) })
    expect(tick(state, Date.UTC(2026, 11, 1)).state.credits).toEqual({
      day: limited(1000),
      month: limited(20_000),
    })
  })

  it('are what another ledger says', () => {
    const credits = { month: limited(500, 499) }
    const { state } = stepPoller(begin(), { type: 'credits', nowMs: NOW, credits })
    expect(state.credits).toEqual(credits)
  })

  it('are not spent after a stop until it is over', () => {
    const stopped = stepPoller(begin(), { type: 'budget-stop', nowMs: NOW, untilMs: NOW + 9000 })
    expect(calls(stopped).map(({ call }) => call.kind)).toEqual(['events'])
    const kinds = calls(tick(stopped.state, NOW + 9000)).map(({ call }) => call.kind)
    expect(kinds).toEqual(['sport-odds'])
    const forGood = stepPoller(begin(), { type: 'budget-stop', nowMs: NOW })
    expect(forGood.state.stoppedUntilMs).toBe(Date.UTC(2026, 11, 1))
  })
})

describe('what is known', () => {
  it('does not go back in time', () => {
    const { state } = tick(begin(), NOW + 5000)
    expect(tick(state, NOW).state.nowMs).toBe(NOW + 5000)
  })

  it('keeps what is over for two days, and then forgets its quotes too', () => {
    const polled = new Map([
      [eventQuoteKey('old', 'btts'), NOW],
      [eventQuoteKey('new', 'btts'), NOW],
      [sportQuoteKey(NBA, 'h2h'), NOW],
    ])
    const fixtures = [game('old', NOW - 5 * HOUR), game('new', NOW)]
    const state = begin({ fixtures, polled })
    const later = tick(state, NOW + 47 * HOUR).state
    expect([...later.fixtures.keys()]).toEqual(['new'])
    expect([...later.polled.keys()]).toEqual([
      eventQuoteKey('new', 'btts'),
      sportQuoteKey(NBA, 'h2h'),
    ])
    expect([...tick(state, NOW + 46 * HOUR).state.fixtures.keys()]).toEqual(['old', 'new'])
  })

  it('takes edges and wishes of fixtures it knows, and other sports', () => {
    const edge = { atMs: NOW, missBps: 30 }
    const near = stepPoller(begin(), { type: 'near-edge', nowMs: NOW, eventId: 'a', edge })
    expect(near.state.fixtures.get('a')?.nearEdge).toEqual(edge)
    const stranger = stepPoller(begin(), { type: 'near-edge', nowMs: NOW, eventId: 'x', edge })
    expect([...stranger.state.fixtures.keys()]).toEqual(['a'])
    const none = stepPoller(begin(), { type: 'wish', nowMs: NOW, eventId: 'a', markets: [] })
    expect(calls(none).map(({ call }) => call.kind)).toEqual(['events'])
    const wish = stepPoller(none.state, { type: 'wish', nowMs: NOW, eventId: 'a' })
    expect(calls(wish).map(({ call }) => call.kind)).toEqual(['sport-odds'])
    const others = stepPoller(begin(), { type: 'sports', nowMs: NOW, sports: [sport('nhl')] })
    expect(calls(others).map(({ call }) => call.sportKey)).toEqual(['nhl'])
  })
})
