/**
 * The figures that a dry run and a backtest start from, in one dated table. **None of them was
 * measured**: they are cautious guesses, to be replaced by one's own latencies and receipts, and a
 * report that used them says so.
 * @module
 */
import { cents } from '../units/money.ts'
import type { BetAcceptanceModel } from './bet-acceptance.ts'
import type { LatencyModel } from './latency.ts'

/** Everything about fills that a market recording does not tell. */
export interface FillModels {
  /** Names the set in a report. */
  readonly id: string
  /** True where no figure was measured. */
  readonly isAssumed: boolean
  /** From the decision until the bet slip is filled and read back. */
  readonly prepareLatency: LatencyModel
  /** From sending an order until it meets the book. */
  readonly orderLatency: LatencyModel
  /** From confirming the bet until the book decides, its own delay included. */
  readonly commitLatency: LatencyModel
  readonly acceptance: BetAcceptanceModel
  /** Time after which a contract's price is as likely gone as not; only for estimates beforehand. */
  readonly contractHalfLifeMs: number
  /** The same of the book's odds. */
  readonly oddsHalfLifeMs: number
  /**
   * How far odds move between two looks at the feed: standard deviation of the implied probability after
   * a minute, 0 to 0.5; 0 switches it off.
   */
  readonly oddsDriftPerMinute: number
}

/** Day the table was set down. */
export const FILL_ASSUMPTIONS_AS_OF = '2026-11-21'

/**
 * Assumed 2026-11-21, not measured. A page is filled and read in 3 s as a rule, 12 s at worst; an order
 * reaches the exchange in 60 ms, 500 ms at worst; a book takes 4 s to answer, 15 s at worst (books
 * delay bets on games in play by seconds). A fresh bet at unmoved odds is taken 19 times of 20; half
 * that where the odds moved by more than 2 %; one taken bet in 20 comes at 5 % less winnings, one in 10
 * with half the stake. A book's implied probability moves by half a point in a minute (standard deviation),
 * beside what the feed shows.
 */
export const FILL_ASSUMPTIONS: FillModels = {
  id: `assumed-${FILL_ASSUMPTIONS_AS_OF}`,
  isAssumed: true,
  prepareLatency: { tag: 'lognormal', p50Ms: 3_000, p99Ms: 12_000 },
  orderLatency: { tag: 'lognormal', p50Ms: 60, p99Ms: 500 },
  commitLatency: { tag: 'lognormal', p50Ms: 4_000, p99Ms: 15_000 },
  acceptance: {
    id: `assumed-${FILL_ASSUMPTIONS_AS_OF}`,
    asOf: FILL_ASSUMPTIONS_AS_OF,
    source: 'assumed, not measured',
    acceptProbability: 0.95,
    byDrift: {
      bands: [
        { upTo: 0.005, factor: 1 },
        { upTo: 0.02, factor: 0.8 },
      ],
      beyond: 0.5,
    },
    byAgeMs: {
      bands: [
        { upTo: 15_000, factor: 1 },
        { upTo: 60_000, factor: 0.9 },
        { upTo: 120_000, factor: 0.75 },
      ],
      beyond: 0.4,
    },
    byStakeShare: {
      bands: [
        { upTo: 0.5, factor: 1 },
        { upTo: 1, factor: 0.95 },
      ],
      beyond: 0.5,
    },
    changeProbability: 0.05,
    changeBasisPoints: 500,
    capProbability: 0.1,
    capShare: 0.5,
    stakeMinCents: cents(100),
  },
  contractHalfLifeMs: 10_000,
  oddsHalfLifeMs: 60_000,
  oddsDriftPerMinute: 0.005,
} satisfies FillModels
