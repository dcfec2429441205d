import { fc, test as prop } from '@fast-check/vitest'
import { InvalidInputError } from '@arbkit/core'
import { describe, expect, it } from 'vitest'
import { affordableCalls, planPoll, LISTING_INTERVAL_MS, WAKE_MS_MAX, WAKE_MS_MIN } from './plan.ts'
import { phaseOf } from './rhythm.ts'
import {
  eventQuoteKey,
  type PlannedCall,
  type PollerWorld,
  type PollFixture,
  type PollSport,
  sportQuoteKey,
} from './world.ts'

const HOUR = 60 * 60_000
const DAY = 24 * HOUR
/** A Saturday, nine days before the month is over. */
const NOW = Date.UTC(2026, 10, 21, 12)
const NBA = 'basketball_nba'
const nba: PollSport = { sportKey: NBA, markets: ['h2h', 'totals'], books: { regions: ['us'] } }
const game = (
  eventId: string,
  fromNowMs: number,
  more: Partial<PollFixture> = {},
): PollFixture => ({
  eventId,
  sportKey: NBA,
  startMs: NOW + fromNowMs,
  ...more,
})

const world = (more: Partial<PollerWorld> = {}): PollerWorld => ({
  nowMs: NOW,
  startedMs: NOW,
  sports: [nba],
  fixtures: [game('a', 2 * HOUR)],
  credits: {},
  polled: new Map(),
  listed: new Map([[NBA, NOW]]),
  inFlight: [],
  pausedUntilMs: new Map(),
  cacheTtlMs: 0,
  ...more,
})

const polledAt = (agoMs: number): ReadonlyMap<string, number> =>
  new Map(['h2h', 'totals'].map((market) => [sportQuoteKey(NBA, market), NOW - agoMs]))
const limited = (limit: number, spent = 0, reserve = 0) => ({ limit, spent, reserve })

const sportCall: PlannedCall = {
  kind: 'sport-odds',
  sportKey: NBA,
  markets: ['h2h', 'totals'],
  books: { regions: ['us'] },
  cost: { min: 0, max: 2 },
}

