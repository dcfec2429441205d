/**
 * Leagues by what can be asked of them, for tests that run over many.
 * @module
 */
import { type LeagueId, LEAGUES } from '../fixtures/league.ts'
import { isDrawSold } from '../settlement/scope.ts'

/** Leagues whose winner's market has two sides: no draw is sold. */
export const TWO_WAY_LEAGUES: readonly LeagueId[] = Object.values(LEAGUES)
  .map(({ id }) => id)
  .filter((id) => !isDrawSold(id))
