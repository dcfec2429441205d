/**
 * Gathers a venue's contracts by game: at Kalshi one game has an event a market type, all with the
 * same teams, day and clock. Pairing works on games, so that all contracts of one game go to the
 * same odds event and two games never share one.
 * @module
 */
import type { EasternDate } from '../fixtures/fixture.ts'
import type { LeagueId } from '../fixtures/league.ts'
import type { Team } from '../fixtures/team.ts'
import { START_CLOSE_MS } from './confidence.ts'
import type { ResolvedContract } from './resolve-contract.ts'

/** One game as a venue lists it. */
export interface VenueGame {
  readonly league: LeagueId
  readonly away: Team
  readonly home: Team
  readonly easternDate: EasternDate
  /** Scheduled start, Unix ms; undefined where no contract of the game gives a clock. */
  readonly startMs: number | undefined
  /** 1 or 2 where the ticker counts the games of a doubleheader. */
  readonly gameNumber: number | undefined
  readonly contracts: readonly ResolvedContract[]
}

/** Leagues in which two teams may meet twice a day. */
const DOUBLEHEADER_LEAGUES: ReadonlySet<LeagueId> = new Set(['mlb'])

/** True where two teams of the league meet at most once a day, so that the day tells the game. */
export function meetsOnceADay({ league }: { readonly league: LeagueId }): boolean {
  return !DOUBLEHEADER_LEAGUES.has(league)
}

/** Returns a key equal for two meetings of the same teams, whoever is at home. */
export function meetingKey(league: LeagueId, away: Team, home: Team): string {
  return away.id < home.id ? `${league}|${away.id}|${home.id}` : `${league}|${home.id}|${away.id}`
}

/** Returns the games behind contracts, in an order that does not depend on theirs. */
export function venueGamesOf(contracts: readonly ResolvedContract[]): readonly VenueGame[] {
  const groups = new Map<string, ResolvedContract[]>()
  let before: ResolvedContract | undefined
  let own: ResolvedContract[] = []
  for (const contract of contracts.toSorted(byStartAndId)) {
    if (before === undefined || !isOfSameGroup(contract, before)) {
      const key = groupKeyOf(contract)
      own = groups.get(key) ?? []
      groups.set(key, own)
    }
    own.push(contract)
    before = contract
  }
  return [...groups.keys()].toSorted().flatMap((key) => gamesOfGroup(groups.get(key) ?? []))
}

function isOfSameGroup(a: ResolvedContract, b: ResolvedContract): boolean {
  return (
    a.league === b.league &&
    a.easternDate === b.easternDate &&
    a.away === b.away &&
    a.home === b.home &&
    a.gameNumber === b.gameNumber
  )
}

function groupKeyOf({ league, away, home, easternDate, gameNumber }: ResolvedContract): string {
  return [league, easternDate, away.id, home.id, gameNumber ?? ''].join('|')
}

/**
 * Splits contracts of the same teams and day by clock. Clocks that count as equal are one game; two
 * that differ by more stay two, and matching suggests rather than pairs what both could be.
 * Contracts without a clock join the game where there can be only one.
 */
function gamesOfGroup(contracts: readonly ResolvedContract[]): readonly VenueGame[] {
  const clusters: { readonly startMs: number; readonly members: ResolvedContract[] }[] = []
  const clockless: ResolvedContract[] = []
  for (const contract of contracts) {
    const { startMs } = contract
    if (startMs === undefined) {
      clockless.push(contract)
      continue
    }
    const last = clusters.at(-1)
    if (last !== undefined && startMs - last.startMs <= START_CLOSE_MS) {
      last.members.push(contract)
    } else {
      clusters.push({ startMs, members: [contract] })
    }
  }
  const [only] = clusters
  const isOnlyGame = clusters.length === 1 && contracts.every(meetsOnceADay)
  if (only !== undefined && isOnlyGame) only.members.push(...clockless)
  const games = clusters.flatMap(({ startMs, members }) => gameOf(members, startMs))
  return isOnlyGame ? games : [...games, ...gameOf(clockless, undefined)]
}

function gameOf(
  contracts: readonly ResolvedContract[],
  startMs: number | undefined,
): readonly VenueGame[] {
  const [first] = contracts
  if (first === undefined) return []
  const { league, away, home, easternDate, gameNumber } = first
  return [{ league, away, home, easternDate, startMs, gameNumber, contracts }]
}

/** By clock, the ones without a clock last, then by id. */
function byStartAndId(a: ResolvedContract, b: ResolvedContract): number {
  if (a.startMs !== b.startMs) return (a.startMs ?? Infinity) - (b.startMs ?? Infinity)
  return a.contract.marketId < b.contract.marketId ? -1 : 1
}
