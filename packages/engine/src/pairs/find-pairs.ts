/**
 * Looking things up in a session: contracts, odds events and teams by words, each with its state.
 * @module
 */
import {
  type ContractListing,
  type DecidedMatch,
  type LeagueId,
  type OddsListing,
  resolveContract,
  resolveTeamName,
  type Team,
} from '@arbkit/core'
import { z } from 'zod'
import { wordsTest } from './name-search.ts'
import { pairStatesOf, pairStateSchema } from './pair-state.ts'

/** What was found. */
export const foundSchema = z.strictObject({
  contracts: z.array(
    z.strictObject({
      ticker: z.string(),
      /** What YES stands for, as the venue prints it. */
      label: z.string().nullable(),
      states: z.array(pairStateSchema),
    }),
  ),
  oddsEvents: z.array(
    z.strictObject({
      id: z.string(),
      away: z.string(),
      home: z.string(),
      sport: z.string(),
      start: z.iso.datetime().nullable(),
      /** Contracts by state; empty where none was held against it. */
      contracts: z.record(z.string(), z.int().positive()),
      /** Why the matcher can not read it; null where it can. */
      rejected: z.string().nullable(),
    }),
  ),
  teams: z.array(
    z.strictObject({
      name: z.string(),
      league: z.string(),
      code: z.string().nullable(),
      contracts: z.int(),
      oddsEvents: z.int(),
    }),
  ),
})

/** See {@link foundSchema}. */
export type Found = z.infer<typeof foundSchema>

/** What is searched. */
export interface SearchedSession {
  readonly contracts: readonly ContractListing[]
  readonly odds: readonly OddsListing[]
  readonly matching: DecidedMatch
}

/** Returns what contains every word of a query, each list by id. */
export function findPairs(query: string, session: SearchedSession): Found {
  const isMeant = wordsTest(query)
  const states = pairStatesOf(session.matching)
  const contracts = session.contracts.map((contract) => ({ contract, teams: teamsOf(contract) }))
  const events = session.odds.map((odds) => ({ odds, teams: teamsOfOdds(odds) }))
  return {
    contracts: contracts
      .filter(({ contract, teams }) => isMeant([...textsOf(contract), ...teams.flatMap(namesOf)]))
      .map(({ contract: { marketId, yesLabel } }) => ({
        ticker: marketId,
        label: yesLabel ?? null,
        states: [...(states.get(marketId) ?? [])],
      }))
      .toSorted((a, b) => compareText(a.ticker, b.ticker)),
    oddsEvents: events
      .filter(({ odds, teams }) =>
        isMeant([
          odds.eventId,
          odds.awayName,
          odds.homeName,
          odds.sportKey,
          ...teams.flatMap(namesOf),
        ]),
      )
      .map(({ odds }) => eventOf(odds, session.matching))
      .toSorted((a, b) => compareText(a.id, b.id)),
    teams: teamRows([contracts, events], isMeant),
  }
}

function textsOf(contract: ContractListing): readonly (string | undefined)[] {
  const { marketId, yesLabel, yesTeamName, teamNames, start } = contract
  return [marketId, yesLabel, yesTeamName, ...(teamNames ?? []), start?.easternDate]
}

function namesOf({ fullName, city, nickname, kalshiCodes, aliases, league }: Team): string[] {
  return [fullName, city, nickname, ...kalshiCodes, ...aliases, league]
}

function teamsOf(contract: ContractListing): readonly Team[] {
  const resolved = resolveContract(contract)
  return resolved.tag === 'resolved' ? [resolved.away, resolved.home] : []
}

function teamsOfOdds({ league, awayName, homeName }: OddsListing): readonly Team[] {
  return league === undefined ? [] : [awayName, homeName].flatMap((name) => teamOf(league, name))
}

function teamOf(league: LeagueId, name: string): readonly Team[] {
  const found = resolveTeamName(league, name)
  return found.tag === 'team' ? [found.team] : []
}

function eventOf(odds: OddsListing, matching: DecidedMatch): Found['oddsEvents'][number] {
  const { eventId, awayName, homeName, sportKey, startMs } = odds
  const lists = {
    paired: matching.pairs,
    paused: matching.paused,
    suggested: matching.suggestions,
    rejected: matching.rejectedByPerson,
    'pinned-elsewhere': matching.dropped.map(({ pair }) => pair),
  }
  const counts = Object.entries(lists).flatMap(([state, pairs]) => {
    const count = pairs.filter((pair) => pair.odds.eventId === eventId).length
    return count === 0 ? [] : [[state, count] as const]
  })
  const rejected = matching.rejectedOdds.find((own) => own.odds.eventId === eventId)
  return {
    id: eventId,
    away: awayName,
    home: homeName,
    sport: sportKey,
    start: isTime(startMs) ? new Date(startMs).toISOString() : null,
    contracts: Object.fromEntries(counts),
    rejected: rejected?.reason ?? null,
  }
}

type WithTeams = readonly { readonly teams: readonly Team[] }[]

function teamRows(
  [contracts, events]: readonly [WithTeams, WithTeams],
  isMeant: ReturnType<typeof wordsTest>,
): Found['teams'] {
  const all = new Set([...contracts, ...events].flatMap(({ teams }) => teams))
  const countIn = (list: WithTeams, team: Team): number =>
    list.filter(({ teams }) => teams.includes(team)).length
  return [...all]
    .filter((team) => isMeant(namesOf(team)))
    .toSorted((a, b) => compareText(a.id, b.id))
    .map((team) => ({
      name: team.fullName,
      league: team.league,
      code: team.kalshiCodes[0] ?? null,
      contracts: countIn(contracts, team),
      oddsEvents: countIn(events, team),
    }))
}

/** True for a moment that can be printed. */
function isTime(ms: number): boolean {
  return Number.isFinite(ms) && Math.abs(ms) <= 8.64e15
}

function compareText(a: string, b: string): number {
  if (a === b) return 0
  return a < b ? -1 : 1
}
