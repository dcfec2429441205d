/**
 * A report from records and figures: the same numbers, written as decimal text. Nothing is worked out
 * here that the figures hold already; what is added is what pictures need and figures leave out, the
 * spread of slippage and of the cost of naked legs, and when censored candidates were last seen.
 * @module
 */
import {
  assertInput,
  type BacktestFigures,
  type CandidateRecord,
  type ClosingLine,
  type EdgeSurvival,
  type EstimatedMean,
  type FigureWarning,
  type FillFigures,
  formatCenticontracts,
  formatFixedPoint,
  type GroupRow,
  histogramBinsOf,
  histogramOf,
  type SurvivalCurve,
  type TradeRecord,
  warningText,
} from '@arbkit/core'
import type { ExplanationSection } from '../scan/explain.ts'
import { REJECTION_REASONS } from '../scan/reasons.ts'
import {
  BACKTEST_SCHEMA,
  type BacktestHead,
  type BacktestReport,
  type ReportedGroup,
  type ReportedMean,
  type ReportedSpread,
  type ReportedTrade,
} from './backtest-report-schema.ts'

/** What a person is told of a trade beside its record. */
export interface TradeNotes {
  /** `TB @ SEA`. */
  readonly fixture: string
  /** What the contract asks, `STL -1.5`. */
  readonly question: string
  /** Step by step, in order. */
  readonly explanation: readonly ExplanationSection[]
}

/** What a report is made from. */
export interface BacktestReportInput {
  readonly head: BacktestHead
  readonly figures: BacktestFigures
  readonly candidates: readonly CandidateRecord[]
  readonly trades: readonly TradeRecord[]
  /** Asked once a trade. */
  readonly notesOf: (trade: TradeRecord) => TradeNotes
  /** Opportunities that were not traded, by why. */
  readonly skips?: Readonly<Record<string, number>> | undefined
  /** Beside those of the figures: gaps in the recording, torn files. */
  readonly warnings?: readonly { readonly code: string; readonly text: string }[]
}

const MILLIONTHS = 1_000_000
/** Ticks are 1/10,000 dollar. */
const MILLIONTHS_PER_TICK = 100

/**
 * Returns the report.
 * @throws {InvalidInputError} figures of other records: counts of candidates or trades that differ.
 */
export function backtestReportOf(input: BacktestReportInput): BacktestReport {
  const { head, figures, candidates, trades, notesOf, skips = {}, warnings = [] } = input
  assertInput(
    figures.candidates === candidates.length && figures.fills.trades === trades.length,
    `figures of ${figures.candidates} candidates and ${figures.fills.trades} trades, ` +
      `records of ${candidates.length} and ${trades.length}`,
  )
  return {
    schema: BACKTEST_SCHEMA,
    head,
    warnings: [...figures.warnings.map(reportedWarning), ...warnings],
    figures: {
      candidates: figures.candidates,
      taken: figures.taken,
      equity: equityOf(figures),
      edges: edgesOf(figures),
      survival: survivalOf(figures.survival, candidates),
      closing: {
        taken: closingOf(figures.closing.taken),
        rejected: closingOf(figures.closing.rejected),
      },
      fills: { ...fillsOf(figures.fills, trades), skipped: countsOf(skips) },
      tables: {
        byLeague: figures.tables.byLeague.map(groupOf),
        byBook: figures.tables.byBook.map(groupOf),
        byMarketType: figures.tables.byMarketType.map(groupOf),
        byHour: figures.tables.byHour.map(groupOf),
      },
    },
    rejected: figures.rejections.map(({ reason, count }) => ({
      reason,
      count,
      meaning: Object.hasOwn(REJECTION_REASONS, reason)
        ? REJECTION_REASONS[reason as keyof typeof REJECTION_REASONS]
        : '',
    })),
    trades: trades
      .toSorted((a, b) => a.atMs - b.atMs || (a.id < b.id ? -1 : 1))
      .map((trade) => tradeOf(trade, notesOf(trade))),
  }
}

function reportedWarning(warning: FigureWarning): BacktestReport['warnings'][number] {
  return { code: warning.tag, text: warningText(warning) }
}

