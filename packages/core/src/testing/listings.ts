/**
 * Builders of listings for tests of matching, as short as a test can say them: contracts by ticker, odds
 * events by teams and time.
 * @module
 */
import { assertInput } from '../assert.ts'
import { easternToMs, formatEasternDate } from '../fixtures/eastern-time.ts'
import { LEAGUES, type LeagueId } from '../fixtures/league.ts'
import type {
  BookMarket,
  BookOutcome,
  ContractListing,
  OddsListing,
  ScheduledStart,
} from '../fixtures/listing.ts'
import type { Period } from '../fixtures/period.ts'
import type { PlayerStat } from '../fixtures/player-stat.ts'
import type { MarketType } from '../fixtures/proposition.ts'
import { splitTeamCodes } from '../fixtures/team-registry.ts'
import { americanOdds } from '../odds/american.ts'
import { isDrawSold } from '../settlement/scope.ts'

const MONTHS = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC']
const TICKER =
  /^KX(MLB|NFL|NBA|NHL|WNBA|NCAAF|NCAAMB|NCAAWB)(GAME|SPREAD|TOTAL)-(\d\d)([A-Z]{3})(\d\d)(\d{4})?([A-Z]+\d?)-([A-Z]*)(\d*)$/
const MARKET_TYPES: Readonly<Record<string, MarketType>> = {
  GAME: 'moneyline',
  SPREAD: 'spread',
  TOTAL: 'total',
}
/** Series, date, clock, codes, and all that stands behind the event. */
const ANY_TICKER = /^(KX[A-Z0-9]+)-(\d\d)([A-Z]{3})(\d\d)(\d{4})?([A-Z0-9]+)(?:-(.+))?$/
const WINNERS: ReadonlySet<MarketType> = new Set(['moneyline', 'three-way', 'draw-no-bet'])

/** What a series asks. */
export interface TestQuestion {
  readonly league: LeagueId
  readonly marketType: MarketType
  /** Left out: the whole game, of soccer its 90 minutes. */
  readonly period?: Period
  readonly stat?: PlayerStat
}

/**
 * Returns the contract of a full-game ticker, known by it alone unless `more` says more. A spread or a
 * total has its event's title too, without which it is never paired.
 */
export function contractOf(ticker: string, more: Partial<ContractListing> = {}): ContractListing {
  const match = TICKER.exec(ticker)
  assertInput(match !== null, `not a ticker: ${ticker}`)
  const [, league = '', type = ''] = match
  const marketType = MARKET_TYPES[type] ?? 'moneyline'
  return contractAbout({ league: league.toLowerCase() as LeagueId, marketType }, ticker, more)
}

/**
 * Returns the contract of a ticker whose series asks what is said: of soccer, a part of the game, a
 * player. The strike is the number at the ticker's end; what has a line has its title too.
 */
export function contractAbout(
  question: TestQuestion,
  ticker: string,
  more: Partial<ContractListing> = {},
): ContractListing {
  const match = ANY_TICKER.exec(ticker)
  assertInput(match !== null, `not a ticker: ${ticker}`)
  const [, seriesId = '', yy, month = '', day, hhmm, teamCodes, outcomeCode = ''] = match
  const date = { year: 2000 + Number(yy), month: MONTHS.indexOf(month) + 1, day: Number(day) }
  const easternDate = formatEasternDate(date.year, date.month, date.day)
  const clock = { hour: Number(hhmm?.slice(0, 2)), minute: Number(hhmm?.slice(2)) }
  const start: ScheduledStart =
    hhmm === undefined
      ? { easternDate, source: 'ticker' }
      : { easternDate, startMs: easternToMs({ ...date, ...clock }), source: 'ticker' }
  const { league, marketType, period = wholeGameOf(league) } = question
  const hasLine = !WINNERS.has(marketType)
  const rung = hasLine ? /(\d+)$/.exec(outcomeCode)?.[1] : undefined
  return {
    venue: 'kalshi',
    marketId: ticker,
    eventId: outcomeCode === '' ? ticker : ticker.slice(0, -outcomeCode.length - 1),
    seriesId,
    subject: { tag: 'game', ...question, period },
    start,
    otherStarts: [],
    teamCodes,
    teamNames: hasLine ? titleOf(league, teamCodes) : undefined,
    outcomeCode,
    yesLabel: undefined,
    yesTeamName: undefined,
    strike: rung === undefined ? undefined : { tag: 'greater', floor: Number(rung) - 0.5 },
    ...more,
  }
}

/** Returns the winner's contract of a match of two persons, with its title and its YES label. */
export function personContract(
  league: 'atp' | 'wta' | 'ufc',
  ticker: string,
  names: readonly [string, string],
  yes: string,
): ContractListing {
  const printed = { teamNames: names, yesLabel: yes, yesTeamName: yes }
  return contractAbout({ league, marketType: 'moneyline' }, ticker, printed)
}

