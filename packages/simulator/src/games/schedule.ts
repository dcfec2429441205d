/**
 * Which games are played on which days: teams of core's registries, each at most once a day and rested
 * in between, at their leagues' usual hours.
 * @module
 */
import { easternCivilTime, easternToMs, type Rng, type Team, teamsOf } from '@arbkit/core'
import { createGame, type Game, type GameFate } from './game.ts'
import { rngOf, shuffled, wholeChoice } from './seeded-choice.ts'
import { SPORT_MODELS, type SimulatedLeague } from './sport-model.ts'

/** What is scheduled. */
export interface ScheduleOptions {
  /** A whole number. */
  readonly seed: number
  readonly leagues: readonly SimulatedLeague[]
  /** Games start after this, Unix ms; the first day is its Eastern one, or what is left of it. */
  readonly startMs: number
  /** 1 unless said. */
  readonly days?: number | undefined
  /** Most games of a league on a day; as many as its rested teams allow where left out. */
  readonly gamesPerDay?: number | undefined
  readonly irregular?: IrregularShares | undefined
}

/** How often games do not run their usual course, shares of 0 to 1; 0 where left out. */
export interface IrregularShares {
  readonly postponed?: number | undefined
  readonly cancelled?: number | undefined
  readonly suspended?: number | undefined
}

const DAY_MS = 86_400_000
const HOUR_MS = 3_600_000
/** A postponement is told so long before the scheduled start. */
const NOTICE_MS = 2 * HOUR_MS
const HALT_MS = 20 * HOUR_MS

/** Returns the games, by start and id. */
export function scheduleOf(options: ScheduleOptions): readonly Game[] {
  const games = options.leagues.flatMap((league) => gamesOfLeague(league, options))
  return games.toSorted((a, b) => a.startMs - b.startMs || (a.id < b.id ? -1 : 1))
}

function gamesOfLeague(league: SimulatedLeague, options: ScheduleOptions): readonly Game[] {
  const { seed, days = 1, gamesPerDay = Infinity } = options
  const rng = rngOf(seed, `schedule of ${league}`)
  const rested = new Map<string, number>()
  const games: Game[] = []
  for (let day = 0; day < days; day += 1) {
    const free = shuffled(rng, codedTeams(league)).filter(({ id }) => (rested.get(id) ?? 0) <= day)
    const count = Math.min(gamesPerDay, Math.floor(free.length / 2))
    for (let index = 0; index < count; index += 1) {
      const [home, away] = [free[2 * index], free[2 * index + 1]]
      const startMs = startOf(league, {
        dayMs: options.startMs + day * DAY_MS,
        rng,
        afterMs: options.startMs,
      })
      if (home === undefined || away === undefined || startMs === undefined) continue
      const fate = fateOf(startMs, { league, rng, shares: options.irregular ?? {} })
      for (const { id } of [home, away]) rested.set(id, day + 1 + SPORT_MODELS[league].restDays)
      const id = gameIdOf(league, { home, away, startMs })
      games.push(createGame({ seed, id, league, home, away, startMs, fate }))
    }
  }
  return games
}

/** Only teams that have a code can stand in a ticker. */
function codedTeams(league: SimulatedLeague): readonly Team[] {
  return teamsOf(league).filter(({ kalshiCodes }) => kalshiCodes.length > 0)
}

interface StartChoice {
  readonly dayMs: number
  readonly afterMs: number
  readonly rng: Rng
}

/** One of the league's hours that is still to come; undefined where the day has none left. */
function startOf(
  league: SimulatedLeague,
  { dayMs, afterMs, rng }: StartChoice,
): number | undefined {
  const { year, month, day } = easternCivilTime(dayMs)
  const starts = SPORT_MODELS[league].startMinutes
    .map((minute) => ({ hour: Math.floor(minute / 60), minute: minute % 60 }))
    .map((clock) => easternToMs({ year, month, day, ...clock }))
    .filter((startMs) => startMs > afterMs)
  return starts[wholeChoice(rng, 0, starts.length - 1)]
}

function fateOf(
  startMs: number,
  { league, rng, shares }: { league: SimulatedLeague; rng: Rng; shares: IrregularShares },
): GameFate {
  const { postponed = 0, cancelled = 0, suspended = 0 } = shares
  const choice = rng.next()
  const turns = SPORT_MODELS[league].turns.length
  const afterTurns = wholeChoice(rng, 1, turns - 2)
  const knownMs = startMs - NOTICE_MS
  if (choice < postponed) return { tag: 'postponed', knownMs, newStartMs: startMs + DAY_MS }
  if (choice < postponed + cancelled) return { tag: 'cancelled', knownMs }
  if (choice < postponed + cancelled + suspended) {
    return { tag: 'suspended', afterTurns, pauseMs: HALT_MS }
  }
  return { tag: 'played' }
}

function gameIdOf(
  league: SimulatedLeague,
  game: { readonly home: Team; readonly away: Team; readonly startMs: number },
): string {
  const { year, month, day } = easternCivilTime(game.startMs)
  const date = year * 10_000 + month * 100 + day
  return `${league}:${date}:${lowerCodeOf(game.away)}@${lowerCodeOf(game.home)}`
}

function lowerCodeOf({ id, kalshiCodes }: Team): string {
  return (kalshiCodes[0] ?? id).toLowerCase()
}
