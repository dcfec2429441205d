/**
 * The stream itself: a socket, a clock and timers around the pure part. It carries events in and
 * effects out, in order, and holds no rule of its own.
 * @module
 */
import type { Clock, Rng } from '@arbkit/core'
import { STREAM_PATH } from '../auth/signature.ts'
import type { KalshiHost } from '../rest/hosts.ts'
import type { ChannelRequest } from './channel-subscriptions.ts'
import { openUndiciSocket, type OpenSocket, type StreamSocket } from './socket-port.ts'
import type { BookStatus, StreamCounts, StreamEffect, StreamEvent } from './stream-effect.ts'
import {
  bookStatusOf,
  countsOf,
  createStreamState,
  reduceStream,
  type StreamState,
} from './stream-reducer.ts'

/** How often time is told to the pure part, ms: its limits are seconds. */
export const TICK_MS = 1_000

/** Events that wait while one is worked on; more of them, and the connection is begun anew. */
export const EVENTS_QUEUED_MAX = 10_000

/** How long a close may take before it counts as done, ms. */
export const CLOSE_TIMEOUT_MS = 2_000

/** Timers as an argument. */
export interface Timers {
  /** Runs once after `ms`; the returned function calls it off. */
  after(ms: number, run: () => void): () => void
}

/** Returns the timers of the platform. */
export function createSystemTimers(): Timers {
  return {
    after(ms, run) {
      const timer = setTimeout(run, ms)
      return () => clearTimeout(timer)
    },
  }
}

/** What a stream tells. Called in order, never while another call runs; may call the stream. */
export interface StreamListener {
  /** A frame as it came, before anything is made of it: for recording. */
  onFrame?(text: string, atMs: number): void
  /** The venue pinged: the connection lives, and books in sync are right for this moment. */
  onHeartbeat?(atMs: number): void
  /**
   * What came of it: books changed, invalid or in sync, messages of channels, faults, and what the
   * stream does about its connection.
   */
  onEffect?(effect: StreamEffect, atMs: number): void
}

/** What a stream is made of. */
export interface KalshiStreamOptions {
  readonly clock: Clock
  readonly timers: Timers
  readonly rng: Rng
  /** Returns the headers of a signed request; asked before each connection. */
  readonly sign: (request: {
    readonly method: 'GET'
    readonly path: string
    readonly atMs: number
  }) => Readonly<Record<string, string>>
  /** Where the venue is reached, as the transport takes it. */
  readonly host: Pick<KalshiHost, 'streamUrl'>
  readonly listener: StreamListener
  /** Markets whose books are wanted at first. */
  readonly marketIds?: readonly string[] | undefined
  readonly channels?: readonly ChannelRequest[] | undefined
  /** Silence of books after which one snapshot is asked for, ms, above 0; half a minute where left out. */
  readonly probeQuietMs?: number | undefined
  /** Undici's where none is given. Has to tell of pings, or quiet connections are taken for dead. */
  readonly openSocket?: OpenSocket | undefined
}

/** A stream that runs. */
export interface KalshiStream {
  /** Sets the markets whose books are wanted: all of them. @throws {InvalidInputError} */
  setMarkets(marketIds: readonly string[]): void
  /** Returns a wanted market's book if it is in sync, or why not; undefined if it is not wanted. */
  bookOf(marketId: string): BookStatus | undefined
  /** Returns what became of the frames so far. */
  counts(): StreamCounts
  /** Ends it; no book is in sync any more. Resolves when the socket is closed, or does not answer. */
  close(): Promise<void>
}

/**
 * Opens a stream and keeps it open until it is closed.
 * @throws {InvalidInputError} more markets than a connection takes, a channel twice. What `sign` or a
 *   listener throws comes out of the call that ran it, once the events that wait are done with.
 */
export function createKalshiStream(options: KalshiStreamOptions): KalshiStream {
  const shell = new Shell(options)
  shell.start(options.marketIds ?? [])
  return shell
}

class Shell implements KalshiStream {
  private readonly options: KalshiStreamOptions
  private readonly openSocket: OpenSocket
  private readonly state: StreamState
  private readonly waiting: StreamEvent[] = []
  private readonly failures: unknown[] = []
  private socket: StreamSocket | undefined
  /** Which connection it is: what an older one still tells is not heard. */
  private connection = 0
  private lastMs = 0
  private isWorking = false
  private isClosed = false
  private hasOverflowed = false
  private cancelTick = (): void => {}
  private cancelReconnect = (): void => {}
  private socketGone = (): void => {}