function wholeGameOf(league: LeagueId): Period {
  return isDrawSold(league) ? 'regulation' : 'full-game'
}

/** The two teams' full names, where the codes tell them. */
function titleOf(league: LeagueId, codes = ''): readonly [string, string] | undefined {
  const [split, ...more] = splitTeamCodes(league, codes)
  return split === undefined || more.length > 0
    ? undefined
    : [split.first.fullName, split.second.fullName]
}

/** Returns an odds event with both teams' moneyline at one book, unless markets are given. */
export function oddsOf(
  league: LeagueId,
  game: {
    readonly away: string
    readonly home: string
    readonly start: string
    readonly id?: string
  },
  markets: readonly BookMarket[] = [winnerMarket(game.away, game.home)],
): OddsListing {
  const { away, home, start, id = `${away}@${home}@${start}` } = game
  return {
    feed: 'the-odds-api',
    eventId: id,
    sportKey: sportKeyOf(league),
    league,
    homeName: home,
    awayName: away,
    startMs: Date.parse(start),
    markets,
  }
}

/** A tournament's key where a league's tournaments have their own. */
function sportKeyOf(league: LeagueId): string {
  const { oddsApiSportKeys, oddsApiSportPrefix } = LEAGUES[league]
  const ofTournament = oddsApiSportPrefix === undefined ? '' : `${oddsApiSportPrefix}us_open`
  return oddsApiSportKeys[0] ?? ofTournament
}

/** Returns one outcome at −110; the participant is the player or team that a line is about. */
export function outcomeOf(name: string, point?: number, participant?: string): BookOutcome {
  const priced = { name, price: americanOdds(-110), point, betLimit: undefined, link: undefined }
  return participant === undefined ? priced : { ...priced, participant }
}

const BOOK_MARKET_TYPES: Readonly<Record<string, MarketType>> = {
  h2h: 'moneyline',
  spreads: 'spread',
  alternate_spreads: 'spread',
  totals: 'total',
  alternate_totals: 'total',
  team_totals: 'team-total',
}

/** Returns a market of a book, of the whole game unless `more` says otherwise. */
export function bookMarket(
  marketKey: string,
  outcomes: readonly BookOutcome[],
  more: Partial<BookMarket> = {},
): BookMarket {
  return {
    book: 'draftkings',
    marketKey,
    marketType: BOOK_MARKET_TYPES[marketKey],
    period: 'full-game',
    action: 'back',
    outcomes,
    updatedMs: Date.UTC(2026, 7, 7, 20),
    ...more,
  }
}

/** Returns a two-way moneyline. */
export function winnerMarket(
  away: string,
  home: string,
  more: Partial<BookMarket> = {},
): BookMarket {
  return bookMarket('h2h', [outcomeOf(away), outcomeOf(home)], more)
}

/** Returns home, draw and away of the 90 minutes. */
export function threeWayMarket(
  away: string,
  home: string,
  more: Partial<BookMarket> = {},
): BookMarket {
  const outcomes = [outcomeOf(home), outcomeOf('Draw'), outcomeOf(away)]
  const asked = { marketType: 'three-way', period: 'regulation' } as const
  return bookMarket('h2h', outcomes, { ...asked, ...more })
}

/** Returns over and under a line of each player given. */
export function playerMarket(
  stat: PlayerStat,
  lines: readonly (readonly [player: string, line: number])[],
  more: Partial<BookMarket> = {},
): BookMarket {
  const outcomes = lines.flatMap(([player, line]) => [
    outcomeOf('Over', line, player),
    outcomeOf('Under', line, player),
  ])
  return bookMarket(`player_${stat}`, outcomes, { marketType: 'player-prop', stat, ...more })
}

/**
 * Returns the winner's contract of a game with its title, `Tampa Bay v Seattle` in the ticker's order,
 * and its YES label; of soccer a leg of three.
 */
export function winnerContract(
  league: LeagueId,
  ticker: string,
  title: string,
  yes: string,
): ContractListing {
  const [first = '', second = ''] = title.split(' v ')
  const marketType = isDrawSold(league) ? 'three-way' : 'moneyline'
  const printed = { teamNames: [first, second], yesLabel: yes, yesTeamName: yes } as const
  return contractAbout({ league, marketType }, ticker, printed)
}

/** Returns an odds event, `Rays @ Mariners`, with its winner's market; of soccer that of three. */
export function gameEvent(league: LeagueId, teams: string, start: string): OddsListing {
  const [away = '', home = ''] = teams.split(' @ ')
  const market = isDrawSold(league) ? threeWayMarket(away, home) : winnerMarket(away, home)
  return oddsOf(league, { away, home, start }, [market])
}
