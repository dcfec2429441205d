/**
 * The port behind which the log of credits is kept: append-only, shared by everybody who spends from one
 * account. What keeps it (files, a database) is the caller's choice.
 * @module
 */
import type { CreditMonth } from './credit-calendar.ts'
import type { CreditEntry } from './credit-entry.ts'

/** A place in a month's log, meaningful to its store alone; 0 is the beginning. */
export type CreditPosition = number

/** What was read. */
export interface CreditPage {
  readonly entries: readonly CreditEntry[]
  /** Where to read on. */
  readonly next: CreditPosition
}

/**
 * A log for each month. Its order is what decides who may spend: everybody reads the same entries in the
 * same order, and an entry, once read, never moves, changes or gets another before it.
 */
export interface CreditStore {
  /**
   * Returns all entries of a month from a position on, among them every one whose append has ended; none
   * where there is no log yet.
   * @throws {ArbError} the log can not be read: nothing is ever left out silently.
   */
  read(month: CreditMonth, from: CreditPosition): Promise<CreditPage>
  /**
   * Adds entries at the end of a month's log, next to each other; afterwards they survive a power loss.
   * @throws {ArbError} they may or may not be in the log.
   */
  append(month: CreditMonth, entries: readonly CreditEntry[]): Promise<void>
}
