/**
 * Those who follow an engine, each with a bounded queue of its own: one that is slow loses events and is
 * told how many, and slows nobody down.
 * @module
 */
import type { EngineEvent } from './engine-event.ts'

/** Events that wait for one follower; what comes beyond is left out and counted. */
export const FOLLOWER_QUEUE_MAX = 10_000

/** All followers. */
export class Followers {
  private readonly queues = new Set<Queue>()
  private isOver = false
  private readonly max: number

  constructor(max = FOLLOWER_QUEUE_MAX) {
    this.max = max
  }

  /** Tells everybody. */
  tell(event: EngineEvent): void {
    for (const queue of this.queues) queue.push(event)
  }

  /** Nothing more will be told: queues end when they are read. */
  end(): void {
    this.isOver = true
    for (const queue of this.queues) queue.end()
  }

  /** Returns a follower's events from now on. */
  follow(): AsyncIterable<EngineEvent> {
    const queue = new Queue(this.max)
    this.queues.add(queue)
    if (this.isOver) queue.end()
    const leave = (): void => {
      this.queues.delete(queue)
    }
    return {
      [Symbol.asyncIterator]: () => ({
        next: async () => {
          const event = await queue.take()
          if (event === undefined) leave()
          return event === undefined
            ? { done: true, value: undefined }
            : { done: false, value: event }
        },
        return: async () => {
          leave()
          queue.drop()
          return Promise.resolve({ done: true, value: undefined })
        },
      }),
    }
  }
}

/** One follower's queue. */
class Queue {
  private events: EngineEvent[] = []
  private from = 0
  private leftOut = 0
  private isOver = false
  private wake: (() => void) | undefined
  private readonly max: number

  constructor(max: number) {
    this.max = max
  }

  push(event: EngineEvent): void {
    if (this.isOver) return
    const isLast = event.tag === 'stopped'
    if (!isLast && this.events.length - this.from >= this.max) {
      this.leftOut += 1
      return
    }
    if (this.leftOut > 0) {
      this.events.push({ tag: 'left-out', atMs: event.atMs, count: this.leftOut })
      this.leftOut = 0
    }
    this.events.push(event)
    this.wake?.()
  }

  end(): void {
    this.isOver = true
    this.wake?.()
  }

  /** Nobody reads it any more. */
  drop(): void {
    this.events = []
    this.from = 0
    this.end()
  }

  /** Returns the next event; undefined after the last. */
  async take(): Promise<EngineEvent | undefined> {
    while (this.from === this.events.length) {
      if (this.isOver) return undefined
      await new Promise<void>((resolve) => {
        this.wake = resolve
      })
      this.wake = undefined
    }
    const event = this.events[this.from]
    this.from += 1
    if (this.from === this.events.length) {
      this.events = []
      this.from = 0
    }
    return event
  }
}