/** Returns millionths as text, rounded to the nearest; of a sum that is exact, exact. */
export function millionths(value: number): string {
  return formatFixedPoint(Math.round(value) + 0, 6)
}

const shareText = (value: number): string => millionths(value * MILLIONTHS)
const isoOf = (ms: number): string => new Date(ms).toISOString()
const orNull = <Value, Text>(
  value: Value | undefined,
  write: (value: Value) => Text,
): Text | null => (value === undefined ? null : write(value))

/** Returns a mean as it is reported. `scale`: millionths of the report's unit in one of the figure's. */
export function meanOf({ count, mean, interval }: EstimatedMean, scale: number): ReportedMean {
  const text = (value: number) => millionths(value * scale)
  return {
    count,
    mean: orNull(mean, text),
    interval: orNull(interval, ({ low, high, level, resamples, clusters }) => ({
      low: text(low),
      high: text(high),
      level,
      resamples,
      games: clusters,
    })),
  }
}

function equityOf({ equity }: BacktestFigures): BacktestReport['figures']['equity'] {
  const { start, final, points, deepest } = equity
  return {
    start: millionths(start),
    final: millionths(final),
    points: points.map(({ atMs, equity: amount, drawdown }) => ({
      at: isoOf(atMs),
      equity: millionths(amount),
      drawdown: millionths(drawdown),
    })),
    deepest: orNull(deepest, ({ amount, peakMs, troughMs, recoveredMs }) => ({
      amount: millionths(amount),
      peakAt: orNull(peakMs, isoOf),
      troughAt: isoOf(troughMs),
      recoveredAt: orNull(recoveredMs, isoOf),
    })),
  }
}

function edgesOf({ edges }: BacktestFigures): BacktestReport['figures']['edges'] {
  const { taken, rejected } = edges
  return {
    bins: taken.bins.map(({ from, to, count }, index) => ({
      from: millionths(from),
      to: millionths(to),
      taken: count,
      rejected: rejected.bins[index]?.count ?? 0,
    })),
    below: { taken: taken.below, rejected: rejected.below },
    above: { taken: taken.above, rejected: rejected.above },
  }
}

function survivalOf(
  survival: EdgeSurvival,
  candidates: readonly CandidateRecord[],
): BacktestReport['figures']['survival'] {
  const { total, censored, gapMs, halfLifeMs, horizons, curves } = survival
  const estimate = ({ share, interval }: (typeof horizons)[number]['latest']) => ({
    share: orNull(share, shareText),
    interval: meanOf({ count: total, mean: share, interval }, MILLIONTHS).interval,
  })
  return {
    total,
    censored,
    longestMs: curves.latest.longest,
    gapMs: gapMs ?? null,
    halfLifeMs: { earliest: halfLifeMs.earliest ?? null, latest: halfLifeMs.latest ?? null },
    horizons: horizons.map(({ horizonMs, earliest, latest, isSupported }) => ({
      horizonMs,
      earliest: estimate(earliest),
      latest: estimate(latest),
      isSupported,
    })),
    curves: { earliest: curveOf(curves.earliest), latest: curveOf(curves.latest) },
    censoredAt: censoredOf(candidates),
  }
}

function curveOf({ points }: SurvivalCurve) {
  return points.map(({ duration, atRisk, ended, survival, standardError }) => ({
    durationMs: duration,
    atRisk,
    ended,
    survival: shareText(survival),
    standardError: shareText(standardError),
  }))
}

function censoredOf(candidates: readonly CandidateRecord[]) {
  const counts = new Map<number, number>()
  for (const { foundMs, lastSeenMs, endedMs } of candidates) {
    if (endedMs !== undefined) continue
    const durationMs = lastSeenMs - foundMs
    counts.set(durationMs, (counts.get(durationMs) ?? 0) + 1)
  }
  return [...counts]
    .map(([durationMs, count]) => ({ durationMs, count }))
    .toSorted((a, b) => a.durationMs - b.durationMs)
}

