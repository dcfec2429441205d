/**
 * Basketball: NBA, WNBA, college. A half or quarter can end level and has a leg of its own for it
 * (`KXNBA1HWINNER-26MAY28OKCSAS-TIE`, `KXWNBA2QWINNER-26OCT09ATLNY-TIE`, live 2026-05 and 2026-10); of
 * the college men's half no such leg was seen. The second half and the fourth quarter leave overtime
 * out ("not including overtime", rules of 2026-10-09).
 * @module
 */
import { gamesOf, type LeagueSeries, propsOf } from './league-series.ts'

const LINES = { SPREAD: 'spread', TOTAL: 'total' } as const
const FULL_GAME = { GAME: 'moneyline', ...LINES } as const
const PART = { WINNER: 'three-way', ...LINES } as const

const HALVES = [...gamesOf('first-half', '1H', PART), ...gamesOf('second-half', '2H', PART)]
const QUARTERS = [
  ...gamesOf('first-quarter', '1Q', PART),
  ...gamesOf('second-quarter', '2Q', PART),
  ...gamesOf('third-quarter', '3Q', PART),
  ...gamesOf('fourth-quarter', '4Q', PART),
]
const PROFESSIONAL = [
  ...gamesOf('full-game', '', { ...FULL_GAME, TEAMTOTAL: 'team-total' }),
  ...HALVES,
  ...QUARTERS,
]

const STATS = {
  PTS: 'points',
  REB: 'rebounds',
  AST: 'assists',
  '3PT': 'threes',
  STL: 'steals',
  BLK: 'blocks',
  PRA: 'points-rebounds-assists',
} as const
const DOUBLES = [
  { rest: '2D', stat: 'double-double', happensOnce: true },
  { rest: '3D', stat: 'triple-double', happensOnce: true },
] as const

/** The series of basketball. */
export const BASKETBALL_SERIES: readonly LeagueSeries[] = [
  {
    prefix: 'KXNBA',
    league: 'nba',
    games: PROFESSIONAL,
    props: [
      ...propsOf({
        ...STATS,
        PR: 'points-rebounds',
        PA: 'points-assists',
        RA: 'rebounds-assists',
      }),
      ...DOUBLES,
    ],
    others: {
      exhibition: 'SUMMERGAME SUMMERSPREAD SUMMERTOTAL SUMMER1HWINNER',
      'game-prop': 'OVERTIME WINMARGIN RACE FIRSTBASKET BENCHPTS H2HBENCHPTS H2HTEAM3PT',
      'player-prop': 'STOCK STOCKS PLAYOFFPTS H2HPRA H2HPTS H2H3PT PTSLEADER',
      future:
        '_ EAST WEST SERIES SERIESSPREAD SERIESGAMES SERIESROADWIN MATCHUP PLAYOFF PLAYIN WINS ' +
        'PLAYOFFWINS MVP ROY COY DPOY SIXTH MIMP CLUTCH FINMVP EFINMVP WFINMVP 1STTEAM 2NDTEAM ' +
        '3RDTEAM 1STTEAMDEF 2NDTEAMDEF ATLANTIC CENTRAL SOUTHEAST NORTHWEST PACIFIC SOUTHWEST ' +
        'EAST1SEED WEST1SEED DRAFT1 DRAFTPICK DRAFTTOP DRAFTCAT DRAFTCOMP DRAFTTEAM TOPPICK',
    },
  },
  {
    prefix: 'KXWNBA',
    league: 'wnba',
    games: PROFESSIONAL,
    props: [...propsOf(STATS), ...DOUBLES],
    others: {
      'game-prop': 'OT',
      'player-prop': '40PTS H2HPRA H2HPTS',
      future: '_ SERIES MVP ROTY ROY WINS DRAFT1 DRAFTTOP3 DELAY GAMESPLAYED ALLTEAM',
    },
  },
  {
    prefix: 'KXNCAAMB',
    league: 'ncaamb',
    games: [
      ...gamesOf('full-game', '', FULL_GAME),
      ...gamesOf('first-half', '1H', { WINNER: 'moneyline', ...LINES }),
      ...gamesOf('second-half', '2H', LINES),
    ],
  },
  {
    prefix: 'KXNCAAWB',
    league: 'ncaawb',
    games: gamesOf('full-game', '', { GAME: 'moneyline', TOTAL: 'total' }),
  },
]
