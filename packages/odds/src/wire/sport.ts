/**
 * Sports of GET /v4/sports (official guide of 2025-09-10).
 * @module
 */
import * as z from 'zod'

/** One sport, or one tournament. */
export const sportSchema = z.looseObject({
  key: z.string().min(1),
  group: z.string(),
  title: z.string(),
  description: z.string().nullish(),
  active: z.boolean(),
  has_outrights: z.boolean(),
})
