/**
 * What the stand-in answers to a read, by method and path: the venue's filters, pages and refusals
 * over given payloads (OpenAPI 3.28.0 of 2026-08-22 with the differences seen live). Pure.
 * @module
 */
import type { WireRecord } from './game-payloads.ts'
import type { StandInPayloads } from './stand-in-payloads.ts'

/** A whole answer. */
export interface StandInAnswer {
  readonly status: number
  readonly body: unknown
}

/** A read. */
export interface StandInRead {
  /** Behind `/trade-api/v2`, decoded, without query. */
  readonly path: string
  readonly query: URLSearchParams
}

const done = (body: unknown): StandInAnswer => ({ status: 200, body })

/** Returns a refusal in the form that the venue was seen to use. */
export function refusal(status: number, code: string, message = code): StandInAnswer {
  return { status, body: { error: { code, message } } }
}

const NOT_FOUND = refusal(404, 'not_found', 'not found')

/** True for reads that the venue answers only to a signature (`/markets/{ticker}/orderbook` since 3.34 to all). */
export function needsSignature(path: string): boolean {
  if (path === '/account/endpoint_costs') return false
  return (
    path === '/markets/orderbooks' || path.startsWith('/portfolio/') || path.startsWith('/account/')
  )
}

/** Returns the answer to a read. */
export function answerRead(payloads: StandInPayloads, read: StandInRead): StandInAnswer {
  const fixed = FIXED[read.path]
  if (fixed !== undefined) return fixed(payloads, read.query)
  for (const [pattern, answer] of OF_ONE) {
    const id = pattern.exec(read.path)?.[1]
    if (id !== undefined) return answer(payloads, id, read.query) ?? NOT_FOUND
  }
  return NOT_FOUND
}

type ListAnswer = (payloads: StandInPayloads, query: URLSearchParams) => StandInAnswer
type OneAnswer = (
  payloads: StandInPayloads,
  id: string,
  query: URLSearchParams,
) => StandInAnswer | undefined

const FIXED: Readonly<Record<string, ListAnswer>> = {
  '/events': events,
  '/markets': (payloads, query) =>
    paged(query, { key: 'markets', most: 1000, usual: 100 }, marketsOf(payloads, query)),
  '/markets/orderbooks': orderBooks,
  '/milestones': milestones,
  '/structured_targets': structuredTargets,
  '/series': ({ series }, query) => done({ series: series.filter(is(query, 'category')) }),
  '/series/fee_changes': ({ seriesFeeChanges }, query) =>
    done({ series_fee_change_arr: seriesFeeChanges.filter(is(query, 'series_ticker')) }),
  '/events/fee_changes': ({ eventFeeChanges }, query) =>
    paged(
      query,
      { key: 'event_fee_changes', most: 1000, usual: 100 },
      eventFeeChanges.filter(is(query, 'event_ticker')),
    ),
  '/exchange/status': ({ exchangeStatus }) => done(exchangeStatus),
  '/exchange/schedule': ({ exchangeSchedule }) => done({ schedule: exchangeSchedule }),
  '/portfolio/balance': ({ balance }) => done(balance),
  '/account/limits': ({ accountLimits }) => done(accountLimits),
  '/account/endpoint_costs': ({ endpointCosts }) => done(endpointCosts),
  '/portfolio/fills': ({ fills }, query) =>
    paged(query, { key: 'fills', most: 1000, usual: 100 }, fills.filter(is(query, 'order_id'))),
  '/portfolio/orders': ({ orders }, query) =>
    paged(query, { key: 'orders', most: 1000, usual: 100 }, orders.filter(is(query, 'status'))),
  '/portfolio/positions': ({ positions }, query) =>
    paged(query, { key: 'market_positions', most: 1000, usual: 100 }, positions, {
      event_positions: [],
    }),
}

