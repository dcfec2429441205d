/**
 * What a schedule of games is made from.
 * @module
 */
import type { SimulatedLeague } from './sport-model.ts'

/** What is scheduled. */
export interface ScheduleOptions {
  /** A whole number. */
  readonly seed: number
  readonly leagues: readonly SimulatedLeague[]
  /** Games start after this, Unix ms; the first day is its Eastern one, or what is left of it. */
  readonly startMs: number
  /** 1 unless said. */
  readonly days?: number | undefined
  /** Most games of a league on a day; as many as its rested teams allow where left out. */
  readonly gamesPerDay?: number | undefined
  readonly irregular?: IrregularShares | undefined
  /**
   * 1 to 1,000, 1 unless said: everything happens so many times as fast, and is told by the venue's clock,
   * which reads the same as any other. Days are the world's: seven of them at 60 are 168 minutes.
   */
  readonly speed?: number | undefined
  /**
   * For a session at any hour, of this many ms at the venue: games are in play at its beginning, some are
   * about to start, others start until its end, and no hours or `days` count. Of three games or more a
   * league has all three kinds.
   */
  readonly startsWithinMs?: number | undefined
  /** Share of baseball's early games that are followed by a second one on the day, 0 unless said. */
  readonly doubleheaders?: number | undefined
}

/** How often games do not run their usual course, shares of 0 to 1; 0 where left out. */
export interface IrregularShares {
  readonly postponed?: number | undefined
  readonly cancelled?: number | undefined
  readonly suspended?: number | undefined
}
