import { VenueNoAnswerError } from '@arbkit/core'
import { createVirtualClock } from '@arbkit/core/testing'
import { fc, test as prop } from '@fast-check/vitest'
import { expect } from 'vitest'
import type { OddsRequest, SendOdds } from '../rest/request.ts'
import { createCreditBudget } from './credit-budget.ts'
import { creditDayOf, creditMonthOf } from './credit-calendar.ts'
import type { CreditLimits } from './credit-limits.ts'
import type { CreditStore } from './credit-store.ts'
import { memoryCreditStore } from './memory-credit-store.ts'

/** Near the end of a month, so that days and months change under way. */
const T = Date.parse('2026-11-30T23:30:00Z')

type Scheduler = fc.Scheduler

/** Nobody hears of a process that died. */
const never = async <T>(): Promise<T> =>
  new Promise(() => {
    // Left open.
  })

interface Process {
  readonly limits: CreditLimits
  /** The most that each of its calls can cost. */
  readonly costs: readonly number[]
  /** Operations on the store until it dies; its last is done or not. */
  readonly diesAfter: number
  readonly isLastDone: boolean
}

interface Attempt {
  /** Share of the most that is charged, in tenths. */
  readonly tenths: number
  readonly isAnswered: boolean
  readonly takesMs: number
}

const anyLimits = fc.record({
  perDay: fc.option(fc.integer({ min: 0, max: 20 }), { nil: undefined }),
  perMonth: fc.option(fc.integer({ min: 0, max: 30 }), { nil: undefined }),
})
const anyProcess = (limits: fc.Arbitrary<CreditLimits>): fc.Arbitrary<Process> =>
  fc.record({
    limits,
    costs: fc.array(fc.integer({ min: 0, max: 7 }), { minLength: 1, maxLength: 6 }),
    diesAfter: fc.integer({ min: 0, max: 40 }),
    isLastDone: fc.boolean(),
  })
const anyAttempts: fc.Arbitrary<readonly Attempt[]> = fc.array(
  fc.record({
    tenths: fc.integer({ min: 0, max: 10 }),
    isAnswered: fc.boolean(),
    takesMs: fc.integer({ min: 0, max: 500_000 }),
  }),
  { minLength: 1, maxLength: 10 },
)

/** An API that charges, and says what is used; one clock for all. */
function createApi(scheduler: Scheduler, attempts: readonly Attempt[]) {
  const clock = createVirtualClock(T)
  const charged: { readonly atMs: number; readonly credits: number }[] = []
  let count = 0
  const used = (): number =>
    charged
      .filter(({ atMs }) => creditMonthOf(atMs) === creditMonthOf(clock.now()))
      .reduce((sum, { credits }) => sum + credits, 0)
  const send: SendOdds = async (request, { deadlineMs = Infinity } = {}) => {
    const attempt = attempts[count % attempts.length]
    count += 1
    if (attempt === undefined) throw new Error('no attempt')
    await scheduler.schedule(Promise.resolve(), 'request')
    const last = Math.floor((request.cost.max * attempt.tenths) / 10)
    // The API charges at some moment before the client gives up.
    const atMs = Math.min(clock.now(), deadlineMs - 1)
    charged.push({ atMs, credits: last })
    const usage = { last, used: used(), remaining: 1000 - used() }
    clock.advance(Math.max(0, Math.min(attempt.takesMs, deadlineMs - 1 - clock.now())))
    await scheduler.schedule(Promise.resolve(), 'answer')
    if (!attempt.isAnswered) throw new VenueNoAnswerError('no answer', { isRead: true })
    return { text: '', body: [], usage, receivedMs: clock.now() }
  }
  return { clock, charged, send }
}

/** The shared store as one process reaches it: slow, and gone when it dies. */
function reach(inner: CreditStore, scheduler: Scheduler, process: Process): CreditStore {
  let operations = 0
  const step = async <T>(work: () => Promise<T>): Promise<T> => {
    operations += 1
    if (operations > process.diesAfter + 1) return never()
    await scheduler.schedule(Promise.resolve(), 'store')
    const isLast = operations > process.diesAfter
    if (isLast && !process.isLastDone) return never()
    const result = await work()
    if (isLast) return never()
    await scheduler.schedule(Promise.resolve(), 'stored')
    return result
  }
  return {
    read: async (month, from) => step(async () => inner.read(month, from)),
    append: async (month, entries) => step(async () => inner.append(month, entries)),
  }
}

