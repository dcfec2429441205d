/**
 * Values of flags: parsed once, each refused with what was expected.
 * @module
 */
import {
  type Cents,
  cents,
  InvalidInputError,
  type Microdollars,
  microdollars,
  parseFixedPoint,
  printable,
  type Rational,
  rational,
} from '@arbkit/core'
import type { BookChoice } from '@arbkit/engine'
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
  return refused('a return such as 1.5% or 0.015', text, () => {
    if (text.endsWith('%')) return percent(text.slice(0, -1))
    const share = atLeast(parseFixedPoint(text, SHARE_DECIMALS), 0)
    if (share >= 10 ** SHARE_DECIMALS) throw new InvalidInputError('ambiguous')
    return rational(share, 10 ** SHARE_DECIMALS)
  })
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
    if (!isComplete || Number.isNaN(ms)) throw new InvalidInputError('not one')
    return ms
  })
}

/** Parses books: `draftkings,fanduel,betfair_ex_eu=5%`. */
export function parseBooks(text: string): readonly BookChoice[] {
  const expected = 'keys of books, such as draftkings,fanduel,betfair_ex_eu=5%'
  return text.split(',').map((entry) => {
    const [key = '', commission, ...rest] = entry.trim().split('=')
    if (!/^[a-z0-9_]+$/.test(key) || rest.length > 0) throw unexpected(expected, entry)
    if (commission === undefined) return { key, commission: undefined }
    return {
      key,
      commission: refused('a commission such as 5% or 0.05', commission, () =>
        parseReturn(commission),
      ),
    }
  })
}

/** Parses `FILE=VALUE`; the name may hold further equals signs. */
export function splitFileValue(
  text: string,
): { readonly file: string; readonly value: string } | undefined {
  const at = text.lastIndexOf('=')
  return at <= 0 ? undefined : { file: text.slice(0, at), value: text.slice(at + 1) }
}

/** Parses an odds format. */
export function parseOddsFormat(text: string): 'american' | 'decimal' {
  if (text === 'american' || text === 'decimal') return text
  throw unexpected('american or decimal', text)
}

function percent(text: string): Rational {
  const share = parseFixedPoint(text, SHARE_DECIMALS)
  return rational(atLeast(share, 0), 100 * 10 ** SHARE_DECIMALS)
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