const OF_ONE: readonly (readonly [RegExp, OneAnswer])[] = [
  [/^\/markets\/([^/]+)\/orderbook$/, orderBook],
  [/^\/markets\/([^/]+)$/, (payloads, id) => found('market', allMarkets(payloads), 'ticker', id)],
  [/^\/events\/([^/]+)$/, oneEvent],
  [/^\/milestones\/([^/]+)$/, (own, id) => found('milestone', own.milestones, 'id', id)],
  [
    /^\/structured_targets\/([^/]+)$/,
    (own, id) => found('structured_target', own.structuredTargets, 'id', id),
  ],
  [/^\/series\/([^/]+)$/, (own, id) => found('series', own.series, 'ticker', id)],
]

function found(
  name: string,
  rows: readonly WireRecord[],
  key: string,
  id: string,
): StandInAnswer | undefined {
  const row = rows.find((each) => each[key] === id)
  return row === undefined ? undefined : done({ [name]: row })
}

function marketsIn(event: WireRecord): readonly WireRecord[] {
  return (event['markets'] ?? []) as readonly WireRecord[]
}

function allMarkets({ events: all }: StandInPayloads): readonly WireRecord[] {
  return all.flatMap(marketsIn)
}

/** Words of a market by the filter that finds it; `open` finds `active`. */
const STATUSES: Readonly<Record<string, readonly string[]>> = {
  unopened: ['initialized'],
  open: ['active'],
  paused: ['inactive'],
  closed: ['closed', 'determined', 'disputed', 'amended'],
  settled: ['finalized'],
}

function isOfStatus(query: URLSearchParams): (market: WireRecord) => boolean {
  const filter = query.get('status')
  return ({ status }) => filter === null || (STATUSES[filter] ?? []).includes(String(status))
}

/** Keeps rows whose field is what the parameter of the same name says. */
function is(query: URLSearchParams, key: string): (row: WireRecord) => boolean {
  const wanted = query.get(key)
  return (row) => wanted === null || row[key] === wanted
}

function listed(query: URLSearchParams, key: string): (id: unknown) => boolean {
  const wanted = query.get(key)?.split(',')
  return (id) => wanted === undefined || wanted.includes(String(id))
}

function events(payloads: StandInPayloads, query: URLSearchParams): StandInAnswer {
  const isWanted = isOfStatus(query)
  const isListed = listed(query, 'tickers')
  const rows = payloads.events
    .filter(is(query, 'series_ticker'))
    .filter((event) => isListed(event['event_ticker']))
    .filter((event) => query.get('status') === null || marketsIn(event).some(isWanted))
  const hasMarkets = query.get('with_nested_markets') === 'true'
  const shape = { key: 'events', most: 200, usual: 200 }
  return paged(query, shape, hasMarkets ? rows : rows.map(withoutMarkets), (page) => {
    if (query.get('with_milestones') !== 'true') return {}
    const tickers = page.map((event) => event['event_ticker'])
    const about = payloads.milestones.filter((milestone) =>
      ((milestone['related_event_tickers'] ?? []) as readonly unknown[]).some((ticker) =>
        tickers.includes(ticker),
      ),
    )
    return { milestones: about }
  })
}

function withoutMarkets({ markets: _markets, ...event }: WireRecord): WireRecord {
  return event
}

function oneEvent(
  payloads: StandInPayloads,
  id: string,
  query: URLSearchParams,
): StandInAnswer | undefined {
  const event = payloads.events.find((each) => each['event_ticker'] === id)
  if (event === undefined) return undefined
  if (query.get('with_nested_markets') === 'true') return done({ event })
  return done({ event: withoutMarkets(event), markets: marketsIn(event) })
}

const isCombo = ({ ticker }: WireRecord): boolean => String(ticker).startsWith('KXMVE')

function marketsOf(payloads: StandInPayloads, query: URLSearchParams): readonly WireRecord[] {
  const isListed = listed(query, 'tickers')
  const combos = query.get('mve_filter')
  return payloads.events
    .filter(is(query, 'series_ticker'))
    .flatMap(marketsIn)
    .filter(is(query, 'event_ticker'))
    .filter(isOfStatus(query))
    .filter(({ ticker }) => isListed(ticker))
    .filter((market) => combos === null || isCombo(market) === (combos === 'only'))
}

