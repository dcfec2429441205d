/**
 * The order books of a session while frames go by: from snapshots and deltas of a stream, from REST
 * books, or from the best quotes of a listing. Knows how old each is and whether updates were missed.
 * @module
 */
import { type BookSnapshot, OrderBook } from '@arbkit/core'
import type { StreamMessage } from '@arbkit/kalshi'
import type { Arrival } from './frame-request.ts'
import { type Connection, type ContractBook, MarketBook } from './market-book.ts'

/** Codes of stream errors after which a subscription is over (AsyncAPI of 2026-08-22, error codes). */
const SUBSCRIPTION_OVER: ReadonlySet<number> = new Set([10, 17, 25])

const NONE: ReadonlyMap<string, undefined> = new Map()

/** Books by market. */
export class ContractBooks {
  private readonly books = new Map<string, MarketBook>()
  /** Those that a stream ever had, in the order in which it began them. */
  private readonly streamed = new Set<MarketBook>()
  private readonly connections = new Map<string, Connection>()
  /** With the moment that each book was right for until then. */
  private touched = new Map<string, number | undefined>()
  /** Those with a response newer than their stream: its next frame may make the stream the newer one. */
  private readonly contested = new Set<MarketBook>()

  /** Returns a market's book: the same object whenever it is asked for, and before anything is known. */
  of(marketId: string): MarketBook {
    const known = this.books.get(marketId)
    if (known !== undefined) return known
    const made = new MarketBook(marketId)
    this.books.set(marketId, made)
    return made
  }

  /**
   * Returns the markets whose book may have changed since this was last asked. A book that only grew older,
   * or was confirmed by another frame of its connection, has not. With each stands the last moment that the
   * book was right for before the first change; undefined where none was known.
   */
  takeTouched(): ReadonlyMap<string, number | undefined> {
    const { touched } = this
    if (touched.size === 0) return NONE
    this.touched = new Map()
    return touched
  }

  /** Notes a book that may be another from now on, before it is. */
  private touch(book: MarketBook, beforeMs = book.asOfMs()): void {
    if (!this.touched.has(book.marketId)) this.touched.set(book.marketId, beforeMs)
  }

  /** Notes a market's book from a response, unless a newer one, or a deeper one of that time, is known. */
  replace(
    marketId: string,
    snapshot: BookSnapshot,
    origin: 'order-book' | 'best-quotes',
    arrival: Arrival,
  ): void {
    const book = this.of(marketId)
    const known = book.answered
    if (known !== undefined) {
      if (known.arrival.atMs > arrival.atMs) return
      const isShallower = origin === 'best-quotes' && known.origin === 'order-book'
      if (isShallower && known.arrival.atMs === arrival.atMs) return
    }
    this.touch(book)
    if (book.streamed !== undefined) this.contested.add(book)
    book.answered = { levels: OrderBook.of(snapshot), origin, arrival }
  }

  /** Applies a message of a stream. `name` tells streams apart. */
  apply(message: StreamMessage, name: string, arrival: Arrival): void {
    const connection = this.connectionOf(name)
    const heardMs = connection.heardMs ?? arrival.atMs
    const isOfBook = message.tag === 'snapshot' || message.tag === 'delta'
    const book = isOfBook ? this.of(message.marketId) : undefined
    if (book !== undefined) this.touch(book)
    if (this.contested.size > 0) this.touchContested(connection)
    // A clock that is set back makes no book older.
    connection.heardMs = Math.max(heardMs, arrival.atMs)
    if (this.contested.size > 0) this.settleContested(connection)
    const sid = 'sid' in message ? message.sid : undefined
    if (isMissed(connection, sid, message)) this.lose(connection, heardMs, { sid })
    if (book === undefined) this.control(message, connection, heardMs)
    else if (message.tag === 'delta') {
      const { streamed } = book
      // A change of a book whose snapshot never came says nothing; nor does one of another subscription.
      if (streamed?.connection !== connection || streamed.sid !== sid) return
      streamed.levels.apply(message.delta)
      streamed.arrival = arrival
    } else if (message.tag === 'snapshot') {
      const levels = OrderBook.of(message.book)
      book.streamed = { levels, arrival, connection, sid, lostMs: undefined }
      this.streamed.add(book)
      if (book.answered !== undefined) this.contested.add(book)
    }
  }

  /** What ends subscriptions, or says which markets they are about. */
  private control(message: StreamMessage, connection: Connection, heardMs: number): void {
    const sid = 'sid' in message ? message.sid : undefined
    // A subscription that begins again under a known number is another connection: the old one is dead.
    if (message.tag === 'unsubscribed' || message.tag === 'subscribed') {
      this.lose(connection, heardMs, { sid })
      connection.lastSeq.delete(sid)
    } else if (message.tag === 'error' && SUBSCRIPTION_OVER.has(message.code)) {
      this.lose(connection, heardMs, sid === undefined ? 'whole' : { sid })
    } else if (message.tag === 'ok' && message.marketIds !== undefined) {
      this.lose(connection, heardMs, { sid, kept: new Set(message.marketIds) })
    }
  }

  private connectionOf(name: string): Connection {
    const known = this.connections.get(name)
    if (known !== undefined) return known
    const made = { heardMs: undefined, lastSeq: new Map<number | undefined, number>() }
    this.connections.set(name, made)
    return made
  }

  /** Whichever of stream and response is the newer now: the book may be another than before. */
  private touchContested(connection: Connection): void {
    for (const book of this.contested) {
      const { streamed } = book
      // A book that was lost grows no newer: its next snapshot is looked at anyway.
      if (streamed?.connection === connection && streamed.lostMs === undefined) this.touch(book)
    }
  }

  private settleContested(connection: Connection): void {
    for (const book of this.contested) {
      if (book.streamed?.connection === connection && book.isFollowed()) this.contested.delete(book)
    }
  }

  /** Returns a market's book, if any is known: the newest, and of one moment the stream's. */
  bookOf(marketId: string): ContractBook | undefined {
    return this.books.get(marketId)?.book()
  }

  /**
   * Marks the books of a connection, or of one subscription in it less those that are kept, until a new
   * snapshot.
   */
  private lose(
    connection: Connection,
    heardMs: number,
    which: 'whole' | { readonly sid: number | undefined; readonly kept?: ReadonlySet<string> },
  ): void {
    for (const book of this.streamed) {
      const { streamed, marketId } = book
      if (streamed?.connection !== connection) continue
      if (which !== 'whole') {
        if (streamed.sid !== which.sid || which.kept?.has(marketId) === true) continue
      }
      this.touch(book, streamed.lostMs ?? Math.max(streamed.arrival.atMs, heardMs))
      streamed.lostMs ??= heardMs
    }
  }
}

/** A gap in the numbering of a subscription means that updates of any of its books were missed. */
function isMissed(
  { lastSeq }: Connection,
  sid: number | undefined,
  message: StreamMessage,
): boolean {
  if (!('seq' in message) || message.seq === undefined) return false
  const last = lastSeq.get(sid)
  lastSeq.set(sid, message.seq)
  return last !== undefined && message.seq !== last + 1
}
