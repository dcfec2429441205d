/**
 * A configuration as an engine wants it: units last, money in integers, hosts and secrets in their types.
 * @module
 */
import {
  type Cents,
  Decimal,
  type LeagueId,
  type Microdollars,
  MICRODOLLARS_PER_DOLLAR,
  type Rational,
  rationalToDecimal,
  type Secret,
  type TradingProfile,
  tradingProfile,
} from '@arbkit/core'
import type { KalshiHost } from '@arbkit/kalshi'
import type { CreditLimits, OddsApiHost } from '@arbkit/odds'
import type { ScanOptions } from '../scan/options.ts'
import type { ConfigValues, ProfileName } from './config-keys.ts'
import type { DelaySpread } from './value-kinds.ts'
import type { ConfigBook, StorePlace } from './venue-kinds.ts'

/** A configuration without problems. */
export interface Config {
  readonly profile: ProfileName
  readonly kalshi: {
    readonly host: KalshiHost
    /** Undefined where calls go unsigned. */
    readonly key: { readonly id: string; readonly file: string } | undefined
  }
  readonly odds: {
    readonly host: OddsApiHost
    /** Undefined where there is none: the feed can not be asked. */
    readonly key: Secret | undefined
  }
  readonly games: {
    /** Undefined: all. */
    readonly leagues: readonly LeagueId[] | undefined
    readonly markets: readonly string[]
    /** Undefined: `us`, or by the books whatever is cheaper. */
    readonly regions: readonly string[] | undefined
    readonly withinMs: number
  }
  /** Undefined: the regulated US sportsbooks. */
  readonly books: readonly ConfigBook[] | undefined
  readonly polling: {
    readonly scanEveryMs: number
    readonly discoverEveryMs: number
    readonly credits: CreditLimits
  }
  readonly thresholds: {
    readonly minProfitMicrodollars: Microdollars
    /** Share of the cost, 0 to below 1. */
    readonly minReturn: Rational
    readonly maxReturn: Rational
    readonly value: TradingProfile
  }
  readonly maxAge: {
    readonly feedPreGameMs: number
    readonly feedInPlayMs: number
    /** In a running engine. */
    readonly exchangeMs: number
    /** In a one-shot scan. */
    readonly exchangeInScanMs: number
    readonly decisionMs: number
  }
  readonly stakes: {
    /** At one book; a default gives way to the feed's `bet_limit`, a chosen one does not. */
    readonly maxStakeCents: Cents
    readonly isMaxStakeDefault: boolean
    /** One opportunity in all. */
    readonly bankrollMicrodollars: Microdollars
    readonly perGameMicrodollars: Microdollars
    readonly atRiskMicrodollars: Microdollars
    readonly perDayMicrodollars: Microdollars
  }
  readonly dryRun: {
    /** 0 to 2^32 − 1. */
    readonly seed: number
    readonly kalshiDelay: DelaySpread
    readonly bookDelay: DelaySpread
    /** Probability, 0 to 1. */
    readonly bookAcceptance: Rational
    /** Standard deviation of the implied probability after a minute, 0 to 0.5. */
    readonly oddsDriftPerMinute: Rational
  }
  readonly store: StorePlace
  readonly recording: {
    readonly isEnabled: boolean
    readonly folder: string
    readonly rotateEveryMs: number
    readonly maxDiskBytes: number
  }
  readonly log: {
    readonly level: 'debug' | 'info' | 'warn' | 'error' | 'silent'
    readonly format: 'text' | 'json'
  }
  readonly hasUi: boolean
}

/** What is not a value of a key. */
export interface ConfigExtras {
  readonly oddsKey: Secret | undefined
  /** True where neither the stake nor a profile was chosen. */
  readonly isMaxStakeDefault: boolean
}

