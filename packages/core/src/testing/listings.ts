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
import type { MarketType } from '../fixtures/proposition.ts'
import { americanOdds } from '../odds/american.ts'

const MONTHS = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC']
const TICKER =
  /^KX(MLB|NFL|NBA|NHL|WNBA|NCAAF|NCAAMB|NCAAWB)(GAME|SPREAD|TOTAL)-(\d\d)([A-Z]{3})(\d\d)(\d{4})?([A-Z]+\d?)-([A-Z]*)(\d*)$/
const MARKET_TYPES: Readonly<Record<string, MarketType>> = {
  GAME: 'moneyline',
  SPREAD: 'spread',
  TOTAL: 'total',
}

/** Returns the contract of a full-game ticker, known by it alone unless `more` says more. */
export function contractOf(ticker: string, more: Partial<ContractListing> = {}): ContractListing {
  const match = TICKER.exec(ticker)
  assertInput(match !== null, `not a ticker: ${ticker}`)
  const [, league = '', type = '', yy, month = '', day, hhmm, teamCodes, code, rung] = match
  const date = { year: 2000 + Number(yy), month: MONTHS.indexOf(month) + 1, day: Number(day) }
  const easternDate = formatEasternDate(date.year, date.month, date.day)
  const clock = { hour: Number(hhmm?.slice(0, 2)), minute: Number(hhmm?.slice(2)) }
  const start: ScheduledStart =
    hhmm === undefined
      ? { easternDate, source: 'ticker' }
      : { easternDate, startMs: easternToMs({ ...date, ...clock }), source: 'ticker' }
  return {
    venue: 'kalshi',
    marketId: ticker,
    eventId: ticker.slice(0, ticker.lastIndexOf('-')),
    seriesId: ticker.slice(0, ticker.indexOf('-')),
    subject: {
      tag: 'game',
      league: league.toLowerCase() as LeagueId,
      marketType: MARKET_TYPES[type] ?? 'moneyline',
      period: 'full-game',
    },
    start,
    otherStarts: [],
    teamCodes,
    teamNames: undefined,
    outcomeCode: `${code}${rung}`,
    yesLabel: undefined,
    yesTeamName: undefined,
    strike: rung === '' ? undefined : { tag: 'greater', floor: Number(rung) - 0.5 },
    ...more,
  }
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
    sportKey: LEAGUES[league].oddsApiSportKeys[0] ?? '',
    league,
    homeName: home,
    awayName: away,
    startMs: Date.parse(start),
    markets,
  }
}

/** Returns one outcome at −110. */
export function outcomeOf(name: string, point?: number): BookOutcome {
  return { name, price: americanOdds(-110), point, betLimit: undefined, link: undefined }
}

/** Returns a market of a book. */
export function bookMarket(
  marketKey: string,
  outcomes: readonly BookOutcome[],
  more: Partial<BookMarket> = {},
): BookMarket {
  const types: Readonly<Record<string, MarketType>> = {
    h2h: 'moneyline',
    spreads: 'spread',
    totals: 'total',
  }
  return {
    book: 'draftkings',
    marketKey,
    marketType: types[marketKey],
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
