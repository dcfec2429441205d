/**
 * `arb pairs`: lists what was paired in a session, and why the rest was not.
 * @module
 */
import { matchMarkets } from '@arbkit/core'
import { pairsOf, replay, unpairedOf } from '@arbkit/engine'
import { Command } from 'commander'
import { createPaint } from '../format/columns.ts'
import { pairsText, unpairedText } from '../format/pairs-text.ts'
import type { Host } from '../host.ts'
import { openSource, type SourceFlags } from './session-flags.ts'

interface PairsFlags extends SourceFlags {
  readonly json?: boolean
  readonly unpaired?: boolean
}

/** Returns the command. */
export function pairsCommand(host: Host): Command {
  return new Command('pairs')
    .description('List which contracts were paired with which outcomes of the odds feed.')
    .option('--from <session>', 'folder of a recorded session')
    .option('--demo', 'use the small session that comes with arb')
    .option('--unpaired', 'list the contracts without a pair instead, each with its reason')
    .option('--json', 'print data: one object a pair')
    .action(async (flags: PairsFlags) => {
      const state = await replay(await openSource(flags, host))
      const matching = matchMarkets({
        contracts: state.contractListings(),
        odds: state.oddsListings(),
      })
      const paint = createPaint(host.isColoured)
      if (flags.unpaired === true) {
        const unpaired = unpairedOf(matching)
        host.write(flags.json === true ? jsonLines(unpaired) : unpairedText(unpaired, paint))
      } else {
        const pairs = pairsOf(matching, state.nowMs)
        host.write(flags.json === true ? jsonLines(pairs) : pairsText(pairs, paint))
      }
    })
}

/** A JSON array with one object a line. */
function jsonLines(items: readonly unknown[]): string {
  if (items.length === 0) return '[]\n'
  return `[\n${items.map((item) => JSON.stringify(item)).join(',\n')}\n]\n`
}
