/**
 * The fee in force for one market at a moment, what it rests on and since when that is known. Where
 * the venue has said nothing, the fee is assumed and says why. Pure.
 * @module
 */
import {
  ASSUMED_FEE_TYPE,
  Decimal,
  KALSHI_BASE_RATES,
  type KalshiFeeRate,
  kalshiFeeRateAt,
} from '@arbkit/core'
import type { FeeFact, FeeRecords } from './fee-records.ts'
import { type Dated, factsAt, type Timeline } from './timeline.ts'

/** Whose fee is asked for. */
export interface FeeMarket {
  readonly marketId: string
  readonly eventId: string
  readonly seriesId: string
}

/** A fee as of a moment. */
export interface FeeAsOf {
  /** `origin` is `assumed` where nothing is known, with the reason beside it. */
  readonly rate: KalshiFeeRate
  /** Unix ms from which the fact it rests on holds; undefined where the fee is assumed. */
  readonly sinceMs: number | undefined
  /** Who said so; undefined where nobody did. */
  readonly source: FeeFact['source'] | undefined
  /** True where the venue said several things at that moment: the dearest is taken. */
  readonly isContested: boolean
}

/**
 * Returns the fee of a market at `atMs`: waiver, then override, then series.
 * @throws {InvalidInputError} the venue stated a multiplier that is no number of 0 to 10.
 */
export function feeAsOf(known: FeeRecords, market: FeeMarket, atMs: number): FeeAsOf {
  const waiver = waiverAt(known.byMarket.get(market.marketId) ?? [], atMs)
  if (waiver !== undefined) return waiver
  const series = factsAt(known.bySeries.get(market.seriesId) ?? [], atMs)
  const overrides = factsAt(known.byEvent.get(market.eventId) ?? [], atMs)
  const stated = overrides.filter(({ value }) => !isCleared(value))
  const candidates = stated.map((fact) => overrideFee(fact))
  if (stated.length === overrides.length && stated.length > 0) return dearest(candidates)
  // No override, or it was cleared; in the moment where both were said, the series counts as well.
  return dearest([...candidates, ...seriesFees(series, known.bySeries.has(market.seriesId))])
}

/** Waived only where every fact of the latest moment says so. */
function waiverAt(line: Timeline<number | undefined>, atMs: number): FeeAsOf | undefined {
  const facts = factsAt(line, atMs)
  const [fact] = facts
  if (fact === undefined) return undefined
  if (!facts.every(({ value }) => value !== undefined && atMs < value)) return undefined
  const rate = kalshiFeeRateAt({ waiverUntilMs: fact.value }, atMs)
  return { rate, sinceMs: fact.fromMs, source: 'market-read', isContested: false }
}

function isCleared({ feeType, feeMultiplier }: FeeFact): boolean {
  return feeType === undefined && feeMultiplier === undefined
}

/** The two halves come together (OpenAPI 3.28.0, 2026-08-22); one without the other is assumed. */
function overrideFee({ fromMs, value }: Dated<FeeFact>): FeeAsOf {
  const { feeType, feeMultiplier, source } = value
  const record = {
    feeType: feeType ?? ASSUMED_FEE_TYPE,
    feeMultiplier: feeMultiplier ?? '1',
    knownFromMs: fromMs,
  }
  const rate = kalshiFeeRateAt({ eventOverride: record }, fromMs)
  if (feeType !== undefined && feeMultiplier !== undefined) return known(rate, fromMs, source)
  const assumedBecause = `override without ${feeType === undefined ? 'a fee type' : 'a multiplier'}`
  return known({ ...rate, origin: 'assumed', assumedBecause }, fromMs, source)
}

function seriesFees(facts: Timeline<FeeFact>, isSeriesKnown: boolean): readonly FeeAsOf[] {
  if (facts.length > 0) return facts.map((fact) => seriesFee(fact))
  const because = isSeriesKnown
    ? 'every fee record of this series is later'
    : 'no fee record of this series'
  const rate: KalshiFeeRate = {
    feeType: ASSUMED_FEE_TYPE,
    multiplier: new Decimal(1),
    origin: 'assumed',
    assumedBecause: because,
  }
  return [known(rate, undefined)]
}

/** A series states both halves: its schema requires them. */
function seriesFee({ fromMs, value }: Dated<FeeFact>): FeeAsOf {
  const { feeType = ASSUMED_FEE_TYPE, feeMultiplier = '1', source } = value
  const series = [{ feeType, feeMultiplier, knownFromMs: fromMs }]
  return known(kalshiFeeRateAt({ series }, fromMs), fromMs, source)
}

function known(
  rate: KalshiFeeRate,
  sinceMs: number | undefined,
  source?: FeeFact['source'],
): FeeAsOf {
  return { rate, sinceMs, source, isContested: false }
}

/** The dearest to a taker, then to a maker; of equal ones the first, whose order is the timeline's. */
function dearest(candidates: readonly FeeAsOf[]): FeeAsOf {
  return candidates.reduce((best, other) => {
    const order = dearness(other, best)
    if (order === 0) return best
    return { ...(order > 0 ? other : best), isContested: true }
  })
}

/** Takers pay the same base rate under every type; makers do not. */
function dearness(a: FeeAsOf, b: FeeAsOf): number {
  return a.rate.multiplier.cmp(b.rate.multiplier) || makerRate(a).cmp(makerRate(b))
}

function makerRate({ rate }: FeeAsOf): Decimal {
  return KALSHI_BASE_RATES[rate.feeType].maker.times(rate.multiplier)
}
