/**
 * Games of which the competitors are known by what is printed alone: persons, and teams that no
 * registry has. Contracts of one game are gathered, because each market names only its own side.
 * @module
 */
import { foldedWords } from '../../names/fold-name.ts'
import { personsOf } from '../../names/person-parts.ts'
import { comparePersonNames } from '../../names/person-name.ts'
import { surnameCodeFits } from '../../names/surname-code.ts'
import type { EasternDate } from '../../fixtures/fixture.ts'
import { type LeagueId, LEAGUES } from '../../fixtures/league.ts'
import type { ContractListing } from '../../fixtures/listing.ts'
import { contractStartOf } from '../contract-start.ts'
import { saysDraw, textOf } from '../contract-team-side.ts'
import type { MatchEvidence } from '../confidence.ts'

/** What is known of one of two competitors; a name, a code or both. */
export interface NamedCompetitor {
  /** As printed, `Carlos Alcaraz`. */
  readonly name: string | undefined
  /** Code in the tickers, `ALC`. */
  readonly code: string | undefined
}

/** One game with its contracts. */
export interface NamedGame {
  readonly league: LeagueId
  /** The two, in the order of ticker and title. */
  readonly competitors: readonly [NamedCompetitor, NamedCompetitor]
  readonly easternDate: EasternDate
  /** Unix ms; undefined where only the day is known. */
  readonly startMs: number | undefined
  /** Evidence on the start from the venue's own statements. */
  readonly startEvidence: readonly MatchEvidence[]
  /** By market id. */
  readonly contracts: readonly ContractListing[]
}

/** Returns the games behind contracts of one league; a contract whose game says too little is left out. */
export function namedGamesOf(
  league: LeagueId,
  contracts: readonly ContractListing[],
): readonly NamedGame[] {
  const groups = new Map<string, ContractListing[]>()
  for (const contract of contracts.toSorted(byMarketId)) {
    const key = gameKeyOf(contract)
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [contract])
    else group.push(contract)
  }
  return [...groups.keys()]
    .toSorted()
    .map((key) => namedGameOf(league, groups.get(key) ?? []))
    .filter((game) => game !== undefined)
}

/** Returns the game's own part of an event id: all series of one game share it. */
export function gameKeyOf({ eventId, seriesId }: ContractListing): string {
  return eventId.startsWith(`${seriesId}-`) ? eventId.slice(seriesId.length + 1) : eventId
}

/**
 * Returns the game behind contracts that share a {@link gameKeyOf}; undefined where they say too little.
 * @param contracts by market id.
 */
export function namedGameOf(
  league: LeagueId,
  contracts: readonly ContractListing[],
): NamedGame | undefined {
  const starts = contracts.map(contractStartOf)
  const [start] = starts
  if (start === undefined || start.tag === 'refused') return undefined
  const isOneStart = starts.every(
    (other) => other.tag === 'start' && other.easternDate === start.easternDate,
  )
  const competitors = competitorsOf(league, contracts)
  if (!isOneStart || competitors === undefined) return undefined
  const { easternDate, startMs, evidence } = start
  return { league, competitors, easternDate, startMs, startEvidence: evidence, contracts }
}

function competitorsOf(
  league: LeagueId,
  contracts: readonly ContractListing[],
): readonly [NamedCompetitor, NamedCompetitor] | undefined {
  const title = contracts.find(({ teamNames }) => teamNames !== undefined)?.teamNames
  const [firstCode, secondCode] = codesOf(contracts)
  const nameOf = (code: string | undefined): string | undefined =>
    code === undefined ? undefined : labelOf(contracts, code)
  if (title === undefined) {
    const first = { name: nameOf(firstCode), code: firstCode }
    const second = { name: nameOf(secondCode), code: secondCode }
    const isTold = first.name !== undefined || second.name !== undefined
    return isTold && firstCode !== undefined && secondCode !== undefined
      ? [first, second]
      : undefined
  }
  if (title.some((name) => personsOf(name).length === 0)) return undefined
  const [first, second] = title
  const isBorneOut =
    LEAGUES[league].competitors === 'teams' ||
    arePersonsOfTitle([nameOf(firstCode), nameOf(secondCode)], title) ||
    (nameOf(firstCode) === undefined &&
      nameOf(secondCode) === undefined &&
      areCodesInOrder([firstCode, secondCode], title))
  if (isBorneOut) {
    const isPersons = LEAGUES[league].competitors === 'persons'
    return [
      { name: isPersons ? fuller(first, nameOf(firstCode)) : first, code: firstCode },
      { name: isPersons ? fuller(second, nameOf(secondCode)) : second, code: secondCode },
    ]
  }
  return [
    { name: first, code: undefined },
    { name: second, code: undefined },
  ]
}

