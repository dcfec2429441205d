import { describe, expect, test } from 'vitest'
import type { Game } from './game.ts'
import { checkSpeed, pacedGame, SPEED_MAX, toldMs, toldSpanMs, toldStartMs } from './pace.ts'
import { scheduleOf } from './schedule.ts'

const startMs = Date.parse('2026-11-22T14:00:00Z')

describe('told time', () => {
  test('is the world time at a speed of 1, and so much later at others', () => {
    expect(toldMs({ speed: 1, startMs }, startMs + 61_234)).toBe(startMs + 61_234)
    expect(toldMs({ speed: 60, startMs }, startMs + 3_600_000)).toBe(startMs + 60_000)
    expect(toldMs({ speed: 60, startMs }, startMs - 3_600_000)).toBe(startMs - 60_000)
    expect(toldStartMs({ speed: 7, startMs: startMs + 123 }, startMs + 90_000) % 1000).toBe(0)
    expect(toldStartMs({ speed: 1, startMs: 5 }, startMs + 7)).toBe(startMs + 7)
    expect(toldSpanMs(600, 100)).toBe(1)
    expect(toldSpanMs(10, 900)).toBe(90)
  })

  test('a speed is from 1 to 1,000', () => {
    expect([checkSpeed(), checkSpeed(1), checkSpeed(SPEED_MAX)]).toEqual([1, 1, 1000])
    for (const speed of [0, 0.5, -3, 1000.5, Number.NaN, Infinity]) {
      expect(() => checkSpeed(speed)).toThrow('speed')
    }
  })
})

const spansOf = ({ fate, startMs: ownMs }: Game): readonly number[] => {
  const {
    knownMs = ownMs,
    newStartMs = ownMs,
    pauseMs = 0,
  } = fate as Partial<Record<'knownMs' | 'newStartMs' | 'pauseMs', number>>
  return [knownMs - ownMs, newStartMs - ownMs, pauseMs]
}

describe('a game at another speed', () => {
  const made = scheduleOf({
    seed: 3,
    leagues: ['nhl'],
    startMs,
    irregular: { postponed: 0.3, cancelled: 0.3, suspended: 0.3 },
  })

  test('goes the same way, so many times as fast, around its start', () => {
    for (const game of made) {
      const fast = pacedGame(game, 60, startMs + 5000)
      expect(fast.startMs).toBe(startMs + 5000)
      for (const [index, point] of game.points.entries()) {
        const { atMs, ...rest } = fast.points[index] ?? { atMs: 0 }
        expect(rest).toEqual({ ...point, atMs: undefined, ...rest })
        expect(Math.abs((atMs - fast.startMs) * 60 - (point.atMs - game.startMs))).toBeLessThan(60)
      }
      // Spans of a fate from the scheduled start, and pauses in it.
      expect(spansOf(fast)).toEqual(spansOf(game).map((spanMs) => spanMs / 60))
      expect(fast.fate.tag).toBe(game.fate.tag)
    }
    expect(new Set(made.map(({ fate }) => fate.tag)).size).toBeGreaterThan(2)
  })

  test('is the same game at a speed of 1', () => {
    for (const game of made) expect(pacedGame(game, 1, game.startMs)).toBe(game)
  })
})
