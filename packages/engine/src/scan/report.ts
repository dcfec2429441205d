/**
 * A scan's result as the report that is printed. Formats only; every figure was computed before.
 * @module
 */
import {
  centicontracts,
  cents,
  type Decimal,
  type Finding,
  type Fixture,
  fixtureLeagueName,
  fixtureShortName,
  formatCenticontracts,
  formatCents,
  formatMicrodollars,
  formatPriceTicks,
  FREE_OF_FEES,
  ladderCostOf,
  type Microdollars,
  microdollars,
  type PositionLegs,
  priceTicks,
  rationalToDecimal,
  returnOf,
  type SettlementRule,
  type TailExposure,
  takenLevels,
  type TwoLegPosition,
} from '@arbkit/core'
import type { Arrival } from '../session/frame-request.ts'
import type { Candidate } from './priced-candidate.ts'
import { outcomeLabel, propositionLabel } from './labels.ts'
import type { MARKS, OpportunityReport, RejectionReport, ScanReport } from './report-schema.ts'
import type { ScanResult } from './scan.ts'

/** Digits of a share after the point. */
const SHARE_DIGITS = 6
/** Digits of odds after the point. */
const ODDS_DIGITS = 6

/** What the report needs beside the result. */
export interface ReportHead {
  readonly session: string
  readonly nowMs: number
  readonly frames: number
  readonly contracts: number
  readonly oddsEvents: number
  readonly limit: number | undefined
  readonly withRejected: boolean
  readonly notes: readonly string[]
}

/** Returns the report of a scan. */
export function reportOf(result: ScanResult, head: ReportHead): ScanReport {
  const listed = result.opportunities.slice(0, head.limit)
  return {
    schema: 'arbkit.scan/1',
    session: head.session,
    now: isoOf(head.nowMs),
    opportunities: listed.map((candidate, index) => opportunityOf(candidate, index + 1)),
    ...(head.withRejected
      ? {
          rejected: result.rejected.map(rejectionOf),
          mismatches: mismatchesOf(result),
        }
      : {}),
    counts: {
      frames: head.frames,
      contracts: head.contracts,
      oddsEvents: head.oddsEvents,
      pairs: result.matching.pairs.length,
      candidates: result.candidates,
      opportunities: result.opportunities.length,
      locked: countOf(result, 'locked'),
      conditional: countOf(result, 'conditional'),
      beyondLimit: result.opportunities.length - listed.length,
      rejected: result.rejected.length,
      farFromPaying: result.farFromPaying,
      excludedQuotes: { ...result.excludedQuotes },
    },
    notes: [...head.notes],
  }
}

function countOf({ opportunities }: ScanResult, tag: Finding['tag']): number {
  return opportunities.filter(({ finding }) => finding.tag === tag).length
}

/** Returns one opportunity. The candidate has no reasons, so its finding pays. */
export function opportunityOf(candidate: Candidate, rank: number): OpportunityReport {
  const { finding } = candidate
  if (finding.tag === 'miss') throw new TypeError('a miss is no opportunity')
  return {
    ...commonOf(candidate, finding.position),
    ...positionOf(candidate, finding, finding.position),
    kind: finding.tag,
    exceptions: exceptionsOf(candidate),
    limitedBy: finding.limitedBy,
    rank,
  }
}

/** Returns one candidate that was turned down. */
export function rejectionOf(candidate: Candidate): RejectionReport {
  const { finding, reasons } = candidate
  const [first] = reasons
  if (first === undefined) throw new TypeError('a candidate without reasons is an opportunity')
  return {
    ...commonOf(candidate, finding.position ?? NOTHING),
    ...(finding.position === undefined ? {} : positionOf(candidate, finding, finding.position)),
    kind: finding.tag,
    exceptions: exceptionsOf(candidate),
    reason: first.code,
    reasons: reasons.map((reason) => ({ ...reason })),
  }
}

function commonOf(candidate: Candidate, position: PositionLegs) {
  const { pair, finding, isInPlay, id } = candidate
  return {
    id,
    fixture: fixtureOf(pair.fixture, isInPlay),
    marketType: pair.yes.tag,
    period: pair.yes.period,
    question: propositionLabel(pair.fixture, pair.yes),
    legs: [contractLegOf(candidate, position), betLegOf(candidate, position)] as [
      ReturnType<typeof contractLegOf>,
      ReturnType<typeof betLegOf>,
    ],
    confidence: pair.confidence,
    evidence: pair.evidence.map((entry) => ({ ...entry })),
    marks: marksOf(candidate),
    marginReturn: shareOf(finding.margin.returnOnCost),
  }
}

function marksOf({ feeRate, outcome, contract, oddsArrival }: Candidate): (typeof MARKS)[number][] {
  return [
    ...(feeRate.origin === 'assumed' ? (['fee assumed'] as const) : []),
    ...(outcome.price.exactness === 'lowest' ? (['odds rounded'] as const) : []),
    ...(contract.market === undefined ? (['status unknown'] as const) : []),
    ...(isInferred(contract.book?.arrival) || isInferred(oddsArrival)
      ? (['time inferred'] as const)
      : []),
  ]
}

function isInferred(arrival: Arrival | undefined): boolean {
  return arrival?.timeSource === 'inferred'
}

