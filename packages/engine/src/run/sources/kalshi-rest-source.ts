/**
 * Kalshi by REST: what it lists, on a slow beat; whether it trades; the results of what is held; and, where
 * there is no stream, the books of what is paired.
 * @module
 */
import { isArbError } from '@arbkit/core'
import { allItems, getExchangeStatus, getMarkets, type Send } from '@arbkit/kalshi'
import { frameOfKalshi } from '../../live/answer-frames.ts'
import { readBooksSingly, readBooksTogether, readListings } from '../../live/book-reading.ts'
import { createSkewWatch } from '../../live/clock-skew.ts'
import { discoverKalshi } from '../../live/kalshi-discovery.ts'
import { DISCOVERY_RETRY_MS } from '../../live/live-watch.ts'
import type { EnginePort, EngineSource } from '../engine-source.ts'
import { onBeat } from './beat.ts'
import type { ListedLeagues } from './listed-leagues.ts'
import type { VenueSourcesOptions } from './venue-sources-options.ts'
import { watchedSend } from './watched-send.ts'

/** Between two looks at whether the exchange trades, ms. */
export const STATUS_EVERY_MS = 30_000
/** Between two looks at the results of what is held, ms. */
export const RESULTS_EVERY_MS = 60_000
/** Markets asked for in one call by their tickers: they stand in the address. */
export const TICKERS_PER_CALL = 50

const FEED = 'kalshi/rest'

/** Returns the source. `listed` is told of the leagues that have open markets. */
export function kalshiRestSource(
  options: VenueSourcesOptions,
  listed: ListedLeagues,
): EngineSource {
  return {
    name: 'kalshi by REST',
    feeds: [FEED],
    run: async (port, stop) => {
      const failed = new AbortController()
      const signal = AbortSignal.any([stop, failed.signal])
      const skews = createSkewWatch()
      const send = watchedSend(
        options.venues.kalshi.connect((answer) => {
          const { venueMs } = answer
          if (venueMs !== undefined) skews.note('kalshi', { ...answer, venueMs })
          port.heard(FEED)
          const frame = frameOfKalshi(answer)
          if (frame !== undefined) port.session.note(frame)
        }),
        { port, feed: FEED, signal },
      )
      const work: Work = { ...options, listed, port, send, signal }
      const { sleep } = options
      const beats = [
        onBeat(sleep, signal, async () => {
          const pauseMs = await discovered(work)
          skews.check()
          return pauseMs
        }),
        onBeat(sleep, signal, async () => {
          await sleep(STATUS_EVERY_MS, signal).catch(() => undefined)
          await said(work, 'exchange status', async () => {
            await getExchangeStatus(send, { signal })
            return []
          })
          skews.check()
          return 0
        }),
        onBeat(sleep, signal, async () => {
          await sleep(RESULTS_EVERY_MS, signal).catch(() => undefined)
          await said(work, 'results', async () => results(work))
          return 0
        }),
        ...(options.openStream === undefined
          ? [onBeat(sleep, signal, async () => booksRead(work))]
          : []),
      ]
      try {
        await Promise.all(beats)
      } finally {
        failed.abort()
        await Promise.allSettled(beats)
      }
    },
  }
}

interface Work extends VenueSourcesOptions {
  readonly listed: ListedLeagues
  readonly port: EnginePort
  readonly send: Send
  readonly signal: AbortSignal
}

/** Does something that may fail, and says what failed. */
async function said(
  { port, signal }: Work,
  what: string,
  work: () => Promise<readonly string[]>,
): Promise<boolean> {
  try {
    const problems = await work()
    if (!signal.aborted) port.problems(`kalshi: ${what}`, problems)
    return true
  } catch (error) {
    if (!isArbError(error) || signal.aborted) throw error
    port.problems(`kalshi: ${what}`, [`kalshi: ${what}: ${error.message}`])
    return false
  }
}

/** Looks at what the venue lists; returns when to look again. */
async function discovered(work: Work): Promise<number> {
  const { send, clock, signal, port, listed, games, discoverEveryMs } = work
  const isDone = await said(work, 'listings', async () => {
    const ports = { send, clock, signal, onProgress: () => undefined }
    const { leagues, problems } = await discoverKalshi(ports, games)
    // What an end cut short says nothing of the venue.
    if (!signal.aborted) listed.set(leagues)
    return problems
  })
  if (isDone && !signal.aborted) port.discovered([])
  return isDone ? discoverEveryMs : DISCOVERY_RETRY_MS
}

/** Reads the markets again that paper trades hold: a result is a word of theirs. */
async function results({ send, clock, signal, port }: Work): Promise<readonly string[]> {
  const marketIds = port.heldMarkets()
  for (let from = 0; from < marketIds.length; from += TICKERS_PER_CALL) {
    const some = marketIds.slice(from, from + TICKERS_PER_CALL)
    await allItems(
      async (cursor, sendOptions) => getMarkets(send, { marketIds: some, cursor }, sendOptions),
      { clock, signal },
    )
  }
  return []
}

/** Without a stream: open markets with their best quotes, then the books of what is near to paying. */
async function booksRead(work: Work): Promise<number> {
  const { send, clock, signal, port, venues, scanEveryMs } = work
  const { pairs } = port.matched()
  const ports = { send, clock, signal, onProgress: () => undefined }
  if (pairs.length > 0) {
    await said(work, 'order books', async () => {
      const seriesIds = [...new Set(pairs.map(({ contract }) => contract.seriesId))]
      const listings = await readListings(ports, seriesIds)
      if (venues.kalshi.isSigned) {
        const ids = [...new Set(pairs.map(({ contract }) => contract.marketId))]
        return [...listings, ...(await readBooksTogether(ports, ids))]
      }
      const near = port.candidates().map(({ pair }) => pair.contract.marketId)
      return [...listings, ...(await readBooksSingly(ports, [...new Set(near)]))]
    })
  }
  return pairs.length > 0 ? scanEveryMs : 1000
}
