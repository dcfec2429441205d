/**
 * Which games are played on which days: teams of core's registries, each at most once a day and rested
 * in between, at their leagues' usual hours.
 * @module
 */
import { easternCivilTime, easternDateOf, type Rng, type Team, teamsOf } from '@arbkit/core'
import { createGame, type Game, type GameFate } from './game.ts'
import { checkSpeed, pacedGame } from './pace.ts'
import { type Day, daysOf, type Making } from './schedule-days.ts'
import type { IrregularShares, ScheduleOptions } from './schedule-options.ts'
import { rngOf, shuffled, wholeChoice } from './seeded-choice.ts'
import { SPORT_MODELS, type SimulatedLeague } from './sport-model.ts'

const DAY_MS = 86_400_000
const HOUR_MS = 3_600_000
/** A postponement is told so long before the scheduled start. */
const NOTICE_MS = 2 * HOUR_MS
const HALT_MS = 20 * HOUR_MS
/** From the first start of a doubleheader to the second. */
const SECOND_GAME_MS = 5.5 * HOUR_MS

/** A game's place: who meets whom, and when by the world's time and the venue's, Unix ms. */
interface Fixture {
  readonly home: Team
  readonly away: Team
  readonly worldMs: number
  readonly startMs: number
  /** 2 for the second of a doubleheader. */
  readonly number: 1 | 2
}

/**
 * Returns the games, by start and id. No team plays twice on an Eastern day as the venue tells it, but for
 * doubleheaders.
 * @throws {InvalidInputError} a speed that no world runs at.
 */
export function scheduleOf(options: ScheduleOptions): readonly Game[] {
  const games = options.leagues.flatMap((league) => gamesOfLeague(league, options))
  return games.toSorted((a, b) => a.startMs - b.startMs || (a.id < b.id ? -1 : 1))
}

function gamesOfLeague(league: SimulatedLeague, options: ScheduleOptions): readonly Game[] {
  const { seed } = options
  const speed = checkSpeed(options.speed)
  const rng = rngOf(seed, `schedule of ${league}`)
  const taken = new Set<string>()
  const games: Game[] = []
  for (const day of daysOf(league, { options, speed, rng })) {
    for (const fixture of fixturesOf(league, day, { options, rng })) {
      const { home, away, worldMs, startMs, number } = fixture
      const fate = fateOf(worldMs, { league, rng, shares: options.irregular ?? {} })
      const days = [home, away].map(({ id }) => `${easternDateOf(startMs)} ${id}`)
      if (number === 1 && days.some((one) => taken.has(one))) continue
      for (const one of days) taken.add(one)
      for (const { id } of [home, away]) day.rested.set(id, day.index + 1 + restOf(league))
      const id = gameIdOf(league, fixture)
      const game = createGame({ seed, id, league, home, away, startMs: worldMs, fate })
      games.push(pacedGame(game, speed, startMs))
    }
  }
  return games
}

const restOf = (league: SimulatedLeague): number => SPORT_MODELS[league].restDays

function* fixturesOf(
  league: SimulatedLeague,
  day: Day,
  { options, rng }: Pick<Making, 'options' | 'rng'>,
): Generator<Fixture> {
  const { gamesPerDay = Infinity } = options
  const free = shuffled(rng, codedTeams(league)).filter(
    ({ id }) => (day.rested.get(id) ?? 0) <= day.index,
  )
  const count = Math.min(gamesPerDay, Math.floor(free.length / 2))
  const starts = day.starts(count)
  for (let index = 0; index < count; index += 1) {
    const [home, away] = [free[2 * index], free[2 * index + 1]]
    const start = starts.next().value
    if (home === undefined || away === undefined || start === undefined) continue
    yield { home, away, number: 1, ...start }
    if (hasSecond(league, { options, home, startMs: start.startMs })) {
      const startMs = start.startMs + SECOND_GAME_MS
      yield { home, away, number: 2, worldMs: startMs, startMs }
    }
  }
}

/** Only early games of a world that is not sped up: two games of a day hours apart. */
function hasSecond(
  league: SimulatedLeague,
  { options, home, startMs }: Pick<Fixture, 'home' | 'startMs'> & Pick<Making, 'options'>,
): boolean {
  const { seed, doubleheaders = 0, speed = 1 } = options
  const isEarly = easternDateOf(startMs) === easternDateOf(startMs + SECOND_GAME_MS)
  if (league !== 'mlb' || speed !== 1 || !isEarly) return false
  return rngOf(seed, `doubleheader ${home.id} ${easternDateOf(startMs)}`).next() < doubleheaders
}

/** Only teams that have a code can stand in a ticker. */
function codedTeams(league: SimulatedLeague): readonly Team[] {
  return teamsOf(league).filter(({ kalshiCodes }) => kalshiCodes.length > 0)
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

function gameIdOf(league: SimulatedLeague, game: Fixture): string {
  const { year, month, day } = easternCivilTime(game.startMs)
  const date = year * 10_000 + month * 100 + day
  const number = game.number === 1 ? '' : `:${game.number}`
  return `${league}:${date}:${lowerCodeOf(game.away)}@${lowerCodeOf(game.home)}${number}`
}

function lowerCodeOf({ id, kalshiCodes }: Team): string {
  return (kalshiCodes[0] ?? id).toLowerCase()
}
