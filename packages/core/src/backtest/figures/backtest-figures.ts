/**
 * Every figure of a backtest report, from plain records: the same for a backtest, a dry run and a
 * sweep. Deterministic under the seed of its source of randomness, which only intervals draw from.
 * @module
 */
import type { Rng } from '../../ports.ts'
import { type Microdollars, microdollars } from '../../units/money.ts'
import { type ClosingLines, closingLinesOf } from './closing-line.ts'
import { type EdgeSurvival, edgeSurvivalOf } from './edge-survival.ts'
import { type EquityCurve, equityCurveOf } from './equity-curve.ts'
import { type FillFigures, fillFiguresOf } from './fill-figures.ts'
import { type GroupTables, groupTablesOf } from './group-tables.ts'
import { type Histogram, histogramBinsOf, histogramOf } from './histogram.ts'
import type { CandidateRecord, TradeRecord } from './records.ts'
import { figureWarningsOf, type FigureWarning, type SourceFacts } from './warnings.ts'

/** What figures are made from. */
export interface BacktestFiguresInput {
  readonly candidates: readonly CandidateRecord[]
  readonly trades: readonly TradeRecord[]
  readonly source: SourceFacts
  readonly rng: Rng
  /** Cash at the start, under the equity curve; 0 if left out. */
  readonly startCash?: Microdollars
  /** Resamples of each interval, see `bootstrap.ts`. */
  readonly resamples?: number
}

/** Edges in millionths, all three over the same bins. */
export interface EdgeDistribution {
  readonly all: Histogram
  readonly taken: Histogram
  readonly rejected: Histogram
}

/** Why candidates were not taken. */
export interface RejectionCount {
  readonly reason: string
  readonly count: number
}

/** Everything a report shows. */
export interface BacktestFigures {
  readonly candidates: number
  readonly taken: number
  /** Most frequent first, then by name. */
  readonly rejections: readonly RejectionCount[]
  readonly equity: EquityCurve
  readonly edges: EdgeDistribution
  readonly survival: EdgeSurvival
  readonly closing: ClosingLines
  readonly fills: FillFigures
  readonly tables: GroupTables
  readonly warnings: readonly FigureWarning[]
}

/** Returns the figures. */
export function backtestFigures(input: BacktestFiguresInput): BacktestFigures {
  const { candidates, trades, source, rng, startCash = microdollars(0), resamples } = input
  const options = resamples === undefined ? { rng } : { rng, resamples }
  const survival = edgeSurvivalOf(candidates, options)
  return {
    candidates: candidates.length,
    taken: candidates.filter(({ state }) => state.tag === 'taken').length,
    rejections: rejectionsOf(candidates),
    equity: equityCurveOf(
      trades.flatMap(({ realised: profit, closedMs: atMs, filled }) =>
        profit === undefined || atMs === undefined || filled === 0 ? [] : [{ atMs, profit }],
      ),
      startCash,
    ),
    edges: edgeDistributionOf(candidates),
    survival,
    closing: closingLinesOf(candidates, options),
    fills: fillFiguresOf(trades, options),
    tables: groupTablesOf(candidates, trades),
    warnings: figureWarningsOf({ source, candidates, trades, survival }),
  }
}

/** Returns how edges are spread, over bins that are laid out by all of them. */
export function edgeDistributionOf(
  candidates: readonly Pick<CandidateRecord, 'edgePpm' | 'state'>[],
): EdgeDistribution {
  const bins = histogramBinsOf(candidates.map(({ edgePpm }) => edgePpm))
  const of = (chosen: readonly Pick<CandidateRecord, 'edgePpm'>[]) =>
    histogramOf(
      chosen.map(({ edgePpm }) => edgePpm),
      bins,
    )
  return {
    all: of(candidates),
    taken: of(candidates.filter(({ state }) => state.tag === 'taken')),
    rejected: of(candidates.filter(({ state }) => state.tag === 'rejected')),
  }
}

function rejectionsOf(candidates: readonly CandidateRecord[]): readonly RejectionCount[] {
  const counts = new Map<string, number>()
  for (const { state } of candidates) {
    if (state.tag === 'rejected') counts.set(state.reason, (counts.get(state.reason) ?? 0) + 1)
  }
  return [...counts]
    .map(([reason, count]) => ({ reason, count }))
    .toSorted((a, b) => b.count - a.count || (a.reason < b.reason ? -1 : 1))
}
