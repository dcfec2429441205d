/**
 * One game: who plays, how strong both are, and everything that happens in it, fixed by the seed
 * beforehand. What a moment knows of it is in `game-truth`.
 * @module
 */
import type { Rng, Team } from '@arbkit/core'
import { isDecided, type ScoreState, type ScoringRates } from './forecast.ts'
import { normalChoice, rngOf, weightedChoice } from './seeded-choice.ts'
import { scaled } from './distribution.ts'
import { SPORT_MODELS, type SimulatedLeague, type SportModel } from './sport-model.ts'

/** What becomes of a game. Played anew within two days counts for the venue, later does not. */
export type GameFate =
  | { readonly tag: 'played' }
  /** Begins on another day, within the 48 hours that the venue waits. */
  | { readonly tag: 'postponed'; readonly knownMs: number; readonly newStartMs: number }
  | { readonly tag: 'cancelled'; readonly knownMs: number }
  /** Halted after so many turns, goes on later. */
  | { readonly tag: 'suspended'; readonly afterTurns: number; readonly pauseMs: number }

/** Something that changed what is known of a game. */
export interface GamePoint extends ScoreState {
  readonly atMs: number
  /** Pieces of news that are out, 0 to {@link NEWS_COUNT}. */
  readonly newsOut: number
}

/** A game of a world. */
export interface Game {
  /** `nfl:20261122:kc@den`: unique in a world. */
  readonly id: string
  readonly league: SimulatedLeague
  readonly home: Team
  readonly away: Team
  /** Scheduled start, Unix ms, whole minutes. */
  readonly startMs: number
  readonly fate: GameFate
  /** Rates before any news. */
  readonly rates: ScoringRates
  /** +1 where the news is good for the home team, −1 where it is bad; in the order they come out. */
  readonly news: readonly number[]
  /** Ascending by time; the first one is long before the start. */
  readonly points: readonly GamePoint[]
}

/** Pieces of news about a game before its start: injuries, line-ups, weather. */
export const NEWS_COUNT = 6

const HOUR_MS = 3_600_000
const MINUTE_MS = 60_000
/** News comes out within this long before the start, and not in the last minute. */
const NEWS_SPAN_MS = 20 * HOUR_MS
const LATE_MS_MAX = 6 * MINUTE_MS

/** What a game is made from. */
export interface GamePlan {
  readonly seed: number
  readonly id: string
  readonly league: SimulatedLeague
  readonly home: Team
  readonly away: Team
  readonly startMs: number
  readonly fate: GameFate
}

/** Returns the game of a plan; the same plan gives the same game. */
export function createGame(plan: GamePlan): Game {
  const { seed, id, league, home, away, startMs, fate } = plan
  const model = SPORT_MODELS[league]
  const rng = rngOf(seed, `game ${id}`)
  const rates = ratesOf(plan, model)
  const news = Array.from({ length: NEWS_COUNT }, () => (rng.next() < 0.5 ? -1 : 1))
  const points = [...newsPoints(startMs, rng), ...playedPoints(plan, { model, rates, news, rng })]
  return { id, league, home, away, startMs, fate, rates, news, points }
}

/** Returns the rates once some of the news is out, its sum given. */
export function ratesAfterNews(model: SportModel, rates: ScoringRates, sum: number): ScoringRates {
  const shift = sum * model.newsStep
  return { home: rates.home * Math.exp(shift), away: rates.away * Math.exp(-shift) }
}

/** Strengths belong to a team in a world, whomever it meets. */
function ratesOf({ seed, home, away }: GamePlan, model: SportModel): ScoringRates {
  const strength = (team: Team, what: string): number =>
    normalChoice(rngOf(seed, `${what} of ${team.id}`)) * model.strengthSd
  const homeLog = strength(home, 'attack') - strength(away, 'defence') + model.homeEdge
  const awayLog = strength(away, 'attack') - strength(home, 'defence') - model.homeEdge
  return { home: Math.exp(homeLog), away: Math.exp(awayLog) }
}

function newsPoints(startMs: number, rng: Rng): readonly GamePoint[] {
  const nothing = { turnsPlayed: 0, home: 0, away: 0 }
  const times = Array.from(
    { length: NEWS_COUNT },
    () => startMs - MINUTE_MS - Math.floor(rng.next() * (NEWS_SPAN_MS - MINUTE_MS)),
  ).toSorted((a, b) => a - b)
  const first = { ...nothing, atMs: startMs - 30 * 24 * HOUR_MS, newsOut: 0 }
  return [first, ...times.map((atMs, index) => ({ ...nothing, atMs, newsOut: index + 1 }))]
}

interface Play {
  readonly model: SportModel
  readonly rates: ScoringRates
  readonly news: readonly number[]
  readonly rng: Rng
}

function playedPoints(plan: GamePlan, { model, rates, news, rng }: Play): readonly GamePoint[] {
  const { fate } = plan
  if (fate.tag === 'cancelled') return []
  const sum = news.reduce((total, one) => total + one, 0)
  const final = ratesAfterNews(model, rates, sum)
  const startMs = fate.tag === 'postponed' ? fate.newStartMs : plan.startMs
  let atMs = startMs + Math.floor(rng.next() * LATE_MS_MAX)
  let state: ScoreState = { turnsPlayed: 0, home: 0, away: 0 }
  const points: GamePoint[] = [{ ...state, atMs, newsOut: NEWS_COUNT }]
  while (!isDecided(model, state)) {
    const isOvertime = state.turnsPlayed === model.turns.length
    atMs += isOvertime ? model.overtimeMs : model.turnMs
    state = isOvertime ? playOvertime(state, model, final, rng) : playTurn(state, model, final, rng)
    points.push({ ...state, atMs, newsOut: NEWS_COUNT })
    atMs += pauseAfter(plan, model, state.turnsPlayed)
  }
  return points
}

function pauseAfter({ fate }: GamePlan, model: SportModel, turnsPlayed: number): number {
  const usual = model.pauses.find(({ afterTurns }) => afterTurns === turnsPlayed)?.pauseMs ?? 0
  const halt = fate.tag === 'suspended' && fate.afterTurns === turnsPlayed ? fate.pauseMs : 0
  return usual + halt
}

function playTurn(state: ScoreState, model: SportModel, rates: ScoringRates, rng: Rng): ScoreState {
  const turn = model.turns[state.turnsPlayed]
  const pointsOf = (side: 'home' | 'away'): number =>
    turn === side || turn === 'both'
      ? weightedChoice(rng, scaled(model.turnPoints, rates[side]))
      : 0
  const isLast = model.hasWalkOff && state.turnsPlayed === model.turns.length - 1
  const home = state.home + pointsOf('home')
  const away = state.away + pointsOf('away')
  return {
    turnsPlayed: state.turnsPlayed + 1,
    home: isLast ? Math.min(home, away + 1) : home,
    away,
  }
}

function playOvertime(
  state: ScoreState,
  { overtime }: SportModel,
  rates: ScoringRates,
  rng: Rng,
): ScoreState {
  const chances = overtime.map(({ chance }) => chance)
  const end = overtime[weightedChoice(rng, chances)] ?? { winner: 0, loser: 0 }
  const isHome = rng.next() < rates.home / (rates.home + rates.away)
  return {
    turnsPlayed: state.turnsPlayed + 1,
    home: state.home + (isHome ? end.winner : end.loser),
    away: state.away + (isHome ? end.loser : end.winner),
  }
}
