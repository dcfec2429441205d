/**
 * Token buckets of one account: one for reads, one for writes, and one for the writes of each shard
 * from 1 (docs.kalshi.com/getting_started/rate_limits, 2026-09-22). Counted in thousandths of a token,
 * which a whole number of milliseconds refills exactly.
 * @module
 */
import type { BucketLimit, TierLimits } from './tiers.ts'

/** Which of the buckets. */
export type BucketName = 'read' | 'write' | `write:${number}`

/** Shards that have a write bucket of their own (docs.kalshi.com, exchange sharding, 2026-10-02). */
export const BUCKET_SHARDS = [1, 2, 3] as const

/** Exchange index of an order that is routed by its ticker. */
export const AUTO_ROUTED = -1

const THOUSANDTHS = 1000

/** Returns the buckets that pay for a write, each the whole: all of them for an auto-routed one. */
export function writeBucketsOf(exchangeIndex: number | undefined): readonly BucketName[] {
  if (exchangeIndex === undefined || exchangeIndex === AUTO_ROUTED) {
    return ['write', ...BUCKET_SHARDS.map((shard): BucketName => `write:${shard}`)]
  }
  return exchangeIndex >= 1 ? [`write:${exchangeIndex}`] : ['write']
}

/** The buckets of one account. */
export class TokenBuckets {
  private readonly limits: TierLimits
  private readonly held = new Map<BucketName, { thousandths: number; atMs: number }>()

  /** All full. */
  constructor(limits: TierLimits) {
    this.limits = limits
  }

  /** Takes `tokens` from every named bucket, or from none of them and returns false. */
  take(names: readonly BucketName[], tokens: number, nowMs: number): boolean {
    const wanted = tokens * THOUSANDTHS
    const left = names.map((name) => this.refilled(name, nowMs) - wanted)
    if (left.some((thousandths) => thousandths < 0)) return false
    for (const [index, name] of names.entries()) {
      this.held.set(name, { thousandths: left[index] ?? 0, atMs: nowMs })
    }
    return true
  }

  private refilled(name: BucketName, nowMs: number): number {
    const { refillPerSecond, capacity }: BucketLimit =
      name === 'read' ? this.limits.read : this.limits.write
    const full = capacity * THOUSANDTHS
    const held = this.held.get(name)
    if (held === undefined) return full
    // Tokens a second are thousandths a millisecond. A clock set back refills nothing.
    const gained = Math.max(0, nowMs - held.atMs) * refillPerSecond
    return Math.min(full, held.thousandths + gained)
  }
}