describe('what is due', () => {
  it('asks for what was never asked for, at once where credits do not matter', () => {
    expect(planPoll(world()).calls).toEqual([sportCall])
  })

  it('lists a sport at first, and again after a while, for nothing', () => {
    const listing: PlannedCall = { kind: 'events', sportKey: NBA, cost: { min: 0, max: 0 } }
    const none = { fixtures: [] }
    expect(planPoll(world({ ...none, listed: new Map() })).calls).toEqual([listing])
    const listed = (agoMs: number) =>
      planPoll(world({ ...none, listed: new Map([[NBA, NOW - agoMs]]) }))
    expect(listed(LISTING_INTERVAL_MS - 5000).calls).toEqual([])
    expect(listed(LISTING_INTERVAL_MS - 5000).nextWakeMs).toBe(NOW + 5000)
    expect(listed(LISTING_INTERVAL_MS).calls).toEqual([listing])
  })

  it.each([
    ['in play', -HOUR, 40_000],
    ['in the last hour', HOUR / 2, 60_000],
    ['two hours before', 1.5 * HOUR, 3 * 60_000],
    ['a day before', 20 * HOUR, 30 * 60_000],
    ['three days before', 72 * HOUR, 3 * HOUR],
  ])('%s: a sport is asked again after its interval, not before', (_name, startMs, intervalMs) => {
    const fixtures = [game('a', startMs)]
    const soon = planPoll(world({ fixtures, polled: polledAt(intervalMs - 2000) }))
    expect(soon.calls).toEqual([])
    expect(soon.nextWakeMs).toBe(NOW + 2000)
    expect(soon.perSport[0]?.sportOdds?.intervalMs).toBeCloseTo(intervalMs, 3)
    expect(planPoll(world({ fixtures, polled: polledAt(intervalMs) })).calls).toEqual([sportCall])
  })

  it('lets what waiting there was count when the rhythm changes', () => {
    // 30 s of 60 s before the start, then 20 s of 40 s in play.
    const fixtures = [game('a', -20_000)]
    expect(planPoll(world({ fixtures, polled: polledAt(50_000) })).calls).toEqual([sportCall])
    expect(planPoll(world({ fixtures, polled: polledAt(48_000) })).calls).toEqual([])
  })

  it('asks no faster than the source does, however near an edge, nor than the cache forgets', () => {
    const nearEdge = { atMs: NOW - HOUR / 12 + 1, missBps: 0 }
    const fixtures = [game('a', HOUR / 2, { nearEdge })]
    const at = (agoMs: number, cacheTtlMs = 0) =>
      planPoll(world({ fixtures, polled: polledAt(agoMs), cacheTtlMs })).calls.length
    expect(at(59_000)).toBe(0)
    expect(at(60_000)).toBe(1)
    expect(at(60_000, 90_000)).toBe(0)
    expect(at(90_000, 90_000)).toBe(1)
  })

  it('asks exchanges as often as their source does', () => {
    const sports = [{ ...nba, books: { regions: ['us_ex'] } }]
    const nearEdge = { atMs: NOW - 60_000, missBps: 0 }
    const fixtures = [game('a', HOUR / 2, { nearEdge })]
    const at = (agoMs: number) =>
      planPoll(world({ sports, fixtures, polled: polledAt(agoMs) })).calls
    expect(at(29_000)).toEqual([])
    expect(at(30_000)).toHaveLength(1)
  })

  it('asks about a fixture near an edge sooner', () => {
    const near = game('a', 20 * HOUR, { nearEdge: { atMs: NOW - 1, missBps: 0 } })
    const polled = polledAt(4 * 60_000)
    expect(planPoll(world({ fixtures: [near], polled })).calls).toEqual([])
    expect(planPoll(world({ fixtures: [near], polled })).nextWakeMs).toBeLessThan(NOW + HOUR / 12)
    const cold = planPoll(world({ fixtures: [game('a', 20 * HOUR)], polled }))
    expect(cold.nextWakeMs).toBe(NOW + LISTING_INTERVAL_MS)
  })

  it('asks for additional markets by event, most urgent first, and not once it is over', () => {
    const sports = [{ ...nba, markets: ['team_totals'] }]
    const fixtures = [game('far', 20 * HOUR), game('live', -HOUR), game('over', -5 * HOUR)]
    expect(planPoll(world({ sports, fixtures })).calls).toEqual(
      ['live', 'far'].map((eventId) => ({
        kind: 'event-odds',
        sportKey: NBA,
        eventId,
        markets: ['team_totals'],
        books: nba.books,
        cost: { min: 0, max: 1 },
      })),
    )
  })

  it('asks each market of a sport for those who want it', () => {
    // Totals are wanted of the far one only: they follow its rhythm.
    const fixtures = [game('live', -HOUR, { markets: ['h2h'] }), game('far', 20 * HOUR)]
    const { calls } = planPoll(world({ fixtures, polled: polledAt(60_000) }))
    expect(calls).toEqual([{ ...sportCall, markets: ['h2h'], cost: { min: 0, max: 1 } }])
  })

  it('asks nothing about a fixture that nobody wants', () => {
    expect(planPoll(world({ fixtures: [game('a', -HOUR, { markets: [] })] })).calls).toEqual([])
  })

  it('asks nothing again that is out, nor of a sport that is left alone', () => {
    expect(planPoll(world({ inFlight: [sportCall] })).calls).toEqual([])
    const pausedUntilMs = new Map([[NBA, NOW + 7000]])
    const paused = planPoll(world({ pausedUntilMs, listed: new Map() }))
    expect(paused.calls).toEqual([])
    expect(paused.nextWakeMs).toBe(NOW + 7000)
    expect(paused.starved).toMatchObject([{ eventId: 'a', reason: 'paused' }])
  })

  it('lists, and does no more, while it may not spend', () => {
    const stopped = planPoll(world({ stoppedUntilMs: NOW + 9000, listed: new Map() }))
    expect(stopped.calls.map(({ kind }) => kind)).toEqual(['events'])
    expect(stopped.nextWakeMs).toBe(NOW + 9000)
    expect(stopped.starved).toMatchObject([{ eventId: 'a', reason: 'stopped' }])
  })

  it('counts waiting from a day before polling began, wherever credits are few', () => {
    const fixtures = [game('a', 20 * HOUR)]
    const poor = { month: limited(40) }
    expect(planPoll(world({ fixtures, credits: poor })).calls).toEqual([])
    const startedMs = NOW - 4 * DAY
    const before = game('b', -4 * DAY)
    const later = planPoll(world({ fixtures: [before, ...fixtures], credits: poor, startedMs }))
    expect(later.calls).toEqual([sportCall])
  })
})

