/**
 * Parameters of calls: each is checked before anything is sent and written the way the venue reads it.
 * A bad one is an {@link InvalidInputError} that names it.
 * @module
 */
import { EXCHANGE_INDEX_MAX } from '../../limits/buckets.ts'
import { assertInput, InvalidInputError, printable } from '@arbkit/core'
import type { Query } from '../request.ts'

/** Longest id, ticker or text that is sent (OpenAPI 3.28.0 of 2026-08-22, GET /markets/orderbooks). */
export const ID_LENGTH_MAX = 200
/** Longest cursor that is sent back (ours; the venue's are opaque). */
export const CURSOR_LENGTH_MAX = 4_096
/** Most ids in one comma-separated parameter; more would not fit into an address (ours, cautious). */
export const LIST_IDS_MAX = 100
/** Highest number of a subaccount; 0 is the primary one (OpenAPI 3.28.0). */
export const SUBACCOUNT_MAX = 63
/** Moments outside are a mistake of the unit: seconds or microseconds where milliseconds are meant. */
export const MOMENT_MS_MIN = Date.UTC(2000, 0, 1)
/** See {@link MOMENT_MS_MIN}. */
export const MOMENT_MS_MAX = Date.UTC(2100, 0, 1)

/** Visible ASCII without what separates parts of an address or of a list. */
const ID = /^(?![.]+$)[^\s/?#%\\,&\u0000-\u0020\u007f-\uffff]+$/
/** Text of a filter: a category, a league. */
const TEXT = /^[^\u0000-\u001f\u007f-\u009f]+$/

/** Words that stand where an id would; an id like one would be another call. */
const ROUTE_WORDS = new Set([
  'batch',
  'batched',
  'candlesticks',
  'create',
  'events',
  'fee_changes',
  'milestone',
  'multivariate',
  'orderbooks',
  'queue_positions',
  'trades',
])

/** Applies a check where there is a value. */
export function optional<In, Out>(
  value: In | undefined,
  check: (value: In) => Out,
): Out | undefined {
  return value === undefined ? undefined : check(value)
}

/** Returns an id or a ticker. @throws {InvalidInputError} empty, too long, or with a character no id has. */
export function checkId(parameter: string, id: string): string {
  assertInput(
    typeof id === 'string' && id.length <= ID_LENGTH_MAX && ID.test(id),
    `${parameter} must be an id of 1 to ${ID_LENGTH_MAX} plain characters, got ${printable(id)}`,
    { parameter },
  )
  return id
}

/** Returns an id as a segment of a path. @throws {InvalidInputError} no id, or a word of another route. */
export function segmentOf(parameter: string, id: string): string {
  assertInput(!ROUTE_WORDS.has(id), `${parameter} must not be a word of a route, got ${id}`, {
    parameter,
  })
  return encodeURIComponent(checkId(parameter, id))
}

/** Returns the ids. @throws {InvalidInputError} none, more than `most`, or one of them twice. */
export function checkIds(
  parameter: string,
  ids: readonly string[],
  most: number,
): readonly string[] {
  const count = `${parameter} must be 1 to ${most} ids, got ${ids.length}`
  assertInput(ids.length >= 1 && ids.length <= most, count, { parameter })
  for (const id of ids) checkId(parameter, id)
  const isOnce = new Set(ids).size === ids.length
  assertInput(isOnce, `${parameter} must name each id once`, { parameter })
  return ids
}

/** Returns the ids with commas between them. @throws {InvalidInputError} as {@link checkIds}. */
export function commaSeparated(
  parameter: string,
  ids: readonly string[] | undefined,
  most = LIST_IDS_MAX,
): string | undefined {
  return ids === undefined ? undefined : checkIds(parameter, ids, most).join(',')
}

/** Returns free text of a filter. @throws {InvalidInputError} empty, too long, or with control characters. */
export function checkText(parameter: string, text: string | undefined): string | undefined {
  if (text === undefined) return undefined
  assertInput(
    text.length <= ID_LENGTH_MAX && TEXT.test(text),
    `${parameter} must be text of 1 to ${ID_LENGTH_MAX} characters, got ${printable(text)}`,
    { parameter },
  )
  return text
}

/** Returns where a page begins: the venue's own text. @throws {InvalidInputError} empty or too long. */
export function checkCursor(cursor: string | undefined): string | undefined {
  if (cursor === undefined) return undefined
  const isCursor = cursor.length >= 1 && cursor.length <= CURSOR_LENGTH_MAX
  assertInput(isCursor, `cursor must be text of 1 to ${CURSOR_LENGTH_MAX} characters`, {
    parameter: 'cursor',
  })
  return cursor
}

/** Returns one of the words. @throws {InvalidInputError} another one. */
export function checkWord<Word extends string | number>(
  parameter: string,
  word: Word,
  words: readonly Word[],
): Word {
  const message = `${parameter} must be one of ${words.join(', ')}, got ${printable(word)}`
  assertInput(words.includes(word), message, { parameter })
  return word
}

/** Returns a whole number. @throws {InvalidInputError} no whole number, or outside the range. */
export function checkWhole(
  parameter: string,
  value: number,
  { min, max }: { readonly min: number; readonly max: number },
): number {
  assertInput(
    Number.isSafeInteger(value) && value >= min && value <= max,
    `${parameter} must be a whole number from ${min} to ${max}, got ${printable(value)}`,
    { parameter },
  )
  return value
}

/** Returns how many items a page shall have. @throws {InvalidInputError} outside 1 to `max`. */
export function checkLimit(limit: number | undefined, max: number): number | undefined {
  return optional(limit, (value) => checkWhole('limit', value, { min: 1, max }))
}

/** Returns the number of a subaccount. @throws {InvalidInputError} outside 0 to {@link SUBACCOUNT_MAX}. */
export function checkSubaccount(value: number | undefined): number | undefined {
  const range = { min: 0, max: SUBACCOUNT_MAX }
  return optional(value, (subaccount) => checkWhole('subaccount', subaccount, range))
}

/** Returns the number of a shard. @throws {InvalidInputError} outside 0 to {@link EXCHANGE_INDEX_MAX}. */
export function checkExchangeIndex(value: number, parameter = 'exchangeIndex'): number {
  return checkWhole(parameter, value, { min: 0, max: EXCHANGE_INDEX_MAX })
}

/** Returns a moment in whole seconds, the earlier where it lies between two. @throws {InvalidInputError} */
export function secondsBefore(parameter: string, ms: number | undefined): number | undefined {
  return ms === undefined ? undefined : Math.floor(checkMoment(parameter, ms) / 1000)
}

/** Returns a moment in whole seconds, the later where it lies between two. @throws {InvalidInputError} */
export function secondsAfter(parameter: string, ms: number | undefined): number | undefined {
  return ms === undefined ? undefined : Math.ceil(checkMoment(parameter, ms) / 1000)
}

/** Returns a moment, Unix ms. @throws {InvalidInputError} not whole, or no moment of this century. */
export function checkMoment(parameter: string, ms: number): number {
  return checkWhole(parameter, ms, { min: MOMENT_MS_MIN, max: MOMENT_MS_MAX })
}

/** Returns from and to in whole seconds, never narrower than asked. @throws {InvalidInputError} */
export function secondsRange(
  [fromName, fromMs]: readonly [name: string, ms: number | undefined],
  [toName, toMs]: readonly [name: string, ms: number | undefined],
): readonly [from: number | undefined, to: number | undefined] {
  const from = secondsBefore(fromName, fromMs)
  const to = secondsAfter(toName, toMs)
  if (from !== undefined && to !== undefined && from > to) {
    throw new InvalidInputError(`${fromName} must not be after ${toName}`, {
      context: { parameter: fromName },
    })
  }
  return [from, to]
}

/** A value of a query; a list repeats the name, undefined leaves it out. */
export type QueryValue = string | number | boolean | readonly string[] | undefined

/** Returns the query in the order of the names. */
export function queryOf(values: Readonly<Record<string, QueryValue>>): Query {
  return Object.entries(values).flatMap(([name, value]) => {
    if (value === undefined) return []
    const texts = typeof value === 'object' ? value : [String(value)]
    return texts.map((text) => [name, text] as const)
  })
}

/** Returns the object without what is undefined, so that it is what is sent. */
export function bodyOf(
  values: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined))
}

/** Cuts a list into parts of at most `most`, in order. */
export function partsOf<T>(items: readonly T[], most: number): readonly (readonly T[])[] {
  const count = Math.ceil(items.length / most)
  return Array.from({ length: count }, (_, index) => items.slice(index * most, (index + 1) * most))
}
