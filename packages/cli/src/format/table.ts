/**
 * A small table as wide as what stands in it, at most the width of the page.
 * @module
 */
import { cut, type Paint, WIDTH } from './columns.ts'

/** The gaps between columns shrink before a name is shorter than this. */
const NAME_WIDTH_MIN = 8
/** The name shrinks to this before any other column is cut. */
const NAME_WIDTH_LEAST = 3

/** How a table is set. */
export interface TableStyle {
  /** How many columns, from the first, are aligned left. */
  readonly left: number
  readonly paint: Paint
}

/**
 * Returns a head and the rows, indented by two: columns as wide as they need, none where all is
 * empty; the first gives way where a line would be too long.
 */
export function table(
  allHead: readonly string[],
  allRows: readonly (readonly string[])[],
  { left: allLeft, paint }: TableStyle,
): string[] {
  const isUsed = (_: string, column: number) => allRows.some((row) => (row[column] ?? '') !== '')
  const head = allHead.filter(isUsed)
  const rows = allRows.map((row) => row.filter(isUsed))
  const left = allHead.filter((title, column) => column < allLeft && isUsed(title, column)).length
  const widths = head.map((title, column) =>
    Math.max(title.length, ...rows.map((row) => (row[column] ?? '').length)),
  )
  const others = widths.slice(1).reduce((sum, width) => sum + width, 0)
  const gap =
    [3, 2, 1].find((size) => 2 + NAME_WIDTH_MIN + others + size * (widths.length - 1) <= WIDTH) ?? 1
  const room = WIDTH - 2 - others - gap * (widths.length - 1)
  widths[0] = Math.min(widths[0] ?? 0, Math.max(room, NAME_WIDTH_LEAST))
  const line = (cells: readonly string[]) => {
    const padded = cells.map((cell, column) => {
      const width = widths[column] ?? 0
      const text = cut(cell, width)
      return column < left ? text.padEnd(width) : text.padStart(width)
    })
    return cut(`  ${padded.join(' '.repeat(gap))}`.trimEnd(), WIDTH)
  }
  return [paint.dim(line(head)), ...rows.map(line)]
}
