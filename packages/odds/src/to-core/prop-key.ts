/**
 * Keys of The Odds API's player props that count what a stat of ours counts, by sport: one key means
 * different things in different sports. Source as in `market-key.ts`, sections "Player Props" and
 * "Alternate … Player Props".
 *
 * Documented and left out because no stat of ours says the same: football's `player_assists` (of
 * tackles), touchdowns of some kinds only (`player_rush_tds`, `player_reception_tds` and their sums),
 * soccer's `player_assists`, and soccer's first scorer: books go past an own goal, and what Kalshi
 * does is not on record.
 * @module
 */
import type { League, Period, PlayerStat } from '@arbkit/core'

/** One key of a player prop. */
export interface PropKey {
  readonly key: string
  readonly stat: PlayerStat
  /** Left out where the whole game counts. */
  readonly period?: Period
  /** False where the outcomes are `Yes` and `No`: at least one. */
  readonly hasLine: boolean
  /** True where all lines are listed, most of them one-sided. */
  readonly isAlternate: boolean
}

type Stats = Readonly<Record<string, PlayerStat>>

/** Over and under a line, with an alternate key beside it. */
function twice(stats: Stats): readonly PropKey[] {
  return Object.entries(stats).flatMap(([key, stat]) => [
    { key, stat, hasLine: true, isAlternate: false },
    { key: `${key}_alternate`, stat, hasLine: true, isAlternate: true },
  ])
}

/** Over and under a line, with no alternate key. */
function once(stats: Stats, period?: Period): readonly PropKey[] {
  const part = period === undefined ? {} : { period }
  return Object.entries(stats).map(([key, stat]) => ({
    key,
    stat,
    ...part,
    hasLine: true,
    isAlternate: false,
  }))
}

/** Whether it happens at all. */
function yesNo(stats: Stats): readonly PropKey[] {
  return Object.entries(stats).map(([key, stat]) => ({
    key,
    stat,
    hasLine: false,
    isAlternate: false,
  }))
}

/** Every key of a player prop that is read, by sport. */
export const PLAYER_PROPS: Readonly<Record<League['sport'], readonly PropKey[]>> = {
  'american-football': [
    ...twice({
      player_pass_attempts: 'passing-attempts',
      player_pass_completions: 'passing-completions',
      player_pass_interceptions: 'passing-interceptions',
      player_pass_tds: 'passing-touchdowns',
      player_pass_yds: 'passing-yards',
      player_receptions: 'receptions',
      player_reception_longest: 'longest-reception',
      player_reception_yds: 'receiving-yards',
      player_rush_attempts: 'rushing-attempts',
      player_rush_longest: 'longest-rush',
      player_rush_reception_yds: 'rushing-receiving-yards',
      player_rush_yds: 'rushing-yards',
      player_sacks: 'sacks',
    }),
    ...once({ player_pass_yds_q1: 'passing-yards' }, 'first-quarter'),
    ...once({ player_tds_over: 'touchdowns' }),
    ...yesNo({ player_anytime_td: 'touchdowns', player_1st_td: 'first-touchdown' }),
  ],
  basketball: [
    ...twice({
      player_points: 'points',
      player_rebounds: 'rebounds',
      player_assists: 'assists',
      player_threes: 'threes',
      player_blocks: 'blocks',
      player_steals: 'steals',
      player_points_rebounds_assists: 'points-rebounds-assists',
      player_points_rebounds: 'points-rebounds',
      player_points_assists: 'points-assists',
      player_rebounds_assists: 'rebounds-assists',
    }),
    ...once({ player_blocks_steals: 'steals-blocks' }),
    ...once(
      {
        player_points_q1: 'points',
        player_rebounds_q1: 'rebounds',
        player_assists_q1: 'assists',
      },
      'first-quarter',
    ),
    ...yesNo({ player_double_double: 'double-double', player_triple_double: 'triple-double' }),
  ],
  baseball: [
    ...twice({
      batter_home_runs: 'home-runs',
      batter_hits: 'hits',
      batter_total_bases: 'total-bases',
      batter_rbis: 'rbis',
      batter_hits_runs_rbis: 'hits-runs-rbis',
      pitcher_strikeouts: 'pitcher-strikeouts',
      pitcher_hits_allowed: 'pitcher-hits-allowed',
      pitcher_walks: 'pitcher-walks',
      pitcher_outs: 'pitcher-outs',
    }),
    ...once({ batter_stolen_bases: 'stolen-bases' }),
  ],
  'ice-hockey': [
    ...twice({
      player_points: 'hockey-points',
      player_assists: 'hockey-assists',
      player_goals: 'goals',
      player_shots_on_goal: 'shots-on-goal',
      player_total_saves: 'saves',
    }),
    ...yesNo({ player_goal_scorer_anytime: 'goals', player_goal_scorer_first: 'first-goal' }),
  ],
  soccer: yesNo({ player_goal_scorer_anytime: 'goals' }),
  tennis: [],
  mma: [],
}
