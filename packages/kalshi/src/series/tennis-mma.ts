/**
 * Matches of two persons: singles on both tennis tours, UFC fights. A doubles match names two persons a
 * side and is none of them; Challenger and ITF tournaments have series of their own, in no list. The
 * set that `SETWINNER` asks about stands in its events' tickers only.
 * @module
 */
import { gamesOf, type LeagueSeries } from './league-series.ts'

const WINNER = { MATCH: 'moneyline', GTOTAL: 'total' } as const
const OTHER_MARKETS = {
  doubles: 'DOUBLES',
  'correct-score': 'EXACTMATCH EXACTSETS',
  'partial-game': 'SETWINNER',
  'game-prop': 'ANYSET TOTALSETS ACES',
  future: '_',
} as const

/** The series of tennis and mixed martial arts. */
export const TENNIS_AND_MMA_SERIES: readonly LeagueSeries[] = [
  {
    prefix: 'KXATP',
    league: 'atp',
    games: gamesOf('full-game', '', { ...WINNER, GSPREAD: 'spread' }),
    others: OTHER_MARKETS,
  },
  {
    prefix: 'KXWTA',
    league: 'wta',
    games: gamesOf('full-game', '', WINNER),
    others: OTHER_MARKETS,
  },
  {
    prefix: 'KXUFC',
    league: 'ufc',
    games: gamesOf('full-game', '', { FIGHT: 'moneyline' }),
    others: { 'game-prop': 'MOV MOF VICROUND ROUNDS DISTANCE', future: 'OCCUR' },
  },
]