/** Returns a fixture for a report. */
export function fixtureOf(fixture: Fixture, inPlay: boolean) {
  return {
    id: fixture.id,
    league: fixtureLeagueName(fixture),
    away: fixture.away.fullName,
    home: fixture.home.fullName,
    shortName: fixtureShortName(fixture),
    start: isoOf(fixture.startMs),
    inPlay,
  }
}

/** What a leg looks like where not one contract could be afforded. */
const NOTHING: PositionLegs = {
  size: centicontracts(0),
  contractCost: microdollars(0),
  contractFees: microdollars(0),
  stake: cents(0),
  betWinPayout: cents(0),
  totalCost: microdollars(0),
}

function contractLegOf(candidate: Candidate, position: PositionLegs) {
  const { pair, side, contract, feeRate } = candidate
  const ladder = contract.book?.levels.askLadder(side) ?? []
  const taken = takenLevels(ladderCostOf(ladder, FREE_OF_FEES), position.size)
  const limitPrice = taken.at(-1)?.price ?? ladder[0]?.price ?? priceTicks(0)
  return {
    instrument: 'contract' as const,
    venue: 'kalshi' as const,
    marketId: pair.contract.marketId,
    side,
    wins: propositionLabel(pair.fixture, side === 'yes' ? pair.yes : pair.no),
    contracts: formatCenticontracts(position.size),
    levels: taken.map(({ price, count }) => ({
      price: formatPriceTicks(price),
      contracts: formatCenticontracts(count),
    })),
    limitPrice: formatPriceTicks(limitPrice),
    cost: moneyOf(position.contractCost),
    fees: moneyOf(position.contractFees),
    allIn: moneyOf(microdollars(position.contractCost + position.contractFees)),
    feeOrigin: feeRate.origin,
    feeMultiplier: feeRate.multiplier.toFixed(),
    feeAssumedBecause: feeRate.assumedBecause ?? null,
    quotedAt: isoOf(contract.book?.asOfMs ?? 0),
    quoteAgeMs: candidate.contractAgeMs,
  }
}

function betLegOf(candidate: Candidate, position: PositionLegs) {
  const { pair, side, market, outcome, commission } = candidate
  return {
    instrument: 'bet' as const,
    venue: market.book,
    oddsEventId: pair.odds.eventId,
    marketKey: market.marketKey,
    outcome: outcome.name,
    point: outcome.point ?? null,
    wins: propositionLabel(pair.fixture, side === 'yes' ? pair.no : pair.yes),
    odds: {
      original: outcome.price.original,
      format: outcome.price.format,
      pricedAt: rationalToDecimal(candidate.returnRatio).toFixed(ODDS_DIGITS),
      exactness: outcome.price.exactness,
      commission: commission === undefined ? null : rationalToDecimal(commission).toFixed(),
    },
    stake: formatCents(position.stake),
    payout: formatCents(position.betWinPayout),
    stakeMax: formatCents(candidate.stakeMax),
    link: outcome.link?.url ?? null,
    linkOpens: outcome.link?.opens ?? null,
    selectionId: outcome.selectionId ?? null,
    quotedAt: isoOf(market.updatedMs),
    quoteAgeMs: candidate.betAgeMs,
  }
}

function positionOf({ pair }: Candidate, finding: Finding, position: TwoLegPosition) {
  return {
    totalCost: moneyOf(position.totalCost),
    guaranteedProfit: moneyOf(position.guaranteed),
    returnOnCost: shareOf(returnOf(position)),
    outcomes: position.outcomes.map(({ id, profit }) => ({
      outcome: outcomeLabel(pair.fixture, pair, id),
      profit: moneyOf(profit),
    })),
    tail: finding.tail === undefined ? null : tailOf(finding.tail),
  }
}

function exceptionsOf({ finding, pair }: Candidate) {
  if (finding.tag !== 'conditional') return []
  return finding.exceptions.map(({ outcome, profit }) => ({
    outcome: outcomeLabel(pair.fixture, pair, outcome),
    profit: moneyOf(profit),
  }))
}

function tailOf(tail: TailExposure) {
  return {
    worst: moneyOf(tail.worst),
    worstState: tail.worstState,
    atFairPrice: moneyOf(tail.atFairPrice),
    atFairPriceState: tail.atFairPriceState,
    states: tail.states.map(({ state, worst, atFairPrice, contractRule, betRule }) => ({
      state,
      worst: moneyOf(worst),
      atFairPrice: moneyOf(atFairPrice),
      contractRule: ruleOf(contractRule),
      betRule: ruleOf(betRule),
    })),
  }
}

function ruleOf({ venue, effect, summary, source, asOf }: SettlementRule) {
  return { venue, effect, summary, source, asOf }
}

/** Dollars with all digits that are not zero, two at least. */
export function moneyOf(amount: Microdollars): string {
  return formatMicrodollars(amount).replace(/0{1,4}$/, '')
}

function shareOf(value: Decimal): string {
  return value.toFixed(SHARE_DIGITS)
}

/** Returns ISO 8601 in UTC. */
export function isoOf(ms: number): string {
  return new Date(ms).toISOString()
}

/** Contracts whose game has the same teams as one in the feed, at another time: the classic wrong pair. */
function mismatchesOf({ matching }: ScanResult) {
  return matching.unpaired
    .filter(({ reason }) => reason === 'start-differs' || reason === 'odds-event-taken')
    .map(({ contract, reason, detail }) => ({ kalshiTicker: contract.marketId, reason, detail }))
}
