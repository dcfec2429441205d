/**
 * What the account may ask for and what each call costs (OpenAPI 3.28.0 of 2026-08-22, GET
 * /account/limits, /account/endpoint_costs, /account/api_usage_level/volume_progress; live captures of
 * 2026-07-06).
 * @module
 */
import * as z from 'zod'

const bucketSchema = z.looseObject({
  refill_rate: z.int().positive(),
  bucket_capacity: z.int().positive(),
})

/** Tier and both token buckets. */
export const accountLimitsSchema = z.looseObject({
  usage_tier: z.string(),
  read: bucketSchema,
  write: bucketSchema,
  grants: z
    .array(
      z.looseObject({
        exchange_instance: z.string(),
        level: z.string(),
        source: z.string(),
        expires_ts: z.int().nullish(),
      }),
    )
    .nullable(),
})

/** The default cost, and the calls that have another. */
export const endpointCostsSchema = z.looseObject({
  default_cost: z.int().nonnegative(),
  endpoint_costs: z
    .array(
      z.looseObject({
        method: z.string(),
        path: z.string(),
        cost: z.int().nonnegative(),
      }),
    )
    .nullable(),
})

/** Volume towards a higher tier. */
export const volumeProgressSchema = z.looseObject({
  computed_ts: z.int(),
  trailing_30d_volume_fp: z.string(),
  goals: z
    .array(
      z.looseObject({
        level: z.string(),
        earn_volume_goal_fp: z.string(),
        keep_volume_goal_fp: z.string(),
      }),
    )
    .nullable(),
})

/** A token bucket as it came over the wire. */
export type WireBucket = z.output<typeof bucketSchema>
