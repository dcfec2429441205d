/**
 * With what trades are simulated where a session does not say: the options of a dry run as they are without
 * a configuration, and what a profile makes of them.
 * @module
 */
import { assertInvariant } from '@arbkit/core'
import type { ProfileName } from '../config/config-keys.ts'
import { type Config, scanOptionsOf } from '../config/config.ts'
import { loadConfig } from '../config/load-config.ts'
import { type PaperDeskOptions, paperOptionsOf } from '../paper/paper-options.ts'
import type { ScanOptions } from '../scan/options.ts'
import type { SettingsChanges } from './replay-settings.ts'

function configOf(profile: ProfileName | undefined): Config {
  const flags = new Map(profile === undefined ? [] : [['profile', profile] as const])
  const { config } = loadConfig({ text: undefined, path: '', environment: {}, flags })
  assertInvariant(config !== undefined, 'a configuration of nothing but defaults has no problem')
  return config
}

/**
 * Returns a desk's options where nobody says more. Least profit and oldest order book are those of what is
 * looked for: what is found would not be traded otherwise.
 */
export function usualPaper(scan: ScanOptions): PaperDeskOptions {
  return {
    ...paperOptionsOf(configOf(undefined)),
    minProfit: scan.minProfit,
    bookAgeMsMax: scan.maxAge.exchangeMs,
  }
}

/** Returns what a profile says instead of what a session says: thresholds, stakes and limits. */
export function profileChanges(profile: ProfileName): SettingsChanges {
  const config = configOf(profile)
  const { minProfit, minReturn, maxReturn, maxStake, bankroll } = scanOptionsOf(config, 'engine')
  const { limits } = paperOptionsOf(config)
  return { scan: { minProfit, minReturn, maxReturn, maxStake, bankroll }, paper: { limits } }
}
