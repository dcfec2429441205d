/**
 * The bookmakers of The Odds API by key: who they are, and whether one can bet there. From its page
 * of bookmakers (captured 2026-07-06) and the keys in recordings of 2020 to 2026. Not every name in
 * the feed is a book: exchanges charge a commission the feed does not show, prediction markets are
 * other venues, daily-fantasy prices are no odds.
 * @module
 */

/**
 * `us-regulated`: licensed by a US state. `us-offshore`: takes US customers without a licence.
 * `sweepstakes`: play money that can be redeemed. `foreign`: licensed outside the US.
 */
export type BookKind =
  | 'us-regulated'
  | 'us-offshore'
  | 'exchange'
  | 'dfs'
  | 'sweepstakes'
  | 'foreign'
  | 'prediction-market'

/** The feed's region that lists a book (`regions=`); the first one where there are several. */
export type BookRegion = 'us' | 'us2' | 'us_dfs' | 'us_ex' | 'uk' | 'eu' | 'fr' | 'se' | 'au'

/** One bookmaker. */
export interface Book {
  /** The feed's key, `williamhill_us`. */
  readonly key: string
  /** Name as people know it, `Caesars`. */
  readonly title: string
  readonly kind: BookKind
  readonly region: BookRegion
}

type Row = readonly [key: string, title: string]

const rows = (kind: BookKind, region: BookRegion, list: readonly Row[]): readonly Book[] =>
  list.map(([key, title]) => ({ key, title, kind, region }))

const US: readonly Book[] = [
  ...rows('us-regulated', 'us', [
    ['betmgm', 'BetMGM'],
    ['betrivers', 'BetRivers'],
    ['draftkings', 'DraftKings'],
    ['fanatics', 'Fanatics'],
    ['fanduel', 'FanDuel'],
    ['williamhill_us', 'Caesars'],
  ]),
  ...rows('us-regulated', 'us2', [
    ['ballybet', 'Bally Bet'],
    ['betparx', 'betPARX'],
    ['espnbet', 'ESPN BET'],
    ['hardrockbet', 'Hard Rock Bet'],
    ['hardrockbet_az', 'Hard Rock Bet (AZ)'],
    ['hardrockbet_fl', 'Hard Rock Bet (FL)'],
    ['hardrockbet_oh', 'Hard Rock Bet (OH)'],
  ]),
  // No longer in the feed; in recordings of 2020 to 2025.
  ...rows('us-regulated', 'us', [
    ['barstool', 'Barstool Sportsbook'],
    ['pointsbetus', 'PointsBet (US)'],
    ['superbook', 'SuperBook'],
    ['twinspires', 'TwinSpires'],
    ['unibet_us', 'Unibet'],
    ['wynnbet', 'WynnBET'],
  ]),
  ...rows('us-offshore', 'us', [
    ['betonlineag', 'BetOnline.ag'],
    ['betus', 'BetUS'],
    ['bovada', 'Bovada'],
    ['lowvig', 'LowVig.ag'],
    ['mybookieag', 'MyBookie.ag'],
  ]),
  ...rows('us-offshore', 'us2', [['betanysports', 'BetAnything']]),
  ...rows('us-offshore', 'eu', [['gtbets', 'GTbets']]),
  ...rows('sweepstakes', 'us2', [
    ['fliff', 'Fliff'],
    ['rebet', 'ReBet'],
  ]),
  ...rows('dfs', 'us_dfs', [
    ['betr_us_dfs', 'Betr Picks'],
    ['pick6', 'DraftKings Pick6'],
    ['prizepicks', 'PrizePicks'],
    ['underdog', 'Underdog'],
  ]),
  ...rows('exchange', 'us_ex', [
    ['betopenly', 'BetOpenly'],
    ['novig', 'Novig'],
    ['prophetx', 'ProphetX'],
  ]),
  ...rows('prediction-market', 'us_ex', [
    ['kalshi', 'Kalshi'],
    ['polymarket', 'Polymarket'],
  ]),
]

