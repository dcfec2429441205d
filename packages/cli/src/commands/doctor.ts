/**
 * `arb doctor`: looks at everything that a scan relies on, and says what to do about what is not right.
 * Parses flags, reads the settings one by one, calls the engine, prints.
 * @module
 */
import { ArbError, type Clock, InvalidInputError } from '@arbkit/core'
import {
  type DoctorMachine,
  type DoctorPorts,
  type DoctorReport,
  type DoctorSettings,
  runDoctor,
  type Setting,
} from '@arbkit/engine'
import { createCreditBudget, jsonCreditStore } from '@arbkit/odds'
import { Command } from 'commander'
import { createPaint } from '../format/columns.ts'
import { plainLine } from '../format/display-width.ts'
import { doctorText } from '../format/doctor-text.ts'
import { doctorConfigOf, withLines } from '../config/doctor-config.ts'
import type { Host, Network } from '../host.ts'
import { tryCreditsFolder } from '../live/credits-folder.ts'
import { isKeyText } from '../live/key-text.ts'
import { readSettings, type Settings, VARIABLES } from '../settings.ts'
import { UsageError } from './session-flags.ts'

/** Something that a scan relies on is not right; what, is in the report, which was printed. */
export class ChecksFailedError extends ArbError {
  override readonly name = 'ChecksFailedError'
  override readonly resend = 'never'
  /** Checks that failed, 1 or more. */
  readonly failed: number

  constructor(failed: number) {
    super(failed === 1 ? 'one check failed' : `${failed} checks failed`)
    this.failed = failed
  }
}

interface DoctorFlags {
  readonly config?: string
  readonly logs?: string
  readonly probeOrders?: boolean
  readonly json?: boolean
}

/** Returns the command. Its action throws {@link ChecksFailedError} after it has printed. */
export function doctorCommand(host: Host): Command {
  return new Command('doctor')
    .description('Check settings, keys, clock, venues, credits and disk; spends no credits.')
    .option('--config <file>', 'configuration (default: arb.config.yaml, if there is one)')
    .option('--logs <folder>', 'where recordings go (default: logs)')
    .option(
      '--probe-orders',
      'also ask whether orders are still taken where arb sends them, by an order with nothing in it',
    )
    .option('--json', 'print data: the schema is in the documentation')
    .addHelpText('after', HELP)
    .action(async (flags: DoctorFlags) => {
      const { machine, network } = placeOf(host)
      const config = doctorConfigOf(flags.config, host, network.environment)
      const source = { ...network, environment: config.environment }
      const seen = await runDoctor(portsOf(host, machine, source), {
        logFolder: flags.logs ?? config.logs ?? 'logs',
        probesOrders: flags.probeOrders === true,
      })
      const report = withLines(seen, config.lines)
      host.write(
        flags.json === true
          ? jsonOf(report)
          : `configuration: ${plainLine(config.used)}\n\n${doctorText(report, createPaint(host.isColoured))}`,
      )
      if (report.failed > 0) throw new ChecksFailedError(report.failed)
    })
}

const HELP = `
Exit code: 0 where no check failed (warnings do not count), 4 where one did.`

const jsonOf = (report: DoctorReport): string => `${JSON.stringify(report, null, 2)}\n`

/** @throws {UsageError} there is no machine or no network to look at. */
function placeOf({ network, machine }: Host) {
  if (network === undefined || machine === undefined) {
    throw new UsageError('arb doctor needs the machine and the network that the program runs on')
  }
  return { network, machine }
}

function portsOf(host: Host, machine: DoctorMachine, network: Network): DoctorPorts {
  const { fetch, sleep, rng, keyFiles, stop } = network
  const clock = { now: () => host.now() }
  return {
    machine,
    settings: settingsOf(network),
    clock,
    fetch,
    sleep,
    rng,
    keyFiles,
    tryCreditsFolder: async () =>
      tryCreditsFolder(creditsFolderOf(network), `.doctor-${network.ids.next()}`),
    creditLog: async () => creditLogOf(network, clock),
    stop,
  }
}

