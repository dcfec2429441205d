/**
 * What a ledger is, as types: it writes what a running engine decides into the database, in order, and says
 * where a restart goes on. What was acknowledged is durable.
 * @module
 */
import { ArbError, type Clock } from '@arbkit/core'
import type { Database, Lease } from '@arbkit/store'
import type { PaperSnapshot } from '../paper/paper-snapshot.ts'
import type { Decision } from '../turns/decision.ts'

/** Whose money, where nothing else is said. */
export const LEDGER_ACCOUNT = 'paper'
/** Things that may wait to be written. More means that the database does not keep up. */
export const LEDGER_QUEUE_MAX = 10_000

/** The database does not keep up: what was not taken is lost to it, so nothing more is taken. */
export class LedgerFullError extends ArbError {
  override readonly name = 'LedgerFullError'
  override readonly resend = 'never'
}

/** What a ledger is made of. */
export interface LedgerOptions {
  /** Migrated; stays open, and is closed by whoever opened it. */
  readonly database: Database
  /** Returns the lease that fences every paper trade, as it was last renewed. */
  readonly lease: () => Lease
  readonly mode: 'dry-run'
  /** Whose money; default {@link LEDGER_ACCOUNT}. */
  readonly account?: string | undefined
  readonly clock: Clock
  /** Default {@link LEDGER_QUEUE_MAX}; for tests. */
  readonly queueMax?: number | undefined
}

/** A turn to be written. */
export interface LedgerTurn {
  readonly turn: number
  /** Session time, Unix ms. */
  readonly t: number
  readonly decisions: readonly Decision[]
  /** The paper desk after the turn; has to be there where one of the decisions is of a paper trade. */
  readonly paper?: PaperSnapshot | undefined
}

/** The book of a running engine. */
export interface Ledger {
  /**
   * Writes a turn: its paper trades whole or not at all, its opportunities in order; what only explains
   * (near misses, counts) is not kept. Calls may overlap and are worked off in their order; updates of one
   * opportunity that wait become one. Resolves when all of it is durable. A rejection that nobody looks
   * at does not end the process.
   * @throws {LeaseLostError} another process took over: nothing was written, nothing may go on.
   * @throws {LedgerFullError} over {@link LEDGER_QUEUE_MAX} things wait: this turn was not taken.
   * @throws {ArbError} it could not be written. After any of these nothing more is: a restart goes on
   *   from what stands in the database.
   */
  record(turn: LedgerTurn): Promise<void>
  /**
   * Ends opportunities that an earlier run left open, and returns the paper desk as it stood; undefined
   * where there was none. To be called once, with the lease held, before the first {@link Ledger.record}.
   * @throws {WireFormatError} the desk in the database is of a form that this program does not know.
   */
  restore(): Promise<PaperSnapshot | undefined>
  /**
   * Writes everything taken, then ends the opportunities that are open, as `stopped`; nothing where a
   * turn could not be written, which {@link Ledger.record} has said.
   * @throws {LeaseLostError} another process took over: what is open is its own.
   */
  close(): Promise<void>
}
