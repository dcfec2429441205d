import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bucketNamesOf } from './buckets.ts'
import { OVERTAKEN_MAX, type Waiting } from './lane.ts'
import { PRIORITIES, type Priority } from './priority.ts'
import {
  createQueueState,
  dispatch,
  enqueue,
  lengthOf,
  QUEUE_LENGTH_MAX,
  type QueueState,
  refuseGrant,
  relimit,
  withdraw,
} from './queue-reducer.ts'
import { TIER_LIMITS } from './tiers.ts'

const NOW = 1_790_000_000_000
/** Ten reads of ten tokens at once, and one more each 100 ms. */
const SLOW = { read: { refillPerSecond: 100, capacity: 100 }, write: TIER_LIMITS.basic.write }

const read = (id: number, priority: Priority, more: Partial<Waiting> = {}): Waiting => ({
  id,
  priority,
  bucketNames: ['read'],
  tokens: 10,
  deadlineMs: undefined,
  ...more,
})
const write = (id: number, exchangeIndex: number, tokens = 10): Waiting =>
  read(id, 'orders', {
    bucketNames: bucketNamesOf({ bucket: 'write', tokens, exchangeIndex }),
    tokens,
  })

const queued = (calls: readonly Waiting[], limits = SLOW): QueueState =>
  calls.reduce((state, call) => enqueue(state, call)!, createQueueState(limits, NOW))

/** A queue whose read bucket is empty. */
function exhausted(calls: readonly Waiting[]): QueueState {
  const first = Array.from({ length: 10 }, (_value, index) => read(1000 + index, 'listings'))
  const { state } = dispatch(queued(first), NOW)
  return calls.reduce((after, call) => enqueue(after, call)!, state)
}

/** Ids in the order in which they go. */
function drain(state: QueueState, ms = 100, rounds = 200): number[] {
  const ids: number[] = []
  let current = state
  for (let round = 1; round <= rounds; round += 1) {
    const next = dispatch(current, NOW + round * ms)
    ids.push(...next.granted.map(({ id }) => id))
    current = next.state
  }
  return ids
}

