/**
 * What YES of a contract says about its game, by the kind of question its series asks: a team, the
 * draw, a direction and a line, a player and a number. Read from the ticker's suffix, the YES label
 * and the strike; all that are present must agree.
 * @module
 */
import { assertNever } from '../assert.ts'
import type { LeagueId } from '../fixtures/league.ts'
import type { ContractListing } from '../fixtures/listing.ts'
import { isWholeGame, type Period } from '../fixtures/period.ts'
import { playerKeyOf } from '../fixtures/player-key.ts'
import type { PlayerStat } from '../fixtures/player-stat.ts'
import type { MarketType, Proposition } from '../fixtures/proposition.ts'
import { isDrawSold } from '../settlement/scope.ts'
import { evidenceOf, type MatchEvidence } from './confidence.ts'
import { contractLineOf, statesLine } from './contract-line.ts'
import { namesOtherPart, withoutPart } from './contract-period.ts'
import { codeAndRungOf, rungOfPlayerSuffix, teamsOfPlayerSuffix } from './contract-suffix.ts'
import {
  drawEvidenceOf,
  saysDraw,
  type SideStatement,
  teamSideOf,
  textOf,
  tickerEvidence,
} from './contract-team-side.ts'
import type { ContractTeams } from './contract-teams.ts'
import type { NameBook } from './name-book.ts'
import { type Refusal, refuse } from './refusal.ts'
import { isShortenedName } from './shortened-name.ts'

/** The YES side as a proposition, and how it became known. */
export interface ContractYes {
  readonly tag: 'yes'
  readonly yes: Proposition
  readonly evidence: readonly MatchEvidence[]
}

/** What a series asks, as far as this module needs it. */
export interface GameQuestion {
  readonly league: LeagueId
  readonly marketType: MarketType
  readonly period: Period
  readonly stat?: PlayerStat
}

const TOTAL_SUFFIX = /^([0-9]+)$/
/** The other direction than every series of ours asks. */
const OTHER_DIRECTION = /\b(?:under|fewer|less|loses)\b/i
/** A label of a game's total begins with the direction; one team's total would begin with the team. */
const TOTAL_LABEL = /^\s*(?:over|more than)\b/i
/** Props that are yes or no by their nature. */
const ONCE: ReadonlySet<PlayerStat> = new Set([
  'double-double',
  'triple-double',
  'first-touchdown',
  'first-goal',
])

/** Returns what YES says about a game whose teams are known, or why that is not known. */
export function contractYesOf(
  question: GameQuestion,
  contract: ContractListing,
  teams: ContractTeams,
): ContractYes | Refusal {
  const label = contract.yesLabel ?? ''
  if (namesOtherPart(label, question.period)) {
    return refuse('not-a-game', `another part of the game: ${label}`)
  }
  if (OTHER_DIRECTION.test(label)) {
    return refuse('conflicting-evidence', `the label asks the other direction: ${label}`)
  }
  const { marketType } = question
  switch (marketType) {
    case 'moneyline':
    case 'three-way':
    case 'draw-no-bet':
      return winnerOf(question, marketType, contract, teams)
    case 'spread':
    case 'team-total':
      return teamLineOf(question, marketType, contract, teams)
    case 'total':
      return gameTotalOf(question, contract, teams)
    case 'player-prop':
      return playerPropOf(question, contract, teams)
    default:
      return assertNever(marketType)
  }
}

function winnerOf(
  { league, period }: GameQuestion,
  tag: 'moneyline' | 'three-way' | 'draw-no-bet',
  contract: ContractListing,
  teams: ContractTeams,
): ContractYes | Refusal {
  const label = contract.yesLabel ?? ''
  if (contract.strike !== undefined || statesLine(label)) {
    return refuse('conflicting-evidence', `a winner's market with a line: ${label}`)
  }
  if (tag === 'moneyline' && isDrawSold(league)) {
    return refuse('conflicting-evidence', `two sides of a game whose draw is sold: ${league}`)
  }
  if (saysDraw(contract)) {
    if (tag !== 'three-way') return refuse('tie-market', contract.outcomeCode)
    const draw = drawEvidenceOf(contract, teams)
    if (draw.tag === 'refused') return draw
    return { tag: 'yes', yes: { tag, period, result: 'draw' }, evidence: draw.evidence }
  }
  const side = teamSideOf(contract, teams, {
    code: contract.outcomeCode,
    coded: teams.names.teamOfCode(contract.outcomeCode),
    printed: textOf(contract.yesTeamName) ?? textOf(withoutPart(label, period)),
  })
  if (side.tag === 'refused') return side
  const { team, evidence } = side
  if (tag === 'three-way') {
    return { tag: 'yes', yes: { tag, period, result: team }, evidence }
  }
  const yes = { tag, period, team }
  if (isWholeGame(period)) return { tag: 'yes', yes, evidence }
  const detail = `what a level ${period} pays is not on record`
  const open = evidenceOf('period', 'levelPeriodUnknown', detail)
  return { tag: 'yes', yes, evidence: [...evidence, open] }
}

