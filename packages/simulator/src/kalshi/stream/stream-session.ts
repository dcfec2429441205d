/**
 * One connection to the stream: its subscriptions, their numbering, and which news concern it. Pure:
 * text and news in, messages out, in the order in which they are to be sent.
 * @module
 */
import type { Centicontracts, PriceTicks } from '@arbkit/core'
import type { WireRow } from '../rest/answer.ts'
import { countText, otherPrice, priceText, timeText } from '../wire-text.ts'
import { type ChannelName, CHANNELS } from './channels.ts'
import {
  type Command,
  type CommandError,
  commandError,
  type ErrorCode,
  ERROR_TEXTS,
  readCommand,
} from './command.ts'

/** A level: price of its own side, and size. */
export type Level = readonly [price: PriceTicks, size: Centicontracts]

/** What the session reads of the exchange. */
export interface StreamSource {
  /** Undefined for a market that is not known. Bids of both sides, each at its own side's prices. */
  bookOf(
    ticker: string,
  ):
    | { readonly marketId: string; readonly yes: readonly Level[]; readonly no: readonly Level[] }
    | undefined
  /** The message `ticker` of a market as it stands, undefined where it is not known. */
  tickerOf(ticker: string): WireRow | undefined
}

/** A level changed by `delta`. */
export interface BookNews {
  readonly tag: 'book'
  readonly ticker: string
  readonly marketId: string
  readonly side: 'yes' | 'no'
  /** Of its own side. */
  readonly price: PriceTicks
  readonly delta: Centicontracts
  readonly atMs: number
  /** Whose order it was: that account alone is told the order's id. */
  readonly accountId?: string | undefined
  readonly clientOrderId?: string | undefined
}

/** Something that a channel tells. */
export interface ChannelNews {
  readonly tag: 'channel'
  readonly channel: ChannelName
  /** `type` of the message. */
  readonly type: string
  /** Undefined for what is not of one market: every subscription hears it. */
  readonly ticker?: string | undefined
  /** Whom it is for, on channels of the account. */
  readonly accountId?: string | undefined
  /** Made once it is clear that somebody hears it. */
  readonly msg: () => WireRow
}

/** What the exchange tells. */
export type StreamNews = BookNews | ChannelNews

/** A message to send. */
export interface Frame {
  readonly type: string
  readonly sid: number | undefined
  readonly body: WireRow
}

/** Markets of one connection at most (docs.kalshi.com, websocket limits, 2026-10-02). */
export const SESSION_MARKETS_MAX = 500_000

interface Subscription {
  readonly sid: number
  readonly channel: ChannelName
  readonly usesYesPrices: boolean
  readonly skipsTickers: boolean
  /** It named no market, and hears of all. */
  readonly isOverAll: boolean
  readonly tickers: Set<string>
  seq: number
}

/** A connection. */
export class StreamSession {
  private readonly source: StreamSource
  private readonly accountId: string
  private readonly subscriptions = new Map<number, Subscription>()
  /** The same: a channel has one subscription at most. */
  private readonly byChannel = new Map<ChannelName, Subscription>()
  private nextSid = 1

  constructor(source: StreamSource, accountId: string) {
    this.source = source
    this.accountId = accountId
  }

  /** Returns the messages that answer a command. */
  receive(text: string): readonly Frame[] {
    const command = readCommand(text)
    switch (command.tag) {
      case 'error':
        return [errorFrame(command)]
      case 'subscribe':
        return command.channels.flatMap((channel) => this.subscribe(command, channel))
      case 'unsubscribe':
        return command.sids.flatMap((sid) => this.unsubscribe(command.id, sid))
      case 'update':
        return this.update(command)
      case 'list':
        return [this.list(command.id)]
    }
  }

  /** Returns the messages that tell of news, at most one. */
  tell(news: StreamNews): readonly Frame[] {
    const isBook = news.tag === 'book'
    const channel = isBook ? 'orderbook_delta' : news.channel
    if (!this.hears(channel, news.accountId)) return []
    const one = this.byChannel.get(channel)
    if (one === undefined || !isAbout(one, news.ticker)) return []
    if (isBook) return [this.message(one, channel, this.deltaOf(one, news))]
    return [this.message(one, news.type, news.msg())]
  }

