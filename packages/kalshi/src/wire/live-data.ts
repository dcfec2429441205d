/**
 * Live data of games and of other events (OpenAPI 3.28.0 of 2026-08-22, GET /live_data/*). `details` is
 * an open object whose shape `type` names.
 * @module
 */
import * as z from 'zod'

const details = z.record(z.string(), z.unknown())

/** One milestone's. */
export const liveDataSchema = z.looseObject({
  type: z.string(),
  milestone_id: z.string().min(1),
  details,
})

/** One event's. */
export const eventLiveDataSchema = z.looseObject({ type: z.string(), details })
