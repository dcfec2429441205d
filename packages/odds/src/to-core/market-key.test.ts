import { fc, test as prop } from '@fast-check/vitest'
import { LEAGUES, MARKET_TYPES, PERIODS, PLAYER_STATS } from '@arbkit/core'
import { describe, expect, it } from 'vitest'
import { type MarketKey, readMarketKey, type Sport } from './market-key.ts'

const SPORTS: readonly Sport[] = [
  ...new Set(Object.values(LEAGUES).map(({ sport }) => sport)),
].toSorted()

/**
 * Every key of the official page (the-odds-api.com/sports-odds-data/betting-markets.html, read
 * 2026-11-21): featured, additional, periods, player props, other soccer markets.
 */
const DOCUMENTED = words(`
  h2h spreads totals outrights h2h_lay outrights_lay
  alternate_spreads alternate_totals btts draw_no_bet h2h_3_way team_totals alternate_team_totals
  h2h_q1 h2h_q2 h2h_q3 h2h_q4 h2h_h1 h2h_h2 h2h_p1 h2h_p2 h2h_p3
  h2h_3_way_q1 h2h_3_way_q2 h2h_3_way_q3 h2h_3_way_q4 h2h_3_way_h1 h2h_3_way_h2
  h2h_3_way_p1 h2h_3_way_p2 h2h_3_way_p3
  h2h_1st_1_innings h2h_1st_3_innings h2h_1st_5_innings h2h_1st_7_innings
  h2h_3_way_1st_1_innings h2h_3_way_1st_3_innings h2h_3_way_1st_5_innings h2h_3_way_1st_7_innings
  h2h_s1 h2h_s2
  spreads_q1 spreads_q2 spreads_q3 spreads_q4 spreads_h1 spreads_h2 spreads_p1 spreads_p2 spreads_p3
  spreads_1st_1_innings spreads_1st_3_innings spreads_1st_5_innings spreads_1st_7_innings spreads_s1
  alternate_spreads_1st_1_innings alternate_spreads_1st_3_innings
  alternate_spreads_1st_5_innings alternate_spreads_1st_7_innings
  alternate_spreads_q1 alternate_spreads_q2 alternate_spreads_q3 alternate_spreads_q4
  alternate_spreads_h1 alternate_spreads_h2
  alternate_spreads_p1 alternate_spreads_p2 alternate_spreads_p3
  totals_q1 totals_q2 totals_q3 totals_q4 totals_h1 totals_h2 totals_p1 totals_p2 totals_p3
  totals_1st_1_innings totals_1st_3_innings totals_1st_5_innings totals_1st_7_innings totals_s1
  alternate_totals_1st_1_innings alternate_totals_1st_3_innings
  alternate_totals_1st_5_innings alternate_totals_1st_7_innings alternate_totals_s1
  alternate_totals_q1 alternate_totals_q2 alternate_totals_q3 alternate_totals_q4
  alternate_totals_h1 alternate_totals_h2
  alternate_totals_p1 alternate_totals_p2 alternate_totals_p3
  team_totals_h1 team_totals_h2 team_totals_q1 team_totals_q2 team_totals_q3 team_totals_q4
  team_totals_p1 team_totals_p2 team_totals_p3
  alternate_team_totals_h1 alternate_team_totals_h2 alternate_team_totals_q1
  alternate_team_totals_q2 alternate_team_totals_q3 alternate_team_totals_q4
  alternate_team_totals_p1 alternate_team_totals_p2 alternate_team_totals_p3
  player_assists player_defensive_interceptions player_field_goals player_kicking_points
  player_pass_attempts player_pass_completions player_pass_interceptions
  player_pass_longest_completion player_pass_rush_yds player_pass_rush_reception_tds
  player_pass_rush_reception_yds player_pass_tds player_pass_yds player_pass_yds_q1 player_pats
  player_receptions player_reception_longest player_reception_tds player_reception_yds
  player_rush_attempts player_rush_longest player_rush_reception_tds player_rush_reception_yds
  player_rush_tds player_rush_yds player_sacks player_solo_tackles player_tackles_assists
  player_tds_over player_1st_td player_anytime_td player_last_td
  player_assists_alternate player_field_goals_alternate player_kicking_points_alternate
  player_pass_attempts_alternate player_pass_completions_alternate
  player_pass_interceptions_alternate player_pass_longest_completion_alternate
  player_pass_rush_yds_alternate player_pass_rush_reception_tds_alternate
  player_pass_rush_reception_yds_alternate player_pass_tds_alternate player_pass_yds_alternate
  player_pats_alternate player_receptions_alternate player_reception_longest_alternate
  player_reception_tds_alternate player_reception_yds_alternate player_rush_attempts_alternate
  player_rush_longest_alternate player_rush_reception_tds_alternate
  player_rush_reception_yds_alternate player_rush_tds_alternate player_rush_yds_alternate
  player_sacks_alternate player_solo_tackles_alternate player_tackles_assists_alternate
  player_points player_points_q1 player_rebounds player_rebounds_q1 player_assists_q1
  player_threes player_blocks player_steals player_blocks_steals player_turnovers
  player_points_rebounds_assists player_points_rebounds player_points_assists
  player_rebounds_assists player_frees_made player_frees_attempts player_first_basket
  player_first_team_basket player_double_double player_triple_double player_method_of_first_basket
  player_fantasy_points player_points_alternate player_rebounds_alternate
  player_blocks_alternate player_steals_alternate player_turnovers_alternate
  player_threes_alternate player_points_assists_alternate player_points_rebounds_alternate
  player_rebounds_assists_alternate player_points_rebounds_assists_alternate
  player_fantasy_points_alternate
  batter_home_runs batter_first_home_run batter_hits batter_total_bases batter_rbis
  batter_runs_scored batter_hits_runs_rbis batter_singles batter_doubles batter_triples batter_walks
  batter_strikeouts batter_stolen_bases batter_fantasy_score pitcher_strikeouts pitcher_record_a_win
  pitcher_hits_allowed pitcher_walks pitcher_earned_runs pitcher_outs
  batter_total_bases_alternate batter_home_runs_alternate batter_hits_alternate
  batter_rbis_alternate batter_walks_alternate batter_strikeouts_alternate
  batter_runs_scored_alternate batter_hits_runs_rbis_alternate batter_singles_alternate
  batter_doubles_alternate batter_triples_alternate batter_fantasy_score_alternate
  pitcher_hits_allowed_alternate pitcher_walks_alternate pitcher_earned_runs_alternate
  pitcher_strikeouts_alternate pitcher_outs_alternate
  player_power_play_points player_blocked_shots player_shots_on_goal player_goals
  player_total_saves player_goal_scorer_first player_goal_scorer_last player_goal_scorer_anytime
  player_power_play_points_alternate player_goals_alternate player_shots_on_goal_alternate
  player_blocked_shots_alternate player_total_saves_alternate
  player_disposals player_disposals_over player_goals_scored_over player_marks_over
  player_marks_most player_tackles_over player_tackles_most player_afl_fantasy_points
  player_afl_fantasy_points_over player_afl_fantasy_points_most player_clearances_over
  player_kicks_over player_handballs_over player_try_scorer_first player_try_scorer_last
  player_try_scorer_anytime player_try_scorer_over
  player_first_goal_scorer player_last_goal_scorer player_to_receive_card
  player_to_receive_red_card player_shots_on_target player_shots
  alternate_spreads_corners alternate_totals_corners alternate_spreads_cards
  alternate_team_totals_corners alternate_totals_cards btts_h1 correct_score correct_score_h1
  corners_1x2 double_chance double_chance_h1 halftime_fulltime to_qualify`)

