/**
 * What Kalshi lists about the games that are wanted: milestones first, since they name the games and when
 * they begin; then, series by series, the events, every open market and the fees. Answers reach the
 * session by the transport's ear; what is returned says only what was found.
 * @module
 */
import {
  type Clock,
  isArbError,
  isWholeGame,
  type LeagueId,
  VenueRejectedError,
} from '@arbkit/core'
import {
  allItems,
  EVENTS_PAGE_MAX,
  FEE_CHANGES_PAGE_MAX,
  getEventFeeChanges,
  getEvents,
  getExchangeStatus,
  getMarkets,
  getMilestones,
  getSeries,
  getSeriesFeeChanges,
  getStructuredTargets,
  MARKETS_PAGE_MAX,
  type Milestone,
  MILESTONES_PAGE_MAX,
  type Send,
  seriesOfLeague,
  subjectOfSeries,
} from '@arbkit/kalshi'
import type { OnProgress } from './progress.ts'

/** Which games are wanted. */
export interface WantedGames {
  readonly leagues: ReadonlySet<LeagueId>
  /** Games that begin up to this far from now, ms. */
  readonly withinMs: number
}

/** What discovery works with. */
export interface KalshiDiscoveryPorts {
  readonly send: Send
  readonly clock: Clock
  readonly onProgress: OnProgress
  readonly signal?: AbortSignal | undefined
}

/** What was found, beside the frames. */
export interface KalshiDiscovery {
  /** Leagues of which a series has open markets. */
  readonly leagues: ReadonlySet<LeagueId>
  /** What could not be asked for, one line each. */
  readonly problems: readonly string[]
}

/** A game may have begun this long ago and still be played, ms. */
export const GAME_LENGTH_MAX_MS = 8 * 3_600_000
/** Most milestones that are read: thirty pages. */
export const MILESTONE_PAGES_MAX = 30
/** The venue has no such thing. */
const NOT_FOUND = 404
/** Targets asked for in one call: their ids stand in the address. */
const TARGETS_PER_CALL = 100

/**
 * Asks for everything about the games that are wanted. A call that fails is named and the rest goes on;
 * without milestones the series that we know of each league are taken.
 * @throws {VenueError} the venue can not be reached at all: its very first answers failed.
 */
export async function discoverKalshi(
  ports: KalshiDiscoveryPorts,
  wanted: WantedGames,
): Promise<KalshiDiscovery> {
  const { send, onProgress, signal } = ports
  const problems: string[] = []
  const options = { signal }
  onProgress({ venue: 'kalshi', what: 'exchange status', done: 0, total: undefined })
  await getExchangeStatus(send, options)
  const milestones = await gamesOf(ports, wanted).catch(noted(problems, 'milestones'))
  const series = seriesWanted(milestones, wanted.leagues)
  let done = 0
  const listed: string[] = []
  const reads = series.map(async (seriesId) => {
    const markets = await readSeries(ports, seriesId).catch(noted(problems, seriesId))
    if ((markets ?? 0) > 0) listed.push(seriesId)
    done += 1
    onProgress({ venue: 'kalshi', what: 'series', done, total: series.length })
  })
  await Promise.all([
    ...reads,
    readFeeChanges(ports).catch(noted(problems, 'fee changes')),
    readTargets(ports, milestones ?? []).catch(noted(problems, 'structured targets')),
  ])
  return { leagues: leaguesOf(listed), problems }
}

/** Milestones of wanted games: begun not too long ago, or to begin in time. */
async function gamesOf(
  { send, clock, onProgress, signal }: KalshiDiscoveryPorts,
  { leagues, withinMs }: WantedGames,
): Promise<readonly Milestone[]> {
  const nowMs = clock.now()
  let pages = 0
  const all = await allItems(
    async (cursor, options) => {
      const params = {
        limit: MILESTONES_PAGE_MAX,
        category: 'Sports',
        minStartMs: nowMs - GAME_LENGTH_MAX_MS,
        cursor,
      }
      const page = await getMilestones(send, params, options)
      pages += 1
      onProgress({ venue: 'kalshi', what: 'pages of milestones', done: pages, total: undefined })
      return page
    },
    { pagesMax: MILESTONE_PAGES_MAX, clock, signal },
  )
  return all.filter(
    ({ startMs, eventIds }) =>
      startMs <= nowMs + withinMs &&
      eventIds.some((eventId) => isWantedSeries(seriesOfEvent(eventId), leagues)),
  )
}

