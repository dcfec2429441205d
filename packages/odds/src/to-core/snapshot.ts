/**
 * Snapshots of the past: what the feed said at a moment, and when it said something else before and after.
 * @module
 */
import { checkWire, insideWire, type WireLocation } from '@arbkit/core'
import { historicalSchema } from '../wire/historical.ts'
import { readInstant } from './read.ts'

/** One snapshot: the closest at or before the moment asked for. */
export interface FeedSnapshot<T> {
  /** When it was taken, Unix ms. */
  readonly takenMs: number
  /** Of the snapshot before; undefined for the first one. */
  readonly previousMs: number | undefined
  /** Of the snapshot after; undefined for the last one. */
  readonly nextMs: number | undefined
  readonly data: T
}

/** Parses the envelope, its content by `parseData`. @throws {WireFormatError} also as `parseData`. */
export function parseSnapshot<T>(
  payload: unknown,
  at: WireLocation,
  parseData: (data: unknown, at: WireLocation) => T,
): FeedSnapshot<T> {
  const wire = checkWire(historicalSchema, payload, at)
  const { previous_timestamp: previous = null, next_timestamp: next = null } = wire
  return {
    takenMs: readInstant(at, 'timestamp', wire.timestamp),
    previousMs: previous === null ? undefined : readInstant(at, 'previous_timestamp', previous),
    nextMs: next === null ? undefined : readInstant(at, 'next_timestamp', next),
    data: parseData(wire.data, insideWire(at, 'data')),
  }
}
