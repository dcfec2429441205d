/**
 * The words and names that the venue uses for each league: series, kinds of milestones and targets,
 * rungs of lines. Rules in our own words, by the gist of those recorded in 2026-07 to 2026-10.
 * @module
 */
import { easternCivilTime, type Team, teamsOf } from '@arbkit/core'
import type { Game } from './game.ts'
import type { SimulatedLeague } from './sport-model.ts'

/** A league at the venue. */
export interface LeagueWords {
  /** `KXNFL`. */
  readonly prefix: string
  readonly milestone: string
  /** Kind of structured target, and the key of `custom_strike`. */
  readonly target: string
  /** `professional football`. */
  readonly sport: string
  readonly competition: string
  /** `points`. */
  readonly unit: string
  /** What becomes of a level game; empty where there is none. */
  readonly tieRule: string
  /** Rungs K of the spread around the expected margin, as offsets. */
  readonly spreadRungs: readonly number[]
  readonly totalRungs: readonly number[]
  /** Of the series' fee, as recorded 2026-08-20: half for baseball. */
  readonly feeMultiplier: number
  readonly settlementTimerSeconds: number
}

const TIE_HALF = 'If the game ends in a tie, the market will resolve to $0.50 for each team.'
const STEPS = (from: number, to: number, step = 1): readonly number[] =>
  Array.from({ length: Math.floor((to - from) / step) + 1 }, (_, index) => from + index * step)

const soccer = (prefix: string, competition: string): LeagueWords => ({
  prefix,
  milestone: 'soccer_tournament_multi_leg',
  target: 'soccer_team',
  sport: `professional ${competition} soccer`,
  competition,
  unit: 'goals',
  tieRule: 'If the game ends in a tie, the market called "Tie" resolves to Yes.',
  spreadRungs: STEPS(-1, 2),
  totalRungs: STEPS(-2, 3),
  feeMultiplier: 1,
  settlementTimerSeconds: 30,
})

/** The words of each league. */
export const LEAGUE_WORDS: Readonly<Record<SimulatedLeague, LeagueWords>> = {
  nfl: {
    prefix: 'KXNFL',
    milestone: 'football_game',
    target: 'football_team',
    sport: 'professional football',
    competition: 'Pro Football',
    unit: 'points',
    tieRule: TIE_HALF,
    spreadRungs: STEPS(-8, 8),
    totalRungs: STEPS(-12, 12),
    feeMultiplier: 1,
    settlementTimerSeconds: 60,
  },
  nba: {
    prefix: 'KXNBA',
    milestone: 'basketball_game',
    target: 'basketball_team',
    sport: 'professional basketball',
    competition: 'Pro Basketball (M)',
    unit: 'points',
    tieRule: '',
    spreadRungs: STEPS(-9, 9),
    totalRungs: STEPS(-15, 15),
    feeMultiplier: 1,
    settlementTimerSeconds: 60,
  },
  mlb: {
    prefix: 'KXMLB',
    milestone: 'baseball_game',
    target: 'baseball_team',
    sport: 'professional baseball',
    competition: 'Pro Baseball',
    unit: 'runs',
    tieRule: '',
    spreadRungs: STEPS(0, 3),
    totalRungs: STEPS(-6, 5),
    feeMultiplier: 0.5,
    settlementTimerSeconds: 120,
  },
  nhl: {
    prefix: 'KXNHL',
    milestone: 'hockey_match',
    target: 'hockey_team',
    sport: 'professional hockey',
    competition: 'Pro Hockey',
    unit: 'goals',
    tieRule: TIE_HALF,
    spreadRungs: STEPS(0, 3),
    totalRungs: STEPS(-3, 4),
    feeMultiplier: 1,
    settlementTimerSeconds: 60,
  },
  epl: soccer('KXEPL', 'EPL'),
  mls: soccer('KXMLS', 'MLS'),
}

const MONTHS = 'JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC'.split(' ')

/**
 * Returns what the venue prints for a team: its city; where the league has two there, the city with a
 * letter, `Los Angeles R`, or else the full name.
 */
export function venueNameOf(team: Team): string {
  const namesakes = teamsOf(team.league).filter(({ city }) => city === team.city)
  if (namesakes.length === 1) return team.city
  const lettered = team.aliases.find((alias) => isLettered(alias, team.city))
  return lettered ?? team.fullName
}

function isLettered(alias: string, city: string): boolean {
  const rest = alias.startsWith(`${city} `) ? alias.slice(city.length + 1) : ''
  return /^[A-Z]{1,2}$/.test(rest)
}

/** Returns the code of a team in tickers. */
export function codeOf(team: Team): string {
  return team.kalshiCodes[0] ?? ''
}

/** Returns the teams in the order of tickers and titles: guests first, in soccer the hosts. */
export function teamsInOrder(game: Game): readonly [Team, Team] {
  return LEAGUE_WORDS[game.league].target === 'soccer_team'
    ? [game.home, game.away]
    : [game.away, game.home]
}

/** Returns the game's part of its tickers, `26NOV22KCDEN`; baseball's has the Eastern clock. */
export function gameKeyOf(game: Game): string {
  const { year, month, day, hour, minute } = easternCivilTime(game.startMs)
  const clock = game.league === 'mlb' ? twoDigits(hour) + twoDigits(minute) : ''
  const codes = teamsInOrder(game).map(codeOf).join('')
  return `${year % 100}${MONTHS[month - 1] ?? ''}${twoDigits(day)}${clock}${codes}`
}

/** Returns the day of a game as its rules write it, `Nov 22, 2026`; baseball's with the clock. */
export function dayTextOf({ league, startMs }: Game): string {
  const { year, month, day, hour, minute } = easternCivilTime(startMs)
  const name = MONTHS[month - 1] ?? ''
  const date = `${name.slice(0, 1)}${name.slice(1).toLowerCase()} ${day}, ${year}`
  if (league !== 'mlb') return date
  const half = hour < 12 ? 'AM' : 'PM'
  return `${date} at ${((hour + 11) % 12) + 1}:${twoDigits(minute)} ${half} Eastern`
}

/** Returns a time as the venue writes it: whole seconds, UTC. */
export function wireTime(ms: number): string {
  return new Date(ms).toISOString().replace(/\.\d{3}Z$/, 'Z')
}

function twoDigits(value: number): string {
  return String(value).padStart(2, '0')
}
