/**
 * Which odds event is which game. League and both teams by identity, then the start: by clock
 * within the league's tolerance and one-to-one (optimal, not greedy); by day only where it is the
 * only meeting; by number and order in a numbered doubleheader. What could be meant but is not
 * certain is suggested, never matched: home and away swapped, a start that moved within the day, two
 * odds events for one game.
 * @module
 */
import { LEAGUES, type LeagueId } from '../fixtures/league.ts'
import { assignStarts } from './assign-starts.ts'
import { evidenceOf, START_CLOSE_MS } from './confidence.ts'
import {
  aloneEvidence,
  type Assignment,
  type ClockedGame,
  type FixtureLink,
  type FixtureMiss,
  gamesOnDayOf,
  hasClock,
  isoOf,
  linkOf,
  missOf,
  severalLinks,
} from './fixture-link.ts'
import { matchByDay } from './match-by-day.ts'
import type { ResolvedOdds } from './resolve-odds.ts'
import type { VenueGame } from './venue-games.ts'

/**
 * Returns for each game of one meeting its odds event, the ones it may be, or why there is none. All
 * games of two teams are looked at together: no other game can be meant by them. At most one link of an
 * odds event has a score that makes a pair.
 */
export function matchFixtures(
  league: LeagueId,
  games: readonly VenueGame[],
  listed: readonly ResolvedOdds[],
): readonly (FixtureLink | FixtureMiss)[] {
  if (games.length === 0) return []
  const odds = listed.toSorted(byStart)
  const toleranceMs = LEAGUES[league].startToleranceMs
  const clocked = games.filter(hasClock).toSorted((a, b) => a.startMs - b.startMs)
  const pairs = assignStarts(
    clocked.map(({ startMs }) => startMs),
    odds.map(({ startMs }) => startMs),
    toleranceMs,
  )
  const oddsOf = new Map<VenueGame, ResolvedOdds>()
  for (const { left, right } of pairs) {
    const game = clocked[left]
    const event = odds[right]
    if (game !== undefined && event !== undefined) oddsOf.set(game, event)
  }
  const taken = new Set(oddsOf.values())
  const assignment: Assignment = { league, games, odds, toleranceMs, oddsOf, taken }
  return games.flatMap((game) => {
    if (!hasClock(game)) return matchByDay(assignment, game)
    const own = oddsOf.get(game)
    return own === undefined ? matchMoved(assignment, game) : matchByClock(assignment, game, own)
  })
}

/** An assigned pair is certain unless something near it was left over that could be meant as well. */
function matchByClock(
  assignment: Assignment,
  game: ClockedGame,
  odds: ResolvedOdds,
): readonly FixtureLink[] {
  const { toleranceMs, taken, oddsOf } = assignment
  const isNear = (a: number, b: number): boolean => Math.abs(a - b) <= toleranceMs
  const otherOdds = assignment.odds.filter(
    (other) =>
      other !== odds &&
      (isNear(other.startMs, odds.startMs) ||
        (!taken.has(other) && isNear(other.startMs, game.startMs))),
  )
  const otherGames = assignment.games
    .filter(hasClock)
    .filter((other) => !oddsOf.has(other) && isNear(other.startMs, odds.startMs))
  const isClose = Math.abs(odds.startMs - game.startMs) <= START_CLOSE_MS
  const detail = `${isoOf(game.startMs)}, odds ${isoOf(odds.startMs)}`
  const own = linkOf(game, odds, [
    evidenceOf('start', isClose ? 'certain' : 'startWithinTolerance', detail),
    aloneEvidence(otherOdds, otherGames),
  ])
  return [own, ...severalLinks(game, otherOdds)]
}

/** No odds event at the game's clock: the only meeting of the day may be it, moved. */
function matchMoved(
  assignment: Assignment,
  game: ClockedGame,
): readonly (FixtureLink | FixtureMiss)[] {
  const { odds, taken, toleranceMs } = assignment
  const near = odds.filter(({ startMs }) => Math.abs(startMs - game.startMs) <= toleranceMs)
  const free = near.filter((event) => !taken.has(event))
  // Only more meetings than are ever assigned leave a free one.
  if (free.length > 0) return severalLinks(game, free)
  if (near.length > 0) return [missOf(assignment, game, 'odds-event-taken')]
  const [only, ...more] = odds.filter(({ easternDate }) => easternDate === game.easternDate)
  const isAlone = more.length === 0 && gamesOnDayOf(assignment, game).length === 1
  if (only === undefined || !isAlone || taken.has(only)) return [missOf(assignment, game)]
  const detail = `${isoOf(game.startMs)}, odds ${isoOf(only.startMs)}: moved within the day`
  return [linkOf(game, only, [evidenceOf('start', 'startMoved', detail), aloneEvidence()])]
}

function byStart(a: ResolvedOdds, b: ResolvedOdds): number {
  if (a.startMs !== b.startMs) return a.startMs - b.startMs
  return a.odds.eventId < b.odds.eventId ? -1 : 1
}
