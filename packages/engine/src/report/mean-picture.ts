/**
 * Means beside each other, each with what is sure of it, against zero.
 * @module
 */
import type { ReportedMean } from './backtest-report-schema.ts'
import { belowTicks } from './axis-ticks.ts'
import { markup, type Markup } from './markup.ts'
import { drawingOf, emptyPlot, placed, plotOf, xAxis } from './plot.ts'
import { boundsAround, linearScale } from './scale.ts'
import {
  axisCents,
  axisDollars,
  axisPercent,
  type AxisText,
  exactText,
  millionthsOf,
  percentText,
  plural,
} from './values.ts'

/** One line of the picture. */
export interface MeanRow {
  readonly name: string
  /** Class of the mark: `taken` or `rejected`. */
  readonly mark: string
  readonly mean: ReportedMean
}

/** What the means are of. */
export interface MeanUnit {
  readonly axis: AxisText
  /** A value to its last digit. */
  exact(value: string): string
  /** Least span of the axis, millionths. */
  readonly spanMin: number
}

/** Shares, in per cent. */
export const SHARE_UNIT: MeanUnit = { axis: axisPercent, exact: percentText, spanMin: 1_000 }
/** Dollars. */
export const DOLLAR_UNIT: MeanUnit = { axis: axisDollars, exact: exactText, spanMin: 10_000 }
/** Dollars a contract, the axis in cents. */
export const CENT_UNIT: MeanUnit = { axis: axisCents, exact: exactText, spanMin: 1_000 }

/** A picture of means. */
export interface MeanPicture {
  readonly title: string
  readonly axisTitle: string
  readonly rows: readonly MeanRow[]
  readonly unit: MeanUnit
  /** Said where no row has a mean. */
  readonly words: string
}

const ROW_HEIGHT = 34
const HEIGHT_AROUND = 84
const WIDTH = 360

/** Returns the picture: a mark at each mean, a line over its interval, zero across. */
export function meanPicture({ title, axisTitle, rows, unit, words }: MeanPicture): Markup {
  const size = { width: WIDTH, height: HEIGHT_AROUND + rows.length * ROW_HEIGHT }
  const plot = plotOf(
    size,
    rows.map(({ name }) => name),
  )
  const ends = rows.flatMap(({ mean: { mean, interval } }) => [
    ...(mean === null ? [] : [mean]),
    ...(interval === null ? [] : [interval.low, interval.high]),
  ])
  const bounds = boundsAround([0, ...ends.map(millionthsOf)], unit.spanMin)
  const x = linearScale({ ...bounds, from: plot.left, to: plot.right })
  const zero = placed(x.at(0))
  const marks = rows.map((row, index) => {
    const y = plot.top + (index + 0.5) * ROW_HEIGHT
    return markup`<text x="${plot.left - 6}" y="${y}" dy="0.32em" text-anchor="end">${row.name}</text>${markOf(row, { y, at: (value) => x.at(value), unit })}`
  })
  const hasMean = ends.length > 0
  const ticks = hasMean ? belowTicks(plot, bounds, unit.axis) : []
  const axis = xAxis(plot, { scale: x, ticks, title: axisTitle })
  return drawingOf({
    title,
    size,
    label: hasMean
      ? rows.map((row) => `${row.name} ${meanText(row.mean, unit)}`).join('; ')
      : words,
    body: hasMean
      ? markup`${axis}<line class="zero" x1="${zero}" x2="${zero}" y1="${plot.top - 6}" y2="${plot.bottom}"/><text class="note" x="${zero}" y="${plot.top - 10}" text-anchor="middle">zero</text>${marks}`
      : markup`${axis}${emptyPlot(plot, words)}`,
  })
}

/** Returns a mean in words: `0.51 % (0.20 % to 0.80 % of 95 %, 120 candidates)`. */
export function meanText({ count, mean, interval }: ReportedMean, unit: MeanUnit): string {
  if (mean === null) return 'unknown'
  if (interval === null)
    return `${unit.exact(mean)} (of ${countOf(count)}, too few games for an interval)`
  const level = `${Math.round(interval.level * 100)} %`
  return `${unit.exact(mean)} (${level}: ${unit.exact(interval.low)} to ${unit.exact(interval.high)}, of ${countOf(count)})`
}

const countOf = (count: number): string => plural(count, 'record')

function markOf(
  { name, mark, mean: estimate }: MeanRow,
  {
    y,
    at,
    unit,
  }: { readonly y: number; readonly at: (value: number) => number; readonly unit: MeanUnit },
): Markup {
  const { mean, interval } = estimate
  if (mean === null) return markup``
  const place = placed(at(millionthsOf(mean)))
  const range =
    interval === null
      ? markup``
      : markup`<line class="interval" x1="${placed(at(millionthsOf(interval.low)))}" x2="${placed(at(millionthsOf(interval.high)))}" y1="${y}" y2="${y}"/>`
  return markup`${range}<circle class="${`mean ${mark}`}" cx="${place}" cy="${y}" r="5"><title>${`${name}: ${meanText(estimate, unit)}`}</title></circle>`
}
