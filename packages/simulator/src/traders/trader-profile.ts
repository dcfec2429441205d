/**
 * How busy and how deep the books of each kind of market are, tuned to recordings: twelve winners'
 * books streamed for 56 s on 2026-08-07 and 300 listed markets of 2026-08-07 to 08-09.
 * @module
 */
import type { MarketQuestion } from '../games/market-question.ts'
import type { SimulatedLeague } from '../games/sport-model.ts'

/** The traders of one market. */
export interface TraderProfile {
  /** Contracts at a level near the touch, and at a level far from it; on average. */
  readonly nearContracts: number
  readonly farContracts: number
  /** Cents between best bid and best ask, on average, 1 or more. */
  readonly spreadCents: number
  /** Share of cents at which somebody rests. */
  readonly levelShare: number
  /** Small orders that come and go, a minute. */
  readonly flickersPerMinute: number
  /** Orders that take, a minute. */
  readonly takersPerMinute: number
}

const WINNER: TraderProfile = {
  nearContracts: 75_000,
  farContracts: 24_000,
  spreadCents: 1.08,
  levelShare: 0.94,
  flickersPerMinute: 5,
  takersPerMinute: 0.5,
}

const LINE: TraderProfile = {
  nearContracts: 2000,
  farContracts: 400,
  spreadCents: 1.4,
  levelShare: 0.6,
  flickersPerMinute: 1,
  takersPerMinute: 0.05,
}

/** Football and basketball lines were thinner than baseball's. */
const THIN_LINE: TraderProfile = {
  ...LINE,
  nearContracts: 300,
  farContracts: 60,
  spreadCents: 3,
  levelShare: 0.3,
}

/** Returns how a market is traded. */
export function profileOf(league: SimulatedLeague, question: MarketQuestion): TraderProfile {
  const isWinner = question.tag === 'winner' || question.tag === 'tie'
  if (league === 'epl' || league === 'mls') {
    return isWinner
      ? { ...WINNER, nearContracts: 400, farContracts: 150, spreadCents: 2.5 }
      : THIN_LINE
  }
  if (isWinner) return WINNER
  return league === 'mlb' ? LINE : THIN_LINE
}
