/**
 * What the account may ask for: its token buckets, the cost of calls, and its way to a higher tier.
 * @module
 */
import { type Centicontracts, checkWire, insideWire, type WireLocation } from '@arbkit/core'
import {
  accountLimitsSchema,
  endpointCostsSchema,
  volumeProgressSchema,
  type WireBucket,
} from '../wire/account.ts'
import { itemsOf } from '../wire/envelope.ts'
import { readCount } from './read.ts'
import { readUnixSeconds } from './read-account.ts'

/** A token bucket. */
export interface TokenBucketLimit {
  /** Tokens that come back each second, 1 or more. */
  readonly refillPerSecond: number
  /** Tokens it holds at most, 1 or more. */
  readonly capacity: number
}

/** A tier that was given. */
export interface TierGrant {
  /** `event_contract` or `margined`; open. */
  readonly exchangeInstance: string
  /** `premier`, `prime`; open. */
  readonly level: string
  /** `volume` or `manual`; open. */
  readonly source: string
  /** Unix ms; undefined where it does not end. */
  readonly expiresMs: number | undefined
}

/** What the account may ask for. */
export interface AccountLimits {
  /** `basic`, `advanced`; open. */
  readonly tier: string
  readonly read: TokenBucketLimit
  readonly write: TokenBucketLimit
  readonly grants: readonly TierGrant[]
}

/** What one call costs. */
export interface EndpointCost {
  readonly method: string
  /** With the venue's root and placeholders: `/trade-api/v2/portfolio/orders/:order_id`. */
  readonly path: string
  readonly tokens: number
}

/** What calls cost. */
export interface EndpointCosts {
  /** Of every call that is not listed. */
  readonly defaultTokens: number
  readonly listed: readonly EndpointCost[]
}

/** The volume that a tier is earned and kept by. */
export interface VolumeGoal {
  readonly level: string
  readonly toEarn: Centicontracts
  readonly toKeep: Centicontracts
}

/** How far the account's volume has come. */
export interface VolumeProgress {
  /** End of the 30 days, Unix ms. */
  readonly computedMs: number
  /** Contracts of the 30 days before. */
  readonly volume: Centicontracts
  readonly goals: readonly VolumeGoal[]
}

/** Parses the limits. @throws {WireFormatError} */
export function parseAccountLimits(payload: unknown, at: WireLocation): AccountLimits {
  const wire = checkWire(accountLimitsSchema, payload, at)
  return {
    tier: wire.usage_tier,
    read: bucketOf(wire.read),
    write: bucketOf(wire.write),
    grants: (wire.grants ?? []).map((grant, index) => ({
      exchangeInstance: grant.exchange_instance,
      level: grant.level,
      source: grant.source,
      expiresMs:
        typeof grant.expires_ts === 'number'
          ? readUnixSeconds(insideWire(at, 'grants', index), 'expires_ts', grant.expires_ts)
          : undefined,
    })),
  }
}

function bucketOf(wire: WireBucket): TokenBucketLimit {
  return { refillPerSecond: wire.refill_rate, capacity: wire.bucket_capacity }
}

/** Parses the costs. @throws {WireFormatError} */
export function parseEndpointCosts(payload: unknown, at: WireLocation): EndpointCosts {
  const wire = checkWire(endpointCostsSchema, payload, at)
  return {
    defaultTokens: wire.default_cost,
    listed: (wire.endpoint_costs ?? []).map(({ method, path, cost }) => ({
      method,
      path,
      tokens: cost,
    })),
  }
}

/** Parses `{volume_progress: […]}` or a list. @throws {WireFormatError} */
export function parseVolumeProgress(payload: unknown, at: WireLocation): readonly VolumeProgress[] {
  return itemsOf(payload, at, { many: 'volume_progress' }).map(({ value, at: place }) => {
    const wire = checkWire(volumeProgressSchema, value, place)
    return {
      computedMs: readUnixSeconds(place, 'computed_ts', wire.computed_ts),
      volume: readCount(place, 'trailing_30d_volume_fp', wire.trailing_30d_volume_fp),
      goals: (wire.goals ?? []).map((goal, index) => {
        const here = insideWire(place, 'goals', index)
        return {
          level: goal.level,
          toEarn: readCount(here, 'earn_volume_goal_fp', goal.earn_volume_goal_fp),
          toKeep: readCount(here, 'keep_volume_goal_fp', goal.keep_volume_goal_fp),
        }
      }),
    }
  })
}
