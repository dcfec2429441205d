/**
 * `arb calc`: stakes, profit and break-even of a few prices. Parses the command line, calls the
 * calculator, prints. Reads no session and asks no venue.
 * @module
 */
import {
  breakEven,
  calculate,
  calculatorValue,
  InvariantError,
  isArbError,
  priceScaleOf,
} from '@arbkit/core'
import { Command } from 'commander'
import {
  type CalcFlags,
  parseDevigMethod,
  parseKellyShare,
  parseLegNumbers,
  parseProbabilities,
} from '../calc/flags.ts'
import { type CalcRequest, calcRequest } from '../calc/request.ts'
import { parseDollars, parseStake } from '../flags.ts'
import { calcJson } from '../format/calc-json.ts'
import { type CalcAnswer, calcText } from '../format/calc-text.ts'
import { createPaint } from '../format/columns.ts'
import type { Host } from '../host.ts'
import { UsageError } from './session-flags.ts'

/** Returns the command. */
export function calcCommand(host: Host): Command {
  return new CalcCommand('calc')
    .description('Stakes, profit and break-even of two or three prices that cover all outcomes.')
    .argument('<legs...>', 'one for each outcome: <price>[@venue][,option...]')
    .option('--total <dollars>', 'cash to spread over the legs (default: 100)', parseDollars)
    .option('--stake <amount>', 'stake of the first leg; the others cover it')
    .option('--payout <dollars>', 'what every outcome is to pay', parseDollars)
    .option('--round <dollars>', 'round stakes to multiples of this (default: 0.01)', parseStake)
    .option('--fractional', 'contracts in hundredths, not whole ones')
    .option('--bias <legs>', 'legs that only earn the money back: 1 or 1,2', parseLegNumbers)
    .option('--printed', 'price decimals and per cents at the lowest value that prints so')
    .option('--prob <list>', 'probabilities; the last may be left out', parseProbabilities)
    .option('--fair <odds>', 'odds of a book you trust, to take probabilities from')
    .option('--devig <method>', 'how its margin is taken off (default: shin)', parseDevigMethod)
    .option('--bankroll <dollars>', 'what Kelly stakes are a share of', parseDollars)
    .option('--kelly <share>', 'share of full Kelly (default: 1)', parseKellyShare)
    .option('--json', 'print data: the fields are in the documentation')
    .addHelpText('after', EXAMPLES)
    .action((texts: readonly string[], flags: CalcFlags) => {
      const answer = answerTo(texts, flags, host)
      host.write(
        flags.json === true ? calcJson(answer) : calcText(answer, createPaint(host.isColoured)),
      )
    })
}

/** What begins with a minus and a digit is a leg; commander knows plain negative numbers by itself. */
class CalcCommand extends Command {
  override parseOptions(args: string[]): ReturnType<Command['parseOptions']> {
    return super.parseOptions(
      args.map((arg) => (PLAIN_NUMBER.test(arg) ? arg : arg.replace(/^-(?=\d)/, '\u2212'))),
    )
  }
}

const PLAIN_NUMBER = /^-\d+(?:\.\d+)?$/

const EXAMPLES = `
A leg is a price, then what is to be known about it, without spaces:
  +150  -120  2.10  10/11  52.4%  EVEN   odds, taken exactly as typed
  45c  45c@kalshi  0.455@polymarket      a contract, its taker fee at most
  @name           where; any name will do for a book
  ,commission=2%  share of net winnings  ,fee=0.5   Kalshi's fee multiplier
  ,lay            against the other leg             (Polymarket: its rate)
  ,free ,free=50  a free bet             ,limit=500 most that can be placed
  ,stake=100      this leg is fixed      ,round=5   stakes of this leg
  ,name=Draw      what it is called      ,fractional  hundredths of contracts
Stakes and limits are dollars; of a contract, a count; of a lay, what is laid.

Examples:
  arb calc +150 -120
  arb calc 2.10 3.60 4.20 --total 1000 --round 1
  arb calc 45c@kalshi,fee=0.5 +130@fanduel,limit=200
  arb calc 2.10@dk 2.04@betfair,lay,commission=2% --stake 100
  arb calc +300@dk,free=50 -350@fanduel
  arb calc 2.10 2.05 --prob 0.5 --bankroll 1000 --kelly 0.25`

/** The command line is all there is to be wrong here. */
function answerTo(texts: readonly string[], flags: CalcFlags, host: Host): CalcAnswer {
  try {
    return answerOf(calcRequest(texts, flags, host.now()))
  } catch (error) {
    if (!isArbError(error) || error instanceof InvariantError) throw error
    throw new UsageError(error.message, { cause: error })
  }
}

function answerOf(request: CalcRequest): CalcAnswer {
  const { input, beliefs } = request
  const calculation = calculate(input)
  return {
    request,
    calculation,
    breakEvens: request.legs.map(({ leg, notation }, index) =>
      breakEven({ input, leg: index, scale: priceScaleOf(leg, notation) }),
    ),
    value: beliefs && calculatorValue(input.legs, calculation, beliefs),
  }
}
