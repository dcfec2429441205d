/**
 * Facts in the order of the moments they hold from, whatever order they arrived in: what a grid or a
 * fee was as of a time is one look-up. Pure; a timeline is never changed.
 * @module
 */

/** One fact and when it began to hold. */
export interface Dated<T> {
  /** Unix ms from which it is known to hold (included). */
  readonly fromMs: number
  readonly value: T
  /** The same text for equal facts and another for different ones. */
  readonly key: string
}

/** Facts ascending by moment, then by key, none twice. */
export type Timeline<T> = readonly Dated<T>[]

/** Returns the timeline with a fact more; the same timeline where it was known already. */
export function withFact<T>(timeline: Timeline<T>, fact: Dated<T>): Timeline<T> {
  const place = timeline.findLastIndex((known) => order(known, fact) <= 0)
  const before = timeline[place]
  if (before !== undefined && order(before, fact) === 0) return timeline
  return timeline.toSpliced(place + 1, 0, fact)
}

/**
 * Returns the facts of the latest moment up to `atMs` (included): none where nothing was known,
 * several where that one moment has contradicting ones.
 */
export function factsAt<T>(timeline: Timeline<T>, atMs: number): Timeline<T> {
  const last = timeline.findLastIndex(({ fromMs }) => fromMs <= atMs)
  const latest = timeline[last]
  if (latest === undefined) return []
  const first = timeline.findIndex(({ fromMs }) => fromMs === latest.fromMs)
  return timeline.slice(first, last + 1)
}

/** Returns the timeline without what only questions about moments before `beforeMs` need. */
export function withoutFactsBefore<T>(timeline: Timeline<T>, beforeMs: number): Timeline<T> {
  const [inForce] = factsAt(timeline, beforeMs)
  return inForce === undefined
    ? timeline
    : timeline.filter(({ fromMs }) => fromMs >= inForce.fromMs)
}

function order(a: Dated<unknown>, b: Dated<unknown>): number {
  if (a.fromMs !== b.fromMs) return a.fromMs - b.fromMs
  if (a.key === b.key) return 0
  return a.key < b.key ? -1 : 1
}
