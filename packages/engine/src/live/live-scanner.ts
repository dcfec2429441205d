/**
 * A scan of the live venues: what they list, then what they quote, then the same scan that a recorded
 * session gets. One venue that fails is said and does not lose the other.
 * @module
 */
import {
  type ArbError,
  type Clock,
  type DecisionState,
  isArbError,
  type LeagueId,
} from '@arbkit/core'
import { getExchangeStatus, type ReceivedAnswer, type Send } from '@arbkit/kalshi'
import type { SendOdds } from '@arbkit/odds'
import type { ScanOptions } from '../scan/options.ts'
import { type ScanRun, scanState } from '../scan/run-scan.ts'
import { frameOfKalshi, tickFrame } from './answer-frames.ts'
import { readBooksSingly, readBooksTogether, readListings } from './book-reading.ts'
import { createSkewWatch, type SkewWatch } from './clock-skew.ts'
import { discoverKalshi, type KalshiDiscovery, type WantedGames } from './kalshi-discovery.ts'
import { createLiveSession, type FrameRecorder, type LiveSession } from './live-session.ts'
import { FeedCalls } from './feed-calls.ts'
import { discoverOdds, type PlayedSport } from './odds-discovery.ts'
import { notedSends, pollOdds, type WantedOdds } from './odds-polling.ts'
import { LIVE_VENUES, type LiveVenue, type OnProgress } from './progress.ts'
import { failureText, type VenueFailure } from './venues-failed-error.ts'

/** The venues, each as far as it is set up. */
export interface LiveVenues {
  /** Makes a sender that tells `onAnswer` of every answer. */
  readonly kalshi: {
    readonly connect: (onAnswer: (answer: ReceivedAnswer) => void) => Send
    /** True where there are credentials: books can be read a hundred at a time. */
    readonly isSigned: boolean
  }
  readonly odds: { readonly send: SendOdds }
}

/** What a live scanner is made of. */
export interface LiveScannerOptions {
  readonly venues: LiveVenues
  readonly clock: Clock
  readonly games: WantedGames
  readonly odds: WantedOdds
  readonly scan: ScanOptions
  readonly decisions: DecisionState
  readonly withRejected: boolean
  readonly onProgress: OnProgress
  readonly record?: FrameRecorder | undefined
  readonly signal?: AbortSignal | undefined
}

/** One scan. */
export interface LiveScan {
  readonly run: ScanRun
  /** Empty where both venues answered. */
  readonly failures: readonly VenueFailure[]
}

/** Sports that are worth paying for: both venues have games of them. */
export interface LiveSports {
  readonly sports: readonly PlayedSport[]
  /** Leagues with open markets at Kalshi only, and with games in the feed only. */
  readonly kalshiOnly: readonly LeagueId[]
  readonly oddsOnly: readonly LeagueId[]
  /** Venues that could not be asked: what they have is not known. */
  readonly unread: readonly LiveVenue[]
}

/** Scans again and again over one growing session. */
export interface LiveScanner {
  readonly session: LiveSession
  /** Sends calls for odds, noted like all others: for a poller. */
  readonly sendOdds: SendOdds
  /** Asks both venues at once what they list; nothing of it costs credits. */
  discover(): Promise<LiveSports>
  /** Asks for the odds of sports once. @throws {ClockSkewError} nothing was paid. */
  poll(sports: readonly string[]): Promise<void>
  /** Reads what contracts quote now, and scans as of now. @throws {ClockSkewError} */
  scan(): Promise<LiveScan>
  /** Venues that could not be read the last time they were asked. */
  failures(): readonly VenueFailure[]
  /** Takes note of what became of a call to the feed, by its path, where somebody else polls it. */
  noteOdds(path: string, error: ArbError | undefined): void
}

/** Returns a scanner. */
export function createLiveScanner(options: LiveScannerOptions): LiveScanner {
  const session = createLiveSession(options.record)
  const skews = createSkewWatch()
  const listedMs = new Map<string, number>()
  const send = options.venues.kalshi.connect((answer) => {
    noteKalshi(session, skews, answer)
    noteListing(listedMs, answer)
  })
  const sendOdds = datedSends(notedSends(options.venues.odds.send, session, options.clock), skews)
  const failed = new Map<LiveVenue, ArbError>()
  const problems = new Map<string, readonly string[]>()
  const feed = new FeedCalls()
  const attempt = async <T>(venue: LiveVenue, work: () => Promise<T>): Promise<T | undefined> => {
    try {
      const value = await work()
      failed.delete(venue)
      return value
    } catch (error) {
      if (!isArbError(error)) throw error
      failed.set(venue, error)
      return undefined
    }
  }
  const failuresNow = (): readonly VenueFailure[] =>
    LIVE_VENUES.flatMap((venue) => {
      const error = failed.get(venue) ?? (venue === 'the-odds-api' ? feed.failure() : undefined)
      return error === undefined ? [] : [{ venue, error }]
    })
  const { clock, games, onProgress, signal } = options
  return {
    session,
    failures: failuresNow,
    sendOdds,
    discover: async () => {
      const [kalshi, played] = await Promise.all([
        attempt('kalshi', async () => discoverKalshi({ send, clock, onProgress, signal }, games)),
        attempt('the-odds-api', async () =>
          discoverOdds({ send: sendOdds, clock, onProgress, signal }, games),
        ),
      ])
      problems.set('discovery', kalshi?.problems ?? [])
      return sportsOf(kalshi, played)
    },
    poll: async (sports) => {
      skews.check()
      // Where nothing is asked for, what was said of the venue before still stands.
      if (sports.length === 0) return
      const ports = { send: sendOdds, onProgress, signal }
      const polled = await attempt('the-odds-api', async () =>
        pollOdds(ports, sports, options.odds),
      )
      problems.set('odds', polled ?? [])
    },
    scan: async () => {
      session.nextTurn()
      const read = await attempt('kalshi', async () =>
        readQuotes(options, { session, send, listedMs }),
      )
      problems.set('books', read ?? [])
      skews.check()
      // Quotes age also while nothing arrives.
      session.note(tickFrame(Math.floor(clock.now())))
      const failures = failuresNow()
      const said = [...problems.values()].flat().concat(feed.problems())
      return { run: runOf(options, session, said, failures), failures }
    },
    noteOdds: (path, error) => feed.note(path, error),
  }
}

