import { fc, test as prop } from '@fast-check/vitest'
import { createSeededRng } from '@arbkit/core/testing'
import { describe, expect, it } from 'vitest'
import { planText } from './plan-text.ts'
import { madeUpSaturday } from './made-up-saturday.ts'
import { endMsOf } from './rhythm.ts'
import { type PollingOutcome, type PollingScenario, simulatePolling } from './simulate-polling.ts'
import { type CreditWindow, type PollFixture, quoteKeysOf } from './world.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
const SPORTS = ['basketball_nba', 'icehockey_nhl', 'soccer_epl', 'tennis_atp_us_open']

/** Credits really charged, by the UTC day or month in which the call was sent. */
function spentBy(outcome: PollingOutcome, length: 'day' | 'month'): Map<string, number> {
  const spent = new Map<string, number>()
  for (const { sentMs, chargedCredits } of outcome.calls) {
    const key = new Date(sentMs).toISOString().slice(0, length === 'day' ? 10 : 7)
    spent.set(key, (spent.get(key) ?? 0) + chargedCredits)
  }
  return spent
}

/** What may be spent in the first window of a simulation, and in the others. */
function expectWithin(outcome: PollingOutcome, { fromMs, credits }: PollingScenario): void {
  for (const length of ['day', 'month'] as const) {
    const at = credits[length]
    const first = new Date(fromMs).toISOString().slice(0, length === 'day' ? 10 : 7)
    for (const [key, spent] of spentBy(outcome, length)) {
      const before = key === first ? (at?.spent ?? 0) : 0
      const most = at === undefined ? Infinity : Math.max(0, at.limit - at.reserve - before)
      expect(spent).toBeLessThanOrEqual(most)
    }
  }
}

const creditWindow = (max: number): fc.Arbitrary<CreditWindow> =>
  fc.record({
    limit: fc.integer({ min: 0, max }),
    reserve: fc.integer({ min: 0, max: Math.floor(max / 8) }),
    spent: fc.integer({ min: 0, max: Math.floor(max / 4) }),
  })

const MARKETS = ['h2h', 'spreads', 'totals', 'team_totals', 'player_points']
const scenario = fc
  .record({
    markets: fc.array(fc.subarray(MARKETS), { minLength: 4, maxLength: 4 }),
    regions: fc.subarray(['us', 'us2', 'eu'], { minLength: 1 }),
    fixtures: fc.array(
      fc.record({
        sportKey: fc.constantFrom(...SPORTS),
        startHours: fc.integer({ min: -5 * 60, max: 40 * 60 }),
        lengthMinutes: fc.integer({ min: 30, max: 400 }),
      }),
      { maxLength: 300, size: 'max' },
    ),
    day: fc.option(creditWindow(400), { nil: undefined, freq: 3 }),
    month: creditWindow(600),
    // Over midnight, and over the end of a month.
    fromMs: fc.constantFrom(Date.UTC(2026, 10, 21, 22), Date.UTC(2026, 10, 30, 21)),
    hours: fc.integer({ min: 1, max: 5 }),
    failureShare: fc.constantFrom(0, 0.2, 1),
    returnedShare: fc.constantFrom(0, 0.5, 1),
    cacheTtlMs: fc.constantFrom(0, 30_000, 5 * MINUTE),
    seed: fc.integer(),
  })
  .map(({ markets, regions, fixtures, day, month, seed, hours, ...rest }): PollingScenario => {
    const schedule = fixtures.map(({ sportKey, startHours, lengthMinutes }, index) => {
      const startMs = rest.fromMs + startHours * MINUTE
      return { eventId: `e${index}`, sportKey, startMs, endedMs: startMs + lengthMinutes * MINUTE }
    })
    return {
      ...rest,
      sports: SPORTS.map((sportKey, index) => ({
        sportKey,
        markets: markets[index] ?? [],
        books: { regions },
      })),
      schedule,
      credits: { day, month },
      toMs: rest.fromMs + hours * HOUR,
      rng: createSeededRng(seed),
    }
  })

describe('any schedule', () => {
  prop.prop([scenario], { numRuns: 30 })('is never polled over budget', (any) => {
    expectWithin(simulatePolling(any), any)
  })

  prop.prop([scenario], { numRuns: 15 })('is polled no faster than its source moves', (any) => {
    const { calls } = simulatePolling({ ...any, failureShare: 0 })
    const lastMs = new Map<string, number>()
    const isLive = (sportKey: string, atMs: number) =>
      any.schedule.some(
        (each) => each.sportKey === sportKey && each.startMs <= atMs && atMs < endMsOf(each) + HOUR,
      )
    for (const { sentMs, call, isAnswered } of calls) {
      if (call.kind === 'events' || !isAnswered) continue
      const isShort = call.kind === 'sport-odds' && isLive(call.sportKey, sentMs)
      const leastMs = Math.max(isShort ? 40_000 : 60_000, any.cacheTtlMs)
      for (const key of quoteKeysOf(call)) {
        expect(sentMs - (lastMs.get(key) ?? -Infinity)).toBeGreaterThanOrEqual(leastMs)
        lastMs.set(key, sentMs)
      }
    }
  })
})

