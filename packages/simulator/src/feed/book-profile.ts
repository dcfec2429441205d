/**
 * How each bookmaker of the simulated feed behaves: margins as measured on 587 recordings of The Odds
 * API (126,000 markets, 2020 to 2026), lags, scrapes, limits.
 * @module
 */

/** Markets that a book quotes, by the feed's keys. */
export type FeedMarketKey = 'h2h' | 'spreads' | 'totals'

/** Every market, once. */
export const FEED_MARKET_KEYS: readonly FeedMarketKey[] = ['h2h', 'spreads', 'totals']

/** How a book writes its links and ids; `none`: null. */
export type LinkStyle = 'draftkings' | 'fanduel' | 'betmgm' | 'betrivers' | 'none'

/** One bookmaker. */
export interface BookProfile {
  /** The feed's key. */
  readonly key: string
  readonly title: string
  /** Sum of implied probabilities, above 1. */
  readonly overround: Readonly<Record<FeedMarketKey, number>>
  /** Milliseconds by which its prices run behind the game. */
  readonly lagMs: number
  /** Standard deviation of its opinion around the truth, log-odds. */
  readonly opinionSd: number
  /** Milliseconds between two looks at the book, before and during a game. */
  readonly scrapeMs: { readonly pregame: number; readonly live: number }
  /** Shares of 0 to 1. */
  readonly coverage: { readonly games: number; readonly markets: number; readonly live: number }
  /** Dollars that an exchange has at its price, least and most; undefined: no limit told. */
  readonly limitDollars?: readonly [number, number]
  readonly links: LinkStyle
  /** True where prices go in single steps whatever their size: exchanges, Pinnacle. */
  readonly hasFineSteps: boolean
}

const SPORTSBOOK = {
  lagMs: 12_000,
  opinionSd: 0.022,
  scrapeMs: { pregame: 60_000, live: 40_000 },
  coverage: { games: 0.98, markets: 0.96, live: 0.985 },
  links: 'none',
  hasFineSteps: false,
} as const

const EXCHANGE = {
  lagMs: 5000,
  opinionSd: 0.008,
  scrapeMs: { pregame: 20_000, live: 10_000 },
  coverage: { games: 0.9, markets: 0.85, live: 0.8 },
  limitDollars: [50, 2500],
  links: 'none',
  hasFineSteps: true,
} as const

/** The books of the feed, unless others are given. */
export const BOOK_PROFILES: readonly BookProfile[] = [
  {
    ...SPORTSBOOK,
    key: 'draftkings',
    title: 'DraftKings',
    overround: { h2h: 1.0426, spreads: 1.0476, totals: 1.0479 },
    links: 'draftkings',
  },
  {
    ...SPORTSBOOK,
    key: 'fanduel',
    title: 'FanDuel',
    overround: { h2h: 1.0423, spreads: 1.048, totals: 1.0503 },
    links: 'fanduel',
    lagMs: 20_000,
  },
  {
    ...SPORTSBOOK,
    key: 'betmgm',
    title: 'BetMGM',
    overround: { h2h: 1.0481, spreads: 1.0481, totals: 1.0481 },
    links: 'betmgm',
    lagMs: 25_000,
  },
  {
    ...SPORTSBOOK,
    key: 'betrivers',
    title: 'BetRivers',
    overround: { h2h: 1.048, spreads: 1.05, totals: 1.05 },
    links: 'betrivers',
    lagMs: 30_000,
  },
  {
    ...SPORTSBOOK,
    key: 'williamhill_us',
    title: 'Caesars',
    overround: { h2h: 1.0421, spreads: 1.0475, totals: 1.0475 },
    lagMs: 30_000,
  },
  {
    ...SPORTSBOOK,
    key: 'pinnacle',
    title: 'Pinnacle',
    overround: { h2h: 1.032, spreads: 1.027, totals: 1.027 },
    opinionSd: 0.008,
    lagMs: 6000,
    hasFineSteps: true,
  },
  {
    ...EXCHANGE,
    key: 'novig',
    title: 'Novig',
    overround: { h2h: 1.015, spreads: 1.015, totals: 1.015 },
  },
  {
    ...EXCHANGE,
    key: 'prophetx',
    title: 'ProphetX',
    overround: { h2h: 1.012, spreads: 1.012, totals: 1.012 },
  },
]
