/**
 * The names of one game whose competitors no registry knows: two teams, made from what the odds feed
 * prints, and who of them a name or a code in the contracts means.
 * @module
 */
import { type LeagueId, LEAGUES } from '../../fixtures/league.ts'
import type { Team } from '../../fixtures/team.ts'
import { resolveTeamName } from '../../fixtures/team-registry.ts'
import { foldName } from '../../names/fold-name.ts'
import { comparePersonNames } from '../../names/person-name.ts'
import type { NameBook } from '../name-book.ts'
import type { NamedCompetitor } from './named-game.ts'

/** A competitor with the team it stands for. */
export interface LocalTeam {
  readonly competitor: NamedCompetitor
  readonly team: Team
}

/** Returns the team behind a name of the feed: the registry's where it knows it. */
export function localTeamOf(league: LeagueId, printed: string, { code }: NamedCompetitor): Team {
  const known = resolveTeamName(league, printed)
  if (known.tag === 'team') return known.team
  return {
    id: `${league}:${foldName(printed).replaceAll(' ', '-')}`,
    league,
    fullName: printed,
    city: printed,
    nickname: printed,
    kalshiCodes: code === undefined ? [] : [code],
    aliases: [],
  }
}

/** Returns who is meant by names and codes in the contracts of one game. */
export function localNames(league: LeagueId, teams: readonly [LocalTeam, LocalTeam]): NameBook {
  const isPersons = LEAGUES[league].competitors === 'persons'
  const isCalled = ({ competitor, team }: LocalTeam, text: string): boolean => {
    const names = [competitor.name, team.fullName].filter((name) => name !== undefined)
    return isPersons
      ? names.some((name) => comparePersonNames(name, text).tag !== 'different')
      : names.some((name) => foldName(name) === foldName(text))
  }
  return {
    resolveName: (text) => {
      const called = teams.filter((team) => isCalled(team, text)).map(({ team }) => team)
      const [only] = called
      if (only === undefined) return { tag: 'unknown' }
      return called.length > 1
        ? { tag: 'ambiguous', candidates: called }
        : { tag: 'team', team: only, via: 'alias' }
    },
    teamOfCode: (code) => {
      const [only, ...more] = teams.filter(({ competitor }) => competitor.code === code)
      return more.length > 0 ? undefined : only?.team
    },
  }
}
