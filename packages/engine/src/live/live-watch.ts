/**
 * Watching: the poller spends credits where they are worth most while the scanner scans on a steady beat,
 * tells the poller how near to paying each game is, and looks anew at what the venues list now and then.
 * @module
 */
import { type Clock, isArbError } from '@arbkit/core'
import type { Sleep } from '@arbkit/http'
import {
  createPoller,
  DEFAULT_ODDS_TTL,
  type NearEdge,
  OddsApiError,
  type PollCredits,
  type Poller,
  type PollPlan,
  type PollSport,
  type SeenFixture,
  type SendOdds,
} from '@arbkit/odds'
import type { LiveScan, LiveScanner, LiveSports } from './live-scanner.ts'
import { judgeLiveFailure, nearEdgesOf, polledFixtures, pollRequestOf } from './odds-poller.ts'
import type { WantedOdds } from './odds-polling.ts'
import { VenuesFailedError } from './venues-failed-error.ts'

/** Between two looks at what the venues list, ms. */
export const DISCOVERY_INTERVAL_MS = 10 * 60_000
/** The next look where one failed, ms. */
export const DISCOVERY_RETRY_MS = 15_000
/** The poller never asks again for what the cache would answer, ms. */
export const POLL_CACHE_TTL_MS = DEFAULT_ODDS_TTL.inPlayMs

/** What watching is made of. */
export interface LiveWatchOptions {
  readonly scanner: LiveScanner
  readonly odds: WantedOdds
  /** Games that begin up to this far from now, ms. */
  readonly withinMs: number
  /** What may be spent, as the log of credits has it now. */
  readonly creditsNow: () => Promise<PollCredits>
  readonly clock: Clock
  readonly sleep: Sleep
  /** Ends the watch. */
  readonly signal: AbortSignal
  /** From the end of one scan to the next, ms. */
  readonly everyMs: number
  readonly onSports: (sports: LiveSports) => void
  readonly onPlan: (plan: PollPlan) => void
  readonly onScan: (scan: LiveScan) => void
}

/**
 * Watches until the signal is aborted: one poller for all the time, so that what was paid for is
 * remembered, and a scan on every beat.
 * @throws {ClockSkewError} quotes can not be dated. @throws {VenuesFailedError} the feed refuses the key.
 */
export async function watchLive(options: LiveWatchOptions): Promise<void> {
  const { scanner, clock, sleep, signal, everyMs } = options
  const over = new AbortController()
  const ended = AbortSignal.any([signal, over.signal])
  const first = await discovered(options)
  const heard = new AbortController()
  const poller = await pollerOf(options, { first, heard })
  const polling = poller.run(ended).finally(() => over.abort())
  // Waited for below; what ends it is thrown there.
  polling.catch(() => undefined)
  let { nextMs } = first
  try {
    // The first report waits for the first odds, but no longer than a beat.
    if (first.sports.sports.length > 0) await until(sleep, everyMs, [ended, heard.signal])
    while (!ended.aborted) {
      if (clock.now() >= nextMs) {
        const again = await discovered(options)
        nextMs = again.nextMs
        // Where a venue was not read, what was known before stands.
        if (again.sports.unread.length === 0) poller.setSports(sportsOf(again.sports, options))
      }
      poller.setCredits(await options.creditsNow())
      const scan = await scanner.scan()
      if (signal.aborted) break
      for (const [eventId, edge] of edgesOf(scan, clock.now())) poller.nearEdge(eventId, edge)
      options.onScan(scan)
      await until(sleep, everyMs, [ended])
    }
  } finally {
    over.abort()
    await polling
  }
}

/** Waits for a time, or for one of the signals. */
async function until(sleep: Sleep, ms: number, signals: readonly AbortSignal[]): Promise<void> {
  await sleep(ms, AbortSignal.any([...signals])).catch(() => undefined)
}

interface Discovered {
  readonly sports: LiveSports
  /** When to look again, Unix ms. */
  readonly nextMs: number
}

/** @throws {VenuesFailedError} the key is refused: it will be the next time. */
async function discovered({
  scanner,
  clock,
  signal,
  onSports,
}: LiveWatchOptions): Promise<Discovered> {
  const sports = await scanner.discover()
  if (!signal.aborted) {
    onSports(sports)
    const refused = scanner.failures().find(({ error }) => isRefusedKey(error))
    if (refused !== undefined) throw new VenuesFailedError([refused])
  }
  const isWhole = sports.unread.length === 0
  return {
    sports,
    nextMs: clock.now() + (isWhole ? DISCOVERY_INTERVAL_MS : DISCOVERY_RETRY_MS),
  }
}

function isRefusedKey(error: unknown): boolean {
  return error instanceof OddsApiError && error.kind === 'bad-key'
}

function sportsOf({ sports }: LiveSports, { odds }: LiveWatchOptions): readonly PollSport[] {
  return sports.map(({ sportKey }) => ({ sportKey, ...odds }))
}

async function pollerOf(
  options: LiveWatchOptions,
  { first, heard }: { readonly first: Discovered; readonly heard: AbortController },
): Promise<Poller> {
  const { scanner, clock, sleep, creditsNow, onPlan, withinMs } = options
  return createPoller({
    sports: sportsOf(first.sports, options),
    fixtures: fixturesOf(first.sports),
    credits: await creditsNow(),
    cacheTtlMs: POLL_CACHE_TTL_MS,
    send: toldSends(scanner, heard),
    clock,
    sleep,
    requestOf: pollRequestOf,
    fixturesOf: (call, { body }) => polledFixtures(call, body, clock.now() + withinMs),
    onAnswer: () => undefined,
    judge: (error) => judgeLiveFailure(error, clock.now()),
    onPlan,
  })
}

/** Returns the games that were listed, as a poller wants them. */
export function fixturesOf({ sports }: Pick<LiveSports, 'sports'>): readonly SeenFixture[] {
  return sports.flatMap(({ events }) =>
    events.map(({ eventId, sportKey, startMs }) => ({ eventId, sportKey, startMs })),
  )
}

/** Tells the scanner of each answer and failure: a venue that is down stands in every report. */
function toldSends(scanner: LiveScanner, heard: AbortController): SendOdds {
  return async (request, sendOptions) => {
    try {
      const answer = await scanner.sendOdds(request, sendOptions)
      scanner.noteOdds(request.path, undefined)
      if (request.cost.max > 0) heard.abort()
      return answer
    } catch (error) {
      if (isArbError(error)) scanner.noteOdds(request.path, error)
      heard.abort()
      throw error
    }
  }
}

/** How near to paying each odds event is, where it is near at all. */
function edgesOf({ run }: LiveScan, atMs: number): ReadonlyMap<string, NearEdge> {
  return nearEdgesOf([...run.result.opportunities, ...run.result.rejected], atMs)
}
