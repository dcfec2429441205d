/**
 * What YES of a contract says: which team or direction, and which line. Read from the ticker's
 * suffix (`SEA`, `SEA2` = wins by over 1.5, `9` = over 8.5), the YES label and the strike; all that
 * are present must agree.
 * @module
 */
import type { LeagueId } from '../fixtures/league.ts'
import type { ContractListing } from '../fixtures/listing.ts'
import {
  isWholeLine,
  LINE_ABS_MAX,
  type MarketType,
  type Period,
  type Proposition,
} from '../fixtures/proposition.ts'
import type { HomeAway, Team } from '../fixtures/team.ts'
import { resolveTeamName, teamOfCode } from '../fixtures/team-registry.ts'
import { evidenceOf, type MatchEvidence } from './confidence.ts'
import { type ContractTeams, mayMean, type Refusal, refuse } from './contract-teams.ts'

/** The YES side as a proposition, and how it became known. */
export interface ContractYes {
  readonly tag: 'yes'
  readonly yes: Proposition
  readonly evidence: readonly MatchEvidence[]
}

/** Suffix of a spread: the team's code and its rung. */
const SPREAD_SUFFIX = /^([A-Z]+)([0-9]+)$/
const TOTAL_SUFFIX = /^([0-9]+)$/
/** A line in a label: `wins by over 1.5 runs`, `Over 8.5 points scored`. */
const LABEL_LINE = /\b(?:over|more than)\s+([0-9]+(?:\.[0-9]+)?)/i
/** Words of a label that speak of less than the full game, whatever the series says. */
const PARTIAL_GAME =
  /\b(?:1st|2nd|3rd|4th|first|second|third|fourth|half|quarter|period|innings?|regulation|reg time)\b/i
/** The other direction than every series of ours asks. */
const OTHER_DIRECTION = /\b(?:under|fewer|less|loses)\b/i
/** A label of a game's total begins with the direction; one team's total would begin with the team. */
const TOTAL_LABEL = /^\s*(?:over|more than)\b/i

/** What a series asks, as far as this module needs it. */
export interface GameQuestion {
  readonly league: LeagueId
  readonly marketType: MarketType
  readonly period: Period
}

/** Returns what YES says about a game whose teams are known, or why that is not known. */
export function contractYesOf(
  question: GameQuestion,
  contract: ContractListing,
  teams: ContractTeams,
): ContractYes | Refusal {
  const label = contract.yesLabel ?? ''
  if (PARTIAL_GAME.test(label)) return refuse('not-a-game', `part of a game: ${label}`)
  if (OTHER_DIRECTION.test(label)) {
    return refuse('conflicting-evidence', `the label asks the other direction: ${label}`)
  }
  const { period } = question
  if (question.marketType === 'total') {
    if (!isGameTotal(contract)) return refuse('not-a-game', `not both teams' total: ${label}`)
    const line = lineOf(contract, TOTAL_SUFFIX.exec(contract.outcomeCode)?.[1])
    if (line.tag === 'refused') return line
    const yes = { tag: 'total', period, direction: 'over', line: line.floor } as const
    return { tag: 'yes', yes, evidence: [...tickerEvidence(teams, false), ...line.evidence] }
  }
  const [, spreadCode, rung] = SPREAD_SUFFIX.exec(contract.outcomeCode) ?? []
  const isSpread = question.marketType === 'spread'
  const side = sideOf(question, contract, teams, isSpread ? spreadCode : contract.outcomeCode)
  if (side.tag === 'refused') return side
  if (!isSpread) {
    if (contract.strike !== undefined || LABEL_LINE.test(label)) {
      return refuse('conflicting-evidence', `a winner's market with a line: ${label}`)
    }
    const yes = { tag: 'moneyline', period, team: side.team } as const
    return { tag: 'yes', yes, evidence: side.evidence }
  }
  const line = lineOf(contract, rung)
  if (line.tag === 'refused') return line
  const yes = { tag: 'spread', period, team: side.team, line: -line.floor } as const
  return { tag: 'yes', yes, evidence: [...side.evidence, ...line.evidence] }
}

/** False where suffix or label name a team: then it is that team's total. */
function isGameTotal({ outcomeCode, yesLabel, yesTeamName }: ContractListing): boolean {
  if (SPREAD_SUFFIX.test(outcomeCode) || textOf(yesTeamName) !== undefined) return false
  return textOf(yesLabel) === undefined || TOTAL_LABEL.test(yesLabel ?? '')
}

