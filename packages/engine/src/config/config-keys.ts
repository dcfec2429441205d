/**
 * Every key of a configuration: its kind, what it means, its default, and the flag and the variable of the
 * same meaning. Reading, the published schema, the written file and the documentation are made from here.
 * @module
 */
import { DECISION_AGE_MS_MAX, TRADING_PROFILES, type TradingProfile } from '@arbkit/core'
import { CREDITS_MAX } from '@arbkit/odds'
import { DEFAULT_MAX_AGE } from '../scan/options.ts'
import type { Kind } from './kind.ts'
import {
  byteSize,
  choice,
  count,
  delaySpread,
  dollars,
  dollarsAboveZero,
  duration,
  durationText,
  filePath,
  flag,
  share,
  stake,
} from './value-kinds.ts'
import {
  books,
  kalshiHost,
  keyId,
  leagues,
  markets,
  oddsHost,
  regions,
  storePlace,
} from './venue-kinds.ts'

/** How bold: presets of thresholds and limits, which a key of one's own overrides. */
export const PROFILE_NAMES = ['conservative', 'balanced', 'aggressive'] as const
/** One of {@link PROFILE_NAMES}. */
export type ProfileName = (typeof PROFILE_NAMES)[number]

/** One key. `T` holds undefined where there is no default. */
export interface ConfigKey<T> {
  readonly kind: Kind<NonNullable<T>>
  /** What it means, in sentences. */
  readonly text: string
  /** Without the hyphens before it. */
  readonly flag: string
  readonly variable: string
  /** Text of the default; of each profile's where they differ. */
  readonly initial: string | Readonly<Record<ProfileName, string>> | undefined
  /** What holds where nothing is set and there is no default; or what the default stands for. */
  readonly unset?: string
  /** What may be set where there is no default, as a flag would say it. */
  readonly sample?: string
}

interface KeyFacts {
  readonly flag: string
  readonly variable?: string
  readonly text: string
  readonly unset?: string
  readonly sample?: string
}

type Value = string | number | boolean | object
type Initial = string | readonly [conservative: string, balanced: string, aggressive: string]

function variableOf({ flag, variable }: KeyFacts): string {
  return variable ?? `ARBKIT_${flag.replaceAll('-', '_').toUpperCase()}`
}

function key<T extends Value>(kind: Kind<T>, initial: Initial, facts: KeyFacts): ConfigKey<T> {
  const presets =
    typeof initial === 'string'
      ? initial
      : { conservative: initial[0], balanced: initial[1], aggressive: initial[2] }
  return { kind, ...facts, initial: presets, variable: variableOf(facts) }
}

function optional<T extends Value>(kind: Kind<T>, facts: KeyFacts): ConfigKey<T | undefined> {
  return { kind, ...facts, initial: undefined, variable: variableOf(facts) }
}

const SECOND = 1000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

const { CONSERVATIVE, STANDARD, AGGRESSIVE } = TRADING_PROFILES
/** What each profile takes from the named one of value betting. */
const byProfile = (print: (profile: TradingProfile) => string): Initial => [
  print(CONSERVATIVE),
  print(STANDARD),
  print(AGGRESSIVE),
]

/** Names of the variables of the venues, which are older than the others. */
export const VENUE_VARIABLES = {
  oddsKey: 'ODDS_API_KEY',
  oddsKeyFile: 'ODDS_API_KEY_FILE',
  oddsUrl: 'ODDS_API_URL',
  kalshiKeyId: 'KALSHI_KEY_ID',
  kalshiKeyFile: 'KALSHI_PRIVATE_KEY_FILE',
  kalshiHost: 'KALSHI_HOST',
} as const

