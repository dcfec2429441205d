/**
 * Soccer: leagues, UEFA's cups, national teams. Whatever is asked of a game counts 90 minutes and
 * stoppage time, never extra time or penalties, and the draw is a leg of its own (rules of 2026-07 to
 * 2026-10); who goes through is another question. Second divisions, women's and youth competitions
 * have prefixes of their own (`KXLALIGA2`, `KXUCLW`, `KXSERIEB`), which are in no list.
 * @module
 */
import { gamesOf, type LeagueSeries } from './league-series.ts'

const LINES = { SPREAD: 'spread', TOTAL: 'total' } as const
const RESULT = { GAME: 'three-way' } as const
const FULL_GAME = gamesOf('regulation', '', { ...RESULT, ...LINES, TEAMTOTAL: 'team-total' })
const FIRST_HALF = gamesOf('first-half', '1H', { '': 'three-way', ...LINES })
const SECOND_HALF = gamesOf('second-half', '2H', { '': 'three-way', TOTAL: 'total' })
const OTHER_MARKETS = {
  'to-advance': 'ADVANCE',
  'correct-score': 'SCORE',
  'game-prop': 'BTTS 1HBTTS 2HBTTS FTTS MOV MOF CORNERS TCORNERS',
  'player-prop': 'GOAL FIRSTGOAL AST SOA',
} as const
const SEASON = '_ TOP2 TOP4 TOP6 RELEGATION'

/** Domestic leagues of which every market of a game is on record. */
const LEAGUES = [
  ['KXEPL', 'epl', FULL_GAME],
  ['KXLALIGA', 'laliga', FULL_GAME],
  ['KXBUNDESLIGA', 'bundesliga', [...FULL_GAME, ...SECOND_HALF]],
  ['KXSERIEA', 'seriea', FULL_GAME],
  ['KXLIGUE1', 'ligue1', FULL_GAME],
] as const

/** The series of soccer. */
export const SOCCER_SERIES: readonly LeagueSeries[] = [
  ...LEAGUES.map(([prefix, league, games]) => ({
    prefix,
    league,
    games: [...games, ...FIRST_HALF],
    others: { ...OTHER_MARKETS, future: SEASON },
  })),
  {
    prefix: 'KXMLS',
    league: 'mls',
    games: [...FULL_GAME, ...FIRST_HALF, ...SECOND_HALF],
    others: { ...OTHER_MARKETS, future: 'CUP EAST WEST' },
  },
  {
    prefix: 'KXNWSL',
    league: 'nwsl',
    games: gamesOf('regulation', '', { ...RESULT, ...LINES }),
    others: { 'game-prop': 'BTTS', 'player-prop': 'GOAL' },
  },
  {
    prefix: 'KXUSL',
    league: 'usl',
    games: gamesOf('regulation', '', { ...RESULT, TOTAL: 'total' }),
    others: { future: '_' },
  },
  {
    prefix: 'KXUCL',
    league: 'ucl',
    games: [...FULL_GAME, ...FIRST_HALF],
    others: { ...OTHER_MARKETS, future: '_ FINALIST RO4' },
  },
  {
    prefix: 'KXUEL',
    league: 'uel',
    games: [...FULL_GAME, ...FIRST_HALF],
    others: { ...OTHER_MARKETS, future: '_' },
  },
  {
    prefix: 'KXWC',
    league: 'national-men',
    games: [...FULL_GAME, ...FIRST_HALF],
    others: {
      ...OTHER_MARKETS,
      future: 'ROUND GROUPWIN GROUPQUAL GOALLEADER STAGEOFELIM MATCHUP AWARD SQUAD',
    },
  },
  {
    prefix: 'KXINTLFRIENDLY',
    league: 'national-men',
    games: gamesOf('regulation', '', { ...RESULT, ...LINES }),
    others: { 'game-prop': 'BTTS' },
  },
  {
    prefix: 'KXFIFA',
    league: 'national-men',
    games: gamesOf('regulation', '', { ...RESULT, TOTAL: 'total' }),
    others: { 'to-advance': 'ADVANCE' },
  },
  {
    prefix: 'KXUEFANL',
    league: 'national-men',
    games: gamesOf('regulation', '', RESULT),
  },
  {
    prefix: 'KXFIFAW',
    league: 'national-women',
    games: gamesOf('regulation', '', RESULT),
  },
]
