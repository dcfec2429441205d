/**
 * The venues as sources of a running engine: Kalshi's lists and books by REST, its books by stream where
 * calls are signed, and The Odds API through the poller that spends credits where they are worth most.
 * @module
 */
import type { EngineSource } from '../engine-source.ts'
import { kalshiRestSource } from './kalshi-rest-source.ts'
import { kalshiStreamSource } from './kalshi-stream-source.ts'
import { ListedLeagues } from './listed-leagues.ts'
import { oddsSource } from './odds-source.ts'
import type { VenueSourcesOptions } from './venue-sources-options.ts'

/** Returns the sources of both venues. */
export function createVenueSources(options: VenueSourcesOptions): readonly EngineSource[] {
  const listed = new ListedLeagues()
  return [
    kalshiRestSource(options, listed),
    ...(options.openStream === undefined ? [] : [kalshiStreamSource(options.openStream)]),
    oddsSource(options, listed),
  ]
}