/** Returns the configuration of values that go together. */
export function configOf(values: ConfigValues, extras: ConfigExtras): Config {
  const [id, file] = [values['venues.kalshi.keyId'], values['venues.kalshi.keyFile']]
  return {
    profile: values.profile,
    kalshi: {
      host: values['venues.kalshi.host'],
      key: id === undefined || file === undefined ? undefined : { id, file },
    },
    odds: { host: values['venues.odds.url'], key: extras.oddsKey },
    games: {
      leagues: values['games.sports'],
      markets: values['games.markets'],
      regions: values['games.regions'],
      withinMs: values['games.within'],
    },
    books: values.books,
    polling: {
      scanEveryMs: values['polling.scanEvery'],
      discoverEveryMs: values['polling.discoverEvery'],
      credits: {
        perDay: values['polling.creditsPerDay'],
        perMonth: values['polling.creditsPerMonth'],
        reserve: values['polling.creditsReserve'],
      },
    },
    thresholds: {
      minProfitMicrodollars: values['thresholds.minProfit'],
      minReturn: values['thresholds.minReturn'],
      maxReturn: values['thresholds.maxReturn'],
      value: valueProfileOf(values),
    },
    maxAge: {
      feedPreGameMs: values['staleness.feedPreGame'],
      feedInPlayMs: values['staleness.feedInPlay'],
      exchangeMs: values['staleness.exchange'],
      exchangeInScanMs: values['staleness.exchangeInScan'],
      decisionMs: values['staleness.decision'],
    },
    ...amountsOf(values, extras),
    ...outputsOf(values),
  }
}

function amountsOf(
  values: ConfigValues,
  { isMaxStakeDefault }: ConfigExtras,
): Pick<Config, 'stakes' | 'dryRun'> {
  return {
    stakes: {
      maxStakeCents: values['stakes.maxStake'],
      isMaxStakeDefault,
      bankrollMicrodollars: values['stakes.bankroll'],
      perGameMicrodollars: values['stakes.perGame'],
      atRiskMicrodollars: values['stakes.atRisk'],
      perDayMicrodollars: values['stakes.perDay'],
    },
    dryRun: {
      seed: values['dryRun.seed'],
      kalshiDelay: values['dryRun.kalshiDelay'],
      bookDelay: values['dryRun.bookDelay'],
      bookAcceptance: values['dryRun.bookAcceptance'],
      oddsDriftPerMinute: values['dryRun.oddsDriftPerMinute'],
    },
  }
}

function outputsOf(values: ConfigValues): Pick<Config, 'store' | 'recording' | 'log' | 'hasUi'> {
  return {
    store: values.store,
    recording: {
      isEnabled: values['recording.enabled'],
      folder: values['recording.folder'],
      rotateEveryMs: values['recording.rotateEvery'],
      maxDiskBytes: values['recording.maxDisk'],
    },
    log: { level: values['log.level'], format: values['log.format'] },
    hasUi: values.ui,
  }
}

function valueProfileOf(values: ConfigValues): TradingProfile {
  return tradingProfile({
    name: values.profile.toUpperCase(),
    edgeDollars: new Decimal(values['thresholds.value.minEdge']).div(MICRODOLLARS_PER_DOLLAR),
    agreementMin: values['thresholds.value.minAgreement'],
    lambda: rationalToDecimal(values['thresholds.value.kelly']),
  })
}

/** Returns what a scan is told: of a running engine, or once. */
export function scanOptionsOf(config: Config, mode: 'engine' | 'once'): ScanOptions {
  const { feedPreGameMs, feedInPlayMs, exchangeMs, exchangeInScanMs } = config.maxAge
  return {
    books: config.books,
    maxAge: {
      feedPreGameMs,
      feedInPlayMs,
      exchangeMs: mode === 'engine' ? exchangeMs : exchangeInScanMs,
    },
    maxStake: { amount: config.stakes.maxStakeCents, isDefault: config.stakes.isMaxStakeDefault },
    bankroll: config.stakes.bankrollMicrodollars,
    minProfit: config.thresholds.minProfitMicrodollars,
    minReturn: config.thresholds.minReturn,
    maxReturn: config.thresholds.maxReturn,
    withinMs: config.games.withinMs,
    limit: undefined,
  }
}
