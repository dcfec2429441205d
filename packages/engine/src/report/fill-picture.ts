/**
 * What became of trades: how many got both legs, how many were left with one, how many bought nothing.
 * @module
 */
import { belowTicks } from './axis-ticks.ts'
import type { BacktestReport } from './backtest-report-schema.ts'
import { markup, type Markup } from './markup.ts'
import { drawingOf, emptyPlot, placed, plotOf, xAxis } from './plot.ts'
import { linearScale } from './scale.ts'
import { axisPercent, decimalOf, millionthsOf, percentText, plural } from './values.ts'

type Fills = BacktestReport['figures']['fills']

interface Row {
  readonly name: string
  readonly count: number
  readonly mark: string
}

const ROW_HEIGHT = 24
const HEIGHT_AROUND = 76
const WIDTH = 360
/** Millionths in one. */
const ONE = 1_000_000

/** Returns bars of shares of all trades; the interval of the fill rate lies over its bar. */
export function fillPicture(fills: Fills): Markup {
  const rows = rowsOf(fills)
  const size = { width: WIDTH, height: HEIGHT_AROUND + rows.length * ROW_HEIGHT }
  const plot = plotOf(
    size,
    rows.map(({ name }) => name),
  )
  const bounds = { low: 0, high: ONE }
  const x = linearScale({ ...bounds, from: plot.left, to: plot.right })
  const axis = xAxis(plot, {
    scale: x,
    ticks: belowTicks(plot, bounds, axisPercent),
    title: 'share of trades, %',
  })
  const bars = rows.map((row, index) => {
    const y = plot.top + index * ROW_HEIGHT + 4
    const share = shareOf(row.count, fills.trades)
    const width = placed(x.at(share) - plot.left)
    const told = `${row.name}: ${plural(row.count, 'trade')}, ${percentText(decimalOf(share))}`
    const isRight = share > ONE * 0.6
    return markup`<g class="bar"><title>${told}</title><text x="${plot.left - 6}" y="${y + 8}" dy="0.32em" text-anchor="end">${row.name}</text><rect class="${row.mark}" x="${plot.left}" y="${y}" width="${width}" height="16"/><text class="${isRight ? 'inside' : 'outside'}" x="${placed(isRight ? plot.left + 6 : plot.left + width + 6)}" y="${y + 8}" dy="0.32em">${String(row.count)}</text></g>`
  })
  const { interval } = fills.fillRate
  const y = plot.top + 12
  const range =
    interval === null
      ? markup``
      : markup`<line class="halo" x1="${placed(x.at(millionthsOf(interval.low)))}" x2="${placed(x.at(millionthsOf(interval.high)))}" y1="${y}" y2="${y}"/><line class="interval" x1="${placed(x.at(millionthsOf(interval.low)))}" x2="${placed(x.at(millionthsOf(interval.high)))}" y1="${y}" y2="${y}"/>`
  return drawingOf({
    title: 'Fill rate',
    size,
    label: labelOf(fills),
    body:
      fills.trades === 0
        ? markup`${axis}${emptyPlot(plot, 'no trades')}`
        : markup`${axis}${bars}${range}`,
  })
}

/** Both legs, naked, dropped by reason; what is left is under way. */
function rowsOf({ both, naked, dropped, trades }: Fills): readonly Row[] {
  const known = both + naked + dropped.reduce((sum, { count }) => sum + count, 0)
  return [
    { name: 'both legs', count: both, mark: 'taken' },
    { name: 'one leg naked', count: naked, mark: 'rejected' },
    ...dropped.map(({ reason, count }) => ({
      name: DROPPED[reason],
      count,
      mark: 'neutral',
    })),
    ...(trades > known ? [{ name: 'under way', count: trades - known, mark: 'neutral' }] : []),
  ]
}

/** Why nothing was bought, in words. */
export const DROPPED: Readonly<Record<Fills['dropped'][number]['reason'], string>> = {
  'not-quoted': 'bet not quoted',
  'odds-below-minimum': 'odds too low',
  'stake-limit': 'stake limit',
  'not-filled': 'not filled',
}

/** Floored, millionths. */
function shareOf(count: number, total: number): number {
  return total === 0 ? 0 : Math.floor((count * ONE) / total)
}

function labelOf(fills: Fills): string {
  if (fills.trades === 0) return 'no trades'
  const { mean, interval } = fills.fillRate
  const sure =
    interval === null
      ? ''
      : ` (95 %: ${percentText(interval.low)} to ${percentText(interval.high)})`
  return (
    `${plural(fills.trades, 'trade')}, ${mean === null ? 'unknown' : percentText(mean)}${sure} got both legs, ` +
    `${fills.naked} were left with one`
  )
}
