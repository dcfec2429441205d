/**
 * The configuration as a scan and the doctor use it. A scan has defaults of its own, wider than those of an
 * engine, because a person reads what it finds: of the configuration it takes what somebody set.
 * @module
 */
import { type Cents, reveal, type Microdollars, type Rational } from '@arbkit/core'
import {
  type Config,
  configKeyOf,
  type ConfigPath,
  problemText,
  type QuoteAgeLimits,
  type ReadConfig,
} from '@arbkit/engine'
import { UsageError } from '../commands/session-flags.ts'
import type { LiveFlags } from '../commands/live-flags.ts'
import type { PricingFlags } from '../commands/pricing-flags.ts'
import type { Host } from '../host.ts'
import { readSettings, type Settings, settingsOfConfig, VARIABLES } from '../settings.ts'
import { countText, readConfigOf } from './open-config.ts'

/** What a live scan is told, flags before everything else. */
export interface LiveRequestFlags extends LiveFlags, PricingFlags {}

/** What a live scan takes from its configuration. */
export interface LiveConfig {
  readonly settings: Settings
  /** What was said, by flags or in the configuration; undefined where nobody said it. */
  readonly flags: LiveRequestFlags
  /** Oldest quotes; undefined where no key and no flag says so. */
  readonly maxAge: QuoteAgeLimits | undefined
}

/**
 * Reads the configuration of a live scan; warnings go to standard error.
 * @throws {InvalidInputError} a variable of a venue that can not be, a file that can not be read.
 * @throws {UsageError} the configuration has problems, which were printed.
 */
export function liveConfigOf(
  flags: LiveRequestFlags,
  { file, host, environment, userHome }: LiveConfigPlace,
): LiveConfig {
  const read = readConfigOf({ file, flags: new Map() }, host)
  const { config, problems, path } = read
  // A variable that is wrong is told as it always was.
  if (config === undefined) void readSettings(venueEnvironment(read, environment), userHome)
  for (const problem of problems) host.writeError(`${problemText(problem)}\n`)
  if (config === undefined) throw new UsageError(countText(problems, path))
  return {
    settings: settingsOfConfig(config, environment, userHome),
    flags: {
      ...saidIn(read, config),
      ...definedOf(flags),
      ...(flags.watch === true ? { watch: config.polling.scanEveryMs } : {}),
    },
    maxAge: flags.maxAge === undefined ? agesSaidIn(read, config) : undefined,
  }
}

/** Where the configuration is looked for. */
export interface LiveConfigPlace {
  /** `--config`. */
  readonly file: string | undefined
  readonly host: Host
  readonly environment: Readonly<Record<string, string | undefined>>
  readonly userHome: string
}

/** Keys of the venues, and the variables of the same meaning. */
const VENUE_PATHS = [
  'venues.kalshi.host',
  'venues.kalshi.keyId',
  'venues.kalshi.keyFile',
  'venues.odds.url',
] as const satisfies readonly ConfigPath[]

/**
 * Returns the variables of the process, and where they do not say it, what `.env` and the file say of the
 * venues. The key of the feed is among them only if the configuration is without problems.
 */
export function venueEnvironment(
  { sources, config }: ReadConfig,
  environment: Readonly<Record<string, string | undefined>>,
): Readonly<Record<string, string | undefined>> {
  const more: Record<string, string> = {}
  for (const path of VENUE_PATHS) {
    const source = sources.get(path)
    const isFiled = source?.from === 'file' || source?.from === 'env-file'
    if (isFiled && source.value !== undefined) more[configKeyOf(path).variable] = source.value
  }
  // Where the variable is set it is this same key.
  if (config?.odds.key !== undefined) more[VARIABLES.oddsKey] = reveal(config.odds.key)
  return { ...environment, ...more }
}

/** True where somebody set the key, or the profile that it comes from. */
function isSaid({ sources }: ReadConfig, path: ConfigPath): boolean {
  const from = sources.get(path)?.from ?? 'default'
  if (from === 'profile') return (sources.get('profile')?.from ?? 'default') !== 'default'
  return from !== 'default'
}

/** What somebody set, as flags would have it. */
function saidIn(read: ReadConfig, config: Config): LiveRequestFlags {
  const { games, polling, thresholds, stakes } = config
  const said = <T>(path: ConfigPath, value: T): T | undefined =>
    isSaid(read, path) ? value : undefined
  return definedOf({
    sports: games.leagues,
    markets: said('games.markets', games.markets),
    regions: games.regions,
    within: said('games.within', games.withinMs),
    books: config.books,
    creditsPerDay: polling.credits.perDay,
    creditsPerMonth: polling.credits.perMonth,
    creditsReserve: said('polling.creditsReserve', polling.credits.reserve),
    minProfit: said<Microdollars>('thresholds.minProfit', thresholds.minProfitMicrodollars),
    minReturn: said<Rational>('thresholds.minReturn', thresholds.minReturn),
    maxReturn: said<Rational>('thresholds.maxReturn', thresholds.maxReturn),
    maxStake: said<Cents>('stakes.maxStake', stakes.maxStakeCents),
    bankroll: said<Microdollars>('stakes.bankroll', stakes.bankrollMicrodollars),
  })
}

const AGE_PATHS = [
  'staleness.feedPreGame',
  'staleness.feedInPlay',
  'staleness.exchangeInScan',
] as const satisfies readonly ConfigPath[]

function agesSaidIn(read: ReadConfig, { maxAge }: Config): QuoteAgeLimits | undefined {
  if (!AGE_PATHS.some((path) => isSaid(read, path))) return undefined
  const { feedPreGameMs, feedInPlayMs, exchangeInScanMs: exchangeMs } = maxAge
  return { feedPreGameMs, feedInPlayMs, exchangeMs }
}

/** Without what is undefined: it would hide what another layer says. */
function definedOf(
  flags: { readonly [Name in keyof LiveRequestFlags]?: LiveRequestFlags[Name] | undefined },
): LiveRequestFlags {
  return Object.fromEntries(Object.entries(flags).filter(([, value]) => value !== undefined))
}