describe('credits', () => {
  it('are not passed by any call, the cheaper one goes instead', () => {
    const sports = [{ ...nba, markets: ['h2h', 'totals', 'team_totals'] }]
    const fixtures = [game('a', -HOUR)]
    const calls = (left: number) =>
      planPoll(world({ sports, fixtures, credits: { day: limited(10, 7 - left, 3) } })).calls
    expect(calls(0)).toEqual([])
    // Due by waiting since yesterday only where the stretch allows it: see that none is dearer.
    for (const left of [1, 2, 3, 7]) {
      const cost = calls(left).reduce((sum, call) => sum + call.cost.max, 0)
      expect(cost).toBeLessThanOrEqual(left)
    }
  })

  it('are not passed by calls together, and a cheaper one goes in place of one too dear', () => {
    const costing = (max: number): PlannedCall => ({ ...sportCall, cost: { min: 0, max } })
    const costs = (credits: number, ...all: number[]) =>
      affordableCalls(all.map(costing), credits).map(({ cost }) => cost.max)
    expect(costs(5, 2, 4, 3, 1)).toEqual([2, 3])
    expect(costs(6, 2, 4, 3, 1)).toEqual([2, 4])
    expect(costs(0, 2, 0)).toEqual([0])
    expect(costs(Infinity, 2, 4)).toEqual([2, 4])
  })

  it('are not set aside for what is over', () => {
    const sports = [{ ...nba, markets: ['team_totals'] }]
    const over = Array.from({ length: 40 }, (_, index) => game(`over-${index}`, -5 * HOUR))
    const plan = (fixtures: readonly PollFixture[]) =>
      planPoll(world({ sports, fixtures, credits: { day: limited(50) } }))
    const live = game('live', -HOUR)
    expect(plan([...over, live]).lambda).toBe(plan([live]).lambda)
    expect(plan([...over, live]).perSport[0]?.eventOdds?.count).toBe(1)
  })

  it('keeps tonight from being spent in the morning', () => {
    // 60 credits for a day: a game now would take them all were it not for the ten tonight.
    const tonight = Array.from({ length: 10 }, (_, index) =>
      game(`night-${index}`, 8 * HOUR, { sportKey: 'icehockey_nhl' }),
    )
    const sports = [nba, { ...nba, sportKey: 'icehockey_nhl' }]
    const credits = { day: limited(60) }
    const alone = planPoll(world({ sports, fixtures: [game('a', -HOUR)], credits }))
    const shared = planPoll(world({ sports, fixtures: [game('a', -HOUR), ...tonight], credits }))
    const [nbaAlone] = alone.perSport
    const [nbaShared, nhl] = shared.perSport
    expect(shared.lambda).toBeGreaterThan(alone.lambda)
    expect(nbaShared!.creditsPerDay).toBeLessThan(nbaAlone!.creditsPerDay / 2)
    expect(nhl!.creditsPerDay).toBeGreaterThan(nbaShared!.creditsPerDay)
    expect(shared.totals.creditsPerDay).toBeCloseTo(60, 3)
  })

  it('shares by the root of how many profit and of what it costs: that makes quotes youngest', () => {
    const sports = ['one', 'four', 'dear'].map((sportKey) => ({
      ...nba,
      sportKey,
      books: { regions: sportKey === 'dear' ? ['us', 'us2', 'eu', 'uk'] : ['us'] },
    }))
    const fixtures = ['one', 'four', 'four', 'four', 'four', 'dear'].map((sportKey, index) =>
      game(`${index}`, 20 * HOUR, { sportKey }),
    )
    const plan = planPoll(world({ sports, fixtures, credits: { month: limited(300) } }))
    const [one, four, dear] = plan.perSport.map(({ sportOdds }) => sportOdds!.intervalMs)
    expect(one! / four!).toBeCloseTo(2, 9)
    expect(dear! / one!).toBeCloseTo(2, 9)
  })

  it('gives games in play up before those about to start', () => {
    const sports = [nba, { ...nba, sportKey: 'icehockey_nhl' }]
    const fixtures = [game('live', -HOUR), game('b', HOUR / 2, { sportKey: 'icehockey_nhl' })]
    const intervals = (limit: number) =>
      planPoll(world({ sports, fixtures, credits: { day: limited(limit) } })).perSport.map(
        ({ sportOdds }) => sportOdds!.intervalMs,
      )
    const [liveRich, soonRich] = intervals(100_000)
    expect(liveRich).toBeLessThan(soonRich!)
    const [livePoor, soonPoor] = intervals(60)
    expect(livePoor).toBeGreaterThan(soonPoor!)
  })

  it('says which limit holds it back, and what is left', () => {
    const fixtures = [game('a', -HOUR)]
    const plan = (credits: PollerWorld['credits']) => planPoll(world({ fixtures, credits }))
    expect(plan({})).toMatchObject({ binding: 'none', lambda: 1, spendableCredits: Infinity })
    expect(plan({ day: limited(9000) }).binding).toBe('none')
    expect(plan({ day: limited(30), month: limited(9000) })).toMatchObject({
      binding: 'day',
      spendableCredits: 30,
    })
    expect(plan({ day: limited(900), month: limited(100, 20, 10) })).toMatchObject({
      binding: 'month',
      spendableCredits: 70,
    })
    expect(plan({ day: limited(10, 20) }).spendableCredits).toBe(0)
  })

  it('takes the rest of the month to be like what is known, for a day at least and a week at most', () => {
    const month = { month: limited(90_000) }
    const perMonth = (fixtures: readonly PollFixture[]) => {
      const { totals } = planPoll(world({ fixtures, credits: month, polled: polledAt(0) }))
      return totals.creditsPerMonth
    }
    // Twelve minutes of a game that begins at noon, once in each of nine and a half days.
    const endedMs = NOW + 12 * 60_000
    const short = game('a', 0, { endedMs })
    expect(perMonth([short])).toBeCloseTo(2 * 18 * 9.5, 3)
    // Another in three days makes the known time three days long.
    const later = game('b', 3 * DAY - HOUR, { endedMs: NOW + 3 * DAY, markets: [] })
    expect(perMonth([short, later])).toBeCloseTo((2 * 18 * 9.5) / 3, 3)
    // What is beyond a week is not looked at.
    const beyond = game('c', 8 * DAY, { markets: [] })
    expect(perMonth([short, beyond])).toBeCloseTo((2 * 18 * 9.5) / 7, 3)
  })

  it('counts nothing twice where the month is over sooner', () => {
    const lastHour = Date.UTC(2026, 10, 30, 23)
    const fixtures = [game('a', 0, { startMs: lastHour - HOUR })]
    const polled = new Map(['h2h', 'totals'].map((key) => [sportQuoteKey(NBA, key), lastHour]))
    const plan = planPoll(world({ nowMs: lastHour, startedMs: lastHour, fixtures, polled }))
    expect(plan.totals.creditsPerMonth).toBeCloseTo(2 * 90, 6)
    expect(plan.totals.creditsPerDay).toBeCloseTo(2 * 90, 6)
    expect(plan.totals.creditsPerHour).toBeCloseTo(2 * 90, 6)
  })

  it('says who is asked too rarely, by phase', () => {
    const fixtures = [game('live', -HOUR), game('far', 20 * HOUR)]
    const poor = planPoll(world({ fixtures, credits: { day: limited(40) } }))
    expect(poor.starved.map(({ eventId, reason }) => [eventId, reason])).toEqual([
      ['live', 'day-limit'],
    ])
    // An interval of exactly what is useful is; the cache alone can make it so long.
    const cached = (cacheTtlMs: number) =>
      planPoll(world({ fixtures, cacheTtlMs })).starved.map(({ eventId }) => eventId)
    expect(cached(5 * 60_000)).toEqual([])
    expect(cached(6 * 60_000)).toEqual(['live'])
    const none = planPoll(world({ fixtures, credits: { month: limited(5, 5) } }))
    expect(none.starved).toMatchObject([
      { eventId: 'live', intervalMs: undefined, reason: 'spent' },
      { eventId: 'far', intervalMs: undefined, reason: 'spent' },
    ])
    expect(planPoll(world({ fixtures })).starved).toEqual([])
  })

  it.each([
    ['a limit with a fraction', { credits: { day: limited(1.5) } }],
    ['a reserve below 0', { credits: { month: limited(5, 0, -1) } }],
    ['a sport twice', { sports: [nba, nba] }],
    ['a sport without books', { sports: [{ ...nba, books: { regions: [] } }] }],
    ['polling that begins later', { startedMs: NOW + 1 }],
    ['a lifetime below 0', { cacheTtlMs: -1 }],
  ])('refuses %s', (_name, more) => {
    expect(() => planPoll(world(more))).toThrow(InvalidInputError)
  })
})