describe('dispatch', () => {
  it('lets through what the bucket holds, and says when the next may go', () => {
    const calls = Array.from({ length: 12 }, (_value, id) => read(id, 'books'))
    const first = dispatch(queued(calls), NOW)
    expect(first.granted.map(({ id }) => id)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9])
    expect(first.granted.map(({ grant }) => grant.number)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])
    expect(first.wakeInMs).toBe(100)
    expect(dispatch(first.state, NOW + 99)).toMatchObject({ granted: [], wakeInMs: 1 })
    const second = dispatch(first.state, NOW + 100)
    expect(second.granted.map(({ id }) => id)).toEqual([10])
    expect(dispatch(second.state, NOW + 200).wakeInMs).toBeUndefined()
  })

  it('lets orders go before books and books before listings, each as they came', () => {
    const classes: readonly Priority[] = [
      'listings',
      'books',
      'listings',
      'orders',
      'books',
      'orders',
    ]
    const state = exhausted(classes.map((priority, id) => read(id, priority)))
    expect(drain(state)).toEqual([3, 5, 1, 4, 0, 2])
  })

  it('lets a lower class go after eight of higher ones', () => {
    const orders = Array.from({ length: 20 }, (_value, id) => read(id, 'orders'))
    const state = exhausted([...orders, read(100, 'listings'), read(101, 'listings')])
    const order = drain(state)
    expect([order.indexOf(100), order.indexOf(101)]).toEqual([OVERTAKEN_MAX, 2 * OVERTAKEN_MAX + 1])
  })

  it('holds a bucket for the one whose turn it is, however cheap those behind are', () => {
    const state = exhausted([read(0, 'orders', { tokens: 50 }), read(1, 'orders', { tokens: 1 })])
    const next = dispatch(state, NOW + 100)
    expect(next).toMatchObject({ granted: [], wakeInMs: 400 })
    expect(drain(state)).toEqual([0, 1])
  })

  it('lets a read pass writes that wait, and a shard another', () => {
    const state = queued([write(0, 0, 100), write(1, 0), write(2, 3), read(3, 'listings')])
    expect(dispatch(state, NOW).granted.map(({ id }) => id)).toEqual([0, 2, 3])
  })

  it('makes shards wait for an auto-routed write that came before, and none for ever', () => {
    const spent = dispatch(queued([write(0, 2, 100)]), NOW).state
    const state = [write(1, -1), write(2, 1), write(3, 0), read(4, 'books')].reduce(
      (after, call) => enqueue(after, call)!,
      spent,
    )
    const first = dispatch(state, NOW)
    expect(first.granted.map(({ id }) => id)).toEqual([4])
    expect(first.wakeInMs).toBe(100)
    const second = dispatch(first.state, NOW + 100)
    expect(second.granted.map(({ id }) => id)).toEqual([1, 2, 3])
    expect(second.granted[0]?.grant.bucketNames).toHaveLength(4)
  })

  it('drops what is late and sends nothing of it', () => {
    const state = exhausted([read(0, 'orders', { deadlineMs: NOW + 50 }), read(1, 'orders')])
    const before = dispatch(state, NOW + 49)
    expect(before).toMatchObject({ dropped: [], wakeInMs: 1 })
    const after = dispatch(before.state, NOW + 50)
    expect(after.dropped).toEqual([{ id: 0, reason: 'deadline' }])
    expect(drain(after.state)).toEqual([1])
  })

  it('drops a late one even where the tokens are there', () => {
    const state = queued([read(0, 'orders', { deadlineMs: NOW })])
    expect(dispatch(state, NOW)).toMatchObject({ granted: [], dropped: [{ id: 0 }] })
  })

  it('drops what costs more than its bucket ever holds, also after limits were lowered', () => {
    const state = queued([write(0, 0, 101), write(1, 0, 100)])
    const first = dispatch(state, NOW)
    expect(first.dropped).toEqual([{ id: 0, reason: 'cost' }])
    expect(first.granted.map(({ id }) => id)).toEqual([1])
    const waiting = enqueue(first.state, write(2, 0, 90))!
    const half = { ...SLOW, write: { refillPerSecond: 50, capacity: 50 } }
    const lowered = dispatch(relimit(waiting, half, NOW), NOW)
    expect(lowered.dropped).toEqual([{ id: 2, reason: 'cost' }])
  })

  it('forgets who withdrew', () => {
    const state = exhausted([read(0, 'orders'), read(1, 'orders')])
    expect(drain(withdraw(state, 0))).toEqual([1])
  })

  it('lets nothing through while a bucket is paused', () => {
    const first = dispatch(queued([read(0, 'books')]), NOW)
    const paused = refuseGrant(first.state, first.granted[0]!.grant, { roll: 0, nowMs: NOW })
    const waiting = enqueue(paused, read(1, 'orders'))!
    expect(dispatch(waiting, NOW + 124)).toMatchObject({ granted: [], wakeInMs: 101 })
    expect(dispatch(waiting, NOW + 225).granted).toHaveLength(1)
  })
})

describe('enqueue', () => {
  it('takes so many of a class and no more; another class is not kept out', () => {
    const listings = Array.from({ length: QUEUE_LENGTH_MAX }, (_value, id) => read(id, 'listings'))
    const full = queued(listings)
    expect(enqueue(full, read(5000, 'listings'))).toBeUndefined()
    const more = enqueue(full, read(5000, 'orders'))!
    expect(PRIORITIES.map((priority) => lengthOf(more, priority))).toEqual([1, 0, QUEUE_LENGTH_MAX])
  })
})

