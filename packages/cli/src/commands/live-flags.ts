/**
 * Flags of `arb scan` that mean something only where the venues are asked.
 * @module
 */
import type { LeagueId } from '@arbkit/core'
import type { Command } from 'commander'
import {
  parseCount,
  parseDuration,
  parseFeaturedMarkets,
  parseLeagues,
  parseRegions,
} from '../flags.ts'

/** Flags of a live scan. */
export interface LiveFlags {
  readonly sports?: readonly LeagueId[]
  readonly markets?: readonly string[]
  readonly regions?: readonly string[]
  readonly within?: number
  readonly record?: string
  /** True for the default beat, or the time between two scans, ms. */
  readonly watch?: number | true
  /** True: say what polling would cost, and pay nothing. */
  readonly plan?: boolean
  readonly creditsPerDay?: number
  readonly creditsPerMonth?: number
  readonly creditsReserve?: number
}

/** Their names. */
export const LIVE_FLAGS = [
  'sports',
  'markets',
  'regions',
  'record',
  'watch',
  'plan',
  'creditsPerDay',
  'creditsPerMonth',
  'creditsReserve',
] as const satisfies readonly (keyof LiveFlags)[]

/** Adds the flags. */
export function withLiveOptions(command: Command): Command {
  return command
    .option('--sports <leagues>', 'leagues to ask for: nfl,nba (default: all)', parseLeagues)
    .option(
      '--markets <keys>',
      "the feed's featured markets to ask for (default: h2h,spreads,totals)",
      parseFeaturedMarkets,
    )
    .option(
      '--regions <keys>',
      "the feed's regions to ask for (default: us; with --books, whatever is cheaper)",
      parseRegions,
    )
    .option('--within <duration>', 'games that begin by then: 6h, 2d (default: 3d)', parseDuration)
    .option('--record <folder>', 'keep every answer in a new session in this folder')
    .option(
      '--watch [duration]',
      'scan again and again, this long apart (default: 30s), until stopped',
      parseDuration,
    )
    .option('--plan', 'say what polling would cost an hour, a day and a month, and pay nothing')
    .option('--credits-per-day <count>', 'most credits of The Odds API in a day (UTC)', parseCount)
    .option('--credits-per-month <count>', 'most credits in a month (UTC)', parseCount)
    .option('--credits-reserve <count>', 'credits of the account that are never spent', parseCount)
}
