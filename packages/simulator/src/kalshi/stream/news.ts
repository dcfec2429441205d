/**
 * Events of the exchange as the stream tells them (AsyncAPI of 2026-08-22, and captures of 2026).
 * @module
 */
import type { ExchangeEvent, FeeUpdatedEvent, LifecycleEvent } from '../../exchange/events.ts'
import type { MarketView } from '../../exchange/views.ts'
import { textIn, type WireRow } from '../rest/answer.ts'
import type { VenueContext } from '../venue-state.ts'
import { countText, priceText, secondsOf, uuidOf } from '../wire-text.ts'
import {
  fillMessage,
  orderMessage,
  positionMessage,
  tickerMessage,
  tradeMessage,
} from './messages.ts'
import type { ChannelName } from './channels.ts'
import type { StreamNews } from './stream-session.ts'

/** What is remembered between events. */
export interface NewsMemory {
  /** Markets that were told of, with the ids of the stream, until they are over. */
  readonly markets: Map<string, string>
  /** The override of each event that has one, as it was told last. */
  readonly feeOverrides: Map<string, string>
}

/** Returns a memory in which these markets were told of. */
export function newsMemoryOf(tickers: readonly string[]): NewsMemory {
  const markets = new Map(tickers.map((ticker) => [ticker, uuidOf(ticker)]))
  return { markets, feeOverrides: new Map() }
}

/** Says whether anybody hears of a channel; of one's own channels, whether that account does. */
export type Hears = (channel: ChannelName, accountId?: string) => boolean

/** What news are made of. */
export interface Tale {
  readonly context: VenueContext
  readonly memory: NewsMemory
  readonly hears: Hears
}

/** Returns the news of one command, in order: what changed, then the quotes that came of it. */
export function newsOf(events: readonly ExchangeEvent[], tale: Tale): readonly StreamNews[] {
  const { context, hears } = tale
  const skewMs = context.toldMs() - context.exchange.nowMs()
  const news: StreamNews[] = []
  const quoted = new Set<string>()
  const hearsQuotes = hears('ticker')
  for (const event of events) {
    const one = oneOf(event, tale, skewMs)
    if (one !== undefined) news.push(one)
    if (hearsQuotes && event.kind === 'book-delta') quoted.add(event.marketId)
    if (hearsQuotes && event.kind === 'trade') quoted.add(event.trade.marketId)
  }
  for (const ticker of quoted) {
    const msg = tickerMessage(context, ticker)
    if (msg !== undefined) news.push(toldOf('ticker', ticker, () => msg))
  }
  return news
}

function oneOf(event: ExchangeEvent, tale: Tale, skewMs: number): StreamNews | undefined {
  const { memory, hears } = tale
  switch (event.kind) {
    case 'book-delta': {
      if (!hears('orderbook_delta')) return undefined
      const { marketId: ticker, side, price, delta, accountId, clientOrderId } = event
      const marketId = memory.markets.get(ticker) ?? uuidOf(ticker)
      const atMs = event.atMs + skewMs
      return { tag: 'book', ticker, marketId, side, price, delta, accountId, clientOrderId, atMs }
    }
    case 'trade': {
      const { trade } = event
      if (!hears('trade')) return undefined
      return toldOf('trade', trade.marketId, () => tradeMessage(trade, skewMs))
    }
    case 'fill':
    case 'order-updated':
    case 'position-changed':
    case 'group-updated':
      return ownNews(event, hears, skewMs)
    case 'lifecycle':
      return lifecycleNews(event, tale.context, memory)
    case 'fee-updated':
      return feeNews(event, memory)
    case 'balance-changed':
    case 'settled':
    case 'exchange-status':
      return undefined
  }
}

function toldOf(channel: 'trade' | 'ticker', ticker: string, msg: () => WireRow): StreamNews {
  return { tag: 'channel', channel, type: channel, ticker, msg }
}

type OwnEvent = Extract<
  ExchangeEvent,
  { readonly kind: 'fill' | 'order-updated' | 'position-changed' | 'group-updated' }
>

/** What one account alone is told. */
function ownNews(event: OwnEvent, hears: Hears, skewMs: number): StreamNews | undefined {
  switch (event.kind) {
    case 'fill':
      return ofAccount('fill', hears, event.fill, () => fillMessage(event.fill, skewMs))
    case 'order-updated':
      return ofAccount('user_orders', hears, event.order, () => orderMessage(event.order))
    case 'position-changed': {
      const { position } = event
      return ofAccount('market_positions', hears, position, () => positionMessage(position))
    }
    case 'group-updated':
      return ofAccount('order_group_updates', hears, event, () => ({
        event_type: event.change,
        order_group_id: event.groupId,
        contracts_limit_fp: countText(event.limit),
        ts_ms: event.atMs + skewMs,
      }))
  }
}

