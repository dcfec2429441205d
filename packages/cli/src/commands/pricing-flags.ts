/**
 * Flags that say which prices make an opportunity, of every command that looks for some.
 * @module
 */
import { type Cents, type Microdollars, type Rational, rational } from '@arbkit/core'
import {
  type BookChoice,
  DEFAULT_MAX_AGE,
  DEFAULT_MAX_RETURN,
  DEFAULT_MAX_STAKE,
  DEFAULT_MIN_PROFIT,
  type ScanOptions,
  UNLIMITED_BANKROLL,
} from '@arbkit/engine'
import type { Command } from 'commander'
import { parseBooks, parseDollars, parseDuration, parseReturn, parseStake } from '../flags.ts'

/** What was said. */
export interface PricingFlags {
  readonly minProfit?: Microdollars
  readonly minReturn?: Rational
  readonly maxReturn?: Rational
  readonly bankroll?: Microdollars
  readonly maxStake?: Cents
  readonly maxAge?: number
  readonly books?: readonly BookChoice[]
  /** Games that begin up to so far away, ms. */
  readonly within?: number
  /** Most opportunities to list. */
  readonly limit?: number
}

/** Adds the flags; `--within` and `--limit` are added by those who have them. */
export function withPricing(command: Command): Command {
  return command
    .option('--min-profit <dollars>', 'least guaranteed profit (default: 0.01)', parseDollars)
    .option('--min-return <return>', 'least guaranteed return, 1.5% or 0.015', parseReturn)
    .option(
      '--max-return <return>',
      'largest return believed; above it the data is taken for wrong (default: 7%)',
      parseReturn,
    )
    .option('--bankroll <dollars>', 'most that one opportunity may cost', parseDollars)
    .option(
      '--max-age <duration>',
      'oldest quote, for every leg: 90s, 5m, 2h (default: books 120s before a game and 45s in play, exchange order books 30s)',
      parseDuration,
    )
    .option(
      '--books <keys>',
      'books that may be a leg; exchanges with their commission: draftkings,betfair_ex_eu=5% (default: regulated US sportsbooks)',
      parseBooks,
    )
    .option(
      '--max-stake <dollars>',
      "largest bet (default: the feed's bet_limit, else 500)",
      parseStake,
    )
}

/** Returns what was said as the engine takes it, with defaults. */
export function scanOptionsOf(flags: PricingFlags): ScanOptions {
  const { maxAge, maxStake } = flags
  return {
    books: flags.books,
    maxAge:
      maxAge === undefined
        ? DEFAULT_MAX_AGE
        : { feedPreGameMs: maxAge, feedInPlayMs: maxAge, exchangeMs: maxAge },
    maxStake:
      maxStake === undefined
        ? { amount: DEFAULT_MAX_STAKE, isDefault: true }
        : { amount: maxStake, isDefault: false },
    bankroll: flags.bankroll ?? UNLIMITED_BANKROLL,
    minProfit: flags.minProfit ?? DEFAULT_MIN_PROFIT,
    minReturn: flags.minReturn ?? rational(0),
    maxReturn: flags.maxReturn ?? DEFAULT_MAX_RETURN,
    withinMs: flags.within,
    limit: flags.limit,
  }
}
