/**
 * `arb relations`: finds portfolios of related contracts that pay whatever happens, in a recorded
 * session or among declared relations. Parses flags, calls the engine, prints.
 * @module
 */
import type { Microdollars, Rational } from '@arbkit/core'
import {
  DEFAULT_MAX_AGE,
  DEFAULT_MAX_RETURN,
  DEFAULT_MIN_PROFIT,
  readInputs,
  runRelations,
  UNLIMITED_BANKROLL,
} from '@arbkit/engine'
import { Command } from 'commander'
import { parseDollars, parseDuration, parseInstant, parseReturn } from '../flags.ts'
import { createPaint } from '../format/columns.ts'
import { relationsText } from '../format/relations-text.ts'
import type { Host } from '../host.ts'
import { openSource, type SourceFlags, UsageError } from './session-flags.ts'

interface RelationsFlags extends SourceFlags {
  readonly file?: string
  readonly bankroll?: Microdollars
  readonly minProfit?: Microdollars
  readonly maxReturn?: Rational
  readonly maxAge?: number
  readonly until?: number
  readonly collateralReturn?: boolean
  readonly rejected?: boolean
  readonly json?: boolean
}

/** Returns the command. */
export function relationsCommand(host: Host): Command {
  return new Command('relations')
    .description(
      'Check contracts that depend on one another: strikes of one number, one of many, one game, or relations of your own.',
    )
    .option('--from <session>', 'folder of a recorded session')
    .option('--demo', 'a small simulated world on this machine, asked over real sockets')
    .option('--file <yaml>', 'declared relations, between markets of the session or typed prices')
    .option('--bankroll <dollars>', 'most capital of one opportunity', parseDollars)
    .option('--min-profit <dollars>', 'least guaranteed profit (default: 0.01)', parseDollars)
    .option(
      '--max-return <return>',
      'largest return believed; above it the data is taken for wrong (default: 7%)',
      parseReturn,
    )
    .option(
      '--collateral-return',
      'your account gets collateral of mutually exclusive NO back at once',
    )
    .option('--max-age <duration>', 'oldest order book (default: 30s)', parseDuration)
    .option('--until <time>', 'leave out frames after this time', parseInstant)
    .option('--rejected', 'list what bad data or a hair keeps from paying too')
    .option('--json', 'print data: the schema is in the documentation')
    .addHelpText('after', FILE_HELP)
    .action(async (flags: RelationsFlags) => {
      const report = await runRelations({
        ...(await inputsOf(flags, host)),
        ...(flags.until === undefined ? {} : { untilMs: flags.until }),
        nowMs: host.now(),
        terms: { returnsCollateral: flags.collateralReturn === true },
        exchangeAgeMsMax: flags.maxAge ?? DEFAULT_MAX_AGE.exchangeMs,
        options: {
          bankroll: flags.bankroll ?? UNLIMITED_BANKROLL,
          minProfit: flags.minProfit ?? DEFAULT_MIN_PROFIT,
          maxReturn: flags.maxReturn ?? DEFAULT_MAX_RETURN,
        },
        withRejected: flags.rejected === true,
      })
      host.write(
        flags.json === true
          ? `${JSON.stringify(report, null, 2)}\n`
          : relationsText(report, createPaint(host.isColoured)),
      )
    })
}

const FILE_HELP = `
A file of declared relations:
  propositions:
    title: KXNBA-27-DEN                      # YES of a market of the session
    west: { yes: 0.31, no: 0.70, size: 200 } # or prices of your own
  relations:
    - subset: [title, west]                  # title implies west
    - disjoint: [a, b, c]                    # at most one
    - exhaustive: [a, b, c]                  # at least one
    - complement: [a, b]                     # exactly one of two
    - equivalent: [a, b]                     # all or none`

async function inputsOf(flags: RelationsFlags, host: Host) {
  const { from, demo, file } = flags
  if (file === undefined && from === undefined && demo !== true) {
    throw new UsageError('say what to check: --from <session>, --demo, or --file <yaml>')
  }
  const [declared] = file === undefined ? [] : await readInputs([file])
  const hasSession = from !== undefined || demo === true
  return {
    ...(hasSession ? { source: await openSource(flags, host) } : {}),
    ...(declared === undefined ? {} : { file: declared }),
  }
}
