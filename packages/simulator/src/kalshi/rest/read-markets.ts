/**
 * Reads of markets: filters, pages, books, trades.
 * @module
 */
import type { BookSnapshot } from '@arbkit/core'
import type { MarketStatus, MarketView, TradeView } from '../../exchange/views.ts'
import type { VenueContext } from '../venue-state.ts'
import { bookSideOf, countText, outcomeOf, otherPrice, priceText, timeText } from '../wire-text.ts'
import { type Answer, done, invalid, notFound, textIn, type WireRow } from './answer.ts'
import { commaListOf, flagOf, momentMsOf, wholeOf, wordOf } from './fields.ts'
import { bookRow, eventRow, marketRow, seriesRow } from './market-row.ts'
import { pageOf } from './page.ts'

/** Statuses by the filter that finds them: `open` finds `active`. */
const STATUSES: Readonly<Record<string, readonly MarketStatus[]>> = {
  unopened: ['initialized'],
  open: ['active'],
  paused: ['inactive'],
  closed: ['closed', 'determined'],
  settled: ['finalized'],
}
const EVENT_WORDS = ['unopened', 'open', 'closed', 'settled'] as const
const MARKET_WORDS = ['unopened', 'open', 'paused', 'closed', 'settled'] as const
const NO_BOOK: BookSnapshot = { yesBids: [], noBids: [] }

/** Markets that one call for books may name (OpenAPI 3.28.0). */
export const BOOKS_MAX = 100

/** Returns a market with its quotes. */
export function marketOf(context: VenueContext, view: MarketView): WireRow {
  const book = context.exchange.bookOf(view.config.marketId) ?? NO_BOOK
  return marketRow(view, book, context.catalog)
}

/** `GET /markets` */
export function readMarkets(context: VenueContext, query: URLSearchParams): Answer {
  const status = wordOf(query, 'status', MARKET_WORDS)
  const statuses = status === undefined ? undefined : STATUSES[status]
  const tickers = commaListOf(query, 'tickers')
  const events = commaListOf(query, 'event_ticker')
  const series = query.get('series_ticker')
  const isIn = timeFilter(query)
  // Combos are not simulated, so none is left out and none is found.
  const isNone = query.get('mve_filter') === 'only'
  const views = context.exchange
    .markets()
    .filter(
      (view) =>
        !isNone &&
        (statuses === undefined || statuses.includes(view.status)) &&
        (tickers === undefined || tickers.has(view.config.marketId)) &&
        (events === undefined || events.has(view.config.eventId)) &&
        (series === null || view.config.seriesId === series) &&
        isIn(view),
    )
  const page = pageOf(query, { most: 1000, usual: 100, least: 0 }, views)
  return done({ markets: page.rows.map((view) => marketOf(context, view)), cursor: page.cursor })
}

function timeFilter(query: URLSearchParams): (view: MarketView) => boolean {
  const bounds = (
    [
      ['created', ({ config }: MarketView) => config.opensMs],
      ['close', ({ closedMs, config }: MarketView) => closedMs ?? config.closesMs],
      ['settled', ({ settledMs }: MarketView) => settledMs],
      ['updated', ({ updatedMs }: MarketView) => updatedMs],
    ] as const
  )
    .map(([name, at]) => ({
      at,
      from: momentMsOf(query, `min_${name}_ts`),
      to: momentMsOf(query, `max_${name}_ts`),
    }))
    .filter(({ from, to }) => from !== undefined || to !== undefined)
  if (bounds.length > 1) throw invalid('timestamp filters are mutually exclusive')
  return (view) =>
    bounds.every(({ at, from, to }) => {
      const ms = at(view)
      return ms !== undefined && ms >= (from ?? -Infinity) && ms <= (to ?? Infinity)
    })
}

/** `GET /markets/{ticker}` */
export function readMarket(context: VenueContext, ticker: string): Answer {
  return done({ market: marketOf(context, theMarket(context, ticker)) })
}

/** `GET /events` */
export function readEvents(context: VenueContext, query: URLSearchParams): Answer {
  const status = wordOf(query, 'status', EVENT_WORDS)
  const tickers = commaListOf(query, 'tickers')
  const series = query.get('series_ticker')
  const closesFrom = momentMsOf(query, 'min_close_ts') ?? -Infinity
  const updatedFrom = momentMsOf(query, 'min_updated_ts') ?? -Infinity
  const events = [...eventsOf(context.exchange.markets())].filter(
    ([ticker, views]) =>
      (status === undefined || isEventOf(status, views)) &&
      (tickers === undefined || tickers.has(ticker)) &&
      (series === null || views.some(({ config }) => config.seriesId === series)) &&
      views.some(({ config }) => config.closesMs >= closesFrom) &&
      views.some(({ updatedMs }) => updatedMs >= updatedFrom),
  )
  const { rows, cursor } = pageOf(query, { most: 200, usual: 200 }, events)
  const withMarkets = flagOf(query, 'with_nested_markets') ?? false
  const row = ([, views]: readonly [string, readonly MarketView[]]): WireRow =>
    eventRow(
      views,
      context.catalog,
      withMarkets ? views.map((view) => marketOf(context, view)) : undefined,
    )
  const withMilestones = flagOf(query, 'with_milestones') ?? false
  const shown = new Set(rows.map(([ticker]) => ticker))
  const milestones = (context.catalog.milestones ?? []).filter(({ related_event_tickers: of }) =>
    Array.isArray(of) ? of.some((ticker) => shown.has(String(ticker))) : false,
  )
  return done({ events: rows.map(row), cursor, ...(withMilestones && { milestones }) })
}

