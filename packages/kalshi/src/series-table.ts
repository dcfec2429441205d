/**
 * What a series asks about, by its ticker: data for MLB, NFL, NBA, NHL, WNBA and the college leagues.
 * Names from the venue's lists as public projects captured them, 2025-11 to 2026-09, and live captures.
 * `unknown` is an answer: a series that is not here is never taken for a game.
 * @module
 */
import type { ContractSubject, LeagueId, MarketType } from '@arbkit/core'

/**
 * Leagues whose series are read. Soccer is not among them: its winner's market has three sides, its
 * tickers name the home team first, and 90 minutes decide. Of CFL no series was recorded.
 */
type SeriesLeague = Extract<
  LeagueId,
  'mlb' | 'nfl' | 'nba' | 'nhl' | 'wnba' | 'ncaaf' | 'ncaamb' | 'ncaawb'
>

/** What a league's tickers begin with. */
const LEAGUE_PREFIXES: readonly (readonly [prefix: string, league: SeriesLeague])[] = [
  ['KXMLB', 'mlb'],
  ['KXNFL', 'nfl'],
  ['KXNBA', 'nba'],
  ['KXNHL', 'nhl'],
  ['KXWNBA', 'wnba'],
  ['KXNCAAF', 'ncaaf'],
  ['KXNCAAMB', 'ncaamb'],
  ['KXNCAAWB', 'ncaawb'],
]

/** Full-game series of every league; overtime counts. `KXNFLGAME` covers preseason games too. */
const GAME_TYPES: ReadonlyMap<string, MarketType> = new Map([
  ['GAME', 'moneyline'],
  ['SPREAD', 'spread'],
  ['TOTAL', 'total'],
])

/** Leagues of which only the winner's series is on record: their spreads and totals stay unknown. */
const WINNER_ONLY_LEAGUES: ReadonlySet<LeagueId> = new Set(['ncaaf', 'ncaamb', 'ncaawb'])

/** Parts of a game: halves, quarters, periods, innings. Whatever begins so is not a full game. */
const PARTIAL_GAMES: Readonly<Record<SeriesLeague, RegExp>> = {
  mlb: /^(?:F[1-9]|RFI$|INNING)/,
  nfl: /^(?:[12]H|[1-4]Q|EQBTTS$)/,
  nba: /^(?:[12]H|[1-4]Q)/,
  nhl: /^[123]P/,
  wnba: /^(?:[12]H|[1-4]Q)/,
  ncaaf: /^(?:[12]H|[1-4]Q)/,
  ncaamb: /^[12]H/,
  ncaawb: /^(?:[12]H|[1-4]Q)/,
}

