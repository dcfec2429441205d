/**
 * What a slate holds of each league: how many games, which series Kalshi has for them, which keys The
 * Odds API sells the same under, and lines as they are usual.
 * @module
 */
import type { LeagueId, Period, PlayerStat } from '@arbkit/core'

/** A ladder of lines around the usual one. */
export interface LinePlan {
  /** The books' main line is drawn from here to there, in halves. */
  readonly least: number
  readonly most: number
  /** Between two rungs. */
  readonly step: number
}

/** A part of the game whose winner or leader is asked for, the draw included. */
export interface PartPlan {
  /** Behind the league's prefix, `1HWINNER`. */
  readonly series: string
  readonly period: Period
  /** `h2h_3_way_h1`. */
  readonly marketKey: string
}

/** What a player is asked for. */
export interface PropPlan {
  readonly series: string
  readonly stat: PlayerStat
  readonly marketKey: string
  /** Least and most that is counted. */
  readonly counts: readonly [least: number, most: number]
}

/** What is asked of the games of a sport. */
export interface SportPlan {
  /** The part of the game that counts where no other is named. */
  readonly whole: Period
  readonly winner: 'moneyline' | 'three-way'
  /** What a line counts, as Kalshi prints it. */
  readonly unit: string
  readonly spread?: LinePlan
  readonly total?: LinePlan
  readonly teamTotal?: LinePlan
  readonly part?: PartPlan
  readonly prop?: PropPlan
}

/** A league of the slate. */
export interface LeaguePlan {
  readonly league: LeagueId
  /** What Kalshi's series begin with, `KXMLB`. */
  readonly prefix: string
  /** Series of the winner, behind the prefix. */
  readonly winnerSeries: string
  /** Undefined where the feed does not list the league. */
  readonly sportKey: string | undefined
  readonly games: number
  /** Beside them, games of teams that no registry has. */
  readonly gamesOfUnknown: number
  readonly sport: SportPlan
}

const BASEBALL: SportPlan = {
  whole: 'full-game',
  winner: 'moneyline',
  unit: 'runs',
  spread: { least: -2.5, most: 2.5, step: 1 },
  total: { least: 6.5, most: 10.5, step: 1 },
  teamTotal: { least: 2.5, most: 5.5, step: 1 },
  part: { series: 'F5', period: 'first-5-innings', marketKey: 'h2h_3_way_1st_5_innings' },
  prop: {
    series: 'KS',
    stat: 'pitcher-strikeouts',
    marketKey: 'pitcher_strikeouts',
    counts: [3, 9],
  },
}

const FOOTBALL: SportPlan = {
  whole: 'full-game',
  winner: 'moneyline',
  unit: 'points',
  spread: { least: -14.5, most: 14.5, step: 3 },
  total: { least: 36.5, most: 58.5, step: 3 },
  teamTotal: { least: 14.5, most: 30.5, step: 3 },
  part: { series: '1HWINNER', period: 'first-half', marketKey: 'h2h_3_way_h1' },
  prop: {
    series: 'RECYDS',
    stat: 'receiving-yards',
    marketKey: 'player_reception_yds',
    counts: [20, 110],
  },
}

const BASKETBALL: SportPlan = {
  whole: 'full-game',
  winner: 'moneyline',
  unit: 'points',
  spread: { least: -15.5, most: 15.5, step: 3 },
  total: { least: 208.5, most: 240.5, step: 3 },
  teamTotal: { least: 98.5, most: 122.5, step: 3 },
  part: { series: '1HWINNER', period: 'first-half', marketKey: 'h2h_3_way_h1' },
  prop: { series: 'PTS', stat: 'points', marketKey: 'player_points', counts: [8, 32] },
}

const HOCKEY: SportPlan = {
  whole: 'full-game',
  winner: 'moneyline',
  unit: 'goals',
  spread: { least: -1.5, most: 1.5, step: 1 },
  total: { least: 4.5, most: 7.5, step: 1 },
  teamTotal: { least: 1.5, most: 4.5, step: 1 },
  part: { series: '1P', period: 'first-period', marketKey: 'h2h_3_way_p1' },
  prop: {
    series: 'PTS',
    stat: 'hockey-points',
    marketKey: 'player_points',
    counts: [1, 3],
  },
}

