/**
 * How well a competitor of a named game fits a name of the odds feed. Persons: the same name, a
 * shortened one, or a ticker's code alone. Teams: the registry where it knows both, else similarity,
 * which is worth less than a pair needs however great it is.
 * @module
 */
import type { LeagueId } from '../../fixtures/league.ts'
import { LEAGUES } from '../../fixtures/league.ts'
import { resolveTeamName } from '../../fixtures/team-registry.ts'
import { NAME_SIMILARITY_MIN, nameSimilarity } from '../../names/name-similarity.ts'
import { comparePersonNames } from '../../names/person-name.ts'
import { personsOf } from '../../names/person-parts.ts'
import { prepareName } from '../../names/prepared-name.ts'
import { remembered } from '../../names/remembered.ts'
import { surnameCodeFits } from '../../names/surname-code.ts'
import { evidenceOf, type MatchEvidence, similarityEvidence } from '../confidence.ts'
import { isShortenedName } from '../shortened-name.ts'
import type { NamedCompetitor } from './named-game.ts'

const preparedOf = remembered(prepareName)

/** Returns the evidence that a competitor goes by a name at the feed; undefined where it does not. */
export function fitOf(
  league: LeagueId,
  competitor: NamedCompetitor,
  printed: string,
): MatchEvidence | undefined {
  return LEAGUES[league].competitors === 'persons'
    ? personFit(competitor, printed)
    : teamFit(league, competitor, printed)
}

function personFit({ name, code }: NamedCompetitor, printed: string): MatchEvidence | undefined {
  if (personsOf(printed).length !== 1) return undefined
  if (name === undefined) {
    const isFitting = code !== undefined && surnameCodeFits(printed, code)
    return isFitting ? evidenceOf('name', 'personByCode', `${code}: ${printed}`) : undefined
  }
  const { tag } = comparePersonNames(name, printed)
  if (tag === 'different') return undefined
  const isWhole = tag === 'same' && !isShortenedName(name)
  return evidenceOf('name', isWhole ? 'certain' : 'personShortened', `${name}: ${printed}`)
}

function teamFit(
  league: LeagueId,
  { name }: NamedCompetitor,
  printed: string,
): MatchEvidence | undefined {
  if (name === undefined) return undefined
  const own = resolveTeamName(league, name)
  const other = resolveTeamName(league, printed)
  const detail = `${name}: ${printed}`
  if (own.tag === 'team' && other.tag === 'team') {
    return own.team === other.team ? evidenceOf('name', 'certain', detail) : undefined
  }
  if (own.tag === 'ambiguous' && other.tag === 'team') {
    const isOne = own.candidates.includes(other.team)
    return isOne ? evidenceOf('name', 'sharedName', detail) : undefined
  }
  const similarity = nameSimilarity(preparedOf(name), preparedOf(printed))
  if (similarity < NAME_SIMILARITY_MIN) return undefined
  return similarityEvidence(similarity, detail)
}
