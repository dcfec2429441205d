/**
 * What the venue has said about fees so far in a session, by series and event.
 * @module
 */
import type { ContractEvent, KalshiFeeRecord, KalshiFeeSources, SeriesFees } from '@arbkit/core'
import type { FeeChange } from '@arbkit/kalshi'

/** Fee records gathered while frames go by. */
export class FeeBook {
  private readonly bySeries = new Map<string, KalshiFeeRecord[]>()
  private readonly overrides = new Map<string, KalshiFeeRecord>()

  /**
   * Notes what a series charges. The record holds from the venue's own last change of the series,
   * where that is earlier than the moment it was read: nothing changed in between.
   */
  noteSeries(fees: SeriesFees, atMs: number): void {
    this.noteRecord(fees.seriesId, {
      feeType: fees.feeType,
      feeMultiplier: fees.feeMultiplier,
      knownFromMs: Math.min(fees.updatedMs ?? atMs, atMs),
    })
  }

  /** Notes a change that the venue scheduled: of a series, or of one event. */
  noteChange({ seriesId, eventId, feeType, feeMultiplier, effectiveMs }: FeeChange): void {
    if (feeType === undefined || feeMultiplier === undefined) {
      if (eventId !== undefined) this.overrides.delete(eventId)
      return
    }
    const record = { feeType, feeMultiplier, knownFromMs: effectiveMs }
    if (eventId === undefined) this.noteRecord(seriesId, record)
    else this.overrides.set(eventId, record)
  }

  private noteRecord(seriesId: string, record: KalshiFeeRecord): void {
    const records = this.bySeries.get(seriesId) ?? []
    records.push(record)
    this.bySeries.set(seriesId, records)
  }

  /** Notes an event's override, or that there is none. */
  noteEvent(event: ContractEvent, atMs: number): void {
    const { eventId, feeTypeOverride, feeMultiplierOverride } = event
    if (feeTypeOverride === undefined || feeMultiplierOverride === undefined) {
      this.overrides.delete(eventId)
      return
    }
    this.overrides.set(eventId, {
      feeType: feeTypeOverride,
      feeMultiplier: feeMultiplierOverride,
      knownFromMs: atMs,
    })
  }

  /** Returns what is known about one market's fee. */
  sourcesOf(market: {
    readonly seriesId: string
    readonly eventId: string
    readonly waiverUntilMs: number | undefined
  }): KalshiFeeSources {
    return {
      waiverUntilMs: market.waiverUntilMs,
      eventOverride: this.overrides.get(market.eventId),
      series: this.bySeries.get(market.seriesId),
    }
  }
}
