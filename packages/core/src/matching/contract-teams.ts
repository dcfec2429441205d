/**
 * Which two teams a contract is about. Two witnesses: the codes in its event's ticker and the names in
 * its event's title, both in the order of the league (away first in US leagues, home first in soccer).
 * Each alone may do, at a lower score; together they must agree. A name or a pair of codes with two
 * readings is decided by the other witness or not at all.
 * @module
 */
import { type LeagueId, LEAGUES } from '../fixtures/league.ts'
import type { ContractListing } from '../fixtures/listing.ts'
import type { Team } from '../fixtures/team.ts'
import type { TeamCodeSplit, TeamNameResolution } from '../fixtures/registry/build-registry.ts'
import { resolveTeamName, splitTeamCodes } from '../fixtures/team-registry.ts'
import { evidenceOf, type MatchEvidence } from './confidence.ts'
import { type NameBook, registryNames } from './name-book.ts'
import { type Refusal, refuse } from './refusal.ts'

/** The two teams, and how they became known. */
export interface ContractTeams {
  readonly tag: 'teams'
  readonly away: Team
  readonly home: Team
  /** Game of a doubleheader where the ticker counts them, `BALDETG1`. */
  readonly gameNumber: number | undefined
  /** True where no title stands beside the codes. */
  readonly isTickerOnly: boolean
  readonly evidence: readonly MatchEvidence[]
  /** Who is meant by names and codes elsewhere in the listing. */
  readonly names: NameBook
}

/** A doubleheader's number behind the codes (tickers of 2025). */
const GAME_NUMBER = /^([A-Z0-9]+)G([1-9])$/

/** A printed name with what it means. */
interface ReadName {
  readonly text: string
  readonly meaning: TeamNameResolution
}

/** What was asked last: the contracts of one game come one after another. */
let last:
  | {
      readonly league: LeagueId
      readonly teamCodes: string | undefined
      readonly names: readonly [string, string] | undefined
      readonly found: ContractTeams | Refusal
    }
  | undefined

/** Returns a contract's teams, or why they are not known. */
export function contractTeamsOf(
  league: LeagueId,
  contract: ContractListing,
): ContractTeams | Refusal {
  const { teamCodes, teamNames } = contract
  const isAsBefore =
    last !== undefined &&
    last.league === league &&
    last.teamCodes === teamCodes &&
    last.names?.[0] === teamNames?.[0] &&
    last.names?.[1] === teamNames?.[1]
  if (isAsBefore && last !== undefined) return last.found
  const found = readTeams(league, contract)
  last = { league, teamCodes, names: teamNames, found }
  return found
}

function readTeams(league: LeagueId, contract: ContractListing): ContractTeams | Refusal {
  const codes = readCodes(league, contract.teamCodes)
  const title = contract.teamNames?.map((text) => ({
    text,
    meaning: resolveTeamName(league, text),
  }))
  const [first, second] = title ?? []
  if (first === undefined || second === undefined) return teamsOfTicker(league, contract, codes)
  const names = [first, second] as const
  const agreeing = codes.splits.filter((split) => readingOf(names, split) !== 'no')
  const [split] = agreeing
  if (split !== undefined && agreeing.length === 1) {
    return teamsOfBoth(league, split, names, codes.gameNumber)
  }
  if (codes.splits.length === 0) return teamsOfTitle(league, contract, names)
  const detail = `the title names ${first.text} and ${second.text}, the ticker ${contract.teamCodes}`
  if (!isKnown(first, second)) return refuse('unknown-team', detail)
  return refuse(agreeing.length > 1 ? 'ambiguous-team' : 'conflicting-evidence', detail)
}

/** True where a name may mean a team: it is that team's, or one that several teams share. */
export function mayMean(meaning: TeamNameResolution, team: Team): boolean {
  if (meaning.tag === 'team') return meaning.team === team
  return meaning.tag === 'ambiguous' && meaning.candidates.includes(team)
}

/** Who is at home, by the order in which the league's tickers and titles name the two. */
function inOrder(
  league: LeagueId,
  first: Team,
  second: Team,
): { readonly away: Team; readonly home: Team } {
  return LEAGUES[league].namedFirst === 'away'
    ? { away: first, home: second }
    : { away: second, home: first }
}

