/**
 * The frame of a picture: its size, where its axes lie, how they are marked. Pictures are drawn for a
 * telephone's width and grow with the page; places are units of the `viewBox`, to the hundredth.
 * @module
 */
import { markup, type Markup } from './markup.ts'
import type { Scale } from './scale.ts'

/** Width and height of a picture. */
export interface PlotSize {
  readonly width: number
  readonly height: number
}

/** For a column of the page, which is as wide as a telephone at least. */
export const COLUMN_SIZE: PlotSize = { width: 360, height: 240 }
/** Across the page. */
export const PAGE_SIZE: PlotSize = { width: 960, height: 300 }

/** Where the data is drawn; `top` is above `bottom`, which is the greater number. */
export interface Plot {
  readonly size: PlotSize
  readonly left: number
  readonly right: number
  readonly top: number
  readonly bottom: number
}

/** One mark of an axis: a value, and how it is written. */
export interface AxisTick {
  readonly value: number
  readonly label: string
}

/** An axis. */
export interface Axis {
  readonly scale: Scale
  readonly ticks: readonly AxisTick[]
  /** What is measured, with its unit. */
  readonly title: string
}

/** Of the figures and small letters that axes are marked with, at 11 units high. */
const CHARACTER_WIDTH = 6.2
const LABEL_GAP = 6
const TOP = 34
const BOTTOM = 40
const RIGHT = 14
/** Room for the marks of an axis is this much at most, a share of the width. */
const LEFT_SHARE_MAX = 0.4

/** Returns about how wide a label is, units of the picture. */
export function labelWidth(label: string): number {
  return label.length * CHARACTER_WIDTH
}

/** Returns a place to the hundredth, as it is written. */
export function placed(place: number): number {
  return Math.round(place * 100) / 100 + 0
}

/** A bar is this wide at least, however narrow its bin: it has to be seen. */
export const BAR_WIDTH_MIN = 3

/** Returns left edge and width of the bar of a bin; one that is too narrow is widened about its middle. */
export function barOf(left: number, right: number): { readonly x: number; readonly width: number } {
  const width = Math.max(BAR_WIDTH_MIN, right - left)
  return { x: placed((left + right - width) / 2), width: placed(width) }
}

/** Returns the plot that leaves room for axes with these labels at the left. */
export function plotOf(size: PlotSize, leftLabels: readonly string[]): Plot {
  const widest = Math.max(0, ...leftLabels.map(labelWidth))
  return {
    size,
    left: Math.ceil(Math.min(widest + 2 * LABEL_GAP, size.width * LEFT_SHARE_MAX)),
    right: size.width - RIGHT,
    top: TOP,
    bottom: size.height - BOTTOM,
  }
}

/** Returns how many labels of a width stand side by side below a plot, 1 or more. */
export function ticksBelow(plot: Plot, width: number): number {
  return Math.max(1, Math.floor((plot.right - plot.left) / (width + 2 * LABEL_GAP)))
}

/** Returns the vertical axis: a line across at each tick, its label at the left, the title above. */
export function yAxis(plot: Plot, { scale, ticks, title }: Axis): Markup {
  const lines = ticks.map(({ value, label }) => {
    const y = placed(scale.at(value))
    return markup`<g class="y tick"><line x1="${plot.left}" x2="${plot.right}" y1="${y}" y2="${y}"/><text x="${plot.left - LABEL_GAP}" y="${y}" dy="0.32em" text-anchor="end">${label}</text></g>`
  })
  return markup`<text class="axis" x="${LABEL_GAP}" y="12">${title}</text>${lines}`
}

/** Returns the horizontal axis; labels that would touch the one before are left out, their tick stays. */
export function xAxis(plot: Plot, { scale, ticks, title }: Axis): Markup {
  let used = -Infinity
  const marks = ticks.map(({ value, label }) => {
    const x = placed(scale.at(value))
    const half = labelWidth(label) / 2
    const middle = placed(Math.min(Math.max(x, half + 1), plot.size.width - half - 1))
    const isRoom = middle - half >= used + LABEL_GAP
    if (isRoom) used = middle + half
    const text = isRoom
      ? markup`<text x="${middle}" y="${plot.bottom + 16}" text-anchor="middle">${label}</text>`
      : undefined
    return markup`<g class="x tick"><line x1="${x}" x2="${x}" y1="${plot.bottom}" y2="${plot.bottom + 4}"/>${text}</g>`
  })
  return markup`<line class="base" x1="${plot.left}" x2="${plot.right}" y1="${plot.bottom}" y2="${plot.bottom}"/>${marks}<text class="axis" x="${plot.right}" y="${plot.size.height - 6}" text-anchor="end">${title}</text>`
}

/** One entry of a legend: the class of its sample, and what it stands for. */
export interface LegendEntry {
  readonly mark: string
  readonly text: string
}

/** Returns a legend in one line above the plot, under the title of the vertical axis. */
export function legend(plot: Plot, entries: readonly LegendEntry[]): Markup {
  let x = plot.left
  const items = entries.map(({ mark, text }) => {
    const at = x
    x += labelWidth(text) + 26
    return markup`<rect class="${mark}" x="${placed(at)}" y="17.5" width="10" height="9"/><text x="${placed(at + 14)}" y="26">${text}</text>`
  })
  return markup`<g class="legend">${items}</g>`
}

/** Returns words in the middle of a plot that has nothing to show. */
export function emptyPlot(plot: Plot, words: string): Markup {
  const [x, y] = [(plot.left + plot.right) / 2, (plot.top + plot.bottom) / 2]
  return markup`<text class="empty" x="${placed(x)}" y="${placed(y)}" text-anchor="middle">${words}</text>`
}

/** A picture, and what stands around it. */
export interface Picture {
  readonly title: string
  readonly size: PlotSize
  /** What it shows in one sentence, with its main figure: for those who do not see it. */
  readonly label: string
  readonly body: Markup
}

/** Returns the drawing itself. */
export function drawingOf({ title, size, label, body }: Picture, className = ''): Markup {
  return markup`<svg class="${`drawing ${className}`.trim()}" viewBox="0 0 ${size.width} ${size.height}" role="img" aria-label="${`${title}: ${label}`}">${body}</svg>`
}
