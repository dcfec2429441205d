/**
 * Made-up frames of two games at two venues: everything that a session may tell, in any order, so that
 * what follows a session can be held against what is reckoned from its whole.
 * @module
 */
import type { Frame } from '@arbkit/store'

/** When a made-up session begins, Unix ms. */
export const MADE_UP_MS = Date.UTC(2026, 10, 22, 17, 30)

/** A frame without its place. */
export interface MadeUpFrame {
  readonly shape: string
  readonly body: unknown
  /** Fields of the request beside the usual ones. */
  readonly request?: Readonly<Record<string, unknown>>
}

/** A game with the contracts on both its sides. */
export interface MadeUpGame {
  readonly event: string
  readonly series: string
  readonly title: string
  readonly codes: readonly [away: string, home: string]
  readonly places: readonly [away: string, home: string]
  readonly teams: readonly [away: string, home: string]
  readonly sport: string
  readonly oddsId: string
  readonly startMs: number
}

/** One game that may end in a tie and one that can not. */
export const MADE_UP_GAMES: readonly [MadeUpGame, MadeUpGame] = [
  {
    event: 'KXNFLGAME-26NOV22DALPHI',
    series: 'KXNFLGAME',
    title: 'Dallas vs Philadelphia',
    codes: ['DAL', 'PHI'],
    places: ['Dallas', 'Philadelphia'],
    teams: ['Dallas Cowboys', 'Philadelphia Eagles'],
    sport: 'americanfootball_nfl',
    oddsId: 'odds-nfl',
    startMs: Date.UTC(2026, 10, 22, 21, 25),
  },
  {
    event: 'KXNBAGAME-26NOV22BOSNYK',
    series: 'KXNBAGAME',
    title: 'Boston vs New York',
    codes: ['BOS', 'NYK'],
    places: ['Boston', 'New York'],
    teams: ['Boston Celtics', 'New York Knicks'],
    sport: 'basketball_nba',
    oddsId: 'odds-nba',
    startMs: Date.UTC(2026, 10, 23, 0, 40),
  },
]

/** Returns the ticker of one side's contract. */
export function tickerOf(game: MadeUpGame, side: 0 | 1): string {
  return `${game.event}-${game.codes[side]}`
}

/** Prices are in cents. */
export interface MadeUpMarket {
  readonly yesBid: number
  readonly yesAsk: number
  readonly status: string
  readonly waiver: string | undefined
}

/** Returns a market as lists have it. */
export function marketOf(game: MadeUpGame, side: 0 | 1, market: MadeUpMarket): unknown {
  const { yesBid, yesAsk, status, waiver } = market
  return {
    ticker: tickerOf(game, side),
    event_ticker: game.event,
    status,
    yes_sub_title: game.places[side],
    yes_bid_dollars: dollars(yesBid),
    yes_ask_dollars: dollars(yesAsk),
    yes_bid_size_fp: '40.00',
    yes_ask_size_fp: '60.00',
    rules_primary: '',
    rules_secondary: '',
    price_ranges: [{ start: '0.0000', end: '1.0000', step: '0.0100' }],
    ...(waiver === undefined ? {} : { fee_waiver_expiration_time: waiver }),
  }
}

/** Returns an answer that lists a game's event with its markets. */
export function eventsFrame(
  game: MadeUpGame,
  markets: readonly unknown[],
  more: Readonly<Record<string, unknown>> = {},
): MadeUpFrame {
  const { event, series, title } = game
  const head = { event_ticker: event, series_ticker: series, title }
  return { shape: 'kalshi-events', body: { events: [{ ...head, markets, ...more }] } }
}

/** Returns a whole order book: a level a side, prices in cents. */
export function orderBookFrame(ticker: string, yesBid: number, noBid: number): MadeUpFrame {
  const orderbook_fp = { yes_dollars: levels(yesBid), no_dollars: levels(noBid) }
  return { shape: 'kalshi-order-books', body: [{ ticker, orderbook_fp }] }
}

/** Returns a message of a stream. */
export function streamFrame(connection: string, message: unknown): MadeUpFrame {
  return { shape: 'kalshi-ws-stream', body: message, request: { file: connection } }
}

/** Returns a stream's whole book. */
export function snapshotFrame(
  connection: string,
  seq: number,
  { ticker, yesBid, noBid }: { ticker: string; yesBid: number; noBid: number },
): MadeUpFrame {
  const msg = {
    market_ticker: ticker,
    yes_dollars_fp: levels(yesBid),
    no_dollars_fp: levels(noBid),
  }
  return streamFrame(connection, { type: 'orderbook_snapshot', sid: 1, seq, msg })
}

/** Returns a change of a level. */
export function deltaFrame(
  connection: string,
  seq: number,
  change: { ticker: string; side: 'yes' | 'no'; price: number; contracts: number },
): MadeUpFrame {
  const { ticker, side, price, contracts } = change
  const msg = {
    market_ticker: ticker,
    price_dollars: dollars(price),
    delta_fp: contracts.toFixed(2),
    side,
  }
  return streamFrame(connection, { type: 'orderbook_delta', sid: 1, seq, msg })
}

/** A book's American odds, away and home. */
export interface MadeUpOdds {
  readonly book: string
  readonly prices: readonly [away: number, home: number]
  /** Unix ms. */
  readonly updatedMs: number
}

/** Returns an event of the feed. */
export function oddsEventOf(
  game: MadeUpGame,
  odds: readonly MadeUpOdds[],
  startMs = game.startMs,
): unknown {
  const { oddsId: id, sport: sport_key, teams } = game
  return {
    id,
    sport_key,
    commence_time: new Date(startMs).toISOString(),
    away_team: teams[0],
    home_team: teams[1],
    bookmakers: odds.map(({ book, prices, updatedMs }) => ({
      key: book,
      title: book,
      last_update: new Date(updatedMs).toISOString(),
      markets: [
        { key: 'h2h', outcomes: teams.map((name, side) => ({ name, price: prices[side] })) },
      ],
    })),
  }
}

/** Puts a frame in its place. */
export function frameAt(
  { shape, body, request = {} }: MadeUpFrame,
  place: { readonly seq: number; readonly turn: number; readonly t: number },
): Frame {
  const usual = { shape, file: 'made-up.json', path: '$', timeSource: 'received' }
  return { ...place, source: 'made-up', request: { ...usual, ...request }, body }
}

function levels(price: number): readonly (readonly [string, string])[] {
  return price <= 0 ? [] : [[dollars(price), '50.00']]
}

function dollars(price: number): string {
  return (price / 100).toFixed(4)
}
