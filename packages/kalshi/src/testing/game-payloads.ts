/**
 * A made-up game in the venue's own words: its event with two markets, milestone, targets and order
 * books, as REST answers print them (recorded events of 2026-08, OpenAPI 3.28.0). The books say what
 * the quotes are, so that a listing and its book never disagree.
 * @module
 */
import {
  easternDateOf,
  formatPriceTicks,
  parsePriceTicks,
  type PriceTicks,
  TICKS_PER_DOLLAR,
} from '@arbkit/core'

/** An object of an answer, as it is before it is JSON. */
export type WireRecord = Readonly<Record<string, unknown>>

/** One level: price in dollars and contracts, both as text: `['0.4100', '2249.71']`. */
export type WireLevel = readonly [price: string, count: string]

/** Bids of both sides, cheapest first as the venue prints them; NO bids at NO prices. */
export interface WireBook {
  readonly yes: readonly WireLevel[]
  readonly no: readonly WireLevel[]
}

/** A team and what its winning market is worth. */
export interface MadeUpTeam {
  /** As in tickers, `KC`. */
  readonly code: string
  /** As the venue prints it, `Kansas City`. */
  readonly name: string
  readonly book: WireBook
}

/** A game. */
export interface MadeUpGame {
  readonly league: 'NFL' | 'NBA'
  readonly away: MadeUpTeam
  readonly home: MadeUpTeam
  /** Unix ms. */
  readonly startMs: number
  /** 0 unless said. */
  readonly exchangeIndex?: number | undefined
}

/** Everything that the venue says of a game. */
export interface GamePayloads {
  readonly event: WireRecord
  readonly milestone: WireRecord
  readonly structuredTargets: readonly WireRecord[]
  /** `{yes_dollars, no_dollars}` by market ticker. */
  readonly orderBooks: Readonly<Record<string, WireRecord>>
}

const LEAGUE_WORDS = {
  NFL: {
    series: 'KXNFLGAME',
    milestone: 'football_game',
    target: 'football_team',
    sport: 'professional football',
  },
  NBA: {
    series: 'KXNBAGAME',
    milestone: 'basketball_game',
    target: 'basketball_team',
    sport: 'professional basketball',
  },
} as const

const MONTHS = 'JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC'.split(' ')
const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS

/** Returns the ticker of a game's event, `KXNFLGAME-26NOV22KCDEN`: the Eastern date, away, home. */
export function gameEventTicker({ league, away, home, startMs }: MadeUpGame): string {
  const [year = '', month = '', day = ''] = easternDateOf(startMs).split('-')
  const date = `${year.slice(2)}${MONTHS[Number(month) - 1] ?? ''}${day}`
  return `${LEAGUE_WORDS[league].series}-${date}${away.code}${home.code}`
}

/** Returns what the venue says of a game. @throws {InvalidInputError} a price that is none. */
export function gamePayloads(game: MadeUpGame): GamePayloads {
  const { league, away, home, startMs } = game
  const ticker = gameEventTicker(game)
  const event = {
    event_ticker: ticker,
    series_ticker: LEAGUE_WORDS[league].series,
    title: `${away.name} at ${home.name}`,
    sub_title: `${away.code} at ${home.code}`,
    category: 'Sports',
    mutually_exclusive: true,
    collateral_return_type: 'MECNET',
    strike_period: '',
    settlement_sources: [],
    available_on_brokers: true,
    exchange_index: game.exchangeIndex ?? 0,
    markets: [away, home].map((team) => marketOf(game, team)),
  }
  const milestone = {
    id: `milestone-${ticker}`,
    category: 'Sports',
    title: event.title,
    type: LEAGUE_WORDS[league].milestone,
    start_date: textOf(startMs),
    last_updated_ts: textOf(startMs - DAY_MS),
    notification_message: '',
    details: {
      league,
      status: 'scheduled',
      main_game_event_ticker: ticker,
      home_team_id: targetIdOf(game, home),
      away_team_id: targetIdOf(game, away),
    },
    primary_event_tickers: [ticker],
    related_event_tickers: [ticker],
  }
  const structuredTargets = [away, home].map((team) => ({
    id: targetIdOf(game, team),
    name: team.name,
    type: LEAGUE_WORDS[league].target,
    details: {},
    last_updated_ts: textOf(startMs - DAY_MS),
  }))
  const orderBooks = Object.fromEntries(
    [away, home].map((team) => [
      `${ticker}-${team.code}`,
      { yes_dollars: team.book.yes, no_dollars: team.book.no },
    ]),
  )
  return { event, milestone, structuredTargets, orderBooks }
}

