/**
 * What a series asks about, by its whole ticker. Names from the venue's lists as public projects
 * captured them, 2025-11 to 2026-10, and live captures; the lists stand by sport in `series/`.
 * `unknown` is an answer: a series that is not in them is never taken for a game.
 * @module
 */
import type { ContractSubject, LeagueId } from '@arbkit/core'
import { AMERICAN_FOOTBALL_SERIES } from './series/american-football.ts'
import { BASEBALL_SERIES } from './series/baseball.ts'
import { BASKETBALL_SERIES } from './series/basketball.ts'
import { ICE_HOCKEY_SERIES } from './series/ice-hockey.ts'
import { subjectsOf } from './series/league-series.ts'
import { SOCCER_SERIES } from './series/soccer.ts'
import { TENNIS_AND_MMA_SERIES } from './series/tennis-mma.ts'

const ALL_SERIES = [
  ...AMERICAN_FOOTBALL_SERIES,
  ...BASEBALL_SERIES,
  ...BASKETBALL_SERIES,
  ...ICE_HOCKEY_SERIES,
  ...SOCCER_SERIES,
  ...TENNIS_AND_MMA_SERIES,
]

const SUBJECTS: ReadonlyMap<string, ContractSubject> = new Map(ALL_SERIES.flatMap(subjectsOf))

/** Series that ask whether something happens at all: over a half, and no number is printed. */
const HAPPENS_ONCE: ReadonlySet<string> = new Set(
  ALL_SERIES.flatMap(({ prefix, games, props = [] }) =>
    [...games, ...props]
      .filter((series) => series.happensOnce === true)
      .map(({ rest }) => prefix + rest),
  ),
)

/** Combinations of several markets in one. */
const PARLAY_PREFIX = 'KXMVE'

/** Returns what a series asks about; `unknown` where we have no record of it. */
export function subjectOfSeries(seriesId: string): ContractSubject {
  if (seriesId.startsWith(PARLAY_PREFIX)) return { tag: 'other', reason: 'parlay' }
  return SUBJECTS.get(seriesId) ?? { tag: 'unknown' }
}

/** Returns the series that ask about games of a league, parts of games and players included. */
export function seriesOfLeague(league: LeagueId): readonly string[] {
  return [...SUBJECTS].flatMap(([seriesId, subject]) =>
    subject.tag === 'game' && subject.league === league ? [seriesId] : [],
  )
}

/** True where a series asks whether something happens at all: that a player scores, a run in the first inning. */
export function happensOnce(seriesId: string): boolean {
  return HAPPENS_ONCE.has(seriesId)
}
