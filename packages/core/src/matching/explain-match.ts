/**
 * Why a contract was paired as it was: what agreed, what did not, and which other odds event came
 * nearest, with what kept it from being the one.
 * @module
 */
import { easternDateOf } from '../fixtures/eastern-time.ts'
import { LEAGUES } from '../fixtures/league.ts'
import type { ContractListing, OddsListing } from '../fixtures/listing.ts'
import { resolveTeamName } from '../fixtures/team-registry.ts'
import { nameSimilarity } from '../names/name-similarity.ts'
import { comparePersonNames } from '../names/person-name.ts'
import { prepareName } from '../names/prepared-name.ts'
import type { MatchEvidence } from './confidence.ts'
import { contractStartOf, isStartMs } from './contract-start.ts'
import { contractTeamsOf } from './contract-teams.ts'
import type { MatchResult, UnpairedContract } from './match-result.ts'
import type { MarketPair } from './pair-markets.ts'

/** What matching made of one contract, and why. */
export interface MatchExplanation {
  readonly contract: ContractListing
  readonly verdict: 'paired' | 'suggested' | 'unpaired'
  /** The best candidate; undefined where there is none. */
  readonly pair: MarketPair | undefined
  /** Of the best candidate: what speaks for it, and what against it. */
  readonly agreed: readonly MatchEvidence[]
  readonly disagreed: readonly MatchEvidence[]
  /** Why there is no candidate. */
  readonly unpaired: UnpairedContract | undefined
  /** The nearest odds event that it was not paired with. */
  readonly runnerUp: RunnerUp | undefined
}

/** An odds event that came near. */
export interface RunnerUp {
  readonly odds: OddsListing
  /** In (0, 1]: how near, for comparing runners-up with one another; no confidence. */
  readonly nearness: number
  /** What is the same, one line each for a person. */
  readonly agreed: readonly string[]
  /** What is not. */
  readonly differed: readonly string[]
}

/** What an explanation is made from. */
export interface ExplanationInput {
  readonly contract: ContractListing
  /** Every odds event that was matched against. */
  readonly odds: readonly OddsListing[]
  readonly result: MatchResult
}

/** What each difference leaves of an odds event's nearness. */
const OTHER_TEAM = 0.2
const OTHER_DAY = 0.5
const OTHER_TIME = 0.8
/** Further off than this an odds event is no runner-up: it shares neither team nor day. */
const NEARNESS_MIN = 0.09
const DAY_MS = 86_400_000

/** Returns why a contract was paired as it was. */
export function explainMatch({ contract, odds, result }: ExplanationInput): MatchExplanation {
  const isOwn = (item: { readonly contract: ContractListing }): boolean =>
    item.contract.marketId === contract.marketId && item.contract.venue === contract.venue
  const paired = result.pairs.find(isOwn)
  const suggested = result.suggestions
    .filter(isOwn)
    .toSorted((a, b) => b.confidence - a.confidence)[0]
  const pair = paired ?? suggested
  const evidence = pair?.evidence ?? []
  const others = odds.filter(({ eventId }) => eventId !== pair?.odds.eventId)
  return {
    contract,
    verdict: paired === undefined ? (suggested === undefined ? 'unpaired' : 'suggested') : 'paired',
    pair,
    agreed: evidence.filter(({ agrees }) => agrees),
    disagreed: evidence.filter(({ agrees }) => !agrees),
    unpaired: pair === undefined ? result.unpaired.find(isOwn) : undefined,
    runnerUp: nearestOf(contract, others),
  }
}

/** The nearest odds event of the contract's league; of equally near ones the first by id. */
function nearestOf(contract: ContractListing, odds: readonly OddsListing[]): RunnerUp | undefined {
  const { subject } = contract
  if (subject.tag !== 'game') return undefined
  const named = namesOf(contract)
  let best: RunnerUp | undefined
  for (const listing of odds) {
    if (listing.league !== subject.league) continue
    const rival = compared(contract, named, listing)
    const isNearer =
      best === undefined ||
      rival.nearness > best.nearness ||
      (rival.nearness === best.nearness && listing.eventId < best.odds.eventId)
    if (isNearer && rival.nearness >= NEARNESS_MIN) best = rival
  }
  return best
}

/** The two competitors as printed, or as the registry reads the ticker. */
function namesOf(contract: ContractListing): readonly string[] {
  const { subject, teamNames, yesTeamName } = contract
  if (subject.tag !== 'game') return []
  if (LEAGUES[subject.league].competitors === 'teams') {
    const teams = contractTeamsOf(subject.league, contract)
    if (teams.tag === 'teams') return [teams.away.fullName, teams.home.fullName]
  }
  return teamNames ?? (yesTeamName === undefined ? [] : [yesTeamName])
}

function compared(
  contract: ContractListing,
  named: readonly string[],
  odds: OddsListing,
): RunnerUp {
  const agreed: string[] = []
  const differed: string[] = []
  let nearness = 1
  for (const name of named) {
    const printed = [odds.awayName, odds.homeName].find((other) => isOne(odds, name, other))
    if (printed === undefined) {
      nearness *= OTHER_TEAM
      differed.push(`${name} is not ${odds.awayName} or ${odds.homeName}`)
    } else {
      agreed.push(`${name} is ${printed}`)
    }
  }
  const { kept, detail } = startNearness(contract, odds)
  nearness *= kept
  if (kept === 1) agreed.push(detail)
  else differed.push(detail)
  return { odds, nearness, agreed, differed }
}

function isOne({ league }: OddsListing, name: string, printed: string): boolean {
  if (league === undefined) return false
  if (LEAGUES[league].competitors === 'persons') {
    return comparePersonNames(name, printed).tag !== 'different'
  }
  const [own, other] = [resolveTeamName(league, name), resolveTeamName(league, printed)]
  if (own.tag === 'team' && other.tag === 'team') return own.team === other.team
  return nameSimilarity(prepareName(name), prepareName(printed)) === 1
}

function startNearness(
  contract: ContractListing,
  { league, startMs }: OddsListing,
): { readonly kept: number; readonly detail: string } {
  const start = contractStartOf(contract)
  if (start.tag === 'refused' || league === undefined || !isStartMs(startMs)) {
    return { kept: OTHER_DAY, detail: 'the start is not known' }
  }
  const day = easternDateOf(startMs)
  const days = Math.abs(Date.parse(day) - Date.parse(start.easternDate)) / DAY_MS
  if (days > 0) {
    // Further days off count less, without end: the nearest meeting comes first.
    return { kept: OTHER_DAY / days, detail: `${start.easternDate}, the feed ${day}` }
  }
  const off = start.startMs === undefined ? 0 : Math.abs(startMs - start.startMs)
  if (off <= LEAGUES[league].startToleranceMs) return { kept: 1, detail: `both on ${day}` }
  const hours = (off / 3_600_000).toFixed(1)
  return { kept: OTHER_TIME, detail: `both on ${day}, ${hours} h apart` }
}
