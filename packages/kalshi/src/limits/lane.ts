/**
 * Calls that wait for the same tokens, in the order in which they will get them: by class, first come
 * first served within one, and no class for ever behind another.
 * @module
 */
import type { BucketName } from './buckets.ts'
import { PRIORITIES, type Priority } from './priority.ts'

/** One call that waits. */
export interface Waiting {
  /** Its number; higher ones came later. */
  readonly id: number
  readonly priority: Priority
  /** Buckets that pay, each the whole cost. */
  readonly bucketNames: readonly BucketName[]
  readonly tokens: number
  /** Unix ms; from then on it is not worth sending. */
  readonly deadlineMs: number | undefined
}

/** Calls of one set of buckets. */
export interface Lane {
  readonly bucketNames: readonly BucketName[]
  /** Oldest first. */
  readonly waiting: Readonly<Record<Priority, readonly Waiting[]>>
  /** How many calls of higher classes went since one of this class could have. */
  readonly overtaken: Readonly<Record<Priority, number>>
}

/** After so many of higher classes in a row one of a lower class goes. */
export const OVERTAKEN_MAX = 8

/** Returns a lane where nobody waits. */
export function emptyLane(bucketNames: readonly BucketName[]): Lane {
  return {
    bucketNames,
    waiting: { orders: [], books: [], listings: [] },
    overtaken: { orders: 0, books: 0, listings: 0 },
  }
}

/** Returns the lane with one more at the end of its class. */
export function joinLane(lane: Lane, call: Waiting): Lane {
  const { priority } = call
  const line = [...lane.waiting[priority], call]
  return { ...lane, waiting: { ...lane.waiting, [priority]: line } }
}

/** Returns the call whose turn it is, undefined where nobody waits. */
export function headOf({ waiting, overtaken }: Lane): Waiting | undefined {
  const present = PRIORITIES.filter((priority) => waiting[priority].length > 0)
  const due = present.find((priority) => overtaken[priority] >= OVERTAKEN_MAX) ?? present[0]
  return due === undefined ? undefined : waiting[due][0]
}

/** Returns the lane after {@link headOf} went. */
export function takeHead(lane: Lane): Lane {
  const head = headOf(lane)
  if (head === undefined) return lane
  const rank = PRIORITIES.indexOf(head.priority)
  const overtaken = { ...lane.overtaken }
  for (const [other, priority] of PRIORITIES.entries()) {
    const isPassed = other > rank && lane.waiting[priority].length > 0
    if (isPassed) overtaken[priority] += 1
  }
  overtaken[head.priority] = 0
  const line = lane.waiting[head.priority].slice(1)
  return { ...lane, overtaken, waiting: { ...lane.waiting, [head.priority]: line } }
}

/** Returns the lane without the calls that `isGone` names. */
export function leaveLane(lane: Lane, isGone: (call: Waiting) => boolean): Lane {
  const stay = (calls: readonly Waiting[]): readonly Waiting[] =>
    calls.some(isGone) ? calls.filter((call) => !isGone(call)) : calls
  const { orders, books, listings } = lane.waiting
  return {
    ...lane,
    waiting: { orders: stay(orders), books: stay(books), listings: stay(listings) },
  }
}
