/**
 * Scores of GET /v4/sports/{sport}/scores (official guide of 2025-09-10): `scores` is null before the
 * start, and each score is text.
 * @module
 */
import * as z from 'zod'

/** The score of an event, beside what stands in every event. */
export const scoreSchema = z.looseObject({
  completed: z.boolean(),
  scores: z.array(z.looseObject({ name: z.string(), score: z.string() })).nullish(),
  last_update: z.union([z.string(), z.int()]).nullish(),
})
