/**
 * `arb pairs export` and `arb pairs import`: decisions handed on, or moved from a log into a database.
 * @module
 */
import {
  decisionsExport,
  importDecisions,
  readDecisionsExport,
  readInputs,
  writeNewFile,
} from '@arbkit/engine'
import type { Command } from 'commander'
import type { Host } from '../../host.ts'
import {
  type DecisionFlags,
  openDecisions,
  subcommand,
  withPlace,
  withStore,
} from './subcommand.ts'

interface LogFlags extends DecisionFlags {
  readonly json?: boolean | string
}

/** Returns the command. */
export function exportCommand(host: Host): Command {
  return withStore(withPlace(subcommand('export', host)))
    .summary('print all decisions')
    .description('Print every decision as JSON, or write it to a new file.')
    .option('--json [file]', 'where to; without a file, standard output')
    .action(async (flags: LogFlags) => {
      const { decisions } = await openDecisions(flags, host)
      const text = decisionsExport(decisions.log)
      if (typeof flags.json !== 'string') {
        host.write(text)
        return
      }
      await writeNewFile(flags.json, text)
      host.write(`${countOf(decisions.log.length)} into ${flags.json}\n`)
    })
}

/** Returns the command. */
export function importLogCommand(host: Host): Command {
  return withStore(withPlace(subcommand('import', host)))
    .summary('add the decisions of another log')
    .description(
      'Add the decisions of an export, or of another log, that are not known yet: so a log moves into a database.',
    )
    .argument('<file>', 'what arb pairs export wrote, or a log')
    .option('--json', 'print data')
    .action(async (path: string, flags: LogFlags) => {
      const { store, path: log } = await openDecisions(flags, host, { isMade: true, isAlone: true })
      const [file] = await readInputs([path])
      const handed = file === undefined ? [] : readDecisionsExport(file.text, file.name)
      const { read, added, known } = await importDecisions(store, handed)
      host.write(
        flags.json === true
          ? `${JSON.stringify({ schema: 'arbkit.pair-import/1', read, new: added, known, file: log })}\n`
          : `${read} read, ${added} new, ${known} known\ndecisions: ${log}\n`,
      )
    })
}

function countOf(count: number): string {
  return `${count} decision${count === 1 ? '' : 's'}`
}
