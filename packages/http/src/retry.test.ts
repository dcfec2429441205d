import {
  InvalidInputError,
  RateLimitedError,
  type Rng,
  VenueNoAnswerError,
  VenueRejectedError,
} from '@arbkit/core'
import { createSeededRng } from '@arbkit/core/testing'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createVirtualTime } from './testing/virtual-time.ts'
import {
  ATTEMPTS_MAX,
  checkPolicy,
  DEFAULT_RETRY,
  mayRepeat,
  NO_RETRY,
  type RetryOptions,
  waitBeforeMs,
  withRetry,
} from './retry.ts'

const LIMITED = new RateLimitedError('429')
const SILENT_READ = new VenueNoAnswerError('503', { isRead: true })
const SILENT_WRITE = new VenueNoAnswerError('503', { isRead: false })
const REFUSED = new VenueRejectedError('400', { status: 400 })

describe('mayRepeat', () => {
  it.each([
    ['a read that was limited', LIMITED, { isRead: true }, true],
    ['a read without answer', SILENT_READ, { isRead: true }, true],
    ['a read that was refused', REFUSED, { isRead: true }, false],
    ['a write without answer', SILENT_WRITE, { isRead: false, deadlineMs: 9e15 }, false],
    ['a write that was refused', REFUSED, { isRead: false, deadlineMs: 9e15 }, false],
    ['a write that was limited, under a deadline', LIMITED, { isRead: false, deadlineMs: 9 }, true],
    ['a write that was limited, under none', LIMITED, { isRead: false }, false],
    ['a write that claims to be a read', SILENT_READ, { isRead: false, deadlineMs: 9 }, false],
    ['a read that claims to be a write', SILENT_WRITE, { isRead: true }, false],
    ['a wrong call', new InvalidInputError('x'), { isRead: true }, false],
    ['a bug', new TypeError('x'), { isRead: true }, false],
    ['no error', undefined, { isRead: true }, false],
  ])('%s', (_name, error, call, answer) => {
    expect(mayRepeat(error, call)).toBe(answer)
  })
})

describe('waitBeforeMs', () => {
  it('is of any length up to a bound that doubles', () => {
    const waits = [2, 3, 4, 9].map((attempt) => waitBeforeMs(DEFAULT_RETRY, attempt, 0.999_999))
    expect(waits).toEqual([200, 400, 800, 5000])
    expect(waitBeforeMs(DEFAULT_RETRY, 9, 0)).toBe(0)
    expect(waitBeforeMs(DEFAULT_RETRY, 2, 0.5)).toBe(100)
  })
})

describe('checkPolicy', () => {
  it.each([0, -1, 1.5, ATTEMPTS_MAX + 1, Number.NaN])('refuses %s attempts', (attempts) => {
    expect(() => checkPolicy({ ...DEFAULT_RETRY, attempts })).toThrow('expected 1 to 10 attempts')
  })

  it('refuses a wait below nothing', () => {
    expect(() => checkPolicy({ ...DEFAULT_RETRY, firstWaitMs: -1 })).toThrow('0 ms or more')
    expect(() => checkPolicy({ ...DEFAULT_RETRY, longestWaitMs: Number.NaN })).toThrow('0 ms')
  })

  it('takes what is offered', () => {
    expect([DEFAULT_RETRY, NO_RETRY].map(checkPolicy)).toEqual([undefined, undefined])
  })
})

const START = 1_000_000
const MIDDLE: Rng = { next: () => 0.5 }

/** Runs attempts that fail as told; says when each was made and how it ended. */
async function run(
  failures: readonly unknown[],
  more: Partial<RetryOptions> & { readonly advanceMs?: number } = {},
): Promise<{ readonly madeAt: readonly number[]; readonly end: unknown }> {
  const time = createVirtualTime(START)
  const madeAt: number[] = []
  const options = { policy: DEFAULT_RETRY, isRead: true, rng: MIDDLE, ...time, ...more }
  const whole = withRetry(async () => {
    madeAt.push(time.clock.now() - START)
    const failure = failures[madeAt.length - 1]
    if (failure !== undefined) throw failure as Error
    return 'answer'
  }, options).catch((error: unknown) => error)
  await time.advance(more.advanceMs ?? 60_000)
  return { madeAt, end: await whole }
}

describe('withRetry', () => {
  it('makes one attempt where it succeeds', async () => {
    expect(await run([])).toEqual({ madeAt: [0], end: 'answer' })
  })

  it('waits longer each time, and stops after the attempts of the policy', async () => {
    const failures = [SILENT_READ, LIMITED, SILENT_READ, LIMITED]
    expect(await run(failures)).toEqual({ madeAt: [0, 100, 300], end: SILENT_READ })
    expect(await run(failures, { policy: NO_RETRY })).toEqual({ madeAt: [0], end: SILENT_READ })
    expect((await run(failures.slice(0, 2))).end).toBe('answer')
  })

  it('makes one attempt of a write without answer', async () => {
    const options = { isRead: false, deadlineMs: START + 60_000 }
    expect(await run([SILENT_WRITE], options)).toEqual({ madeAt: [0], end: SILENT_WRITE })
  })

  it('does not wait for what would be too late', async () => {
    const end = { madeAt: [0], end: LIMITED }
    expect(await run([LIMITED], { deadlineMs: START + 100 })).toEqual(end)
    const atOnce = await run([LIMITED], { deadlineMs: START + 100, advanceMs: 0 })
    expect(atOnce).toEqual(end)
    const later = await run([LIMITED], { deadlineMs: START + 101 })
    expect(later).toEqual({ madeAt: [0, 100], end: 'answer' })
  })

  it('ends the wait when the caller does', async () => {
    const controller = new AbortController()
    const time = createVirtualTime(START)
    let attempts = 0
    const whole = withRetry(
      async () => {
        attempts += 1
        throw LIMITED
      },
      { policy: DEFAULT_RETRY, isRead: true, rng: MIDDLE, signal: controller.signal, ...time },
    ).catch((error: unknown) => error)
    await time.advance(99)
    controller.abort()
    expect(await whole).toBe(LIMITED)
    expect(attempts).toBe(1)
  })

  it('never sends too often, too late, or a write whose fate is open', async () => {
    const kinds = fc.constantFrom(LIMITED, SILENT_READ, SILENT_WRITE, REFUSED, undefined)
    await fc.assert(
      fc.asyncProperty(
        fc.array(kinds, { maxLength: 12 }),
        fc.record({ isRead: fc.boolean(), limit: fc.option(fc.integer({ min: 1, max: 3000 })) }),
        fc.integer({ min: 1, max: ATTEMPTS_MAX }),
        fc.nat(),
        async (failures, { isRead, limit }, attempts, seed) => {
          const policy = { ...DEFAULT_RETRY, attempts }
          const deadlineMs = limit === null ? undefined : START + limit
          const rng = createSeededRng(seed)
          const { madeAt } = await run(failures, { policy, isRead, deadlineMs, rng })
          expect(madeAt.length).toBeLessThanOrEqual(attempts)
          expect(madeAt.every((atMs) => atMs < (limit ?? Infinity))).toBe(true)
          const repeated = failures.slice(0, madeAt.length - 1)
          const allowed = isRead ? [LIMITED, SILENT_READ] : [LIMITED]
          expect(repeated.every((failure) => allowed.some((one) => one === failure))).toBe(true)
          expect(madeAt.length === 1 || isRead || limit !== null).toBe(true)
        },
      ),
      { numRuns: 200 },
    )
  })
})
