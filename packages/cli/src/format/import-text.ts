/**
 * The text of `arb import`.
 * @module
 */
import type { ImportReport } from '@arbkit/engine'
import { WIDTH, wrap } from './columns.ts'
import { utcText } from './values.ts'

/** Returns what was imported, file by file, and what was not. */
export function importText(report: ImportReport, out: string): string {
  const files = report.imports.flatMap(({ file, shape, frames, lastMs, timeSource, note = '' }) => [
    ...wrap(file, { width: WIDTH, indent: '  ' }),
    `    ${shape}, ${countOf(frames, 'frame')}${lastMs === undefined ? '' : timeText(lastMs, timeSource)}`,
    ...note.split('; ').flatMap((line) => wrap(line, { width: WIDTH, indent: '    ' })),
  ])
  const unknown = [...report.unknownSports].map(
    ([sport, count]) =>
      `unknown sport ${sport}: no team registry, ${countOf(count, 'event')} will not be paired`,
  )
  return [
    ...wrap(`${countOf(report.frames, 'frame')} into ${out}`, { width: WIDTH, indent: '' }),
    ...files,
    ...report.unrecognised.flatMap((name) =>
      wrap(`${name}: not recognised, left out`, { width: WIDTH, indent: '  ' }),
    ),
    ...unknown.flatMap((line) => wrap(line, { width: WIDTH, indent: '  ' })),
    '',
  ].join('\n')
}

function timeText(atMs: number, timeSource: string): string {
  const note = timeSource === 'file' ? '' : ` (${timeSource})`
  return `, ${utcText(new Date(atMs).toISOString())}${note}`
}

function countOf(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`
}
