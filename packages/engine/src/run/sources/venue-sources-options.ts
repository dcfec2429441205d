/**
 * What the venues' sources are made of.
 * @module
 */
import type { Clock } from '@arbkit/core'
import type { Sleep } from '@arbkit/http'
import type { KalshiStream, KalshiStreamOptions } from '@arbkit/kalshi'
import type { PollCredits } from '@arbkit/odds'
import type { WantedGames } from '../../live/kalshi-discovery.ts'
import type { LiveVenues } from '../../live/live-scanner.ts'
import type { WantedOdds } from '../../live/odds-polling.ts'

/** Opens a stream: `createKalshiStream` with everything but these. */
export type OpenKalshiStream = (
  options: Pick<KalshiStreamOptions, 'listener' | 'channels' | 'marketIds' | 'probeQuietMs'>,
) => KalshiStream

/** What the sources are made of. */
export interface VenueSourcesOptions {
  readonly venues: LiveVenues
  /** Undefined where calls go unsigned: the stream takes signed handshakes only. */
  readonly openStream: OpenKalshiStream | undefined
  readonly clock: Clock
  readonly sleep: Sleep
  readonly games: WantedGames
  readonly odds: WantedOdds
  /** Between two looks at what the venues list, ms. */
  readonly discoverEveryMs: number
  /** Between two reads of books where there is no stream, and between two looks at credits, ms. */
  readonly scanEveryMs: number
  /** What may be spent, as the log of credits has it now. */
  readonly creditsNow: () => Promise<PollCredits>
}
