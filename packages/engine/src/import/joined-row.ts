/**
 * One row of a joined table: a game at a moment, Kalshi's best quotes beside sportsbook moneylines. Turned
 * into what the venues would have answered then, with nothing in it that the row does not say but the
 * assumptions named here: a market that is quoted trades, and its prices are whole steps of the coarsest
 * grid that all of them lie on.
 *
 * The books' quotes are dated by the feed's last poll, when they were last known to stand, and not by when a
 * price last changed. Where a size is missing nothing can be bought, unless the user names a size.
 * @module
 */
import {
  type Centicontracts,
  checkWire,
  complementTicks,
  convertWire,
  formatCenticontracts,
  formatPriceTicks,
  InvalidInputError,
  insideWire,
  isInstant,
  parseCenticontracts,
  parseInstant,
  parsePriceTicks,
  type PriceTicks,
  WireFormatError,
  type WireLocation,
} from '@arbkit/core'
import { z } from 'zod'
import type { AskedOdds } from '../session/frame-request.ts'

/** What a row becomes. Payloads are JSON. */
export interface JoinedRow {
  /** When both venues were looked at, Unix ms. */
  readonly capturedMs: number
  /** When the books' quotes were last known to stand, Unix ms. */
  readonly polledMs: number
  /** A list with one event of Kalshi's, markets inside. */
  readonly kalshi: string
  /** One event of the odds feed. */
  readonly odds: string
  readonly asked: AskedOdds
  /** Quotes of Kalshi's whose size the row does not say. */
  readonly quotesWithoutSize: number
}

/** With numbers as text. What is absent was not quoted; other fields are passed over. */
const sideSchema = z.looseObject({
  ticker: z.string().min(1),
  yes_bid: z.string().nullish(),
  yes_ask: z.string().nullish(),
  no_bid: z.string().nullish(),
  no_ask: z.string().nullish(),
  yes_bid_size: z.string().nullish(),
  yes_ask_size: z.string().nullish(),
  volume: z.string().nullish(),
})

const bookSchema = z.looseObject({
  home: z.string().nullish(),
  away: z.string().nullish(),
  changed: z.string().nullish(),
})

const rowSchema = z.looseObject({
  captured_at: z.string(),
  kalshi_event: z.string().min(1),
  odds_event_id: z.string().min(1),
  sport_key: z.string().min(1),
  commence_time: z.string(),
  home_team: z.string().min(1),
  away_team: z.string().min(1),
  odds_feed_last_poll: z.string(),
  kalshi: z.looseObject({ home: sideSchema.nullish(), away: sideSchema.nullish() }),
  books: z.record(z.string(), bookSchema),
})

type WireRow = z.output<typeof rowSchema>
type WireSide = z.output<typeof sideSchema>
type WireBook = z.output<typeof bookSchema>

/** Fields that no venue's own answer has; three of them in a first line make a joined table. */
const OWN_FIELDS = [
  'kalshi_event',
  'odds_event_id',
  'odds_feed_last_poll',
  'odds_feed_age_s',
  'kalshi',
] as const
const OWN_FIELDS_MIN = 3

/** True for the first line of a joined table, also where that line is damaged. */
export function looksLikeJoinedRow(line: string): boolean {
  if (!line.startsWith('{')) return false
  const found = OWN_FIELDS.filter((field) => new RegExp(`"${field}"\\s*:`).test(line))
  return found.length >= OWN_FIELDS_MIN
}

/**
 * Reads a row whose numbers are text. `assumed` is the size taken where the row says none.
 * @throws {WireFormatError} a field missing or of another type, a price or size that is none, a market of
 *   another event, YES and NO prices that contradict each other.
 */
export function readJoinedRow(
  value: unknown,
  at: WireLocation,
  assumed?: Centicontracts,
): JoinedRow {
  const row = checkWire(rowSchema, value, at)
  const capturedMs = readTime(at, 'captured_at', row.captured_at)
  const polledMs = readTime(at, 'odds_feed_last_poll', row.odds_feed_last_poll)
  readTime(at, 'commence_time', row.commence_time)
  const markets = marketsOf(row, insideWire(at, 'kalshi'), assumed)
  return {
    capturedMs,
    polledMs,
    kalshi: JSON.stringify({ events: [eventOf(row, markets)], cursor: '' }),
    odds: oddsOf(row, insideWire(at, 'books')),
    asked: { sportKey: row.sport_key, markets: ['h2h'], eventIds: [row.odds_event_id] },
    quotesWithoutSize: markets.reduce((sum, { unsized }) => sum + unsized, 0),
  }
}

