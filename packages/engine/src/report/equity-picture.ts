/**
 * What trades earned over time, with the falls below the best so far shaded.
 * @module
 */
import { sideTicks } from './axis-ticks.ts'
import type { BacktestReport } from './backtest-report-schema.ts'
import { markup, type Markup } from './markup.ts'
import {
  drawingOf,
  emptyPlot,
  labelWidth,
  legend,
  placed,
  type Plot,
  plotOf,
  type PlotSize,
  ticksBelow,
  xAxis,
  yAxis,
} from './plot.ts'
import { boundsAround, linearScale, type Scale } from './scale.ts'
import { timeTicksOf } from './ticks.ts'
import { axisDollars, decimalOf, exactText, millionthsOf, plural, utcText } from './values.ts'

/** Most points that are marked one by one; a longer curve is a line alone. */
export const POINTS_MARKED_MAX = 60

/** Least height of the vertical axis, $0.10: the noise of a cent is not drawn as a mountain. */
const SPAN_MIN = 100_000
/** Least width of the horizontal axis. */
const TIME_SPAN_MIN_MS = 60_000

interface Point {
  readonly atMs: number
  /** Millionths of a dollar. */
  readonly equity: number
  readonly peak: number
  readonly told: string
}

interface Scales {
  readonly x: Scale
  readonly y: Scale
}

/** Returns the equity curve. */
export function equityPicture(
  { head, figures }: Pick<BacktestReport, 'head' | 'figures'>,
  size: PlotSize,
  className = '',
): Markup {
  const { equity, fills } = figures
  const start = millionthsOf(equity.start)
  const points = equity.points.map(
    ({ at, equity: amount, drawdown }): Point => ({
      atMs: Date.parse(at),
      equity: millionthsOf(amount),
      peak: millionthsOf(amount) + millionthsOf(drawdown),
      told: `${utcText(at)}: ${exactText(amount)}, ${exactText(drawdown)} below the best`,
    }),
  )
  const dollars = boundsAround([start, ...points.flatMap((p) => [p.equity, p.peak])], SPAN_MIN)
  const ticks = sideTicks(dollars, axisDollars)
  const plot = plotOf(
    size,
    ticks.map(({ label }) => label),
  )
  const times = timesOf(head, points)
  const x = linearScale({ ...times, from: plot.left, to: plot.right })
  const y = linearScale({ ...dollars, from: plot.bottom, to: plot.top })
  const isDated = head.from !== null || points.length > 0
  const timeTicks = isDated
    ? timeTicksOf(times.low, times.high, ticksBelow(plot, labelWidth('00:00:00')))
    : []
  const axes = markup`${yAxis(plot, { scale: y, ticks, title: 'cash after each trade, $' })}${xAxis(
    plot,
    {
      scale: x,
      ticks: timeTicks.map(({ atMs, label }) => ({ value: atMs, label })),
      title: 'time, UTC',
    },
  )}`
  const words = fills.trades === 0 ? 'no trades' : 'no trades are over'
  const body =
    points.length === 0
      ? emptyPlot(plot, words)
      : curveOf(thinned(points, x), { plot, scales: { x, y }, start })
  return drawingOf(
    {
      title: 'Equity',
      size,
      label: points.length === 0 ? words : labelOf(equity, points.length),
      body: markup`${axes}${body}`,
    },
    className,
  )
}

function labelOf(equity: BacktestReport['figures']['equity'], moments: number): string {
  const { start, final, deepest } = equity
  const change = millionthsOf(final) - millionthsOf(start)
  const fall =
    deepest === null ? 'it never fell' : `the deepest fall was ${exactText(deepest.amount)}`
  return (
    `${plural(moments, 'moment')}, from ${exactText(start)} to ${exactText(final)} ` +
    `(${change < 0 ? 'lost' : 'won'} ${exactText(decimalOf(Math.abs(change)))}), ${fall}`
  )
}

function timesOf(head: BacktestReport['head'], points: readonly Point[]) {
  const known = [
    ...(head.from === null ? [] : [Date.parse(head.from)]),
    ...(head.to === null ? [] : [Date.parse(head.to)]),
    ...points.map(({ atMs }) => atMs),
  ]
  let [low, high] = [Infinity, -Infinity]
  for (const atMs of known) {
    low = Math.min(low, atMs)
    high = Math.max(high, atMs)
  }
  if (low > high) [low, high] = [0, 0]
  const missing = Math.max(0, TIME_SPAN_MIN_MS - (high - low))
  return { low: low - Math.floor(missing / 2), high: high + Math.ceil(missing / 2) }
}

/**
 * Keeps of each unit of width the first point, the last, the highest and the lowest: what is left out
 * could not be seen.
 */
function thinned(points: readonly Point[], x: Scale): readonly Point[] {
  const columns = new Map<number, readonly Point[]>()
  for (const point of points) {
    const column = Math.floor(x.at(point.atMs))
    const kept = columns.get(column)
    if (kept === undefined) columns.set(column, [point, point, point, point])
    else {
      const [first, low, high] = kept as [Point, Point, Point]
      columns.set(column, [
        first,
        point.equity < low.equity ? point : low,
        point.equity > high.equity ? point : high,
        point,
      ])
    }
  }
  const chosen = [...columns.values()].flatMap((kept) => [...new Set(kept)])
  return chosen.toSorted((a, b) => a.atMs - b.atMs)
}

function curveOf(
  points: readonly Point[],
  { plot, scales, start }: { plot: Plot; scales: Scales; start: number },
): Markup {
  const { x, y } = scales
  const startY = placed(y.at(start))
  const line = stepPath(points, (point) => point.equity, { plot, scales })
  const falls = fallPath(points, { plot, scales })
  const last = points.at(-1) as Point
  const isMarked = points.length <= POINTS_MARKED_MAX
  const marked = isMarked ? points : [last]
  const circles = marked.map(
    (point) =>
      markup`<circle class="point" cx="${placed(x.at(point.atMs))}" cy="${placed(y.at(point.equity))}" r="${isMarked ? 2.5 : 3}"><title>${point.told}</title></circle>`,
  )
  const entries = [
    { mark: 'taken', text: 'cash' },
    { mark: 'fall', text: 'below the best so far' },
  ]
  return markup`<path class="fall" d="${falls}"/><line class="start" x1="${plot.left}" x2="${plot.right}" y1="${startY}" y2="${startY}"/><path class="line" d="M${plot.left} ${startY}${line}"><title>${`ends at ${exactText(decimalOf(last.equity))}`}</title></path>${circles}${legend(plot, entries)}`
}

interface Placement {
  readonly plot: Plot
  readonly scales: Scales
}

/** From the left edge: across to each point, then up or down to it; at last across to the right. */
function stepPath(
  points: readonly Point[],
  valueOf: (point: Point) => number,
  { plot, scales: { x, y } }: Placement,
): string {
  const steps = points.map(
    (point) => `H${placed(x.at(point.atMs))}V${placed(y.at(valueOf(point)))}`,
  )
  return `${steps.join('')}H${plot.right}`
}

/** What lies between the best so far and the cash, one closed shape for each fall. */
function fallPath(points: readonly Point[], { plot, scales: { x, y } }: Placement): string {
  return points
    .flatMap((point, index) => {
      if (point.peak === point.equity) return []
      const next = points[index + 1]
      const to = next === undefined ? plot.right : placed(x.at(next.atMs))
      const [high, low] = [placed(y.at(point.peak)), placed(y.at(point.equity))]
      return [`M${placed(x.at(point.atMs))} ${high}H${to}V${low}H${placed(x.at(point.atMs))}Z`]
    })
    .join('')
}
