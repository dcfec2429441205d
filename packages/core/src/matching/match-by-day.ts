/**
 * Odds events for games of which the venue gives only the day: the one meeting of that day, or in a
 * numbered doubleheader the first and second. Anything else is a suggestion.
 * @module
 */
import { type EvidenceKind, evidenceOf } from './confidence.ts'
import {
  aloneEvidence,
  type Assignment,
  type FixtureLink,
  type FixtureMiss,
  gamesOnDayOf,
  isoOf,
  linkOf,
  missOf,
  severalLinks,
} from './fixture-link.ts'
import type { ResolvedOdds } from './resolve-odds.ts'
import { meetsOnceADay, type VenueGame } from './venue-games.ts'

/** Returns the odds event of a game without a clock, or what it may be, or why there is none. */
export function matchByDay(
  assignment: Assignment,
  game: VenueGame,
): readonly (FixtureLink | FixtureMiss)[] {
  const onDay = assignment.odds.filter(({ easternDate }) => easternDate === game.easternDate)
  if (onDay.length === 0) return [missOf(assignment, game)]
  const free = onDay.filter((event) => !assignment.taken.has(event))
  if (free.length === 0) return [missOf(assignment, game, 'odds-event-taken')]
  if (game.gameNumber !== undefined) {
    const numbered = ofNumber(assignment, game, onDay)
    if (numbered === undefined) return severalLinks(game, free)
    return [certainLink(game, numbered, 'startByGameNumber')]
  }
  const [only] = free
  const isAlone = onDay.length === 1 && gamesOnDayOf(assignment, game).length === 1
  if (only === undefined || !isAlone) return severalLinks(game, free)
  return [
    certainLink(game, only, meetsOnceADay(game) ? 'startDayOnly' : 'startDayOnlyDoubleheaders'),
  ]
}

/**
 * The first or second odds event of the day by the ticker's number. Only where there are exactly
 * two, apart from each other, none of them another game's, and every game of the day has a number
 * of its own.
 */
function ofNumber(
  assignment: Assignment,
  game: VenueGame,
  onDay: readonly ResolvedOdds[],
): ResolvedOdds | undefined {
  const [first, second, ...more] = onDay
  if (first === undefined || second === undefined || more.length > 0) return undefined
  if (second.startMs - first.startMs <= assignment.toleranceMs) return undefined
  if (onDay.some((event) => assignment.taken.has(event))) return undefined
  const numbers = gamesOnDayOf(assignment, game).map(({ gameNumber }) => gameNumber)
  if (numbers.includes(undefined) || new Set(numbers).size < numbers.length) return undefined
  if (game.gameNumber === 1) return first
  return game.gameNumber === 2 ? second : undefined
}

function certainLink(game: VenueGame, odds: ResolvedOdds, kind: EvidenceKind): FixtureLink {
  const number = game.gameNumber === undefined ? '' : `game ${game.gameNumber} of `
  const detail = `${number}${game.easternDate}, odds ${isoOf(odds.startMs)}`
  return linkOf(game, odds, [evidenceOf('start', kind, detail), aloneEvidence()])
}
