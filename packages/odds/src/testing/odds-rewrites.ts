/**
 * Answers that are wrong in a known way, by name. What holds nothing of the kind stays as it is.
 * @module
 */
import { isRecord, type Rng } from '@arbkit/core'

/** What a body is turned into: another body, or text that is sent as a page. */
export type OddsRewrite = (body: unknown, rng: Rng) => unknown

/**
 * `html`: the page of a proxy. `not-json`: the text ends before its last character. `price`: one price
 * has the other sign, so −130 is +130. `swapped`: home and away of one event. `stale`: every
 * `last_update` is an hour older. `missing-book`: one book of the answer is gone from every event.
 */
export type OddsWrong = 'html' | 'not-json' | 'price' | 'swapped' | 'stale' | 'missing-book'

/** How much older `stale` is, ms. */
export const STALE_MS = 3_600_000

const PAGE = '<html><body>Just a moment...</body></html>'

/** The rewrites by name. */
export const ODDS_REWRITES: Readonly<Record<OddsWrong, OddsRewrite>> = {
  html: () => PAGE,
  'not-json': (body) => JSON.stringify(body).slice(0, -1),
  price: withTurnedPrice,
  swapped: withSwappedTeams,
  stale: (body) => shiftedUpdates(body, -STALE_MS),
  'missing-book': withoutOneBook,
}

/** Returns a body with every `last_update` later by `ms`, in whole seconds, as the API writes them. */
export function shiftedUpdates(body: unknown, ms: number): unknown {
  if (Array.isArray(body)) return body.map((each) => shiftedUpdates(each, ms))
  if (!isRecord(body)) return body
  return Object.fromEntries(
    Object.entries(body).map(([name, value]) => [
      name,
      name === 'last_update' ? shiftedTime(value, ms) : shiftedUpdates(value, ms),
    ]),
  )
}

function shiftedTime(value: unknown, ms: number): unknown {
  const atMs = typeof value === 'string' ? Date.parse(value) : Number.NaN
  if (Number.isNaN(atMs)) return value
  return new Date(atMs + ms).toISOString().replace(/\.\d{3}Z$/, 'Z')
}

function withTurnedPrice(body: unknown, rng: Rng): unknown {
  let index = Math.floor(rng.next() * countOf(body, isPriced))
  return mapped(body, isPriced, (outcome) => {
    index -= 1
    return index === -1 ? { ...outcome, price: -outcome.price } : outcome
  })
}

function withSwappedTeams(body: unknown, rng: Rng): unknown {
  let index = Math.floor(rng.next() * countOf(body, isEvent))
  return mapped(body, isEvent, (event) => {
    index -= 1
    const { home_team: home, away_team: away } = event
    return index === -1 ? { ...event, home_team: away, away_team: home } : event
  })
}

function withoutOneBook(body: unknown, rng: Rng): unknown {
  const keys = new Set<unknown>()
  mapped(body, isOfBooks, (event) => {
    for (const book of event.bookmakers) if (isRecord(book)) keys.add(book['key'])
    return event
  })
  const gone = [...keys][Math.floor(rng.next() * keys.size)]
  return mapped(body, isOfBooks, (event) => ({
    ...event,
    bookmakers: event.bookmakers.filter((book) => !isRecord(book) || book['key'] !== gone),
  }))
}

type Row = Readonly<Record<string, unknown>>

const isPriced = (row: Row): row is Row & { readonly price: number } =>
  typeof row['price'] === 'number'

const isEvent = (row: Row): row is Row =>
  typeof row['home_team'] === 'string' && typeof row['away_team'] === 'string'

const isOfBooks = (row: Row): row is Row & { readonly bookmakers: readonly unknown[] } =>
  Array.isArray(row['bookmakers'])

function countOf(body: unknown, isOne: (row: Row) => row is Row): number {
  let count = 0
  mapped(body, isOne, (row) => {
    count += 1
    return row
  })
  return count
}

/** Replaces every record of a kind, outermost first; inside of one that was found none is looked for. */
function mapped<T extends Row>(
  body: unknown,
  isOne: (row: Row) => row is T,
  change: (row: T) => Row,
): unknown {
  if (Array.isArray(body)) return body.map((each) => mapped(each, isOne, change))
  if (!isRecord(body)) return body
  if (isOne(body)) return change(body)
  return Object.fromEntries(
    Object.entries(body).map(([name, value]) => [name, mapped(value, isOne, change)]),
  )
}
