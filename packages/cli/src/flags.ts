/**
 * Values of flags: parsed once, each refused with what was expected.
 * @module
 */
import {
  type Cents,
  cents,
  InvalidInputError,
  type LeagueId,
  LEAGUES,
  type Microdollars,
  microdollars,
  parseFixedPoint,
  printable,
  type Rational,
  rational,
} from '@arbkit/core'
import type { BookChoice } from '@arbkit/engine'
import { BOOKS, FEATURED_MARKETS } from '@arbkit/odds'
import { InvalidArgumentError } from 'commander'

/** Most digits after the point in a share. */
const SHARE_DECIMALS = 6
const DURATION_UNITS_MS: Readonly<Record<string, number>> = {
  '': 1000,
  s: 1000,
  m: 60_000,
  min: 60_000,
  h: 3_600_000,
  d: 86_400_000,
}

/** Parses dollars, `25`, `37.04`, `$500`, to microdollars. */
export function parseDollars(text: string): Microdollars {
  return refused('dollars such as 25 or 37.04', text, () => {
    const value = parseFixedPoint(text.replace(/^\$/, ''), 6)
    return microdollars(atLeast(value, 0))
  })
}

/** Parses dollars and whole cents, above 0. */
export function parseStake(text: string): Cents {
  return refused('dollars and whole cents above 0, such as 250 or 99.50', text, () => {
    const value = parseFixedPoint(text.replace(/^\$/, ''), 2)
    return cents(atLeast(value, 1))
  })
}

/** Parses a return: `1.5%`, or a share below 1, `0.015`. A bare `1` could mean either and is refused. */
export function parseReturn(text: string): Rational {
  return refused('a return such as 1.5% or 0.015', text, () => shareOf(text))
}

/** Parses a duration: seconds, or a number with s, m, h or d. */
export function parseDuration(text: string): number {
  return refused('seconds, or a duration such as 90s, 5m, 2h, 14d', text, () => {
    const match = /^(\d{1,9}(?:\.\d{1,3})?)(s|m|min|h|d)?$/.exec(text)
    const unitMs = DURATION_UNITS_MS[match?.[2] ?? '']
    if (match?.[1] === undefined || unitMs === undefined) throw new InvalidInputError('not one')
    return (parseFixedPoint(match[1], 3) * unitMs) / 1000
  })
}

/** Parses a whole number of 1 or more. */
export function parseCount(text: string): number {
  return refused('a whole number of 1 or more', text, () => atLeast(parseFixedPoint(text, 0), 1))
}

/** Parses an ISO 8601 time with its zone to Unix ms. */
export function parseInstant(text: string): number {
  return refused('an ISO 8601 time with its zone, such as 2026-08-07T13:49:00Z', text, () => {
    const isComplete = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})$/.test(
      text,
    )
    const ms = Date.parse(text)
    if (!isComplete || Number.isNaN(ms) || !isDay(text.slice(0, 10))) {
      throw new InvalidInputError('not one')
    }
    return ms
  })
}

/** False for the 30th of February, which `Date` takes for the 2nd of March. */
function isDay(text: string): boolean {
  return new Date(`${text}T00:00:00Z`).toISOString().startsWith(text)
}

/** Parses books, each named once: `draftkings,fanduel,betfair_ex_eu=5%`. */
export function parseBooks(text: string): readonly BookChoice[] {
  const expected = 'keys of books, such as draftkings,fanduel,betfair_ex_eu=5%'
  const choices = text.split(',').map((entry): BookChoice => {
    const [key = '', commission, ...rest] = entry.trim().split('=')
    if (!/^[a-z0-9_]+$/.test(key) || rest.length > 0) throw unexpected(expected, entry)
    return { key, commission: commission === undefined ? undefined : parseCommission(commission) }
  })
  const keys = choices.map(({ key }) => key)
  if (new Set(keys).size < keys.length) throw unexpected('each book once', text)
  return choices
}

/** Parses a share of winnings, 0 to below 1. */
function parseCommission(text: string): Rational {
  return refused('a commission below 100%, such as 5% or 0.05', text, () => {
    const share = shareOf(text)
    if (share.numerator >= share.denominator) throw new InvalidInputError('all of it')
    return share
  })
}

/** Parses leagues by their ids, each once: `nfl,nba`. */
export function parseLeagues(text: string): readonly LeagueId[] {
  const ids = Object.values(LEAGUES).map(({ id }) => id)
  return listOf(text, (entry): entry is LeagueId => ids.some((id) => id === entry), {
    expected: `leagues of ${ids.join(', ')}`,
  })
}

/** Parses featured markets of The Odds API by their keys, each once: `h2h,totals`. */
export function parseFeaturedMarkets(text: string): readonly string[] {
  const keys = FEATURED_MARKETS.filter((key) => key !== 'outrights')
  return listOf(text, (entry): entry is string => keys.includes(entry), {
    expected: `markets of ${keys.join(', ')}`,
  })
}

/** Parses regions of The Odds API, each once: `us,us2`. */
export function parseRegions(text: string): readonly string[] {
  const regions = [...new Set([...BOOKS.values()].map(({ region }): string => region))]
  return listOf(text, (entry): entry is string => regions.includes(entry), {
    expected: `regions of ${regions.join(', ')}`,
  })
}

function listOf<T extends string>(
  text: string,
  isOne: (entry: string) => entry is T,
  { expected }: { readonly expected: string },
): readonly T[] {
  const entries = text.split(',').map((entry) => entry.trim())
  const wrong = entries.find((entry) => !isOne(entry))
  if (wrong !== undefined) throw unexpected(expected, wrong)
  return [...new Set(entries)].filter(isOne)
}

/** A value for one file, or for every file that does not say. */
export interface FileValue<T> {
  readonly file: string | undefined
  readonly value: T
}

/** Parses `ISO`, or `FILE=ISO`; the name may hold further equals signs. */
export function parseFileInstant(text: string): FileValue<number> {
  const { file, value } = splitFileValue(text)
  return { file, value: parseInstant(value) }
}

/** Parses `FILE=american` and `FILE=decimal`. */
export function parseFileOddsFormat(
  text: string,
): FileValue<'american' | 'decimal'> & { readonly file: string } {
  const { file, value } = splitFileValue(text)
  if (file !== undefined && (value === 'american' || value === 'decimal')) return { file, value }
  throw unexpected('FILE=american or FILE=decimal', text)
}

function splitFileValue(text: string): FileValue<string> {
  const at = text.lastIndexOf('=')
  return at <= 0
    ? { file: undefined, value: text }
    : { file: text.slice(0, at), value: text.slice(at + 1) }
}

function shareOf(text: string): Rational {
  const isPercent = text.endsWith('%')
  const value = atLeast(parseFixedPoint(isPercent ? text.slice(0, -1) : text, SHARE_DECIMALS), 0)
  if (isPercent) return rational(value, 100 * 10 ** SHARE_DECIMALS)
  if (value >= 10 ** SHARE_DECIMALS) throw new InvalidInputError('ambiguous')
  return rational(value, 10 ** SHARE_DECIMALS)
}

function atLeast(value: number, least: number): number {
  if (value < least) throw new InvalidInputError(`below ${least}`)
  return value
}

function refused<T>(expected: string, text: string, parse: () => T): T {
  try {
    return parse()
  } catch (error) {
    if (error instanceof InvalidInputError) throw unexpected(expected, text)
    throw error
  }
}

function unexpected(expected: string, text: string): InvalidArgumentError {
  return new InvalidArgumentError(`expected ${expected}, got ${printable(text)}`)
}