const EUROPE: readonly Book[] = [
  ...rows('exchange', 'uk', [
    ['betfair_ex_uk', 'Betfair'],
    ['matchbook', 'Matchbook'],
    ['smarkets', 'Smarkets'],
  ]),
  ...rows('exchange', 'eu', [['betfair_ex_eu', 'Betfair']]),
  ...rows('foreign', 'uk', [
    ['betfair_sb_uk', 'Betfair Sportsbook'],
    ['betfred_uk', 'Betfred'],
    ['betvictor', 'Bet Victor'],
    ['betway', 'Betway'],
    ['boylesports', 'BoyleSports'],
    ['casumo', 'Casumo'],
    ['coral', 'Coral'],
    ['grosvenor', 'Grosvenor'],
    ['ladbrokes_uk', 'Ladbrokes'],
    ['leovegas', 'LeoVegas'],
    ['livescorebet', 'LiveScore Bet'],
    ['paddypower', 'Paddy Power'],
    ['skybet', 'Sky Bet'],
    ['sport888', '888sport'],
    ['unibet_uk', 'Unibet (UK)'],
    ['virginbet', 'Virgin Bet'],
    ['williamhill', 'William Hill'],
  ]),
  ...rows('foreign', 'eu', [
    ['codere_it', 'Codere (IT)'],
    ['coolbet', 'Coolbet'],
    ['everygame', 'Everygame'],
    ['marathonbet', 'Marathon Bet'],
    ['onexbet', '1xBet'],
    ['pinnacle', 'Pinnacle'],
    ['suprabets', 'Suprabets'],
    ['tipico_de', 'Tipico'],
    ['unibet_it', 'Unibet (IT)'],
    ['unibet_nl', 'Unibet (NL)'],
    ['winamax_de', 'Winamax (DE)'],
  ]),
  ...rows('foreign', 'fr', [
    ['betclic_fr', 'Betclic (FR)'],
    ['netbet_fr', 'NetBet (FR)'],
    ['pmu_fr', 'PMU (FR)'],
    ['unibet_fr', 'Unibet (FR)'],
    ['winamax_fr', 'Winamax (FR)'],
  ]),
  ...rows('foreign', 'se', [
    ['atg_se', 'ATG (SE)'],
    ['betinia_se', 'Betinia (SE)'],
    ['betmgm_se', 'BetMGM (SE)'],
    ['betsson', 'Betsson'],
    ['campobet_se', 'CampoBet (SE)'],
    ['expekt_se', 'Expekt (SE)'],
    ['hajper_se', 'Hajper (SE)'],
    ['leovegas_se', 'LeoVegas (SE)'],
    ['mrgreen_se', 'Mr Green (SE)'],
    ['nordicbet', 'Nordic Bet'],
    ['sport888_se', '888sport (SE)'],
    ['svenskaspel_se', 'Svenska Spel (SE)'],
    ['unibet_se', 'Unibet (SE)'],
  ]),
]

const AUSTRALIA: readonly Book[] = [
  ...rows('exchange', 'au', [['betfair_ex_au', 'Betfair']]),
  ...rows('foreign', 'au', [
    ['bet365_au', 'Bet365 (AU)'],
    ['betr_au', 'Betr (AU)'],
    ['betright', 'Bet Right'],
    ['dabble_au', 'Dabble (AU)'],
    ['ladbrokes_au', 'Ladbrokes (AU)'],
    ['neds', 'Neds'],
    ['playup', 'PlayUp'],
    ['pointsbetau', 'PointsBet (AU)'],
    ['sportsbet', 'SportsBet'],
    ['tab', 'TAB'],
    ['tabtouch', 'TABtouch'],
    ['unibet', 'Unibet (AU)'],
  ]),
]

/** Every bookmaker we know, by key. */
export const BOOKS: ReadonlyMap<string, Book> = new Map(
  [...US, ...EUROPE, ...AUSTRALIA].map((book) => [book.key, book]),
)

/** The regulated US sportsbooks: where legs come from unless the user names others. */
export const DEFAULT_BOOKS: readonly string[] = US.filter(
  ({ kind }) => kind === 'us-regulated',
).map(({ key }) => key)

/** Returns what kind of book a key is; undefined where we have no record of it: never a default. */
export function bookKindOf(key: string): BookKind | undefined {
  return BOOKS.get(key)?.kind
}
