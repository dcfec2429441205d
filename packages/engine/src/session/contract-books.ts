/**
 * The order books of a session while frames go by: from snapshots and deltas of a stream, from REST
 * books, or from the best quotes of a listing. Knows how old each is and whether updates were missed.
 * @module
 */
import { type BookSnapshot, OrderBook } from '@arbkit/core'
import type { StreamMessage } from '@arbkit/kalshi'
import type { Arrival } from './frame-request.ts'

/** A book and where it stands. */
export interface ContractBook {
  readonly levels: OrderBook
  /** The moment it is known to be right for, Unix ms: a stream's last frame, or the response's time. */
  readonly asOfMs: number
  /** False after a gap in the stream's numbering, until a new snapshot. */
  readonly isInSync: boolean
  readonly origin: 'stream' | 'order-book' | 'best-quotes'
  /** The frame that last changed it. */
  readonly arrival: Arrival
}

/** A book that a stream keeps up to date. */
interface Streamed {
  readonly levels: OrderBook
  arrival: Arrival
  readonly connection: string
  readonly subscription: string
  /** Since when updates were missed: the last moment at which it was right. Undefined while in sync. */
  lostMs: number | undefined
}

/** A book that a response held. */
interface Answered {
  readonly levels: OrderBook
  readonly origin: 'order-book' | 'best-quotes'
  readonly arrival: Arrival
}

/** Codes of stream errors after which a subscription is over (AsyncAPI of 2026-08-22, error codes). */
const SUBSCRIPTION_OVER: ReadonlySet<number> = new Set([10, 17, 25])

const NONE: ReadonlyMap<string, undefined> = new Map()

/** Books by market. What streams and responses say stands side by side: the newer is asked for. */
export class ContractBooks {
  private readonly streamed = new Map<string, Streamed>()
  private readonly answered = new Map<string, Answered>()
  /** Last running number of each subscription. */
  private readonly lastSeq = new Map<string, number>()
  /** Last frame of each connection: a synced book is as old as that, not as its last change. */
  private readonly lastHeardMs = new Map<string, number>()
  /** With the moment that each book was right for until then. */
  private touched = new Map<string, number | undefined>()
  /** Markets with a response newer than their stream: its next frame may make the stream the newer one. */
  private readonly contested = new Set<string>()

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
  private touch(marketId: string, beforeMs = this.asOfMsOf(marketId)): void {
    if (!this.touched.has(marketId)) this.touched.set(marketId, beforeMs)
  }

  /** Notes a market's book from a response, unless a newer one, or a deeper one of that time, is known. */
  replace(
    marketId: string,
    snapshot: BookSnapshot,
    origin: 'order-book' | 'best-quotes',
    arrival: Arrival,
  ): void {
    const known = this.answered.get(marketId)
    if (known !== undefined) {
      if (known.arrival.atMs > arrival.atMs) return
      const isShallower = origin === 'best-quotes' && known.origin === 'order-book'
      if (isShallower && known.arrival.atMs === arrival.atMs) return
    }
    this.touch(marketId)
    if (this.streamed.has(marketId)) this.contested.add(marketId)
    this.answered.set(marketId, { levels: OrderBook.of(snapshot), origin, arrival })
  }

  /** Applies a message of a stream. `connection` tells streams apart. */
  apply(message: StreamMessage, connection: string, arrival: Arrival): void {
    const heardMs = this.lastHeardMs.get(connection) ?? arrival.atMs
    if (message.tag === 'snapshot' || message.tag === 'delta') this.touch(message.marketId)
    if (this.contested.size > 0) this.touchContested(connection)
    // A clock that is set back makes no book older.
    this.lastHeardMs.set(connection, Math.max(heardMs, arrival.atMs))
    if (this.contested.size > 0) this.settleContested(connection)
    const subscription = `${connection} ${'sid' in message ? (message.sid ?? '') : ''}`
    const isMissed = this.isMissed(subscription, message)
    // A subscription that begins again under a known number is another connection: the old one is dead.
    const isOver = message.tag === 'unsubscribed' || message.tag === 'subscribed'
    if (isMissed || isOver) this.lose(subscription, heardMs)
    if (isOver) this.lastSeq.delete(subscription)
    if (message.tag === 'error' && SUBSCRIPTION_OVER.has(message.code)) {
      this.lose(message.sid === undefined ? connection : subscription, heardMs)
    }
    if (message.tag === 'ok' && message.marketIds !== undefined) {
      this.lose(subscription, heardMs, new Set(message.marketIds))
    }
    if (message.tag === 'snapshot') {
      const levels = OrderBook.of(message.book)
      const book = { levels, arrival, connection, subscription, lostMs: undefined }
      this.streamed.set(message.marketId, book)
      if (this.answered.has(message.marketId)) this.contested.add(message.marketId)
    }
    if (message.tag !== 'delta') return
    const book = this.streamed.get(message.marketId)
    // A change of a book whose snapshot never came says nothing; nor does one of another subscription.
    if (book?.subscription !== subscription) return
    book.levels.apply(message.delta)
    book.arrival = arrival
  }

