/**
 * Ice hockey: NHL. The game's winner counts overtime and the shoot-out; a period can end level and has
 * a leg of its own for it (`KXNHL3P-26OCT10CARCHI-TIE`, live 2026-10-09).
 * @module
 */
import { gamesOf, type LeagueSeries, propsOf } from './league-series.ts'

const LEADER = { '': 'three-way' } as const

/** The series of ice hockey. */
export const ICE_HOCKEY_SERIES: readonly LeagueSeries[] = [
  {
    prefix: 'KXNHL',
    league: 'nhl',
    games: [
      ...gamesOf('full-game', '', {
        GAME: 'moneyline',
        SPREAD: 'spread',
        TOTAL: 'total',
        TEAMTOTAL: 'team-total',
      }),
      ...gamesOf('first-period', '1P', LEADER),
      ...gamesOf('second-period', '2P', LEADER),
      ...gamesOf('third-period', '3P', LEADER),
    ],
    props: [
      ...propsOf({
        GOAL: 'goals',
        PTS: 'hockey-points',
        AST: 'hockey-assists',
        SAVE: 'saves',
        SAVES: 'saves',
      }),
      { rest: 'FIRSTGOAL', stat: 'first-goal', happensOnce: true },
    ],
    others: {
      'game-prop': 'OVERTIME OT 2OT F10G',
      'player-prop': 'ANYGOAL',
      future:
        '_ EAST WEST SERIES PLAYOFF PRES ATLANTIC METROPOLITAN CENTRAL PACIFIC MVP VEZINA NORRIS ' +
        'HART ROSS RICHARD SEASONGOALS SEASONPTS SERIESSCORE SERIESSPREAD SERIESGAMES',
    },
  },
]