function readCodes(
  league: LeagueId,
  teamCodes: string | undefined,
): { readonly splits: readonly TeamCodeSplit[]; readonly gameNumber: number | undefined } {
  if (teamCodes === undefined) return { splits: [], gameNumber: undefined }
  const splits = splitTeamCodes(league, teamCodes)
  if (splits.length > 0) return { splits, gameNumber: undefined }
  const [, codes, number] = GAME_NUMBER.exec(teamCodes) ?? []
  if (codes === undefined || number === undefined) return { splits, gameNumber: undefined }
  return { splits: splitTeamCodes(league, codes), gameNumber: Number(number) }
}

function teamsOfTicker(
  league: LeagueId,
  contract: ContractListing,
  { splits, gameNumber }: ReturnType<typeof readCodes>,
): ContractTeams | Refusal {
  const [split] = splits
  if (split === undefined) {
    return refuse(
      'unknown-team',
      `no title, and no two known codes in ${contract.teamCodes ?? '-'}`,
    )
  }
  if (splits.length > 1) {
    return refuse(
      'ambiguous-team',
      `${contract.teamCodes} reads as ${splits.length} pairs of codes`,
    )
  }
  // The score follows from whether the YES label bears the codes out: see `contract-side.ts`.
  return {
    tag: 'teams',
    ...inOrder(league, split.first, split.second),
    gameNumber,
    isTickerOnly: true,
    evidence: [],
    names: registryNames(league),
  }
}

function teamsOfBoth(
  league: LeagueId,
  split: TeamCodeSplit,
  names: readonly [ReadName, ReadName],
  gameNumber: number | undefined,
): ContractTeams {
  const printed = `${names[0].text}, ${names[1].text}`
  const { away, home } = inOrder(league, split.first, split.second)
  const evidence = [evidenceOf('ticker', 'certain', `${away.id} at ${home.id}`)]
  if (readingOf(names, split) === 'reversed') {
    evidence.push(evidenceOf('title', 'titleReversed', `${printed}: the other way round`))
  }
  if (names.some(({ meaning }) => meaning.tag === 'unknown')) {
    evidence.push(evidenceOf('title', 'unknownName', `${printed}: a name that no team has`))
  } else if (names.some(({ meaning }) => meaning.tag === 'ambiguous')) {
    evidence.push(evidenceOf('title', 'sharedName', `${printed}: a name that two teams share`))
  } else {
    evidence.push(evidenceOf('title', 'certain', printed))
  }
  return {
    tag: 'teams',
    away,
    home,
    gameNumber,
    isTickerOnly: false,
    evidence,
    names: registryNames(league),
  }
}

function teamsOfTitle(
  league: LeagueId,
  contract: ContractListing,
  [first, second]: readonly [ReadName, ReadName],
): ContractTeams | Refusal {
  for (const { text, meaning } of [first, second]) {
    if (meaning.tag === 'unknown') return refuse('unknown-team', `no team is called ${text}`)
    if (meaning.tag === 'ambiguous') {
      return refuse(
        'ambiguous-team',
        `${text}: ${meaning.candidates.map(({ id }) => id).join(', ')}`,
      )
    }
  }
  if (first.meaning.tag !== 'team' || second.meaning.tag !== 'team') {
    return refuse('unknown-team', 'no teams')
  }
  const { away, home } = inOrder(league, first.meaning.team, second.meaning.team)
  if (away === home) {
    return refuse('conflicting-evidence', `${first.text} and ${second.text} are one team`)
  }
  const kind = contract.teamCodes === undefined ? 'titleOnly' : 'titleWithUnreadableTicker'
  const detail = `${first.text}, ${second.text}; codes: ${contract.teamCodes ?? 'none'}`
  return {
    tag: 'teams',
    away,
    home,
    gameNumber: undefined,
    isTickerOnly: false,
    evidence: [evidenceOf('title', kind, detail)],
    names: registryNames(league),
  }
}

/** How the title's names fit a reading of the codes; a name nobody knows fits where the other does. */
function readingOf(
  [first, second]: readonly [ReadName, ReadName],
  split: TeamCodeSplit,
): 'same' | 'reversed' | 'no' {
  if (fits(first, split.first) && fits(second, split.second) && isKnown(first, second)) {
    return 'same'
  }
  if (fits(first, split.second) && fits(second, split.first) && isKnown(first, second)) {
    return 'reversed'
  }
  return 'no'
}

function fits({ meaning }: ReadName, team: Team): boolean {
  return meaning.tag === 'unknown' || mayMean(meaning, team)
}

function isKnown(first: ReadName, second: ReadName): boolean {
  return first.meaning.tag !== 'unknown' || second.meaning.tag !== 'unknown'
}
