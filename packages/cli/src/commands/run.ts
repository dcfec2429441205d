/**
 * `arb run --dry-run`: the engine against the venues, with paper trades. Parses flags, reads the
 * configuration, runs the engine, prints.
 * @module
 */
import { scrub } from '@arbkit/core'
import type { Config } from '@arbkit/engine'
import { Command } from 'commander'
import { configFlagsOf, withConfigFlags } from '../config/config-flags.ts'
import { openConfig } from '../config/open-config.ts'
import { parseDuration } from '../flags.ts'
import { createPaint } from '../format/columns.ts'
import { engineViewText } from '../format/engine-view-text.ts'
import { recordedLine } from '../format/recorded-line.ts'
import { statusLine } from '../format/status-line.ts'
import type { Host, Network } from '../host.ts'
import { SetupError, WITHOUT_VENUES } from '../live/setup-error.ts'
import { checkedDuration } from '../run/checked-duration.ts'
import { hiddenSecrets } from '../run/hidden-secrets.ts'
import type { OpenEngine } from '../run/open-engine.ts'
import { runEngine } from '../run/run-engine.ts'
import { createRunLog } from '../run/run-log.ts'
import { runSecrets } from '../run/run-secrets.ts'
import { type DecisionFlags, withDecisions } from './pairs/subcommand.ts'
import { UsageError } from './session-flags.ts'

interface RunFlags extends DecisionFlags {
  readonly dryRun?: boolean
  readonly config?: string
  readonly duration?: number
}

const HELP = `
Nothing is bet and nothing is ordered: what is found is filled on paper, by the
assumptions of dryRun in the configuration. Every key of the configuration is
also a flag, such as --min-profit $5; arb config schema tells all of them.

Ctrl-C stops it in order, a second one at once. Exit codes: 0 it ended, 130 it
was stopped before it began, and those of arb --help.`

/** Returns the command. */
export function runCommand(host: Host): Command {
  const command = new Command('run')
    .description('Watch the venues without end, and trade on paper what pays.')
    .option('--dry-run', 'trade on paper: required, there is nothing else yet')
    .option('--config <file>', 'the file (default: arb.config.yaml, if there is one)')
    .option('--duration <duration>', 'end after this time: 90s, 10m, 2h', parseDuration)
  return withConfigFlags(withDecisions(command), { shown: SHOWN })
    .addHelpText('after', HELP)
    .action(async (flags: RunFlags, self: Command) => {
      if (flags.dryRun !== true) {
        throw new UsageError('live trading is not built: arb run --dry-run trades on paper')
      }
      const durationMs = checkedDuration(flags.duration)
      const config = openConfig({ file: flags.config, flags: configFlagsOf(self) }, host)
      await hiddenSecrets(runSecrets(config), async () => {
        await dryRun({ flags, config, durationMs }, host, networkOf(host))
      })
    })
}

/** Flags that the help lists; the others are in the schema. */
const SHOWN = [
  'games.sports',
  'recording.enabled',
  'recording.folder',
  'store',
  'dryRun.seed',
  'log.level',
  'log.format',
  'ui',
] as const

/** Returns the network. @throws {SetupError} there is none. */
export function networkOf({ network }: Host): Network {
  if (network === undefined) throw new SetupError(`no network; ${WITHOUT_VENUES}`)
  return network
}

/** Returns what opens engines. @throws {SetupError} there is nothing that does. */
export function engineOf({ openEngine }: Host): OpenEngine {
  if (openEngine === undefined) throw new SetupError(`no engine here; ${WITHOUT_VENUES}`)
  return openEngine
}

interface DryRun {
  readonly flags: RunFlags
  readonly config: Config
  readonly durationMs: number | undefined
}

async function dryRun(
  { flags, config, durationMs }: DryRun,
  host: Host,
  network: Network,
): Promise<void> {
  const secrets = runSecrets(config)
  const log = createRunLog({
    ...config.log,
    write: (text) => host.write(text),
    secrets,
    paint: createPaint(host.isColoured),
  })
  const hasPage = config.hasUi && host.terminal !== undefined
  if (config.hasUi && !hasPage) {
    host.writeError('note: --ui needs a terminal on standard output; log lines instead\n')
  }
  const openEngine = engineOf(host)
  const { session } = await runEngine({
    host,
    network,
    open: async (say) => openEngine({ kind: 'run', config, decisions: flags, say }),
    log,
    durationMs,
    statusOf: async (view) => Promise.resolve(statusLine(view)),
    pageOf: hasPage
      ? (view, size) =>
          scrub(engineViewText(view, { ...size, isColoured: host.isColoured }), secrets)
      : undefined,
  })
  if (session !== undefined) log(recordedLine(session, host.now()))
}
