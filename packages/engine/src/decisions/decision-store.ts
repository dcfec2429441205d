/**
 * The port behind which decisions are kept: an append-only log. What keeps them (a file, a database)
 * is the caller's choice.
 * @module
 */
import type { PairDecision } from '@arbkit/core'

/** An append-only log of decisions. */
export interface DecisionStore {
  /**
   * Returns every decision, in the order in which they were appended; none where there is no log yet.
   * @throws {ArbError} the log can not be read; nothing is ever left out silently.
   */
  read(): Promise<readonly PairDecision[]>
  /**
   * Adds decisions; afterwards they survive a power loss.
   * @throws {ArbError} a decision is out of its bounds, or the log can not be read or written: then
   *   none of them counts, unless a disk was full, which may leave the first of several.
   */
  append(decisions: readonly PairDecision[]): Promise<void>
}