const SPORTS = [NBA, 'icehockey_nhl', 'soccer_epl', 'tennis_atp_us_open']
const MARKETS = ['h2h', 'spreads', 'totals', 'team_totals', 'player_points']
const markets = fc.subarray(MARKETS)
const edge = fc.record({
  atMs: fc.integer({ min: NOW - HOUR, max: NOW }),
  missBps: fc.integer({ min: -50, max: 300 }),
})
const fixture = fc.record({
  sportKey: fc.constantFrom(...SPORTS),
  startMs: fc.integer({ min: NOW - 6 * HOUR, max: NOW + 5 * DAY }),
  markets: fc.option(markets, { nil: undefined, freq: 3 }),
  nearEdge: fc.option(edge, { nil: undefined, freq: 4 }),
})
const creditWindow = (max: number) =>
  fc.record({
    limit: fc.integer({ min: 0, max }),
    reserve: fc.integer({ min: 0, max: Math.floor(max / 8) }),
    spent: fc.integer({ min: 0, max }),
  })
const anyWorld = fc
  .record({
    sportMarkets: fc.tuple(markets, markets, markets, markets),
    regions: fc.subarray(['us', 'us2', 'eu'], { minLength: 1 }),
    fixtures: fc.array(fixture, { maxLength: 40 }),
    day: fc.option(creditWindow(2000), { nil: undefined }),
    month: fc.option(creditWindow(20_000), { nil: undefined }),
    polledAgoMs: fc.array(fc.integer({ min: 0, max: 12 * HOUR }), { maxLength: 60 }),
  })
  .map(({ sportMarkets, regions, fixtures, day, month, polledAgoMs }): PollerWorld => {
    const all = fixtures.map((each, index) => ({ ...each, eventId: `e${index}` }))
    const keys = [
      ...SPORTS.flatMap((sportKey) => MARKETS.map((market) => sportQuoteKey(sportKey, market))),
      ...all.flatMap(({ eventId }) => MARKETS.map((market) => eventQuoteKey(eventId, market))),
    ]
    return world({
      sports: SPORTS.map((sportKey, index) => ({
        sportKey,
        markets: sportMarkets[index] ?? [],
        books: { regions },
      })),
      fixtures: all,
      credits: { day, month },
      polled: new Map(polledAgoMs.map((agoMs, index) => [keys[index]!, NOW - agoMs])),
    })
  })