const VENUES = {
  'venues.kalshi.host': key(kalshiHost, 'production', {
    flag: 'kalshi-host',
    variable: VENUE_VARIABLES.kalshiHost,
    text: 'Where Kalshi is reached: production, demo, or an address that ends in /trade-api/v2.',
  }),
  'venues.kalshi.keyId': optional(keyId, {
    flag: 'kalshi-key-id',
    sample: 'id-of-your-key',
    variable: VENUE_VARIABLES.kalshiKeyId,
    text: "Id of Kalshi's API key. It is no secret.",
    unset: 'calls go unsigned: prices are public, but slower to read',
  }),
  'venues.kalshi.keyFile': optional(filePath, {
    flag: 'kalshi-key-file',
    sample: '~/.kalshi/private.pem',
    variable: VENUE_VARIABLES.kalshiKeyFile,
    text: 'File with the private key (mode 0600). Only its name stands here.',
  }),
  'venues.odds.url': key(oddsHost, 'https://api.the-odds-api.com', {
    flag: 'odds-url',
    variable: VENUE_VARIABLES.oddsUrl,
    text: 'Where The Odds API is reached.',
  }),
  'venues.odds.keyFile': optional(filePath, {
    flag: 'odds-key-file',
    sample: '~/.odds-api-key',
    variable: VENUE_VARIABLES.oddsKeyFile,
    text: `File whose one line is the key of The Odds API. The key itself may stand in the variable ${VENUE_VARIABLES.oddsKey}, in the environment or in .env beside this file; never here.`,
  }),
} as const

const GAMES = {
  'games.sports': optional(leagues, {
    flag: 'sports',
    sample: 'nfl,nba,nhl,mlb',
    text: 'Leagues to ask for.',
    unset: 'all leagues that both venues have',
  }),
  'games.within': key(duration(MINUTE, 366 * DAY), '3d', {
    flag: 'within',
    text: 'Games that begin by then, and those in play.',
  }),
  'games.markets': key(markets, 'h2h,spreads,totals', {
    flag: 'markets',
    text: "The feed's featured markets to ask for; each costs a credit a call and region.",
  }),
  'games.regions': optional(regions, {
    flag: 'regions',
    sample: 'us,us2',
    text: "The feed's regions to ask for.",
    unset: 'us; with books of your own, whatever is cheaper',
  }),
  books: optional(books, {
    flag: 'books',
    sample: 'draftkings=$250,fanduel,betfair_ex_eu=5%',
    text: 'Books that may be a leg, each with its largest bet (maxStake) and, for exchanges, its commission on winnings. A book without either is written with an empty map: {}.',
    unset: 'the regulated US sportsbooks',
  }),
} as const

const POLLING = {
  'polling.scanEvery': key(duration(SECOND, DAY), '30s', {
    flag: 'watch',
    variable: 'ARBKIT_SCAN_EVERY',
    text: 'Time between two scans of arb scan --watch.',
  }),
  'polling.discoverEvery': key(duration(10 * SECOND, DAY), '10m', {
    flag: 'discover-every',
    text: 'Time between two looks at what the venues list.',
  }),
  'polling.creditsPerDay': optional(count(0, CREDITS_MAX), {
    flag: 'credits-per-day',
    sample: '600',
    text: 'Most credits of The Odds API in a day (UTC).',
    unset: 'no limit but the account',
  }),
  'polling.creditsPerMonth': optional(count(0, CREDITS_MAX), {
    flag: 'credits-per-month',
    sample: '20000',
    text: 'Most credits in a month (UTC).',
    unset: 'no limit but the account',
  }),
  'polling.creditsReserve': key(count(0, CREDITS_MAX), '0', {
    flag: 'credits-reserve',
    text: 'Credits of the account that are never spent.',
  }),
} as const

