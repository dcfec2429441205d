/**
 * How fast a world runs. Everything in it happens `speed` times as fast as usual, and every time that is
 * told, in tickers, commands, odds and truth, is the venue's, which goes on as clocks do: a client with a
 * clock of its own sees a day of games in minutes and no skew.
 * @module
 */
import { assertInput } from '@arbkit/core'
import type { Game, GameFate } from './game.ts'

/** Largest speed. */
export const SPEED_MAX = 1000

/** How a world's time is told. */
export interface Pace {
  /** 1 to {@link SPEED_MAX}; 1 is life. */
  readonly speed: number
  /** Where both times are the same, Unix ms. */
  readonly startMs: number
}

const SECOND_MS = 1000

/**
 * Returns a speed that may be run at, 1 where none is given.
 * @throws {InvalidInputError} below 1, above {@link SPEED_MAX}, or no number.
 */
export function checkSpeed(speed = 1): number {
  assertInput(
    speed >= 1 && speed <= SPEED_MAX,
    `a speed must be from 1 to ${SPEED_MAX}, got ${speed}`,
  )
  return speed
}

/** Returns the venue's time of a time in the world, both Unix ms, whole. */
export function toldMs({ speed, startMs }: Pace, worldMs: number): number {
  return speed === 1 ? worldMs : Math.round(startMs + (worldMs - startMs) / speed)
}

/** Returns the venue's time of a scheduled start: whole seconds where a world is sped up. */
export function toldStartMs(pace: Pace, worldMs: number): number {
  if (pace.speed === 1) return worldMs
  return Math.round(toldMs(pace, worldMs) / SECOND_MS) * SECOND_MS
}

/** Returns how long a span of the world takes at the venue, ms, whole, at least 1. */
export function toldSpanMs(speed: number, worldMs: number): number {
  return Math.max(1, Math.round(worldMs / speed))
}

/**
 * Returns a game that was made in a world's time as the venue tells it, around its told start. A speed of
 * 1 leaves it as it is.
 */
export function pacedGame(game: Game, speed: number, startMs: number): Game {
  if (speed === 1 && startMs === game.startMs) return game
  const told = (worldMs: number): number => Math.round(startMs + (worldMs - game.startMs) / speed)
  return {
    ...game,
    startMs,
    fate: pacedFate(game.fate, speed, told),
    points: game.points.map((point) => ({ ...point, atMs: told(point.atMs) })),
  }
}

function pacedFate(fate: GameFate, speed: number, told: (worldMs: number) => number): GameFate {
  switch (fate.tag) {
    case 'played':
      return fate
    case 'postponed':
      return { ...fate, knownMs: told(fate.knownMs), newStartMs: told(fate.newStartMs) }
    case 'cancelled':
      return { ...fate, knownMs: told(fate.knownMs) }
    case 'suspended':
      return { ...fate, pauseMs: toldSpanMs(speed, fate.pauseMs) }
  }
}
