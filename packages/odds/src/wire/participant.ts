/**
 * Participants of GET /v4/sports/{sport}/participants (official guide of 2025-09-10): teams or persons, those
 * that no longer play among them.
 * @module
 */
import * as z from 'zod'

/** One participant. */
export const participantSchema = z.looseObject({
  id: z.string().min(1),
  full_name: z.string().min(1),
})
