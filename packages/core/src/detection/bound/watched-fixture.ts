/**
 * What is told of a fixture before it is watched: what can be bought on it, and which of that a full
 * evaluation looks at together.
 * @module
 */
import type { AllInTable } from '../../fees/all-in-table.ts'
import type { BoundPayoffs } from './bound-matrix.ts'

/** What kind of thing is sold, and for a contract what it costs by price. */
export type WatchedInstrument =
  | { readonly tag: 'contract'; readonly costs: AllInTable }
  | { readonly tag: 'bet' }

/** Claims over outcomes that a full evaluation looks at together: a question, or a whole event. */
export interface WatchedSpace<Space> {
  /** The caller's own name or object for it. */
  readonly space: Space
  /** Indices into the claims of the fixture, in the order of `payoffs`; each at most once. */
  readonly claims: readonly number[]
  /** By outcome that full evaluation requires, then by claim. */
  readonly payoffs: BoundPayoffs
}

/** A fixture to watch. */
export interface WatchedFixture<Fixture, Space> {
  /** The caller's own name or object for it. */
  readonly fixture: Fixture
  readonly claims: readonly WatchedInstrument[]
  readonly spaces: readonly WatchedSpace<Space>[]
}
