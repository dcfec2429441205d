/**
 * Settlement rules: how a venue grades a market in one state of a game. Two venues may grade one
 * state differently, which is where a hedged position comes apart.
 * @module
 */
import type { SettlementMarketType, SettlementScope } from './scope.ts'

/**
 * How a game, match, fight or tournament can go. Two states are regular:
 * - `completed`: played to a result.
 * - `tied`: played to a level score, where the sport allows one to stand.
 *
 * The others are irregular:
 * - `postponed-and-played`: not played as scheduled, but within the two days that Kalshi waits.
 * - `shortened`: started and called early; the score then stands as the only one there is.
 * - `retired`: started, then one side gave up or was disqualified; the other one advances.
 * - `cancelled`: not played within two days, or at all.
 * - `walkover`: one side withdrew before the start; the other one advances unplayed.
 * - `no-contest`: played, and declared without a winner; also a draw in a market that sells none (a
 *   fight's winner).
 * - `dead-heat`: several share the place that the market is about.
 * - `did-not-play`: the game is played, and the player named in the market takes no part in it.
 */
export type GameState =
  | 'completed'
  | 'tied'
  | 'postponed-and-played'
  | 'shortened'
  | 'retired'
  | 'cancelled'
  | 'walkover'
  | 'no-contest'
  | 'dead-heat'
  | 'did-not-play'

/** States that a guarantee has to cover. */
export const REGULAR_STATES = ['completed', 'tied'] as const satisfies readonly GameState[]

/** States that make the tail, in the order in which they are reported. */
export const IRREGULAR_STATES = [
  'postponed-and-played',
  'shortened',
  'retired',
  'cancelled',
  'walkover',
  'no-contest',
  'dead-heat',
  'did-not-play',
] as const satisfies readonly GameState[]

/**
 * What a venue does in a state.
 * - `graded`: by the result as it stands: win, lose, push, or halves on a quarter line.
 * - `half`: a contract pays $0.50, whichever side.
 * - `void`: the stake comes back.
 * - `fair-price`: a contract pays a value between 0 and 1 that the venue sets.
 * - `decided-only`: what no further play could have changed is graded, an Over already passed, say;
 *   everything else is void.
 * - `split`: a share of a win, one of as many as share the place.
 * - `loses`: neither side of the question comes true. YES pays nothing, so NO of a contract pays in
 *   full; a bet loses on either side.
 * - `unknown`: no text was found, or texts conflict; anything the venue could do has to be reckoned
 *   with.
 */
export type SettlementEffect =
  | 'graded'
  | 'half'
  | 'void'
  | 'fair-price'
  | 'decided-only'
  | 'split'
  | 'loses'
  | 'unknown'

/** One row of the table. */
export interface SettlementRule {
  /** `kalshi`, `polymarket`, a bookmaker's key, or `sportsbook` for every book without a row of its own. */
  readonly venue: string
  readonly scope: SettlementScope
  readonly marketType: SettlementMarketType | 'any'
  readonly state: GameState
  readonly effect: SettlementEffect
  /**
   * What it does instead where a condition of the summary was not met, a minimum of play, say, that
   * the state alone does not tell. Both have to be reckoned with.
   */
  readonly orElse?: SettlementEffect
  /** What a contract pays whose statement ends level. Where left out, one never does. */
  readonly contractPush?: 'half'
  /** What the venue's text says, in our words. */
  readonly summary: string
  /** Where it was read, or why it is believed. */
  readonly source: string
  /** Day the source was read or published, `YYYY-MM-DD`. */
  readonly asOf: string
}

/** Venue of the rows that hold for every book without its own. */
export const ANY_SPORTSBOOK = 'sportsbook'

/**
 * Venues that sell contracts and have rows for every question. The rows of sportsbooks never hold
 * for them: no exchange gives a stake back.
 */
export const CONTRACT_VENUES: readonly string[] = ['kalshi', 'polymarket']
