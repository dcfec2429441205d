import { easternDateOf } from '@arbkit/core'
import { describe, expect, test } from 'vitest'
import { endMsOf, finalScoreOf, momentOf } from './game-truth.ts'
import { scheduleOf } from './schedule.ts'
import { SIMULATED_LEAGUES, SPORT_MODELS } from './sport-model.ts'

const START_MS = Date.parse('2026-11-22T05:00:00Z')
const WEEK = { seed: 11, leagues: SIMULATED_LEAGUES, startMs: START_MS, days: 7 } as const

describe('a week', () => {
  const games = scheduleOf(WEEK)

  test('has games of every league, sorted, each of its own id', () => {
    expect(new Set(games.map(({ league }) => league)).size).toBe(SIMULATED_LEAGUES.length)
    expect(new Set(games.map(({ id }) => id)).size).toBe(games.length)
    expect(games.map(({ startMs }) => startMs)).toEqual(
      games.map(({ startMs }) => startMs).toSorted((a, b) => a - b),
    )
    for (const { startMs } of games) expect(startMs % 60_000).toBe(0)
  })

  test('has no team twice on a day, and lets teams rest', () => {
    const last = new Map<string, number>()
    for (const { league, home, away, startMs } of games) {
      expect(home.id).not.toBe(away.id)
      const day = Date.parse(easternDateOf(startMs)) / 86_400_000
      for (const { id } of [home, away]) {
        const before = last.get(id) ?? -Infinity
        expect(day - before).toBeGreaterThan(SPORT_MODELS[league].restDays)
        last.set(id, day)
      }
    }
  })

  test('is the same for the same seed', () => {
    expect(scheduleOf(WEEK)).toEqual(games)
    expect(scheduleOf({ ...WEEK, seed: 12 }).map(({ id }) => id)).not.toEqual(
      games.map(({ id }) => id),
    )
  })

  test('another league changes nothing of a league', () => {
    const alone = scheduleOf({ ...WEEK, leagues: ['nhl'] })
    expect(alone).toEqual(games.filter(({ league }) => league === 'nhl'))
  })

  test('goes from scheduled over live to final, points and clock never back', () => {
    for (const game of games.slice(0, 60)) {
      const times = game.points.map(({ atMs }) => atMs)
      expect(times).toEqual(times.toSorted((a, b) => a - b))
      expect(momentOf(game, game.startMs - 1).status).toBe('scheduled')
      expect(momentOf(game, endMsOf(game) - 1).status).toBe('live')
      expect(momentOf(game, endMsOf(game)).status).toBe('final')
      expect(momentOf(game, endMsOf(game)).progress).toBeGreaterThan(0.9)
      for (const [index, point] of game.points.entries()) {
        const before = game.points[index - 1] ?? point
        expect(point.home).toBeGreaterThanOrEqual(before.home)
        expect(point.away).toBeGreaterThanOrEqual(before.away)
      }
    }
  })
})

describe('games that do not run their course', () => {
  const all = { ...WEEK, days: 1, gamesPerDay: 3 }

  test('postponed ones begin a day later', () => {
    for (const game of scheduleOf({ ...all, irregular: { postponed: 1 } })) {
      expect(game.fate.tag).toBe('postponed')
      expect(momentOf(game, game.startMs + 4 * 3_600_000).status).toBe('scheduled')
      expect(finalScoreOf(game)).toBeDefined()
      expect(endMsOf(game)).toBeGreaterThan(game.startMs + 86_400_000)
      expect(endMsOf(game)).toBeLessThan(game.startMs + 2 * 86_400_000)
    }
  })

  test('cancelled ones have no score', () => {
    for (const game of scheduleOf({ ...all, irregular: { cancelled: 1 } })) {
      expect(finalScoreOf(game)).toBeUndefined()
      expect(momentOf(game, endMsOf(game)).status).toBe('cancelled')
      expect(momentOf(game, endMsOf(game) - 1).status).toBe('scheduled')
    }
  })

  test('suspended ones go on the next day', () => {
    const games = scheduleOf({ ...all, irregular: { suspended: 1 } })
    for (const game of games) {
      expect(endMsOf(game)).toBeGreaterThan(game.startMs + 20 * 3_600_000)
      const statuses = game.points.map(({ atMs }) => momentOf(game, atMs + 1).status)
      expect(statuses.filter((status) => status === 'suspended').length).toBe(1)
    }
  })

  test('shares are shares', () => {
    const games = scheduleOf({ ...WEEK, irregular: { postponed: 0.1, cancelled: 0.1 } })
    const share = (tag: string): number =>
      games.filter(({ fate }) => fate.tag === tag).length / games.length
    expect(share('postponed')).toBeGreaterThan(0.04)
    expect(share('postponed')).toBeLessThan(0.18)
    expect(share('played')).toBeGreaterThan(0.65)
  })
})
