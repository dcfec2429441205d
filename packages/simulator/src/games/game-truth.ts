/**
 * What is true of a game at a moment: its score, its clock, and the chances of every end. News that is
 * not out yet counts with all its possibilities, so that chances move as a martingale before the start
 * too.
 * @module
 */
import {
  endChancesOf,
  type Forecast,
  forecastOf,
  isDecided,
  type Remaining,
  remainingOf,
  type ScoringRates,
} from './forecast.ts'
import { type Game, type GamePoint, NEWS_COUNT, ratesAfterNews } from './game.ts'
import { SPORT_MODELS } from './sport-model.ts'

/** How far a game is. `suspended` may go on; `cancelled` never will. */
export type GameStatus = 'scheduled' | 'live' | 'suspended' | 'final' | 'cancelled'

/** What is true of a game at a moment. */
export interface GameMoment {
  readonly status: GameStatus
  readonly home: number
  readonly away: number
  /** From 1; 0 before the game. */
  readonly period: number
  /** Share of the turns that were played, 0 to 1. */
  readonly progress: number
  readonly forecast: Forecast
  /** Since when this is so, Unix ms. */
  readonly sinceMs: number
  /** Index of the last thing that happened: the same index, the same chances. */
  readonly pointIndex: number
}

const forecasts = new WeakMap<GamePoint, Forecast>()
/** What is to come once all news is out: the same for every turn. */
const remainders = new WeakMap<Game, Remaining>()

/** Returns the index of the last thing that happened by a moment, 0 or more. */
export function pointIndexAt(game: Game, nowMs: number): number {
  return Math.max(
    0,
    game.points.findLastIndex(({ atMs }) => atMs <= nowMs),
  )
}

/** Returns whether a game is to come, in play or over at a time, Unix ms. */
export function gameStatusAt(game: Game, nowMs: number): GameStatus {
  return momentOf(game, nowMs).status
}

/** Returns what is true of a game at a moment, Unix ms. */
export function momentOf(game: Game, nowMs: number): GameMoment {
  const pointIndex = pointIndexAt(game, nowMs)
  const point = pointAt(game, pointIndex)
  const model = SPORT_MODELS[game.league]
  const status = statusOf(game, pointIndex, nowMs)
  const played = Math.min(point.turnsPlayed, model.turns.length)
  return {
    status,
    home: point.home,
    away: point.away,
    period:
      status === 'scheduled' || status === 'cancelled'
        ? 0
        : Math.floor(point.turnsPlayed / model.turnsPerPeriod) + 1,
    progress: played / model.turns.length,
    forecast: forecastAt(game, pointIndex),
    sinceMs: point.atMs,
    pointIndex,
  }
}

/** Returns the true chances after one of the things that happen in a game. */
export function forecastAt(game: Game, pointIndex: number): Forecast {
  const point = pointAt(game, pointIndex)
  const known = forecasts.get(point)
  if (known !== undefined) return known
  const made = forecastOfPoint(game, point)
  forecasts.set(point, made)
  return made
}

/** Returns every forecast that was true at a time from one moment to another, both included; one or more. */
export function forecastsBetween(game: Game, fromMs: number, toMs: number): readonly Forecast[] {
  const last = pointIndexAt(game, toMs)
  const forecasts: Forecast[] = []
  for (let index = Math.min(last, pointIndexAt(game, fromMs)); index <= last; index += 1) {
    forecasts.push(forecastAt(game, index))
  }
  return forecasts
}

/** Returns the final score; undefined of a game that is never played. */
export function finalScoreOf(game: Game): { home: number; away: number } | undefined {
  const last = game.points.at(-1)
  if (last === undefined || game.fate.tag === 'cancelled') return undefined
  return { home: last.home, away: last.away }
}

/** Returns when a game is over, or known not to be played, Unix ms. */
export function endMsOf(game: Game): number {
  return game.fate.tag === 'cancelled' ? game.fate.knownMs : (game.points.at(-1)?.atMs ?? 0)
}

/** Returns a forecast by the sum of news that is not out: binomial weights. */
export function forecastOfPoint(game: Game, point: GamePoint): Forecast {
  const model = SPORT_MODELS[game.league]
  const out = game.news.slice(0, point.newsOut).reduce((sum, one) => sum + one, 0)
  const left = NEWS_COUNT - point.newsOut
  const mixture = Array.from({ length: left + 1 }, (_, good) => {
    const rates = ratesAfterNews(model, game.rates, out + 2 * good - left)
    return {
      ends: endChancesOf(
        left === 0 ? finalRemainder(game, rates) : remainingOf(model, rates),
        point,
      ),
      weight: binomial(left, good) / 2 ** left,
    }
  })
  return forecastOf(mixture)
}

function finalRemainder(game: Game, rates: ScoringRates): Remaining {
  const known = remainders.get(game)
  if (known !== undefined) return known
  const made = remainingOf(SPORT_MODELS[game.league], rates)
  remainders.set(game, made)
  return made
}

function binomial(count: number, chosen: number): number {
  let ways = 1
  for (let index = 1; index <= chosen; index += 1) ways = (ways * (count - chosen + index)) / index
  return ways
}

function statusOf(game: Game, pointIndex: number, nowMs: number): GameStatus {
  const { fate, league } = game
  if (fate.tag === 'cancelled') return nowMs >= fate.knownMs ? 'cancelled' : 'scheduled'
  if (pointIndex <= NEWS_COUNT) return 'scheduled'
  const point = pointAt(game, pointIndex)
  if (isDecided(SPORT_MODELS[league], point)) return 'final'
  const isHalted = fate.tag === 'suspended' && fate.afterTurns === point.turnsPlayed
  return isHalted ? 'suspended' : 'live'
}

function pointAt(game: Game, index: number): GamePoint {
  const point = game.points[index] ?? game.points.at(-1)
  return point ?? { atMs: 0, turnsPlayed: 0, home: 0, away: 0, newsOut: 0 }
}
