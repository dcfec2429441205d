/**
 * `arb scan`: reads a session, or asks the venues, and prints what is found. Parses flags, calls the engine,
 * prints.
 * @module
 */
import {
  explainCandidate,
  findCandidate,
  opportunityOf,
  rejectionOf,
  runScan,
  type ScanRun,
} from '@arbkit/engine'
import { Command } from 'commander'
import { parseCount, parseInstant } from '../flags.ts'
import { createPaint } from '../format/columns.ts'
import { explanationText } from '../format/explain-text.ts'
import { scanText } from '../format/scan-table.ts'
import type { Host } from '../host.ts'
import { type DecisionFlags, openDecisions, withDecisions } from './pairs/subcommand.ts'
import { LIVE_FLAGS, type LiveFlags, withLiveOptions } from './live-flags.ts'
import { type PricingFlags, scanOptionsOf, withPricing } from './pricing-flags.ts'
import { scanLive } from './scan-live.ts'
import { openSource, type SourceFlags, UsageError } from './session-flags.ts'

interface ScanFlags extends SourceFlags, DecisionFlags, LiveFlags, PricingFlags {
  readonly json?: boolean
  readonly rejected?: boolean
  readonly explain?: string
  readonly until?: number
  readonly config?: string
}

/** What to scan comes first in the help, then what people decided about it. */
function withSource(command: Command): Command {
  return withDecisions(
    command
      .description('Scan the venues, or a recorded session, and list what pays, best first.')
      .option('--from <session>', 'folder of a recorded session, in place of the venues')
      .option('--demo', 'a small simulated world on this machine, asked over real sockets')
      .option(
        '--config <file>',
        'configuration of a scan of the venues (default: arb.config.yaml, if there is one)',
      ),
  )
}

/** Returns the command. */
export function scanCommand(host: Host): Command {
  return withPricing(withLiveOptions(withSource(new Command('scan'))))
    .option('--limit <count>', 'most opportunities to list', parseCount)
    .option('--until <time>', 'leave out frames after this time', parseInstant)
    .option('--rejected', 'list near misses too, each with its reasons')
    .option('--explain <id>', 'show every number behind one opportunity or near miss')
    .option('--json', 'print data: the schema is in the documentation')
    .action(async (flags: ScanFlags) => {
      const isLive = flags.from === undefined && flags.demo !== true
      refuseTogether(flags, isLive)
      const show = (run: ScanRun) => host.write(outputOf(run, flags, host))
      const withRejected = flags.rejected === true
      if (isLive) {
        const { decisions } = await openDecisions(flags, host)
        const { config } = flags
        await scanLive({ flags, config, decisions: decisions.state, withRejected }, host, show)
        return
      }
      const source = await openSource(flags, host)
      const { decisions } = await openDecisions(flags, host)
      const run = await runScan(source, scanOptionsOf(flags), {
        decisions: decisions.state,
        withRejected,
        ...(flags.until === undefined ? {} : { untilMs: flags.until }),
      })
      show(run)
    })
}

/** @throws {UsageError} flags of a live scan with a session, or the other way round. */
function refuseTogether(flags: ScanFlags, isLive: boolean): void {
  if (isLive && flags.until !== undefined) {
    throw new UsageError('--until needs a recorded session: --from <session>, or --demo')
  }
  const isRepeated = flags.watch !== undefined || flags.plan === true
  if (isRepeated && flags.explain !== undefined) {
    throw new UsageError('--explain is of one scan: leave --watch and --plan out')
  }
  if (flags.watch !== undefined && flags.plan === true) {
    throw new UsageError('--plan or --watch: one at a time')
  }
  const live = [...LIVE_FLAGS, 'config' as const].find((name) => flags[name] !== undefined)
  if (isLive || live === undefined) return
  const flag = live.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
  throw new UsageError(`--${flag} asks the venues: leave --from and --demo out`)
}

function outputOf(run: ScanRun, flags: ScanFlags, host: Host): string {
  return flags.explain === undefined
    ? scanOutput(run, flags, host)
    : explainOutput(run, flags, host)
}

/** A watch prints a report a line, so that a program can read them as they come. */
function scanOutput({ report }: ScanRun, { json, watch }: ScanFlags, host: Host): string {
  if (json === true) return `${JSON.stringify(report, null, watch === undefined ? 2 : 0)}\n`
  return scanText(report, createPaint(host.isColoured))
}

function explainOutput(run: ScanRun, { explain = '', json }: ScanFlags, host: Host): string {
  const candidate = findCandidate(run, explain)
  if (candidate === undefined) {
    throw new UsageError(
      `no opportunity or near miss ${explain} in this scan (see arb scan --rejected)`,
    )
  }
  const sections = explainCandidate(candidate, run.state)
  if (json !== true) return explanationText(sections, createPaint(host.isColoured))
  const rank = run.result.opportunities.indexOf(candidate) + 1
  const entry = rank === 0 ? rejectionOf(candidate) : opportunityOf(candidate, rank)
  return `${JSON.stringify({ schema: 'arbkit.explanation/1', candidate: entry, sections }, null, 2)}\n`
}
