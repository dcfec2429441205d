import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  BUCKET_TOKENS_MAX,
  emptyAndPause,
  fullBucket,
  refill,
  spend,
  type TokenBucket,
  waitMs,
  withLimit,
} from './token-bucket.ts'

const NOW = 1_790_000_000_000
const PREMIER_WRITE = { refillPerSecond: 1200, capacity: 3600 }

/** Spends the same again and again; the bucket after, and how often it could. */
function spendAll(bucket: TokenBucket, tokens: number, nowMs: number): [TokenBucket, number] {
  let current = bucket
  for (let times = 0; ; times += 1) {
    const next = spend(current, tokens, nowMs)
    if (next === undefined) return [current, times]
    current = next
  }
}

describe('a token bucket', () => {
  it('does as the documented example of a Premier write bucket does', () => {
    const [spent, burst] = spendAll(fullBucket(PREMIER_WRITE, NOW), 10, NOW)
    expect([burst, spent.milliTokens]).toEqual([360, 0])
    expect(refill(spent, NOW + 1000).milliTokens).toBe(1_200_000)
    expect(spendAll(spent, 10, NOW + 1000)[1]).toBe(120)
    expect(refill(spent, NOW + 3000).milliTokens).toBe(3_600_000)
    expect(refill(spent, NOW + 9000).milliTokens).toBe(3_600_000)
    // "About 8.3 ms" for the ten tokens of an order.
    expect(waitMs(spent, 10, NOW)).toBe(9)
    expect(spend(spent, 10, NOW + 8)).toBeUndefined()
    expect(spend(spent, 10, NOW + 9)).toBeDefined()
  })

  it('gives nothing while it is paused, and starts from nothing', () => {
    const paused = emptyAndPause(fullBucket(PREMIER_WRITE, NOW), 250, NOW)
    expect(spend(paused, 1, NOW + 250)).toBeUndefined()
    expect(spend(paused, 1, NOW + 251)).toBeDefined()
    expect(spend(refill(paused, NOW + 100), 1, NOW + 200)).toBeUndefined()
    expect(waitMs(paused, 12, NOW)).toBe(260)
    expect(waitMs(refill(paused, NOW + 255), 12, NOW + 255)).toBe(5)
    expect(emptyAndPause(paused, 100, NOW).pauseMs).toBe(250)
  })

  it('refills nothing for time that went back, and goes on from there', () => {
    const [empty] = spendAll(fullBucket(PREMIER_WRITE, NOW), 10, NOW)
    const back = refill(empty, NOW - 3_600_000)
    expect(back.milliTokens).toBe(0)
    expect(refill(back, NOW - 3_600_000 + 10).milliTokens).toBe(12_000)
  })

  it('keeps parts of a millisecond for later', () => {
    const [empty] = spendAll(fullBucket({ refillPerSecond: 100, capacity: 100 }, NOW), 10, NOW)
    let bucket = empty
    for (let step = 1; step <= 10; step += 1) bucket = refill(bucket, NOW + step * 0.75)
    expect(bucket.milliTokens).toBe(700)
  })

  it('loses what a smaller capacity can not hold, and gains nothing by a larger', () => {
    const full = fullBucket(PREMIER_WRITE, NOW)
    const smaller = withLimit(full, { refillPerSecond: 100, capacity: 100 }, NOW)
    expect(smaller.milliTokens).toBe(100_000)
    expect(withLimit(smaller, PREMIER_WRITE, NOW).milliTokens).toBe(100_000)
  })

  it.each([0, -1, 0.5, Number.NaN, Infinity, BUCKET_TOKENS_MAX + 1])(
    'refuses a limit of %s',
    (n) => {
      expect(() => fullBucket({ refillPerSecond: n, capacity: 1 }, NOW)).toThrow('whole tokens')
      expect(() => fullBucket({ refillPerSecond: 1, capacity: n }, NOW)).toThrow('whole tokens')
      const bucket = fullBucket(PREMIER_WRITE, NOW)
      expect(() => withLimit(bucket, { refillPerSecond: n, capacity: 1 }, NOW)).toThrow(
        'whole tokens',
      )
    },
  )

  it('never waits for what it can never hold', () => {
    const bucket = fullBucket({ refillPerSecond: 100, capacity: 100 }, NOW)
    expect(() => waitMs(bucket, 101, NOW)).toThrow('costs more than the bucket holds')
    expect(waitMs(bucket, 100, NOW)).toBe(0)
  })
})

describe('properties', () => {
  const limit = fc.record({
    refillPerSecond: fc.integer({ min: 1, max: 12_000 }),
    capacity: fc.integer({ min: 1, max: 36_000 }),
  })
  const step = fc.record({
    afterMs: fc.integer({ min: 0, max: 2000 }),
    tokens: fc.integer({ min: 1, max: 400 }),
    pauseMs: fc.option(fc.integer({ min: 0, max: 3000 }), { freq: 6 }),
  })

  it('spends in no window more than its rate times the window, and its capacity', () => {
    fc.assert(
      fc.property(limit, fc.array(step, { maxLength: 60 }), (bucketLimit, steps) => {
        let bucket = fullBucket(bucketLimit, NOW)
        let nowMs = NOW
        const spent: { readonly atMs: number; readonly tokens: number }[] = []
        for (const { afterMs, tokens, pauseMs } of steps) {
          nowMs += afterMs
          const next = spend(bucket, tokens, nowMs)
          if (next !== undefined) spent.push({ atMs: nowMs, tokens })
          bucket = next ?? bucket
          if (pauseMs !== null) bucket = emptyAndPause(bucket, pauseMs, nowMs)
        }
        for (const [from, first] of spent.entries()) {
          let sum = 0
          for (const { atMs, tokens } of spent.slice(from)) {
            sum += tokens
            const most =
              bucketLimit.capacity * 1000 + bucketLimit.refillPerSecond * (atMs - first.atMs)
            expect(sum * 1000).toBeLessThanOrEqual(most)
          }
        }
      }),
    )
  })

  it('can pay exactly after the wait that it names, and not a millisecond before', () => {
    fc.assert(
      fc.property(
        limit,
        fc.array(step, { maxLength: 20 }),
        fc.nat(400),
        (bucketLimit, steps, ask) => {
          fc.pre(ask <= bucketLimit.capacity)
          let bucket = fullBucket(bucketLimit, NOW)
          let nowMs = NOW
          for (const { afterMs, tokens, pauseMs } of steps) {
            nowMs += afterMs
            bucket = spend(bucket, tokens, nowMs) ?? bucket
            if (pauseMs !== null) bucket = emptyAndPause(bucket, pauseMs, nowMs)
          }
          const wait = waitMs(bucket, ask, nowMs)
          expect(spend(bucket, ask, nowMs + wait)).toBeDefined()
          const early = wait === 0 ? undefined : spend(bucket, ask, nowMs + wait - 1)
          expect(early).toBeUndefined()
        },
      ),
    )
  })

  it('is the same however often it is looked at', () => {
    fc.assert(
      fc.property(
        limit,
        fc.array(fc.nat(500), { maxLength: 20 }),
        fc.nat(2000),
        (bucketLimit, looks, pause) => {
          const bucket = emptyAndPause(fullBucket(bucketLimit, NOW), pause, NOW)
          let often = bucket
          let nowMs = NOW
          for (const afterMs of looks) {
            nowMs += afterMs
            often = refill(often, nowMs)
          }
          expect(often).toEqual(refill(bucket, nowMs))
        },
      ),
    )
  })
})