const OWN_TYPES = {
  fill: 'fill',
  user_orders: 'user_order',
  market_positions: 'market_position',
  order_group_updates: 'order_group_updates',
} as const

function ofAccount(
  channel: keyof typeof OWN_TYPES,
  hears: Hears,
  { accountId, marketId: ticker }: { readonly accountId: string; readonly marketId?: string },
  msg: () => WireRow,
): StreamNews | undefined {
  if (!hears(channel, accountId)) return undefined
  return { tag: 'channel', channel, type: OWN_TYPES[channel], ticker, accountId, msg }
}

function lifecycleNews(
  event: LifecycleEvent,
  { exchange, catalog }: VenueContext,
  { markets }: NewsMemory,
): StreamNews | undefined {
  const { marketId: ticker, exchangeIndex } = event
  const isNew = !markets.has(ticker)
  if (isNew) markets.set(ticker, uuidOf(ticker))
  // Nothing happens to it any more.
  if (event.status === 'finalized') markets.delete(ticker)
  const market = exchange.marketOf(ticker)
  const said = isNew
    ? createdMessage(market, catalog.markets?.[ticker])
    : changeMessage(event, market)
  if (said === undefined) return undefined
  const msg = { market_ticker: ticker, exchange_index: exchangeIndex, ...said }
  const type = 'market_lifecycle_v2'
  return { tag: 'channel', channel: type, type, ticker, msg: () => msg }
}

function createdMessage(market: MarketView | undefined, words: WireRow = {}): WireRow {
  if (market === undefined) return { event_type: 'created' }
  const { opensMs, closesMs, eventId, marketId } = market.config
  return {
    event_type: 'created',
    open_ts: secondsOf(opensMs),
    close_ts: secondsOf(closesMs),
    additional_metadata: {
      name: textIn(words, 'title', marketId),
      title: textIn(words, 'title', marketId),
      yes_sub_title: textIn(words, 'yes_sub_title', marketId),
      no_sub_title: textIn(words, 'no_sub_title', marketId),
      rules_primary: textIn(words, 'rules_primary'),
      rules_secondary: textIn(words, 'rules_secondary'),
      can_close_early: true,
      event_ticker: eventId,
    },
  }
}

/** The venue tells nobody of an opening that was scheduled. */
function changeMessage(event: LifecycleEvent, market: MarketView | undefined): WireRow | undefined {
  const { status, cause, atMs, settlementValue } = event
  switch (status) {
    case 'initialized':
      return undefined
    case 'active':
      return cause === 'schedule' ? undefined : { event_type: 'activated', is_deactivated: false }
    case 'inactive':
      return { event_type: 'deactivated', is_deactivated: true }
    case 'closed':
      return { event_type: 'close_date_updated', close_ts: secondsOf(market?.closedMs ?? atMs) }
    case 'determined':
      return {
        event_type: 'determined',
        result: event.result?.kind ?? '',
        determination_ts: secondsOf(atMs),
        ...(settlementValue !== undefined && { settlement_value: priceText(settlementValue) }),
      }
    case 'finalized':
      return { event_type: 'settled', settled_ts: secondsOf(atMs) }
  }
}

/** Told once for an event, and only where its own override changed: a series' fee is not told. */
function feeNews({ eventId, rate }: FeeUpdatedEvent, memory: NewsMemory): StreamNews | undefined {
  const said = overrideText(rate)
  if ((memory.feeOverrides.get(eventId) ?? '') === said) return undefined
  if (said === '') memory.feeOverrides.delete(eventId)
  else memory.feeOverrides.set(eventId, said)
  const msg = {
    event_ticker: eventId,
    fee_type_override: said === '' ? null : rate.feeType,
    fee_multiplier_override: said === '' ? null : Number(rate.multiplier.toString()),
  }
  const type = 'event_fee_update'
  return { tag: 'channel', channel: 'market_lifecycle_v2', type, msg: () => msg }
}

function overrideText({ origin, feeType, multiplier }: FeeUpdatedEvent['rate']): string {
  return origin === 'event-override' ? `${feeType} ${multiplier.toString()}` : ''
}
