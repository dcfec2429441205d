/**
 * What a market key of The Odds API sells, as one table of whole keys for each sport. A key that is
 * not in the table of its sport is unknown, whatever it looks like.
 *
 * Keys and what they mean: https://the-odds-api.com/sports-odds-data/betting-markets.html, read
 * 2026-11-21. Documented there and left out, because what they count is not known to be what a
 * contract counts:
 * - second halves of football and basketball: books count overtime in them, Kalshi does not. A fourth
 *   quarter and hockey's third period end without it (help pages of Bodog, Bookmaker.eu and JustBet,
 *   read 2026-11-21);
 * - spreads of a tennis match: ±1.5 may be games or sets. Totals of games and of sets are too far
 *   apart to be mixed up (recorded: 15.5 to 25);
 * - spreads and totals of a fight: points on the judges' cards, and halves of rounds;
 * - three-way markets of a whole baseball game, tennis match or fight, which have no regulation time;
 * - both teams to score, correct score, corners, cards, half time / full time, to qualify, outrights.
 * @module
 */
import type { League, MarketType, Period, PlayerStat } from '@arbkit/core'
import { PLAYER_PROPS } from './prop-key.ts'

/** Sport of a league of ours. */
export type Sport = League['sport']

/** What a market key sells. */
export interface MarketKey {
  readonly marketType: MarketType
  readonly period: Period
  /** What a player prop counts; left out elsewhere. */
  readonly stat?: PlayerStat
  /** True where each outcome has a line. Without one a prop says `Yes` or `No` to at least one. */
  readonly hasLine: boolean
  /** True where all lines of a question are listed, and one side of a line may be missing. */
  readonly isAlternate: boolean
  /** True where the prices are those of betting against the outcome. */
  readonly isLay: boolean
}

/** Keys of one part of the game: each name with the part's suffix behind it. */
interface PartKeys {
  readonly period: Period
  readonly suffix: string
  readonly names: readonly string[]
}

const MARKET_TYPES: Readonly<Record<string, MarketType>> = {
  h2h: 'moneyline',
  h2h_lay: 'moneyline',
  h2h_3_way: 'three-way',
  double_chance: 'three-way',
  draw_no_bet: 'draw-no-bet',
  spreads: 'spread',
  alternate_spreads: 'spread',
  totals: 'total',
  alternate_totals: 'total',
  team_totals: 'team-total',
  alternate_team_totals: 'team-total',
}

/** "Includes the draw for soccer": then with three outcomes. */
const SOLD_WITH_DRAW: ReadonlySet<string> = new Set(['h2h', 'h2h_lay'])

const LINED_TYPES: ReadonlySet<MarketType> = new Set(['spread', 'total', 'team-total'])

const WINNER = ['h2h', 'h2h_lay']
const LINES = ['spreads', 'alternate_spreads', 'totals', 'alternate_totals']
const TEAM_TOTALS = ['team_totals', 'alternate_team_totals']
const WHOLE_GAME: PartKeys = {
  period: 'full-game',
  suffix: '',
  names: [...WINNER, ...LINES, ...TEAM_TOTALS],
}
const REGULATION: PartKeys = { period: 'regulation', suffix: '', names: ['h2h_3_way'] }
const OF_A_PART = ['h2h', 'h2h_3_way', ...LINES, ...TEAM_TOTALS]
/** No team totals of innings are documented. */
const OF_INNINGS = ['h2h', 'h2h_3_way', ...LINES]

const QUARTERS: readonly PartKeys[] = [
  { period: 'first-quarter', suffix: '_q1', names: OF_A_PART },
  { period: 'second-quarter', suffix: '_q2', names: OF_A_PART },
  { period: 'third-quarter', suffix: '_q3', names: OF_A_PART },
  { period: 'fourth-quarter', suffix: '_q4', names: OF_A_PART },
]
const FIRST_HALF: PartKeys = { period: 'first-half', suffix: '_h1', names: OF_A_PART }

const GAME_KEYS: Readonly<Record<Sport, readonly PartKeys[]>> = {
  'american-football': [WHOLE_GAME, REGULATION, FIRST_HALF, ...QUARTERS],
  basketball: [WHOLE_GAME, REGULATION, FIRST_HALF, ...QUARTERS],
  baseball: [
    WHOLE_GAME,
    { period: 'first-inning', suffix: '_1st_1_innings', names: OF_INNINGS },
    { period: 'first-3-innings', suffix: '_1st_3_innings', names: OF_INNINGS },
    { period: 'first-5-innings', suffix: '_1st_5_innings', names: OF_INNINGS },
    { period: 'first-7-innings', suffix: '_1st_7_innings', names: OF_INNINGS },
  ],
  'ice-hockey': [
    WHOLE_GAME,
    REGULATION,
    { period: 'first-period', suffix: '_p1', names: OF_A_PART },
    { period: 'second-period', suffix: '_p2', names: OF_A_PART },
    { period: 'third-period', suffix: '_p3', names: OF_A_PART },
  ],
  soccer: [
    {
      period: 'regulation',
      suffix: '',
      names: [...WHOLE_GAME.names, 'h2h_3_way', 'double_chance', 'draw_no_bet'],
    },
    { period: 'first-half', suffix: '_h1', names: [...OF_A_PART, 'double_chance'] },
    { period: 'second-half', suffix: '_h2', names: OF_A_PART },
  ],
  tennis: [
    { period: 'full-game', suffix: '', names: [...WINNER, 'totals', 'alternate_totals'] },
    { period: 'first-set', suffix: '_s1', names: ['h2h', 'spreads', 'totals', 'alternate_totals'] },
    { period: 'second-set', suffix: '_s2', names: ['h2h'] },
  ],
  mma: [{ period: 'full-game', suffix: '', names: WINNER }],
}

const KEYS: ReadonlyMap<Sport, ReadonlyMap<string, MarketKey>> = new Map(
  (Object.keys(GAME_KEYS) as Sport[]).map((sport) => [
    sport,
    new Map([...gameKeysOf(sport), ...propKeysOf(sport)]),
  ]),
)

/** Returns what a market key sells in a sport; undefined where that is not exactly known. */
export function readMarketKey(key: string, sport: Sport): MarketKey | undefined {
  return KEYS.get(sport)?.get(key)
}

function gameKeysOf(sport: Sport): readonly (readonly [string, MarketKey])[] {
  return GAME_KEYS[sport].flatMap(({ period, suffix, names }) =>
    names.flatMap((name) => {
      const type = MARKET_TYPES[name]
      if (type === undefined) return []
      const isDrawSold = sport === 'soccer' && SOLD_WITH_DRAW.has(name)
      const marketType = isDrawSold ? 'three-way' : type
      const key: MarketKey = {
        marketType,
        period,
        hasLine: LINED_TYPES.has(marketType),
        isAlternate: name.startsWith('alternate_'),
        isLay: name.endsWith('_lay'),
      }
      return [[name + suffix, key] as const]
    }),
  )
}

function propKeysOf(sport: Sport): readonly (readonly [string, MarketKey])[] {
  const whole: Period = sport === 'soccer' ? 'regulation' : 'full-game'
  return PLAYER_PROPS[sport].map(({ key, stat, period = whole, hasLine, isAlternate }) => [
    key,
    { marketType: 'player-prop', period, stat, hasLine, isAlternate, isLay: false },
  ])
}
