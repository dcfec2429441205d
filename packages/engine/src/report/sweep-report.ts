/**
 * The report of a sweep from what its combinations came to. The best of many looks better than it is: how
 * many were tried stands beside it, and an interval that takes that into account.
 * @module
 */
import { assertInput, WARN_TRADES_MIN } from '@arbkit/core'
import type { SweepAxis, SweepCombination } from '../sweep/sweep-axes.ts'
import type { SweepFigures, SweepSession } from '../sweep/sweep-task.ts'
import { meanOf, millionths } from './backtest-report.ts'
import { type ReportedCell, SWEEP_SCHEMA, type SweepReport } from './sweep-report-schema.ts'
import { exactText, millionthsOf, plural, profitText } from './values.ts'

/** What a report is made from. */
export interface SweepReportInput {
  readonly sessions: readonly SweepSession[]
  readonly axes: readonly SweepAxis[]
  readonly combinations: readonly SweepCombination[]
  /** One a combination, in the same order. */
  readonly figures: readonly SweepFigures[]
  readonly seed: number
  readonly version: string
}

type Warning = SweepReport['warnings'][number]

/** Returns the report. @throws {InvalidInputError} figures of other combinations. */
export function sweepReportOf(input: SweepReportInput): SweepReport {
  const { sessions, axes, combinations, figures, seed, version } = input
  assertInput(
    figures.length === combinations.length,
    `${figures.length} figures of ${combinations.length} combinations`,
  )
  const cells = combinations.map(({ places, name }, index) =>
    cellOf({ places, name }, figures[index] as SweepFigures),
  )
  const best = bestOf(figures)
  return {
    schema: SWEEP_SCHEMA,
    head: {
      sessions: sessions.map(({ name }) => name),
      frames: figures[0]?.frames ?? 0,
      axes: axes.map(({ name, values }) => ({ name, values: values.map(({ text }) => text) })),
      combinations: combinations.length,
      seed: String(seed),
      versions: [{ name: 'arb', version }],
    },
    warnings: warningsOf(figures, best === undefined ? undefined : cells[best]),
    cells,
    best: best ?? null,
  }
}

function cellOf(
  { places, name }: Pick<SweepCombination, 'places' | 'name'>,
  figures: SweepFigures,
): ReportedCell {
  const { mean, fillRate, candidates, taken, trades, filled, both, naked, open, skipped } = figures
  const { amongAll } = figures
  return {
    places: [...places],
    name,
    candidates,
    taken,
    trades,
    filled,
    both,
    naked,
    open,
    skipped,
    fillRate: fillRate === undefined ? null : millionths(fillRate * 1_000_000),
    paid: millionths(figures.paid),
    realised: millionths(figures.realised),
    openGuaranteed: millionths(figures.openGuaranteed),
    result: millionths(figures.result),
    mean: meanOf(mean, 1),
    amongAll: meanOf({ ...mean, interval: amongAll }, 1).interval,
  }
}

/** The first of the best: one that bought nothing has shown nothing. */
function bestOf(figures: readonly SweepFigures[]): number | undefined {
  let best: number | undefined
  for (const [index, { filled, result }] of figures.entries()) {
    if (filled === 0) continue
    if (best === undefined || result > (figures[best]?.result ?? -Infinity)) best = index
  }
  return best
}

function warningsOf(figures: readonly SweepFigures[], best: ReportedCell | undefined): Warning[] {
  const warnings: Warning[] = []
  if (figures.length > 1) warnings.push({ code: 'best-of-many', text: manyText(figures, best) })
  const ids = [...new Set(figures.flatMap(({ modelIds }) => modelIds))]
  if (ids.length > 0) {
    warnings.push({
      code: 'assumed-models',
      text: "latencies and the books' answers are assumed, not measured",
    })
  } else {
    warnings.push({ code: 'no-paper-trades', text: 'nothing was traded on paper' })
  }
  if (figures.every(({ hasResults }) => !hasResults)) {
    warnings.push({
      code: 'no-results',
      text: 'no result of a game is known: results are what the fills guarantee',
    })
  }
  if (best !== undefined && best.filled < WARN_TRADES_MIN) {
    warnings.push({
      code: 'few-trades',
      text: `the best combination has ${plural(best.filled, 'trade')} that bought something, fewer than ${WARN_TRADES_MIN}: no figure about trades is sure`,
    })
  }
  const dropped = figures.filter(({ droppedTrades }) => droppedTrades > 0).length
  if (dropped > 0) {
    warnings.push({
      code: 'session',
      text: `${plural(dropped, 'combination')} made more trades than are kept: those beyond are in no figure`,
    })
  }
  const problems = new Set(figures.flatMap((each) => each.problems))
  return [...warnings, ...[...problems].map((text) => ({ code: 'session', text }))]
}

function manyText(figures: readonly SweepFigures[], best: ReportedCell | undefined): string {
  const tried = `${figures.length} combinations were tried on the same data: the best of them looks better than it is, and another week may choose another`
  if (best === undefined) return `${tried}; none of them bought anything`
  const own = `${best.name} made ${best.mean.mean === null ? 'nothing' : profitText(best.mean.mean)} a trade over ${plural(best.filled, 'trade')} that bought something`
  if (best.amongAll === null) return `${tried}; ${own}, of too few games for an interval`
  const { low, high } = best.amongAll
  const isSure = millionthsOf(low) > 0
  return (
    `${tried}; ${own}; as one of ${figures.length} it lies between ${exactText(low)} and ${exactText(high)} (95 %)` +
    (isSure ? '' : ': it may as well have made nothing')
  )
}