/** What a part of a game is sold as, but innings, which have no team totals. */
const partKeys = (part: string): string =>
  `h2h_${part}=moneyline h2h_3_way_${part}=three-way
   spreads_${part}=spread alternate_spreads_${part}=spread
   totals_${part}=total alternate_totals_${part}=total
   team_totals_${part}=team-total alternate_team_totals_${part}=team-total`
const inningKeys = (part: string): string =>
  partKeys(part).replaceAll(/(?:alternate_)?team_totals_\S+/g, '')
const withDraw = (text: string): string => text.replaceAll('=moneyline', '=three-way')
const WHOLE =
  'h2h=moneyline h2h_lay=moneyline spreads=spread alternate_spreads=spread totals=total ' +
  'alternate_totals=total team_totals=team-total alternate_team_totals=team-total'
const QUARTERS = {
  'first-quarter': partKeys('q1'),
  'second-quarter': partKeys('q2'),
  'third-quarter': partKeys('q3'),
  'fourth-quarter': partKeys('q4'),
}

/** Every key of a game's market that is read, `key=type`, by sport and period. */
const GAME_KEYS: Readonly<Record<Sport, Readonly<Record<string, string>>>> = {
  'american-football': {
    'full-game': WHOLE,
    regulation: 'h2h_3_way=three-way',
    'first-half': partKeys('h1'),
    ...QUARTERS,
  },
  basketball: {
    'full-game': WHOLE,
    regulation: 'h2h_3_way=three-way',
    'first-half': partKeys('h1'),
    ...QUARTERS,
  },
  baseball: {
    'full-game': WHOLE,
    'first-inning': inningKeys('1st_1_innings'),
    'first-3-innings': inningKeys('1st_3_innings'),
    'first-5-innings': inningKeys('1st_5_innings'),
    'first-7-innings': inningKeys('1st_7_innings'),
  },
  'ice-hockey': {
    'full-game': WHOLE,
    regulation: 'h2h_3_way=three-way',
    'first-period': partKeys('p1'),
    'second-period': partKeys('p2'),
    'third-period': partKeys('p3'),
  },
  soccer: {
    regulation:
      'h2h=three-way h2h_lay=three-way h2h_3_way=three-way double_chance=three-way ' +
      'draw_no_bet=draw-no-bet spreads=spread alternate_spreads=spread totals=total ' +
      'alternate_totals=total team_totals=team-total alternate_team_totals=team-total',
    'first-half': `${withDraw(partKeys('h1'))} double_chance_h1=three-way`,
    'second-half': withDraw(partKeys('h2')),
  },
  tennis: {
    'full-game': 'h2h=moneyline h2h_lay=moneyline totals=total alternate_totals=total',
    'first-set': 'h2h_s1=moneyline spreads_s1=spread totals_s1=total alternate_totals_s1=total',
    'second-set': 'h2h_s2=moneyline',
  },
  mma: { 'full-game': 'h2h=moneyline h2h_lay=moneyline' },
}

