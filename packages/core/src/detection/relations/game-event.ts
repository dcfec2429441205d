/**
 * All markets of one venue on one game: winner, spreads and totals depend on one another through the
 * final score. "Wins by over 3.5" that costs more than "wins" is out of order.
 * @module
 */
import { type LeagueId, LEAGUES } from '../../fixtures/league.ts'
import { gameSpace } from '../../outcomes/game-space.ts'
import type { GameStatement } from '../../outcomes/game-statement.ts'
import { assertInput } from '../../assert.ts'
import { isDrawSold } from '../../settlement/scope.ts'
import type { RelationEvent, RelationMarket } from './relation-event.ts'

/** A market and what its YES says about the game. */
export interface GameMarket extends Omit<RelationMarket, 'settledAs'> {
  readonly statement: GameStatement
}

/** Markets on one game, overtime included in all of them. */
export interface GameEventInput {
  readonly league: LeagueId
  readonly markets: readonly GameMarket[]
}

/**
 * Returns the event of a game.
 * @throws {InvalidInputError} no market, a statement that `gameSpace` refuses, or a moneyline where
 *   the draw is sold: it would be settled by the rules of a two-way market.
 * @throws {TooManyOutcomesError} lines that cut the scores into more outcomes than a space may have.
 */
export function gameEvent({ league, markets }: GameEventInput): RelationEvent {
  const isThreeWay =
    isDrawSold(league) && markets.some(({ statement }) => statement.tag === 'moneyline')
  assertInput(!isThreeWay, `a moneyline of ${LEAGUES[league].name} is no two-way market`)
  const statements = markets.map(({ statement }) => statement)
  const canTie = LEAGUES[league].canTie || statements.every(({ period }) => period === 'regulation')
  return {
    space: gameSpace({ statements, canTie }),
    markets: markets.map(({ statement, ...market }) => ({
      ...market,
      settledAs: {
        scope: league,
        marketType: statement.tag,
        ...('direction' in statement ? { direction: statement.direction } : {}),
      },
    })),
    collateralGroups: [],
  }
}
