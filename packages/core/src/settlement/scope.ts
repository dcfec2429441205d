/**
 * What a settlement rule may be about: a league, a sport or anything, and the kind of market.
 * @module
 */
import { type League, type LeagueId, LEAGUES } from '../fixtures/league.ts'
import type { MarketType } from '../fixtures/proposition.ts'

/**
 * Sports that venues have rules for, those without leagues here included. `other` is whatever is no
 * game: an election, a price, the weather.
 */
export type Sport = League['sport'] | 'golf' | 'esports' | 'other'

/** Every sport, once. */
export const SPORTS: readonly Sport[] = [
  'baseball',
  'american-football',
  'basketball',
  'ice-hockey',
  'soccer',
  'tennis',
  'mma',
  'golf',
  'esports',
  'other',
]

/** What a question is asked about: a league, or the sport alone where the league is not known here. */
export type LeagueOrSport = LeagueId | Sport

/** What a row is about. A league's row comes before its sport's, and that before `any`. */
export type SettlementScope = LeagueOrSport | 'any'

/**
 * Kinds of market that venues settle by different rules. Beside what is traded on both sides:
 * `three-way` grades a draw where a moneyline pushes; `draw-no-bet` is the moneyline of a sport
 * whose books sell draws; `team-total` counts one team, so that rules written for totals of a game do
 * not silently become its own; `player-prop` can lose its player; `outright` (the winner of a
 * tournament, "most X") has more than two names and so dead heats. The winner of a match or a fight
 * is a moneyline, a number against a threshold a total.
 */
export type SettlementMarketType = MarketType | 'outright'

/** Every kind of market, once. */
export const SETTLEMENT_MARKET_TYPES: readonly SettlementMarketType[] = [
  'moneyline',
  'spread',
  'total',
  'three-way',
  'draw-no-bet',
  'team-total',
  'player-prop',
  'outright',
]

/** Returns the sport of a league, or the sport itself. */
export function sportOf(scope: LeagueOrSport): Sport {
  return isLeague(scope) ? LEAGUES[scope].sport : scope
}

/**
 * True where venues sell the draw beside the two teams, so that a moneyline has three outcomes to
 * pay on: soccer. There no two moneylines cover a game, and nothing here may treat them as its two
 * sides.
 */
export function isDrawSold(scope: LeagueOrSport): boolean {
  return sportOf(scope) === 'soccer'
}

function isLeague(scope: LeagueOrSport): scope is LeagueId {
  return Object.hasOwn(LEAGUES, scope)
}
