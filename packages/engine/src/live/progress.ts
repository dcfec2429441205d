/**
 * What a live scan says while it works: which call, how far, and what was paid.
 * @module
 */

/** The venues of a live scan. */
export const LIVE_VENUES = ['kalshi', 'the-odds-api'] as const

/** One of them. */
export type LiveVenue = (typeof LIVE_VENUES)[number]

/** One step. */
export interface LiveProgress {
  readonly venue: LiveVenue
  /** What is being asked for, `markets of KXNFLGAME`. */
  readonly what: string
  /** Steps of this kind done, and how many there are where that is known. */
  readonly done: number
  readonly total: number | undefined
  /** Credits left by the last answer that said so. */
  readonly creditsLeft?: number | undefined
}

/** Is told of every step. */
export type OnProgress = (progress: LiveProgress) => void
