/**
 * One connection on its way out: messages in order, as late, lost, doubled or wrong as the faults have
 * them. What the client sent goes straight to the session.
 * @module
 */
import { isRecord } from '@arbkit/core'
import type { Sleep } from '@arbkit/http'
import type { Hit } from '@arbkit/http/testing'
import type { FaultPlan } from '../faults/fault-plan.ts'
import type { StreamTrouble } from '../faults/fault.ts'
import type { ChannelName } from './channels.ts'
import type { ErrorCode } from './command.ts'
import type { Frame, StreamNews, StreamSession } from './stream-session.ts'

/** The socket, as far as it is needed. */
export interface StreamPort {
  send(text: string): void
  /** Breaks the connection. */
  terminate(): void
}

/** What a connection is made of. */
export interface ConnectionOptions {
  readonly session: StreamSession
  readonly port: StreamPort
  readonly faults: FaultPlan
  readonly nowMs: () => number
  readonly sleep: Sleep
}

/** Messages that may wait to be sent; more end the connection, as the venue's buffer does (code 25). */
export const WAITING_MAX = 100_000

interface Waiting {
  readonly frame: Frame
  readonly text: string
  /** Markets of which it tells. */
  readonly about: readonly string[]
  /** When it is due, venue time: never before the one in front of it. */
  readonly dueMs: number
  /** How long it follows the one in front of it, ms. */
  readonly afterMs: number
}

/** Delivered messages that are kept before the room is given back. */
const DELIVERED_MAX = 1000

/** A connection. */
export class StreamConnection {
  private readonly options: ConnectionOptions
  private isOver = false
  /** Messages that wait for their time, oldest first, from {@link first} on. */
  private waiting: Waiting[] = []
  private first = 0
  /**
   * By subscription and market, the latest number that was lost: it can be missed only once a later one
   * of the subscription has come.
   */
  private readonly lost = new Map<number, Map<string, number>>()
  private isSending = false

  constructor(options: ConnectionOptions) {
    this.options = options
  }

  /** Carries a command out and sends what answers it. */
  receive(text: string): void {
    if (!this.isOver) this.sendAll(this.options.session.receive(text))
  }

  /** True where some subscription is about the channel, for this account. */
  hears(channel: ChannelName, accountId?: string): boolean {
    return !this.isOver && this.options.session.hears(channel, accountId)
  }

  /** Sends what the news mean to this connection. */
  tell(news: StreamNews): void {
    if (!this.isOver) this.sendAll(this.options.session.tell(news))
  }

  /**
   * Returns the markets of which the client can not know all: a message is late, or was lost and nothing
   * that came since shows it.
   */
  unheard(): readonly string[] {
    const { session } = this.options
    const late = this.waiting.slice(this.first).flatMap(({ about }) => about)
    const missing = [...this.lost].flatMap(([sid, by]) => (session.has(sid) ? [...by.keys()] : []))
    return [...late, ...missing]
  }

  /** Sends nothing any more. */
  end(): void {
    this.isOver = true
    this.waiting = []
    this.first = 0
    this.lost.clear()
  }

  private sendAll(frames: readonly Frame[]): void {
    const ended = new Set<number>()
    for (const frame of frames) {
      if (this.isOver || (frame.sid !== undefined && ended.has(frame.sid))) continue
      const { faults, nowMs } = this.options
      const { delayMs, trouble } = faults.ofMessage(frame.type, nowMs())
      if (trouble === undefined) this.send(frame, delayMs)
      else this.sendTroubled(frame, { delayMs, trouble, ended })
    }
  }

  private sendTroubled(
    frame: Frame,
    { delayMs, trouble, ended }: Required<Hit<StreamTrouble>> & { readonly ended: Set<number> },
  ): void {
    const { session, port } = this.options
    const { sid, body } = frame
    switch (trouble?.tag) {
      case 'drop':
        this.lose(frame)
        return
      case 'disconnect':
        this.end()
        port.terminate()
        return
      case 'wrong': {
        const other = trouble.rewrite(body)
        const text = typeof other === 'string' ? other : JSON.stringify(other)
        this.lose(frame)
        this.send({ ...frame, body: {} }, delayMs, { text })
        return
      }
      case 'duplicate':
        this.send(frame, delayMs)
        this.send(frame, 0)
        return
      case 'gap':
        this.send(frame, delayMs)
        if (sid !== undefined) session.skip(sid, trouble.by ?? 1)
        return
      case 'end':
        this.send(frame, delayMs)
        if (sid === undefined) return
        ended.add(sid)
        this.endSubscription(sid, trouble.code)
        return
      case undefined:
    }
  }

  /** Until the client hears of the end, it takes all books of the subscription for what they were. */
  private endSubscription(sid: number, code: ErrorCode): void {
    const { session } = this.options
    const about = session.tickersOf(sid)
    for (const last of session.end(sid, code)) this.send(last, 0, { about })
  }

  /** At once where nothing waits, else behind what does: the order is kept. */
  private send(frame: Frame, delayMs: number, given: Partial<Waiting> = {}): void {
    const { text = JSON.stringify(frame.body) } = given
    if (delayMs === 0 && !this.isSending) {
      this.deliver(frame, text)
      return
    }
    const nowMs = this.options.nowMs()
    const before = this.waiting.at(-1)
    const beforeMs = this.isSending && before !== undefined ? before.dueMs : nowMs
    const dueMs = Math.max(beforeMs, nowMs + delayMs)
    const { about = tickersIn(frame) } = given
    this.waiting.push({ frame, text, about, dueMs, afterMs: dueMs - beforeMs })
    if (this.waiting.length - this.first > WAITING_MAX) {
      this.end()
      this.options.port.terminate()
      return
    }
    if (!this.isSending) void this.sendWaiting()
  }

  private async sendWaiting(): Promise<void> {
    this.isSending = true
    for (let next = this.waiting[this.first]; next !== undefined; next = this.waiting[this.first]) {
      // A clock that stands still would have each wait for the whole of its delay, one after the other.
      const leftMs = Math.min(next.afterMs, next.dueMs - this.options.nowMs())
      if (leftMs > 0) await this.options.sleep(leftMs)
      if (this.isOver) break
      this.first += 1
      if (this.first > DELIVERED_MAX) this.forgetDelivered()
      this.deliver(next.frame, next.text)
    }
    this.forgetDelivered()
    this.isSending = false
  }

  private forgetDelivered(): void {
    this.waiting = this.waiting.slice(this.first)
    this.first = 0
  }

  private deliver({ sid, body: { seq } }: Frame, text: string): void {
    this.options.port.send(text)
    const missing = sid === undefined ? undefined : this.lost.get(sid)
    if (missing === undefined || typeof seq !== 'number') return
    for (const [ticker, lostSeq] of missing) if (lostSeq < seq) missing.delete(ticker)
  }

  private lose(frame: Frame): void {
    const { sid, body } = frame
    const { seq } = body
    const [ticker] = tickersIn(frame)
    if (sid === undefined || typeof seq !== 'number' || ticker === undefined) return
    const missing = this.lost.get(sid) ?? new Map<string, number>()
    this.lost.set(sid, missing.set(ticker, seq))
  }
}

function tickersIn({ body: { msg } }: Frame): readonly string[] {
  const ticker = isRecord(msg) ? msg['market_ticker'] : undefined
  return typeof ticker === 'string' ? [ticker] : []
}
