/**
 * The configuration as the doctor looks at it: what could be read counts, what could not is a line of the
 * report, and neither hides anything else.
 * @module
 */
import { InvalidInputError } from '@arbkit/core'
import {
  CONFIG_FILE,
  type ConfigProblem,
  type DoctorLine,
  type DoctorReport,
  problemText,
  type ReadConfig,
} from '@arbkit/engine'
import type { Host } from '../host.ts'
import { VARIABLES } from '../settings.ts'
import { venueEnvironment } from './live-config.ts'
import { readConfigOf } from './open-config.ts'

type Environment = Readonly<Record<string, string | undefined>>

/** What is known. */
export interface DoctorConfig {
  /** Variables of the process, and what `.env` and the file say of the venues. */
  readonly environment: Environment
  /** Where recordings go by the configuration; undefined where it has problems. */
  readonly logs: string | undefined
  /** Which file was used, in a few words. */
  readonly used: string
  /** Lines beside the doctor's own: none where no file is there and nothing is wrong. */
  readonly lines: readonly DoctorLine[]
}

/** Reads the configuration; `file` is the value of `--config`. Never throws for what a user wrote. */
export function doctorConfigOf(
  file: string | undefined,
  host: Host,
  environment: Environment,
): DoctorConfig {
  try {
    const read = readConfigOf({ file, flags: new Map() }, host)
    return {
      environment: venueEnvironment(read, environment),
      logs: read.config?.recording.folder,
      used: read.isFileThere ? read.path : `no ${read.path} here`,
      lines: linesOf(read),
    }
  } catch (error) {
    if (!(error instanceof InvalidInputError)) throw error
    const line = lineOf(
      'fail',
      error.message,
      'name a file that you may read, or leave --config out',
    )
    return { environment, logs: undefined, used: file ?? CONFIG_FILE, lines: [line] }
  }
}

function linesOf({ config, problems, path, isFileThere }: ReadConfig): readonly DoctorLine[] {
  const [first, ...more] = problems
    .filter(isOurs)

    .toSorted((a, b) => rankOf(a.severity) - rankOf(b.severity))
  if (first === undefined) return isFileThere ? [lineOf('pass', `${path}: no problem`, null)] : []
  const rest = more.length === 0 ? '' : ` (and ${more.length} more)`
  const what = `${problemText(first)}${rest}`
  return config === undefined
    ? [
        lineOf(
          'fail',
          what,
          'arb config check tells all of them; the other checks use what could be read',
        ),
      ]
    : [lineOf('warn', what, 'arb config check tells all of them')]
}

/** Variables of the venues have checks of their own. */
const isOurs = ({ place, key }: ConfigProblem): boolean =>
  place.from !== 'environment' || !(key.startsWith('venues.') || key === VARIABLES.oddsKey)

const rankOf = (severity: 'error' | 'warning'): number => (severity === 'error' ? 0 : 1)

function lineOf(status: 'pass' | 'warn' | 'fail', what: string, cure: string | null): DoctorLine {
  return { id: 'settings', part: null, title: 'config', status, what, cure }
}

/** Returns the report with more lines, behind those of the settings. */
export function withLines(report: DoctorReport, lines: readonly DoctorLine[]): DoctorReport {
  const at = report.checks.findLastIndex(({ id }) => id === 'settings') + 1
  const count = (status: DoctorLine['status']): number =>
    lines.filter((line) => line.status === status).length
  return {
    ...report,
    checks: [...report.checks.slice(0, at), ...lines, ...report.checks.slice(at)],
    passed: report.passed + count('pass'),
    warned: report.warned + count('warn'),
    failed: report.failed + count('fail'),
  }
}