  /** True where a subscription is about the channel; `accountId` is whom the news are for. */
  hears(channel: ChannelName, accountId?: string): boolean {
    if (!this.byChannel.has(channel)) return false
    return !CHANNELS[channel].isPrivate || accountId === this.accountId
  }

  /** True where there is such a subscription. */
  has(sid: number): boolean {
    return this.subscriptions.has(sid)
  }

  /** Returns the markets of a subscription; none where there is no such one. */
  tickersOf(sid: number): readonly string[] {
    return [...(this.subscriptions.get(sid)?.tickers ?? [])]
  }

  /** Skips numbers of a subscription, as if messages had been lost. */
  skip(sid: number, by: number): void {
    const subscription = this.subscriptions.get(sid)
    if (subscription !== undefined) subscription.seq += by
  }

  /** Ends a subscription with an error and returns the message. */
  end(sid: number, code: ErrorCode): readonly Frame[] {
    const subscription = this.subscriptions.get(sid)
    if (subscription === undefined) return []
    this.remove(subscription)
    subscription.seq += 1
    const msg = { code, msg: ERROR_TEXTS[code] }
    return [{ type: 'error', sid, body: { type: 'error', sid, seq: subscription.seq, msg } }]
  }

  private subscribe(
    command: Extract<Command, { tag: 'subscribe' }>,
    channel: ChannelName,
  ): readonly Frame[] {
    const { id, tickers } = command
    if (CHANNELS[channel].needsMarket && tickers.length === 0) {
      return [errorFrame(commandError(id, 14))]
    }
    if (this.countWith(tickers.length) > SESSION_MARKETS_MAX) {
      return [errorFrame(commandError(id, 26))]
    }
    const existing = this.byChannel.get(channel)
    if (existing !== undefined) {
      const snapshots = this.grow(existing, tickers, command.withSnapshot)
      return [...snapshots, this.ok(id, existing)]
    }
    const sid = this.nextSid
    this.nextSid += 1
    const added: Subscription = {
      sid,
      channel,
      usesYesPrices: command.usesYesPrices,
      skipsTickers: command.skipsTickers,
      isOverAll: tickers.length === 0,
      tickers: new Set(),
      seq: 0,
    }
    this.subscriptions.set(sid, added)
    this.byChannel.set(channel, added)
    const begun: WireRow = { id, type: 'subscribed', msg: { channel, sid } }
    const snapshots = this.grow(added, tickers, command.withSnapshot)
    return [{ type: 'subscribed', sid: undefined, body: begun }, ...snapshots]
  }

  private remove({ sid, channel }: Subscription): void {
    this.subscriptions.delete(sid)
    this.byChannel.delete(channel)
  }

  private unsubscribe(id: number | undefined, sid: number): readonly Frame[] {
    const subscription = this.subscriptions.get(sid)
    if (subscription === undefined) return [errorFrame(commandError(id, 7))]
    this.remove(subscription)
    const body = { id, sid, seq: subscription.seq + 1, type: 'unsubscribed' }
    return [{ type: 'unsubscribed', sid: undefined, body }]
  }

  private update(command: Extract<Command, { tag: 'update' }>): readonly Frame[] {
    const { id, sid, action, tickers } = command
    const subscription = this.subscriptions.get(sid)
    if (subscription === undefined) return [errorFrame(commandError(id, 7))]
    switch (action) {
      case 'get_snapshot':
        return this.snapshots(subscription, tickers)
      case 'delete_markets':
        for (const ticker of tickers) subscription.tickers.delete(ticker)
        return [this.ok(id, subscription)]
      case 'add_markets': {
        if (this.countWith(tickers.length) > SESSION_MARKETS_MAX) {
          return [errorFrame(commandError(id, 26))]
        }
        const snapshots = this.grow(subscription, tickers, command.withSnapshot)
        return [...snapshots, this.ok(id, subscription)]
      }
    }
  }

