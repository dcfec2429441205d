/**
 * From a venue's contract to a proposition about a game between two known teams, or the named
 * reason why not. Resolved, never guessed: every statement that the listing makes is read, and two
 * that contradict each other end it.
 * @module
 */
import { assertNever } from '../assert.ts'
import type { EasternDate } from '../fixtures/fixture.ts'
import type { LeagueId } from '../fixtures/league.ts'
import type { ContractListing } from '../fixtures/listing.ts'
import type { MarketType, Proposition } from '../fixtures/proposition.ts'
import type { Team } from '../fixtures/team.ts'
import { evidenceOf, type MatchEvidence } from './confidence.ts'
import { contractStartOf } from './contract-start.ts'
import { contractYesOf, type GameQuestion } from './contract-side.ts'
import { contractTeamsOf } from './contract-teams.ts'
import type { Refusal } from './refusal.ts'
import type { ContractRejectionReason, RejectedContract } from './rejection.ts'

/** A contract whose question is understood. */
export interface ResolvedContract {
  readonly tag: 'resolved'
  readonly contract: ContractListing
  readonly league: LeagueId
  readonly away: Team
  readonly home: Team
  readonly marketType: MarketType
  readonly yes: Proposition
  /** Day in US Eastern time. */
  readonly easternDate: EasternDate
  /** Scheduled start, Unix ms; undefined where the venue gives only the day. */
  readonly startMs: number | undefined
  /** 1 or 2 where the ticker counts the games of a doubleheader. */
  readonly gameNumber: number | undefined
  readonly evidence: readonly MatchEvidence[]
}

/** Returns the proposition that a contract's YES stands for, or a named rejection. */
export function resolveContract(contract: ContractListing): ResolvedContract | RejectedContract {
  const { subject } = contract
  switch (subject.tag) {
    case 'unknown':
      return rejected(contract, 'unknown-series', contract.seriesId)
    case 'other':
      return rejected(contract, 'not-a-game', subject.reason)
    case 'game':
      return resolveGame(contract, subject)
    default:
      return assertNever(subject)
  }
}

function resolveGame(
  contract: ContractListing,
  question: GameQuestion,
): ResolvedContract | RejectedContract {
  const teams = contractTeamsOf(question.league, contract)
  if (teams.tag === 'refused') return refused(contract, teams)
  const side = contractYesOf(question, contract, teams)
  if (side.tag === 'refused') return refused(contract, side)
  const start = contractStartOf(contract)
  if (start.tag === 'refused') return refused(contract, start)
  return {
    tag: 'resolved',
    contract,
    league: question.league,
    away: teams.away,
    home: teams.home,
    marketType: question.marketType,
    yes: side.yes,
    easternDate: start.easternDate,
    startMs: start.startMs,
    gameNumber: teams.gameNumber,
    evidence: [seriesEvidenceOf(contract, question)].concat(
      teams.evidence,
      side.evidence,
      start.evidence,
    ),
  }
}

/** What was said last of a series: its contracts come one after another. */
let lastSeries:
  | (Pick<ContractListing, 'seriesId'> & GameQuestion & { readonly evidence: MatchEvidence })
  | undefined

function seriesEvidenceOf(
  { seriesId }: ContractListing,
  { league, marketType, period }: GameQuestion,
): MatchEvidence {
  const isAsBefore =
    lastSeries?.seriesId === seriesId &&
    lastSeries.league === league &&
    lastSeries.marketType === marketType &&
    lastSeries.period === period
  if (isAsBefore && lastSeries !== undefined) return lastSeries.evidence
  const detail = `${seriesId}: ${league} ${marketType}, ${period}`
  const evidence = evidenceOf('series', 'certain', detail)
  lastSeries = { seriesId, league, marketType, period, evidence }
  return evidence
}

function refused(contract: ContractListing, { reason, detail }: Refusal): RejectedContract {
  return rejected(contract, reason, detail)
}

function rejected(
  contract: ContractListing,
  reason: ContractRejectionReason,
  detail: string,
): RejectedContract {
  return { tag: 'rejected', contract, reason, detail }
}
