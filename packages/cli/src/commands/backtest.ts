/**
 * `arb backtest`: one or many recorded sessions through the engine, turn by turn, and a report of what was
 * there to be found. Parses flags, calls the engine, prints.
 * @module
 */
import { writeFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { InvalidInputError } from '@arbkit/core'
import {
  type BacktestProgress,
  type BacktestReport,
  backtestReportHtml,
  backtestReportText,
  backtestSessions,
  sessionSource,
} from '@arbkit/engine'
import { Command } from 'commander'
import { parseDuration } from '../flags.ts'
import type { Host } from '../host.ts'
import { parseSeed } from '../simulate/flags.ts'
import { type DecisionFlags, openDecisions, withDecisions } from './pairs/subcommand.ts'
import { type PricingFlags, scanOptionsOf, withPricing } from './pricing-flags.ts'

interface BacktestFlags extends DecisionFlags, PricingFlags {
  readonly seed?: number
  readonly html?: string
  readonly json?: boolean
}

const USUAL_SEED = 1
const COLUMNS = 80

/** Returns the command. */
export function backtestCommand(host: Host): Command {
  const command = new Command('backtest')
    .description('Replay recorded sessions turn by turn, and report what was there to be found.')
    .argument('<sessions...>', 'folders of recorded sessions')
    .option('--html <file>', 'write the report as one page with pictures; never overwrites')
    .option('--json', 'print data: the schema is in the documentation')
    .option('--seed <number>', 'chance behind the confidence intervals (default: 1)', parseSeed)
    .option('--within <duration>', 'only games that begin so soon: 6h, 2d', parseDuration)
  return withPricing(withDecisions(command)).action(
    async (folders: string[], flags: BacktestFlags) => {
      const { decisions } = await openDecisions(flags, host)
      const progress = progressPrinter(host)
      const sources = []
      for (const folder of folders) sources.push(await sessionSource(folder, basename(folder)))
      const report = await backtestSessions({
        sources,
        scan: scanOptionsOf(flags),
        decisions: decisions.state,
        seed: flags.seed ?? USUAL_SEED,
        version: host.version,
        onProgress: progress.note,
      })
      progress.end()
      if (flags.html !== undefined) await writePage(flags.html, report)
      host.write(
        flags.json === true
          ? `${JSON.stringify(report, null, 2)}\n`
          : backtestReportText(report, { columns: COLUMNS }),
      )
    },
  )
}

async function writePage(file: string, report: BacktestReport): Promise<void> {
  try {
    await writeFile(file, backtestReportHtml(report), { flag: 'wx' })
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown'
    const why = code === 'EEXIST' ? 'it is there already' : code
    throw new InvalidInputError(`${file}: can not be written: ${why}`, { cause: error })
  }
}

/** One line that is written over, where there is a terminal. */
function progressPrinter(host: Host) {
  const startedMs = host.now()
  const isShown = host.isInteractive === true
  return {
    note: (session: string, { frames, t }: BacktestProgress): void => {
      if (!isShown) return
      const seconds = Math.max(1, host.now() - startedMs) / 1000
      const rate = Math.round(frames / seconds)
      const at = new Date(t).toISOString().slice(0, 19)
      host.writeError(`\r${session}: ${frames} frames, ${rate}/s, at ${at}Z\u001b[K`)
    },
    end: (): void => {
      if (isShown) host.writeError('\r\u001b[K')
    },
  }
}
