/**
 * What of an event's odds was asked for, as the stand-in reads it from the address.
 * @module
 */
import { BOOKS } from '../books.ts'
import { ApiRefusal, demand } from './api-refusal.ts'
import type { ApiBookmaker, ApiEvent, ApiMarket } from './feed-data.ts'

/** Markets of a whole sport; others are had event by event. */
const FEATURED = new Set(['h2h', 'spreads', 'totals', 'outrights'])

/** Markets that exchanges add unasked. */
const ADDED_LAYS: Readonly<Record<string, string>> = { h2h: 'h2h_lay', outrights: 'outrights_lay' }

const REGIONS = new Set(['us', 'us2', 'us_dfs', 'us_ex', 'uk', 'eu', 'fr', 'se', 'au'])
const EVENT_ID = /^[0-9a-f]{32}$/
const TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$/
const BOOKMAKERS_PER_REGION = 10

/** Whose books are shown, and how many regions that is charged as. */
export interface AskedBooks {
  readonly regionCount: number
  has(book: string): boolean
}

/** Returns the books asked for: bookmakers stand in the place of regions. @throws {ApiRefusal} */
export function booksOf(query: URLSearchParams): AskedBooks {
  const bookmakers = listOf(query.get('bookmakers'))
  if (bookmakers.length > 0) {
    const keys = new Set(bookmakers)
    const regionCount = Math.ceil(keys.size / BOOKMAKERS_PER_REGION)
    return { regionCount, has: (book) => keys.has(book) }
  }
  const regions = new Set(listOf(query.get('regions')))
  demand(regions.size > 0, 'MISSING_REGION', 'Missing regions or bookmakers key')
  for (const region of regions) {
    demand(REGIONS.has(region), 'INVALID_REGION', `Invalid region: ${region}`)
  }
  return { regionCount: regions.size, has: (book) => regions.has(BOOKS.get(book)?.region ?? '') }
}

/** Returns the market keys asked for, `h2h` where none are. @throws {ApiRefusal} */
export function marketsOf(query: URLSearchParams, isWholeSport: boolean): ReadonlySet<string> {
  const given = listOf(query.get('markets'))
  const markets = new Set(given.length === 0 ? ['h2h'] : given)
  const others = isWholeSport ? [...markets].filter((market) => !FEATURED.has(market)) : []
  demand(
    others.length === 0,
    'INVALID_MARKET',
    `Markets not supported by this endpoint: ${others.join(', ')}`,
  )
  return markets
}

/** @throws {ApiRefusal} for what the stand-in does not write: decimal odds, Unix times. */
export function checkFormats(query: URLSearchParams): void {
  const odds = query.get('oddsFormat')
  demand(odds === 'american', 'INVALID_ODDS_FORMAT', 'Invalid oddsFormat (american only here)')
  checkDateFormat(query)
}

/** @throws {ApiRefusal} for Unix times, which the stand-in does not write. */
export function checkDateFormat(query: URLSearchParams): void {
  const date = query.get('dateFormat') ?? 'iso'
  demand(date === 'iso', 'INVALID_DATE_FORMAT', 'Invalid dateFormat (iso only here)')
}

/** Returns whether an event passes the filters by id and by time. @throws {ApiRefusal} */
export function eventFilter(query: URLSearchParams, isUpcoming = false): (event: Timed) => boolean {
  const ids = eventIdsOf(query)
  const from = timeOf(query, 'commenceTimeFrom', 'INVALID_COMMENCE_TIME_FROM')
  const to = timeOf(query, 'commenceTimeTo', 'INVALID_COMMENCE_TIME_TO')
  const isRange = from === undefined || to === undefined || from <= to
  demand(isRange, 'INVALID_COMMENCE_TIME_RANGE', 'commenceTimeFrom is after commenceTimeTo')
  return ({ id, commence_time: time }) => {
    if (ids !== undefined && !ids.has(id)) return false
    const ms = Date.parse(time)
    return isUpcoming || (ms >= (from ?? -Infinity) && ms <= (to ?? Infinity))
  }
}

type Timed = Pick<ApiEvent, 'id' | 'commence_time'>

/** Returns the event ids asked for, undefined for all. @throws {ApiRefusal} */
export function eventIdsOf(query: URLSearchParams): ReadonlySet<string> | undefined {
  const given = query.get('eventIds')
  if (given === null) return undefined
  const ids = listOf(given)
  demand(
    ids.every((id) => EVENT_ID.test(id)),
    'INVALID_EVENT_IDS',
    'Invalid eventIds',
  )
  return new Set(ids)
}

