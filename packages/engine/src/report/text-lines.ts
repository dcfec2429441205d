/**
 * Lines of text of a bounded width: wrapped words, columns, bars.
 * @module
 */

import { plainText } from './plain-text.ts'

/**
 * Returns text in lines of at most `columns`, broken at spaces, words that are too long anywhere. The
 * first line begins with the indent, the others with as many blanks.
 */
export function wrapText(
  text: string,
  { columns, indent }: { readonly columns: number; readonly indent: string },
): readonly string[] {
  const room = columns - indent.length
  const lines: string[] = []
  let line = ''
  for (const word of plainText(text)
    .split(' ')
    .flatMap((whole) => piecesOf(whole, room))) {
    const next = line === '' ? word : `${line} ${word}`
    if (next.length > room) {
      lines.push(line)
      line = word
    } else line = next
  }
  if (line !== '') lines.push(line)
  return lines.map((each, index) => (index === 0 ? indent : ' '.repeat(indent.length)) + each)
}

function piecesOf(word: string, room: number): readonly string[] {
  const count = Math.max(1, Math.ceil(word.length / room))
  return Array.from({ length: count }, (_, index) => word.slice(index * room, (index + 1) * room))
}

const INDENT = '  '
const GAP = '  '
/** A column is not made narrower than this before all are. */
const COLUMN_WIDTH_MIN = 6

/**
 * Returns a head and rows in columns, as wide as they need; where a line would be too long, the widest
 * columns that are aligned left give way, and what is left over is cut.
 */
export function columnsText(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  { columns, left }: { readonly columns: number; readonly left: readonly number[] },
): readonly string[] {
  const cells = [head, ...rows].map((row) => row.map(plainText))
  const widths = head.map((_, column) =>
    cells.reduce((widest, row) => Math.max(widest, (row[column] ?? '').length), 0),
  )
  const room = columns - INDENT.length - GAP.length * (head.length - 1)
  const total = () => widths.reduce((sum, width) => sum + width, 0)
  for (let excess = total() - room; excess > 0; excess -= 1) {
    const widest = left.reduce(
      (a, b) => ((widths[b] ?? 0) > (widths[a] ?? 0) ? b : a),
      left[0] ?? 0,
    )
    if ((widths[widest] ?? 0) <= COLUMN_WIDTH_MIN) break
    widths[widest] = (widths[widest] ?? 0) - 1
  }
  return cells.map((row) => {
    const set = row.map((cell, column) => {
      const width = widths[column] ?? 0
      return left.includes(column)
        ? cutText(cell, width).padEnd(width)
        : cutText(cell, width).padStart(width)
    })
    return cutText(`${INDENT}${set.join(GAP)}`.trimEnd(), columns)
  })
}

function cutText(text: string, width: number): string {
  return text.length <= width ? text : `${text.slice(0, Math.max(0, width - 1))}…`
}

/** Marks of the parts of a bar, in order. */
const BAR_MARKS = ['#', '.']

/** Returns a bar of parts beside each other; what there is at all gets one mark at least. */
export function barText(parts: readonly number[], most: number, room: number): string {
  return parts
    .map((part, index) => {
      const length = most === 0 ? 0 : Math.floor((part / most) * room)
      return (BAR_MARKS[index] ?? '').repeat(part > 0 ? Math.max(1, length) : 0)
    })
    .join('')
}
