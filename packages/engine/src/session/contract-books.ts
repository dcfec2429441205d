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

interface Stored {
  readonly levels: OrderBook
  isInSync: boolean
  readonly origin: ContractBook['origin']
  arrival: Arrival
  /** The subscription that keeps it up to date. */
  readonly subscription: string | undefined
}

/** Books by market. */
export class ContractBooks {
  private readonly books = new Map<string, Stored>()
  /** Last running number of each subscription. */
  private readonly lastSeq = new Map<string, number>()
  /** Last frame of each connection: a synced book is as old as that, not as its last change. */
  private readonly lastHeardMs = new Map<string, number>()

  /** Replaces a market's book by what a response said, unless a newer one is known. */
  replace(
    marketId: string,
    snapshot: BookSnapshot,
    origin: 'order-book' | 'best-quotes',
    arrival: Arrival,
  ): void {
    const known = this.books.get(marketId)
    if (known !== undefined && this.asOf(known) > arrival.atMs) return
    const isShallower = origin === 'best-quotes' && known?.origin !== 'best-quotes'
    if (known !== undefined && isShallower && this.asOf(known) === arrival.atMs) return
    this.books.set(marketId, {
      levels: OrderBook.of(snapshot),
      isInSync: true,
      origin,
      arrival,
      subscription: undefined,
    })
  }

  /** Applies a message of a stream. `connection` tells streams apart. */
  apply(message: StreamMessage, connection: string, arrival: Arrival): void {
    this.lastHeardMs.set(connection, arrival.atMs)
    const subscription = `${connection} ${'sid' in message ? (message.sid ?? '') : ''}`
    if ('seq' in message && message.seq !== undefined) this.checkSeq(subscription, message.seq)
    if (message.tag === 'snapshot') {
      this.books.set(message.marketId, {
        levels: OrderBook.of(message.book),
        isInSync: true,
        origin: 'stream',
        arrival,
        subscription,
      })
    }
    if (message.tag !== 'delta') return
    const book = this.books.get(message.marketId)
    // A change of a book whose snapshot never came says nothing; nor does one of another subscription.
    if (book?.subscription !== subscription) return
    book.levels.apply(message.delta)
    book.arrival = arrival
  }

  /** Returns a market's book, if any is known. */
  bookOf(marketId: string): ContractBook | undefined {
    const book = this.books.get(marketId)
    if (book === undefined) return undefined
    const { levels, isInSync, origin, arrival } = book
    return { levels, isInSync, origin, arrival, asOfMs: this.asOf(book) }
  }

  private asOf(book: Stored): number {
    const { subscription, arrival } = book
    if (subscription === undefined) return arrival.atMs
    return Math.max(arrival.atMs, this.lastHeardMs.get(connectionOf(subscription)) ?? 0)
  }

  /** A gap in the numbering of a subscription means that updates of any of its books were missed. */
  private checkSeq(subscription: string, seq: number): void {
    const last = this.lastSeq.get(subscription)
    this.lastSeq.set(subscription, seq)
    if (last === undefined || seq === last + 1) return
    for (const book of this.books.values()) {
      if (book.subscription === subscription) book.isInSync = false
    }
  }
}

function connectionOf(subscription: string): string {
  return subscription.slice(0, subscription.lastIndexOf(' '))
}
