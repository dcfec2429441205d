/**
 * What the venue has said about fees so far in a session, by series and event.
 * @module
 */
import {
  ASSUMED_FEE_TYPE,
  type ContractEvent,
  type KalshiFeeRecord,
  type KalshiFeeSources,
  type SeriesFees,
} from '@arbkit/core'
import type { FeeChange } from '@arbkit/kalshi'

/** What an event's override was set to, or cleared, from a moment on. */
interface OverrideChange {
  /** Undefined where there is none from then on. */
  readonly record: KalshiFeeRecord | undefined
  readonly fromMs: number
}

/** Fee records gathered while frames go by. */
export class FeeBook {
  private readonly bySeries = new Map<string, KalshiFeeRecord[]>()
  private readonly overrides = new Map<string, OverrideChange[]>()

  /**
   * Notes what a series charges. The record holds from the venue's own last change of the series,
   * where that is earlier than the moment it was read: nothing changed in between.
   */
  noteSeries(fees: SeriesFees, atMs: number): void {
    add(this.bySeries, fees.seriesId, {
      feeType: fees.feeType,
      feeMultiplier: fees.feeMultiplier,
      knownFromMs: Math.min(fees.updatedMs ?? atMs, atMs),
    })
  }

  /** Notes a change that the venue scheduled: of a series, or of one event. It waits for its time. */
  noteChange({ seriesId, eventId, feeType, feeMultiplier, effectiveMs }: FeeChange): void {
    const record = recordOf(feeType, feeMultiplier, effectiveMs)
    if (eventId !== undefined) add(this.overrides, eventId, { record, fromMs: effectiveMs })
    else if (record !== undefined) add(this.bySeries, seriesId, record)
  }

  /** Notes an event's override, or that there is none. */
  noteEvent(event: ContractEvent, atMs: number): void {
    const { eventId, feeTypeOverride, feeMultiplierOverride } = event
    const record = recordOf(feeTypeOverride, feeMultiplierOverride, atMs)
    // An event that never had one says nothing new.
    if (record === undefined && !this.overrides.has(eventId)) return
    add(this.overrides, eventId, { record, fromMs: atMs })
  }

  /** Notes an override that the stream announced, or that it was cleared. */
  noteUpdate(
    update: {
      readonly eventId: string
      readonly feeType?: string | undefined
      readonly feeMultiplier?: string | undefined
    },
    atMs: number,
  ): void {
    const record = recordOf(update.feeType, update.feeMultiplier, atMs)
    add(this.overrides, update.eventId, { record, fromMs: atMs })
  }

  /** Returns what is known about one market's fee at a moment. */
  sourcesOf(
    market: {
      readonly seriesId: string
      readonly eventId: string
      readonly waiverUntilMs: number | undefined
    },
    atMs: number,
  ): KalshiFeeSources {
    return {
      waiverUntilMs: market.waiverUntilMs,
      eventOverride: inForce(this.overrides.get(market.eventId) ?? [], atMs)?.record,
      series: this.bySeries.get(market.seriesId),
    }
  }
}

/** Of several changes at one moment the last one noted counts. */
function inForce(changes: readonly OverrideChange[], atMs: number): OverrideChange | undefined {
  return changes
    .filter(({ fromMs }) => fromMs <= atMs)
    .reduce<OverrideChange | undefined>(
      (best, change) => (best === undefined || change.fromMs >= best.fromMs ? change : best),
      undefined,
    )
}

function recordOf(
  feeType: string | undefined,
  feeMultiplier: string | undefined,
  knownFromMs: number,
): KalshiFeeRecord | undefined {
  if (feeType === undefined && feeMultiplier === undefined) return undefined
  // The two come together (OpenAPI 3.28.0); half an override is completed by what is assumed anyway.
  return {
    feeType: feeType ?? ASSUMED_FEE_TYPE,
    feeMultiplier: feeMultiplier ?? '1',
    knownFromMs,
  }
}

function add<T>(lists: Map<string, T[]>, key: string, item: T): void {
  const list = lists.get(key)
  if (list === undefined) lists.set(key, [item])
  else list.push(item)
}
