/**
 * What every order book in the comparison is asked to do.
 * @module
 */
import type { DeltaStream } from './delta-stream.ts'
import type { BookAnswer } from './oracle.ts'

/** An order book made to run a stream. */
export interface BookContender {
  readonly name: string
  /** Whether its best prices are added up in ticks or in dollars. */
  readonly unit: 'ticks' | 'dollars'
  /** Makes what the book takes as input from the columns of the stream; not timed. */
  readonly prepare?: (stream: DeltaStream) => void
  /**
   * Applies the whole stream to a new book and reads best bid and ask after each change; returns
   * the readings, each times its weight, added up.
   */
  readonly run: (stream: DeltaStream) => number
  /** Returns what rests in the book of the last run, as the oracle lists it. */
  readonly levels: () => BookAnswer['levels']
}

/** Dollars as a peer prints them, back to ticks. */
export const ticksOf = (dollars: number): number => Math.round(dollars * 10_000)