/** An event is open while one of its markets is; settled when all are. */
function isEventOf(status: (typeof EVENT_WORDS)[number], views: readonly MarketView[]): boolean {
  const isOf = ({ status: own }: MarketView): boolean => STATUSES[status]?.includes(own) ?? false
  if (status === 'open')
    return views.some(({ status: own }) => own === 'active' || own === 'inactive')
  return views.every(isOf)
}

/** `GET /events/{ticker}`; the markets stand inside or, as of old, beside. */
export function readEvent(context: VenueContext, ticker: string, query: URLSearchParams): Answer {
  const views = context.exchange.markets().filter(({ config }) => config.eventId === ticker)
  if (views.length === 0) throw notFound('event not found')
  const markets = views.map((view) => marketOf(context, view))
  if (flagOf(query, 'with_nested_markets') === true) {
    return done({ event: eventRow(views, context.catalog, markets), markets: [] })
  }
  return done({ event: eventRow(views, context.catalog), markets })
}

/** `GET /series` */
export function readSeriesList(context: VenueContext, query: URLSearchParams): Answer {
  const category = query.get('category')
  const tags = commaListOf(query, 'tags')
  const updatedAfter = momentMsOf(query, 'min_updated_ts') ?? -Infinity
  const rows = [...seriesOf(context).values()].filter(
    (row) =>
      (category === null || row['category'] === category) &&
      !(Date.parse(textIn(row, 'last_updated_ts')) <= updatedAfter) &&
      (tags === undefined ||
        (Array.isArray(row['tags']) && row['tags'].some((tag) => tags.has(String(tag))))),
  )
  return done({ series: rows })
}

/** `GET /series/{ticker}` */
export function readSeries(context: VenueContext, ticker: string): Answer {
  const row = seriesOf(context).get(ticker)
  if (row === undefined) throw notFound('series not found')
  return done({ series: row })
}

function seriesOf({ exchange, catalog }: VenueContext): ReadonlyMap<string, WireRow> {
  const rows = new Map<string, WireRow>()
  for (const view of exchange.markets()) {
    const { seriesId } = view.config
    if (!rows.has(seriesId)) rows.set(seriesId, seriesRow(view, catalog, exchange.nowMs()))
  }
  return rows
}

/** `GET /markets/{ticker}/orderbook` */
export function readBook(context: VenueContext, ticker: string, query: URLSearchParams): Answer {
  const depth = wholeOf(query, 'depth', 100)
  const book = context.exchange.bookOf(ticker)
  if (book === undefined) throw notFound('market not found')
  return done({ orderbook_fp: bookRow(book, depth) })
}

/** `GET /markets/orderbooks`; tickers that are not known are left out. */
export function readBooks({ exchange }: VenueContext, query: URLSearchParams): Answer {
  const tickers = query.getAll('tickers')
  if (tickers.length === 0 || tickers.length > BOOKS_MAX) {
    throw invalid(`tickers must be 1 to ${BOOKS_MAX}`)
  }
  const orderbooks = tickers.flatMap((ticker) => {
    const book = exchange.bookOf(ticker)
    return book === undefined ? [] : [{ ticker, orderbook_fp: bookRow(book) }]
  })
  return done({ orderbooks })
}

/** `GET /markets/trades`, newest first. */
export function readTrades({ exchange }: VenueContext, query: URLSearchParams): Answer {
  const ticker = query.get('ticker')
  const from = momentMsOf(query, 'min_ts') ?? -Infinity
  const to = momentMsOf(query, 'max_ts') ?? Infinity
  const onlyBlocks = flagOf(query, 'is_block_trade') ?? false
  const tickers =
    ticker === null ? exchange.markets().map(({ config }) => config.marketId) : [ticker]
  const trades = onlyBlocks
    ? []
    : tickers
        .flatMap((id) => exchange.tradesOf(id))
        .filter(({ atMs }) => atMs >= from && atMs <= to)
        .toReversed()
        .toSorted((a, b) => b.atMs - a.atMs)
  const page = pageOf(query, { most: 1000, usual: 100, least: 0 }, trades)
  return done({ trades: page.rows.map(tradeRow), cursor: page.cursor })
}

function tradeRow(trade: TradeView): WireRow {
  const outcome = outcomeOf(trade.takerSide)
  return {
    trade_id: trade.tradeId,
    ticker: trade.marketId,
    count_fp: countText(trade.count),
    yes_price_dollars: priceText(trade.yesPrice),
    no_price_dollars: priceText(otherPrice(trade.yesPrice)),
    taker_side: outcome,
    taker_outcome_side: outcome,
    taker_book_side: bookSideOf(outcome),
    created_time: timeText(trade.atMs),
    is_block_trade: false,
  }
}

/** Returns a market. @throws {Refusal} there is none. */
export function theMarket({ exchange }: VenueContext, ticker: string): MarketView {
  const view = exchange.marketOf(ticker)
  if (view === undefined) throw notFound('market not found')
  return view
}

function eventsOf(views: readonly MarketView[]): ReadonlyMap<string, readonly MarketView[]> {
  const events = new Map<string, MarketView[]>()
  for (const view of views) {
    const own = events.get(view.config.eventId)
    if (own === undefined) events.set(view.config.eventId, [view])
    else own.push(view)
  }
  return events
}