function marketOf(game: MadeUpGame, team: MadeUpTeam): WireRecord {
  const { league, away, home, startMs } = game
  const ticker = gameEventTicker(game)
  const matchup = `${away.name} at ${home.name}`
  const rules = `the ${matchup} ${LEAGUE_WORDS[league].sport} game originally scheduled for ${easternDateOf(startMs)}`
  return {
    ticker: `${ticker}-${team.code}`,
    event_ticker: ticker,
    market_type: 'binary',
    title: `${matchup} Winner?`,
    yes_sub_title: team.name,
    no_sub_title: team.name,
    status: 'active',
    result: '',
    expiration_value: '',
    rules_primary: `If ${team.name} wins ${rules}, then the market resolves to Yes.`,
    rules_secondary: TIE_RULES[league],
    open_time: textOf(startMs - 7 * DAY_MS),
    close_time: textOf(startMs + 14 * DAY_MS),
    latest_expiration_time: textOf(startMs + 14 * DAY_MS),
    expected_expiration_time: textOf(startMs + 3 * HOUR_MS),
    created_time: textOf(startMs - 7 * DAY_MS),
    updated_time: textOf(startMs - DAY_MS),
    can_close_early: true,
    settlement_timer_seconds: 60,
    settlement_bounds_type: 'default',
    exchange_index: game.exchangeIndex ?? 0,
    strike_type: 'structured',
    custom_strike: { [LEAGUE_WORDS[league].target]: targetIdOf(game, team) },
    price_level_structure: 'linear_cent',
    price_ranges: [{ start: '0.0000', end: '1.0000', step: '0.0100' }],
    notional_value_dollars: '1.0000',
    ...quotesOf(team.book),
    volume_fp: '1000.00',
    volume_24h_fp: '100.00',
    open_interest_fp: '500.00',
  }
}

/** What the venue writes of ties (recorded rules of 2026-07), and of a league that has none. */
const TIE_RULES = {
  NFL: 'If the game ends in a tie, the market will resolve to $0.50 for each team.',
  NBA: '',
} as const

/** The best of a book; a missing bid is `0.0000`, a missing ask `1.0000`. */
function quotesOf({ yes, no }: WireBook): WireRecord {
  const [yesBid, yesBidSize] = yes.at(-1) ?? ['0.0000', '0.00']
  const [noBid, noBidSize] = no.at(-1) ?? ['0.0000', '0.00']
  return {
    yes_bid_dollars: yesBid,
    yes_bid_size_fp: yesBidSize,
    yes_ask_dollars: complementOf(noBid),
    yes_ask_size_fp: noBidSize,
    no_bid_dollars: noBid,
    no_ask_dollars: complementOf(yesBid),
    last_price_dollars: yesBid,
    previous_yes_bid_dollars: yesBid,
    previous_yes_ask_dollars: complementOf(noBid),
    previous_price_dollars: yesBid,
  }
}

function complementOf(price: string): string {
  return formatPriceTicks((TICKS_PER_DOLLAR - parsePriceTicks(price)) as PriceTicks)
}

function targetIdOf({ league }: MadeUpGame, { code }: MadeUpTeam): string {
  return `target-${league.toLowerCase()}-${code.toLowerCase()}`
}

/** As the venue writes times: whole seconds, UTC. */
function textOf(ms: number): string {
  return new Date(ms).toISOString().replace(/\.\d{3}Z$/, 'Z')
}
