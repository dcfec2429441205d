/**
 * Parameters of calls: each is checked before anything is sent, so that a slip costs no credit and names
 * itself, and written the way the API reads it.
 * @module
 */
import { assertInput, printable } from '@arbkit/core'
import type { Query } from '@arbkit/http'
import { BOOKS } from '../../books.ts'
import type { BookScope } from '../../credits/cost.ts'

/** Longest key of a sport, a market or a bookmaker that is sent (ours). */
export const KEY_LENGTH_MAX = 100
/** Most items of one comma-separated parameter; more would not fit into an address (ours, cautious). */
export const LIST_MAX = 100
/** Moments outside are a mistake of the unit: seconds or microseconds where milliseconds are meant. */
export const MOMENT_MS_MIN = Date.UTC(2000, 0, 1)
/** See {@link MOMENT_MS_MIN}. */
export const MOMENT_MS_MAX = Date.UTC(2100, 0, 1)

/** In the place of a sport: what is live or comes next, over all sports; of odds only. */
export const UPCOMING = 'upcoming'

/** Markets that a whole sport has; all others are asked for event by event (betting markets, 2026-11-21). */
export const FEATURED_MARKETS: readonly string[] = ['h2h', 'spreads', 'totals', 'outrights']

/** Regions as documented (guide of 2025-09-10). */
export const REGIONS: ReadonlySet<string> = new Set([...BOOKS.values()].map(({ region }) => region))

const SPORT_KEY = /^[a-z0-9]+(?:_[a-z0-9]+)*$/
const MARKET_KEY = SPORT_KEY
const BOOK_KEY = SPORT_KEY
const EVENT_ID = /^[0-9a-f]{32}$/

/** Returns a sport key as a segment of a path. @throws {InvalidInputError} no key, or `upcoming`. */
export function sportSegment(sport: string): string {
  checkKey('sport', sport, SPORT_KEY, 'a key like baseball_mlb')
  assertInput(sport !== UPCOMING, 'sport must be a sport here, not upcoming', {
    parameter: 'sport',
  })
  return sport
}

/** Returns a sport key or `upcoming` as a segment of a path. @throws {InvalidInputError} no key. */
export function sportOrUpcoming(sport: string): string {
  return sport === UPCOMING ? sport : sportSegment(sport)
}

/** Returns an event id as a segment of a path. @throws {InvalidInputError} not 32 hexadecimal digits. */
export function eventSegment(eventId: string, parameter = 'eventId'): string {
  return checkKey(parameter, eventId, EVENT_ID, '32 digits and letters a to f')
}

/** Returns each market once, in the order given. @throws {InvalidInputError} none, or one that is no key. */
export function marketKeys(markets: readonly string[]): readonly string[] {
  return keyList('markets', markets, (market) =>
    checkKey('markets', market, MARKET_KEY, 'keys like h2h'),
  )
}

/** As {@link marketKeys}, of a whole sport. @throws {InvalidInputError} also an additional market. */
export function featuredMarketKeys(markets: readonly string[]): readonly string[] {
  const keys = marketKeys(markets)
  for (const key of keys) {
    assertInput(
      FEATURED_MARKETS.includes(key),
      `markets of a whole sport must be of ${FEATURED_MARKETS.join(', ')}; ask for ${key} event by event`,
      { parameter: 'markets' },
    )
  }
  return keys
}

/** Returns regions or bookmakers, each once. @throws {InvalidInputError} none, or an unknown region. */
export function bookScope(books: BookScope): BookScope {
  if ('bookmakers' in books) {
    const check = (key: string): string =>
      checkKey('bookmakers', key, BOOK_KEY, 'keys like draftkings')
    return { bookmakers: keyList('bookmakers', books.bookmakers, check) }
  }
  const regions = keyList('regions', books.regions, (region) => {
    const message = `regions must be of ${[...REGIONS].join(', ')}, got ${printable(region)}`
    assertInput(REGIONS.has(region), message, { parameter: 'regions' })
    return region
  })
  return { regions }
}

/** Returns event ids, each once; undefined stays. @throws {InvalidInputError} none, or one that is no id. */
export function eventIdList(eventIds: readonly string[] | undefined): string | undefined {
  if (eventIds === undefined) return undefined
  return keyList('eventIds', eventIds, (id) => eventSegment(id, 'eventIds')).join(',')
}

function keyList(
  parameter: string,
  keys: readonly string[],
  check: (key: string) => string,
): readonly string[] {
  const unique = [...new Set(keys.map(check))]
  assertInput(
    unique.length >= 1 && unique.length <= LIST_MAX,
    `${parameter} must name 1 to ${LIST_MAX}, got ${unique.length}`,
    { parameter },
  )
  return unique
}

function checkKey(parameter: string, key: string, form: RegExp, expected: string): string {
  assertInput(
    typeof key === 'string' && key.length <= KEY_LENGTH_MAX && form.test(key),
    `${parameter} must be ${expected}, got ${printable(key)}`,
    { parameter },
  )
  return key
}

/** When the events begin that are asked for. Whole seconds are sent: never a narrower range than asked. */
export interface CommenceRange {
  /** Unix ms (included); undefined for any. */
  readonly commenceFromMs?: number | undefined
  /** Unix ms (included); undefined for any. */
  readonly commenceToMs?: number | undefined
}

/** Returns both ends as the API reads them. @throws {InvalidInputError} no moments, or the wrong way round. */
export function commenceRange({
  commenceFromMs: fromMs,
  commenceToMs: toMs,
}: CommenceRange): readonly [from: string | undefined, to: string | undefined] {
  const from = fromMs === undefined ? undefined : timeText('commenceFromMs', fromMs, Math.floor)
  const to = toMs === undefined ? undefined : timeText('commenceToMs', toMs, Math.ceil)
  assertInput(
    fromMs === undefined || toMs === undefined || fromMs <= toMs,
    'commenceFromMs must not be after commenceToMs',
    { parameter: 'commenceFromMs' },
  )
  return [from, to]
}

/** Returns the moment of a snapshot as the API reads it, its second begun. @throws {InvalidInputError} */
export function snapshotTime(atMs: number): string {
  return timeText('atMs', atMs, Math.floor)
}

/** `2026-11-21T18:00:00Z`: the API takes no fractions. */
function timeText(parameter: string, ms: number, round: (seconds: number) => number): string {
  assertInput(
    Number.isSafeInteger(ms) && ms >= MOMENT_MS_MIN && ms <= MOMENT_MS_MAX,
    `${parameter} must be Unix milliseconds of this century, got ${printable(ms)}`,
    { parameter },
  )
  return new Date(round(ms / 1000) * 1000).toISOString().replace('.000Z', 'Z')
}

/** Returns the query in the order of the names; undefined is left out. */
export function queryOf(
  values: Readonly<Record<string, string | readonly string[] | undefined>>,
): Query {
  return Object.entries(values).flatMap(([name, value]) => {
    if (value === undefined) return []
    return [[name, typeof value === 'string' ? value : value.join(',')] as const]
  })
}

/** Returns `true` for a switch that is on; off is what the API does by itself. */
export function switchText(isOn: boolean | undefined, isOnByDefault = false): 'true' | undefined {
  return (isOn ?? isOnByDefault) ? 'true' : undefined
}
