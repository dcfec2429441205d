/**
 * How long edges were there: the share left by time since they were found, by Kaplan and Meier, with what
 * is sure of it. Time runs by logarithm, since what matters lies between a tenth of a second and minutes.
 * @module
 */
import { assertInvariant } from '@arbkit/core'
import { sideTicks } from './axis-ticks.ts'
import type { BacktestReport } from './backtest-report-schema.ts'
import { markup, type Markup } from './markup.ts'
import {
  COLUMN_SIZE,
  drawingOf,
  emptyPlot,
  legend,
  placed,
  type Plot,
  plotOf,
  xAxis,
  yAxis,
} from './plot.ts'
import { linearScale, logScale, type Scale } from './scale.ts'
import { durationTicksOf } from './ticks.ts'
import { axisPercent, durationText, millionthsOf, percentText, plural } from './values.ts'

type Survival = BacktestReport['figures']['survival']
type Points = Survival['curves']['latest']

/** Where the axis begins; what ended sooner falls at the left edge. */
const SHORTEST_MS = 10
/** The axis goes on until this at least. */
const LONGEST_MS = 120_000
/** Millionths in one. */
const ONE = 1_000_000
/** Standard errors to each side of 95 %. */
const Z_95 = 1.96

interface Scene {
  readonly plot: Plot
  readonly x: Scale
  readonly y: Scale
  /** Durations end here: nobody was followed longer. */
  readonly longestMs: number
}

/** Returns the survival of edges. */
export function decayPicture(survival: Survival): Markup {
  const size = COLUMN_SIZE
  const ticks = sideTicks({ low: 0, high: ONE }, axisPercent)
  const plot = plotOf(
    size,
    ticks.map(({ label }) => label),
  )
  const high = Math.max(LONGEST_MS, survival.longestMs * 1.1)
  const x = logScale({ low: SHORTEST_MS, high, from: plot.left, to: plot.right })
  const y = linearScale({ low: 0, high: ONE, from: plot.bottom, to: plot.top })
  const scene: Scene = { plot, x, y, longestMs: survival.longestMs }
  const times = durationTicksOf(SHORTEST_MS, high).map(({ durationMs, label }) => ({
    value: durationMs,
    label,
  }))
  const axes = markup`${yAxis(plot, { scale: y, ticks, title: 'edges still there, %' })}${xAxis(
    plot,
    { scale: x, ticks: times, title: 'time since it was found' },
  )}`
  const body = survival.total === 0 ? emptyPlot(plot, 'no candidates') : curvesOf(survival, scene)
  return drawingOf({
    title: 'Edge decay',
    size,
    label: labelOf(survival),
    body: markup`${axes}${body}`,
  })
}

/** Returns the half-life in words. */
export function halfLifeText({ halfLifeMs: { earliest, latest } }: Survival): string {
  if (earliest === null && latest === null) return 'unknown: more than half were still there'
  if (latest === null) return `${durationText(earliest ?? 0)} or longer`
  const [from, to] = [durationText(earliest ?? latest), durationText(latest)]
  return from === to ? to : `${from} to ${to}`
}

function labelOf(survival: Survival): string {
  if (survival.total === 0) return 'no candidates'
  const left = survival.horizons.map(({ horizonMs, latest, isSupported }) => {
    const share = latest.share === null || !isSupported ? 'unknown' : percentText(latest.share)
    return `${share} after ${durationText(horizonMs)}`
  })
  return (
    `of ${plural(survival.total, 'candidate')} ${left.join(', ')}; half-life ${halfLifeText(survival)}; ` +
    `${survival.censored} were still there at the end`
  )
}

function curvesOf(survival: Survival, scene: Scene): Markup {
  const { plot, x, y } = scene
  const { earliest, latest } = survival.curves
  const horizons = survival.horizons.map(
    ({ horizonMs }) =>
      markup`<line class="horizon" x1="${placed(x.at(horizonMs))}" x2="${placed(x.at(horizonMs))}" y1="${plot.top}" y2="${plot.bottom}"/>`,
  )
  const entries = [
    { mark: 'taken', text: 'gone when missed' },
    { mark: 'earliest', text: 'gone when last seen' },
  ]
  return markup`${horizons}<path class="band" d="${bandPath(latest, scene)}"/>${halfLifeMarks(survival, scene)}<path class="line earliest" d="${curvePath(earliest, scene)}"/><path class="line" d="${curvePath(latest, scene)}"/>${censoredMarks(survival, scene)}${horizonMarks(survival, scene)}${legend(plot, entries)}<text class="note" x="${plot.right}" y="${placed(y.at(ONE / 2)) - 3}" text-anchor="end">half</text>`
}

