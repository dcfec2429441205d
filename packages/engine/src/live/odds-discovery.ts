/**
 * Which sports and games The Odds API lists, by the calls that cost nothing: what is not played is not
 * paid for.
 * @module
 */
import type { Clock, LeagueId } from '@arbkit/core'
import { type FeedEvent, getEvents, getSports, type SendOdds } from '@arbkit/odds'
import type { WantedGames } from './kalshi-discovery.ts'
import type { OnProgress } from './progress.ts'

/** What discovery works with. */
export interface OddsDiscoveryPorts {
  readonly send: SendOdds
  readonly clock: Clock
  readonly onProgress: OnProgress
  readonly signal?: AbortSignal | undefined
}

/** A sport of the feed with games in time. */
export interface PlayedSport {
  /** `basketball_nba`. */
  readonly sportKey: string
  readonly league: LeagueId
  readonly events: readonly FeedEvent[]
}

/** Returns the sports of wanted leagues that have games in time. @throws {ArbError} as the calls. */
export async function discoverOdds(
  { send, clock, onProgress, signal }: OddsDiscoveryPorts,
  { leagues, withinMs }: WantedGames,
): Promise<readonly PlayedSport[]> {
  onProgress({ venue: 'the-odds-api', what: 'sports', done: 0, total: undefined })
  const { value: sports } = await getSports(send, {}, { signal })
  const wanted = sports.flatMap(({ sportKey, league, isActive, hasOutrights }) => {
    const isGames = isActive && !hasOutrights
    return isGames && league !== undefined && leagues.has(league) ? [{ sportKey, league }] : []
  })
  let done = 0
  const untilMs = clock.now() + withinMs
  const played = await Promise.all(
    wanted.map(async ({ sportKey, league }) => {
      const { value: events } = await getEvents(send, { sport: sportKey }, { signal })
      done += 1
      onProgress({ venue: 'the-odds-api', what: 'lists of games', done, total: wanted.length })
      return { sportKey, league, events: events.filter(({ startMs }) => startMs <= untilMs) }
    }),
  )
  return played.filter(({ events }) => events.length > 0)
}