/** A spread, or one team's total: a team and a line, `SEA2`, `Seattle wins by over 1.5 runs`. */
function teamLineOf(
  { period }: GameQuestion,
  tag: 'spread' | 'team-total',
  contract: ContractListing,
  teams: ContractTeams,
): ContractYes | Refusal {
  const readings = codeAndRungOf(teams.names, contract.outcomeCode)
  const fitting = readings.filter(({ team }) => team === teams.away || team === teams.home)
  if (fitting.length > 1) {
    return refuse('ambiguous-team', `${contract.outcomeCode} reads in ${fitting.length} ways`)
  }
  const reading = fitting[0] ?? readings[0]
  const statement: SideStatement = {
    code: reading?.code,
    coded: reading?.team,
    printed: textOf(contract.yesTeamName),
  }
  const side = teamSideOf(contract, teams, statement)
  if (side.tag === 'refused') return side
  const line = contractLineOf(contract, reading?.rung)
  if (line.tag === 'refused') return line
  const { team } = side
  const yes: Proposition =
    tag === 'spread'
      ? { tag, period, team, line: -line.floor }
      : { tag, period, team, direction: 'over', line: line.floor }
  return { tag: 'yes', yes, evidence: side.evidence.concat(line.evidence) }
}

function gameTotalOf(
  { period }: GameQuestion,
  contract: ContractListing,
  teams: ContractTeams,
): ContractYes | Refusal {
  if (!isGameTotal(teams.names, contract, period)) {
    return refuse('not-a-game', `not both teams' total: ${contract.yesLabel ?? ''}`)
  }
  const line = contractLineOf(contract, TOTAL_SUFFIX.exec(contract.outcomeCode)?.[1])
  if (line.tag === 'refused') return line
  const yes = { tag: 'total', period, direction: 'over', line: line.floor } as const
  return { tag: 'yes', yes, evidence: tickerEvidence(teams, 'nothing').concat(line.evidence) }
}

/** False where suffix or label name a team: then it is that team's total. */
function isGameTotal(
  names: NameBook,
  { outcomeCode, yesLabel, yesTeamName }: ContractListing,
  period: Period,
): boolean {
  const namesTeam =
    codeAndRungOf(names, outcomeCode).length > 0 || textOf(yesTeamName) !== undefined
  const label = textOf(yesLabel)
  return !namesTeam && (label === undefined || TOTAL_LABEL.test(withoutPart(label, period)))
}

function playerPropOf(
  { period, stat }: GameQuestion,
  contract: ContractListing,
  teams: ContractTeams,
): ContractYes | Refusal {
  const { outcomeCode, yesPlayerName = '' } = contract
  if (stat === undefined) return refuse('not-a-game', `a prop about nothing: ${outcomeCode}`)
  const player = playerKeyOf(yesPlayerName)
  if (player === undefined || isShortenedName(yesPlayerName)) {
    return refuse('unknown-player', `no player's full name: ${contract.yesLabel ?? outcomeCode}`)
  }
  const ofSuffix = teamsOfPlayerSuffix(teams.names, outcomeCode)
  if (ofSuffix.length > 0 && !ofSuffix.some((team) => team === teams.home || team === teams.away)) {
    return refuse('conflicting-evidence', `${outcomeCode} is of a team that does not play`)
  }
  const rung = rungOfPlayerSuffix(outcomeCode)
  const line = contractLineOf(contract, rung, ONCE.has(stat) ? 0.5 : undefined)
  if (line.tag === 'refused') return line
  const own = evidenceOf('player', 'certain', `${yesPlayerName}: ${stat}`)
  const yes = {
    tag: 'player-prop',
    period,
    player,
    stat,
    direction: 'over',
    line: line.floor,
  } as const
  const evidence = tickerEvidence(teams, 'nothing').concat(own, line.evidence)
  return { tag: 'yes', yes, evidence }
}
