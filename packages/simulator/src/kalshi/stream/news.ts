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
import type { StreamNews } from './stream-session.ts'

/** What is remembered between events. */
export interface NewsMemory {
  /** Markets that were told of. */
  readonly markets: Set<string>
  /** The override of each event, as it was told last. */
  readonly feeOverrides: Map<string, string>
}

/** Notes what was told to nobody, because nobody listened. */
export function remember(events: readonly ExchangeEvent[], memory: NewsMemory): void {
  for (const event of events) {
    if (event.kind === 'lifecycle') memory.markets.add(event.marketId)
    if (event.kind === 'fee-updated')
      memory.feeOverrides.set(event.eventId, overrideText(event.rate))
  }
}

/** Returns the news of one command, in order: what changed, then the quotes that came of it. */
export function newsOf(
  events: readonly ExchangeEvent[],
  context: VenueContext,
  memory: NewsMemory,
): readonly StreamNews[] {
  const skewMs = context.toldMs() - context.exchange.nowMs()
  const news = events.flatMap((event) => oneOf(event, context, memory, skewMs))
  const quoted = new Set(
    events.flatMap((event) =>
      event.kind === 'book-delta'
        ? [event.marketId]
        : event.kind === 'trade'
          ? [event.trade.marketId]
          : [],
    ),
  )
  const quotes = [...quoted].flatMap((ticker): readonly StreamNews[] => {
    const msg = tickerMessage(context, ticker)
    return msg === undefined
      ? []
      : [{ tag: 'channel', channel: 'ticker', type: 'ticker', ticker, msg }]
  })
  return [...news, ...quotes]
}

function oneOf(
  event: ExchangeEvent,
  context: VenueContext,
  memory: NewsMemory,
  skewMs: number,
): readonly StreamNews[] {
  switch (event.kind) {
    case 'book-delta': {
      const { marketId: ticker, atMs, ...rest } = event
      const marketId = uuidOf(ticker)
      return [{ tag: 'book', ...rest, ticker, marketId, atMs: atMs + skewMs }]
    }
    case 'trade': {
      const { trade } = event
      const msg = tradeMessage(trade, skewMs)
      return [{ tag: 'channel', channel: 'trade', type: 'trade', ticker: trade.marketId, msg }]
    }
    case 'fill':
      return [ofAccount('fill', 'fill', event.fill, fillMessage(event.fill, skewMs))]
    case 'order-updated':
      return [ofAccount('user_orders', 'user_order', event.order, orderMessage(event.order))]
    case 'position-changed': {
      const { position } = event
      return [ofAccount('market_positions', 'market_position', position, positionMessage(position))]
    }
    case 'lifecycle':
      return lifecycleNews(event, context, memory)
    case 'fee-updated':
      return feeNews(event, memory)
    case 'group-updated': {
      const msg = {
        event_type: event.change,
        order_group_id: event.groupId,
        contracts_limit_fp: countText(event.limit),
        ts_ms: event.atMs + skewMs,
      }
      const type = 'order_group_updates'
      return [{ tag: 'channel', channel: type, type, accountId: event.accountId, msg }]
    }
    case 'balance-changed':
    case 'settled':
    case 'exchange-status':
      return []
  }
}

function ofAccount(
  channel: 'fill' | 'user_orders' | 'market_positions',
  type: string,
  { accountId, marketId }: { readonly accountId: string; readonly marketId: string },
  msg: WireRow,
): StreamNews {
  return { tag: 'channel', channel, type, ticker: marketId, accountId, msg }
}

function lifecycleNews(
  event: LifecycleEvent,
  { exchange, catalog }: VenueContext,
  memory: NewsMemory,
): readonly StreamNews[] {
  const { marketId: ticker, exchangeIndex } = event
  const isNew = !memory.markets.has(ticker)
  memory.markets.add(ticker)
  const market = exchange.marketOf(ticker)
  const said = isNew
    ? createdMessage(market, catalog.markets?.[ticker])
    : changeMessage(event, market)
  if (said === undefined) return []
  const msg = { market_ticker: ticker, exchange_index: exchangeIndex, ...said }
  const type = 'market_lifecycle_v2'
  return [{ tag: 'channel', channel: type, type, ticker, msg }]
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
function feeNews({ eventId, rate }: FeeUpdatedEvent, memory: NewsMemory): readonly StreamNews[] {
  const said = overrideText(rate)
  if ((memory.feeOverrides.get(eventId) ?? '') === said) return []
  memory.feeOverrides.set(eventId, said)
  const msg = {
    event_ticker: eventId,
    fee_type_override: said === '' ? null : rate.feeType,
    fee_multiplier_override: said === '' ? null : Number(rate.multiplier.toString()),
  }
  return [{ tag: 'channel', channel: 'market_lifecycle_v2', type: 'event_fee_update', msg }]
}

function overrideText({ origin, feeType, multiplier }: FeeUpdatedEvent['rate']): string {
  return origin === 'event-override' ? `${feeType} ${multiplier.toString()}` : ''
}
