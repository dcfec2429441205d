/**
 * Lists of the wire: each item read at its own place.
 * @module
 */
import { insideWire, WireFormatError, type WireLocation } from '@arbkit/core'

/** Returns what `read` makes of each item. @throws {WireFormatError} no list, or as `read`. */
export function readList<T>(
  payload: unknown,
  at: WireLocation,
  read: (item: unknown, at: WireLocation) => T,
): readonly T[] {
  if (!Array.isArray(payload)) throw new WireFormatError(at, { expected: 'array', got: payload })
  return payload.map((item: unknown, index) => read(item, insideWire(at, index)))
}

/** Says that a key stands once in its list. @throws {WireFormatError} it was seen before. */
export function checkOnce(seen: Set<string>, key: string, at: WireLocation, what: string): void {
  if (seen.has(key)) throw new WireFormatError(at, { expected: `each ${what} once`, got: key })
  seen.add(key)
}
