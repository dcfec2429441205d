import { fc, test as prop } from '@fast-check/vitest'
import { describe, expect, it } from 'vitest'
import {
  endMsOf,
  HEAT_MAX,
  HEAT_STEP_MS,
  heatAt,
  levelAt,
  levelSpans,
  longestGameMs,
  phaseOf,
} from './rhythm.ts'
import type { PollFixture } from './world.ts'

const HOUR = 60 * 60_000
const START = Date.UTC(2026, 10, 21, 18)
const game: PollFixture = { eventId: 'a', sportKey: 'basketball_nba', startMs: START }

describe('phases', () => {
  it.each([
    [-72 * HOUR, 'far', 3 * HOUR],
    [-48 * HOUR, 'far', HOUR / 2],
    [-6 * HOUR - 1, 'far', HOUR / 2],
    [-6 * HOUR, 'ramp', HOUR / 3],
    [-5 * HOUR, 'ramp', HOUR / 5],
    [-2 * HOUR, 'ramp', HOUR / 20],
    [-HOUR - 1, 'ramp', HOUR / 20],
    [-HOUR, 'last-hour', 60_000],
    [-1, 'last-hour', 60_000],
    [0, 'in-play', 40_000],
    [3.5 * HOUR - 1, 'in-play', 40_000],
  ])('%d ms from the start: %s, every %d ms', (fromStartMs, phase, idealMs) => {
    expect(phaseOf(game, START + fromStartMs)).toBe(phase)
    expect(levelAt(game, START + fromStartMs)?.idealMs).toBe(idealMs)
  })

  it('is over after the longest game, or when it was seen to be over', () => {
    expect(phaseOf(game, START + 3.5 * HOUR)).toBe('finished')
    expect(levelAt(game, START + 3.5 * HOUR)).toBeUndefined()
    expect(phaseOf({ ...game, endedMs: START + HOUR }, START + HOUR)).toBe('finished')
    expect(endMsOf({ ...game, endedMs: START + 9 * HOUR })).toBe(START + 3.5 * HOUR)
    expect(endMsOf({ ...game, endedMs: START - HOUR })).toBe(START)
  })

  it('knows how long the games of a sport are', () => {
    expect(longestGameMs('americanfootball_ncaaf')).toBe(4.5 * HOUR)
    expect(longestGameMs('soccer_epl')).toBe(3 * HOUR)
    expect(longestGameMs('baseball_mlb')).toBe(5 * HOUR)
    expect(longestGameMs('tennis_atp_us_open')).toBe(6 * HOUR)
  })

  it('deserves more the nearer the start, and in play the more of what only helps while fresh', () => {
    const steady = [-72, -24, -5.5, -4.5, -3.5, -2.5, -1.5, -0.5].map(
      (hours) => levelAt(game, START + hours * HOUR)!,
    )
    expect(steady.every(({ perishable }) => perishable === 0)).toBe(true)
    const rates = steady.map((level) => level.steady)
    expect(rates).toEqual([...new Set(rates)].toSorted((a, b) => a - b))
    const live = levelAt(game, START)!
    expect(live.perishable).toBeGreaterThan(steady.at(-1)!.steady)
    expect(live.steady).toBe(steady[1]!.steady)
  })
})

describe('near an edge', () => {
  it.each([
    [-50, HEAT_MAX],
    [0, HEAT_MAX],
    [50, 3],
    [100, 2],
    [199, 1],
    [200, 0],
    [5000, 0],
  ])('missed by %d bps: %d doublings', (missBps, heat) => {
    expect(heatAt({ atMs: START, missBps }, START)).toBe(heat)
  })

  it('cools by a doubling a step, and did not burn before', () => {
    const edge = { atMs: START, missBps: 0 }
    expect(heatAt(edge, START - 1)).toBe(0)
    expect(heatAt(edge, START + HEAT_STEP_MS - 1)).toBe(HEAT_MAX)
    expect(heatAt(edge, START + HEAT_STEP_MS)).toBe(HEAT_MAX - 1)
    expect(heatAt(edge, START + HEAT_MAX * HEAT_STEP_MS)).toBe(0)
  })

  it('is asked about twice as often a doubling', () => {
    const nearEdge = { atMs: START - 10 * HOUR, missBps: 100 }
    const hot = levelAt({ ...game, nearEdge }, START - 10 * HOUR)!
    const cold = levelAt(game, START - 10 * HOUR)!
    expect(hot.steady).toBe(4 * cold.steady)
    expect(hot.idealMs).toBe(cold.idealMs / 4)
  })
})

prop.prop([
  fc.record({
    fromMs: fc.integer({ min: START - 60 * HOUR, max: START + 5 * HOUR }),
    lengthMs: fc.integer({ min: 0, max: 60 * HOUR }),
    edge: fc.option(
      fc.record({
        atMs: fc.integer({ min: START - 60 * HOUR, max: START + 5 * HOUR }),
        missBps: fc.integer({ min: -100, max: 300 }),
      }),
      { nil: undefined },
    ),
    probe: fc.double({ min: 0, max: 1, noNaN: true }),
  }),
])('spans say what the level is at every moment', ({ fromMs, lengthMs, edge, probe }) => {
  const fixture = { ...game, nearEdge: edge }
  const toMs = fromMs + lengthMs
  const spans = levelSpans(fixture, fromMs, toMs)
  const covered = spans.reduce((sum, span) => sum + span.toMs - span.fromMs, 0)
  expect(covered).toBe(Math.max(0, Math.min(toMs, endMsOf(fixture)) - fromMs))
  const atMs = Math.floor(fromMs + probe * lengthMs)
  const [found] = spans.filter((span) => span.fromMs <= atMs && atMs < span.toMs)
  if (atMs < toMs) expect(found?.level).toBe(levelAt(fixture, atMs))
})
