/**
 * The order book of one market: what a stream and what responses say of it stand side by side, and the newer
 * is asked for. The same object for as long as its session, so that whoever asks often finds it once.
 * @module
 */
import type { OrderBook } from '@arbkit/core'
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
export interface Connection {
  /** Its last frame, Unix ms: a synced book is as old as that, not as its last change. */
  heardMs: number | undefined
  /** Last running number of each subscription; of messages that name none under undefined. */
  readonly lastSeq: Map<number | undefined, number>
}

/** A book that a stream keeps up to date. */
export interface Streamed {
  readonly levels: OrderBook
  arrival: Arrival
  readonly connection: Connection
  /** The subscription in it. */
  readonly sid: number | undefined
  /** Since when updates were missed: the last moment at which it was right. Undefined while in sync. */
  lostMs: number | undefined
}

/** A book that a response held. */
export interface Answered {
  readonly levels: OrderBook
  readonly origin: 'order-book' | 'best-quotes'
  readonly arrival: Arrival
}

/** One market's book, known or not. */
export class MarketBook {
  readonly marketId: string
  streamed: Streamed | undefined
  answered: Answered | undefined

  constructor(marketId: string) {
    this.marketId = marketId
  }

  /** The book, if any is known: the newest, and of one moment the stream's. */
  book(): ContractBook | undefined {
    const { streamed, answered } = this
    if (streamed !== undefined && this.isStreamNewer(streamed)) {
      const { levels, arrival, lostMs } = streamed
      const isInSync = lostMs === undefined
      return { levels, arrival, isInSync, origin: 'stream', asOfMs: asOf(streamed) }
    }
    return answered && { ...answered, isInSync: true, asOfMs: answered.arrival.atMs }
  }

  /** The levels that {@link book} has. */
  levels(): OrderBook | undefined {
    const { streamed, answered } = this
    if (streamed === undefined) return answered?.levels
    return this.isStreamNewer(streamed) ? streamed.levels : answered?.levels
  }

  /** The moment that {@link book} is right for. */
  asOfMs(): number | undefined {
    const { streamed, answered } = this
    const answeredMs = answered?.arrival.atMs
    if (streamed === undefined) return answeredMs
    return Math.max(asOf(streamed), answeredMs ?? -Infinity)
  }

  /** True for a stream's book in sync: only such a one is confirmed without a change. */
  isFollowed(): boolean {
    const { streamed } = this
    return streamed !== undefined && streamed.lostMs === undefined && this.isStreamNewer(streamed)
  }

  private isStreamNewer(streamed: Streamed): boolean {
    return asOf(streamed) >= (this.answered?.arrival.atMs ?? -Infinity)
  }
}

function asOf({ lostMs, arrival, connection }: Streamed): number {
  return lostMs ?? Math.max(arrival.atMs, connection.heardMs ?? 0)
}
