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

/** A stream, told from others by its name. */
interface Connection {
  /** Its last frame, Unix ms: a synced book is as old as that, not as its last change. */
  heardMs: number | undefined
  /** Last running number of each subscription; of messages that name none under undefined. */
  readonly lastSeq: Map<number | undefined, number>
}

/** A book that a stream keeps up to date. */
interface Streamed {
  readonly levels: OrderBook
  arrival: Arrival
  readonly connection: Connection
  /** The subscription in it. */
  readonly sid: number | undefined
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
  private readonly connections = new Map<string, Connection>()
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

  /** Applies a message of a stream. `name` tells streams apart. */
  apply(message: StreamMessage, name: string, arrival: Arrival): void {
    const connection = this.connectionOf(name)
    const heardMs = connection.heardMs ?? arrival.atMs
    if (message.tag === 'snapshot' || message.tag === 'delta') this.touch(message.marketId)
    if (this.contested.size > 0) this.touchContested(connection)
    // A clock that is set back makes no book older.
    connection.heardMs = Math.max(heardMs, arrival.atMs)
    if (this.contested.size > 0) this.settleContested(connection)
    const sid = 'sid' in message ? message.sid : undefined
    if (isMissed(connection, sid, message)) this.lose(connection, heardMs, { sid })
    if (message.tag === 'delta') {
      const book = this.streamed.get(message.marketId)
      // A change of a book whose snapshot never came says nothing; nor does one of another subscription.
      if (book?.connection !== connection || book.sid !== sid) return
      book.levels.apply(message.delta)
      book.arrival = arrival
    } else if (message.tag === 'snapshot') {
      const levels = OrderBook.of(message.book)
      this.streamed.set(message.marketId, { levels, arrival, connection, sid, lostMs: undefined })
      if (this.answered.has(message.marketId)) this.contested.add(message.marketId)
    } else this.control(message, connection, heardMs)
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
    for (const marketId of this.contested) {
      const streamed = this.streamed.get(marketId)
      // A book that was lost grows no newer: its next snapshot is looked at anyway.
      if (streamed?.connection === connection && streamed.lostMs === undefined) this.touch(marketId)
    }
  }

  private settleContested(connection: Connection): void {
    for (const marketId of this.contested) {
      const streamed = this.streamed.get(marketId)
      if (streamed?.connection !== connection || streamed.lostMs !== undefined) continue
      const answeredMs = this.answered.get(marketId)?.arrival.atMs ?? -Infinity
      if (asOf(streamed) >= answeredMs) this.contested.delete(marketId)
    }
  }

  /** Returns a market's book, if any is known: the newest, and of one moment the stream's. */
  bookOf(marketId: string): ContractBook | undefined {
    const streamed = this.streamed.get(marketId)
    const answered = this.answered.get(marketId)
    const streamedMs = streamed === undefined ? -Infinity : asOf(streamed)
    if (streamed !== undefined && streamedMs >= (answered?.arrival.atMs ?? -Infinity)) {
      const { levels, arrival, lostMs } = streamed
      const isInSync = lostMs === undefined
      return { levels, arrival, isInSync, origin: 'stream', asOfMs: streamedMs }
    }
    return answered && { ...answered, isInSync: true, asOfMs: answered.arrival.atMs }
  }

  /** Returns the levels of a market's book, as {@link bookOf} has it. */
  levelsOf(marketId: string): OrderBook | undefined {
    const streamed = this.streamed.get(marketId)
    const answered = this.answered.get(marketId)
    if (streamed === undefined || answered === undefined) return (streamed ?? answered)?.levels
    return asOf(streamed) >= answered.arrival.atMs ? streamed.levels : answered.levels
  }

  /** Returns the moment a market's book is right for, as {@link bookOf} has it. */
  asOfMsOf(marketId: string): number | undefined {
    const streamed = this.streamed.get(marketId)
    const answeredMs = this.answered.get(marketId)?.arrival.atMs
    if (streamed === undefined) return answeredMs
    return Math.max(asOf(streamed), answeredMs ?? -Infinity)
  }

  /** Returns whether a market's book is a stream's, in sync: only such a one is confirmed without a change. */
  isFollowed(marketId: string): boolean {
    const streamed = this.streamed.get(marketId)
    if (streamed === undefined || streamed.lostMs !== undefined) return false
    return asOf(streamed) >= (this.answered.get(marketId)?.arrival.atMs ?? -Infinity)
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
    for (const [marketId, book] of this.streamed) {
      if (book.connection !== connection) continue
      if (which !== 'whole' && (book.sid !== which.sid || which.kept?.has(marketId) === true)) {
        continue
      }
      this.touch(marketId, book.lostMs ?? Math.max(book.arrival.atMs, heardMs))
      book.lostMs ??= heardMs
    }
  }
}

function asOf({ lostMs, arrival, connection }: Streamed): number {
  return lostMs ?? Math.max(arrival.atMs, connection.heardMs ?? 0)
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