/** Blank text says nothing. */
function textOf(text: string | undefined): string | undefined {
  return text === undefined || text.trim() === '' ? undefined : text
}

interface Side {
  readonly tag: 'side'
  readonly team: HomeAway
  readonly evidence: readonly MatchEvidence[]
}

/** Which team YES is on, by the suffix's code and the label's name. */
function sideOf(
  { league, marketType }: GameQuestion,
  contract: ContractListing,
  teams: ContractTeams,
  code: string | undefined,
): Side | Refusal {
  const coded = code === undefined ? undefined : teamOfCode(league, code)
  const printed =
    textOf(contract.yesTeamName) ??
    (marketType === 'moneyline' ? textOf(contract.yesLabel) : undefined)
  const named = printed === undefined ? undefined : resolveTeamName(league, printed)
  const labelled = named?.tag === 'team' ? named.team : undefined
  for (const team of [coded, labelled]) {
    if (team !== undefined && team !== teams.away && team !== teams.home) {
      return refuse('conflicting-evidence', `YES names ${team.id}, which does not play`)
    }
  }
  if (coded !== undefined && named !== undefined && named.tag !== 'unknown') {
    if (!mayMean(named, coded)) {
      return refuse('conflicting-evidence', `the label says ${printed}, the ticker ${code}`)
    }
  }
  const team = coded ?? labelled
  if (team === undefined) {
    const reason = named?.tag === 'ambiguous' ? 'ambiguous-team' : 'unknown-team'
    return refuse(reason, `YES is on no team known: ${printed ?? contract.outcomeCode}`)
  }
  const evidence = [
    ...tickerEvidence(teams, labelled !== undefined),
    sideEvidence(team, coded, named?.tag, printed ?? contract.outcomeCode),
  ]
  return { tag: 'side', team: team === teams.away ? 'away' : 'home', evidence }
}

function sideEvidence(
  team: Team,
  coded: Team | undefined,
  label: 'team' | 'ambiguous' | 'unknown' | undefined,
  printed: string,
): MatchEvidence {
  const detail = `${printed}: ${team.id}`
  if (label === 'unknown') return evidenceOf('yes-side', 'unknownName', detail)
  if (coded === undefined) return evidenceOf('yes-side', 'labelOnly', detail)
  if (label === undefined) return evidenceOf('yes-side', 'suffixOnly', detail)
  return evidenceOf('yes-side', label === 'ambiguous' ? 'sharedName' : 'certain', detail)
}

/** Codes without a title: worth more where the label names one of the two teams. */
function tickerEvidence(teams: ContractTeams, isBorneOut: boolean): readonly MatchEvidence[] {
  if (!teams.isTickerOnly) return []
  const detail = `${teams.away.id} at ${teams.home.id}, by the ticker's codes alone`
  return [evidenceOf('ticker', isBorneOut ? 'tickerAndLabel' : 'tickerOnly', detail)]
}

interface Line {
  readonly tag: 'line'
  readonly floor: number
  readonly evidence: readonly MatchEvidence[]
}

/** The line that YES has to exceed, by strike, label and rung (`SEA2` = over 1.5). */
function lineOf(contract: ContractListing, rung: string | undefined): Line | Refusal {
  const strike = contract.strike?.floor
  const printed = LABEL_LINE.exec(contract.yesLabel ?? '')?.[1]
  const labelled = printed === undefined ? undefined : Number(printed)
  const ofRung = rung === undefined ? undefined : Number(rung) - 0.5
  const floor = strike ?? labelled
  if (floor === undefined) {
    return refuse('no-strike', `neither strike nor label gives a line: ${contract.outcomeCode}`)
  }
  for (const other of [labelled, ofRung]) {
    if (other !== undefined && other !== floor) {
      return refuse('conflicting-evidence', `one statement says over ${floor}, another ${other}`)
    }
  }
  if (!Number.isInteger(floor * 2) || floor <= 0 || floor > LINE_ABS_MAX) {
    return refuse('no-strike', `not a line: ${floor}`)
  }
  if (isWholeLine(floor)) return refuse('whole-line', `over ${floor} can be hit exactly`)
  const kind = strike === undefined ? 'lineFromLabel' : 'certain'
  return { tag: 'line', floor, evidence: [evidenceOf('line', kind, `over ${floor}`)] }
}
