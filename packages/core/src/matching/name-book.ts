/**
 * Who is meant by a name or a code in the listings of one game: by the league's registry, or where
 * that knows nobody by the two competitors alone.
 * @module
 */
import type { LeagueId } from '../fixtures/league.ts'
import type { TeamNameResolution } from '../fixtures/registry/build-registry.ts'
import type { Team } from '../fixtures/team.ts'
import { resolveTeamName, teamOfCode } from '../fixtures/team-registry.ts'

/** Looks up names and codes. */
export interface NameBook {
  /** Who a printed name means. */
  readonly resolveName: (text: string) => TeamNameResolution
  /** Whose code it is, `SEA`. */
  readonly teamOfCode: (code: string) => Team | undefined
}

const books = new Map<LeagueId, NameBook>()

/** Returns the names of a league's registry; the same object each time. */
export function registryNames(league: LeagueId): NameBook {
  const known = books.get(league)
  if (known !== undefined) return known
  const made: NameBook = {
    resolveName: (text) => resolveTeamName(league, text),
    teamOfCode: (code) => teamOfCode(league, code),
  }
  books.set(league, made)
  return made
}
