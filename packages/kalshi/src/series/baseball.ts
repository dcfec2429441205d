/**
 * Baseball: MLB. The first 3, 5 and 7 innings can end level and have a leg of its own for it
 * (`KXMLBF3-…-TIE`, `KXMLBF5-…-TIE`, `KXMLBF7-…-TIE`, captures of 2026-06 to 2026-08). `KXMLBRFI` has
 * one market a game, "1st inning: Over 0.5 runs" (2026-09), and no rung in its ticker.
 * @module
 */
import { gamesOf, type LeagueSeries, propsOf } from './league-series.ts'

const LINES = { SPREAD: 'spread', TOTAL: 'total' } as const
const LEADER = { '': 'three-way' } as const

/** The series of baseball. */
export const BASEBALL_SERIES: readonly LeagueSeries[] = [
  {
    prefix: 'KXMLB',
    league: 'mlb',
    games: [
      ...gamesOf('full-game', '', { GAME: 'moneyline', ...LINES, TEAMTOTAL: 'team-total' }),
      ...gamesOf('first-3-innings', 'F3', LEADER),
      ...gamesOf('first-5-innings', 'F5', { ...LEADER, ...LINES }),
      ...gamesOf('first-7-innings', 'F7', LEADER),
      { rest: 'RFI', marketType: 'total', period: 'first-inning', happensOnce: true },
    ],
    props: propsOf({
      HIT: 'hits',
      HR: 'home-runs',
      HRR: 'hits-runs-rbis',
      TB: 'total-bases',
      RBI: 'rbis',
      SB: 'stolen-bases',
      KS: 'pitcher-strikeouts',
      OUTS: 'pitcher-outs',
      WA: 'pitcher-walks',
      HA: 'pitcher-hits-allowed',
    }),
    others: {
      exhibition: 'STGAME',
      'partial-game': 'INNINGWIN INNINGTOTAL',
      'game-prop': 'EXTRAS NEXTHR',
      'player-prop': 'PITCH STATCOUNT HRDERBY ERA',
      future:
        '_ WS AL NL ALEAST ALWEST ALCENT NLEAST NLWEST NLCENT DIVWINNER PLAYOFFS SERIES ' +
        'SERIESGAMETOTAL WINS BESTRECORD ALMVP NLMVP ALROTY NLROTY ALCY NLCY ASGMVP',
    },
  },
]
