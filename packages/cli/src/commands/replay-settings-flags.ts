/**
 * What is replayed with: what a session says itself, less what flags say instead.
 * @module
 */
import { NO_DECISIONS } from '@arbkit/core'
import {
  type ReplaySettings,
  type ScanOptions,
  type SettingsChanges,
  usualPaper,
} from '@arbkit/engine'
import type { Host } from '../host.ts'
import { type DecisionFlags, openDecisions } from './pairs/subcommand.ts'
import { type PricingFlags, scanOptionsOf } from './pricing-flags.ts'

/** Flags of a replay that may be another one than was recorded. */
export interface ReplayFlags extends DecisionFlags, PricingFlags {
  /** False: nothing is traded. */
  readonly paper?: boolean
}

/** What flags come to. */
export interface FlaggedSettings {
  /** Of a session that does not say with what its engine began. */
  readonly others: ReplaySettings
  /** Instead of what a session says. */
  readonly changes: SettingsChanges
}

/** Returns what flags come to. Decisions about pairs beside those of a session are read where they are named. */
export async function settingsOfFlags(flags: ReplayFlags, host: Host): Promise<FlaggedSettings> {
  const scan = scanOptionsOf(flags)
  const { decisions } = await openDecisions(flags, host)
  const areNamed = flags.decisions !== undefined || flags.overrides !== undefined
  return {
    others: {
      scan,
      decisions: decisions.state,
      paper: flags.paper === false ? undefined : usualPaper(scan),
    },
    changes: {
      scan: scanChangesOf(flags, scan),
      decisions: areNamed ? decisions.state : undefined,
      paper: flags.paper === false ? 'off' : undefined,
    },
  }
}

/** Returns settings where nobody said anything. */
export function usualSettings(): ReplaySettings {
  const scan = scanOptionsOf({})
  return { scan, decisions: NO_DECISIONS, paper: usualPaper(scan) }
}

/** The options that a flag was given for. */
function scanChangesOf(flags: PricingFlags, scan: ScanOptions): Partial<ScanOptions> {
  const said = <Key extends keyof ScanOptions>(flag: unknown, key: Key) =>
    flag === undefined ? {} : { [key]: scan[key] }
  return {
    ...said(flags.books, 'books'),
    ...said(flags.maxAge, 'maxAge'),
    ...said(flags.maxStake, 'maxStake'),
    ...said(flags.bankroll, 'bankroll'),
    ...said(flags.minProfit, 'minProfit'),
    ...said(flags.minReturn, 'minReturn'),
    ...said(flags.maxReturn, 'maxReturn'),
    ...said(flags.within, 'withinMs'),
  }
}