interface ReadMarket {
  readonly wire: Readonly<Record<string, unknown>>
  readonly unsized: number
}

/**
 * The row's names are the odds feed's: in the title they would only bear themselves out, so that the
 * ticker's codes alone tell the teams.
 */
function eventOf(
  { kalshi_event: ticker }: WireRow,
  markets: readonly ReadMarket[],
): Readonly<Record<string, unknown>> {
  return {
    event_ticker: ticker,
    series_ticker: ticker.split('-')[0],
    title: ticker,
    markets: markets.map(({ wire }) => wire),
  }
}

function marketsOf(
  { kalshi, kalshi_event: eventTicker, home_team: home, away_team: away }: WireRow,
  at: WireLocation,
  assumed: Centicontracts | undefined,
): readonly ReadMarket[] {
  const seen = new Set<string>()
  const teams = { home, away }
  return (['home', 'away'] as const).flatMap((key) => {
    const side = kalshi[key] ?? undefined
    if (side === undefined) return []
    const place = insideWire(at, key)
    const { ticker } = side
    if (!ticker.startsWith(`${eventTicker}-`) || seen.has(ticker)) {
      const expected = `another market of ${eventTicker} a side`
      throw new WireFormatError(insideWire(place, 'ticker'), { expected, got: ticker })
    }
    seen.add(ticker)
    return [marketOf(side, { place, eventTicker, team: teams[key], assumed })]
  })
}

function marketOf(
  side: WireSide,
  {
    place,
    eventTicker,
    team,
    assumed,
  }: {
    readonly place: WireLocation
    readonly eventTicker: string
    /** Of that side. */
    readonly team: string
    readonly assumed: Centicontracts | undefined
  },
): ReadMarket {
  const bid = priceOf(side, place, { own: 'yes_bid', mirror: 'no_ask' })
  const ask = priceOf(side, place, { own: 'yes_ask', mirror: 'no_bid' })
  const sizes = [
    { isQuoted: isQuote(bid), size: sizeOf(side, place, 'yes_bid_size') },
    { isQuoted: isQuote(ask), size: sizeOf(side, place, 'yes_ask_size') },
  ].map(({ isQuoted, size }) => ({
    isUnknown: isQuoted && size === undefined,
    text: formatCenticontracts(size ?? (isQuoted ? (assumed ?? NOTHING) : NOTHING)),
  }))
  return {
    unsized: sizes.filter(({ isUnknown }) => isUnknown).length,
    wire: {
      ticker: side.ticker,
      event_ticker: eventTicker,
      status: 'active',
      yes_sub_title: team,
      yes_bid_dollars: formatPriceTicks(bid ?? NO_BID),
      yes_ask_dollars: formatPriceTicks(ask ?? NO_ASK),
      yes_bid_size_fp: sizes[0]?.text,
      yes_ask_size_fp: sizes[1]?.text,
      rules_primary: '',
      rules_secondary: '',
      price_ranges: gridOf([bid, ask]),
      ...(typeof side.volume === 'string' ? { volume_fp: side.volume } : {}),
    },
  }
}

const NOTHING = parseCenticontracts('0')
/** What the venue prints where nobody bids, or offers. */
const NO_BID = parsePriceTicks('0')
const NO_ASK = parsePriceTicks('1')

/** The venue prints 0 and 1 dollar where there is no quote. */
function isQuote(price: PriceTicks | undefined): boolean {
  return price !== undefined && price !== NO_BID && price !== NO_ASK
}