describe('any plan', () => {
  prop.prop([anyWorld])('calls for what is wanted and not over, within what is left', (any) => {
    const plan = planPoll(any)
    const wants = (call: PlannedCall, market: string) =>
      any.fixtures.some(
        (each) =>
          each.sportKey === call.sportKey &&
          (call.kind !== 'event-odds' || call.eventId === each.eventId) &&
          phaseOf(each, NOW) !== 'finished' &&
          (each.markets ?? any.sports.find((s) => s.sportKey === each.sportKey)!.markets).includes(
            market,
          ),
      )
    for (const call of plan.calls) {
      if (call.kind !== 'events') {
        expect(call.markets.every((market) => wants(call, market))).toBe(true)
        expect(call.cost.max).toBeGreaterThan(0)
      }
    }
    const cost = plan.calls.reduce((sum, call) => sum + call.cost.max, 0)
    expect(cost).toBeLessThanOrEqual(plan.spendableCredits)
    expect(plan.nextWakeMs).toBeGreaterThanOrEqual(NOW + WAKE_MS_MIN)
    expect(plan.nextWakeMs).toBeLessThanOrEqual(NOW + WAKE_MS_MAX)
  })

  prop.prop([anyWorld])(
    'projects to spend no more than is left, and all of it where that binds',
    (any) => {
      const { totals, binding, lambda } = planPoll(any)
      const left = ({ limit, reserve, spent } = limited(Infinity)) =>
        Math.max(0, limit - reserve - spent)
      const [day, month] = [left(any.credits.day), left(any.credits.month)]
      if (lambda < 1e6) {
        expect(totals.creditsPerDay).toBeLessThanOrEqual(day + 1e-6)
        expect(totals.creditsPerMonth).toBeLessThanOrEqual(month + 1e-6)
        if (binding === 'day') expect(totals.creditsPerDay).toBeCloseTo(day, 2)
        if (binding === 'month') expect(totals.creditsPerMonth).toBeCloseTo(month, 1)
      } else {
        expect(Math.min(day, month)).toBeLessThan(any.fixtures.length + 1)
      }
      const { perSport } = planPoll(any)
      for (const key of ['creditsPerHour', 'creditsPerDay', 'creditsPerMonth'] as const) {
        const sum = perSport.reduce((all, sport) => all + sport[key], 0)
        expect(sum).toBeCloseTo(totals[key], 6)
      }
    },
  )

  prop.prop([anyWorld, fc.integer({ min: 1, max: 5000 })])(
    'with more credits asks about nothing less often',
    (any, more) => {
      const add = (w: PollerWorld['credits']['day']) =>
        w === undefined ? w : { ...w, limit: w.limit + more }
      const before = planPoll(any)
      const after = planPoll({
        ...any,
        credits: { day: add(any.credits.day), month: add(any.credits.month) },
      })
      const tolerance = 1 + 1e-6
      expect(after.lambda).toBeLessThanOrEqual(before.lambda * tolerance)
      for (const [index, sport] of after.perSport.entries()) {
        const was = before.perSport[index]!
        for (const kind of ['sportOdds', 'eventOdds'] as const) {
          const isSlower = (sport[kind]?.intervalMs ?? 0) > (was[kind]?.intervalMs ?? 0) * tolerance
          expect(isSlower).toBe(false)
        }
      }
    },
  )

  prop.prop([anyWorld, fc.integer({ min: 7 * HOUR, max: 4 * DAY })])(
    'never asks about a game in play less often than about its equal far from its start',
    (any, farMs) => {
      const twin = (sportKey: string, startMs: number) => ({
        eventId: sportKey,
        sportKey,
        startMs,
        markets: ['h2h'],
      })
      const sports = ['twin_live', 'twin_far'].map((sportKey) => ({ ...nba, sportKey }))
      const plan = planPoll({
        ...any,
        sports: [...any.sports, ...sports],
        fixtures: [...any.fixtures, twin('twin_live', NOW - HOUR), twin('twin_far', NOW + farMs)],
      })
      const [live, far] = plan.perSport.slice(-2)
      expect(live!.sportOdds!.intervalMs).toBeLessThanOrEqual(far!.sportOdds!.intervalMs)
    },
  )
})
