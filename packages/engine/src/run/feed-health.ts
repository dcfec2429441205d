/**
 * Which feeds are heard: a reducer over what was heard and lost, and the outages that come of it.
 * @module
 */
import { FEEDS, type FeedName, type FeedStatus } from './engine-event.ts'
import type { FeedView } from './engine-view.ts'

/** A change of a feed, to be told. */
export interface FeedChange {
  readonly feed: FeedName
  readonly status: FeedStatus
  readonly detail: string | undefined
  /** How long it had been down, ms; undefined unless it came back. */
  readonly outageMs: number | undefined
}

interface Feed {
  status: FeedStatus
  sinceMs: number
  lastMs: number | undefined
  frames: number
  outages: number
  detail: string | undefined
}

/** The feeds of an engine. Times are Unix ms and do not fall. */
export class FeedHealth {
  private readonly feeds: ReadonlyMap<FeedName, Feed>

  /** @param used feeds that are going to be read; the others are off. */
  constructor(used: readonly FeedName[], nowMs: number) {
    this.feeds = new Map(
      FEEDS.map((feed) => [
        feed,
        {
          status: used.includes(feed) ? 'waiting' : 'off',
          sinceMs: nowMs,
          lastMs: undefined,
          frames: 0,
          outages: 0,
          detail: undefined,
        },
      ]),
    )
  }

  /** Something was heard. @returns the change, where it was down or waited for. */
  heard(name: FeedName, atMs: number): FeedChange | undefined {
    const feed = this.feedOf(name)
    feed.lastMs = atMs
    feed.frames += 1
    if (feed.status === 'up') return undefined
    const outageMs = feed.status === 'down' ? atMs - feed.sinceMs : undefined
    return this.change(name, { status: 'up', atMs, detail: undefined, outageMs })
  }

  /** It can not be read. @returns the change, where it was not down already. */
  lost(name: FeedName, atMs: number, detail: string): FeedChange | undefined {
    const feed = this.feedOf(name)
    if (feed.status === 'down') {
      feed.detail = detail
      return undefined
    }
    feed.outages += 1
    return this.change(name, { status: 'down', atMs, detail, outageMs: undefined })
  }

  /** Returns the feeds at a glance. */
  views(nowMs: number): readonly FeedView[] {
    return [...this.feeds].map(([feed, { status, lastMs, frames, outages, detail }]) => ({
      feed,
      status,
      ageMs: lastMs === undefined ? undefined : Math.max(0, nowMs - lastMs),
      frames,
      outages,
      detail,
    }))
  }

  private change(
    name: FeedName,
    { atMs, ...after }: Omit<FeedChange, 'feed'> & { readonly atMs: number },
  ): FeedChange {
    const feed = this.feedOf(name)
    feed.status = after.status
    feed.sinceMs = atMs
    feed.detail = after.detail
    return { feed: name, ...after }
  }

  private feedOf(name: FeedName): Feed {
    const feed = this.feeds.get(name)
    if (feed === undefined) throw new RangeError(`no such feed: ${name}`)
    return feed
  }
}
