/**
 * How an amount was spread over trades, with its mean: slippage, what naked legs cost.
 * @module
 */
import { belowTicks, countAxis } from './axis-ticks.ts'
import type { ReportedMean, ReportedSpread } from './backtest-report-schema.ts'
import { markup, type Markup } from './markup.ts'
import { barOf, COLUMN_SIZE, drawingOf, emptyPlot, placed, plotOf, xAxis, yAxis } from './plot.ts'
import { linearScale, widened } from './scale.ts'
import { axisDollars, exactText, millionthsOf, plural } from './values.ts'

/** A picture of amounts in dollars. */
export interface SpreadPicture {
  readonly title: string
  readonly axisTitle: string
  readonly amounts: ReportedMean & { readonly spread: ReportedSpread }
  /** Said where there is nothing. */
  readonly words: string
}

/** Returns the histogram, with a line at the mean and a band over its interval. */
export function spreadPicture({ title, axisTitle, amounts, words }: SpreadPicture): Markup {
  const { bins, total } = amounts.spread
  const size = COLUMN_SIZE
  const counts = countAxis(bins.map(({ count }) => count))
  const plot = plotOf(
    size,
    counts.ticks.map(({ label }) => label),
  )
  const bounds = widened(
    { low: millionthsOf(bins[0]?.from ?? '0'), high: millionthsOf(bins.at(-1)?.to ?? '1') },
    SPAN_MIN,
  )
  const x = linearScale({ ...bounds, from: plot.left, to: plot.right })
  const y = linearScale({ low: 0, high: counts.high, from: plot.bottom, to: plot.top })
  const bars = bins.map(({ from, to, count }) => {
    if (count === 0) return markup``
    const bar = barOf(x.at(millionthsOf(from)), x.at(millionthsOf(to)))
    const top = placed(y.at(count))
    const told = `${exactText(from)} to ${exactText(to)}: ${plural(count, 'trade')}`
    return markup`<rect class="taken bin" x="${bar.x}" y="${top}" width="${bar.width}" height="${placed(plot.bottom - top)}"><title>${told}</title></rect>`
  })
  const ticks = total === 0 ? [] : belowTicks(plot, bounds, axisDollars)
  const axes = markup`${yAxis(plot, { scale: y, ticks: counts.ticks, title: 'trades' })}${xAxis(
    plot,
    { scale: x, ticks, title: axisTitle },
  )}`
  const place = (value: number) => placed(Math.min(plot.right, Math.max(plot.left, x.at(value))))
  const body =
    total === 0 ? emptyPlot(plot, words) : markup`${bars}${meanMarks(amounts, { place, plot })}`
  return drawingOf({
    title,
    size,
    label: total === 0 ? words : labelOf(amounts),
    body: markup`${axes}${body}`,
  })
}

/** Returns what lies outside the bins as a sentence; empty where nothing does. */
export function spreadOutside({ bins, below, above }: ReportedSpread): string {
  const parts = [
    ...(below === 0 ? [] : [`${plural(below, 'trade')} below ${exactText(bins[0]?.from ?? '0')}`]),
    ...(above === 0
      ? []
      : [`${plural(above, 'trade')} at or above ${exactText(bins.at(-1)?.to ?? '0')}`]),
  ]
  return parts.length === 0 ? '' : `Not drawn: ${parts.join('; ')}.`
}

/** Least span of the axis, a cent. */
const SPAN_MIN = 10_000

function labelOf({ mean, spread }: SpreadPicture['amounts']): string {
  return `${plural(spread.total, 'trade')}, ${mean === null ? 'no mean' : `${exactText(mean)} on average`}`
}

function meanMarks(
  { mean, interval }: ReportedMean,
  {
    place,
    plot,
  }: {
    readonly place: (value: number) => number
    readonly plot: { readonly top: number; readonly bottom: number }
  },
): Markup {
  if (mean === null) return markup``
  const at = place(millionthsOf(mean))
  const sure =
    interval === null ? '' : `, ${exactText(interval.low)} to ${exactText(interval.high)}`
  const [from, to] =
    interval === null
      ? [at, at]
      : [place(millionthsOf(interval.low)), place(millionthsOf(interval.high))]
  const anchor = at > 260 ? 'end' : 'start'
  return markup`<rect class="band" x="${from}" y="${plot.top}" width="${placed(to - from)}" height="${plot.bottom - plot.top}"/><line class="mean" x1="${at}" x2="${at}" y1="${plot.top - 4}" y2="${plot.bottom}"><title>${`mean ${exactText(mean)}${sure}`}</title></line><text class="note" x="${anchor === 'end' ? at - 4 : at + 4}" y="${plot.top - 6}" text-anchor="${anchor}">${`mean ${exactText(mean)}`}</text>`
}