  private list(id: number | undefined): Frame {
    const msg = [...this.subscriptions.values()].map(({ channel, sid }) => ({ channel, sid }))
    return { type: 'ok', sid: undefined, body: { id, type: 'ok', msg } }
  }

  /** Adds markets and returns their snapshots; those that are not known are left out. */
  private grow(
    subscription: Subscription,
    tickers: readonly string[],
    withSnapshot: boolean,
  ): readonly Frame[] {
    const added = tickers.filter(
      (ticker) => !subscription.tickers.has(ticker) && this.source.bookOf(ticker) !== undefined,
    )
    for (const ticker of added) subscription.tickers.add(ticker)
    const isWanted = subscription.channel === 'orderbook_delta' || withSnapshot
    return isWanted ? this.snapshots(subscription, added) : []
  }

  private snapshots(subscription: Subscription, tickers: readonly string[]): readonly Frame[] {
    return tickers.flatMap((ticker) => {
      if (subscription.channel === 'ticker') {
        const msg = this.source.tickerOf(ticker)
        return msg === undefined ? [] : [this.message(subscription, 'ticker', msg)]
      }
      if (subscription.channel !== 'orderbook_delta') return []
      const book = this.source.bookOf(ticker)
      if (book === undefined) return []
      const { usesYesPrices } = subscription
      const msg = {
        market_ticker: ticker,
        market_id: book.marketId,
        ...sideOf('yes_dollars_fp', book.yes, false),
        ...sideOf('no_dollars_fp', book.no, usesYesPrices),
      }
      return [this.message(subscription, 'orderbook_snapshot', msg)]
    })
  }

  private deltaOf({ usesYesPrices }: Subscription, news: BookNews): WireRow {
    const { ticker, marketId, side, price, delta, atMs, accountId, clientOrderId } = news
    const isOwn = accountId === this.accountId && clientOrderId !== undefined
    return {
      market_ticker: ticker,
      market_id: marketId,
      price_dollars: priceText(side === 'no' && usesYesPrices ? otherPrice(price) : price),
      delta_fp: countText(delta),
      side,
      ...(isOwn && { client_order_id: clientOrderId }),
      ts: timeText(atMs),
      ts_ms: atMs,
    }
  }

  private message(subscription: Subscription, type: string, msg: WireRow): Frame {
    const { sid, channel } = subscription
    if (!CHANNELS[channel].isNumbered) return { type, sid, body: { type, sid, msg } }
    subscription.seq += 1
    return { type, sid, body: { type, sid, seq: subscription.seq, msg } }
  }

  private ok(id: number | undefined, subscription: Subscription): Frame {
    const { sid, skipsTickers } = subscription
    subscription.seq += 1
    const tickers = [...subscription.tickers].toSorted()
    const msg = skipsTickers ? {} : { market_tickers: tickers }
    return { type: 'ok', sid, body: { id, sid, seq: subscription.seq, type: 'ok', msg } }
  }

  private countWith(more: number): number {
    return [...this.subscriptions.values()].reduce((sum, { tickers }) => sum + tickers.size, more)
  }
}

function isAbout({ isOverAll, tickers }: Subscription, ticker: string | undefined): boolean {
  return ticker === undefined || isOverAll || tickers.has(ticker)
}

/** One side of a snapshot, cheapest first; a side without bids is left out. */
function sideOf(key: string, levels: readonly Level[], isMirrored: boolean): WireRow {
  if (levels.length === 0) return {}
  const stated = levels
    .map(([price, size]): Level => [isMirrored ? otherPrice(price) : price, size])
    .toSorted(([a], [b]) => a - b)
  return { [key]: stated.map(([price, size]) => [priceText(price), countText(size)]) }
}

function errorFrame({ id, code, msg }: CommandError): Frame {
  const body = { ...(id !== undefined && { id }), type: 'error', msg: { code, msg } }
  return { type: 'error', sid: undefined, body }
}
