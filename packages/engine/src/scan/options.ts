/**
 * What a scan may be told, with its defaults.
 * @module
 */
import {
  type Cents,
  cents,
  type Microdollars,
  microdollars,
  type Rational,
  rational,
} from '@arbkit/core'

/** A book that may be a leg. */
export interface BookChoice {
  /** Key of the bookmaker, `draftkings`. */
  readonly key: string
  /** Commission on net winnings, 0 to below 1; undefined where none was named. */
  readonly commission: Rational | undefined
  /** Largest bet there; the one for all books where left out. */
  readonly maxStakeCents?: Cents | undefined
}

/** How old a quote may be, milliseconds. */
export interface QuoteAgeLimits {
  /** Sportsbook feed, before the game. */
  readonly feedPreGameMs: number
  /** Sportsbook feed, after the scheduled start. */
  readonly feedInPlayMs: number
  /** Order book of an exchange. */
  readonly exchangeMs: number
}

/** Options of one scan. */
export interface ScanOptions {
  /** Books that may be legs; undefined: the regulated US sportsbooks. */
  readonly books: readonly BookChoice[] | undefined
  readonly maxAge: QuoteAgeLimits
  /** Largest stake of one bet. The default gives way to the feed's `bet_limit`, a chosen one does not. */
  readonly maxStake: { readonly amount: Cents; readonly isDefault: boolean }
  /** Most that one opportunity may cost in all. */
  readonly bankroll: Microdollars
  /** Least guaranteed profit. */
  readonly minProfit: Microdollars
  /** Least guaranteed return on cost, a share: 0.01 is one per cent. */
  readonly minReturn: Rational
  /** Largest return believed, a share. */
  readonly maxReturn: Rational
  /** Only games that begin up to this far from the scan, ms; undefined: all. */
  readonly withinMs?: number | undefined
  /** Most opportunities to report; undefined: all. */
  readonly limit: number | undefined
}

/** Age limits of a one-shot scan. */
export const DEFAULT_MAX_AGE: QuoteAgeLimits = {
  feedPreGameMs: 120_000,
  feedInPlayMs: 45_000,
  exchangeMs: 30_000,
}

/** Largest stake where neither the user nor the feed says, $500. */
export const DEFAULT_MAX_STAKE: Cents = cents(50_000)

/** A guarantee of less than a cent is none. */
export const DEFAULT_MIN_PROFIT: Microdollars = microdollars(10_000)

/** Without `--bankroll` nothing but depth, odds and stake limit bounds a position. */
export const UNLIMITED_BANKROLL: Microdollars = microdollars(1_000_000_000_000_000)

/** A return above this, 7 %, is taken for bad data until a person says otherwise. */
export const DEFAULT_MAX_RETURN: Rational = rational(7, 100)

/** A miss by no more than this share of the cost is worth showing. */
export const NEAR_MISS_RETURN = '-0.01'

/** A book whose implied probability is further than this from the others' median is taken for an error. */
export const OUTLIER_PROBABILITY_GAP = '0.10'

/** Fewest other books to call one an outlier. */
export const OUTLIER_OTHERS_MIN = 3

/** A quote stamped later than the scan by more than this means that clocks disagree. */
export const CLOCK_SKEW_MAX_MS = 5000