/** Every key of a player prop that is read, `key=stat`; `+` has an alternate key, `?` is a yes or no. */
const PROPS: Readonly<Record<Sport, string>> = {
  'american-football': `
    player_pass_attempts+=passing-attempts player_pass_completions+=passing-completions
    player_pass_interceptions+=passing-interceptions player_pass_tds+=passing-touchdowns
    player_pass_yds+=passing-yards player_pass_yds_q1=passing-yards player_receptions+=receptions
    player_reception_longest+=longest-reception player_reception_yds+=receiving-yards
    player_rush_attempts+=rushing-attempts player_rush_longest+=longest-rush
    player_rush_reception_yds+=rushing-receiving-yards player_rush_yds+=rushing-yards
    player_sacks+=sacks player_tds_over=touchdowns player_anytime_td?=touchdowns
    player_1st_td?=first-touchdown`,
  basketball: `
    player_points+=points player_points_q1=points player_rebounds+=rebounds
    player_rebounds_q1=rebounds player_assists+=assists player_assists_q1=assists
    player_threes+=threes player_blocks+=blocks player_steals+=steals
    player_blocks_steals=steals-blocks player_points_rebounds_assists+=points-rebounds-assists
    player_points_rebounds+=points-rebounds player_points_assists+=points-assists
    player_rebounds_assists+=rebounds-assists player_double_double?=double-double
    player_triple_double?=triple-double`,
  baseball: `
    batter_home_runs+=home-runs batter_hits+=hits batter_total_bases+=total-bases batter_rbis+=rbis
    batter_hits_runs_rbis+=hits-runs-rbis batter_stolen_bases=stolen-bases
    pitcher_strikeouts+=pitcher-strikeouts pitcher_hits_allowed+=pitcher-hits-allowed
    pitcher_walks+=pitcher-walks pitcher_outs+=pitcher-outs`,
  'ice-hockey': `
    player_points+=hockey-points player_assists+=hockey-assists player_goals+=goals
    player_shots_on_goal+=shots-on-goal player_total_saves+=saves
    player_goal_scorer_anytime?=goals player_goal_scorer_first?=first-goal`,
  soccer: 'player_goal_scorer_anytime?=goals',
  tennis: '',
  mma: '',
}

function words(text: string): readonly string[] {
  return text.split(/\s+/).filter((word) => word !== '')
}

type Expected = Readonly<Record<keyof MarketKey, unknown>>

function expectedKeys(sport: Sport): ReadonlyMap<string, Expected> {
  const keys = new Map<string, Expected>()
  for (const [period, text] of Object.entries(GAME_KEYS[sport])) {
    for (const word of words(text)) {
      const [key = '', marketType] = word.split('=')
      keys.set(key, {
        marketType,
        period,
        stat: undefined,
        hasLine: /^(?:spread|total|team-total)$/.test(String(marketType)),
        isAlternate: key.includes('alternate'),
        isLay: key.includes('lay'),
      })
    }
  }
  for (const word of words(PROPS[sport])) {
    const [, key = '', mark, stat] = /^(\w+)([+?]?)=(.+)$/.exec(word) ?? []
    const whole = sport === 'soccer' ? 'regulation' : 'full-game'
    const prop = {
      marketType: 'player-prop',
      period: key.endsWith('_q1') ? 'first-quarter' : whole,
      stat,
      hasLine: mark !== '?',
      isAlternate: false,
      isLay: false,
    }
    keys.set(key, prop)
    if (mark === '+') keys.set(`${key}_alternate`, { ...prop, isAlternate: true })
  }
  return keys
}

