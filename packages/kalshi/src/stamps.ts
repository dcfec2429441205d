/**
 * The times a recorded file holds: when it was captured, and the newest that the venue states.
 * @module
 */
import { isInstant, isRecord, parseInstant } from '@arbkit/core'

/**
 * Keys of the moments at which something had happened when the response was sent, and what a number
 * there counts. Scheduled times (`close_time`, `scheduled_ts`) are not among them: they lie ahead.
 */
const PAST_STAMPS: ReadonlyMap<string, 'ms' | 'seconds'> = new Map([
  ['received_ms', 'ms'],
  ['sending_ts_ms', 'ms'],
  ['ts_ms', 'ms'],
  ['end_period_ts', 'seconds'],
  ['last_updated_ts', 'seconds'],
  ['settled_time', 'seconds'],
  ['updated_time', 'seconds'],
])

/** Deepest nesting looked into: a wrapper, an envelope, an event, a market, its fields. */
const DEPTH_MAX = 8

/** Returns a capture's time, ISO text or Unix ms, as Unix ms; undefined for anything else. */
export function stampMs(value: unknown): number | undefined {
  if (typeof value === 'number') return Number.isSafeInteger(value) ? value : undefined
  return typeof value === 'string' && isInstant(value) ? parseInstant(value) : undefined
}

/** Returns the newest past moment stated anywhere inside, Unix ms. */
export function newestStampMs(value: unknown, depth = 0): number | undefined {
  if (depth > DEPTH_MAX) return undefined
  let newest: number | undefined
  const consider = (ms: number | undefined): void => {
    if (ms !== undefined && (newest === undefined || ms > newest)) newest = ms
  }
  if (Array.isArray(value)) {
    for (const item of value) consider(newestStampMs(item, depth + 1))
  } else if (isRecord(value)) {
    for (const [key, field] of Object.entries(value)) {
      const unit = PAST_STAMPS.get(key)
      if (unit !== undefined) consider(momentOf(field, unit))
      else if (typeof field === 'object') consider(newestStampMs(field, depth + 1))
    }
  }
  return newest
}

function momentOf(value: unknown, unit: 'ms' | 'seconds'): number | undefined {
  const ms = stampMs(value)
  return ms !== undefined && typeof value === 'number' && unit === 'seconds' ? ms * 1000 : ms
}
