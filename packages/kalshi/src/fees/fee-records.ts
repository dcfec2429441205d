/**
 * What a market was charged as of any time: the series' record, its scheduled changes, the event's
 * override, the market's waiver. The precedence is core's (`kalshiFeeRateAt`); what holds since when
 * is decided here. Pure.
 *
 * A reading is proof at the moment it was read. Backwards it reaches to the venue's own last change of
 * the series, forwards until something later says otherwise: a scheduled change whose time has come,
 * or another reading. A scheduled change that the venue withdraws is noticed by the next reading.
 *
 * Invariant: the answer does not depend on the order in which the facts arrived. Where facts of one
 * moment contradict each other, the dearer one counts.
 * @module
 */
import type { SeriesFees } from '@arbkit/core'
import type { FeeChange } from '../to-core/series.ts'
import { type Dated, type Timeline, withFact, withoutFactsBefore } from './timeline.ts'

/** A fee as the venue states it; a half is undefined where the venue left it out. */
export interface StatedFee {
  readonly feeType: string | undefined
  /** Decimal text, `0.5`. */
  readonly feeMultiplier: string | undefined
}

/** Something the venue said about fees. Moments are Unix ms. */
export type FeeEvent =
  /** GET /series, /series/{ticker}; `atMs` is when it was asked for. */
  | { readonly tag: 'series-read'; readonly fees: SeriesFees; readonly atMs: number }
  /** GET /series/fee_changes or /events/fee_changes. */
  | { readonly tag: 'change-scheduled'; readonly change: FeeChange }
  /** An event over REST; both halves undefined where it has no override. `atMs`: when asked for. */
  | ({ readonly tag: 'event-read'; readonly eventId: string; readonly atMs: number } & StatedFee)
  /** `event_fee_update` of the stream; both halves undefined where the override was cleared. */
  | ({ readonly tag: 'event-update'; readonly eventId: string; readonly atMs: number } & StatedFee)
  /** A market over REST with its `fee_waiver_expiration_time`. `atMs`: when asked for. */
  | {
      readonly tag: 'market-read'
      readonly marketId: string
      readonly waiverUntilMs: number | undefined
      readonly atMs: number
    }

/** A fee, and who said so. */
export interface FeeFact extends StatedFee {
  readonly source: FeeEvent['tag']
}

/** Everything known about fees. */
export interface FeeRecords {
  readonly bySeries: ReadonlyMap<string, Timeline<FeeFact>>
  /** Overrides; both halves undefined from where there is none. */
  readonly byEvent: ReadonlyMap<string, Timeline<FeeFact>>
  /** Until when a market is waived, Unix ms; undefined from where it is not. */
  readonly byMarket: ReadonlyMap<string, Timeline<number | undefined>>
}

/** Nothing said yet. */
export const NO_FEE_RECORDS: FeeRecords = {
  bySeries: new Map(),
  byEvent: new Map(),
  byMarket: new Map(),
}

/** Returns the records with more events, in any order; the same events twice change nothing. */
export function feeRecordsOf(
  events: readonly FeeEvent[],
  known: FeeRecords = NO_FEE_RECORDS,
): FeeRecords {
  const bySeries = new Map(known.bySeries)
  const byEvent = new Map(known.byEvent)
  const byMarket = new Map(known.byMarket)
  for (const event of events) {
    switch (event.tag) {
      case 'series-read':
        noteSeries(bySeries, event)
        break
      case 'change-scheduled':
        noteChange(bySeries, byEvent, event.change)
        break
      case 'event-read':
      case 'event-update':
        note(byEvent, event.eventId, feeFactOf(event, event.tag, event.atMs))
        break
      case 'market-read': {
        const { marketId, waiverUntilMs: value, atMs: fromMs } = event
        note(byMarket, marketId, { fromMs, value, key: String(value) })
        break
      }
    }
  }
  return { bySeries, byEvent, byMarket }
}

/** Returns the records without what only questions about moments before `beforeMs` need. */
export function forgetFeesBefore(known: FeeRecords, beforeMs: number): FeeRecords {
  const shorter = <T>(lines: ReadonlyMap<string, Timeline<T>>) =>
    new Map([...lines].map(([id, line]) => [id, withoutFactsBefore(line, beforeMs)]))
  return {
    bySeries: shorter(known.bySeries),
    byEvent: shorter(known.byEvent),
    byMarket: shorter(known.byMarket),
  }
}

/** Twice: since the venue's last change, and again at the moment it was read. */
function noteSeries(
  bySeries: Map<string, Timeline<FeeFact>>,
  { fees, atMs }: Extract<FeeEvent, { tag: 'series-read' }>,
): void {
  const sinceMs = Math.min(fees.updatedMs ?? atMs, atMs)
  note(bySeries, fees.seriesId, feeFactOf(fees, 'series-read', sinceMs))
  note(bySeries, fees.seriesId, feeFactOf(fees, 'series-read', atMs))
}

function noteChange(
  bySeries: Map<string, Timeline<FeeFact>>,
  byEvent: Map<string, Timeline<FeeFact>>,
  change: FeeChange,
): void {
  const fact = feeFactOf(change, 'change-scheduled', change.effectiveMs)
  if (change.eventId === undefined) note(bySeries, change.seriesId, fact)
  else note(byEvent, change.eventId, fact)
}

function feeFactOf(fee: StatedFee, source: FeeEvent['tag'], fromMs: number): Dated<FeeFact> {
  const { feeType, feeMultiplier } = fee
  return {
    fromMs,
    value: { feeType, feeMultiplier, source },
    key: JSON.stringify([feeType ?? null, feeMultiplier ?? null, source]),
  }
}

function note<T>(lines: Map<string, Timeline<T>>, id: string, fact: Dated<T>): void {
  lines.set(id, withFact(lines.get(id) ?? [], fact))
}
