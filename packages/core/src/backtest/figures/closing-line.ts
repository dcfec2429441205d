/**
 * Closing-line value: how much better the prices were when a candidate was found than just before the
 * game. Told of taken and of rejected candidates alike: rules that reject what would have closed well
 * cost money that no profit figure shows.
 *
 * Assumed: the closing price is the best estimate there is. It carries the venue's margin, which is not
 * taken off: compare taken with rejected rather than either with zero. Candidates without a closing
 * price are left out and counted.
 * @module
 */
import {
  bootstrapMean,
  type BootstrapOptions,
  type ClusteredValue,
  type EstimatedMean,
} from './bootstrap.ts'
import type { CandidateRecord } from './records.ts'

/** Closing-line value of one leg. */
export interface LegClosingLine extends EstimatedMean {
  /** Share of them with a value above 0; undefined of nothing. */
  readonly beatShare: number | undefined
  /** Candidates without a closing price. */
  readonly missing: number
}

/** Closing-line value of a group of candidates. */
export interface ClosingLine {
  /** Of the bet: return when found over the closing one, less 1; 0.02 is 2 % better than the close. */
  readonly odds: LegClosingLine
  /** Of the contract: closing price less the price when found, ticks. */
  readonly priceTicks: LegClosingLine
}

/** Of what was taken, and of what was not. */
export interface ClosingLines {
  readonly taken: ClosingLine
  readonly rejected: ClosingLine
}

/** Returns the closing-line values. */
export function closingLinesOf(
  candidates: readonly CandidateRecord[],
  options: BootstrapOptions,
): ClosingLines {
  const of = (tag: CandidateRecord['state']['tag']) =>
    closingLineOf(
      candidates.filter(({ state }) => state.tag === tag),
      options,
    )
  return { taken: of('taken'), rejected: of('rejected') }
}

/** Returns by how much a return beats the closing one: `found ÷ closing − 1`. */
export function oddsClosingValue({
  odds,
  closingOdds,
}: Pick<CandidateRecord, 'odds' | 'closingOdds'>): number | undefined {
  if (closingOdds === undefined) return undefined
  const over = odds.numerator * closingOdds.denominator
  return over / (odds.denominator * closingOdds.numerator) - 1
}

function closingLineOf(
  candidates: readonly CandidateRecord[],
  options: BootstrapOptions,
): ClosingLine {
  return {
    odds: legOf(candidates, oddsClosingValue, options),
    priceTicks: legOf(
      candidates,
      ({ price, closingPrice }) => (closingPrice === undefined ? undefined : closingPrice - price),
      options,
    ),
  }
}

function legOf(
  candidates: readonly CandidateRecord[],
  valueOf: (candidate: CandidateRecord) => number | undefined,
  options: BootstrapOptions,
): LegClosingLine {
  const values = candidates.flatMap((candidate): readonly ClusteredValue[] => {
    const value = valueOf(candidate)
    return value === undefined ? [] : [{ value, cluster: candidate.fixtureId }]
  })
  const beaten = values.filter(({ value }) => value > 0).length
  return {
    ...bootstrapMean(values, options),
    beatShare: values.length === 0 ? undefined : beaten / values.length,
    missing: candidates.length - values.length,
  }
}