  constructor(options: KalshiStreamOptions) {
    this.options = options
    this.openSocket = options.openSocket ?? openUndiciSocket
    const { channels, probeQuietMs } = options
    this.state = createStreamState({ channels, probeQuietMs })
  }

  start(marketIds: readonly string[]): void {
    this.setMarkets(marketIds)
    this.scheduleTick()
    this.connect()
  }

  setMarkets(marketIds: readonly string[]): void {
    if (!this.isClosed) this.take({ tag: 'wanted', atMs: this.now(), marketIds })
  }

  bookOf(marketId: string): BookStatus | undefined {
    return bookStatusOf(this.state, marketId)
  }

  counts(): StreamCounts {
    return countsOf(this.state)
  }

  async close(): Promise<void> {
    if (this.isClosed) return
    this.isClosed = true
    this.cancelTick()
    this.cancelReconnect()
    const { socket } = this
    const gone =
      socket === undefined
        ? Promise.resolve()
        : new Promise<void>((resolve) => {
            const cancel = this.options.timers.after(CLOSE_TIMEOUT_MS, resolve)
            this.socketGone = () => {
              cancel()
              resolve()
            }
          })
    this.drop()
    await gone
  }

  private connect(): void {
    if (this.isClosed) return
    const atMs = this.now()
    const connection = (this.connection += 1)
    this.take({ tag: 'connecting', atMs })
    const heard = (event: StreamEvent): void => {
      if (connection === this.connection) this.take(event)
    }
    try {
      const url = this.options.host.streamUrl
      const headers = this.options.sign({ method: 'GET', path: STREAM_PATH, atMs })
      this.socket = this.openSocket(
        { url, headers },
        {
          onOpen: () => heard({ tag: 'opened', atMs: this.now() }),
          onFrame: (text) => heard({ tag: 'frame', atMs: this.now(), text }),
          onHeartbeat: () => heard({ tag: 'heartbeat', atMs: this.now() }),
          onClose: () => {
            if (connection === this.connection) this.lost()
            this.socketGone()
          },
        },
      )
    } catch (error) {
      this.failures.push(error)
      this.lost()
    }
  }

  /** Lets go of the socket and says so. */
  private lost(): void {
    this.socket = undefined
    this.connection += 1
    this.take({ tag: 'closed', atMs: this.now(), chance: this.options.rng.next() })
  }

  /** Closes the socket. What it still tells is not heard, and nobody waits for it to be gone. */
  private drop(): void {
    const { socket } = this
    this.lost()
    socket?.close()
  }

  private take(event: StreamEvent): void {
    const isOfSocket = event.tag === 'frame' || event.tag === 'heartbeat'
    if (this.isWorking) {
      if (!isOfSocket || this.waiting.length < EVENTS_QUEUED_MAX) this.waiting.push(event)
      else this.hasOverflowed = true
      return
    }
    this.isWorking = true
    let next: StreamEvent | undefined = event
    while (next !== undefined) {
      this.work(next)
      next = this.waiting.shift()
      if (next === undefined && this.hasOverflowed) {
        this.hasOverflowed = false
        next = { tag: 'overflowed', atMs: this.now() }
      }
    }
    this.isWorking = false
    if (this.failures.length > 0) throw this.failures.splice(0)[0]
  }

  private work(event: StreamEvent): void {
    const { listener } = this.options
    const { atMs } = event
    try {
      if (event.tag === 'frame') listener.onFrame?.(event.text, atMs)
      if (event.tag === 'heartbeat') listener.onHeartbeat?.(atMs)
    } catch (error) {
      this.failures.push(error)
    }
    for (const effect of this.reduced(event)) {
      this.perform(effect)
      try {
        listener.onEffect?.(effect, atMs)
      } catch (error) {
        this.failures.push(error)
      }
    }
  }

  private reduced(event: StreamEvent): readonly StreamEffect[] {
    try {
      return reduceStream(this.state, event)
    } catch (error) {
      this.failures.push(error)
      return []
    }
  }

  private perform(effect: StreamEffect): void {
    if (effect.tag === 'send') this.socket?.send(effect.text)
    else if (effect.tag === 'close') this.drop()
    else if (effect.tag === 'reconnect' && !this.isClosed) {
      this.cancelReconnect = this.options.timers.after(effect.afterMs, () => this.connect())
    }
  }

  private scheduleTick(): void {
    this.cancelTick = this.options.timers.after(TICK_MS, () => {
      this.scheduleTick()
      this.take({ tag: 'tick', atMs: this.now() })
    })
  }

  /** The clock's time; one that is set back stands still. */
  private now(): number {
    this.lastMs = Math.max(this.lastMs, this.options.clock.now())
    return this.lastMs
  }
}
