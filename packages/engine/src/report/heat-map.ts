/**
 * A sweep's heat map: one figure over two options. Colour goes from orange (below zero) over nothing to
 * blue (above), which the colour-blind tell apart; every cell has its figure written in it besides, so that
 * a black-and-white print says as much.
 * @module
 */
import { assertInput } from '@arbkit/core'
import { markup, type Markup } from './markup.ts'
import { drawingOf, emptyPlot, labelWidth, placed, type Plot, plotOf } from './plot.ts'

/** One option of a sweep, with its values in order, as they are written. */
export interface HeatMapAxis {
  /** Name, with its unit. */
  readonly title: string
  readonly values: readonly string[]
}

/** One cell: places on both axes, counted from 0. */
export interface HeatMapCell {
  readonly column: number
  readonly row: number
  /** What the colour shows; undefined where there is no figure. */
  readonly value: number | undefined
  /** The value as it is written, short. */
  readonly text: string
}

/** A heat map. */
export interface HeatMap {
  readonly title: string
  /** What the cells show, with its unit. */
  readonly figure: string
  readonly across: HeatMapAxis
  readonly down: HeatMapAxis
  readonly cells: readonly HeatMapCell[]
}

/** Most values on one axis: more could not be read. */
export const HEAT_MAP_SIDE_MAX = 40

const CELL_HEIGHT = 30
const CELL_WIDTH_MIN = 34
const COLUMNS_WIDTH = 280
const TOP = 68
/** Titles are larger and bolder than labels. */
const TITLE_SCALE = 1.35
const HEIGHT_AROUND = TOP + 40

/**
 * Returns the heat map, its first row on top. Cells that are not given are hatched and say "no figure".
 * @throws {InvalidInputError} a cell outside the axes or given twice, or an axis of more than
 *   {@link HEAT_MAP_SIDE_MAX} values.
 */
export function heatMapSvg(map: HeatMap): string {
  return heatMapPicture(map).text
}

/** Returns the same as a part of a page. @throws {InvalidInputError} as {@link heatMapSvg}. */
export function heatMapPicture({ title, figure, across, down, cells }: HeatMap): Markup {
  const [columns, rows] = [across.values.length, down.values.length]
  assertInput(
    columns <= HEAT_MAP_SIDE_MAX && rows <= HEAT_MAP_SIDE_MAX,
    `a heat map has at most ${HEAT_MAP_SIDE_MAX} values a side, got ${columns} and ${rows}`,
  )
  const byPlace = placedCells(cells, { columns, rows })
  const widest = Math.max(
    0,
    ...[...across.values, ...cells.map(({ text }) => text)].map(labelWidth),
  )
  const cellWidth = Math.max(CELL_WIDTH_MIN, widest + 8, COLUMNS_WIDTH / Math.max(1, columns))
  const left = plotOf({ width: 2000, height: 0 }, down.values).left
  const widthOfWords = Math.max(labelWidth(title) * TITLE_SCALE, labelWidth(figure)) + 12
  const size = {
    width: Math.ceil(Math.max(left + cellWidth * Math.max(1, columns) + 14, widthOfWords)),
    height: HEIGHT_AROUND + CELL_HEIGHT * Math.max(1, rows),
  }
  const right = left + cellWidth * Math.max(1, columns)
  const plot: Plot = { size, left, right, top: TOP, bottom: size.height - 40 }
  const most = cells.reduce((high, { value }) => Math.max(high, Math.abs(value ?? 0)), 0)
  const drawn = down.values.flatMap((downValue, row) =>
    across.values.map((acrossValue, column) => {
      const cell = byPlace.get(keyOf(column, row))
      const told = `${across.title} ${acrossValue}, ${down.title} ${downValue}: ${cell?.value === undefined ? 'no figure' : cell.text}`
      return cellOf(cell, {
        x: left + column * cellWidth,
        y: plot.top + row * CELL_HEIGHT,
        width: cellWidth,
        most,
        told,
      })
    }),
  )
  const body = cells.length === 0 ? emptyPlot(plot, 'no trades') : markup`${drawn}`
  return drawingOf({
    title,
    size,
    label: labelOf({ title, figure, across, down, cells }),
    body: markup`<text class="title" x="6" y="15">${title}</text><text class="axis" x="6" y="32">${figure}</text>${axesOf(plot, { across, down, cellWidth })}${body}`,
  })
}

const keyOf = (column: number, row: number): string => `${column} ${row}`

function placedCells(
  cells: readonly HeatMapCell[],
  { columns, rows }: { readonly columns: number; readonly rows: number },
): ReadonlyMap<string, HeatMapCell> {
  const byPlace = new Map<string, HeatMapCell>()
  for (const cell of cells) {
    const { column, row, value } = cell
    const isWithin = column >= 0 && column < columns && row >= 0 && row < rows
    assertInput(isWithin, `no such cell on a map of ${columns} × ${rows}: ${column}, ${row}`)
    assertInput(!byPlace.has(keyOf(column, row)), `a cell is given twice: ${column}, ${row}`)
    assertInput(value === undefined || Number.isFinite(value), `no value of a cell: ${value}`)
    byPlace.set(keyOf(column, row), cell)
  }
  return byPlace
}

function cellOf(
  cell: HeatMapCell | undefined,
  at: {
    readonly x: number
    readonly y: number
    readonly width: number
    readonly most: number
    readonly told: string
  },
): Markup {
  const { x, y, width, most, told } = at
  const value = cell?.value
  const strength = most === 0 || value === undefined ? 0 : Math.abs(value) / most
  const mark = value === undefined ? 'missing' : value < 0 ? 'cold' : 'warm'
  const text = value === undefined ? '–' : (cell?.text ?? '')
  return markup`<g class="cell"><title>${told}</title><rect class="${mark}" x="${placed(x)}" y="${y}" width="${placed(width)}" height="${CELL_HEIGHT}" fill-opacity="${value === undefined ? 1 : placed(0.65 * strength)}"/><text x="${placed(x + width / 2)}" y="${y + CELL_HEIGHT / 2}" dy="0.32em" text-anchor="middle">${text}</text></g>`
}

function axesOf(
  plot: Plot,
  {
    across,
    down,
    cellWidth,
  }: { readonly across: HeatMapAxis; readonly down: HeatMapAxis; readonly cellWidth: number },
): Markup {
  const below = across.values.map(
    (value, column) =>
      markup`<text x="${placed(plot.left + (column + 0.5) * cellWidth)}" y="${plot.bottom + 16}" text-anchor="middle">${value}</text>`,
  )
  const beside = down.values.map(
    (value, row) =>
      markup`<text x="${plot.left - 6}" y="${plot.top + (row + 0.5) * CELL_HEIGHT}" dy="0.32em" text-anchor="end">${value}</text>`,
  )
  return markup`<text class="axis" x="6" y="${TOP - 10}">${down.title}</text>${beside}${below}<text class="axis" x="${plot.right}" y="${plot.size.height - 6}" text-anchor="end">${across.title}</text>`
}

function labelOf({ figure, across, down, cells }: HeatMap): string {
  const known = cells.flatMap((cell) =>
    cell.value === undefined ? [] : [{ ...cell, value: cell.value }],
  )
  const [first, ...rest] = known
  if (first === undefined) return 'no trades'
  const best = rest.reduce((most, cell) => (cell.value > most.value ? cell : most), first)
  return (
    `${figure} over ${across.title} and ${down.title}, best ${best.text} at ` +
    `${across.values[best.column] ?? ''} and ${down.values[best.row] ?? ''}`
  )
}
