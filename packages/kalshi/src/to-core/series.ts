/**
 * What series charge, now and from a stated moment on.
 * @module
 */
import { type SeriesFees, type WireLocation, checkWire, isRecord } from '@arbkit/core'
import { itemsOf } from '../wire/envelope.ts'
import { eventFeeChangeSchema, seriesFeeChangeSchema, seriesSchema } from '../wire/series.ts'
import { readInstant, readMultiplier } from './read.ts'

/** A fee that will apply, or applied, from a moment on. */
export interface FeeChange {
  /** The venue's id of the change. */
  readonly id: string
  readonly seriesId: string
  /** The event it overrides; undefined where it is the series' own fee. */
  readonly eventId: string | undefined
  /** Undefined where an event's override is cleared. */
  readonly feeType: string | undefined
  /** Decimal text, `0.5`; undefined where an event's override is cleared. */
  readonly feeMultiplier: string | undefined
  /** Unix ms from which it applies (included). */
  readonly effectiveMs: number
}

/**
 * Parses series: `{series: …}`, `{series: […]}`, a bare list, or a bare series.
 * @throws {WireFormatError} a field missing or of another type, a negative multiplier.
 */
export function parseSeries(payload: unknown, at: WireLocation): readonly SeriesFees[] {
  return itemsOf(payload, at, { many: 'series', one: 'series' }).map((item) => {
    const series = checkWire(seriesSchema, item.value, item.at)
    const updated = series.last_updated_ts
    return {
      seriesId: series.ticker,
      feeType: series.fee_type,
      feeMultiplier: readMultiplier(item.at, 'fee_multiplier', series.fee_multiplier),
      updatedMs:
        typeof updated === 'string' ? readInstant(item.at, 'last_updated_ts', updated) : undefined,
    }
  })
}

/**
 * Parses scheduled changes: `{series_fee_change_arr: […]}` or `{event_fee_changes: […], cursor}`.
 * @throws {WireFormatError} another shape, a field missing or of another type.
 */
export function parseFeeChanges(payload: unknown, at: WireLocation): readonly FeeChange[] {
  return isRecord(payload) && 'event_fee_changes' in payload
    ? parseEventFeeChanges(payload, at)
    : parseSeriesFeeChanges(payload, at)
}

function parseSeriesFeeChanges(payload: unknown, at: WireLocation): readonly FeeChange[] {
  return itemsOf(payload, at, { many: 'series_fee_change_arr' }).map((item) => {
    const change = checkWire(seriesFeeChangeSchema, item.value, item.at)
    return {
      id: change.id,
      seriesId: change.series_ticker,
      eventId: undefined,
      feeType: change.fee_type,
      feeMultiplier: readMultiplier(item.at, 'fee_multiplier', change.fee_multiplier),
      effectiveMs: readInstant(item.at, 'scheduled_ts', change.scheduled_ts),
    }
  })
}

function parseEventFeeChanges(payload: unknown, at: WireLocation): readonly FeeChange[] {
  return itemsOf(payload, at, { many: 'event_fee_changes' }).map((item) => {
    const change = checkWire(eventFeeChangeSchema, item.value, item.at)
    const multiplier = change.fee_multiplier_override
    return {
      id: change.id,
      seriesId: change.series_ticker,
      eventId: change.event_ticker,
      feeType: change.fee_type_override ?? undefined,
      feeMultiplier:
        multiplier === null
          ? undefined
          : readMultiplier(item.at, 'fee_multiplier_override', multiplier),
      effectiveMs: readInstant(item.at, 'scheduled_ts', change.scheduled_ts),
    }
  })
}
