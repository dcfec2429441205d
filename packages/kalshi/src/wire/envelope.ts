/**
 * Envelopes: the same items come bare, as a list, or inside `{events, cursor}` and `{event}`.
 * @module
 */
import { WireFormatError, type WireLocation, insideWire, isRecord } from '@arbkit/core'

/** One item of a payload and where it stood. */
export interface Item {
  readonly value: unknown
  readonly at: WireLocation
}

/**
 * Returns the items of a payload: of a bare list, of `{many: […]}`, of `{one: …}`, or the payload
 * itself as the only item.
 * @throws {WireFormatError} `many` is there but no list.
 */
export function itemsOf(
  payload: unknown,
  at: WireLocation,
  { many, one }: { readonly many: string; readonly one?: string },
): readonly Item[] {
  if (Array.isArray(payload)) return numbered(payload, at)
  if (!isRecord(payload)) return [{ value: payload, at }]
  if (one !== undefined && isRecord(payload[one])) {
    return [{ value: payload[one], at: insideWire(at, one) }]
  }
  if (!(many in payload)) return [{ value: payload, at }]
  const list = payload[many]
  if (Array.isArray(list)) return numbered(list, insideWire(at, many))
  throw new WireFormatError(insideWire(at, many), { expected: 'array', got: list })
}

function numbered(list: readonly unknown[], at: WireLocation): readonly Item[] {
  return list.map((value, index) => ({ value, at: insideWire(at, index) }))
}
