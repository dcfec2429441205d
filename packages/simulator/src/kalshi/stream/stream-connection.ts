/**
 * One connection on its way out: messages in order, as late, lost, doubled or wrong as the faults have
 * them. What the client sent goes straight to the session.
 * @module
 */
import type { Sleep } from '@arbkit/http'
import type { FaultPlan } from '../faults/fault-plan.ts'
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

/** A connection. */
export class StreamConnection {
  private readonly options: ConnectionOptions
  private isOver = false
  /** Messages that wait for one before them. */
  private waiting: { readonly text: string; readonly delayMs: number }[] = []
  private isSending = false

  constructor(options: ConnectionOptions) {
    this.options = options
  }

  /** Carries a command out and sends what answers it. */
  receive(text: string): void {
    if (!this.isOver) this.sendAll(this.options.session.receive(text))
  }

  /** Sends what the news mean to this connection. */
  tell(news: StreamNews): void {
    if (!this.isOver) this.sendAll(this.options.session.tell(news))
  }

  /** Sends nothing any more. */
  end(): void {
    this.isOver = true
    this.waiting = []
  }

  private sendAll(frames: readonly Frame[]): void {
    const { session, faults, port, nowMs } = this.options
    const ended = new Set<number>()
    for (const { type, sid, body } of frames) {
      if (this.isOver || (sid !== undefined && ended.has(sid))) continue
      const { delayMs, trouble } = faults.ofMessage(type, nowMs())
      switch (trouble?.tag) {
        case 'drop':
          break
        case 'disconnect':
          this.end()
          port.terminate()
          break
        case 'wrong': {
          const other = trouble.rewrite(body)
          this.send(typeof other === 'string' ? other : JSON.stringify(other), delayMs)
          break
        }
        case 'duplicate':
          this.send(JSON.stringify(body), delayMs)
          this.send(JSON.stringify(body), 0)
          break
        case 'gap':
          this.send(JSON.stringify(body), delayMs)
          if (sid !== undefined) session.skip(sid, trouble.by ?? 1)
          break
        case 'end':
          this.send(JSON.stringify(body), delayMs)
          if (sid === undefined) break
          ended.add(sid)
          for (const frame of session.end(sid, trouble.code)) {
            this.send(JSON.stringify(frame.body), 0)
          }
          break
        case undefined:
          this.send(JSON.stringify(body), delayMs)
      }
    }
  }

  /** At once where nothing waits, else behind what does: the order is kept. */
  private send(text: string, delayMs: number): void {
    if (delayMs === 0 && !this.isSending) {
      this.options.port.send(text)
      return
    }
    this.waiting.push({ text, delayMs })
    if (this.waiting.length > WAITING_MAX) {
      this.end()
      this.options.port.terminate()
      return
    }
    if (!this.isSending) void this.sendWaiting()
  }

  private async sendWaiting(): Promise<void> {
    this.isSending = true
    for (let next = this.waiting.shift(); next !== undefined; next = this.waiting.shift()) {
      if (next.delayMs > 0) await this.options.sleep(next.delayMs)
      if (this.isOver) break
      this.options.port.send(next.text)
    }
    this.isSending = false
  }
}
