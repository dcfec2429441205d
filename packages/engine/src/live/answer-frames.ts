/**
 * Which frame the answer to a call becomes: its shape by the path that was asked, and what the answer
 * itself does not say. No key and no signature is part of it.
 * @module
 */
import type { ReceivedAnswer } from '@arbkit/kalshi'
import type { OddsAnswer, OddsRequest } from '@arbkit/odds'
import {
  type AskedOdds,
  CLOCK,
  type FrameRequest,
  KALSHI_REST,
  ODDS_API,
  type PayloadShape,
} from '../session/frame-request.ts'
import type { LiveAnswer } from './live-session.ts'

/** Kalshi's paths and the shape of what they answer; one that is not here is not recorded. */
const KALSHI_SHAPES: readonly (readonly [path: RegExp, shape: PayloadShape])[] = [
  [/^\/exchange\/status$/, 'kalshi-exchange-status'],
  [/^\/milestones(?:\/[^/]+)?$/, 'kalshi-milestones'],
  [/^\/structured_targets(?:\/[^/]+)?$/, 'kalshi-structured-targets'],
  [/^\/(?:series|events)\/fee_changes$/, 'kalshi-fee-changes'],
  [/^\/events(?:\/[^/]+)?$/, 'kalshi-events'],
  [/^\/markets$/, 'kalshi-markets'],
  [/^\/markets\/(?:orderbooks|[^/]+\/orderbook)$/, 'kalshi-order-books'],
  [/^\/series(?:\/[^/]+)?$/, 'kalshi-series'],
]

const ONE_BOOK = /^\/markets\/([^/]+)\/orderbook$/

/** Returns the frame of an answer of Kalshi's; undefined for one that tells a session nothing. */
export function frameOfKalshi({
  request,
  text,
  receivedMs,
}: ReceivedAnswer): LiveAnswer | undefined {
  const { method, path, query } = request
  const shape = KALSHI_SHAPES.find(([pattern]) => pattern.test(path))?.[1]
  if (method !== 'GET' || shape === undefined || text === '') return undefined
  const marketId = ONE_BOOK.exec(path)?.[1]
  const seriesId = openMarketsOf(path, query)
  const isFirst = query.every(([name]) => name !== 'cursor')
  return {
    source: KALSHI_REST,
    request: {
      ...received(shape, callText(path, query)),
      ...(marketId === undefined ? {} : { marketId: decodeURIComponent(marketId) }),
      ...(seriesId === undefined ? {} : { openMarketsOf: { seriesId, isFirst } }),
    },
    text,
    receivedMs,
  }
}

/** The series whose open markets are asked for, all of them; undefined for any other list. */
function openMarketsOf(path: string, query: OddsRequest['query']): string | undefined {
  const valueOf = new Map(query)
  const isWhole = [...valueOf.keys()].every((name) => LIST_PARAMETERS.has(name))
  const isOpen = path === '/markets' && valueOf.get('status') === 'open' && isWhole
  return isOpen ? valueOf.get('series_ticker') : undefined
}

/** Parameters that leave no market of a series out. */
const LIST_PARAMETERS: ReadonlySet<string> = new Set([
  'limit',
  'cursor',
  'series_ticker',
  'status',
  'mve_filter',
])

/** Returns the frame that says what time it is: a scan is as of then, also when it is replayed. */
export function tickFrame(nowMs: number): LiveAnswer {
  return { source: CLOCK, request: received('tick', 'clock'), text: '{}', receivedMs: nowMs }
}

/** Returns the frame of an answer of The Odds API; undefined for one that tells a session nothing. */
export function frameOfOdds(request: OddsRequest, answer: OddsAnswer): LiveAnswer | undefined {
  const { endpoint, path, query } = request
  const { text, receivedMs } = answer
  const file = callText(path, query)
  const frame = (own: FrameRequest): LiveAnswer => ({
    source: ODDS_API,
    request: own,
    text,
    receivedMs,
  })
  if (endpoint === 'sports') return frame(received('odds-sports', file))
  if (endpoint === 'events') return frame(received('odds-events', file))
  if (endpoint !== 'odds' && endpoint !== 'event-odds') return undefined
  const shape = endpoint === 'odds' ? 'odds-list' : 'odds-event'
  return frame({ ...received(shape, file), oddsFormat: 'american', asked: askedBy(request) })
}

/** Returns the frame of the feed's word that there is no such event any more; undefined for another call. */
export function frameOfGone(
  { endpoint, path, query }: OddsRequest,
  { code, receivedMs }: { readonly code: string | undefined; readonly receivedMs: number },
): LiveAnswer | undefined {
  if (endpoint !== 'event-odds') return undefined
  const request = {
    ...received('odds-gone', callText(path, query)),
    asked: askedBy({ path, query }),
  }
  return { source: ODDS_API, request, text: JSON.stringify({ error_code: code }), receivedMs }
}

const received = (shape: PayloadShape, file: string) =>
  ({ shape, file, path: '$', timeSource: 'received' }) as const

/** The call as a person reads it; long lists of ids are cut. */
function callText(path: string, query: OddsRequest['query']): string {
  const shown = query
    .filter(([name]) => SHOWN_PARAMETERS.has(name))
    .slice(0, SHOWN_MAX)
    .map(([name, value]) => `${name}=${value}`)
  return `GET ${path}${shown.length === 0 ? '' : `?${shown.join('&')}`}`
}

/** Parameters that tell calls of one path apart. */
const SHOWN_PARAMETERS: ReadonlySet<string> = new Set([
  'series_ticker',
  'type',
  'category',
  'status',
  'markets',
  'regions',
  'bookmakers',
])
const SHOWN_MAX = 4

function askedBy({ path, query }: Pick<OddsRequest, 'path' | 'query'>): AskedOdds {
  const listOf = (name: string): string[] | undefined =>
    query.find(([key]) => key === name)?.[1].split(',')
  const [, sportKey = '', eventId] =
    /^\/v4\/sports\/([^/]+)(?:\/events\/([^/]+))?\/odds$/.exec(path) ?? []
  const eventIds = eventId === undefined ? listOf('eventIds') : [eventId]
  const regions = listOf('regions')
  const bookmakers = listOf('bookmakers')
  return {
    sportKey,
    markets: listOf('markets') ?? [],
    ...(regions === undefined ? {} : { regions }),
    ...(bookmakers === undefined ? {} : { bookmakers }),
    ...(eventIds === undefined ? {} : { eventIds }),
  }
}