/** The series of the games; where there is no word of games, those that we know. */
function seriesWanted(
  milestones: readonly Milestone[] | undefined,
  leagues: ReadonlySet<LeagueId>,
): readonly string[] {
  const named = (milestones ?? []).flatMap(({ eventIds }) => eventIds.map(seriesOfEvent))
  const withGames = milestones === undefined ? leagues : leaguesOf(named)
  // Of a league that plays, every series: milestones need not name all events of a game.
  const known = [...withGames].flatMap((league) => seriesOfLeague(league))
  return [...new Set([...named, ...known])]
    .filter((seriesId) => isWantedSeries(seriesId, leagues))
    .toSorted()
}

/** True for a series about whole games of a wanted league: what can be priced. */
function isWantedSeries(seriesId: string, leagues: ReadonlySet<LeagueId>): boolean {
  const subject = subjectOfSeries(seriesId)
  if (subject.tag !== 'game' || !leagues.has(subject.league)) return false
  return isWholeGame(subject.period) && subject.marketType !== 'player-prop'
}

function leaguesOf(series: readonly string[]): ReadonlySet<LeagueId> {
  return new Set(
    series.flatMap((seriesId) => {
      const subject = subjectOfSeries(seriesId)
      return subject.tag === 'game' ? [subject.league] : []
    }),
  )
}

/** `KXNFLGAME-26AUG13DETCIN` is an event of `KXNFLGAME`. */
function seriesOfEvent(eventId: string): string {
  return eventId.split('-', 1)[0] ?? eventId
}

/**
 * Fees, then events and markets: nested lists of markets were seen incomplete, so markets by themselves. A
 * series that the venue does not have is none that we miss. Returns how many open markets there are.
 */
async function readSeries(
  { send, clock, signal }: KalshiDiscoveryPorts,
  seriesId: string,
): Promise<number> {
  const pages = { clock, signal }
  try {
    await getSeries(send, { seriesId }, { signal })
  } catch (error) {
    if (error instanceof VenueRejectedError && error.status === NOT_FOUND) return 0
    throw error
  }
  const [markets] = await Promise.all([
    allItems(
      async (cursor, options) =>
        getMarkets(send, { seriesId, status: 'open', limit: MARKETS_PAGE_MAX, cursor }, options),
      pages,
    ),
    allItems(
      async (cursor, options) =>
        getEvents(send, { seriesId, status: 'open', limit: EVENTS_PAGE_MAX, cursor }, options),
      pages,
    ),
  ])
  return markets.length
}

/** Changes that are announced, of series and of single events. */
async function readFeeChanges({ send, clock, signal }: KalshiDiscoveryPorts): Promise<void> {
  await getSeriesFeeChanges(send, { withPast: true }, { signal })
  await allItems(
    async (cursor, options) =>
      getEventFeeChanges(send, { limit: FEE_CHANGES_PAGE_MAX, cursor }, options),
    { clock, signal },
  )
}

/** The names of who plays. */
async function readTargets(
  { send, signal }: KalshiDiscoveryPorts,
  milestones: readonly Milestone[],
): Promise<void> {
  const ids = new Set(
    milestones.flatMap(({ homeTargetId, awayTargetId }) =>
      [homeTargetId ?? [], awayTargetId ?? []].flat(),
    ),
  )
  const list = [...ids].toSorted()
  for (let from = 0; from < list.length; from += TARGETS_PER_CALL) {
    const targetIds = list.slice(from, from + TARGETS_PER_CALL)
    await getStructuredTargets(send, { targetIds, limit: TARGETS_PER_CALL }, { signal })
  }
}

/** Returns what notes a failure on purpose as a problem and goes on; a bug and an abort end it all. */
function noted(problems: string[], what: string): (error: unknown) => undefined {
  return (error) => {
    if (!isArbError(error)) throw error
    problems.push(`kalshi: ${what}: ${error.message}`)
    return undefined
  }
}
