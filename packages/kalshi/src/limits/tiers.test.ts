import { describe, expect, it } from 'vitest'
import { TIER_LIMITS, usageTierOf } from './tiers.ts'

describe('tiers', () => {
  it('are the documented table, reads and writes a second and at once', () => {
    const rows = Object.entries(TIER_LIMITS).map(([tier, { read, write }]) =>
      [tier, read.refillPerSecond, read.capacity, write.refillPerSecond, write.capacity].join(' '),
    )
    expect(rows).toEqual([
      'basic 200 600 100 100',
      'advanced 300 900 300 900',
      'expert 600 600 600 1800',
      'premier 1200 1200 1200 3600',
      'paragon 2400 2400 2400 7200',
      'prime 4800 4800 4800 14400',
      'prestige 12000 12000 9600 28800',
    ])
  })

  it('are known in any case, and nothing else is', () => {
    expect(['basic', 'Premier', 'PRESTIGE'].map(usageTierOf)).toEqual([
      'basic',
      'premier',
      'prestige',
    ])
    expect(['', 'gold', 'toString', '__proto__'].map(usageTierOf)).toEqual(Array(4).fill(undefined))
  })
})
