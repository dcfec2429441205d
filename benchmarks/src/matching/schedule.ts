/**
 * The games of a slate: who meets whom and when, with what makes games hard to tell apart. Baseball
 * plays series of three days and doubleheaders; elsewhere two teams meet again some days later, at the
 * other one's home. No two teams meet twice a day but in doubleheaders.
 * @module
 */
import { easternToMs, formatEasternDate, LEAGUES, resolveTeamName, type Rng } from '@arbkit/core'
// The teams are not exported by name. From the sources, so that nothing measured has met them before.
import { teamsOf } from '../../../packages/core/src/fixtures/team-registry.ts'
import { happens, inAnyOrder, oneOf, wholeFrom } from './draw.ts'
import { LEAGUE_PLANS, type LeaguePlan } from './league-plan.ts'
import { collegeNames, personNames } from './made-up-names.ts'

/** One of two who meet, as the venues print it. */
export interface Competitor {
  /** At The Odds API. */
  readonly feedName: string
  /** In Kalshi's titles and labels. */
  readonly printed: string
  /** In Kalshi's tickers; undefined where Kalshi has none, and so no market. */
  readonly code: string | undefined
}

/** A game, wherever it is listed. */
export interface ScheduledGame {
  readonly plan: LeaguePlan
  readonly home: Competitor
  readonly away: Competitor
  /** False for teams that no registry has. */
  readonly isKnown: boolean
  /** `YYYY-MM-DD`, US Eastern. */
  readonly easternDate: string
  /** Unix ms. */
  readonly startMs: number
}

/** The first day; daylight time ends on the ninth. */
const FIRST_DAY_MS = Date.UTC(2026, 9, 24)
const DAY_MS = 86_400_000
const DAYS = 12
const SERIES_DAYS = 3
/** Evening starts, and the first game of a doubleheader long before them. */
const CLOCKS = [
  [18, 40],
  [19, 0],
  [19, 5],
  [19, 10],
  [20, 10],
  [21, 40],
  [22, 10],
] as const
const EARLY_CLOCK = [13, 5] as const

/** Returns the games of all leagues. */
export function scheduleOf(rng: Rng): readonly ScheduledGame[] {
  const personOf = personNames(rng)
  const collegeOf = collegeNames(rng)
  const person = (): Competitor => {
    const { given, surname } = personOf()
    const name = `${given} ${surname}`
    return { feedName: name, printed: name, code: surname.slice(0, 3).toUpperCase() }
  }
  const college = (): Competitor => {
    const { short, full } = collegeOf()
    return { feedName: full, printed: short, code: short.slice(0, 4).toUpperCase() }
  }
  return LEAGUE_PLANS.flatMap((plan) => {
    const isPersons = LEAGUES[plan.league].competitors === 'persons'
    const known = isPersons
      ? gamesOfStrangers(rng, plan, plan.games, person)
      : gamesOfTeams(rng, plan)
    const unknown = gamesOfStrangers(rng, plan, plan.gamesOfUnknown, college)
    return [...known, ...unknown.map((game) => ({ ...game, isKnown: false }))]
  })
}

/** Who meets once and never again. */
function gamesOfStrangers(
  rng: Rng,
  plan: LeaguePlan,
  count: number,
  next: () => Competitor,
): readonly ScheduledGame[] {
  return Array.from({ length: count }, () => {
    const home = next()
    let away = next()
    while (away.code === home.code) away = next()
    return gameOn(plan, home, away, wholeFrom(rng, 0, DAYS - 1), oneOf(rng, CLOCKS))
  })
}

function gamesOfTeams(rng: Rng, plan: LeaguePlan): readonly ScheduledGame[] {
  const competitors = competitorsOf(plan)
  const games: ScheduledGame[] = []
  const taken = new Set<string>()
  const add = (home: Competitor, away: Competitor, day: number): void => {
    const key = `${day} ${[home.feedName, away.feedName].toSorted().join('|')}`
    if (taken.has(key)) return
    taken.add(key)
    games.push(gameOn(plan, home, away, day, oneOf(rng, CLOCKS)))
    const isTwice = plan.league === 'mlb' && happens(rng, 0.1)
    if (isTwice) games.push(gameOn(plan, home, away, day, EARLY_CLOCK))
  }
  const daysApart = plan.league === 'mlb' ? SERIES_DAYS : 1
  const perDay = Math.min(Math.floor(competitors.length / 2), Math.ceil(plan.games / DAYS))
  for (let day = 0; games.length < plan.games; day = (day + daysApart) % DAYS) {
    const order = inAnyOrder(rng, competitors)
    for (let number = 0; number < perDay; number += 1) {
      const [home, away] = order.slice(2 * number, 2 * number + 2)
      if (home === undefined || away === undefined) break
      for (let later = 0; later < daysApart; later += 1) add(home, away, day + later)
      const isAgain = plan.league !== 'mlb' && happens(rng, 0.12)
      if (isAgain) add(away, home, (day + wholeFrom(rng, 1, 3)) % DAYS)
    }
  }
  return games.slice(0, plan.games)
}

/** Teams with codes where there are enough of them to meet. */
function competitorsOf({ league }: LeaguePlan): readonly Competitor[] {
  const teams = teamsOf(league)
  const coded = teams.filter(({ kalshiCodes }) => kalshiCodes.length > 0)
  return (coded.length < 8 ? teams : coded).map((team) => {
    const names = [team.city, ...team.aliases, team.fullName]
    const printed = names.find((name) => {
      const meaning = resolveTeamName(league, name)
      return meaning.tag === 'team' && meaning.team.id === team.id
    })
    return {
      feedName: team.fullName,
      printed: printed ?? team.fullName,
      code: team.kalshiCodes[0],
    }
  })
}

function gameOn(
  plan: LeaguePlan,
  home: Competitor,
  away: Competitor,
  day: number,
  [hour, minute]: readonly [number, number],
): ScheduledGame {
  const date = new Date(FIRST_DAY_MS + day * DAY_MS)
  const [year, month, dayOfMonth] = [
    date.getUTCFullYear(),
    date.getUTCMonth() + 1,
    date.getUTCDate(),
  ]
  return {
    plan,
    home,
    away,
    isKnown: true,
    easternDate: formatEasternDate(year, month, dayOfMonth),
    startMs: easternToMs({ year, month, day: dayOfMonth, hour, minute }),
  }
}