function noteKalshi(session: LiveSession, skews: SkewWatch, answer: ReceivedAnswer): void {
  const { venueMs } = answer
  if (venueMs !== undefined) skews.note('kalshi', { ...answer, venueMs })
  const frame = frameOfKalshi(answer)
  if (frame !== undefined) session.note(frame)
}

function datedSends(send: SendOdds, skews: SkewWatch): SendOdds {
  return async (request, sendOptions) => {
    const answer = await send(request, sendOptions)
    const { serverMs: venueMs, receivedMs, sentMs = receivedMs } = answer
    if (venueMs !== undefined) skews.note('the-odds-api', { venueMs, sentMs, receivedMs })
    return answer
  }
}

/** When the open markets of a series were last asked for from the beginning. */
function noteListing(listedMs: Map<string, number>, { request, sentMs }: ReceivedAnswer): void {
  if (request.path !== '/markets') return
  const seriesId = request.query.find(([name]) => name === 'series_ticker')?.[1]
  if (seriesId !== undefined) listedMs.set(seriesId, sentMs)
}

function sportsOf(
  kalshi: KalshiDiscovery | undefined,
  played: readonly PlayedSport[] | undefined,
): LiveSports {
  const unread = [
    ...(kalshi === undefined ? (['kalshi'] as const) : []),
    ...(played === undefined ? (['the-odds-api'] as const) : []),
  ]
  if (kalshi === undefined || played === undefined) {
    return { sports: [], kalshiOnly: [], oddsOnly: [], unread }
  }
  const inFeed = new Set(played.map(({ league }) => league))
  return {
    sports: played.filter(({ league }) => kalshi.leagues.has(league)),
    kalshiOnly: [...kalshi.leagues].filter((league) => !inFeed.has(league)),
    oddsOnly: [...inFeed].filter((league) => !kalshi.leagues.has(league)),
    unread,
  }
}

/**
 * The exchange's state; open markets again where their list is old, since one may have been paused; then
 * books: of all that is paired where calls are signed, else of what is near to paying.
 * @throws {ArbError} nothing of a kind could be read.
 */
async function readQuotes(
  options: LiveScannerOptions,
  {
    session,
    send,
    listedMs,
  }: {
    readonly session: LiveSession
    readonly send: Send
    readonly listedMs: ReadonlyMap<string, number>
  },
): Promise<readonly string[]> {
  const { venues, onProgress, signal, clock } = options
  const ports = { send, onProgress, signal, clock }
  const { matching } = runOf(options, session, [], []).result
  const quoted = matching.pairs.filter(({ quotes }) => quotes.length > 0)
  await getExchangeStatus(send, { signal })
  const oldest = clock.now() - LISTING_AGE_MS_MAX
  const old = new Set(
    quoted
      .map(({ contract }) => contract.seriesId)
      .filter((seriesId) => (listedMs.get(seriesId) ?? 0) < oldest),
  )
  const problems = await readListings(ports, [...old])
  if (venues.kalshi.isSigned) {
    return [...problems, ...(await readBooksTogether(ports, idsOf(quoted)))]
  }
  const { opportunities, rejected } = runOf(options, session, [], []).result
  const near = [...opportunities, ...rejected].map(({ pair }) => pair)
  return [...problems, ...(await readBooksSingly(ports, idsOf(near)))]
}

/** A list of open markets older than this is read again before a scan, ms. */
export const LISTING_AGE_MS_MAX = 15_000

function idsOf(
  pairs: readonly { readonly contract: { readonly marketId: string } }[],
): readonly string[] {
  return [...new Set(pairs.map(({ contract }) => contract.marketId))]
}

function runOf(
  { scan, decisions, withRejected }: LiveScannerOptions,
  session: LiveSession,
  problems: readonly string[],
  failures: readonly VenueFailure[],
): ScanRun {
  const about = {
    session: 'live',
    problems: [...failures.map(failureText), ...shortened([...problems, ...session.problems()])],
  }
  return scanState(session.state, scan, { about, withRejected, decisions })
}

/** Problems shown of one scan; the rest are counted. */
const PROBLEMS_SHOWN = 5

function shortened(problems: readonly string[]): readonly string[] {
  const more = problems.length - PROBLEMS_SHOWN
  return more <= 0 ? problems : [...problems.slice(0, PROBLEMS_SHOWN), `and ${more} more problems`]
}