const THRESHOLDS = {
  'thresholds.minProfit': key(dollars, ['$1.00', '$0.25', '$0.01'], {
    flag: 'min-profit',
    text: 'Least guaranteed profit of an opportunity.',
  }),
  'thresholds.minReturn': key(
    share({ mostPercent: 100, isMostIncluded: false }),
    ['1%', '0.5%', '0%'],
    {
      flag: 'min-return',
      text: 'Least guaranteed profit as a share of what it costs (the edge): 0.5% and 50bps are the same.',
    },
  ),
  'thresholds.maxReturn': key(
    share({ mostPercent: 100, isMostIncluded: false }),
    ['5%', '7%', '10%'],
    {
      flag: 'max-return',
      text: 'Largest return believed: above it the data is taken for wrong.',
    },
  ),
  'thresholds.value.minEdge': key(
    dollars,
    byProfile(({ edgeDollars }) => `$${edgeDollars.toFixed()}`),
    {
      flag: 'value-min-edge',
      text: 'Value (a bet, no arbitrage): least edge against the consensus, dollars a contract.',
    },
  ),
  'thresholds.value.minAgreement': key(
    count(1, STANDARD.panel.length),
    byProfile(({ agreementMin }) => String(agreementMin)),
    {
      flag: 'value-min-agreement',
      text: 'Value: fewest books of the panel that bear it out.',
    },
  ),
  'thresholds.value.kelly': key(
    share({ isLeastIncluded: false, mostPercent: 100, isMostIncluded: true }),
    byProfile(({ lambda }) => lambda.toFixed()),
    { flag: 'value-kelly', text: 'Value: share of full Kelly that is bought.' },
  ),
} as const

const age = (facts: KeyFacts, initialMs: number): ConfigKey<number> =>
  key(duration(100, DAY), durationText(initialMs), facts)

const STALENESS = {
  'staleness.feedPreGame': age(
    {
      flag: 'max-age-pre-game',
      text: "Oldest price of a book before the game, by the feed's clock.",
    },
    DEFAULT_MAX_AGE.feedPreGameMs,
  ),
  'staleness.feedInPlay': age(
    { flag: 'max-age-in-play', text: 'Oldest price of a book once the game has begun.' },
    DEFAULT_MAX_AGE.feedInPlayMs,
  ),
  'staleness.exchange': age(
    { flag: 'max-age-exchange', text: 'Oldest order book of an exchange in a running engine.' },
    2 * SECOND,
  ),
  'staleness.exchangeInScan': age(
    { flag: 'max-age-scan', text: 'Oldest order book of an exchange in a one-shot scan.' },
    DEFAULT_MAX_AGE.exchangeMs,
  ),
  'staleness.decision': age(
    { flag: 'max-age-decision', text: 'Oldest decision that is still acted on.' },
    DECISION_AGE_MS_MAX,
  ),
} as const

const STAKES = {
  'stakes.maxStake': key(stake, ['$100', '$500', '$1000'], {
    flag: 'max-stake',
    text: "Largest bet at one book. As long as neither it nor a profile is chosen, the feed's bet_limit comes before it.",
  }),
  'stakes.bankroll': key(dollarsAboveZero, ['$500', '$2500', '$10000'], {
    flag: 'bankroll',
    text: 'Most that one opportunity may cost in all.',
  }),
  'stakes.perGame': key(dollarsAboveZero, ['$1000', '$5000', '$20000'], {
    flag: 'max-per-game',
    text: 'Most at stake on one game.',
  }),
  'stakes.atRisk': key(dollarsAboveZero, ['$2500', '$10000', '$50000'], {
    flag: 'max-at-risk',
    text: 'Most at stake at once.',
  }),
  'stakes.perDay': key(dollarsAboveZero, ['$5000', '$25000', '$100000'], {
    flag: 'max-per-day',
    text: 'Most staked in a day (UTC).',
  }),
} as const

