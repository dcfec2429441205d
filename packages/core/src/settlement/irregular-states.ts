/**
 * Which irregular states can occur where, as data: what a guarantee's tail has to be asked about.
 * @module
 */
import { type GameState, IRREGULAR_STATES } from './rule.ts'
import type { SettlementMarketType, Sport } from './scope.ts'

const TEAM_GAME: readonly GameState[] = ['postponed-and-played', 'shortened', 'cancelled']

const BY_SPORT: Readonly<Record<Sport, readonly GameState[]>> = {
  baseball: TEAM_GAME,
  'american-football': TEAM_GAME,
  basketball: TEAM_GAME,
  'ice-hockey': TEAM_GAME,
  soccer: TEAM_GAME,
  tennis: ['postponed-and-played', 'shortened', 'retired', 'cancelled', 'walkover'],
  // A fight from which one side withdraws is off: cancelled. One that is stopped has a result, or none.
  mma: ['postponed-and-played', 'cancelled', 'no-contest'],
  golf: ['postponed-and-played', 'shortened', 'retired', 'cancelled', 'walkover'],
  // A match that is not played to its end has been forfeited.
  esports: ['postponed-and-played', 'retired', 'cancelled', 'walkover'],
  other: ['postponed-and-played', 'cancelled'],
}

/** Irregular states that leave a score, by which venues may grade. */
export const SCORED_STATES: ReadonlySet<GameState> = new Set([
  'postponed-and-played',
  'shortened',
  'retired',
])

/** What a kind of market adds to its sport. */
const BY_MARKET_TYPE: Readonly<Record<SettlementMarketType, readonly GameState[]>> = {
  moneyline: [],
  spread: [],
  total: [],
  'three-way': [],
  'draw-no-bet': [],
  'team-total': [],
  'player-prop': ['did-not-play'],
  outright: ['dead-heat'],
}

/**
 * Returns the irregular states that can occur in a market, each once, in the order of
 * {@link IRREGULAR_STATES}; at least one.
 */
export function irregularStatesOf(
  sport: Sport,
  marketType: SettlementMarketType,
): readonly GameState[] {
  const possible = new Set([...BY_SPORT[sport], ...BY_MARKET_TYPE[marketType]])
  return IRREGULAR_STATES.filter((state) => possible.has(state))
}