it('charges nothing for a sport that has nothing left, and asks no more once the list says so', () => {
  const fromMs = Date.UTC(2026, 10, 21, 12)
  const startMs = fromMs - 2 * HOUR
  const { calls } = simulatePolling({
    sports: [{ sportKey: 'soccer_epl', markets: ['h2h'], books: { regions: ['us'] } }],
    schedule: [{ eventId: 'a', sportKey: 'soccer_epl', startMs, endedMs: fromMs + 5 * MINUTE }],
    credits: {},
    fromMs,
    toMs: fromMs + HOUR,
    cacheTtlMs: 0,
    rng: createSeededRng(1),
  })
  const odds = calls.filter(({ call }) => call.kind === 'sport-odds')
  const charged = odds.filter(({ chargedCredits }) => chargedCredits > 0)
  expect(charged.every(({ sentMs }) => sentMs < fromMs + 5 * MINUTE)).toBe(true)
  expect(charged).toHaveLength(8)
  expect(odds.length).toBeGreaterThan(charged.length)
  expect(odds.every(({ sentMs }) => sentMs <= fromMs + 16 * MINUTE)).toBe(true)
})

describe('a schedule that stays as it is', () => {
  const still = (limit: number | undefined): PollingScenario => {
    const fromMs = Date.UTC(2026, 10, 21, 10)
    const { sports, schedule } = madeUpSaturday(Date.UTC(2026, 10, 21), createSeededRng(3))
    return {
      sports,
      // Games as long as the longest, known from the start: nothing comes as a surprise.
      schedule: schedule.map(({ endedMs: _endedMs, ...fixture }): PollFixture => fixture),
      credits: limit === undefined ? {} : { day: { limit, reserve: 0, spent: 0 } },
      fromMs,
      toMs: Date.UTC(2026, 10, 22),
      cacheTtlMs: 0,
      rng: createSeededRng(1),
      listedAheadMs: 30 * DAY,
    }
  }

  it.each([100, 600])('costs what the plan says, to a call a sport: %d credits', (limit) => {
    const { firstPlan, spentCredits } = simulatePolling(still(limit))
    const callCredits = 3 * firstPlan.perSport.length
    expect(firstPlan.binding).toBe('day')
    // Made while the first calls were out.
    expect(firstPlan.totals.creditsPerDay).toBeLessThanOrEqual(limit)
    expect(firstPlan.totals.creditsPerDay).toBeGreaterThanOrEqual(limit - callCredits)
    expect(spentCredits).toBeLessThanOrEqual(limit)
    expect(spentCredits).toBeGreaterThanOrEqual(limit - callCredits)
  })

  it('costs what the plan says where nothing is short, but for the time answers take', () => {
    const { firstPlan, spentCredits } = simulatePolling({
      ...still(undefined),
      fromMs: Date.UTC(2026, 10, 21, 22),
    })
    expect(firstPlan.binding).toBe('none')
    // Each interval begins when the answer came, a quarter of a second after the call.
    const { creditsPerDay } = firstPlan.totals
    expect(spentCredits).toBeLessThanOrEqual(creditsPerDay + 15)
    expect(spentCredits).toBeGreaterThan(creditsPerDay * (40 / 40.25) - 30)
  })
})

describe('a Saturday in November', () => {
  const fromMs = Date.UTC(2026, 10, 21)
  const saturday = (limit: number): PollingScenario => ({
    ...madeUpSaturday(fromMs, createSeededRng(7)),
    // Two thirds of the month are over, and so are two thirds of its credits.
    credits: {
      month: { limit, reserve: Math.round(limit / 50), spent: Math.round((limit * 2) / 3) },
    },
    fromMs,
    toMs: fromMs + DAY,
    cacheTtlMs: 0,
    rng: createSeededRng(7),
  })
  const outcomes = new Map(
    [500, 20_000, 100_000].map((limit) => [limit, simulatePolling(saturday(limit))]),
  )

  it.each([...outcomes])('is never over budget on %d credits a month', (limit, outcome) => {
    expectWithin(outcome, saturday(limit))
    const share = limit / 3 - limit / 50
    // A busy day of the ten that are left: its part of the credits, and not half as much again.
    expect(outcome.spentCredits).toBeGreaterThan(share / 12)
    expect(outcome.spentCredits).toBeLessThan(share / 6.5)
    const lines = planText(outcome.firstPlan).split('\n')
    expect(lines.every((line) => line.length <= 80)).toBe(true)
    expect(lines.length).toBeGreaterThan(6)
  })

  it('gets younger quotes for more credits', () => {
    const [free, small, large] = [...outcomes.values()].map(({ freshness }) => freshness)
    expect(free!['last-hour'].within15min).toBeGreaterThan(0)
    for (const phase of ['last-hour', 'in-play'] as const) {
      expect(small![phase].within120s).toBeGreaterThan(free![phase].within120s)
      expect(large![phase].within120s).toBeGreaterThan(small![phase].within120s)
    }
    expect(small!['last-hour'].within15min).toBeGreaterThan(0.95)
    expect(large!['last-hour'].within120s).toBeGreaterThan(0.8)
    expect(large!['in-play'].within120s).toBeGreaterThan(0.6)
  })

  it('polls before games and during them, not in the empty hours', () => {
    const { calls } = outcomes.get(100_000)!
    const epl = calls.filter(({ call }) => call.sportKey === 'soccer_epl' && call.cost.max > 0)
    const busy = epl.filter(
      ({ sentMs }) => sentMs >= fromMs + 11.5 * HOUR && sentMs < fromMs + 20.5 * HOUR,
    )
    expect(busy.length).toBeGreaterThan(0.75 * epl.length)
  })
})
