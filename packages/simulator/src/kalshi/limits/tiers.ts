/**
 * What each usage tier is given (docs.kalshi.com/getting_started/rate_limits, 2026-09-22): reads of
 * Basic and Advanced and writes above Basic hold three seconds of their rate, all else one.
 * @module
 */

/** Of one bucket. */
export interface BucketLimit {
  /** Tokens a second. */
  readonly refillPerSecond: number
  readonly capacity: number
}

/** Of an account; every shard's own write bucket has the same as `write`. */
export interface TierLimits {
  readonly read: BucketLimit
  readonly write: BucketLimit
}

const limit = (refillPerSecond: number, seconds: number): BucketLimit => ({
  refillPerSecond,
  capacity: refillPerSecond * seconds,
})

/** Limits by tier, lowest first. */
export const TIERS = {
  basic: { read: limit(200, 3), write: limit(100, 1) },
  advanced: { read: limit(300, 3), write: limit(300, 3) },
  expert: { read: limit(600, 1), write: limit(600, 3) },
  premier: { read: limit(1200, 1), write: limit(1200, 3) },
  paragon: { read: limit(2400, 1), write: limit(2400, 3) },
  prime: { read: limit(4800, 1), write: limit(4800, 3) },
  prestige: { read: limit(12_000, 1), write: limit(9600, 3) },
} as const satisfies Readonly<Record<string, TierLimits>>

/** A usage tier. */
export type Tier = keyof typeof TIERS
