/**
 * How edges were spread when they were found: what was taken, and what was not, one on the other.
 * @module
 */
import type { BacktestReport } from './backtest-report-schema.ts'
import { markup, type Markup } from './markup.ts'
import {
  barOf,
  COLUMN_SIZE,
  drawingOf,
  emptyPlot,
  legend,
  placed,
  plotOf,
  xAxis,
  yAxis,
} from './plot.ts'
import { belowTicks, countAxis } from './axis-ticks.ts'
import { linearScale, widened } from './scale.ts'
import { axisPercent, millionthsOf, percentText, plural } from './values.ts'

/** Least span of the axis, a tenth of a per cent. */
const SPAN_MIN = 1_000

type Edges = BacktestReport['figures']['edges']

/** Returns the histogram of edges. */
export function edgesPicture(edges: Edges): Markup {
  const { bins } = edges
  const counts = countAxis(bins.map(({ taken, rejected }) => taken + rejected))
  const size = COLUMN_SIZE
  const plot = plotOf(
    size,
    counts.ticks.map(({ label }) => label),
  )
  const y = linearScale({ low: 0, high: counts.high, from: plot.bottom, to: plot.top })
  const bounds = widened(
    { low: millionthsOf(bins[0]?.from ?? '0'), high: millionthsOf(bins.at(-1)?.to ?? '1') },
    SPAN_MIN,
  )
  const x = linearScale({ ...bounds, from: plot.left, to: plot.right })
  const bars = bins.map(({ from, to, taken, rejected }) => {
    if (taken + rejected === 0) return markup``
    const { x: left, width } = barOf(x.at(millionthsOf(from)), x.at(millionthsOf(to)))
    const [base, middle] = [placed(y.at(0)), placed(y.at(taken))]
    const top = placed(y.at(taken + rejected))
    const told = `${percentText(from)} to ${percentText(to)}: ${taken} taken, ${rejected} rejected`
    return markup`<g class="bin"><title>${told}</title><rect class="rejected" x="${left}" y="${top}" width="${width}" height="${placed(middle - top)}"/><rect class="taken" x="${left}" y="${middle}" width="${width}" height="${placed(base - middle)}"/></g>`
  })
  const total = totalOf(edges)
  const ticks = total === 0 ? [] : belowTicks(plot, bounds, axisPercent)
  const axes = markup`${yAxis(plot, { scale: y, ticks: counts.ticks, title: 'candidates' })}${xAxis(
    plot,
    { scale: x, ticks, title: 'guaranteed profit over cost, %' },
  )}`
  const entries = [
    { mark: 'taken', text: 'taken' },
    { mark: 'rejected', text: 'rejected' },
  ]
  const body =
    total === 0 ? emptyPlot(plot, 'no candidates') : markup`${bars}${legend(plot, entries)}`
  return drawingOf({
    title: 'Edges when found',
    size,
    label: total === 0 ? 'no candidates' : labelOf(edges),
    body: markup`${axes}${body}`,
  })
}

/** Returns what lies outside the bins as a sentence; empty where nothing does. */
export function edgesOutside({ bins, below, above }: Edges): string {
  const [low, high] = [bins[0]?.from ?? '0', bins.at(-1)?.to ?? '0']
  const parts = [
    ...(below.taken + below.rejected === 0
      ? []
      : [`${below.taken} taken and ${below.rejected} rejected below ${percentText(low)}`]),
    ...(above.taken + above.rejected === 0
      ? []
      : [`${above.taken} taken and ${above.rejected} rejected at or above ${percentText(high)}`]),
  ]
  return parts.length === 0 ? '' : `Not drawn: ${parts.join('; ')}.`
}

function totalOf({ bins, below, above }: Edges): number {
  return [...bins, below, above].reduce((sum, { taken, rejected }) => sum + taken + rejected, 0)
}

function labelOf(edges: Edges): string {
  const total = totalOf(edges)
  const taken = [...edges.bins, edges.below, edges.above].reduce((sum, bin) => sum + bin.taken, 0)
  const fullest = edges.bins.reduce((best, bin) =>
    bin.taken + bin.rejected > best.taken + best.rejected ? bin : best,
  )
  const where = `most of them from ${percentText(fullest.from)} to ${percentText(fullest.to)}`
  return `${plural(total, 'candidate')}, ${taken} taken, ${where}`
}
