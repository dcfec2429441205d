import { easternDateOf } from '@arbkit/core'
import { describe, expect, test } from 'vitest'
import { endMsOf, finalScoreOf, momentOf } from './game-truth.ts'
import { scheduleOf } from './schedule.ts'
import { STARTS_WITHIN_MS_MAX } from './schedule-days.ts'
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

const SPEEDS = [1, 10, 60, 600]
/** 09:00 and 03:00 Eastern, and five minutes before midnight. */
const HOURS = ['2026-11-22T14:00:00Z', '2026-11-22T08:00:00Z', '2026-11-23T04:55:00Z']
const SESSION_MS = 600_000
const isTwice = (list: readonly string[]): boolean => new Set(list).size < list.length

/** Every team with the Eastern day of each of its games, as told. */
const teamDaysOf = (games: ReturnType<typeof scheduleOf>): readonly string[] =>
  games.flatMap(({ home, away, startMs }) =>
    [home, away].map(({ id }) => `${id} ${easternDateOf(startMs)}`),
  )

describe('a session of minutes', () => {
  test.each(HOURS.flatMap((hour) => SPEEDS.map((speed) => [hour, speed] as const)))(
    'begun at %s at a speed of %i has games in play, about to start and to come',
    (hour, speed) => {
      const startMs = Date.parse(hour)
      for (let seed = 0; seed < 3; seed += 1) {
        const options = { seed, startMs, speed, startsWithinMs: SESSION_MS }
        const games = scheduleOf({ ...options, leagues: SIMULATED_LEAGUES, gamesPerDay: 6 })
        expect(isTwice(games.map(({ id }) => id))).toBe(false)
        expect(isTwice(teamDaysOf(games))).toBe(false)
        for (const league of SIMULATED_LEAGUES) {
          const own = games.filter((game) => game.league === league)
          const live = own.filter((game) => momentOf(game, startMs).status === 'live')
          expect([league, live.length > 0]).toEqual([league, true])
          const soon = own.filter(
            (game) => game.startMs > startMs && game.startMs <= startMs + 106_000,
          )
          expect([league, soon.length > 0]).toEqual([league, true])
          expect(own.some((game) => game.startMs > startMs + SESSION_MS / 4)).toBe(true)
          for (const game of own) {
            expect(game.startMs).toBeLessThanOrEqual(startMs + SESSION_MS + 60_000)
            expect(game.startMs % (speed === 1 ? 60_000 : 1000)).toBe(0)
          }
        }
      }
    },
  )

  test('in which nothing can start, or one of years, is refused', () => {
    const all = { ...WEEK, leagues: ['nhl'] as const }
    expect(() => scheduleOf({ ...all, startsWithinMs: -1 })).toThrow('must start within')
    expect(() => scheduleOf({ ...all, startsWithinMs: STARTS_WITHIN_MS_MAX + 1 })).toThrow('within')
    expect(scheduleOf({ ...all, startsWithinMs: 0 }).length).toBeGreaterThan(2)
    expect(() => scheduleOf({ ...all, speed: 0 })).toThrow('speed')
  })

  test('of days has games on each of them', () => {
    const games = scheduleOf({ ...WEEK, startsWithinMs: 3 * 86_400_000, speed: 60 })
    expect(new Set(games.map(({ startMs }) => easternDateOf(startMs))).size).toBeGreaterThan(2)
    expect(isTwice(teamDaysOf(games))).toBe(false)
  })
})

describe('a world that is sped up', () => {
  test.each(SPEEDS)('by %i tells its days by the clock, no team twice on one', (speed) => {
    for (let seed = 0; seed < 3; seed += 1) {
      const games = scheduleOf({ ...WEEK, seed, speed })
      const plain = scheduleOf({ ...WEEK, seed })
      expect(isTwice(games.map(({ id }) => id))).toBe(false)
      expect(isTwice(teamDaysOf(games))).toBe(false)
      const lastMs = Math.max(...games.map(({ startMs }) => startMs))
      expect(lastMs - START_MS).toBeLessThanOrEqual((7 * 86_400_000) / speed + 1000)
      // The first one is the same game, told earlier.
      const [first, usual] = [games[0], plain[0]]
      if (first === undefined || usual === undefined) throw new Error('no games')
      expect(
        Math.abs((first.startMs - START_MS) * speed - (usual.startMs - START_MS)),
      ).toBeLessThan(1000 * speed)
      expect(
        first.id.startsWith(`${first.league}:${easternDateOf(first.startMs).replaceAll('-', '')}`),
      ).toBe(true)
    }
  })

  test('by 1 is as it was', () => {
    expect(scheduleOf({ ...WEEK, speed: 1 })).toEqual(scheduleOf(WEEK))
  })
})

describe('doubleheaders', () => {
  const two = scheduleOf({ ...WEEK, leagues: ['mlb', 'nhl'], doubleheaders: 1 })
  const seconds = two.filter(({ id }) => id.endsWith(':2'))

  test('are two games of the same teams at the same place, hours apart, of baseball only', () => {
    expect(seconds.length).toBeGreaterThan(10)
    for (const game of seconds) {
      expect(game.league).toBe('mlb')
      const first = two.find(({ id }) => id === game.id.slice(0, -2))
      expect([first?.home.id, first?.away.id]).toEqual([game.home.id, game.away.id])
      expect(game.startMs - (first?.startMs ?? 0)).toBe(5.5 * 3_600_000)
      expect(easternDateOf(game.startMs)).toBe(easternDateOf(first?.startMs ?? 0))
      expect(endMsOf(first ?? game)).toBeLessThan(game.startMs)
    }
  })

  test('are some where a share is given, and none unless asked for', () => {
    const some = scheduleOf({ ...WEEK, leagues: ['mlb'], doubleheaders: 0.3 })
    const count = some.filter(({ id }) => id.endsWith(':2')).length
    expect(count).toBeGreaterThan(0)
    expect(count).toBeLessThan(seconds.length * 0.6)
    expect(scheduleOf(WEEK).some(({ id }) => id.endsWith(':2'))).toBe(false)
  })
})