/** `limit` is required, and its absence is told in a form of its own (live, 2026-09). */
function milestones(payloads: StandInPayloads, query: URLSearchParams): StandInAnswer {
  if (query.get('limit') === null) {
    return { status: 400, body: { msg: 'Query argument limit is required, but not found' } }
  }
  const event = query.get('related_event_ticker')
  const earliest = query.get('minimum_start_date')
  const rows = payloads.milestones
    .filter(is(query, 'type'))
    .filter(is(query, 'category'))
    .filter(
      (row) =>
        event === null ||
        ((row['related_event_tickers'] ?? []) as readonly unknown[]).includes(event),
    )
    .filter(
      (row) => earliest === null || Date.parse(String(row['start_date'])) >= Date.parse(earliest),
    )
  return paged(query, { key: 'milestones', most: 500, usual: 500 }, rows)
}

function structuredTargets(payloads: StandInPayloads, query: URLSearchParams): StandInAnswer {
  const ids = query.getAll('ids')
  const rows = payloads.structuredTargets
    .filter(is(query, 'type'))
    .filter(({ id }) => ids.length === 0 || ids.includes(String(id)))
  const shape = { key: 'structured_targets', most: 2000, usual: 100, limit: 'page_size' }
  return paged(query, shape, rows)
}

function orderBook(
  payloads: StandInPayloads,
  id: string,
  query: URLSearchParams,
): StandInAnswer | undefined {
  const book = payloads.orderBooks[id]
  if (book === undefined) return undefined
  const depth = Number(query.get('depth') ?? 0)
  if (!Number.isInteger(depth) || depth < 0 || depth > 100) {
    return refusal(400, 'invalid_parameters', 'depth must be 0 to 100')
  }
  return done({ orderbook_fp: cut(book, depth) })
}

/** The best levels stand last; 0 is all of them. */
function cut(book: WireRecord, depth: number): WireRecord {
  if (depth === 0) return book
  const best = (side: unknown): unknown => (Array.isArray(side) ? side.slice(-depth) : side)
  return { ...book, yes_dollars: best(book['yes_dollars']), no_dollars: best(book['no_dollars']) }
}

/** Tickers that are not known are left out. */
function orderBooks(payloads: StandInPayloads, query: URLSearchParams): StandInAnswer {
  const tickers = query.getAll('tickers')
  if (tickers.length < 1 || tickers.length > 100) {
    return refusal(400, 'invalid_parameters', 'tickers must be 1 to 100')
  }
  const orderbooks = tickers.flatMap((ticker) => {
    const book = payloads.orderBooks[ticker]
    return book === undefined ? [] : [{ ticker, orderbook_fp: book }]
  })
  return done({ orderbooks })
}

interface PageShape {
  readonly key: string
  /** Items of a page at most, and unless asked otherwise. */
  readonly most: number
  readonly usual: number
  /** Name of the parameter, `limit` by default. */
  readonly limit?: string
}

type Beside = WireRecord | ((page: readonly WireRecord[]) => WireRecord)

/** Cuts a page. A cursor is where the next one begins; the last page's is empty. */
function paged(
  query: URLSearchParams,
  { key, most, usual, limit = 'limit' }: PageShape,
  rows: readonly WireRecord[],
  beside: Beside = {},
): StandInAnswer {
  const count = Number(query.get(limit) ?? usual)
  if (!Number.isInteger(count) || count < 1 || count > most) {
    return refusal(400, 'invalid_parameters', `${limit} must be 1 to ${most}`)
  }
  const cursor = /^at-(\d+)$/.exec(query.get('cursor') ?? 'at-0')
  if (cursor === null) return refusal(400, 'invalid_parameters', 'cursor is not known')
  const from = Number(cursor[1])
  const page = rows.slice(from, from + count)
  const next = from + count < rows.length ? `at-${from + count}` : ''
  return done({
    [key]: page,
    cursor: next,
    ...(typeof beside === 'function' ? beside(page) : beside),
  })
}
