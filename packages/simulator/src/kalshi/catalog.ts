/**
 * What the exchange does not hold and a client asks for: titles, rules, games and competitors, as rows
 * in the venue's own words. The exchange's figures are put over them.
 * @module
 */
import type { WireRow } from './rest/answer.ts'

/** Descriptive data by identifier. Whatever is missing is made up from the identifier. */
export interface Catalog {
  /** Fields of `Series` by ticker: `title`, `category`, `tags`, `frequency`. */
  readonly series?: Readonly<Record<string, WireRow>>
  /** Fields of `EventData` by ticker: `title`, `sub_title`, `category`, `product_metadata`. */
  readonly events?: Readonly<Record<string, WireRow>>
  /** Fields of `Market` by ticker: sub-titles, strikes, rules, `occurrence_datetime`. */
  readonly markets?: Readonly<Record<string, WireRow>>
  /** Whole `Milestone` rows. */
  readonly milestones?: readonly WireRow[]
  /** Whole `StructuredTarget` rows. */
  readonly structuredTargets?: readonly WireRow[]
  /** `details` of live data by milestone. */
  readonly liveData?: Readonly<Record<string, WireRow>>
  /** Whole `EventFeeChange` and `SeriesFeeChange` rows. */
  readonly eventFeeChanges?: readonly WireRow[]
  readonly seriesFeeChanges?: readonly WireRow[]
}
