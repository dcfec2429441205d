/**
 * A token bucket as the venue keeps it: it refills steadily up to its capacity, and a request takes its
 * cost out at once. Exact: tokens are counted in thousandths, so that a rate a second is a whole number
 * a millisecond. Pure: state and time in, state out.
 * @module
 */
import { assertInput } from '@arbkit/core'

/** How much a bucket gives. */
export interface BucketLimit {
  /** Tokens a second, whole, at least 1. */
  readonly refillPerSecond: number
  /** Tokens it holds at most, whole, at least 1. */
  readonly capacity: number
}

/** A bucket at one moment. */
export interface TokenBucket {
  readonly limit: BucketLimit
  /** Thousandths of a token, from 0 to 1000 × capacity. */
  readonly milliTokens: number
  /** When this was so, Unix ms. */
  readonly asOfMs: number
  /** From then on, for how long nothing is given and nothing refilled. */
  readonly pauseMs: number
}

const MILLI = 1000

/** Highest rate and capacity believed; the highest tier holds 28,800 (2026-09-22). */
export const BUCKET_TOKENS_MAX = 1_000_000

/** Returns a full bucket. @throws {InvalidInputError} for a limit out of range. */
export function fullBucket(limit: BucketLimit, nowMs: number): TokenBucket {
  checkLimit(limit)
  return { limit, milliTokens: limit.capacity * MILLI, asOfMs: nowMs, pauseMs: 0 }
}

/**
 * Returns the bucket as it is at `nowMs`. Time that went back refills nothing and counts from there; a
 * part of a millisecond is kept for later.
 */
export function refill(bucket: TokenBucket, nowMs: number): TokenBucket {
  if (nowMs < bucket.asOfMs) return { ...bucket, asOfMs: nowMs }
  const passedMs = Math.floor(nowMs - bucket.asOfMs)
  const pausedMs = Math.min(bucket.pauseMs, passedMs)
  const given = (passedMs - pausedMs) * bucket.limit.refillPerSecond
  return {
    limit: bucket.limit,
    milliTokens: Math.min(bucket.limit.capacity * MILLI, bucket.milliTokens + given),
    asOfMs: bucket.asOfMs + passedMs,
    pauseMs: bucket.pauseMs - pausedMs,
  }
}

/** Returns the bucket after paying, or undefined where it does not hold enough or is paused. */
export function spend(bucket: TokenBucket, tokens: number, nowMs: number): TokenBucket | undefined {
  const filled = refill(bucket, nowMs)
  if (filled.pauseMs > 0 || filled.milliTokens < tokens * MILLI) return undefined
  return { ...filled, milliTokens: filled.milliTokens - tokens * MILLI }
}

/**
 * Returns how long until the bucket can pay if nothing else is taken, in whole ms, rounded up.
 * @throws {InvalidInputError} where it never can.
 */
export function waitMs(bucket: TokenBucket, tokens: number, nowMs: number): number {
  const { limit } = bucket
  assertInput(tokens <= limit.capacity, 'costs more than the bucket holds', { tokens, limit })
  const { milliTokens, pauseMs } = refill(bucket, nowMs)
  const missing = Math.max(0, tokens * MILLI - milliTokens)
  return Math.ceil(pauseMs) + Math.ceil(missing / limit.refillPerSecond)
}

/** Returns the bucket emptied and paused: the venue says that it holds less than was reckoned. */
export function emptyAndPause(bucket: TokenBucket, pauseMs: number, nowMs: number): TokenBucket {
  const filled = refill(bucket, nowMs)
  return { ...filled, milliTokens: 0, pauseMs: Math.max(filled.pauseMs, pauseMs) }
}

/** Returns the bucket under another limit; what it holds beyond the new capacity is lost. */
export function withLimit(bucket: TokenBucket, limit: BucketLimit, nowMs: number): TokenBucket {
  checkLimit(limit)
  const filled = refill(bucket, nowMs)
  return { ...filled, limit, milliTokens: Math.min(filled.milliTokens, limit.capacity * MILLI) }
}

function checkLimit({ refillPerSecond, capacity }: BucketLimit): void {
  for (const tokens of [refillPerSecond, capacity]) {
    assertInput(
      Number.isInteger(tokens) && tokens >= 1 && tokens <= BUCKET_TOKENS_MAX,
      `bucket limit: expected whole tokens from 1 to ${BUCKET_TOKENS_MAX}`,
      { refillPerSecond, capacity },
    )
  }
}
