/**
 * The scan: every approved pair, both sides, every book, once. Pure over a market state and a moment.
 * @module
 */
import { type DecidedMatch, NO_DECISIONS } from '@arbkit/core'
import { matchWithDecisions } from '../decisions/match-with-decisions.ts'
import type { ScanContext } from './candidate.ts'
import { evaluatePair, type PairEvaluation } from './evaluate-pair.ts'
import { preparePair } from './prepared-pair.ts'
import type { Candidate } from './priced-candidate.ts'

/** What a scan found. */
export interface ScanResult {
  /** With people's decisions applied. */
  readonly matching: DecidedMatch
  /** Best first: locked before conditional, then by guaranteed profit. */
  readonly opportunities: readonly Candidate[]
  /** Candidates that pay or nearly do, each with its reasons; best margin first. */
  readonly rejected: readonly Candidate[]
  /** Two-leg candidates priced. */
  readonly candidates: number
  /** Candidates further from paying than a near miss. */
  readonly farFromPaying: number
  /** Candidates whose figures are out of every bound, one line each; the others are not held up. */
  readonly unpriceable: readonly string[]
  /** Prices not looked at, by why. */
  readonly excludedQuotes: Readonly<Record<string, number>>
}

/** Scans a market state at a moment. */
export function scanMarkets(context: ScanContext): ScanResult {
  const { options } = context
  const matching = matchWithDecisions(
    { contracts: context.state.contractListings(), odds: context.state.oddsListings() },
    context.decisions ?? NO_DECISIONS,
  )
  return scanResultOf(matching, [
    ...matching.pairs.map((pair) => evaluatePair(preparePair(pair, true, options), context)),
    ...matching.suggestions.map((pair) => evaluatePair(preparePair(pair, false, options), context)),
  ])
}

/** Puts together what the pairs and the suggestions came to, in their order. */
export function scanResultOf(
  matching: DecidedMatch,
  evaluations: readonly PairEvaluation[],
): ScanResult {
  const found = evaluations.flatMap(({ candidates }) => candidates)
  const opportunities = found.filter(({ reasons }) => reasons.length === 0)
  const rejected = found.filter(({ reasons }) => reasons.length > 0)
  const farFromPaying = evaluations.reduce((sum, each) => sum + each.farFromPaying, 0)
  const excluded = new Map<string, number>()
  for (const { excludedQuotes } of evaluations) {
    for (const [why, count] of excludedQuotes) excluded.set(why, (excluded.get(why) ?? 0) + count)
  }
  return {
    matching,
    opportunities: opportunities.toSorted(byGuarantee),
    rejected: rejected.toSorted(byMargin),
    candidates: found.length + farFromPaying,
    farFromPaying,
    unpriceable: evaluations.flatMap(({ unpriceable }) => unpriceable),
    excludedQuotes: Object.fromEntries([...excluded].toSorted(byKey)),
  }
}

function byKey([a]: readonly [string, number], [b]: readonly [string, number]): number {
  return a < b ? -1 : 1
}

function byGuarantee(a: Candidate, b: Candidate): number {
  return rankOf(a) - rankOf(b) || guaranteedOf(b) - guaranteedOf(a) || (a.id < b.id ? -1 : 1)
}

function byMargin(a: Candidate, b: Candidate): number {
  return b.finding.margin.returnOnCost.cmp(a.finding.margin.returnOnCost) || (a.id < b.id ? -1 : 1)
}

function rankOf({ finding }: Candidate): number {
  return finding.tag === 'locked' ? 0 : 1
}

function guaranteedOf({ finding }: Candidate): number {
  return finding.tag === 'miss' ? 0 : finding.position.guaranteed
}
