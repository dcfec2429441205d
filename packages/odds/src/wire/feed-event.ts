/**
 * Events without their odds: what GET /events, /events/{id}/markets and /scores have in common (official
 * guide of 2025-09-10). Rotation numbers stand there where they were asked for, since 2025-11-04.
 * @module
 */
import * as z from 'zod'

const rotation = z.int().nullish()

/** One event. Tournaments (outrights) have neither a home nor an away team. */
export const feedEventSchema = z.looseObject({
  id: z.string().min(1),
  sport_key: z.string().min(1),
  sport_title: z.string().nullish(),
  commence_time: z.union([z.string(), z.int()]),
  home_team: z.string().nullish(),
  away_team: z.string().nullish(),
  home_rotation: rotation,
  away_rotation: rotation,
})
