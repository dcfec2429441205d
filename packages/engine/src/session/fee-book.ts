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
  /** When a record begins to hold, Unix ms: those to come, and the last of those that are past. */
  private changesMs: number[] = []
  private count = 0

  /** Grows with each record that said something new. */
  get version(): number {
    return this.count
  }

  /**
   * Notes what a series charges. The record holds from the venue's own last change of the series,
   * where that is earlier than the moment it was read: nothing changed in between.
   * @returns whether it said anything new.
   */
  noteSeries(fees: SeriesFees, atMs: number): boolean {
    const { seriesId, feeType, feeMultiplier } = fees
    const knownFromMs = Math.min(fees.updatedMs ?? atMs, atMs)
    return this.addSeries(seriesId, { feeType, feeMultiplier, knownFromMs }, atMs)
  }

  /** Notes a change that the venue scheduled: of a series, or of one event. It waits for its time. */
  noteChange(change: FeeChange, atMs: number): boolean {
    const { seriesId, eventId, feeType, feeMultiplier, effectiveMs } = change
    const record = recordOf(feeType, feeMultiplier, effectiveMs)
    if (eventId !== undefined)
      return this.addOverride(eventId, { record, fromMs: effectiveMs }, atMs)
    return record !== undefined && this.addSeries(seriesId, record, atMs)
  }

  /** Notes an event's override, or that there is none; returns whether that said anything new. */
  noteEvent(event: ContractEvent, atMs: number): boolean {
    const { eventId, feeTypeOverride, feeMultiplierOverride } = event
    const record = recordOf(feeTypeOverride, feeMultiplierOverride, atMs)
    // An event that never had one says nothing new.
    if (record === undefined && !this.overrides.has(eventId)) return false
    return this.addOverride(eventId, { record, fromMs: atMs }, atMs)
  }

  /** Notes an override that the stream announced, or that it was cleared; returns as `noteEvent` does. */
  noteUpdate(
    update: {
      readonly eventId: string
      readonly feeType?: string | undefined
      readonly feeMultiplier?: string | undefined
    },
    atMs: number,
  ): boolean {
    const record = recordOf(update.feeType, update.feeMultiplier, atMs)
    return this.addOverride(update.eventId, { record, fromMs: atMs }, atMs)
  }

  /**
   * Returns the latest moment up to `nowMs` (included) at which a record of whatever series or event
   * begins to hold, -Infinity before the first. Between it and `nowMs` every fee is the same. The moments
   * asked for never lie before what was noted last.
   */
  lastChangeMs(nowMs: number): number {
    let lastMs = -Infinity
    for (const ms of this.changesMs) if (ms <= nowMs && ms > lastMs) lastMs = ms
    return lastMs
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

  /** A record that repeats what holds at its time anyway is left out: reading again must not pile up. */
  private addSeries(seriesId: string, record: KalshiFeeRecord, atMs: number): boolean {
    const known = latestSeries(this.bySeries.get(seriesId) ?? [], record.knownFromMs)
    if (known !== undefined && isSameFee(known, record)) return false
    add(this.bySeries, seriesId, record)
    this.noteMoment(record.knownFromMs, atMs)
    return true
  }

  private addOverride(eventId: string, change: OverrideChange, atMs: number): boolean {
    const known = inForce(this.overrides.get(eventId) ?? [], change.fromMs)
    if (known !== undefined && isSameFee(known.record, change.record)) return false
    add(this.overrides, eventId, change)
    this.noteMoment(change.fromMs, atMs)
    return true
  }

  private noteMoment(fromMs: number, atMs: number): void {
    this.changesMs.push(fromMs)
    this.count += 1
    const lastMs = this.lastChangeMs(atMs)
    this.changesMs = this.changesMs.filter(
      (ms, index, all) => ms >= lastMs && all.indexOf(ms) === index,
    )
  }
}

/** Of several records of one moment the last one noted counts. */
function latestSeries(
  records: readonly KalshiFeeRecord[],
  atMs: number,
): KalshiFeeRecord | undefined {
  let best: KalshiFeeRecord | undefined
  for (const record of records) {
    if (record.knownFromMs > atMs) continue
    if (best === undefined || record.knownFromMs >= best.knownFromMs) best = record
  }
  return best
}

function isSameFee(a: KalshiFeeRecord | undefined, b: KalshiFeeRecord | undefined): boolean {
  return a?.feeType === b?.feeType && a?.feeMultiplier === b?.feeMultiplier
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
