/**
 * `arb import`: turns raw API responses that people saved into a recorded session.
 * @module
 */
import { basename } from 'node:path'
import { type ImportHints, importSession } from '@arbkit/engine'
import { Command } from 'commander'
import { parseInstant, parseOddsFormat, splitFileValue } from '../flags.ts'
import { importText } from '../format/import-text.ts'
import type { Host } from '../host.ts'
import { UsageError } from './session-flags.ts'

interface ImportFlags {
  readonly out: string
  readonly at: readonly string[]
  readonly oddsFormat: readonly string[]
  readonly json?: boolean
}

/** Returns the command. */
export function importCommand(host: Host): Command {
  return new Command('import')
    .description('Turn saved Kalshi and The Odds API responses into a recorded session.')
    .argument('<files...>', 'JSON files as the APIs returned them, .gz too')
    .requiredOption('--out <folder>', 'folder of the new session, such as logs/2026-08-07')
    .option(
      '--at <time>',
      'when files were captured that do not say: ISO time, or FILE=ISO for one (repeatable)',
      collect,
      [],
    )
    .option(
      '--odds-format <file=format>',
      'odds format of a file whose prices do not tell: FILE=american|decimal (repeatable)',
      collect,
      [],
    )
    .option('--json', 'print data')
    .action(async (files: string[], flags: ImportFlags) => {
      const { plan } = await importSession({
        paths: files,
        dir: flags.out,
        hints: hintsOf(flags),
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
                frames: plan.frames.length,
                imports: plan.imports,
                unrecognised: plan.unrecognised,
                unknownSports: Object.fromEntries(plan.unknownSports),
              },
              null,
              2,
            )}\n`
          : importText(plan, flags.out),
      )
    })
}

function collect(value: string, previous: readonly string[]): readonly string[] {
  return [...previous, value]
}

function hintsOf({ at, oddsFormat }: ImportFlags): ImportHints {
  const atByFile = new Map<string, number>()
  let general: number | undefined
  for (const text of at) {
    const named = splitFileValue(text)
    if (named !== undefined) atByFile.set(basename(named.file), parseInstant(named.value))
    else if (general === undefined) general = parseInstant(text)
    else throw new UsageError('--at without a file name may be given once')
  }
  const oddsFormats = new Map<string, 'american' | 'decimal'>()
  for (const text of oddsFormat) {
    const named = splitFileValue(text)
    if (named === undefined)
      throw new UsageError(`--odds-format wants FILE=american|decimal, got ${text}`)
    oddsFormats.set(basename(named.file), parseOddsFormat(named.value))
  }
  return { atByFile, at: general, oddsFormats }
}