const requestOf = (max: number): OddsRequest => ({
  endpoint: 'odds',
  path: '/v4/sports/x/odds',
  query: [],
  cost: { min: 0, max },
})

async function play(
  scheduler: Scheduler,
  processes: readonly Process[],
  attempts: readonly Attempt[],
): Promise<readonly { readonly atMs: number; readonly credits: number }[]> {
  const inner = memoryCreditStore()
  const { clock, charged, send } = createApi(scheduler, attempts)
  for (const [index, process] of processes.entries()) {
    let count = 0
    const budget = createCreditBudget({
      store: reach(inner, scheduler, process),
      clock,
      ids: { next: () => `p${index}-${(count += 1)}` },
      limits: process.limits,
      attempts: 1,
    })
    for (const cost of process.costs) {
      budget.withCredits(requestOf(cost), send).catch(() => undefined)
    }
  }
  // Until nothing is left to happen; who died waits for ever.
  for (;;) {
    await new Promise((resolve) => {
      setImmediate(resolve)
    })
    if (scheduler.count() === 0) return charged
    await scheduler.waitOne()
  }
}

/** The most charged on one day, and in one month. */
function peaks(charged: readonly { readonly atMs: number; readonly credits: number }[]) {
  const most = (keyOf: (atMs: number) => string): number => {
    const sums = new Map<string, number>()
    for (const { atMs, credits } of charged) {
      sums.set(keyOf(atMs), (sums.get(keyOf(atMs)) ?? 0) + credits)
    }
    return Math.max(0, ...sums.values())
  }
  return { day: most(creditDayOf), month: most(creditMonthOf) }
}

prop.prop(
  [
    fc.scheduler(),
    anyLimits.chain((limits) =>
      fc.array(anyProcess(fc.constant(limits)), { minLength: 1, maxLength: 4 }),
    ),
    anyAttempts,
  ],
  { seed: 20261121, numRuns: 300 },
)(
  'what the API charges never exceeds the limits, however processes interleave and die',
  async (scheduler, processes, attempts) => {
    const limits = processes[0]?.limits ?? {}
    const { day, month } = peaks(await play(scheduler, processes, attempts))
    expect(day).toBeLessThanOrEqual(limits.perDay ?? Infinity)
    expect(month).toBeLessThanOrEqual(limits.perMonth ?? Infinity)
  },
)

prop.prop(
  [fc.scheduler(), fc.array(anyProcess(anyLimits), { minLength: 2, maxLength: 4 }), anyAttempts],
  { seed: 20261122, numRuns: 200 },
)(
  'with limits that differ, it never exceeds the largest',
  async (scheduler, processes, attempts) => {
    const { day, month } = peaks(await play(scheduler, processes, attempts))
    const largest = (name: 'perDay' | 'perMonth') =>
      Math.max(...processes.map(({ limits }) => limits[name] ?? Infinity))
    expect(day).toBeLessThanOrEqual(largest('perDay'))
    expect(month).toBeLessThanOrEqual(largest('perMonth'))
  },
)

prop.prop(
  [
    fc.scheduler(),
    fc.integer({ min: 0, max: 20 }),
    fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 1, maxLength: 4 }),
  ],
  { seed: 20261123, numRuns: 100 },
)(
  'calls of one credit that are charged whole spend the limit exactly, however they race',
  async (scheduler, perDay, counts) => {
    const processes = counts.map((count) => ({
      limits: { perDay },
      costs: Array.from({ length: 6 * count }, () => 1),
      diesAfter: Infinity,
      isLastDone: true,
    }))
    const attempts = [{ tenths: 10, isAnswered: true, takesMs: 0 }]
    const charged = await play(scheduler, processes, attempts)
    const asked = counts.reduce((sum, count) => sum + 6 * count, 0)
    expect(peaks(charged).day).toBe(Math.min(perDay, asked))
  },
)
