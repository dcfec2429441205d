/**
 * Single values of the wire as values of ours, each refused by field.
 * @module
 */
import {
  isInstant,
  parseInstant,
  AMERICAN_ODDS_MAX,
  AMERICAN_ODDS_MIN,
  americanOdds,
  type Cents,
  DECIMAL_ODDS_MAX,
  InvalidInputError,
  type OddsPrice,
  parseCents,
  printable,
  printedDecimalOdds,
  type WireLocation,
  convertWire,
  type WireStep,
} from '@arbkit/core'
import type { FeedOddsFormat } from '../odds-format.ts'

/**
 * Reads a price. American odds are exact; a decimal is what its shortest text prints, priced at the
 * lowest value that prints so.
 * @throws {WireFormatError} odds between −100 and 100 or not whole; a decimal of 1 or less.
 */
export function readOdds(
  at: WireLocation,
  key: WireStep,
  value: number,
  format: FeedOddsFormat,
): OddsPrice {
  return format === 'american'
    ? convertWire({ at, key, expected: expectedAmerican(value) }, value, americanOdds)
    : convertWire({ at, key, expected: expectedDecimal(value) }, value, decimalOdds)
}

/** Says what is wrong with an American price, should it be refused. */
function expectedAmerican(value: number): string {
  if (!Number.isInteger(value)) return 'whole American odds'
  const isTooLarge = Math.abs(value) > AMERICAN_ODDS_MAX
  return isTooLarge
    ? `American odds of at most ${AMERICAN_ODDS_MAX} either way`
    : `American odds of ${AMERICAN_ODDS_MIN} or more either way`
}

/** Says what is wrong with a decimal price, should it be refused. */
function expectedDecimal(value: number): string {
  return value > DECIMAL_ODDS_MAX
    ? `decimal odds of at most ${DECIMAL_ODDS_MAX}`
    : 'decimal odds above 1'
}

/** More decimals than core takes are cut off, which lowers the price and so promises nothing. */
const LONG_FRACTION = /^(\d+\.\d{9})\d+$/

function decimalOdds(value: number): OddsPrice {
  const text = String(value)
  return { ...printedDecimalOdds(text.replace(LONG_FRACTION, '$1')), original: text }
}

/** Reads a limit in dollars as cents, fractions of a cent cut. @throws {WireFormatError} negative. */
export function readLimit(at: WireLocation, key: WireStep, dollars: number): Cents {
  return convertWire({ at, key, expected: 'a limit in dollars of 0 or more' }, dollars, limitCents)
}

function limitCents(dollars: number): Cents {
  const cut = /^(\d+(?:\.\d{1,2})?)\d*$/.exec(String(dollars))?.[1]
  if (cut === undefined) throw new InvalidInputError(`not a limit in dollars: ${dollars}`)
  return parseCents(cut)
}

/** Reads a time, ISO 8601 with its zone or Unix seconds, as Unix ms. @throws {WireFormatError} */
export function readInstant(at: WireLocation, key: WireStep, value: string | number): number {
  return convertWire(
    { at, key, expected: 'a time with its zone, or Unix seconds' },
    value,
    instantMs,
  )
}

/** 2100-01-01: a larger number counts something else than seconds. */
const UNIX_SECONDS_MAX = 4_102_444_800

/** Returns a time as Unix ms. @throws {InvalidInputError} text without a zone, a number that is no Unix second. */
export function instantMs(value: string | number): number {
  if (typeof value === 'number') {
    if (Number.isInteger(value) && value > 0 && value < UNIX_SECONDS_MAX) return value * 1000
  } else if (isInstant(value)) return parseInstant(value)
  throw new InvalidInputError(`not a time: ${printable(value)}`)
}
