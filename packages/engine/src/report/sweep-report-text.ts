/**
 * A sweep's report for a terminal.
 * @module
 */
import { TEXT_COLUMNS_MIN, type ReportTextOptions } from './backtest-report-text.ts'
import { assertInput } from '@arbkit/core'
import type { ReportedCell, SweepReport } from './sweep-report-schema.ts'
import { columnsText, wrapText } from './text-lines.ts'
import { countText, millionthsOf, percentText, plural, profitText } from './values.ts'

/** Most combinations in the text; the page and the JSON have all. */
export const TEXT_CELLS_MAX = 60

/**
 * Returns the report as text, each line at most `columns` wide and ended.
 * @throws {InvalidInputError} fewer columns than a report needs.
 */
export function sweepReportText(report: SweepReport, { columns }: ReportTextOptions): string {
  assertInput(
    Number.isInteger(columns) && columns >= TEXT_COLUMNS_MIN,
    `a report needs ${TEXT_COLUMNS_MIN} columns, got ${columns}`,
  )
  const { head, warnings, cells } = report
  const read = `${plural(head.combinations, 'combination')} over ${plural(head.sessions.length, 'session')}, ${plural(head.frames, 'frame')} each`
  const shown = shownCells(report)
  const left = cells.length - shown.length
  const lines = [
    ...wrapText(`Sweep of ${read}`, { columns, indent: '' }),
    ...(warnings.length === 0
      ? []
      : [
          '',
          'What this data can not support',
          ...warnings.flatMap(({ text }) => wrapText(text, { columns, indent: '  ! ' })),
        ]),
    '',
    'Combinations',
    ...tableLines(report, shown, columns),
    ...wrapText(
      `result: realised, and guaranteed by what is open; * the best${left > 0 ? `; the ${TEXT_CELLS_MAX} best, ${countText(left)} more are in the page and the JSON` : ''}`,
      { columns, indent: '  ' },
    ),
    ...wrapText(
      `seed ${head.seed}; ${head.versions.map(({ name, version }) => `${name} ${version}`).join(', ')}`,
      { columns, indent: '  ' },
    ),
  ]
  return `${lines.join('\n')}\n`
}

/** In the order of the grid; of very many the best. */
function shownCells({ cells }: SweepReport): readonly ReportedCell[] {
  if (cells.length <= TEXT_CELLS_MAX) return cells
  const chosen = new Set(
    cells
      .toSorted((a, b) => millionthsOf(b.result) - millionthsOf(a.result))
      .slice(0, TEXT_CELLS_MAX),
  )
  return cells.filter((cell) => chosen.has(cell))
}

function tableLines(
  { head, cells, best }: SweepReport,
  shown: readonly ReportedCell[],
  columns: number,
): readonly string[] {
  const marked = best === null ? undefined : cells[best]
  const rows = shown.map((cell) => [
    cell === marked ? '*' : '',
    ...head.axes.map(({ values }, axis) => values[cell.places[axis] ?? 0] ?? ''),
    countText(cell.trades),
    cell.fillRate === null ? '–' : percentText(cell.fillRate),
    countText(cell.naked),
    cell.filled === 0 ? '–' : profitText(cell.result),
    cell.mean.mean === null ? '–' : profitText(cell.mean.mean),
  ])
  const names = head.axes.map(({ name }) => name)
  return columnsText(['', ...names, 'trades', 'both', 'naked', 'result', 'a trade'], rows, {
    columns,
    left: [0, ...names.map((_, index) => index + 1)],
  })
}