/** Returns a moment of the query, Unix ms; undefined where it is not given. @throws {ApiRefusal} */
export function timeOf(query: URLSearchParams, name: string, code: string): number | undefined {
  const text = query.get(name)
  if (text === null) return undefined
  const ms = TIME.test(text) ? Date.parse(text) : Number.NaN
  demand(!Number.isNaN(ms), code, `Invalid ${name}`)
  return ms
}

/** Returns the event asked for. @throws {ApiRefusal} 422 for what is no id, 404 where it is not listed. */
export function eventById(events: readonly ApiEvent[], sport: string, id: string): ApiEvent {
  demand(EVENT_ID.test(id), 'INVALID_EVENT_ID', 'Invalid event id')
  const found = events.find((event) => event.id === id && event.sport_key === sport)
  if (found !== undefined) return found
  throw new ApiRefusal(404, 'EVENT_NOT_FOUND', 'Event not found. The event may have expired')
}

/** Says whether a switch is on. @throws {ApiRefusal} neither true nor false. */
export function isOn(query: URLSearchParams, name: string, code: string): boolean {
  const text = query.get(name) ?? 'false'
  demand(text === 'true' || text === 'false', code, `Invalid ${name}`)
  return text === 'true'
}

/** How an event is shown. */
export interface Shown {
  readonly books: AskedBooks
  readonly markets: ReadonlySet<string>
  readonly query: URLSearchParams
  /** Of one event the market has the only clock. */
  readonly isOneEvent: boolean
}

/** Returns an event as it is answered: the books and markets asked for, and what was switched on. */
export function shownEvent(event: ApiEvent, shown: Shown): object {
  const { query, books, markets, isOneEvent } = shown
  const hidden = hiddenFields(query)
  const withLays = new Set([...markets].flatMap((market) => [market, ADDED_LAYS[market] ?? market]))
  const market = (from: ApiMarket): object => ({
    ...without(from, hidden),
    outcomes: from.outcomes.map((outcome) => without(outcome, hidden)),
  })
  const bookmaker = (from: ApiBookmaker): object => ({
    ...without(from, isOneEvent ? new Set([...hidden, 'last_update']) : hidden),
    markets: from.markets.filter(({ key }) => withLays.has(key)).map(market),
  })
  return {
    ...without(event, hidden),
    bookmakers: event.bookmakers.filter(({ key }) => books.has(key)).map(bookmaker),
  }
}

/** Returns how many of the markets asked for some book that is shown has. */
export function returnedCount(event: ApiEvent, { books, markets }: Shown): number {
  const returned = event.bookmakers
    .filter(({ key }) => books.has(key))
    .flatMap((bookmaker) => bookmaker.markets.map(({ key }) => key))
  return new Set(returned.filter((key) => markets.has(key))).size
}

/** Returns an event without its books. */
export function bareEvent(event: ApiEvent, query: URLSearchParams): object {
  return without(event, new Set([...hiddenFields(query), 'bookmakers']))
}

/** Switches, the fields that they show, and what is said of a bad value. */
const SWITCHES: readonly (readonly [name: string, fields: readonly string[], code: string])[] = [
  ['includeLinks', ['link'], 'INVALID_INCLUDE_LINKS'],
  ['includeSids', ['sid'], 'INVALID_INCLUDE_SIDS'],
  ['includeBetLimits', ['bet_limit'], 'INVALID_INCLUDE_BET_LIMITS'],
  ['includeMultipliers', ['multiplier'], 'INVALID_INCLUDE_MULTIPLIERS'],
  [
    'includeRotationNumbers',
    ['home_rotation', 'away_rotation'],
    'INVALID_INCLUDE_ROTATION_NUMBERS',
  ],
]

function hiddenFields(query: URLSearchParams): ReadonlySet<string> {
  return new Set(
    SWITCHES.flatMap(([name, fields, code]) => (isOn(query, name, code) ? [] : fields)),
  )
}

function without(value: object, fields: ReadonlySet<string>): object {
  return Object.fromEntries(Object.entries(value).filter(([name]) => !fields.has(name)))
}

function listOf(text: string | null): readonly string[] {
  return (text ?? '').split(',').filter((item) => item !== '')
}
