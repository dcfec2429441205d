/**
 * American football: NFL, college, CFL. `KXNFLGAME` covers preseason games too. A half or quarter can
 * end level and has a leg of its own for it (`KXNFL1H-26SEP14DENKC-TIE`, `KXNCAAF1Q-26OCT10MDOSU-TIE`,
 * live 2026-09 and 2026-10); the 4th quarter leaves overtime out.
 * @module
 */
import { gamesOf, type LeagueSeries, propsOf } from './league-series.ts'

const LINES = { SPREAD: 'spread', TOTAL: 'total' } as const
const FULL_GAME = { GAME: 'moneyline', ...LINES, TEAMTOTAL: 'team-total' } as const
/** A part's winner goes by two names: `KXNFL1Q` and `KXNFL1QWINNER`. */
const PART = { '': 'three-way', WINNER: 'three-way', ...LINES } as const

const QUARTERS = [
  ...gamesOf('first-quarter', '1Q', PART),
  ...gamesOf('second-quarter', '2Q', PART),
  ...gamesOf('third-quarter', '3Q', PART),
  ...gamesOf('fourth-quarter', '4Q', PART),
]

/** The series of American football. */
export const AMERICAN_FOOTBALL_SERIES: readonly LeagueSeries[] = [
  {
    prefix: 'KXNFL',
    league: 'nfl',
    games: [
      ...gamesOf('full-game', '', FULL_GAME),
      ...gamesOf('first-half', '1H', { ...PART, TEAMTOTAL: 'team-total' }),
      ...gamesOf('second-half', '2H', PART),
      ...QUARTERS,
    ],
    props: [
      ...propsOf({
        TD: 'touchdowns',
        PASSYDS: 'passing-yards',
        PASSTDS: 'passing-touchdowns',
        PASSINT: 'passing-interceptions',
        PASSCOMP: 'passing-completions',
        PASSATT: 'passing-attempts',
        RSHYDS: 'rushing-yards',
        RSHATT: 'rushing-attempts',
        RECYDS: 'receiving-yards',
        REC: 'receptions',
        RRYDS: 'rushing-receiving-yards',
        LONGRSH: 'longest-rush',
        LONGREC: 'longest-reception',
        SACK: 'sacks',
      }),
      { rest: 'ANYTD', stat: 'touchdowns', happensOnce: true },
      { rest: 'FIRSTTD', stat: 'first-touchdown', happensOnce: true },
    ],
    others: {
      'partial-game': 'EQBTTS',
      'game-prop':
        'RACE LEADCHANGE LARGELEAD TEAMTD GAMETD TOTALTD TEAMSACK GAMESACK TEAMTO GAMETO TEAMFG ' +
        'TEAM1STDOWNS FG 2PTCONV SFTY BOTH LONGESTFG NEXTTD NEXTINT TEAMFIRSTTD FIRSTTDTEAM ' +
        'FIRSTTDTIME DSTTD WINMARGIN TIE OT DELAY 1HFT 1HTD 2HTD',
      // `2TD` prints no number, and what it counts is not on record.
      'player-prop': '2TD FFPTS INT TKL RSHYDSH2H PASSYDSH2H RECYDSH2H ESCALATORREC',
      future:
        'MVP OPOTY OROTY WINS PLAYOFF 1SEED STAGEOFELIM AFCCHAMP NFCCHAMP AFCEAST AFCNORTH ' +
        'AFCSOUTH AFCWEST NFCEAST NFCNORTH NFCSOUTH NFCWEST',
    },
  },
  {
    prefix: 'KXNCAAF',
    league: 'ncaaf',
    games: [
      ...gamesOf('full-game', '', FULL_GAME),
      ...gamesOf('first-half', '1H', {
        WINNER: 'three-way',
        ...LINES,
        TEAMTOTAL: 'team-total',
      }),
      ...gamesOf('second-half', '2H', LINES),
      ...QUARTERS,
    ],
    others: {
      'game-prop':
        'OT WINMARGIN 1HFT TEAMTD TEAMYDS TEAMSACK TEAMRSHATT TEAMRSHYDS TEAMRECYDS FIRSTTDTEAM',
      future: '_ WINS PLAYOFF SEED QF SF BOWLGAME APRANK TOPAPRANK UNDEFEATED LEADER AWARD',
    },
  },
  {
    prefix: 'KXCFL',
    league: 'cfl',
    games: gamesOf('full-game', '', { GAME: 'moneyline', ...LINES }),
  },
]
