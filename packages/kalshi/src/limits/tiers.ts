/**
 * What each usage tier is given, for the time until the account has said what it has.
 * @module
 */
import type { BucketLimit } from './token-bucket.ts'

/** Limits of an account; every shard's own write bucket has the same as `write`. */
export interface TokenLimits {
  readonly read: BucketLimit
  readonly write: BucketLimit
}

/** Usage tiers, lowest first. */
export type UsageTier =
  | 'basic'
  | 'advanced'
  | 'expert'
  | 'premier'
  | 'paragon'
  | 'prime'
  | 'prestige'

/** A bucket that banks quiet time holds this many seconds of its rate. */
const BURST_SECONDS = 3

const burst = (perSecond: number): BucketLimit => ({
  refillPerSecond: perSecond,
  capacity: perSecond * BURST_SECONDS,
})

const steady = (perSecond: number): BucketLimit => ({
  refillPerSecond: perSecond,
  capacity: perSecond,
})

/**
 * Tokens a second and capacity (docs.kalshi.com/getting_started/rate_limits, 2026-09-22). Reads of Basic
 * and Advanced and writes above Basic hold three seconds; it was two until August 2026, so what
 * `GET /account/limits` says goes before this.
 */
export const TIER_LIMITS: Readonly<Record<UsageTier, TokenLimits>> = {
  basic: { read: burst(200), write: steady(100) },
  advanced: { read: burst(300), write: burst(300) },
  expert: { read: steady(600), write: burst(600) },
  premier: { read: steady(1200), write: burst(1200) },
  paragon: { read: steady(2400), write: burst(2400) },
  prime: { read: steady(4800), write: burst(4800) },
  prestige: { read: steady(12_000), write: burst(9600) },
}

/** Returns the tier of a name in any case, undefined for one that is not known. */
export function usageTierOf(name: string): UsageTier | undefined {
  const key = name.toLowerCase()
  return isUsageTier(key) ? key : undefined
}

const isUsageTier = (key: string): key is UsageTier => Object.hasOwn(TIER_LIMITS, key)