/** Steps of a curve within the axis, those of one unit of width as one. */
function stepsOf(points: Points, { x, plot }: Scene): readonly { at: number; point: Points[0] }[] {
  const steps: { at: number; point: Points[0] }[] = []
  for (const point of points) {
    const at = placed(Math.max(plot.left, x.at(Math.max(point.durationMs, SHORTEST_MS))))
    const last = steps.at(-1)
    if (last !== undefined && at - last.at < 0.5) last.point = point
    else steps.push({ at, point })
  }
  return steps
}

/** Ends where the last one was followed to, or at the right edge where none is left. */
function endOf(points: Points, { x, plot, longestMs }: Scene): number {
  const isGone = millionthsOf(points.at(-1)?.survival ?? '1') === 0
  return isGone ? plot.right : placed(x.at(Math.max(longestMs, SHORTEST_MS)))
}

function curvePath(points: Points, scene: Scene): string {
  const { plot, y } = scene
  const steps = stepsOf(points, scene).map(
    ({ at, point }) => `H${at}V${placed(y.at(millionthsOf(point.survival)))}`,
  )
  return `M${plot.left} ${placed(y.at(ONE))}${steps.join('')}H${endOf(points, scene)}`
}

/** Greenwood's standard error to both sides, within [0, 1]. */
function bandPath(points: Points, scene: Scene): string {
  const { plot, y } = scene
  const within = (value: number) => placed(y.at(Math.min(ONE, Math.max(0, value))))
  const steps = stepsOf(points, scene).map(({ at, point }) => {
    const [middle, error] = [millionthsOf(point.survival), millionthsOf(point.standardError)]
    return { at, high: within(middle + Z_95 * error), low: within(middle - Z_95 * error) }
  })
  const [top, end] = [placed(y.at(ONE)), endOf(points, scene)]
  const forth = steps.map(({ at, high }) => `H${at}V${high}`).join('')
  const back = steps
    .toReversed()
    .map(({ at }, index, all) => `H${at}V${steps[all.length - index - 2]?.low ?? top}`)
    .join('')
  return `M${plot.left} ${top}${forth}H${end}V${steps.at(-1)?.low ?? top}${back}H${plot.left}Z`
}

/** A tick on the curve for each unit of width in which a candidate was last seen, still there. */
function censoredMarks({ censoredAt, curves }: Survival, scene: Scene): readonly Markup[] {
  const { x, y, plot } = scene
  const byPlace = new Map<number, { count: number; survival: number }>()
  let at = 0
  for (const { durationMs, count } of censoredAt) {
    while ((curves.latest[at]?.durationMs ?? Infinity) <= durationMs) at += 1
    const survival = millionthsOf(curves.latest[at - 1]?.survival ?? '1')
    const place = Math.round(Math.max(plot.left, x.at(Math.max(durationMs, SHORTEST_MS))))
    byPlace.set(place, { survival, count: (byPlace.get(place)?.count ?? 0) + count })
  }
  return [...byPlace].map(([place, { survival, count }]) => {
    const middle = placed(y.at(survival))
    return markup`<line class="censored" x1="${place}" x2="${place}" y1="${middle - 3}" y2="${middle + 3}"><title>${`${count} still there when last seen`}</title></line>`
  })
}

function halfLifeMarks({ halfLifeMs }: Survival, { plot, x, y }: Scene): Markup {
  const half = placed(y.at(ONE / 2))
  const marks = [halfLifeMs.earliest, halfLifeMs.latest].flatMap((ms) => {
    if (ms === null) return []
    const place = placed(Math.max(plot.left, x.at(Math.max(ms, SHORTEST_MS))))
    return [
      markup`<line class="half" x1="${place}" x2="${place}" y1="${half}" y2="${plot.bottom}"><title>${`half-life ${durationText(ms)}`}</title></line>`,
    ]
  })
  return markup`<line class="half" x1="${plot.left}" x2="${plot.right}" y1="${half}" y2="${half}"/>${marks}`
}

/** Filled where the looks were close enough to know; hollow where they were not. */
function horizonMarks({ horizons }: Survival, { plot, x, y }: Scene): readonly Markup[] {
  return horizons.flatMap(({ horizonMs, latest, isSupported }) => {
    if (latest.share === null) return []
    const place = placed(x.at(horizonMs))
    assertInvariant(place >= plot.left, 'a horizon lies on the axis')
    const { share, interval } = latest
    const range =
      interval === null
        ? markup``
        : markup`<line class="interval" x1="${place}" x2="${place}" y1="${placed(y.at(millionthsOf(interval.high)))}" y2="${placed(y.at(millionthsOf(interval.low)))}"/>`
    const sure =
      interval === null ? '' : `, ${percentText(interval.low)} to ${percentText(interval.high)}`
    const doubt = isSupported ? '' : ': looks were too far apart to know'
    const told = `${percentText(share)} after ${durationText(horizonMs)}${sure}${doubt}`
    return [
      markup`${range}<circle class="${isSupported ? 'point' : 'point hollow'}" cx="${place}" cy="${placed(y.at(millionthsOf(share)))}" r="3.5"><title>${told}</title></circle>`,
    ]
  })
}