/** Other known series, by reason and by what is left of the ticker behind the league. */
const OTHER_TYPES: Readonly<Record<SeriesLeague, Readonly<Record<string, string>>>> = {
  mlb: {
    exhibition: 'STGAME',
    'game-prop': 'EXTRAS NEXTHR',
    'player-prop': 'HIT HR HRR TB RBI SB KS OUTS WA HA PITCH STATCOUNT HRDERBY',
    future:
      '_ WS AL NL ALEAST ALWEST ALCENT NLEAST NLWEST NLCENT DIVWINNER PLAYOFFS SERIES ' +
      'SERIESGAMETOTAL WINS BESTRECORD ALMVP NLMVP ALROTY NLROTY ALCY NLCY ASGMVP',
  },
  nfl: {
    'game-prop':
      'RACE LEADCHANGE LARGELEAD TEAMTD GAMETD TOTALTD TEAMSACK GAMESACK TEAMTO GAMETO TEAMFG ' +
      'TEAM1STDOWNS FG 2PTCONV SFTY BOTH LONGESTFG NEXTTD NEXTINT TEAMFIRSTTD FIRSTTDTEAM ' +
      'FIRSTTDTIME DSTTD',
    'player-prop':
      'TD ANYTD FIRSTTD 2TD PASSYDS PASSTDS PASSINT PASSCOMP PASSATT RSHYDS RSHATT RECYDS REC ' +
      'RRYDS LONGRSH LONGREC FFPTS INT SACK RSHYDSH2H PASSYDSH2H RECYDSH2H',
    future:
      'MVP OPOTY OROTY WINS PLAYOFF 1SEED STAGEOFELIM AFCCHAMP NFCCHAMP AFCEAST AFCNORTH ' +
      'AFCSOUTH AFCWEST NFCEAST NFCNORTH NFCSOUTH NFCWEST',
  },
  nba: {
    exhibition: 'SUMMERGAME SUMMERSPREAD SUMMERTOTAL',
    'game-prop': 'OVERTIME WINMARGIN RACE FIRSTBASKET BENCHPTS H2HBENCHPTS H2HTEAM3PT',
    'player-prop':
      'PTS REB AST 3PT STL BLK 2D 3D PRA RA PR STOCK STOCKS PLAYOFFPTS H2HPRA H2HPTS H2H3PT',
    future:
      '_ EAST WEST SERIES SERIESSPREAD SERIESGAMES SERIESROADWIN MATCHUP PLAYOFF PLAYIN WINS ' +
      'PLAYOFFWINS MVP ROY COY DPOY SIXTH MIMP CLUTCH FINMVP EFINMVP WFINMVP 1STTEAM 2NDTEAM ' +
      '3RDTEAM 1STTEAMDEF 2NDTEAMDEF ATLANTIC CENTRAL SOUTHEAST NORTHWEST PACIFIC SOUTHWEST ' +
      'EAST1SEED WEST1SEED DRAFT1 DRAFTPICK DRAFTTOP DRAFTCAT DRAFTCOMP DRAFTTEAM TOPPICK',
  },
  nhl: {
    'game-prop': 'OVERTIME OT 2OT',
    'player-prop': 'GOAL ANYGOAL FIRSTGOAL PTS AST SAVES SAVE',
    future:
      '_ EAST WEST SERIES PLAYOFF PRES ATLANTIC METROPOLITAN CENTRAL PACIFIC MVP VEZINA NORRIS HART',
  },
  wnba: {
    'game-prop': 'OT',
    'player-prop': 'PTS REB AST 3PT STL BLK 2D 3D PRA 40PTS H2HPRA H2HPTS',
    future: '_ SERIES MVP ROTY ROY WINS DRAFT1 DRAFTTOP3 DELAY GAMESPLAYED ALLTEAM',
  },
  ncaaf: {},
  ncaamb: {},
  ncaawb: {},
}

/** Stands in the table for the bare league ticker, `KXNBA`: the championship. */
const BARE_LEAGUE = '_'

const OTHER_SERIES: ReadonlyMap<string, ContractSubject> = new Map(
  LEAGUE_PREFIXES.flatMap(([prefix, league]) =>
    Object.entries(OTHER_TYPES[league]).flatMap(([reason, types]) =>
      types
        .split(' ')
        .map((type): [string, ContractSubject] => [
          type === BARE_LEAGUE ? prefix : prefix + type,
          { tag: 'other', league, reason },
        ]),
    ),
  ),
)

/** Returns what a series asks about; `unknown` where we have no record of it. */
export function subjectOfSeries(seriesId: string): ContractSubject {
  if (seriesId.startsWith('KXMVE')) return { tag: 'other', reason: 'parlay' }
  const listed = OTHER_SERIES.get(seriesId)
  if (listed !== undefined) return listed
  const entry = LEAGUE_PREFIXES.find(([prefix]) => seriesId.startsWith(prefix))
  if (entry === undefined) return { tag: 'unknown' }
  const [prefix, league] = entry
  const type = seriesId.slice(prefix.length)
  const marketType = GAME_TYPES.get(type)
  if (marketType !== undefined && isOnRecord(league, marketType)) {
    return { tag: 'game', league, marketType, period: 'full-game' }
  }
  if (type === 'TEAMTOTAL') return { tag: 'other', league, reason: 'team-total' }
  if (PARTIAL_GAMES[league].test(type)) return { tag: 'other', league, reason: 'partial-game' }
  return { tag: 'unknown' }
}

function isOnRecord(league: LeagueId, marketType: MarketType): boolean {
  return marketType === 'moneyline' || !WINNER_ONLY_LEAGUES.has(league)
}