/** Only reads: no folder is made, and a log that is not there is one without entries. */
async function creditLogOf(network: Network, clock: Clock) {
  const store = jsonCreditStore(creditsFolderOf(network))
  return createCreditBudget({ store, clock, ids: network.ids, limits: {} }).state()
}

function creditsFolderOf({ environment, userHome }: Source): string {
  const own = { [VARIABLES.home]: environment[VARIABLES.home] }
  const oddsUrl = environment[VARIABLES.oddsUrl]
  try {
    return readSettings({ ...own, [VARIABLES.oddsUrl]: oddsUrl }, userHome).odds.creditsFolder
  } catch (error) {
    // An address that can not be used is told by another check.
    if (!(error instanceof InvalidInputError)) throw error
    return readSettings(own, userHome).odds.creditsFolder
  }
}

type Source = Pick<Network, 'environment' | 'userHome'>

/** Reads each setting by itself, so that one that is wrong does not hide what the others are. */
function settingsOf(source: Source): DoctorSettings {
  const variable = (name: string) => ({
    name,
    isSet: (source.environment[name]?.trim() ?? '') !== '',
  })
  const { oddsKey, oddsUrl, kalshiKeyId, kalshiKeyFile, kalshiHost, home } = VARIABLES
  return {
    variables: {
      oddsKey: variable(oddsKey),
      oddsUrl: variable(oddsUrl),
      kalshiKeyId: variable(kalshiKeyId),
      kalshiKeyFile: variable(kalshiKeyFile),
      kalshiHost: variable(kalshiHost),
      home: variable(home),
    },
    oddsHost: part(source, [oddsUrl], ({ odds }) => odds.host, {
      problem: `${oddsUrl} holds no address that can be used`,
      cure: 'leave it empty, or set an https:// address without a path',
    }),
    oddsKey: optional(
      part(source, [oddsKey], ({ odds }) => odds.key, {
        problem: `${oddsKey} holds nothing of the form of a key`,
        cure: 'copy the key again from the mail it came with: 32 letters and digits',
      }),
    ),
    kalshiHost: part(source, [kalshiHost], ({ kalshi }) => kalshi.host, {
      problem: `${kalshiHost} holds no address that can be used`,
      cure: 'leave it empty, or set production, demo, or an address that ends in /trade-api/v2',
    }),
    kalshiKey: kalshiKeyOf(source),
  }
}

/** Whoever puts the key itself where its file should be named must not find it on the screen. */
function kalshiKeyOf(source: Source): DoctorSettings['kalshiKey'] {
  const { kalshiKeyId: id, kalshiKeyFile: file } = VARIABLES
  if (isKeyText(source.environment[file]?.trim() ?? '')) {
    return {
      tag: 'wrong',
      problem: `${file} holds a key, and should name the file of one`,
      cure: 'put the key into a file that only you can read (chmod 600), and set its name',
    }
  }
  return optional(
    part(source, [id, file], ({ kalshi }) => kalshi.key, {
      problem: `only one of ${id} and ${file} is set`,
      cure: 'set both, or neither: a key is an id and a file',
    }),
  )
}

type Wrong = Omit<Extract<Setting<unknown>, { tag: 'wrong' }>, 'tag'>

/** Returns what stands in some of the variables; what is wrong with it never shows what it is. */
function part<T>(
  { environment, userHome }: Source,
  names: readonly string[],
  of: (settings: Settings) => T,
  wrong: Wrong,
): Exclude<Setting<T>, { tag: 'unset' }> {
  try {
    const own = Object.fromEntries(names.map((name) => [name, environment[name]]))
    return { tag: 'set', value: of(readSettings(own, userHome)) }
  } catch (error) {
    if (!(error instanceof InvalidInputError)) throw error
    return { tag: 'wrong', ...wrong }
  }
}

function optional<T>(setting: Exclude<Setting<T | undefined>, { tag: 'unset' }>): Setting<T> {
  if (setting.tag === 'wrong') return setting
  const { value } = setting
  return value === undefined ? { tag: 'unset' } : { tag: 'set', value }
}