/** A YES bid is a NO ask at the complement: where both are printed they have to agree. */
function priceOf(
  side: WireSide,
  at: WireLocation,
  { own, mirror }: { readonly own: 'yes_bid' | 'yes_ask'; readonly mirror: 'no_ask' | 'no_bid' },
): PriceTicks | undefined {
  const [direct, mirrored] = [own, mirror].map((key) => readPrice(at, key, side[key]))
  const opposite = mirrored === undefined ? undefined : complementTicks(mirrored)
  if (direct !== undefined && opposite !== undefined && direct !== opposite) {
    const expected = `${formatPriceTicks(complementTicks(direct))}, 1 less ${own}`
    throw new WireFormatError(insideWire(at, mirror), { expected, got: side[mirror] })
  }
  return direct ?? opposite
}

function readPrice(
  at: WireLocation,
  key: 'yes_bid' | 'yes_ask' | 'no_bid' | 'no_ask',
  text: string | null | undefined,
): PriceTicks | undefined {
  if (typeof text !== 'string') return undefined
  return convertWire({ at, key, expected: 'a price in dollars from 0 to 1' }, text, parsePriceTicks)
}

function sizeOf(
  side: WireSide,
  at: WireLocation,
  key: 'yes_bid_size' | 'yes_ask_size',
): Centicontracts | undefined {
  const text = side[key]
  if (typeof text !== 'string') return undefined
  const expected = 'a count of contracts of 0 or more'
  return convertWire({ at, key, expected }, text, parseCenticontracts)
}

const STEPS = [
  { ticks: 100, text: '0.0100' },
  { ticks: 10, text: '0.0010' },
  { ticks: 1, text: '0.0001' },
] as const

function gridOf(prices: readonly (PriceTicks | undefined)[]): readonly unknown[] {
  const step = STEPS.find(({ ticks }) =>
    prices.every((price) => price === undefined || price % ticks === 0),
  )
  return [{ start: '0.0000', end: '1.0000', step: step?.text }]
}

function oddsOf(row: WireRow, at: WireLocation): string {
  const { home_team: home, away_team: away, odds_feed_last_poll: polled } = row
  const bookmakers = Object.entries(row.books).map(([key, book]) => {
    const place = insideWire(at, key)
    const outcomes = [
      ...outcomeOf(book, place, { key: 'home', name: home }),
      ...outcomeOf(book, place, { key: 'away', name: away }),
    ]
    const market = `{"key":"h2h","last_update":${JSON.stringify(polled)},"outcomes":[${outcomes.join(',')}]}`
    return `{"key":${JSON.stringify(key)},"title":${JSON.stringify(key)},"last_update":${JSON.stringify(polled)}${changeOf(book, place)},"markets":[${market}]}`
  })
  const head = JSON.stringify({
    id: row.odds_event_id,
    sport_key: row.sport_key,
    commence_time: row.commence_time,
    home_team: home,
    away_team: away,
  })
  return `${head.slice(0, -1)},"bookmakers":[${bookmakers.join(',')}]}`
}

/** When the price last changed: kept beside the quote, and no reader's business. */
function changeOf({ changed }: WireBook, at: WireLocation): string {
  if (typeof changed !== 'string') return ''
  readTime(at, 'changed', changed)
  return `,"changed":${JSON.stringify(changed)}`
}

/** Whole American odds, `196` or `196.0`, of 100 or more either way. */
const AMERICAN = /^(-?[1-9]\d{2,7})(?:\.0+)?$/

function outcomeOf(
  book: WireBook,
  at: WireLocation,
  { key, name }: { readonly key: 'home' | 'away'; readonly name: string },
): readonly string[] {
  const text = book[key]
  if (typeof text !== 'string') return []
  const price = AMERICAN.exec(text)?.[1]
  if (price === undefined) {
    const expected = 'whole American odds of 100 or more either way'
    throw new WireFormatError(insideWire(at, key), { expected, got: text })
  }
  return [`{"name":${JSON.stringify(name)},"price":${price}}`]
}

function readTime(at: WireLocation, key: string, text: string): number {
  return convertWire({ at, key, expected: 'a time with its zone' }, text, (given) => {
    if (!isInstant(given)) throw new InvalidInputError('not a time')
    const ms = parseInstant(given)
    if (ms < 0) throw new InvalidInputError('before 1970')
    return ms
  })
}
