/**
 * Watching: the poller spends credits where they are worth most while the scanner scans on a steady beat,
 * tells the poller how near to paying each game is, and looks anew at what the venues list now and then.
 * @module
 */
import { type Clock, isArbError } from '@arbkit/core'
import type { Sleep } from '@arbkit/http'
import {
  createPoller,
  CreditsExhaustedError,
  DEFAULT_ODDS_TTL,
  eventOddsRequest,
  eventsRequest,
  judgeFailure,
  type NearEdge,
  OddsApiError,
  type OddsRequest,
  OddsRequestNotSentError,
  oddsRequest,
  parseEvents,
  type PlannedCall,
  type PollCredits,
  type Poller,
  type PollFailure,
  type PollPlan,
  type SendOdds,
} from '@arbkit/odds'
import type { LiveScan, LiveScanner, LiveSports } from './live-scanner.ts'
import type { WantedOdds } from './odds-polling.ts'

/** Between two looks at what the venues list, ms. */
export const DISCOVERY_INTERVAL_MS = 10 * 60_000
/** The poller never asks again for what the cache would answer, ms. */
export const POLL_CACHE_TTL_MS = DEFAULT_ODDS_TTL.inPlayMs
/** A refresh of the feed is told of a game this near to paying, hundredths of a percent. */
const NEAR_EDGE_BPS_MAX = 300

/** What watching is made of. */
export interface LiveWatchOptions {
  readonly scanner: LiveScanner
  readonly odds: WantedOdds
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
 * Watches until the signal is aborted.
 * @throws {ClockSkewError} quotes can not be dated. @throws {OddsApiError} the key is refused.
 */
export async function watchLive(options: LiveWatchOptions): Promise<void> {
  const { scanner, clock, signal } = options
  while (!signal.aborted) {
    const sports = await scanner.discover()
    options.onSports(sports)
    const untilMs = clock.now() + DISCOVERY_INTERVAL_MS
    await watchSports(options, sports, untilMs)
  }
}

/** Polls and scans side by side until it is time to look anew at what is listed. */
async function watchSports(
  options: LiveWatchOptions,
  { sports }: LiveSports,
  untilMs: number,
): Promise<void> {
  const { scanner, clock, sleep, signal, onScan } = options
  const over = new AbortController()
  const ended = AbortSignal.any([signal, over.signal])
  const poller = await pollerOf(
    options,
    sports.map(({ sportKey }) => sportKey),
  )
  const polling = poller.run(ended).finally(() => over.abort())
  // Waited for below; what ends it is thrown there.
  polling.catch(() => undefined)
  try {
    while (!ended.aborted && clock.now() < untilMs) {
      const scan = await scanner.scan()
      for (const [eventId, edge] of edgesOf(scan, clock.now())) poller.nearEdge(eventId, edge)
      onScan(scan)
      await sleep(options.everyMs, ended).catch(() => undefined)
      poller.setCredits(await options.creditsNow())
    }
  } finally {
    over.abort()
    await polling
  }
}

async function pollerOf(
  { scanner, odds, clock, sleep, creditsNow, onPlan }: LiveWatchOptions,
  sportKeys: readonly string[],
): Promise<Poller> {
  return createPoller({
    sports: sportKeys.map((sportKey) => ({ sportKey, ...odds })),
    credits: await creditsNow(),
    cacheTtlMs: POLL_CACHE_TTL_MS,
    send: toldSends(scanner),
    clock,
    sleep,
    requestOf,
    fixturesOf: (call, { body }) =>
      call.kind === 'event-odds' ? [] : parseEvents(body, { source: call.sportKey, path: '$' }),
    onAnswer: () => undefined,
    judge: (error) => judgeLiveFailure(error, clock.now()),
    onPlan,
  })
}

/** Tells the scanner of each answer and failure: a venue that is down stands in every report. */
function toldSends(scanner: LiveScanner): SendOdds {
  return async (request, sendOptions) => {
    try {
      const answer = await scanner.sendOdds(request, sendOptions)
      scanner.noteOdds(undefined)
      return answer
    } catch (error) {
      if (isArbError(error)) scanner.noteOdds(error)
      throw error
    }
  }
}

function requestOf(call: PlannedCall): OddsRequest {
  switch (call.kind) {
    case 'events':
      return eventsRequest({ sport: call.sportKey })
    case 'sport-odds':
      return oddsRequest({ sport: call.sportKey, markets: call.markets, books: call.books })
    case 'event-odds': {
      const { sportKey: sport, eventId, markets, books } = call
      return eventOddsRequest({ sport, eventId, markets, books })
    }
  }
}

/** What a failure means for polling: a key that is refused ends it, credits that are gone stop what costs. */
export function judgeLiveFailure(error: unknown, nowMs: number): PollFailure {
  if (error instanceof CreditsExhaustedError) {
    const { freesAtMs } = error.shortfall
    const retryAfterMs = freesAtMs === undefined ? undefined : Math.max(0, freesAtMs - nowMs)
    return { cause: 'not-sent', retryAfterMs }
  }
  if (error instanceof OddsRequestNotSentError) return { cause: 'not-sent' }
  if (!(error instanceof OddsApiError)) return judgeFailure(error)
  const { kind, usage } = error
  if (kind === 'out-of-credits') return { cause: 'spent', usage }
  if (kind === 'event-gone') return { cause: 'gone', usage }
  return { cause: kind === 'bad-key' ? 'fatal' : 'retry', usage }
}

/** How near to paying each odds event is, where it is near at all. */
function edgesOf({ run }: LiveScan, atMs: number): ReadonlyMap<string, NearEdge> {
  const edges = new Map<string, NearEdge>()
  for (const { pair, finding } of [...run.result.opportunities, ...run.result.rejected]) {
    const missBps = Number(finding.margin.returnOnCost.times(-10_000).toFixed(0))
    const { eventId } = pair.odds
    if (missBps > NEAR_EDGE_BPS_MAX || missBps >= (edges.get(eventId)?.missBps ?? Infinity))
      continue
    edges.set(eventId, { atMs, missBps })
  }
  return edges
}
