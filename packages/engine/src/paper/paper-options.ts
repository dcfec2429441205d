/**
 * What a paper desk is told, and what of a configuration it is.
 * @module
 */
import {
  type BetAcceptanceModel,
  FILL_ASSUMPTIONS,
  type FillModels,
  LATENCY_MS_MAX,
  type LatencyModel,
  type Microdollars,
  type NakedPolicy,
  type Rational,
} from '@arbkit/core'
import type { Config } from '../config/config.ts'
import type { DelaySpread } from '../config/value-kinds.ts'
import type { PaperSnapshot } from './paper-snapshot.ts'

/** How much may be at stake, what is set aside for trades under way included. */
export interface PaperLimits {
  /** On one game at once. */
  readonly perGame: Microdollars
  /** On all games at once. */
  readonly atRisk: Microdollars
  /** Paid for contracts and bets in a day (UTC), whatever came back. */
  readonly perDay: Microdollars
}

/** What a desk is made of. Plain data: the same options and frames give the same trades. */
export interface PaperDeskOptions {
  readonly models: FillModels
  /** Whole, 0 to 2^32 − 1. */
  readonly seed: number
  readonly limits: PaperLimits
  readonly whenNaked: NakedPolicy
  /** Paid into every account, of a venue or of a shard of Kalshi, when it is first needed. */
  readonly cash: Microdollars
  /** Least guaranteed profit of a trade, also where limits make it smaller. */
  readonly minProfit: Microdollars
  /** A contract's book that is older when an order arrives has nothing to take, ms. */
  readonly bookAgeMsMax: number
  /** Where an earlier desk ended; nothing where left out. */
  readonly from?: PaperSnapshot | undefined
}

/**
 * What becomes of contracts that no bet covers: sold back at up to 3 cents of loss a contract, three times
 * two seconds apart; what is then left is held. An opinion of this project.
 */
export const PAPER_NAKED_POLICY: NakedPolicy = {
  tag: 'unwind',
  lossTicksMax: 300,
  attemptsMax: 3,
  retryAfterMs: 2_000,
}

/**
 * Returns the options of a dry run. A book's delay covers the slip and the answer: each takes half of it,
 * median and 99th percentile alike, drawn apart (so that both at their slowest are rarer than the figure
 * says). How a book answers beyond the chance that it takes a bet is core's assumption.
 */
export function paperOptionsOf(config: Config): PaperDeskOptions {
  const { dryRun, stakes, thresholds, maxAge } = config
  const halfOfBook = latencyOf(halved(dryRun.bookDelay))
  return {
    models: {
      ...FILL_ASSUMPTIONS,
      id: 'configured',
      prepareLatency: halfOfBook,
      orderLatency: latencyOf(dryRun.kalshiDelay),
      commitLatency: halfOfBook,
      acceptance: acceptanceOf(dryRun.bookAcceptance),
      oddsDriftPerMinute: shareOf(dryRun.oddsDriftPerMinute),
    },
    seed: dryRun.seed,
    limits: {
      perGame: stakes.perGameMicrodollars,
      atRisk: stakes.atRiskMicrodollars,
      perDay: stakes.perDayMicrodollars,
    },
    whenNaked: PAPER_NAKED_POLICY,
    cash: stakes.atRiskMicrodollars,
    minProfit: thresholds.minProfitMicrodollars,
    bookAgeMsMax: maxAge.exchangeMs,
  }
}

function halved({ medianMs, p99Ms }: DelaySpread): DelaySpread {
  return { medianMs: medianMs / 2, p99Ms: p99Ms / 2 }
}

/** Shortest median of a spread: a lognormal has none of 0. */
const MEDIAN_MS_MIN = 1

function latencyOf({ medianMs, p99Ms }: DelaySpread): LatencyModel {
  if (medianMs === p99Ms) return { tag: 'fixed', latencyMs: Math.min(medianMs, LATENCY_MS_MAX) }
  const p50Ms = Math.max(medianMs, MEDIAN_MS_MIN)
  return { tag: 'lognormal', p50Ms, p99Ms: Math.max(p99Ms, p50Ms) }
}

function acceptanceOf(probability: Rational): BetAcceptanceModel {
  return {
    ...FILL_ASSUMPTIONS.acceptance,
    id: 'configured',
    source: 'chance of being taken: configuration; the rest: assumed, not measured',
    acceptProbability: shareOf(probability),
  }
}

/** A chance, no money. */
function shareOf({ numerator, denominator }: Rational): number {
  return numerator / denominator
}
