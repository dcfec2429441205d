/**
 * Single values that orders, fills and accounts carry: moments in seconds and milliseconds, and a
 * direction and a price said twice, which must agree. A contradiction about somebody's money is
 * refused, not resolved.
 * @module
 */
import {
  type Centicontracts,
  complementTicks,
  type ContractSide,
  insideWire,
  type Microdollars,
  type PriceTicks,
  WireFormatError,
  type WireLocation,
  type WireStep,
} from '@arbkit/core'
import { type BookSide, outcomeSideOf } from '../orders/yes-book.ts'
import { readCount, readDollars, readInstant, readPrice } from './read.ts'

/** Numbers from here on are no seconds but milliseconds: the year 5138 as seconds, 1973 as ms. */
const SECONDS_END = 100_000_000_000

/** Returns Unix seconds as Unix ms. @throws {WireFormatError} no moment in seconds. */
export function readUnixSeconds(at: WireLocation, key: WireStep, value: number): number {
  if (value >= 0 && value < SECONDS_END) return value * 1000
  throw new WireFormatError(insideWire(at, key), { expected: 'Unix seconds', got: value })
}

/** Returns Unix ms. @throws {WireFormatError} no moment in milliseconds. */
export function readUnixMs(at: WireLocation, key: WireStep, value: number): number {
  if (value >= SECONDS_END) return value
  throw new WireFormatError(insideWire(at, key), { expected: 'Unix milliseconds', got: value })
}

/** Reads an ISO 8601 time that may be missing; so may be the year 1, which stands for never. */
export function readOptionalInstant(
  at: WireLocation,
  key: WireStep,
  text: string | null | undefined,
): number | undefined {
  if (typeof text !== 'string' || text === '') return undefined
  const ms = readInstant(at, key, text)
  return ms >= 0 ? ms : undefined
}

/** Reads a count that may be missing. @throws {WireFormatError} */
export function readOptionalCount(
  at: WireLocation,
  key: WireStep,
  text: string | null | undefined,
): Centicontracts | undefined {
  return typeof text === 'string' ? readCount(at, key, text) : undefined
}

/** Reads a sum in dollars that may be missing. @throws {WireFormatError} */
export function readOptionalDollars(
  at: WireLocation,
  key: WireStep,
  text: string | null | undefined,
): Microdollars | undefined {
  return typeof text === 'string' ? readDollars(at, key, text) : undefined
}

/** Returns text that is there and not empty. */
export function presentText(text: string | null | undefined): string | undefined {
  return typeof text === 'string' && text !== '' ? text : undefined
}

/** Reads a direction said twice: `bid` with `yes`, `ask` with `no`. @throws {WireFormatError} */
export function readDirection(
  at: WireLocation,
  key: WireStep,
  { bookSide, side }: { readonly bookSide: BookSide; readonly side: ContractSide },
): BookSide {
  if (outcomeSideOf(bookSide) === side) return bookSide
  const expected = `the book side of ${side}`
  throw new WireFormatError(insideWire(at, key), { expected, got: bookSide })
}

/** Reads the price of YES, which that of NO must complete to a dollar. @throws {WireFormatError} */
export function readYesPrice(
  at: WireLocation,
  wire: { readonly yes_price_dollars: string; readonly no_price_dollars: string },
): PriceTicks {
  const yes = readPrice(at, 'yes_price_dollars', wire.yes_price_dollars)
  const no = readPrice(at, 'no_price_dollars', wire.no_price_dollars)
  if (no === complementTicks(yes)) return yes
  const expected = `one dollar less ${wire.yes_price_dollars}`
  throw new WireFormatError(insideWire(at, 'no_price_dollars'), {
    expected,
    got: wire.no_price_dollars,
  })
}
