/**
 * The queue of calls as data: who waits, what the buckets hold, and who goes now. A call that can not be
 * paid yet holds its buckets for itself: nothing that came later and is cheaper slips by.
 * @module
 */
import {
  type BucketName,
  type Buckets,
  capacityOf,
  createBuckets,
  type Grant,
  pay,
  refuse,
  waitForMs,
  withLimits,
} from './buckets.ts'
import {
  emptyLane,
  headOf,
  joinLane,
  type Lane,
  leaveLane,
  takeHead,
  type Waiting,
} from './lane.ts'
import type { NotSentReason } from './not-sent-error.ts'
import { PRIORITIES, type Priority } from './priority.ts'
import type { TokenLimits } from './tiers.ts'

/** Most calls of one class that wait at a time: a flood of listings keeps no order out. */
export const QUEUE_LENGTH_MAX = 1000

/** Everything there is to know. */
export interface QueueState {
  readonly buckets: Buckets
  /** By the names of the buckets. */
  readonly lanes: ReadonlyMap<string, Lane>
  /** Calls let through so far. */
  readonly grants: number
}

/** A call that goes now. */
export interface Granted {
  readonly id: number
  readonly grant: Grant
}

/** A call that will never go. */
export interface Dropped {
  readonly id: number
  readonly reason: Extract<NotSentReason, 'deadline' | 'cost'>
}

/** What one look at the queue comes to. */
export interface Dispatch {
  readonly state: QueueState
  readonly granted: readonly Granted[]
  readonly dropped: readonly Dropped[]
  /** When to look again if nothing else happens, whole ms from now; undefined where nobody waits. */
  readonly wakeInMs: number | undefined
}

/** Returns an empty queue. @throws {InvalidInputError} for limits out of range. */
export function createQueueState(limits: TokenLimits, nowMs: number): QueueState {
  return { buckets: createBuckets(limits, nowMs), lanes: new Map(), grants: 0 }
}

/** Returns how many of a class wait. */
export function lengthOf({ lanes }: QueueState, priority: Priority): number {
  return [...lanes.values()].reduce((sum, lane) => sum + lane.waiting[priority].length, 0)
}

/** Returns the queue with one more, or undefined where too many of its class wait already. */
export function enqueue(state: QueueState, call: Waiting): QueueState | undefined {
  if (lengthOf(state, call.priority) >= QUEUE_LENGTH_MAX) return undefined
  const key = call.bucketNames.join(' ')
  const lane = state.lanes.get(key) ?? emptyLane(call.bucketNames)
  return { ...state, lanes: new Map(state.lanes).set(key, joinLane(lane, call)) }
}

/** Returns the queue without a call. */
export function withdraw(state: QueueState, id: number): QueueState {
  return withoutCalls(state, (call) => call.id === id)
}

/** Returns the queue under other limits. @throws {InvalidInputError} for limits out of range. */
export function relimit(state: QueueState, limits: TokenLimits, nowMs: number): QueueState {
  return { ...state, buckets: withLimits(state.buckets, limits, nowMs) }
}

/** Returns the queue after the venue refused a call for asking too often. */
export function refuseGrant(
  state: QueueState,
  grant: Grant,
  at: { readonly roll: number; readonly nowMs: number },
): QueueState {
  const buckets = refuse(state.buckets, grant, { ...at, lastGrant: state.grants })
  return { ...state, buckets }
}

/** Drops what is too late, lets through what can be paid, and says when to look again. */
export function dispatch(before: QueueState, nowMs: number): Dispatch {
  const { dropped, nextDeadlineMs } = inspect(before, nowMs)
  const isDropped = new Set(dropped.map(({ id }) => id))
  let state = dropped.length === 0 ? before : withoutCalls(before, ({ id }) => isDropped.has(id))
  const granted: Granted[] = []
  for (;;) {
    const step = grantNext(state, nowMs)
    if (step.tag === 'idle') {
      const wakeInMs = wakeOf(state, Math.min(step.payableInMs, nextDeadlineMs - nowMs))
      return { state, granted, dropped, wakeInMs }
    }
    state = step.state
    granted.push(step.granted)
  }
}

/** Finds what will never go, and the first deadline of the others; Infinity for none. */
function inspect(
  { lanes, buckets }: QueueState,
  nowMs: number,
): { readonly dropped: readonly Dropped[]; readonly nextDeadlineMs: number } {
  const dropped: Dropped[] = []
  let nextDeadlineMs = Infinity
  for (const lane of lanes.values()) {
    const most = Math.min(...lane.bucketNames.map((name) => capacityOf(buckets, name)))
    for (const priority of PRIORITIES) {
      for (const { id, deadlineMs = Infinity, tokens } of lane.waiting[priority]) {
        if (nowMs >= deadlineMs) dropped.push({ id, reason: 'deadline' })
        else if (tokens > most) dropped.push({ id, reason: 'cost' })
        else nextDeadlineMs = Math.min(nextDeadlineMs, deadlineMs)
      }
    }
  }
  return { dropped, nextDeadlineMs }
}

type Step =
  | { readonly tag: 'granted'; readonly state: QueueState; readonly granted: Granted }
  | Idle

interface Idle {
  readonly tag: 'idle'
  /** Until the first of those that wait for tokens alone has them; Infinity where nobody does. */
  readonly payableInMs: number
}

/** Lets the first call through that can be paid; lanes in the order in which their heads came. */
function grantNext(state: QueueState, nowMs: number): Step {
  const heads = [...state.lanes].flatMap(([key, lane]) => {
    const head = headOf(lane)
    return head === undefined ? [] : [{ key, lane, head }]
  })
  const held = new Set<BucketName>()
  let payableInMs = Infinity
  for (const { key, lane, head } of heads.toSorted((a, b) => a.head.id - b.head.id)) {
    const { bucketNames, tokens } = head
    if (!bucketNames.some((name) => held.has(name))) {
      const buckets = pay(state.buckets, bucketNames, tokens, nowMs)
      if (buckets !== undefined) {
        const number = state.grants + 1
        const lanes = new Map(state.lanes).set(key, takeHead(lane))
        const granted = { id: head.id, grant: { number, bucketNames } }
        return { tag: 'granted', state: { buckets, lanes, grants: number }, granted }
      }
      const inMs = waitForMs(state.buckets, bucketNames, tokens, nowMs)
      payableInMs = Math.min(payableInMs, inMs)
    }
    for (const name of bucketNames) held.add(name)
  }
  return { tag: 'idle', payableInMs }
}

/**
 * Returns when to look again. A deadline can belong to a call that went in the meantime: one look for
 * nothing. A clock that knows parts of a millisecond may miss one: never a wait of none.
 */
function wakeOf({ lanes }: QueueState, inMs: number): number | undefined {
  const isEmpty = [...lanes.values()].every((lane) => headOf(lane) === undefined)
  return isEmpty || inMs === Infinity ? undefined : Math.max(1, Math.ceil(inMs))
}

function withoutCalls(state: QueueState, isGone: (call: Waiting) => boolean): QueueState {
  const lanes = new Map([...state.lanes].map(([key, lane]) => [key, leaveLane(lane, isGone)]))
  return { ...state, lanes }
}