/** True where labels name the title's persons in its order; one label is enough. */
function arePersonsOfTitle(
  labels: readonly [string | undefined, string | undefined],
  title: readonly [string, string],
): boolean {
  const isTold = labels.some((label) => label !== undefined)
  return isTold && mayBeCalled(labels[0], title[0]) && mayBeCalled(labels[1], title[1])
}

/** True where codes without labels begin the title's names in its order, and not in the other. */
function areCodesInOrder(
  [firstCode = '', secondCode = '']: readonly [string | undefined, string | undefined],
  [first, second]: readonly [string, string],
): boolean {
  const isStraight = surnameCodeFits(first, firstCode) && surnameCodeFits(second, secondCode)
  const isCrossed = surnameCodeFits(second, firstCode) && surnameCodeFits(first, secondCode)
  return isStraight && !isCrossed
}

/** Name in the YES label of the market with a code. */
function labelOf(contracts: readonly ContractListing[], code: string): string | undefined {
  const own = contracts.find((contract) => contract.outcomeCode === code && !saysDraw(contract))
  return textOf(own?.yesTeamName) ?? textOf(own?.yesLabel)
}

/**
 * The two codes in the event's order: where one market's suffix is known the other code is what is
 * left of the glued pair, `ALCDIM` without `ALC`.
 */
function codesOf(
  contracts: readonly ContractListing[],
): readonly [string | undefined, string | undefined] {
  const glued = contracts.find(({ teamCodes }) => teamCodes !== undefined)?.teamCodes
  if (glued === undefined) return [undefined, undefined]
  const readings = new Set<string>()
  for (const contract of contracts) {
    const { outcomeCode } = contract
    if (outcomeCode === '' || saysDraw(contract)) continue
    const isFirst = glued.startsWith(outcomeCode) && fitsLabel(contract)
    const isSecond = glued.endsWith(outcomeCode) && fitsLabel(contract)
    if (isFirst) readings.add(`${outcomeCode} ${glued.slice(outcomeCode.length)}`)
    if (isSecond) readings.add(`${glued.slice(0, -outcomeCode.length)} ${outcomeCode}`)
  }
  const [only, ...more] = [...readings].filter((reading) => !/^ | $/.test(reading))
  const [first, second] = only?.split(' ') ?? []
  return more.length > 0 ? [undefined, undefined] : [first, second]
}

/** A code that is no part of the name it stands beside says nothing. */
function fitsLabel(contract: ContractListing): boolean {
  const name = textOf(contract.yesTeamName) ?? textOf(contract.yesLabel)
  return name === undefined || surnameCodeFits(name, contract.outcomeCode)
}

/** Orders contracts by market id. */
export function byMarketId(a: ContractListing, b: ContractListing): number {
  return a.marketId < b.marketId ? -1 : 1
}

/** No label contradicts nothing. */
function mayBeCalled(label: string | undefined, printed: string): boolean {
  return label === undefined || comparePersonNames(label, printed).tag !== 'different'
}

/** Of two names of one person the one that says more: titles print surnames, labels full names. */
function fuller(title: string, label: string | undefined): string {
  if (label === undefined) return title
  return foldedWords(label).length > foldedWords(title).length ? label : title
}
