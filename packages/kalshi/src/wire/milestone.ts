/**
 * Milestones: physical games with the events about them (OpenAPI 3.28.0 of 2026-08-22, GET /milestones
 * and /milestones/{id}). `details` is an open object; what we read of it was seen live in 2026-09
 * (`league`, `status`, `main_game_event_ticker`, the ids of the sides).
 * @module
 */
import * as z from 'zod'

const optionalText = z.string().nullish()

/** What is read of the open `details`. */
const detailsSchema = z.looseObject({
  league: optionalText,
  status: optionalText,
  main_game_event_ticker: optionalText,
  home_team_id: optionalText,
  away_team_id: optionalText,
  /** Tennis has no home; competitors are numbered. */
  first_competitor_id: optionalText,
  second_competitor_id: optionalText,
})

/** One milestone; `type` is open: football_game, soccer_tournament_multi_leg, political_race, … */
export const milestoneSchema = z.looseObject({
  id: z.string().min(1),
  title: z.string(),
  type: z.string(),
  start_date: z.string(),
  details: detailsSchema.nullish(),
  primary_event_tickers: z.array(z.string()).nullish(),
  related_event_tickers: z.array(z.string()).nullish(),
})
