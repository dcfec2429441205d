/**
 * The price grid of every market as of a time. A grid may change while its market is open
 * (`price_level_structure_updated`), so one seen in a listing is not one for good. Pure.
 *
 * Invariant: what is known at a moment does not depend on the order in which the facts arrived.
 * @module
 */
import type { PriceGrid } from '@arbkit/core'
import {
  type Dated,
  factsAt,
  type Timeline,
  withFact,
  withoutFactsBefore,
} from '../fees/timeline.ts'

/** Something that says what a market's grid is, or that it is no longer what it was. */
export interface GridEvent {
  readonly marketId: string
  /** Undefined where a change was announced without a grid that can be read. */
  readonly grid: PriceGrid | undefined
  /**
   * Unix ms. Of a listing the moment it was asked for, not answered: a change announced in between
   * may be newer than the answer. Of a stream message the moment it was sent, else received.
   */
  readonly atMs: number
}

/** What is known of all grids. */
export interface GridBook {
  readonly byMarket: ReadonlyMap<string, Timeline<PriceGrid | undefined>>
}

/** A market's grid at a moment. */
export type GridAsOf =
  | {
      readonly tag: 'known'
      readonly grid: PriceGrid
      /** Unix ms of the fact it rests on. */
      readonly sinceMs: number
    }
  | {
      readonly tag: 'unknown'
      readonly because: 'never-seen' | 'changed-unreadably' | 'contradicting'
    }

/** Nothing seen yet. */
export const NO_GRIDS: GridBook = { byMarket: new Map() }

/** Returns the book with more events, in any order; the same events twice change nothing. */
export function noteGrids(book: GridBook, events: readonly GridEvent[]): GridBook {
  const byMarket = new Map(book.byMarket)
  for (const event of events) {
    byMarket.set(event.marketId, withFact(byMarket.get(event.marketId) ?? [], factOf(event)))
  }
  return { byMarket }
}

/** Returns what is known of a market's grid at `atMs`: later facts do not count. */
export function gridAsOf(book: GridBook, marketId: string, atMs: number): GridAsOf {
  const [fact, ...others] = factsAt(book.byMarket.get(marketId) ?? [], atMs)
  if (fact === undefined) return { tag: 'unknown', because: 'never-seen' }
  if (others.length > 0) return { tag: 'unknown', because: 'contradicting' }
  return fact.value === undefined
    ? { tag: 'unknown', because: 'changed-unreadably' }
    : { tag: 'known', grid: fact.value, sinceMs: fact.fromMs }
}

/** Returns the book without what only questions about moments before `beforeMs` need. */
export function forgetGridsBefore(book: GridBook, beforeMs: number): GridBook {
  return {
    byMarket: new Map(
      [...book.byMarket].map(([id, facts]) => [id, withoutFactsBefore(facts, beforeMs)]),
    ),
  }
}

function factOf({ grid, atMs }: GridEvent): Dated<PriceGrid | undefined> {
  const key = grid?.map(({ start, end, step }) => `${start}-${end}/${step}`).join(' ') ?? ''
  return { fromMs: atMs, value: grid, key }
}
