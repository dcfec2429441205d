/**
 * Names of what an engine reads, for people.
 * @module
 */
import type { FeedName } from '@arbkit/engine'

/** By feed. */
export const FEED_NAMES: Readonly<Record<FeedName, string>> = {
  'kalshi/rest': 'Kalshi',
  'kalshi/ws': 'Kalshi stream',
  'the-odds-api': 'The Odds API',
}
