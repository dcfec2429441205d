/**
 * `arb pairs find`: contracts, odds events and teams by words.
 * @module
 */
import { findPairs } from '@arbkit/engine'
import type { Command } from 'commander'
import { createPaint } from '../../format/columns.ts'
import { foundText } from '../../format/pairs-find.ts'
import type { Host } from '../../host.ts'
import { type SourceFlags, UsageError } from '../session-flags.ts'
import {
  type DecisionFlags,
  openDecisions,
  openSession,
  subcommand,
  withDecisions,
  withSource,
  withStore,
} from './subcommand.ts'

type FindFlags = SourceFlags & DecisionFlags & { readonly json?: boolean }

/** Returns the command. */
export function findCommand(host: Host): Command {
  const command = withSource(subcommand('find', host))
    .summary('contracts, odds events, teams')
    .description('Find contracts, odds events and teams that hold every word, with their states.')
    .argument('<words...>', 'of a ticker, a label, an id, a team or its code; case does not matter')
  return withStore(withDecisions(command))
    .option('--json', 'print data')
    .action(async (words: readonly string[], flags: FindFlags) => {
      const query = words.join(' ')
      if (!/[\p{L}\p{N}]/u.test(query)) throw new UsageError('say a word to look for')
      const open = await openDecisions(flags, host)
      const found = findPairs(query, await openSession(flags, open, host))
      host.write(
        flags.json === true
          ? `${JSON.stringify({ schema: 'arbkit.found/1', query, ...found }, null, 2)}\n`
          : foundText(found, query, createPaint(host.isColoured)),
      )
    })
}
