/**
 * Settlement rules: how a venue grades a market in one state of a game. Two venues may grade one
 * state differently, which is where a hedged position comes apart.
 * @module
 */
import type { LeagueId } from '../fixtures/league.ts'
import type { MarketType } from '../fixtures/proposition.ts'

/**
 * How a game can go. `completed` and `tied` are regular; the others are irregular.
 * `postponed-and-played`: not played as scheduled, but within the days Kalshi waits.
 * `cancelled`: not played within them. `shortened`: started and called early.
 */
export type GameState = 'completed' | 'tied' | 'postponed-and-played' | 'cancelled' | 'shortened'

/**
 * What a venue does in a state. `graded`: by the result, win or lose. `half`: $0.50 a contract.
 * `void`: the stake comes back. `fair-price`: a contract pays a value between 0 and 1 that the venue
 * sets. `unknown`: no text was found; anything the venue could do has to be reckoned with.
 */
export type SettlementEffect = 'graded' | 'half' | 'void' | 'fair-price' | 'unknown'

/** One row of the table. */
export interface SettlementRule {
  /** `kalshi`, a bookmaker's key, or `sportsbook` for every book without a row of its own. */
  readonly venue: string
  readonly league: LeagueId | 'any'
  readonly marketType: MarketType | 'any'
  readonly state: GameState
  readonly effect: SettlementEffect
  /** What the venue's text says, in our words. */
  readonly summary: string
  /** Where it was read, or why it is believed. */
  readonly source: string
  /** Day the source was read or published, `YYYY-MM-DD`. */
  readonly asOf: string
}

/** Venue of the rows that hold for every book without its own. */
export const ANY_SPORTSBOOK = 'sportsbook'
