/**
 * The buckets of an account: which of them pay for a call, and what a refusal by the venue does to them.
 * @module
 */
import { assertInput, assertInvariant } from '@arbkit/core'
import type { RequestCost } from '../rest/request.ts'
import type { TokenLimits } from './tiers.ts'
import {
  type BucketLimit,
  emptyAndPause,
  fullBucket,
  spend,
  type TokenBucket,
  waitMs,
  withLimit,
} from './token-bucket.ts'

/** Reads, writes of no shard, and writes of one shard. */
export type BucketName = 'read' | 'write' | `write:${number}`

/** Shards known, besides 0 (docs.kalshi.com/getting_started/exchange_sharding, 2026-10-02). */
export const SHARDS = [1, 2, 3] as const

/** Highest number of an exchange shard (OpenAPI 3.28.0, intra exchange transfer). */
export const EXCHANGE_INDEX_MAX = 100

/** Exchange index of a write that the venue routes by its ticker. */
export const AUTO_ROUTED = -1

/**
 * Returns the buckets that pay for a call, each of them the whole: reads the read bucket; writes that
 * name shard 1 or above that shard's; writes with {@link AUTO_ROUTED} all; all else the unscoped one
 * (docs.kalshi.com/getting_started/rate_limits, 2026-09-22).
 * @throws {InvalidInputError} for an exchange index out of range.
 */
export function bucketNamesOf({ bucket, exchangeIndex = 0 }: RequestCost): readonly BucketName[] {
  if (bucket === 'read') return ['read']
  if (exchangeIndex === AUTO_ROUTED) {
    return ['write', ...SHARDS.map((shard): BucketName => `write:${shard}`)]
  }
  assertInput(
    Number.isInteger(exchangeIndex) && exchangeIndex >= 0 && exchangeIndex <= EXCHANGE_INDEX_MAX,
    `exchange index: expected -1 to ${EXCHANGE_INDEX_MAX}`,
    { exchangeIndex },
  )
  return exchangeIndex === 0 ? ['write'] : [`write:${exchangeIndex}`]
}

/** A bucket, and how it fared. */
interface Account {
  readonly bucket: TokenBucket
  /** Refusals since the last answer; the pause doubles with each. */
  readonly refusals: number
  /** The last grant given before the last refusal: what was under way then is not counted again. */
  readonly lastGrantRefused: number
}

/** All buckets that were asked so far; others are full. */
export interface Buckets {
  readonly limits: TokenLimits
  readonly accounts: ReadonlyMap<BucketName, Account>
}

/** First pause after a refusal, ms; an empty Basic bucket has refilled ten orders by then. */
export const PAUSE_FIRST_MS = 250

/** Longest pause, ms. */
export const PAUSE_MAX_MS = 16_000

const DOUBLINGS_MAX = 10

/** Returns the buckets of an account, all full. @throws {InvalidInputError} for limits out of range. */
export function createBuckets(limits: TokenLimits, nowMs: number): Buckets {
  fullBucket(limits.read, nowMs)
  fullBucket(limits.write, nowMs)
  return { limits, accounts: new Map() }
}

/** Returns the most that a bucket ever holds. */
export function capacityOf({ limits }: Buckets, name: BucketName): number {
  return limitOf(limits, name).capacity
}

/** Returns the buckets after all of `names` paid, or undefined where one of them can not. */
export function pay(
  buckets: Buckets,
  names: readonly BucketName[],
  tokens: number,
  nowMs: number,
): Buckets | undefined {
  const accounts = new Map(buckets.accounts)
  for (const name of names) {
    const account = accountOf(buckets, name, nowMs)
    const bucket = spend(account.bucket, tokens, nowMs)
    if (bucket === undefined) return undefined
    accounts.set(name, { ...account, bucket })
  }
  return { ...buckets, accounts }
}

/** Returns how long until all of `names` can pay if nothing else is taken, in whole ms. */
export function waitForMs(
  buckets: Buckets,
  names: readonly BucketName[],
  tokens: number,
  nowMs: number,
): number {
  return Math.max(
    ...names.map((name) => waitMs(accountOf(buckets, name, nowMs).bucket, tokens, nowMs)),
  )
}

/** A call that was let through. */
export interface Grant {
  /** How many were let through before it, and it. */
  readonly number: number
  readonly bucketNames: readonly BucketName[]
}

/**
 * Returns the buckets after the venue refused a call (429): those that paid are emptied and paused, each
 * time for twice as long, half of it by chance, so that several clients do not come back together. The
 * venue says nothing about how long to wait (2026-09-22). Refusals of calls that were under way when the
 * bucket was paused count as one.
 * @param roll from 0 to below 1
 */
export function refuse(
  buckets: Buckets,
  grant: Grant,
  at: { readonly lastGrant: number; readonly roll: number; readonly nowMs: number },
): Buckets {
  assertInvariant(at.roll >= 0 && at.roll < 1, 'a roll is from 0 to below 1')
  const accounts = new Map(buckets.accounts)
  for (const name of grant.bucketNames) {
    const account = accountOf(buckets, name, at.nowMs)
    if (grant.number <= account.lastGrantRefused) continue
    const doublings = Math.min(account.refusals, DOUBLINGS_MAX)
    const longest = Math.min(PAUSE_MAX_MS, PAUSE_FIRST_MS * 2 ** doublings)
    const pauseMs = Math.ceil((longest / 2) * (1 + at.roll))
    accounts.set(name, {
      bucket: emptyAndPause(account.bucket, pauseMs, at.nowMs),
      refusals: account.refusals + 1,
      lastGrantRefused: at.lastGrant,
    })
  }
  return { ...buckets, accounts }
}

/** Returns the buckets after an answer: the next refusal pauses for the first time again. */
export function acknowledge(buckets: Buckets, grant: Grant): Buckets {
  const accounts = new Map(buckets.accounts)
  for (const name of grant.bucketNames) {
    const account = accounts.get(name)
    const isNews = account !== undefined && grant.number > account.lastGrantRefused
    if (isNews) accounts.set(name, { ...account, refusals: 0 })
  }
  return { ...buckets, accounts }
}

/** Returns the buckets under other limits, with what they hold. */
export function withLimits(buckets: Buckets, limits: TokenLimits, nowMs: number): Buckets {
  const { accounts: none } = createBuckets(limits, nowMs)
  const accounts = new Map(none)
  for (const [name, account] of buckets.accounts) {
    const bucket = withLimit(account.bucket, limitOf(limits, name), nowMs)
    accounts.set(name, { ...account, bucket })
  }
  return { limits, accounts }
}

function accountOf({ accounts, limits }: Buckets, name: BucketName, nowMs: number): Account {
  const known = accounts.get(name)
  if (known !== undefined) return known
  return { bucket: fullBucket(limitOf(limits, name), nowMs), refusals: 0, lastGrantRefused: 0 }
}

const limitOf = (limits: TokenLimits, name: BucketName): BucketLimit =>
  name === 'read' ? limits.read : limits.write
