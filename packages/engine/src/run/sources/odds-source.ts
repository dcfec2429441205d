/**
 * The Odds API: what it lists, on a slow beat and for nothing; and its odds, through the poller, of sports
 * that the exchange lists too.
 * @module
 */
import { isArbError } from '@arbkit/core'
import {
  createPoller,
  OddsApiError,
  type Poller,
  type PollSport,
  type SendOdds,
} from '@arbkit/odds'
import { createSkewWatch } from '../../live/clock-skew.ts'
import { FeedCalls } from '../../live/feed-calls.ts'
import { DISCOVERY_RETRY_MS, fixturesOf, POLL_CACHE_TTL_MS } from '../../live/live-watch.ts'
import { discoverOdds, type PlayedSport } from '../../live/odds-discovery.ts'
import {
  judgeLiveFailure,
  nearEdgesOf,
  polledFixtures,
  pollRequestOf,
} from '../../live/odds-poller.ts'
import { notedSends } from '../../live/odds-polling.ts'
import { VenuesFailedError } from '../../live/venues-failed-error.ts'
import type { EnginePort, EngineSource } from '../engine-source.ts'
import { onBeat } from './beat.ts'
import type { ListedLeagues } from './listed-leagues.ts'
import type { VenueSourcesOptions } from './venue-sources-options.ts'

const FEED = 'the-odds-api'
/** Between two words to the poller of how near to paying games are, ms. */
export const EDGES_EVERY_MS = 5_000

/** After which a key that was refused during a run is tried again, ms. */
export const KEY_RETRY_MS = 60_000

/** Returns the source. It waits for `listed` before anything is paid for. */
export function oddsSource(options: VenueSourcesOptions, listed: ListedLeagues): EngineSource {
  return {
    name: 'The Odds API',
    feeds: [FEED],
    run: async (port, signal) => {
      const work: Work = { ...options, listed, port, signal, ...sendersOf(options, port) }
      const first = await firstSports(work)
      if (first === undefined) return
      while (!signal.aborted) {
        try {
          await polled(work, first)
        } catch (error) {
          // At the start a refused key is a mistake; in a run of days it may be the venue's.
          if (!isRefusedKey(error)) throw error
          port.lost(FEED, error.message)
          await options.sleep(KEY_RETRY_MS, signal).catch(() => undefined)
        }
      }
    },
  }
}

/** Polls until the signal is aborted. @throws what ends the poller. */
async function polled(work: Work, sports: readonly PlayedSport[]): Promise<void> {
  const over = new AbortController()
  const signal = AbortSignal.any([work.signal, over.signal])
  const poller = await pollerOf(work, sports)
  const polling = poller.run(signal)
  const telling = Promise.all([
    keepDiscovering({ ...work, signal }, poller),
    keepTelling({ ...work, signal }, poller),
  ])
  try {
    await Promise.race([polling, telling])
  } finally {
    over.abort()
    await Promise.allSettled([polling, telling])
  }
}

function isRefusedKey(error: unknown): error is Error {
  if (error instanceof VenuesFailedError) return true
  return error instanceof OddsApiError && error.kind === 'bad-key'
}

interface Work extends VenueSourcesOptions {
  readonly listed: ListedLeagues
  readonly port: EnginePort
  readonly signal: AbortSignal
  /** Sends a call, notes its answer, and says how the feed does. */
  readonly send: SendOdds
  readonly checkClock: () => void
}

function sendersOf(
  { venues, clock }: VenueSourcesOptions,
  port: EnginePort,
): Pick<Work, 'send' | 'checkClock'> {
  const skews = createSkewWatch()
  const calls = new FeedCalls()
  const noted = notedSends(venues.odds.send, port.session, clock)
  return {
    checkClock: () => skews.check(),
    send: async (request, sendOptions) => {
      try {
        const answer = await noted(request, sendOptions)
        const { serverMs: venueMs, receivedMs, sentMs = receivedMs, usage } = answer
        if (venueMs !== undefined) skews.note('the-odds-api', { venueMs, sentMs, receivedMs })
        if (usage !== undefined) port.creditsLeft(usage.remaining)
        calls.note(request.path, undefined)
        port.heard(FEED)
        port.problems('the-odds-api: calls', calls.problems())
        return answer
      } catch (error) {
        if (isArbError(error) && sendOptions?.signal?.aborted !== true) {
          calls.note(request.path, error)
          const failure = calls.failure()
          if (failure !== undefined) port.lost(FEED, failure.message)
          port.problems('the-odds-api: calls', calls.problems())
        }
        throw error
      }
    },
  }
}

