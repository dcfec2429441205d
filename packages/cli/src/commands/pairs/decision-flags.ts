/**
 * Flags that say where people's decisions are kept, as types.
 * @module
 */

/** Where they are kept. */
export interface PlaceFlags {
  /** A log, `sqlite:<file>` or `postgres://…`. */
  readonly decisions?: string
  readonly store?: string
  readonly config?: string
}

/** Where they are kept, and those written by hand. */
export interface DecisionFlags extends PlaceFlags {
  readonly overrides?: string
}
