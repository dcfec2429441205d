/**
 * One call for everybody who waits for it. Each waits by an own deadline and may leave; when all have left,
 * the call is ended.
 * @module
 */
import { type Clock, VenueNoAnswerError } from '@arbkit/core'
import type { SendOptions, Sleep } from '@arbkit/http'
import type { OddsAnswer, OddsRequest } from '../rest/request.ts'

/** What waiting needs. */
export interface SharedCallPorts {
  readonly clock: Clock
  readonly sleep: Sleep
}

/** A call under way. */
export class SharedCall {
  private readonly ports: SharedCallPorts
  private readonly path: string
  private readonly answer: Promise<OddsAnswer>
  private readonly controller = new AbortController()
  private readonly onAbandoned: () => void
  private waiting = 0

  /** Starts it, in the next turn. `onAbandoned` is called when the last who waited has left. */
  constructor(
    ports: SharedCallPorts,
    request: OddsRequest,
    work: {
      readonly start: (signal: AbortSignal) => Promise<OddsAnswer>
      readonly onAbandoned: () => void
    },
  ) {
    this.ports = ports
    this.path = request.path
    this.onAbandoned = work.onAbandoned
    this.answer = Promise.resolve().then(async () => work.start(this.controller.signal))
    // Nobody may be left to hear of a failure.
    this.answer.catch(() => undefined)
  }

  /**
   * Waits for the answer.
   * @throws what the call throws. @throws {VenueNoAnswerError} the deadline or the signal came first; the
   * call goes on for the others.
   */
  async join({ deadlineMs, signal }: SendOptions): Promise<OddsAnswer> {
    this.waiting += 1
    const done = new AbortController()
    let hasLeft = false
    const leaving = new Promise<never>((_resolve, reject) => {
      const leave = (why: string): void => {
        hasLeft = true
        reject(notWaited(this.path, why))
      }
      const options = { once: true, signal: done.signal }
      signal?.addEventListener('abort', () => leave('aborted'), options)
      if (deadlineMs === undefined) return
      const { clock, sleep } = this.ports
      void sleep(Math.max(0, deadlineMs - clock.now()), done.signal).then(
        () => leave('its deadline passed'),
        () => undefined,
      )
    })
    try {
      return await Promise.race([this.answer, leaving])
    } finally {
      done.abort()
      this.waiting -= 1
      if (hasLeft && this.waiting === 0) this.abandon()
    }
  }

  /** Resolves when the call has ended, however it did. */
  async ended(): Promise<void> {
    await this.answer.then(
      () => undefined,
      () => undefined,
    )
  }

  private abandon(): void {
    this.onAbandoned()
    this.controller.abort()
  }
}

/** Returns the error of a caller that waits no longer. */
export function notWaited(path: string, why: string): VenueNoAnswerError {
  const context = { path }
  return new VenueNoAnswerError(`GET ${path}: no answer waited for, ${why}`, {
    isRead: true,
    context,
  })
}