/** Looks at what the feed lists until it is known; undefined where the signal came first. */
async function firstSports(work: Work): Promise<readonly PlayedSport[] | undefined> {
  const { sleep, signal } = work
  while (!signal.aborted) {
    const sports = await discovered(work)
    if (sports !== undefined) return sports
    await sleep(DISCOVERY_RETRY_MS, signal).catch(() => undefined)
  }
  return undefined
}

/** @returns sports that both venues have; undefined where the feed could not be read. */
async function discovered(work: Work): Promise<readonly PlayedSport[] | undefined> {
  const { send, clock, signal, port, listed, games, checkClock } = work
  try {
    const played = await discoverOdds({ send, clock, signal, onProgress: () => undefined }, games)
    checkClock()
    const leagues = await listed.known(signal)
    port.problems('the-odds-api: listings', [])
    if (leagues === undefined) return undefined
    const sports = played.filter(({ league }) => leagues.has(league))
    port.discovered(sports.map(({ sportKey }) => sportKey))
    return sports
  } catch (error) {
    if (!isArbError(error)) throw error
    if (signal.aborted) return undefined
    if (error instanceof OddsApiError && error.kind === 'bad-key') {
      throw new VenuesFailedError([{ venue: 'the-odds-api', error }])
    }
    if (error.name === 'ClockSkewError') throw error
    port.problems('the-odds-api: listings', [`the-odds-api: listings: ${error.message}`])
    return undefined
  }
}

function sportsOf(sports: readonly PlayedSport[], { odds }: Work): readonly PollSport[] {
  return sports.map(({ sportKey }) => ({ sportKey, ...odds }))
}

async function pollerOf(work: Work, first: readonly PlayedSport[]): Promise<Poller> {
  const { clock, sleep, creditsNow, games, port, send } = work
  let planned: string | undefined
  return createPoller({
    sports: sportsOf(first, work),
    fixtures: fixturesOf({ sports: first }),
    credits: await creditsNow(),
    cacheTtlMs: POLL_CACHE_TTL_MS,
    send,
    clock,
    sleep,
    requestOf: pollRequestOf,
    fixturesOf: (call, { body }) => polledFixtures(call, body, clock.now() + games.withinMs),
    onAnswer: () => undefined,
    judge: (error) => judgeLiveFailure(error, clock.now()),
    onPlan: (plan) => {
      const key = plan.perSport.map(({ sportKey }) => sportKey).join()
      if (key === planned) return
      planned = key
      port.planned(plan)
    },
  })
}

async function keepDiscovering(work: Work, poller: Poller): Promise<void> {
  const { sleep, signal, discoverEveryMs } = work
  await sleep(discoverEveryMs, signal).catch(() => undefined)
  await onBeat(sleep, signal, async () => {
    const sports = await discovered(work)
    if (sports !== undefined) poller.setSports(sportsOf(sports, work))
    return sports === undefined ? DISCOVERY_RETRY_MS : discoverEveryMs
  })
}

/** Tells the poller what may be spent, and which games are near to paying. */
async function keepTelling(work: Work, poller: Poller): Promise<void> {
  const { sleep, signal, port, clock, creditsNow, checkClock } = work
  await onBeat(sleep, signal, async () => {
    poller.setCredits(await creditsNow())
    for (const [eventId, edge] of nearEdgesOf(port.candidates(), clock.now())) {
      poller.nearEdge(eventId, edge)
    }
    checkClock()
    return EDGES_EVERY_MS
  })
}
