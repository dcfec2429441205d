/**
 * How the series of a league are written down: what its tickers begin with, and what each known rest
 * asks. Becomes whole tickers, so that a longer ticker is never taken for a shorter one: `KXUCLWGAME`
 * is not `KXUCL` + `GAME`, and whatever nobody recorded is in no list.
 * @module
 */
import type { ContractSubject, LeagueId, MarketType, Period, PlayerStat } from '@arbkit/core'

/** A market of a game, or of a part of one. */
interface GameSeries {
  /** What follows the league's prefix, `1HSPREAD`. */
  readonly rest: string
  readonly marketType: MarketType
  readonly period: Period
  /** True where it is asked whether it happens at all, and no number is printed: over a half. */
  readonly happensOnce?: true
}

/** A player's market. */
interface PropSeries {
  readonly rest: string
  readonly stat: PlayerStat
  /** As of a game's series: `Josh Allen` scores at all. */
  readonly happensOnce?: true
}

/** The series of one prefix. */
export interface LeagueSeries {
  /** `KXNFL`. */
  readonly prefix: string
  readonly league: LeagueId
  readonly games: readonly GameSeries[]
  readonly props?: readonly PropSeries[]
  /** Known to be no market that can be paired: rests by reason, apart by blanks. */
  readonly others?: Readonly<Record<string, string>>
}

/** Stands among the others for the prefix alone, `KXNBA`: the championship. */
const BARE_PREFIX = '_'

/** Returns the series of one period: `gamesOf('first-half', '1H', {TOTAL: 'total'})` is `1HTOTAL`. */
export function gamesOf(
  period: Period,
  part: string,
  types: Readonly<Record<string, MarketType>>,
): readonly GameSeries[] {
  return Object.entries(types).map(([type, marketType]) => ({
    rest: part + type,
    marketType,
    period,
  }))
}

/** Returns the series of players, by rest; each prints the number it asks for. */
export function propsOf(stats: Readonly<Record<string, PlayerStat>>): readonly PropSeries[] {
  return Object.entries(stats).map(([rest, stat]) => ({ rest, stat }))
}

/** Returns what every series of a prefix asks, by its whole ticker. */
export function subjectsOf({
  prefix,
  league,
  games,
  props = [],
  others = {},
}: LeagueSeries): readonly (readonly [seriesId: string, subject: ContractSubject])[] {
  return [
    ...games.map(({ rest, marketType, period }) =>
      entry(prefix + rest, { tag: 'game', league, marketType, period }),
    ),
    ...props.map(({ rest, stat }) =>
      entry(prefix + rest, {
        tag: 'game',
        league,
        marketType: 'player-prop',
        period: 'full-game',
        stat,
      }),
    ),
    ...Object.entries(others).flatMap(([reason, rests]) =>
      rests
        .split(' ')
        .map((rest) =>
          entry(prefix + (rest === BARE_PREFIX ? '' : rest), { tag: 'other', league, reason }),
        ),
    ),
  ]
}

function entry(
  seriesId: string,
  subject: ContractSubject,
): readonly [seriesId: string, subject: ContractSubject] {
  return [seriesId, subject]
}
