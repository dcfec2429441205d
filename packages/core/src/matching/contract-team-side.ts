/**
 * Which of the two teams a contract's YES is on, or that it is on neither but on the draw: by the code
 * in the ticker's suffix and the name in the YES label, which must agree.
 * @module
 */
import { LEAGUES } from '../fixtures/league.ts'
import type { ContractListing } from '../fixtures/listing.ts'
import type { HomeAway, Team } from '../fixtures/team.ts'
import { evidenceOf, type MatchEvidence } from './confidence.ts'
import { withoutPart } from './contract-period.ts'
import { type ContractTeams, mayMean } from './contract-teams.ts'
import { type Refusal, refuse } from './refusal.ts'

/** The team that YES is on, and how it became known. */
export interface TeamSide {
  readonly tag: 'side'
  readonly team: HomeAway
  readonly evidence: readonly MatchEvidence[]
}

/** Suffixes of the leg that pays on a draw. */
const DRAW_CODES: ReadonlySet<string> = new Set(['TIE', 'DRAW'])
const DRAW_LABEL = /^(?:tie|draw)$/i

/** What is known of the YES side apart from the teams. */
export interface SideStatement {
  /** The suffix's code, with its team where one has it; undefined where the suffix holds none. */
  readonly code: string | undefined
  readonly coded: Team | undefined
  /** Name in the YES label. */
  readonly printed: string | undefined
}

/**
 * True where suffix or label says that YES is the draw. Of persons only the label does: `TIE` begins
 * surnames.
 */
export function saysDraw(contract: ContractListing): boolean {
  const { outcomeCode, subject } = contract
  const isPersons = subject.tag === 'game' && LEAGUES[subject.league].competitors === 'persons'
  return (!isPersons && DRAW_CODES.has(outcomeCode)) || isDrawLabel(contract)
}

function isDrawLabel({ yesLabel, subject }: ContractListing): boolean {
  const period = subject.tag === 'game' ? subject.period : 'full-game'
  return DRAW_LABEL.test(withoutPart(yesLabel ?? '', period))
}

/** Returns the evidence that YES is the draw, or the refusal where one statement says a team. */
export function drawEvidenceOf(
  contract: ContractListing,
  teams: ContractTeams,
): { readonly tag: 'draw'; readonly evidence: readonly MatchEvidence[] } | Refusal {
  const label = textOf(contract.yesLabel)
  const isCoded = DRAW_CODES.has(contract.outcomeCode)
  const isLabelled = isDrawLabel(contract)
  const otherCode = !isCoded && teams.names.teamOfCode(contract.outcomeCode) !== undefined
  if (otherCode || (label !== undefined && !isLabelled)) {
    const detail = `the label says ${label ?? '-'}, the ticker ${contract.outcomeCode}`
    return refuse('conflicting-evidence', detail)
  }
  const kind = isCoded ? (isLabelled ? 'certain' : 'suffixOnly') : 'labelOnly'
  const evidence = evidenceOf('yes-side', kind, `${label ?? contract.outcomeCode}: the draw`)
  const alone = tickerEvidence(teams, isCoded ? 'suffix' : 'nothing')
  return { tag: 'draw', evidence: [...alone, evidence] }
}

/** Returns which team YES is on, or why that is not known. */
export function teamSideOf(
  contract: ContractListing,
  teams: ContractTeams,
  { code, coded, printed }: SideStatement,
): TeamSide | Refusal {
  const named = printed === undefined ? undefined : teams.names.resolveName(printed)
  const labelled = named?.tag === 'team' ? named.team : undefined
  const stranger = strangerTo(teams, coded) ?? strangerTo(teams, labelled)
  if (stranger !== undefined) {
    return refuse('conflicting-evidence', `YES names ${stranger.id}, which does not play`)
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
  const isWholeSuffix = coded !== undefined && code === contract.outcomeCode
  const borneOutBy = labelled !== undefined ? 'label' : isWholeSuffix ? 'suffix' : 'nothing'
  const own = sideEvidence(team, coded, named?.tag, printed ?? contract.outcomeCode)
  const evidence = tickerEvidence(teams, borneOutBy).concat(own)
  return { tag: 'side', team: team === teams.away ? 'away' : 'home', evidence }
}

function strangerTo({ away, home }: ContractTeams, team: Team | undefined): Team | undefined {
  return team === away || team === home ? undefined : team
}

/** Returns what codes without a title are worth: most where something else says the same. */
export function tickerEvidence(
  teams: ContractTeams,
  borneOutBy: 'label' | 'suffix' | 'nothing',
): readonly MatchEvidence[] {
  if (!teams.isTickerOnly) return []
  const detail = `${teams.away.id} at ${teams.home.id}, by the ticker's codes alone`
  return [evidenceOf('ticker', TICKER_EVIDENCE[borneOutBy], detail)]
}

const TICKER_EVIDENCE = {
  label: 'tickerAndLabel',
  suffix: 'tickerOnly',
  nothing: 'tickerUnconfirmed',
} as const

/** Returns the text; blank text says nothing. */
export function textOf(text: string | undefined): string | undefined {
  return text === undefined || text.trim() === '' ? undefined : text
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
