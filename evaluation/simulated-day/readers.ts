/**
 * Those who ask instead of listening: books from the exchange, odds from the feed, again and again through
 * whatever faults there are.
 * @module
 */
import type { Fetch } from '@arbkit/core'
import { createSeededRng } from '@arbkit/core/testing'
import { connectionProblem } from '@arbkit/http'
import {
  createRequestQueue,
  createTransport,
  type Credentials,
  customHost,
  getExchangeStatus,
  getMarkets,
  getOrderBooks,
  type ReceivedAnswer,
  TIER_LIMITS,
} from '@arbkit/kalshi'
import {
  createOddsTransport,
  customOddsHost,
  DEFAULT_BOOKS,
  getOdds,
  OddsApiKey,
} from '@arbkit/odds'
import { SIMULATED_ODDS_KEY, type Simulation } from '@arbkit/simulator'
import { bestFirst, isSameBook } from './book-check.ts'

const MINUTE_MS = 60_000
/** Books of one call. */
const BOOKS_READ = 100

/** What became of the asking. */
export interface ReaderFigures {
  calls: number
  /** Requests on the wire, repeats included, by status, or by how the connection broke. */
  readonly met: Map<string, number>
  /** Calls that failed after all repeats, by the error's name. */
  readonly failures: Map<string, number>
  /** Books that were compared with the exchange's at the moment of the answer. */
  compared: number
  readonly diverged: string[]
}

/** Who asks, and about what. */
export interface ReaderOptions {
  readonly simulation: Simulation
  readonly seed: number
  readonly credentials: Credentials
  readonly tickers: readonly string[]
  readonly signal: AbortSignal
}

/** Starts asking; the figures go on changing until the signal is aborted. */
export function startReaders(options: ReaderOptions): ReaderFigures {
  const [met, failures] = [new Map<string, number>(), new Map<string, number>()]
  const figures: ReaderFigures = { calls: 0, met, failures, compared: 0, diverged: [] }
  const fetch = counted(options.simulation.fetch, met)
  void readBooks(options, figures, fetch)
  void readOdds(options, figures, fetch)
  return figures
}

/** Counts what comes back. */
function counted(fetch: Fetch, met: Map<string, number>): Fetch {
  const count = (what: string): void => {
    met.set(what, (met.get(what) ?? 0) + 1)
  }
  return async (url, init) => {
    try {
      const response = await fetch(url, init)
      count(`status ${response.status}`)
      const text = async (): Promise<string> => {
        try {
          return await response.text()
        } catch (error) {
          count('torn')
          throw error
        }
      }
      return { status: response.status, headers: response.headers, text }
    } catch (error) {
      count(error instanceof Error ? `no answer: ${connectionProblem(error)}` : 'no answer')
      throw error
    }
  }
}

async function readBooks(
  options: ReaderOptions,
  figures: ReaderFigures,
  fetch: Fetch,
): Promise<void> {
  const { simulation, seed, credentials, tickers, signal } = options
  const { clock, sleep, kalshi } = simulation
  let last: ReceivedAnswer | undefined
  const rng = createSeededRng(seed + 11)
  const limits = createRequestQueue({ clock, rng, sleep, limits: TIER_LIMITS.prestige })
  const send = createTransport({
    host: customHost(kalshi),
    fetch,
    clock,
    rng,
    sleep,
    credentials,
    limits,
    onAnswer: (answer) => {
      last = answer
    },
  })
  for (let round = 0; !signal.aborted; round += 1) {
    const first = (round * BOOKS_READ) % tickers.length
    const marketIds = tickers.slice(first, first + BOOKS_READ)
    await attempt(figures, async () => {
      const books = await getOrderBooks(send, { marketIds })
      // What took its time is of an earlier moment: nothing to compare it with.
      if (last === undefined || last.receivedMs !== last.sentMs) return
      for (const { marketId, book } of books) {
        figures.compared += 1
        const own = simulation.exchange.bookOf(marketId)
        if (!isSameBook(bestFirst(book), own)) figures.diverged.push(marketId)
      }
    })
    await attempt(figures, async () => getExchangeStatus(send))
    await attempt(figures, async () => getMarkets(send, { status: 'open', limit: 100 }))
    await sleep(MINUTE_MS)
  }
}

async function readOdds(
  options: ReaderOptions,
  figures: ReaderFigures,
  fetch: Fetch,
): Promise<void> {
  const { simulation, seed, signal } = options
  const { clock, sleep, odds } = simulation
  const send = createOddsTransport({
    host: customOddsHost(odds.url),
    key: new OddsApiKey(SIMULATED_ODDS_KEY),
    fetch,
    clock,
    rng: createSeededRng(seed + 12),
    sleep,
  })
  const sports = [...new Set(simulation.world.feedData(clock.now()).events?.map(sportOf))]
  for (let round = 0; !signal.aborted; round += 1) {
    const sport = sports[round % sports.length] ?? 'upcoming'
    const books = { bookmakers: DEFAULT_BOOKS.slice(0, 10) }
    await attempt(figures, async () => getOdds(send, { sport, markets: ['h2h'], books }))
    await sleep(10 * MINUTE_MS)
  }
}

const sportOf = (event: { readonly sport_key: string }): string => event.sport_key

async function attempt(figures: ReaderFigures, ask: () => Promise<unknown>): Promise<void> {
  figures.calls += 1
  try {
    await ask()
  } catch (error) {
    const name = error instanceof Error ? error.name : 'unknown'
    figures.failures.set(name, (figures.failures.get(name) ?? 0) + 1)
  }
}
