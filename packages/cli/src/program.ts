/**
 * The program: commands, and one line and an exit code for whatever goes wrong.
 * @module
 */
import { type ArbError, isArbError, VenueError } from '@arbkit/core'
import { ClockSkewError, VenuesFailedError } from '@arbkit/engine'
import { CreditsExhaustedError } from '@arbkit/odds'
import { Command, CommanderError } from 'commander'
import { backtestCommand } from './commands/backtest.ts'
import { calcCommand } from './commands/calc.ts'
import { configCommand } from './commands/config.ts'
import { dbCommand } from './commands/db.ts'
import { ChecksFailedError, doctorCommand } from './commands/doctor.ts'
import { exportCommand } from './commands/export.ts'
import { importCommand } from './commands/import.ts'
import { initCommand } from './commands/init.ts'
import { pairsCommand } from './commands/pairs/pairs-command.ts'
import { relationsCommand } from './commands/relations.ts'
import { replayCommand } from './commands/replay.ts'
import { recordCommand } from './commands/record.ts'
import { runCommand } from './commands/run.ts'
import { scanCommand } from './commands/scan.ts'
import { simulateCommand } from './commands/simulate.ts'
import { UsageError } from './commands/session-flags.ts'
import { EXIT_CODES } from './exit-codes.ts'
import type { Host } from './host.ts'
import { SetupError } from './live/setup-error.ts'
import { StoppedError } from './live/stopped-error.ts'

/** Runs `arb` with arguments (program name left out) and returns the exit code. */
export async function runProgram(args: readonly string[], host: Host): Promise<number> {
  try {
    const asked = args.length === 0 ? ['--help'] : args
    await createProgram(host).parseAsync([...asked], { from: 'user' })
    return EXIT_CODES.done
  } catch (error) {
    return exitCodeOf(error, host)
  }
}

function createProgram(host: Host): Command {
  const program = new Command('arb')
    .description('Find, size and explain arbitrage between Kalshi and sportsbooks.')
    .version(host.version, '-V, --version')
    .showSuggestionAfterError()
    .addHelpText('after', HELP_FOOTER)
  const commands = [
    scanCommand(host),
    runCommand(host),
    recordCommand(host),
    pairsCommand(host),
    relationsCommand(host),
    importCommand(host),
    exportCommand(host),
    backtestCommand(host),
    replayCommand(host),
    calcCommand(host),
    doctorCommand(host),
    simulateCommand(host),
    initCommand(host),
    configCommand(host),
    dbCommand(host),
  ]
  for (const command of [program, ...commands]) {
    command
      .exitOverride()
      .configureOutput({
        writeOut: (text) => host.write(text),
        writeErr: () => {},
      })
      .configureHelp({ helpWidth: HELP_WIDTH })
  }
  for (const command of commands) program.addCommand(command)
  return program
}

const HELP_WIDTH = 80
const HELP_FOOTER = `
Exit codes: 0 done (also when nothing was found), 1 a fault of arb, 2 the
command line is wrong, 3 a file or session can not be read or written, 4 a
venue can not be read, or is not set up; or arb doctor found a fault, 130
stopped by Ctrl-C before it was done.`

function exitCodeOf(error: unknown, host: Host): number {
  if (error instanceof CommanderError) {
    if (error.exitCode === 0) return EXIT_CODES.done
    host.writeError(`${oneLine(error.message)}\n`)
    return EXIT_CODES.usage
  }
  if (isArbError(error)) {
    host.writeError(`error: ${oneLine(error.message)}\n`)
    return codeOf(error)
  }
  const what = error instanceof Error ? `${error.name}: ${error.message}` : String(error)
  host.writeError(`error: this is a fault of arb, please report it: ${oneLine(what)}\n`)
  return EXIT_CODES.bug
}

/** Errors about a venue, beside those that the venues' clients throw. */
const VENUE_ERRORS = [
  VenuesFailedError,
  ClockSkewError,
  SetupError,
  CreditsExhaustedError,
  ChecksFailedError,
] as const

function codeOf(error: ArbError): number {
  if (error instanceof UsageError) return EXIT_CODES.usage
  if (error instanceof StoppedError) return EXIT_CODES.stopped
  const isVenues = VENUE_ERRORS.some((kind) => error instanceof kind)
  return isVenues || error instanceof VenueError ? EXIT_CODES.venue : EXIT_CODES.data
}

function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim()
}