describe('properties', () => {
  const arrival = fc.record({
    afterMs: fc.integer({ min: 0, max: 300 }),
    priority: fc.constantFrom(...PRIORITIES),
    bucket: fc.constantFrom('read' as const, 'write' as const),
    exchangeIndex: fc.integer({ min: -1, max: 3 }),
    tokens: fc.constantFrom(1, 2, 10, 40, 100),
    patienceMs: fc.option(fc.integer({ min: 0, max: 2000 })),
  })

  /** Lets calls arrive, wakes when the queue asks to, until nobody waits. */
  function simulate(
    arrivals: readonly (typeof arrival extends fc.Arbitrary<infer T> ? T : never)[],
  ) {
    let nowMs = NOW
    let state = createQueueState(SLOW, nowMs)
    const calls = new Map<number, Waiting>()
    const went: { readonly id: number; readonly atMs: number }[] = []
    const dropped: number[] = []
    const look = (): number | undefined => {
      const next = dispatch(state, nowMs)
      state = next.state
      went.push(...next.granted.map(({ id }) => ({ id, atMs: nowMs })))
      dropped.push(...next.dropped.map(({ id }) => id))
      return next.wakeInMs
    }
    let wakeInMs: number | undefined
    const pass = (ms: number): void => {
      const untilMs = nowMs + ms
      while (wakeInMs !== undefined && nowMs + wakeInMs <= untilMs) {
        nowMs += wakeInMs
        wakeInMs = look()
      }
      if (wakeInMs !== undefined) wakeInMs -= untilMs - nowMs
      nowMs = untilMs
    }
    for (const [id, { afterMs, patienceMs, ...asked }] of arrivals.entries()) {
      pass(afterMs)
      const deadlineMs = patienceMs === null ? undefined : nowMs + patienceMs
      const bucketNames = bucketNamesOf(asked)
      const call: Waiting = {
        id,
        deadlineMs,
        bucketNames,
        tokens: asked.tokens,
        priority: asked.priority,
      }
      calls.set(id, call)
      state = enqueue(state, call)!
      wakeInMs = look()
    }
    pass(1_000_000)
    return { calls, went, dropped }
  }

  const arrivals = fc.array(arrival, { maxLength: 60 })

  it('ends every call once: it goes, or it is dropped', () => {
    fc.assert(
      fc.property(arrivals, (all) => {
        const { calls, went, dropped } = simulate(all)
        const ends = [...went.map(({ id }) => id), ...dropped]
        expect(ends.toSorted((a, b) => a - b)).toEqual([...calls.keys()])
      }),
    )
  })

  it('sends nothing at or after its deadline', () => {
    fc.assert(
      fc.property(arrivals, (all) => {
        const { calls, went } = simulate(all)
        const late = went.filter(({ id, atMs }) => atMs >= (calls.get(id)?.deadlineMs ?? Infinity))
        expect(late).toEqual([])
      }),
    )
  })

  it('spends of no bucket, in no window, more than its rate times the window, and its capacity', () => {
    fc.assert(
      fc.property(arrivals, (all) => {
        const { calls, went } = simulate(all)
        for (const name of ['read', 'write', 'write:1', 'write:2', 'write:3'] as const) {
          const paid = went.filter(({ id }) => calls.get(id)?.bucketNames.includes(name))
          const { refillPerSecond, capacity } = name === 'read' ? SLOW.read : SLOW.write
          for (const [from, first] of paid.entries()) {
            let sum = 0
            for (const { id, atMs } of paid.slice(from)) {
              sum += calls.get(id)?.tokens ?? 0
              expect(sum * 1000).toBeLessThanOrEqual(
                capacity * 1000 + refillPerSecond * (atMs - first.atMs),
              )
            }
          }
        }
      }),
    )
  })

  it('keeps the order of those of one class that the same buckets pay', () => {
    fc.assert(
      fc.property(arrivals, (all) => {
        const { calls, went } = simulate(all)
        const groups = new Map<string, number[]>()
        for (const { id } of went) {
          const { priority, bucketNames } = calls.get(id)!
          const key = `${priority} ${bucketNames.join(' ')}`
          groups.set(key, [...(groups.get(key) ?? []), id])
        }
        for (const ids of groups.values()) expect(ids).toEqual(ids.toSorted((a, b) => a - b))
      }),
    )
  })

  it('leaves no class behind others for more than a few turns', () => {
    const burst = fc.array(fc.constantFrom(...PRIORITIES), { minLength: 1, maxLength: 150 })
    fc.assert(
      fc.property(burst, (classes) => {
        const order = drain(exhausted(classes.map((priority, id) => read(id, priority))))
        expect(order).toHaveLength(classes.length)
        for (const priority of ['books', 'listings'] as const) {
          const turns = order.flatMap((id, turn) => (classes[id] === priority ? [turn] : []))
          const gaps = turns.map((turn, index) => turn - (turns[index - 1] ?? -1))
          expect(Math.max(0, ...gaps)).toBeLessThanOrEqual(OVERTAKEN_MAX + 2)
        }
      }),
    )
  })
})
