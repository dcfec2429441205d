/**
 * `arb record`: records what the venues say, and trades nothing, not even on paper. Parses flags, reads the
 * configuration, runs the engine, prints.
 * @module
 */
import type { Config, ConfigPath, EngineView } from '@arbkit/engine'
import { Command } from 'commander'
import { configFlagsOf, withConfigFlags } from '../config/config-flags.ts'
import { openConfig } from '../config/open-config.ts'
import { parseDuration } from '../flags.ts'
import { createPaint } from '../format/columns.ts'
import { recordedLine } from '../format/recorded-line.ts'
import { recordingLine } from '../format/recording-line.ts'
import type { Host, Network } from '../host.ts'
import { checkedDuration } from '../run/checked-duration.ts'
import { bytesIn } from '../run/folder-bytes.ts'
import { hiddenSecrets } from '../run/hidden-secrets.ts'
import type { LogLine } from '../run/log-line.ts'
import { runEngine } from '../run/run-engine.ts'
import { createRunLog } from '../run/run-log.ts'
import { runSecrets } from '../run/run-secrets.ts'
import { engineOf, networkOf } from './run.ts'

interface RecordFlags {
  readonly config?: string
  readonly duration?: number
}

const HELP = `
Each run records a session of its own in the folder. The oldest whole sessions
make room for it where --max-disk is reached; what a killed process left is
named and never deleted. arb backtest <session> replays one.

Ctrl-C stops it in order, a second one at once.`

/** Keys of the configuration that mean something here. */
const PATHS = [
  'venues.kalshi.host',
  'venues.kalshi.keyId',
  'venues.kalshi.keyFile',
  'venues.odds.url',
  'venues.odds.keyFile',
  'games.sports',
  'games.within',
  'games.markets',
  'games.regions',
  'books',
  'polling.discoverEvery',
  'polling.creditsPerDay',
  'polling.creditsPerMonth',
  'polling.creditsReserve',
  'recording.folder',
  'recording.rotateEvery',
  'recording.maxDisk',
  'log.level',
  'log.format',
] as const satisfies readonly ConfigPath[]

const SHOWN = [
  'games.sports',
  'games.within',
  'recording.folder',
  'recording.rotateEvery',
  'recording.maxDisk',
  'log.level',
  'log.format',
] as const satisfies readonly ConfigPath[]

/** Returns the command. */
export function recordCommand(host: Host): Command {
  const command = new Command('record')
    .description('Record what the venues say, for replay, and do nothing else.')
    .option('--config <file>', 'the file (default: arb.config.yaml, if there is one)')
    .option('--duration <duration>', 'end after this time: 90s, 10m, 2h', parseDuration)
  return withConfigFlags(command, { paths: PATHS, shown: SHOWN })
    .addHelpText('after', HELP)
    .action(async (flags: RecordFlags, self: Command) => {
      const durationMs = checkedDuration(flags.duration)
      const config = openConfig({ file: flags.config, flags: configFlagsOf(self) }, host)
      await hiddenSecrets(runSecrets(config), async () => {
        await record({ flags, config, durationMs }, host, networkOf(host))
      })
    })
}

interface Recording {
  readonly flags: RecordFlags
  readonly config: Config
  readonly durationMs: number | undefined
}

async function record(
  { flags, config, durationMs }: Recording,
  host: Host,
  network: Network,
): Promise<void> {
  const log = createRunLog({
    ...config.log,
    write: (text) => host.write(text),
    secrets: runSecrets(config),
    paint: createPaint(host.isColoured),
  })
  const openEngine = engineOf(host)
  const decisions = flags.config === undefined ? {} : { config: flags.config }
  const { session } = await runEngine({
    host,
    network,
    open: async (say) => openEngine({ kind: 'record', config, decisions, say }),
    // What pays is recorded with the rest, and no news of a recording.
    log: (line) =>
      log(line.fields?.['decision'] === undefined ? line : { ...line, level: 'debug' }),
    durationMs,
    statusOf: async (view, dir) => statusOf(view, dir, { host, config }),
    pageOf: undefined,
  })
  if (session !== undefined) log(recordedLine(session, host.now()))
}

/** Returns the line of each minute; what can not be looked at is left out of it. */
async function statusOf(
  view: EngineView,
  session: string | undefined,
  { host, config }: { readonly host: Host; readonly config: Config },
): Promise<LogLine> {
  const disk = await host.machine
    ?.lookAtDisk(session ?? config.recording.folder)
    .catch(() => undefined)
  return recordingLine(view, {
    sessionBytes: session === undefined ? undefined : await bytesIn(session),
    freeBytes: disk?.freeBytes,
  })
}
