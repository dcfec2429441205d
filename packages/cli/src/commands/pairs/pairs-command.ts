/**
 * `arb pairs`: what was paired in a session, and a person's word on it.
 * @module
 */
import { Command } from 'commander'
import type { Host } from '../../host.ts'
import { decideCommands } from './decide.ts'
import { findCommand } from './find.ts'
import { listCommand } from './list.ts'
import { exportCommand, importLogCommand } from './log-files.ts'
import { showCommand } from './show.ts'
import { withdrawCommand } from './withdraw.ts'

/** Returns the command. */
export function pairsCommand(host: Host): Command {
  const pairs = new Command('pairs')
    .description('List which contracts were paired with which odds events, and decide on pairs.')
    .addHelpText('after', HELP_FOOTER)
  pairs.addCommand(listCommand(host), { isDefault: true })
  const others = [
    findCommand(host),
    showCommand(host),
    ...decideCommands(host),
    withdrawCommand(host),
    exportCommand(host),
    importLogCommand(host),
  ]
  for (const command of others) pairs.addCommand(command)
  return pairs
}

const HELP_FOOTER = `
arb pairs alone is arb pairs list; its flags: arb pairs list --help.`