const EXPECTED = new Map(SPORTS.map((sport) => [sport, expectedKeys(sport)]))
const ALL = SPORTS.flatMap((sport) =>
  [...(EXPECTED.get(sport)?.keys() ?? [])].map((key) => [sport, key] as const),
)

describe('readMarketKey', () => {
  it('reads documented keys only', () => {
    const documented = new Set(DOCUMENTED)
    expect(documented.size).toBe(DOCUMENTED.length)
    expect(ALL.filter(([, key]) => !documented.has(key))).toEqual([])
    expect(SPORTS.map((sport) => EXPECTED.get(sport)?.size)).toEqual([79, 51, 75, 45, 2, 29, 9])
  })

  it.each(SPORTS)('reads every documented key as its table says, or not at all: %s', (sport) => {
    const expected = EXPECTED.get(sport)
    for (const key of DOCUMENTED) {
      const read = readMarketKey(key, sport)
      expect({ key, ...read }).toEqual({ key, ...expected?.get(key) })
    }
  })

  it.each(ALL)('has types, periods and stats that exist: %s %s', (sport, key) => {
    const read = readMarketKey(key, sport)
    expect(MARKET_TYPES).toContain(read?.marketType)
    expect(PERIODS).toContain(read?.period)
    expect(read?.marketType === 'player-prop').toBe(read?.stat !== undefined)
    expect([undefined, ...PLAYER_STATS]).toContain(read?.stat)
  })

  it.each([
    ['american-football', 'h2h_h2'],
    ['american-football', 'totals_h2'],
    ['basketball', 'spreads_h2'],
    ['basketball', 'team_totals_h2'],
    ['american-football', 'player_assists'],
    ['american-football', 'player_rush_tds'],
    ['soccer', 'player_assists'],
    ['soccer', 'player_first_goal_scorer'],
    ['soccer', 'btts'],
    ['soccer', 'outrights'],
    ['soccer', 'to_qualify'],
    ['soccer', 'alternate_totals_corners'],
    ['tennis', 'spreads'],
    ['tennis', 'alternate_spreads'],
    ['mma', 'totals'],
    ['baseball', 'h2h_3_way'],
    ['baseball', 'team_totals_1st_5_innings'],
    ['ice-hockey', 'draw_no_bet'],
    ['basketball', 'h2h_h1x'],
    ['basketball', 'outrights_lay'],
    ['basketball', 'spreads_lay'],
    ['basketball', 'constructor'],
    ['basketball', '__proto__'],
    ['basketball', ''],
  ] as const)('does not guess: %s %s', (sport, key) => {
    expect(readMarketKey(key, sport)).toBeUndefined()
  })

  it('reads one key as what the sport makes of it', () => {
    expect(SPORTS.map((sport) => readMarketKey('player_points', sport)?.stat)).toEqual([
      undefined,
      undefined,
      'points',
      'hockey-points',
      undefined,
      undefined,
      undefined,
    ])
    expect(SPORTS.map((sport) => readMarketKey('h2h', sport)?.marketType)).toEqual([
      'moneyline',
      'moneyline',
      'moneyline',
      'moneyline',
      'moneyline',
      'three-way',
      'moneyline',
    ])
  })

  const anySport = fc.constantFrom(...SPORTS)
  const aKey = fc.constantFrom(...DOCUMENTED)
  /** One change of a documented key: case, a letter more, less or other, a suffix, a blank. */
  const mutated = fc.oneof(
    aKey.map((key) => key.toUpperCase()),
    aKey.map((key) => key.slice(0, 1).toUpperCase() + key.slice(1)),
    aKey.map((key) => ` ${key}`),
    aKey.map((key) => `${key} `),
    fc.tuple(aKey, aKey).map(([a, b]) => `${a}_${b}`),
    fc
      .tuple(aKey, fc.constantFrom('_h1', '_q1', '_lay', '_alternate', '_ot', 's', 'x', '_'))
      .map(([key, suffix]) => key + suffix),
    fc
      .tuple(aKey, fc.nat(60), fc.constantFrom('', 'x', '1', '2', '_'))
      .map(([key, at, letter]) => key.slice(0, at) + letter + key.slice(at + 1)),
  )

  prop.prop([fc.oneof(mutated, fc.string(), aKey), anySport], { numRuns: 3000 })(
    'reads no key that is not in the table',
    (key, sport) => {
      const isListed = EXPECTED.get(sport)?.has(key) === true
      expect(readMarketKey(key, sport) !== undefined).toBe(isListed)
    },
  )
})
