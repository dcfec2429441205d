/**
 * `arb backtest`: one or many recorded sessions through the engine, turn by turn, and a report of what was
 * there to be found and what it would have earned on paper; or the same with many options, side by side.
 * @module
 */
import { writeFile } from 'node:fs/promises'
import { basename, resolve } from 'node:path'
import { InvalidInputError } from '@arbkit/core'
import {
  backtestReportHtml,
  backtestReportText,
  backtestSessions,
  openReplay,
  ownSettings,
  runSweep,
  type SweepAxis,
  sweepReportHtml,
  sweepReportText,
} from '@arbkit/engine'
import { Command } from 'commander'
import { parseCount, parseDuration } from '../flags.ts'
import type { Host } from '../host.ts'
import { parseSeed } from '../simulate/flags.ts'
import { advanceLine, createProgressLine } from './backtest-progress.ts'
import { withDecisions } from './pairs/subcommand.ts'
import { withPricing } from './pricing-flags.ts'
import { type ReplayFlags, settingsOfFlags } from './replay-settings-flags.ts'
import { UsageError } from './session-flags.ts'
import { parseSweep } from './sweep-flags.ts'

interface BacktestFlags extends ReplayFlags {
  readonly seed?: number
  readonly html?: string
  readonly json?: boolean
  readonly sweep?: readonly SweepAxis[]
  readonly jobs?: number
}

const USUAL_SEED = 1
const COLUMNS = 80

/** Returns the command. */
export function backtestCommand(host: Host): Command {
  const command = new Command('backtest')
    .description(
      'Replay recorded sessions turn by turn, and report what was there to be found. Options are those that a session was recorded with, unless flags say otherwise.',
    )
    .argument('<sessions...>', 'folders of recorded sessions')
    .option('--html <file>', 'write the report as one page with pictures; never overwrites')
    .option('--json', 'print data: the schema is in the documentation')
    .option('--no-paper', 'find only, trade nothing on paper')
    .option('--seed <number>', 'chance behind the confidence intervals (default: 1)', parseSeed)
    .option('--within <duration>', 'only games that begin so soon: 6h, 2d', parseDuration)
    .option(
      '--sweep <axes>',
      'every combination of options, side by side: minEdge=0.25%,0.5%,latencyMs=50,200',
      parseSweep,
    )
    .option(
      '--jobs <count>',
      'combinations at a time (default: as many as there are cores)',
      parseCount,
    )
  return withPricing(withDecisions(command)).action(
    async (folders: string[], flags: BacktestFlags) => {
      checkOnce(folders)
      if (flags.sweep !== undefined) return sweep(folders, { ...flags, sweep: flags.sweep }, host)
      if (flags.jobs !== undefined) throw new UsageError('--jobs goes with --sweep')
      return backtest(folders, flags, host)
    },
  )
}

/** @throws {UsageError} a session that is named twice: it would count twice. */
function checkOnce(folders: readonly string[]): void {
  const paths = folders.map((folder) => resolve(folder))
  const twice = folders.find((_, index) => paths.indexOf(paths[index] ?? '') !== index)
  if (twice !== undefined) throw new UsageError(`${twice}: named twice, and would count twice`)
}

async function backtest(
  folders: readonly string[],
  flags: BacktestFlags,
  host: Host,
): Promise<void> {
  const { others, changes } = await settingsOfFlags(flags, host)
  const sources = []
  for (const folder of folders) sources.push(await openReplay(folder, basename(folder)))
  const progress = createProgressLine(host)
  let current: string | undefined
  const report = await backtestSessions({
    sources,
    settings: ownSettings(others, changes),
    seed: flags.seed ?? USUAL_SEED,
    version: host.version,
    onProgress: (session, advance) => {
      if (session !== current) progress.restart()
      current = session
      progress.write((elapsedMs) => advanceLine(session, advance, elapsedMs))
    },
  })
  progress.end()
  if (flags.html !== undefined) await writePage(flags.html, backtestReportHtml(report))
  host.write(
    flags.json === true
      ? `${JSON.stringify(report, null, 2)}\n`
      : backtestReportText(report, { columns: COLUMNS }),
  )
}

async function sweep(
  folders: readonly string[],
  flags: BacktestFlags & { readonly sweep: readonly SweepAxis[] },
  host: Host,
): Promise<void> {
  const progress = createProgressLine(host)
  const report = await runSweep({
    sessions: folders.map((dir) => ({ dir, name: basename(dir) })),
    ...(await settingsOfFlags(flags, host)),
    axes: flags.sweep,
    jobs: flags.jobs,
    seed: flags.seed ?? USUAL_SEED,
    version: host.version,
    onProgress: ({ done, total, share }) => {
      progress.write(() => `${done} of ${total} combinations, ${Math.floor(share * 100)} %`)
    },
  })
  progress.end()
  if (flags.html !== undefined) await writePage(flags.html, sweepReportHtml(report))
  host.write(
    flags.json === true
      ? `${JSON.stringify(report, null, 2)}\n`
      : sweepReportText(report, { columns: COLUMNS }),
  )
}

async function writePage(file: string, page: string): Promise<void> {
  try {
    await writeFile(file, page, { flag: 'wx' })
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown'
    const why = code === 'EEXIST' ? 'it is there already' : code
    throw new InvalidInputError(`${file}: can not be written: ${why}`, { cause: error })
  }
}
