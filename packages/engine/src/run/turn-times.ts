/**
 * How long turns take: the latest of them, and what most stay below.
 * @module
 */

/** Turns that are remembered. */
export const TURN_TIMES_KEPT = 100_000

/** Times of turns, milliseconds. */
export interface TurnTimeFigures {
  readonly p50: number
  readonly p99: number
  readonly max: number
}

/** The latest times. */
export class TurnTimes {
  private readonly times: Float64Array
  private count = 0

  constructor(kept = TURN_TIMES_KEPT) {
    this.times = new Float64Array(kept)
  }

  note(ms: number): void {
    this.times[this.count % this.times.length] = ms
    this.count += 1
  }

  /** Returns the figures; zeros before the first. */
  figures(): TurnTimeFigures {
    const sorted = this.times.slice(0, Math.min(this.count, this.times.length)).toSorted()
    const at = (share: number): number =>
      sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0
    return { p50: at(0.5), p99: at(0.99), max: sorted.at(-1) ?? 0 }
  }
}
