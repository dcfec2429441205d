/**
 * A pair with what it last came to, and what of that may be another by now although nothing about it has
 * changed: quotes grow older, a connection is heard again, a waiver ends, a game comes near.
 * @module
 */
import type { AllInTable, DecidedPair } from '@arbkit/core'
import { candidateNow, pricedAgainst, type ScanContext } from '../scan/candidate.ts'
import {
  evaluatePair,
  farEvaluation,
  isTooLate,
  type PairEvaluation,
} from '../scan/evaluate-pair.ts'
import { CLOCK_SKEW_MAX_MS } from '../scan/options.ts'
import { type PreparedPair, preparePair } from '../scan/prepared-pair.ts'
import type { Candidate } from '../scan/priced-candidate.ts'
import type { MarketBook } from '../session/market-book.ts'

/** A pair or a suggestion. */
export interface KeptPair {
  prepared: PreparedPair
  /** Its contract's. */
  readonly book: MarketBook
  evaluation: PairEvaluation
  /** When its book was right at its last look, Unix ms; undefined where none is known. */
  asOfMs: number | undefined
  /** What of time its candidates were judged by, one each. */
  marks: readonly number[]
  /** The first moment at which time alone may make it another, Unix ms; Infinity for never. */
  nextMs: number
  /** True where its book may make it another by being confirmed. */
  awaitsBook: boolean
  /** True where it is in some list of those to be looked at again. */
  isWatched: boolean
  /** What its contract costs while no fee changes; undefined where that is not known. */
  costs: SettledCosts | undefined
}

interface SettledCosts {
  readonly table: AllInTable
  /** Since when no fee has changed, and what was said about fees until then. */
  readonly feesMs: number
  readonly feesVersion: number
}

/** What the time alone asks for. */
export type TimeWork = 'evaluate' | 'judge' | 'nothing'

/** Returns a pair that was not looked at yet. */
export function keptPair(
  pair: DecidedPair,
  isPaired: boolean,
  { state, options }: Pick<ScanContext, 'state' | 'options'>,
): KeptPair {
  return {
    prepared: preparePair(pair, isPaired, options),
    book: state.marketBookOf(pair.contract.marketId),
    evaluation: NOTHING,
    asOfMs: undefined,
    marks: NO_MARKS,
    nextMs: Infinity,
    awaitsBook: false,
    isWatched: false,
    costs: undefined,
  }
}

/** Looks at everything about it. `feesMs`: since when no fee has changed. */
export function evaluateKept(kept: KeptPair, feesMs: number, context: ScanContext): void {
  kept.evaluation = farNow(kept, feesMs, context) ?? evaluatePair(kept.prepared, context)
  note(kept, feesMs, context)
}

/**
 * What it comes to where it is known at once to be far from paying. What a contract costs is known while its
 * book is no older than the last change of whatever fee, and no waiver of its own is told.
 */
function farNow(kept: KeptPair, feesMs: number, context: ScanContext): PairEvaluation | undefined {
  const { state } = context
  const { book, prepared } = kept
  const { pair, bets } = prepared
  const { marketId } = pair.contract
  const isSettled =
    (book.asOfMs() ?? -Infinity) >= feesMs && state.feeWaiverUntilMs(marketId) === undefined
  if (!isSettled || bets.length === 0 || isTooLate(pair, context)) return undefined
  const feesVersion = state.feesVersion()
  if (kept.costs?.feesMs !== feesMs || kept.costs.feesVersion !== feesVersion) {
    const table = pricedAgainst(marketId, state)?.costs()
    kept.costs = table && { table, feesMs, feesVersion }
  }
  const levels = book.levels()
  if (kept.costs === undefined || levels === undefined) return undefined
  return farEvaluation(prepared, levels, kept.costs.table)
}

/** Judges its candidates again: their prices stand. */
export function judgeKept(kept: KeptPair, feesMs: number, context: ScanContext): void {
  kept.evaluation = evaluationNow(kept, context)
  note(kept, feesMs, context)
}

/** Returns its evaluation with the ages of this moment. */
export function evaluationNow({ evaluation }: KeptPair, context: ScanContext): PairEvaluation {
  const { candidates } = evaluation
  if (candidates.length === 0) return evaluation
  return { ...evaluation, candidates: candidates.map((each) => candidateNow(each, context)) }
}

/**
 * Returns what a pair asks for now. A fee is the dearer of the book's time and of now: it may fall when the
 * book is confirmed after a change.
 */
