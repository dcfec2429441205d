/**
 * `arb import`: turns raw API responses that people saved into a recorded session.
 * @module
 */
import { basename } from 'node:path'
import { type Centicontracts, centicontracts } from '@arbkit/core'
import { type ImportHints, importSession, inputNames } from '@arbkit/engine'
import { Command } from 'commander'
import { type FileValue, parseCount, parseFileInstant, parseFileOddsFormat } from '../flags.ts'
import { importText } from '../format/import-text.ts'
import type { Host } from '../host.ts'
import { UsageError } from './session-flags.ts'

interface ImportFlags {
  readonly out: string
  readonly at?: readonly FileValue<number>[]
  readonly oddsFormat?: readonly ReturnType<typeof parseFileOddsFormat>[]
  readonly yesPrices?: readonly string[]
  readonly assumeContracts?: Centicontracts
  readonly json?: boolean
}

/** Returns the command. */
export function importCommand(host: Host): Command {
  return new Command('import')
    .description('Turn saved Kalshi and The Odds API responses into a recorded session.')
    .argument(
      '<files...>',
      'JSON files as the APIs returned them, or joined tables of both (docs/import.md), .gz too',
    )
    .requiredOption('--out <folder>', 'folder of the new session, such as logs/2026-08-07')
    .option(
      '--at <time>',
      'when files were captured that do not say: ISO time, or FILE=ISO for one (repeatable)',
      eachOf(parseFileInstant),
    )
    .option(
      '--odds-format <file=format>',
      'odds format of a file whose prices do not tell: FILE=american|decimal (repeatable)',
      eachOf(parseFileOddsFormat),
    )
    .option(
      '--yes-prices <file>',
      'a stream that was subscribed to with use_yes_price: NO bids stand at YES prices (repeatable)',
      eachOf((text: string) => text),
    )
    .option(
      '--assume-contracts <count>',
      'size of a quote where a joined table says none; without it nothing can be bought there',
      (text) => centicontracts(parseCount(text) * 100),
    )
    .option('--json', 'print data')
    .action(async (files: string[], flags: ImportFlags) => {
      const { report } = await importSession({
        paths: files,
        dir: flags.out,
        hints: hintsOf(flags, files),
        createdBy: `arb ${host.version} import`,
        nowMs: host.now(),
        tempId: host.randomId(),
      })
      host.write(
        flags.json === true
          ? `${JSON.stringify(
              {
                schema: 'arbkit.import/1',
                out: flags.out,
                frames: report.frames,
                imports: report.imports,
                unrecognised: report.unrecognised,
                unknownSports: Object.fromEntries(report.unknownSports),
              },
              null,
              2,
            )}\n`
          : importText(report, flags.out),
      )
    })
}

/** Gathers the values of a flag that may be repeated. */
function eachOf<T>(parse: (text: string) => T) {
  return (text: string, previous: readonly T[] = []): readonly T[] => [...previous, parse(text)]
}

/** A file may be named as it was given, or by its base name. */
function hintsOf(
  { at = [], oddsFormat = [], yesPrices = [], assumeContracts }: ImportFlags,
  paths: readonly string[],
): ImportHints {
  const names = inputNames(paths)
  const nameOf = (file: string): string => names[paths.indexOf(file)] ?? basename(file)
  const atByFile = new Map<string, number>()
  let general: number | undefined
  for (const { file, value } of at) {
    if (file !== undefined) atByFile.set(nameOf(file), value)
    else if (general === undefined) general = value
    else throw new UsageError('--at without a file name may be given once')
  }
  return {
    atByFile,
    at: general,
    assumedSize: assumeContracts,
    yesPrices: new Set(yesPrices.map(nameOf)),
    oddsFormats: new Map(oddsFormat.map(({ file, value }) => [nameOf(file), value])),
  }
}
