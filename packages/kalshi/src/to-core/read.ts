/**
 * Single values of the wire as numbers of ours, each refused by field: dollars and counts are parsed
 * from their strings exactly, times need a zone.
 * @module
 */
import {
  type Centicontracts,
  InvalidInputError,
  type Microdollars,
  parseCenticontracts,
  parseCenticontractsDelta,
  parseMicrodollars,
  parsePriceTicks,
  type PriceTicks,
  printable,
  type WireLocation,
} from '@arbkit/core'
import { convert, type Step } from '../wire/check-wire.ts'

/** Reads a price in dollars, 0 to 1. @throws {WireFormatError} */
export function readPrice(at: WireLocation, key: Step, text: string): PriceTicks {
  return convert({ at, key, expected: 'a price in dollars from 0 to 1' }, text, parsePriceTicks)
}

/** Reads a count of contracts, 0 or more. @throws {WireFormatError} */
export function readCount(at: WireLocation, key: Step, text: string): Centicontracts {
  const expected = 'a count of contracts of 0 or more'
  return convert({ at, key, expected }, text, parseCenticontracts)
}

/** Reads a signed change of a count. @throws {WireFormatError} */
export function readCountChange(at: WireLocation, key: Step, text: string): Centicontracts {
  const expected = 'a change of a count of contracts'
  return convert({ at, key, expected }, text, parseCenticontractsDelta)
}

/** Reads a sum in dollars with up to six decimals. @throws {WireFormatError} */
export function readDollars(at: WireLocation, key: Step, text: string): Microdollars {
  return convert({ at, key, expected: 'a sum in dollars' }, text, parseMicrodollars)
}

/** Reads an ISO 8601 time with its zone as Unix ms, fractions cut. @throws {WireFormatError} */
export function readInstant(at: WireLocation, key: Step, text: string): number {
  return convert({ at, key, expected: 'a time with its zone' }, text, parseInstant)
}

/** Reads a JSON number of 0 or more as the shortest decimal text, `0.5`. @throws {WireFormatError} */
export function readMultiplier(at: WireLocation, key: Step, value: number): string {
  return convert({ at, key, expected: 'a multiplier of 0 or more' }, value, plainDecimal)
}

const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:Z|[+-]\d{2}:\d{2})$/

/** True for an ISO 8601 time with its zone. */
export function isInstant(text: string): boolean {
  return INSTANT.test(text) && !Number.isNaN(Date.parse(text))
}

/** Returns the moment of an ISO 8601 time, Unix ms. @throws {InvalidInputError} other text, or no zone. */
export function parseInstant(text: string): number {
  if (!isInstant(text)) throw new InvalidInputError(`not a time with its zone: ${printable(text)}`)
  return Date.parse(text)
}

function plainDecimal(value: number): string {
  const text = String(value)
  if (!/^\d+(?:\.\d+)?$/.test(text)) throw new InvalidInputError(`not a plain number: ${text}`)
  return text
}
