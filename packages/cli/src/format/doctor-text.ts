/**
 * What `arb doctor` prints for people: a verdict, the check, the facts, and the cure below them.
 * @module
 */
import type { DoctorLine, DoctorReport } from '@arbkit/engine'
import { left, type Paint, WIDTH, wrap } from './columns.ts'

const STATUS_WIDTH = 4
const TITLE_WIDTH = 10
const GAP = '  '
const INDENT = ' '.repeat(STATUS_WIDTH + TITLE_WIDTH + 2 * GAP.length)

/** Returns the report in 80 columns. */
export function doctorText(report: DoctorReport, paint: Paint): string {
  const lines = report.checks.flatMap((line) => linesOf(line, paint))
  const { passed, warned, failed, skipped } = report
  const counts = [
    `${passed} passed`,
    ...(warned === 0 ? [] : [paint.yellow(`${warned} to look at`)]),
    ...(failed === 0 ? [] : [paint.red(`${failed} failed`)]),
    ...(skipped === 0 ? [] : [`${skipped} not made`]),
  ]
  return `${[...lines, '', counts.join(', ')].join('\n')}\n`
}

function linesOf({ status, title, what, cure }: DoctorLine, paint: Paint): string[] {
  const head = `${painted(status, paint)}${GAP}${left(title, TITLE_WIDTH)}${GAP}`
  const [first = '', ...rest] = wrap(what, { width: WIDTH, indent: INDENT })
  const cures = cure === null ? [] : wrap(`cure: ${cure}`, { width: WIDTH, indent: INDENT })
  return [head + first.slice(INDENT.length), ...rest, ...cures.map((line) => paint.dim(line))]
}

function painted(status: DoctorLine['status'], paint: Paint): string {
  const text = left(status, STATUS_WIDTH)
  switch (status) {
    case 'pass':
      return paint.green(text)
    case 'warn':
      return paint.yellow(text)
    case 'fail':
      return paint.red(text)
    case 'skip':
      return paint.dim(text)
  }
}
