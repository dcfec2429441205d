/**
 * How points are scored in each league, as a process of turns: what a turn of an average team brings,
 * how many turns there are and how long they take, and what happens at a tie. Rounded from public
 * averages of recent seasons; team strengths and news scale them.
 * @module
 */
import type { LeagueId } from '@arbkit/core'
import type { Distribution } from './distribution.ts'

/** Leagues that have a model. */
export type SimulatedLeague = Extract<LeagueId, 'nfl' | 'nba' | 'mlb' | 'nhl' | 'epl' | 'mls'>

/** Who may score in a turn. */
export type Turn = 'both' | 'away' | 'home'

/** One way that overtime can end: points of the stronger of chance, and of the other. */
export interface OvertimeEnd {
  readonly winner: number
  readonly loser: number
  /** Chance among all ends; those of a tie have `winner` equal to `loser`. */
  readonly chance: number
}

/** A league's games. */
export interface SportModel {
  readonly league: SimulatedLeague
  /** What one turn brings a team of average strength. */
  readonly turnPoints: Distribution
  readonly turns: readonly Turn[]
  /** True where the last turn is not played by a home team that leads, and ends when it leads. */
  readonly hasWalkOff: boolean
  /** How overtime ends, as one turn; none where a game may end level. */
  readonly overtime: readonly OvertimeEnd[]
  /** Milliseconds that a turn takes, pauses in it included. */
  readonly turnMs: number
  readonly overtimeMs: number
  /** Pauses after so many turns. */
  readonly pauses: readonly { readonly afterTurns: number; readonly pauseMs: number }[]
  readonly turnsPerPeriod: number
  /** Logarithm by which a home team scores more, and its guest less. */
  readonly homeEdge: number
  /** Standard deviation of a team's attack and defence, logarithms of scoring. */
  readonly strengthSd: number
  /** Logarithm by which one piece of news shifts the two teams apart. */
  readonly newsStep: number
  /** Scheduled starts, minutes after midnight Eastern. */
  readonly startMinutes: readonly number[]
  /** Days that a team rests after a game. */
  readonly restDays: number
}

const MINUTE_MS = 60_000
const BOTH: Turn = 'both'

const both = (count: number): readonly Turn[] => Array.from({ length: count }, () => BOTH)

/** Nobody ahead wins by so much with such a chance; level at the end with the rest. */
const NFL_OVERTIME: readonly OvertimeEnd[] = [
  { winner: 0, loser: 0, chance: 0.05 },
  { winner: 3, loser: 0, chance: 0.5 },
  { winner: 6, loser: 0, chance: 0.35 },
  { winner: 6, loser: 3, chance: 0.1 },
]
const NBA_OVERTIME: readonly OvertimeEnd[] = [1, 2, 3, 4, 5, 6, 7, 8].map((margin) => ({
  winner: 10 + margin,
  loser: 10,
  chance: 1 / 8,
}))
const MLB_EXTRAS: readonly OvertimeEnd[] = [
  { winner: 1, loser: 0, chance: 0.6 },
  { winner: 2, loser: 1, chance: 0.2 },
  { winner: 2, loser: 0, chance: 0.12 },
  { winner: 3, loser: 0, chance: 0.08 },
]

const SOCCER = {
  turnPoints: [1 - 0.0148, 0.0148],
  turns: both(94),
  hasWalkOff: false,
  overtime: [],
  turnMs: MINUTE_MS,
  overtimeMs: 0,
  pauses: [{ afterTurns: 47, pauseMs: 15 * MINUTE_MS }],
  turnsPerPeriod: 47,
  homeEdge: 0.12,
  strengthSd: 0.2,
  newsStep: 0.02,
  restDays: 2,
} as const

/** The models. */
export const SPORT_MODELS: Readonly<Record<SimulatedLeague, SportModel>> = {
  nfl: {
    league: 'nfl',
    turnPoints: [1 - 0.069, 0, 0, 0.028, 0, 0, 0.003, 0.035, 0.003],
    turns: both(60),
    hasWalkOff: false,
    overtime: NFL_OVERTIME,
    turnMs: 3 * MINUTE_MS,
    overtimeMs: 25 * MINUTE_MS,
    pauses: [{ afterTurns: 30, pauseMs: 13 * MINUTE_MS }],
    turnsPerPeriod: 15,
    homeEdge: 0.04,
    strengthSd: 0.11,
    newsStep: 0.02,
    startMinutes: [780, 780, 780, 965, 985, 1220],
    restDays: 5,
  },
  nba: {
    league: 'nba',
    turnPoints: [1 - 0.53, 0.04, 0.35, 0.14],
    turns: both(96),
    hasWalkOff: false,
    overtime: NBA_OVERTIME,
    turnMs: 85_000,
    overtimeMs: 15 * MINUTE_MS,
    pauses: [{ afterTurns: 48, pauseMs: 15 * MINUTE_MS }],
    turnsPerPeriod: 24,
    homeEdge: 0.01,
    strengthSd: 0.027,
    newsStep: 0.005,
    startMinutes: [1140, 1170, 1200, 1260, 1320],
    restDays: 1,
  },
  mlb: {
    league: 'mlb',
    turnPoints: [0.727, 0.147, 0.066, 0.033, 0.016, 0.007, 0.003, 0.001],
    turns: Array.from({ length: 18 }, (_, index) => (index % 2 === 0 ? 'away' : 'home')),
    hasWalkOff: true,
    overtime: MLB_EXTRAS,
    turnMs: 9 * MINUTE_MS,
    overtimeMs: 18 * MINUTE_MS,
    pauses: [],
    turnsPerPeriod: 2,
    homeEdge: 0.03,
    strengthSd: 0.07,
    newsStep: 0.015,
    startMinutes: [785, 970, 1120, 1145, 1210, 1300],
    restDays: 0,
  },
  nhl: {
    league: 'nhl',
    turnPoints: [1 - 0.052, 0.052],
    turns: both(60),
    hasWalkOff: false,
    overtime: [{ winner: 1, loser: 0, chance: 1 }],
    turnMs: 130_000,
    overtimeMs: 12 * MINUTE_MS,
    pauses: [
      { afterTurns: 20, pauseMs: 18 * MINUTE_MS },
      { afterTurns: 40, pauseMs: 18 * MINUTE_MS },
    ],
    turnsPerPeriod: 20,
    homeEdge: 0.04,
    strengthSd: 0.09,
    newsStep: 0.015,
    startMinutes: [1140, 1150, 1200, 1260, 1320],
    restDays: 1,
  },
  epl: { league: 'epl', ...SOCCER, startMinutes: [450, 600, 600, 750, 900] },
  mls: { league: 'mls', ...SOCCER, startMinutes: [1170, 1170, 1230, 1290] },
}

/** Every league that has a model. */
export const SIMULATED_LEAGUES: readonly SimulatedLeague[] = Object.values(SPORT_MODELS).map(
  ({ league }) => league,
)