const SOCCER: SportPlan = {
  whole: 'regulation',
  winner: 'three-way',
  unit: 'goals',
  spread: { least: -2.5, most: 2.5, step: 1 },
  total: { least: 1.5, most: 4.5, step: 1 },
  part: { series: '1H', period: 'first-half', marketKey: 'h2h_3_way_h1' },
}

const COLLEGE_BASKETBALL: SportPlan = {
  whole: 'full-game',
  winner: 'moneyline',
  unit: 'points',
  spread: { least: -20.5, most: 20.5, step: 3 },
  total: { least: 124.5, most: 164.5, step: 3 },
}
const TENNIS: SportPlan = {
  whole: 'full-game',
  winner: 'moneyline',
  unit: 'games',
  total: { least: 19.5, most: 25.5, step: 1 },
}
const FIGHTS: SportPlan = { whole: 'full-game', winner: 'moneyline', unit: 'rounds' }

/** Every league; 2,000 games, and those that the feed does not list. */
export const LEAGUE_PLANS: readonly LeaguePlan[] = [
  plan('mlb', 'KXMLB', 'baseball_mlb', 180, BASEBALL),
  plan('nfl', 'KXNFL', 'americanfootball_nfl', 64, FOOTBALL),
  plan('nba', 'KXNBA', 'basketball_nba', 150, BASKETBALL),
  plan('nhl', 'KXNHL', 'icehockey_nhl', 150, HOCKEY),
  plan('wnba', 'KXWNBA', 'basketball_wnba', 36, BASKETBALL),
  plan('ncaaf', 'KXNCAAF', 'americanfootball_ncaaf', 190, FOOTBALL, 10),
  plan('ncaamb', 'KXNCAAMB', 'basketball_ncaab', 330, COLLEGE_BASKETBALL, 20),
  plan('ncaawb', 'KXNCAAWB', 'basketball_wncaab', 220, COLLEGE_BASKETBALL, 20),
  plan('cfl', 'KXCFL', 'americanfootball_cfl', 12, FOOTBALL),
  plan('mls', 'KXMLS', 'soccer_usa_mls', 56, SOCCER),
  plan('nwsl', 'KXNWSL', undefined, 14, SOCCER),
  plan('usl', 'KXUSL', undefined, 12, SOCCER),
  plan('epl', 'KXEPL', 'soccer_epl', 40, SOCCER),
  plan('laliga', 'KXLALIGA', 'soccer_spain_la_liga', 36, SOCCER),
  plan('bundesliga', 'KXBUNDESLIGA', 'soccer_germany_bundesliga', 36, SOCCER),
  plan('seriea', 'KXSERIEA', 'soccer_italy_serie_a', 40, SOCCER),
  plan('ligue1', 'KXLIGUE1', 'soccer_france_ligue_one', 36, SOCCER),
  plan('ucl', 'KXUCL', 'soccer_uefa_champs_league', 36, SOCCER),
  plan('uel', 'KXUEL', 'soccer_uefa_europa_league', 36, SOCCER),
  plan('national-men', 'KXWC', 'soccer_fifa_world_cup', 60, SOCCER),
  plan('national-women', 'KXFIFAW', 'soccer_fifa_world_cup_womens', 20, SOCCER),
  { ...plan('atp', 'KXATP', 'tennis_atp_shanghai_masters', 90, TENNIS), winnerSeries: 'MATCH' },
  { ...plan('wta', 'KXWTA', 'tennis_wta_china_open', 90, TENNIS), winnerSeries: 'MATCH' },
  { ...plan('ufc', 'KXUFC', 'mma_mixed_martial_arts', 42, FIGHTS), winnerSeries: 'FIGHT' },
]

function plan(
  league: LeagueId,
  prefix: string,
  sportKey: string | undefined,
  games: number,
  sport: SportPlan,
  gamesOfUnknown = 0,
): LeaguePlan {
  return { league, prefix, winnerSeries: 'GAME', sportKey, games, gamesOfUnknown, sport }
}
