import { fc, test } from '@fast-check/vitest'
import { describe, expect, it } from 'vitest'
import { PUBLISHED_COSTS, TIER_LIMITS } from '@arbkit/kalshi'
import { costTokensOf, LISTED_COSTS } from './endpoint-costs.ts'
import { TIERS } from './tiers.ts'
import { TokenBuckets, writeBucketsOf } from './token-buckets.ts'

describe('token buckets', () => {
  test.prop([
    fc.array(fc.record({ passMs: fc.nat(400), tokens: fc.integer({ min: 1, max: 60 }) })),
  ])('never give more than capacity and refill, and give whatever is there', (takes) => {
    const buckets = new TokenBuckets(TIERS.basic)
    let nowMs = 0
    // Thousandths of a token, reckoned apart from the code that is tested.
    let held = 100_000
    for (const { passMs, tokens } of takes) {
      nowMs += passMs
      held = Math.min(100_000, held + passMs * 100)
      const isGiven = buckets.take(['write'], tokens, nowMs)
      expect(isGiven).toBe(held >= tokens * 1000)
      if (isGiven) held -= tokens * 1000
    }
  })

  it('take from all of several, or from none', () => {
    const buckets = new TokenBuckets(TIERS.basic)
    expect(buckets.take(['write:1'], 95, 0)).toBe(true)
    expect(buckets.take(writeBucketsOf(undefined), 10, 0)).toBe(false)
    expect(buckets.take(['write'], 100, 0)).toBe(true)
  })

  it('are those that the venue names', () => {
    expect(writeBucketsOf(0)).toEqual(['write'])
    expect(writeBucketsOf(3)).toEqual(['write:3'])
    expect(writeBucketsOf(-1)).toEqual(['write', 'write:1', 'write:2', 'write:3'])
    expect(TIERS).toEqual(TIER_LIMITS)
    for (const { method, path, tokens } of LISTED_COSTS) {
      expect(costTokensOf(method, path)).toBe(tokens)
      const whole = `/trade-api/v2${path}`
      expect(PUBLISHED_COSTS.listed).toContainEqual({ method, path: whole, tokens })
    }
    expect(costTokensOf('POST', '/portfolio/events/orders')).toBe(10)
  })
})