  /** Whichever of stream and response is the newer now: the book may be another than before. */
  private touchContested(connection: string): void {
    for (const marketId of this.contested) {
      const streamed = this.streamed.get(marketId)
      // A book that was lost grows no newer: its next snapshot is looked at anyway.
      if (streamed?.connection === connection && streamed.lostMs === undefined) this.touch(marketId)
    }
  }

  private settleContested(connection: string): void {
    for (const marketId of this.contested) {
      const streamed = this.streamed.get(marketId)
      if (streamed?.connection !== connection || streamed.lostMs !== undefined) continue
      const answeredMs = this.answered.get(marketId)?.arrival.atMs ?? -Infinity
      if (this.asOf(streamed) >= answeredMs) this.contested.delete(marketId)
    }
  }

  /** Returns a market's book, if any is known: the newest, and of one moment the stream's. */
  bookOf(marketId: string): ContractBook | undefined {
    const streamed = this.streamed.get(marketId)
    const answered = this.answered.get(marketId)
    const streamedMs = streamed === undefined ? -Infinity : this.asOf(streamed)
    if (streamed !== undefined && streamedMs >= (answered?.arrival.atMs ?? -Infinity)) {
      const { levels, arrival, lostMs } = streamed
      const isInSync = lostMs === undefined
      return { levels, arrival, isInSync, origin: 'stream', asOfMs: streamedMs }
    }
    return answered && { ...answered, isInSync: true, asOfMs: answered.arrival.atMs }
  }

  /** Returns the moment a market's book is right for, as {@link bookOf} has it. */
  asOfMsOf(marketId: string): number | undefined {
    const streamed = this.streamed.get(marketId)
    const answeredMs = this.answered.get(marketId)?.arrival.atMs
    if (streamed === undefined) return answeredMs
    return Math.max(this.asOf(streamed), answeredMs ?? -Infinity)
  }

  /** Returns whether a market's book is a stream's, in sync: only such a one is confirmed without a change. */
  isFollowed(marketId: string): boolean {
    const streamed = this.streamed.get(marketId)
    if (streamed === undefined || streamed.lostMs !== undefined) return false
    return this.asOf(streamed) >= (this.answered.get(marketId)?.arrival.atMs ?? -Infinity)
  }

  private asOf({ lostMs, arrival, connection }: Streamed): number {
    return lostMs ?? Math.max(arrival.atMs, this.lastHeardMs.get(connection) ?? 0)
  }

  /** A gap in the numbering of a subscription means that updates of any of its books were missed. */
  private isMissed(subscription: string, message: StreamMessage): boolean {
    if (!('seq' in message) || message.seq === undefined) return false
    const last = this.lastSeq.get(subscription)
    this.lastSeq.set(subscription, message.seq)
    return last !== undefined && message.seq !== last + 1
  }

  /** Marks the books of a subscription or connection, or those not listed any more, until a new snapshot. */
  private lose(from: string, heardMs: number, kept?: ReadonlySet<string>): void {
    for (const [marketId, book] of this.streamed) {
      if (book.subscription !== from && book.connection !== from) continue
      if (kept?.has(marketId) === true) continue
      this.touch(marketId, book.lostMs ?? Math.max(book.arrival.atMs, heardMs))
      book.lostMs ??= heardMs
    }
  }
}
