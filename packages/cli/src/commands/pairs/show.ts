/**
 * `arb pairs show`: everything about one contract.
 * @module
 */
import { pairDetailOf } from '@arbkit/engine'
import type { Command } from 'commander'
import { createPaint } from '../../format/columns.ts'
import { pairDetailText } from '../../format/pairs-detail.ts'
import type { Host } from '../../host.ts'
import type { SourceFlags } from '../session-flags.ts'
import {
  contractNamed,
  type DecisionFlags,
  openDecisions,
  openSession,
  subcommand,
  withDecisions,
  withSource,
  withStore,
} from './subcommand.ts'

type ShowFlags = SourceFlags & DecisionFlags & { readonly json?: boolean }

/** Returns the command. */
export function showCommand(host: Host): Command {
  const command = withSource(subcommand('show', host))
    .summary('everything about one contract')
    .description('Show everything about one contract: evidence, quotes, decisions, runner-up.')
    .argument('<ticker>', "the contract's ticker")
  return withStore(withDecisions(command))
    .option('--json', 'print data')
    .action(async (ticker: string, flags: ShowFlags) => {
      const { decisions } = await openDecisions(flags, host)
      const { matching, nowMs, contracts, odds } = await openSession(flags, { decisions }, host)
      const contract = contractNamed(ticker, contracts)
      const detail = pairDetailOf(contract, { matching, odds, decisions, nowMs })
      host.write(
        flags.json === true
          ? `${JSON.stringify(detail, null, 2)}\n`
          : pairDetailText(detail, createPaint(host.isColoured)),
      )
    })
}