const DRY_RUN = {
  'dryRun.seed': key(count(0, 4_294_967_295), '1', {
    flag: 'seed',
    text: 'Seed of chance: the same seed and the same quotes give the same fills.',
  }),
  'dryRun.kalshiDelay': key(delaySpread, '120ms..600ms', {
    flag: 'kalshi-delay',
    text: 'Delay until an order is at Kalshi: median..99th percentile. An assumption, not measured.',
  }),
  'dryRun.bookDelay': key(delaySpread, '6s..30s', {
    flag: 'book-delay',
    text: 'Delay until a bet is placed at a book: median..99th percentile. An assumption, not measured.',
  }),
  'dryRun.bookAcceptance': key(share({ mostPercent: 100, isMostIncluded: true }), '90%', {
    flag: 'book-acceptance',
    text: 'How likely a book takes a bet at the price and stake asked. An assumption, not measured.',
  }),
  'dryRun.oddsDriftPerMinute': key(share({ mostPercent: 50, isMostIncluded: true }), '0.5%', {
    flag: 'odds-drift-per-minute',
    text: "How far a book's implied probability moves in a minute, standard deviation, in points. An assumption, not measured.",
  }),
} as const

const HOME = {
  store: key(storePlace, 'sqlite:arb.sqlite', {
    flag: 'store',
    text: 'Where decisions, orders and positions are kept: sqlite:<file>, or postgres://user@host/name. An address with a password stands in the variable ARBKIT_STORE, never here.',
  }),
  'recording.enabled': key(flag, 'false', {
    flag: 'record',
    text: 'Keep every answer of the venues, so that the run can be replayed.',
  }),
  'recording.folder': key(filePath, 'logs', {
    flag: 'logs',
    text: 'Folder of recorded sessions.',
  }),
  'recording.rotateEvery': key(duration(MINUTE, DAY), '1h', {
    flag: 'rotate-every',
    text: 'A new file begins after this time.',
  }),
  'recording.maxDisk': key(byteSize, '20GB', {
    flag: 'max-disk',
    text: 'Most that recordings may take of the disk.',
  }),
  'log.level': key(choice(['debug', 'info', 'warn', 'error', 'silent']), 'info', {
    flag: 'log-level',
    text: 'What is logged: debug, info, warn, error or silent.',
  }),
  'log.format': key(choice(['text', 'json']), 'text', {
    flag: 'log-format',
    text: 'Log lines for people (text) or for programs (json).',
  }),
  ui: key(flag, 'false', {
    flag: 'ui',
    text: 'A view in the terminal in place of log lines.',
  }),
} as const

/** All keys by their paths, in the order in which they are written. */
export const CONFIG_KEYS = {
  profile: key(choice(PROFILE_NAMES), 'balanced', {
    flag: 'profile',
    text: 'How bold: conservative, balanced or aggressive. Sets thresholds and stakes where they are not set below. An opinion of this project, not a promise.',
  }),
  ...VENUES,
  ...GAMES,
  ...POLLING,
  ...THRESHOLDS,
  ...STAKES,
  ...STALENESS,
  ...DRY_RUN,
  ...HOME,
} as const

/** Path of a key, `thresholds.minProfit`. */
export type ConfigPath = keyof typeof CONFIG_KEYS

/** All paths, in the order in which they are written. */
export const CONFIG_PATHS = Object.keys(CONFIG_KEYS) as readonly ConfigPath[]

/** The value of every key. */
export type ConfigValues = {
  readonly [Path in ConfigPath]: (typeof CONFIG_KEYS)[Path] extends ConfigKey<infer T> ? T : never
}

/** What the groups of keys are about. */
export const CONFIG_GROUPS: Readonly<Record<string, string>> = {
  venues: 'The venues, and where their keys are found. No key stands in this file.',
  'venues.kalshi': '',
  'venues.odds': '',
  games: 'What is asked for.',
  polling: 'How often, and at what cost.',
  thresholds: 'What counts as an opportunity.',
  'thresholds.value': '',
  stakes: 'What may be staked.',
  staleness: 'How old a quote may be.',
  dryRun: 'How arb run --dry-run fills orders that are never sent.',
  recording: 'What is kept of a run.',
  log: 'What is printed while it runs.',
}

/** Returns a key without the type of its value. */
export function configKeyOf(path: ConfigPath): ConfigKey<unknown> {
  return CONFIG_KEYS[path] as unknown as ConfigKey<unknown>
}