export function timeWorkOf(
  kept: KeptPair,
  {
    lastMs,
    feesMs,
    context,
  }: { readonly lastMs: number; readonly feesMs: number; readonly context: ScanContext },
): TimeWork {
  const { prepared, evaluation, asOfMs: beforeMs } = kept
  const { pair } = prepared
  const { state, nowMs } = context
  if (isTooLate(pair, context)) return 'nothing'
  if (isTooLate(pair, { ...context, nowMs: lastMs })) return 'evaluate'
  const asOfMs = kept.book.asOfMs()
  const waiverMs = state.feeWaiverUntilMs(pair.contract.marketId) ?? -Infinity
  if (waiverMs > lastMs && waiverMs <= nowMs) return 'evaluate'
  const isConfirmed = beforeMs !== undefined && asOfMs !== beforeMs
  if (isConfirmed && beforeMs < Math.max(feesMs, waiverMs)) return 'evaluate'
  const isSame = evaluation.candidates.every(
    (each, index) => markOf(each, asOfMs, context) === kept.marks[index],
  )
  if (!isSame) return 'judge'
  note(kept, feesMs, context)
  return 'nothing'
}

/** Notes by what it was judged, and what it waits for. */
function note(kept: KeptPair, feesMs: number, context: ScanContext): void {
  const { prepared, evaluation } = kept
  const { pair } = prepared
  const { state, nowMs, options } = context
  const asOfMs = kept.book.asOfMs()
  kept.asOfMs = asOfMs
  if (isTooLate(pair, context)) {
    kept.nextMs = pair.odds.startMs - (options.withinMs ?? Infinity)
    kept.awaitsBook = false
    kept.marks = NO_MARKS
    return
  }
  const waiverMs = state.feeWaiverUntilMs(pair.contract.marketId) ?? -Infinity
  const { candidates } = evaluation
  kept.marks =
    candidates.length === 0 ? NO_MARKS : candidates.map((each) => markOf(each, asOfMs, context))
  kept.nextMs = waiverMs > nowMs ? waiverMs : Infinity
  for (const each of candidates) {
    kept.nextMs = Math.min(kept.nextMs, nextMarkMs(each, asOfMs, context))
  }
  kept.awaitsBook =
    ((asOfMs !== undefined && asOfMs < Math.max(feesMs, waiverMs)) ||
      kept.marks.some((mark) => (mark & STALE_BOOK) !== 0)) &&
    kept.book.isFollowed()
}

const NO_MARKS: readonly number[] = []

const IN_PLAY = 1
const STALE_BOOK = 2
const STALE_BET = 4
const AHEAD_BOOK = 8
const AHEAD_BET = 16

/** What the judge makes of the time, a bit each. */
function markOf(
  { pair, market }: Candidate,
  asOfMs: number | undefined,
  { nowMs, options: { maxAge } }: ScanContext,
): number {
  const contractAgeMs = nowMs - (asOfMs ?? nowMs)
  const betAgeMs = nowMs - market.updatedMs
  const isInPlay = nowMs >= Math.min(pair.fixture.startMs, pair.odds.startMs)
  return (
    (isInPlay ? IN_PLAY : 0) |
    (contractAgeMs > maxAge.exchangeMs ? STALE_BOOK : 0) |
    (betAgeMs > (isInPlay ? maxAge.feedInPlayMs : maxAge.feedPreGameMs) ? STALE_BET : 0) |
    (contractAgeMs < -CLOCK_SKEW_MAX_MS ? AHEAD_BOOK : 0) |
    (betAgeMs < -CLOCK_SKEW_MAX_MS ? AHEAD_BET : 0)
  )
}

/** The first moment after now at which a mark may be another; a book that is confirmed puts it off. */
function nextMarkMs(
  { pair, market }: Candidate,
  asOfMs: number | undefined,
  { nowMs, options: { maxAge } }: ScanContext,
): number {
  const bookMs = asOfMs ?? nowMs
  const moments = [
    Math.min(pair.fixture.startMs, pair.odds.startMs),
    bookMs + maxAge.exchangeMs + 1,
    market.updatedMs + maxAge.feedInPlayMs + 1,
    market.updatedMs + maxAge.feedPreGameMs + 1,
    bookMs - CLOCK_SKEW_MAX_MS,
    market.updatedMs - CLOCK_SKEW_MAX_MS,
  ]
  let nextMs = Infinity
  for (const ms of moments) if (ms > nowMs && ms < nextMs) nextMs = ms
  return nextMs
}

const NOTHING: PairEvaluation = {
  candidates: [],
  farFromPaying: 0,
  unpriceable: [],
  excludedQuotes: new Map(),
}
