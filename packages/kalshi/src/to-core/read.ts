/**
 * Single values of the wire as numbers of ours, each refused by field: dollars and counts are parsed
 * from their strings exactly, times need a zone.
 * @module
 */
import {
  parseInstant,
  type Centicontracts,
  InvalidInputError,
  type Microdollars,
  parseCenticontracts,
  parseCenticontractsDelta,
  parseMicrodollars,
  parsePriceTicks,
  type PriceTicks,
  type WireLocation,
  convertWire,
  type WireStep,
} from '@arbkit/core'

/** Reads a price in dollars, 0 to 1. @throws {WireFormatError} */
export function readPrice(at: WireLocation, key: WireStep, text: string): PriceTicks {
  return convertWire({ at, key, expected: 'a price in dollars from 0 to 1' }, text, parsePriceTicks)
}

/** Reads a count of contracts, 0 or more. @throws {WireFormatError} */
export function readCount(at: WireLocation, key: WireStep, text: string): Centicontracts {
  const expected = 'a count of contracts of 0 or more'
  return convertWire({ at, key, expected }, text, parseCenticontracts)
}

/** Reads a signed change of a count. @throws {WireFormatError} */
export function readCountChange(at: WireLocation, key: WireStep, text: string): Centicontracts {
  const expected = 'a change of a count of contracts'
  return convertWire({ at, key, expected }, text, parseCenticontractsDelta)
}

/** Reads a sum in dollars with up to six decimals. @throws {WireFormatError} */
export function readDollars(at: WireLocation, key: WireStep, text: string): Microdollars {
  return convertWire({ at, key, expected: 'a sum in dollars' }, text, parseMicrodollars)
}

/** Reads an ISO 8601 time with its zone as Unix ms, fractions cut. @throws {WireFormatError} */
export function readInstant(at: WireLocation, key: WireStep, text: string): number {
  return convertWire({ at, key, expected: 'a time with its zone' }, text, parseInstant)
}

/** Reads a JSON number of 0 or more as the shortest decimal text, `0.5`. @throws {WireFormatError} */
export function readMultiplier(at: WireLocation, key: WireStep, value: number): string {
  return convertWire({ at, key, expected: 'a multiplier of 0 or more' }, value, plainDecimal)
}

/** Reads a JSON number as the shortest decimal text, `-1.5`. @throws {WireFormatError} */
export function readNumber(at: WireLocation, key: WireStep, value: number): string {
  const expected = 'a number in plain decimals'
  return convertWire({ at, key, expected }, value, (number) =>
    number < 0 ? `-${plainDecimal(-number)}` : plainDecimal(number),
  )
}

function plainDecimal(value: number): string {
  const text = String(value)
  if (!/^\d+(?:\.\d+)?$/.test(text)) throw new InvalidInputError(`not a plain number: ${text}`)
  return text
}