function closingOf({
  odds,
  priceTicks,
}: ClosingLine): BacktestReport['figures']['closing']['taken'] {
  return {
    odds: {
      ...meanOf(odds, MILLIONTHS),
      beatShare: orNull(odds.beatShare, shareText),
      missing: odds.missing,
    },
    price: {
      ...meanOf(priceTicks, MILLIONTHS_PER_TICK),
      beatShare: orNull(priceTicks.beatShare, shareText),
      missing: priceTicks.missing,
    },
  }
}

function fillsOf(
  fills: FillFigures,
  trades: readonly TradeRecord[],
): Omit<BacktestReport['figures']['fills'], 'skipped'> {
  const slips = trades.flatMap(({ filled, priceSlippage, oddsSlippage }) =>
    filled > 0 ? [priceSlippage + oddsSlippage] : [],
  )
  const nakedCosts = trades.flatMap(({ naked, nakedCost }) => (naked > 0 ? [nakedCost] : []))
  return {
    trades: fills.trades,
    dropped: countsOf(fills.dropped),
    filled: fills.filled,
    both: fills.both,
    naked: fills.naked,
    open: fills.open,
    fillRate: meanOf(fills.fillRate, MILLIONTHS),
    filledShare: orNull(fills.filledShare, shareText),
    slippage: { ...meanOf(fills.slippage, 1), spread: spreadOf(slips) },
    priceSlippage: millionths(fills.priceSlippage),
    oddsSlippage: millionths(fills.oddsSlippage),
    nakedCost: millionths(fills.nakedCost),
    nakedCosts: { ...meanOf(fills.nakedCostMean, 1), spread: spreadOf(nakedCosts) },
    paid: millionths(fills.paid),
    plannedGuaranteed: millionths(fills.plannedGuaranteed),
    realised: millionths(fills.realised),
    openGuaranteed: millionths(fills.openGuaranteed),
    realisedMean: meanOf(fills.realisedMean, 1),
  }
}

/** Most frequent first, then by name. */
function countsOf<Reason extends string>(
  counts: Readonly<Partial<Record<Reason, number>>>,
): { reason: Reason; count: number }[] {
  const reasons = Object.keys(counts) as Reason[]
  return reasons
    .map((reason) => ({ reason, count: counts[reason] ?? 0 }))
    .toSorted((a, b) => b.count - a.count || (a.reason < b.reason ? -1 : 1))
}

function spreadOf(amounts: readonly number[]): ReportedSpread {
  const { bins, below, above, total } = histogramOf(amounts, histogramBinsOf(amounts))
  return {
    bins: bins.map(({ from, to, count }) => ({
      from: millionths(from),
      to: millionths(to),
      count,
    })),
    below,
    above,
    total,
  }
}

function groupOf(row: GroupRow): ReportedGroup {
  const { medianEdgePpm, filledShare, plannedGuaranteed, realised, nakedCost, ...counts } = row
  return {
    ...counts,
    medianEdge: orNull(medianEdgePpm, millionths),
    filledShare: orNull(filledShare, shareText),
    plannedGuaranteed: millionths(plannedGuaranteed),
    realised: millionths(realised),
    nakedCost: millionths(nakedCost),
  }
}

function tradeOf(trade: TradeRecord, notes: TradeNotes): ReportedTrade {
  return {
    id: trade.id,
    candidateId: trade.candidateId,
    at: isoOf(trade.atMs),
    closedAt: orNull(trade.closedMs, isoOf),
    league: trade.league,
    book: trade.book,
    marketType: trade.marketType,
    fixtureId: trade.fixtureId,
    fixture: notes.fixture,
    question: notes.question,
    stage: trade.stage,
    dropReason: trade.dropReason ?? null,
    planned: formatCenticontracts(trade.planned),
    filled: formatCenticontracts(trade.filled),
    naked: formatCenticontracts(trade.naked),
    paid: millionths(trade.paid),
    plannedGuaranteed: millionths(trade.plannedGuaranteed),
    guaranteed: millionths(trade.guaranteed),
    priceSlippage: millionths(trade.priceSlippage),
    oddsSlippage: millionths(trade.oddsSlippage),
    nakedCost: millionths(trade.nakedCost),
    realised: orNull(trade.realised, millionths),
    explanation: notes.explanation.map(({ title, lines }) => ({
      title,
      lines: lines.map(({ what, value, why }) => ({ what, value, why })),
    })),
  }
}
