import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  acknowledge,
  bucketNamesOf,
  type Buckets,
  createBuckets,
  EXCHANGE_INDEX_MAX,
  PAUSE_FIRST_MS,
  PAUSE_MAX_MS,
  pay,
  refuse,
  waitForMs,
  withLimits,
} from './buckets.ts'
import { TIER_LIMITS } from './tiers.ts'

const NOW = 1_790_000_000_000
const basic = (): Buckets => createBuckets(TIER_LIMITS.basic, NOW)

describe('bucketNamesOf', () => {
  it.each([
    [{ bucket: 'read', tokens: 10 }, ['read']],
    [{ bucket: 'read', tokens: 10, exchangeIndex: 3 }, ['read']],
    [{ bucket: 'write', tokens: 10 }, ['write']],
    [{ bucket: 'write', tokens: 10, exchangeIndex: 0 }, ['write']],
    [{ bucket: 'write', tokens: 10, exchangeIndex: 1 }, ['write:1']],
    [{ bucket: 'write', tokens: 10, exchangeIndex: 3 }, ['write:3']],
    [
      { bucket: 'write', tokens: 10, exchangeIndex: -1 },
      ['write', 'write:1', 'write:2', 'write:3'],
    ],
  ] as const)('%j is paid by %j', (cost, names) => {
    expect(bucketNamesOf(cost)).toEqual(names)
  })

  it.each([-2, 0.5, Number.NaN, EXCHANGE_INDEX_MAX + 1])('refuses shard %s', (exchangeIndex) => {
    const cost = { bucket: 'write', tokens: 10, exchangeIndex } as const
    expect(() => bucketNamesOf(cost)).toThrow('exchange index: expected')
  })
})

describe('pay', () => {
  it('takes from one bucket and leaves the others alone', () => {
    const after = pay(basic(), ['write:3'], 100, NOW)!
    expect(pay(after, ['write:3'], 1, NOW)).toBeUndefined()
    expect(pay(after, ['write'], 100, NOW)).toBeDefined()
    expect(pay(after, ['write:1'], 100, NOW)).toBeDefined()
    expect(pay(after, ['read'], 600, NOW)).toBeDefined()
  })

  it('takes from all or from none', () => {
    const after = pay(basic(), ['write:2'], 95, NOW)!
    expect(pay(after, ['write', 'write:2'], 10, NOW)).toBeUndefined()
    expect(waitForMs(after, ['write', 'write:2'], 10, NOW)).toBe(50)
    const later = pay(after, ['write', 'write:2'], 10, NOW + 50)!
    expect(pay(later, ['write'], 91, NOW + 50)).toBeUndefined()
    expect(pay(later, ['write'], 90, NOW + 50)).toBeDefined()
  })
})

describe('refuse', () => {
  const grant = (number: number) => ({ number, bucketNames: ['write'] as const })
  const at = (lastGrant: number, roll = 0, nowMs = NOW) => ({ lastGrant, roll, nowMs })
  const waitOf = (buckets: Buckets): number => waitForMs(buckets, ['write'], 1, NOW) - 10

  it('empties and pauses the bucket that paid, and no other', () => {
    const after = refuse(basic(), grant(1), at(1))
    expect(waitOf(after)).toBe(PAUSE_FIRST_MS / 2)
    expect(pay(after, ['read'], 600, NOW)).toBeDefined()
    expect(pay(after, ['write:1'], 100, NOW)).toBeDefined()
  })

  it('pauses for twice as long each time, up to a bound; half of it is chance', () => {
    const pauses = (roll: number): readonly number[] => {
      let buckets = basic()
      return Array.from({ length: 9 }, (_value, index) => {
        const number = index + 1
        // Each refusal stands at its own time, when the pause before it is over.
        const before = withLimits(buckets, TIER_LIMITS.basic, NOW + index * 60_000)
        buckets = refuse(before, grant(number), at(number, roll, NOW + index * 60_000))
        return waitForMs(buckets, ['write'], 1, NOW + index * 60_000) - 10
      })
    }
    expect(pauses(0)).toEqual([125, 250, 500, 1000, 2000, 4000, 8000, 8000, 8000])
    expect(pauses(0.999_999)).toEqual([250, 500, 1000, 2000, 4000, 8000, 16_000, 16_000, 16_000])
    expect(PAUSE_MAX_MS).toBe(16_000)
  })

  it('counts the refusals of calls that were under way together as one', () => {
    let buckets = basic()
    for (let number = 1; number <= 20; number += 1) buckets = refuse(buckets, grant(number), at(20))
    expect(waitOf(buckets)).toBe(125)
    expect(waitOf(refuse(buckets, grant(21), at(21)))).toBe(250)
  })

  it('starts anew after an answer to a call that went after the refusal', () => {
    const twice = refuse(refuse(basic(), grant(1), at(2)), grant(3), at(3))
    const refusedAgain = (buckets: Buckets): number => waitOf(refuse(buckets, grant(4), at(4)))
    expect(refusedAgain(twice)).toBe(500)
    expect(refusedAgain(acknowledge(twice, grant(2)))).toBe(500)
    const calm = acknowledge(twice, grant(4))
    const later = refuse(calm, grant(5), { lastGrant: 5, roll: 0, nowMs: NOW + 9000 })
    expect(waitForMs(later, ['write'], 1, NOW + 9000) - 10).toBe(125)
  })

  it('waits within its bounds for any roll', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), (roll) => {
        const wait = waitOf(refuse(basic(), grant(1), at(1, roll)))
        expect(wait).toBeGreaterThanOrEqual(PAUSE_FIRST_MS / 2)
        expect(wait).toBeLessThanOrEqual(PAUSE_FIRST_MS)
      }),
    )
    expect(() => refuse(basic(), grant(1), at(1, 1))).toThrow('a roll is from 0 to below 1')
  })
})

describe('withLimits', () => {
  it('keeps what was spent', () => {
    const spent = pay(basic(), ['write'], 100, NOW)!
    const raised = withLimits(spent, TIER_LIMITS.premier, NOW)
    expect(pay(raised, ['write'], 1, NOW)).toBeUndefined()
    expect(pay(raised, ['write'], 1200, NOW + 1000)).toBeDefined()
    expect(pay(raised, ['write:2'], 3600, NOW)).toBeDefined()
  })

  it('refuses limits out of range, at the start too', () => {
    const limits = { ...TIER_LIMITS.basic, read: { refillPerSecond: 0, capacity: 1 } }
    expect(() => createBuckets(limits, NOW)).toThrow('bucket limit')
    expect(() => withLimits(basic(), limits, NOW)).toThrow('bucket limit')
  })
})
