/**
 * Structured targets: teams, players and whatever else a market's `custom_strike` points at by id
 * (OpenAPI 3.28.0 of 2026-08-22, GET /structured_targets and /structured_targets/{id}).
 * @module
 */
import * as z from 'zod'

/** One target; `type` is open: football_team, basketball_team, tennis_competitor, … */
export const structuredTargetSchema = z.looseObject({
  id: z.string().min(1),
  name: z.string(),
  type: z.string(),
})
