/**
 * The envelope of historical snapshots: the state at or before the moment asked for (official guide
 * of 2025-09-10). `data` is a list of events, or one event from the event endpoint.
 * @module
 */
import * as z from 'zod'

/** The envelope; its content is checked as events are. */
export const historicalSchema = z.looseObject({
  timestamp: z.string(),
  previous_timestamp: z.string().nullish(),
  next_timestamp: z.string().nullish(),
  data: z.union([z.array(z.unknown()), z.looseObject({})]),
})
